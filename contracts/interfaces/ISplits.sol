// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Scale} from "./IScaledUnits.sol";

/**
 * @title ISplits
 * @notice Stock splits, reverse splits and bonus issues: the register keeps its units, and each of them becomes more
 * shares or less.
 * @dev No unit moves. So balances, lots, locks, holds, frozen amounts, allowances, past record dates, distributions and
 * votes stand as before, and so do the parameters of rules, which are in units.
 */
interface ISplits {
    /**
     * @notice A split was decided.
     * @param partition class whose units become more shares or less.
     * @param factor by which they do: 2 for 1, 1 for 10 of a reverse split, 6 for 5 of a bonus of one for five.
     * @param previous shares for units until then.
     * @param next shares for units from then on; in lowest terms.
     * @param effectiveAt unix time from which it applies.
     * @param documentHash hash of the decision.
     * @param agent who entered it.
     */
    event SplitScheduled(
        bytes32 indexed partition,
        Scale factor,
        Scale previous,
        Scale next,
        uint256 effectiveAt,
        bytes32 indexed documentHash,
        address agent
    );

    /// @notice The split that was to apply from `effectiveAt` on will not; `present` shares for units remain.
    event SplitCancelled(bytes32 indexed partition, Scale present, uint256 effectiveAt, address agent);

    /// @notice Both numbers of a split are positive, and they differ.
    error InvalidSplit(bytes32 partition, uint256 numerator, uint256 denominator);

    /// @notice The decision needs the hash of its document.
    error SplitWithoutDocument(bytes32 partition);

    /// @notice A split cannot apply from a moment that has passed.
    error SplitInPast(uint256 effectiveAt, uint256 time);

    /// @notice Another split of the class is still to come.
    error SplitPending(bytes32 partition, uint256 effectiveAt);

    /// @notice No split of the class is to come.
    error NoPendingSplit(bytes32 partition);

    /// @notice The class would have a ratio, in lowest terms, of numbers above 64 bits, or a multiplier of nothing.
    error SplitOutOfRange(bytes32 partition, uint256 numerator, uint256 denominator);

    /**
     * @notice From `effectiveAt` on, what was `denominator` shares of `partition` is `numerator` shares.
     * @dev The factor multiplies the present ratio. One split of a class can be to come at a time.
     * @param effectiveAt unix time, not before the present block's.
     * @param documentHash hash of the decision.
     * @custom:access CONFIGURER
     */
    function scheduleSplit(
        bytes32 partition,
        uint64 numerator,
        uint64 denominator,
        uint32 effectiveAt,
        bytes32 documentHash
    ) external;

    /// @notice Takes back the split of `partition` that is still to come. @custom:access CONFIGURER
    function cancelSplit(bytes32 partition) external;
}
