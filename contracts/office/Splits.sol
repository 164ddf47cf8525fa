// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC8056} from "../interfaces/erc/IERC8056.sol";
import {Scale} from "../interfaces/IScaledUnits.sol";
import {ISplits} from "../interfaces/ISplits.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Scales} from "../libraries/Scales.sol";
import {Book} from "../register/Book.sol";

/**
 * @title Splits
 * @notice Decides from when the units of a class are more shares or less.
 * @dev Invariant: no unit is created, cancelled or moved, and no word of the register changes.
 */
abstract contract Splits is ISplits, Book {
    using Scales for Scales.Record;
    using Scales for Scale;

    /// @inheritdoc ISplits
    function scheduleSplit(
        bytes32 partition,
        uint64 numerator,
        uint64 denominator,
        uint32 effectiveAt,
        bytes32 documentHash
    ) external onlyRole(RoleIds.CONFIGURER) {
        _existing(partition);
        require(
            numerator != 0 && denominator != 0 && numerator != denominator,
            InvalidSplit(partition, numerator, denominator)
        );
        require(documentHash != 0, SplitWithoutDocument(partition));
        require(effectiveAt >= block.timestamp, SplitInPast(effectiveAt, block.timestamp));
        Scales.Record storage record = _scales[partition];
        require(!record.isPending(), SplitPending(partition, record.effectiveAt));
        Scale memory factor = Scale(numerator, denominator);
        Scale memory previous = record.current();
        Scale memory next = _product(partition, previous, factor);

        (record.present, record.next, record.effectiveAt) = (previous, next, effectiveAt);
        emit SplitScheduled(partition, factor, previous, next, effectiveAt, documentHash, _caller());
        _tellMultiplier(partition, previous, next, effectiveAt);
    }

    function _product(bytes32 partition, Scale memory present, Scale memory factor)
        private
        pure
        returns (Scale memory next)
    {
        (uint256 numerator, uint256 denominator) = present.times(factor);
        bool fits = numerator <= type(uint64).max && denominator <= type(uint64).max;
        if (fits) next = Scale(uint64(numerator), uint64(denominator));
        require(fits && next.multiplierDown() != 0, SplitOutOfRange(partition, numerator, denominator));
    }

    /// @inheritdoc ISplits
    function cancelSplit(bytes32 partition) external onlyRole(RoleIds.CONFIGURER) {
        Scales.Record storage record = _scales[partition];
        require(record.isPending(), NoPendingSplit(partition));
        uint256 cancelled = record.effectiveAt;
        Scale memory present = record.current();

        (record.next, record.effectiveAt) = (present, uint32(block.timestamp));
        emit SplitCancelled(partition, present, cancelled, _caller());
        _tellMultiplier(partition, present, present, block.timestamp);
    }

    /// @dev ERC-8056 knows one multiplier, that of the principal class.
    function _tellMultiplier(bytes32 partition, Scale memory previous, Scale memory next, uint256 from) private {
        if (partition != _principal()) return;
        emit IERC8056.UIMultiplierUpdated(previous.multiplierDown(), next.multiplierDown(), from);
    }
}
