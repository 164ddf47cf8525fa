// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IHoldingPeriods
 * @notice Units are kept in lots, each with the day on which it was acquired, the exemption under which it was, and the end
 * of the lock that this brings.
 * @dev Books are kept by investor, not by wallet. Investors are folios of first wallets, as in the register.
 *
 * An investor has at most sixteen lots of a class. For one more, matured ones of one regime become one, with the later dates;
 * where that is not enough a movement is refused to the receiver, and a forced one puts locked lots together as well, with
 * the later lock. So nobody is kept from receiving for ever by lots of single units: locks end, and COMPLIANCE may set lots.
 *
 * An issue says what lot it makes in its data: abi.encode(keccak256("scrip.Lot"), uint16 regime, uint16 acquired,
 * uint40 unlockAt), where the day 0 stands for today and the time 0 for what the regime says. Without that the lot is of the
 * default regime.
 *
 * Parameters:
 * - DEFAULT_REGIME: of issues without instruction, and of units that were there before the rule; 0 for no lock ever.
 * - AFFILIATES: attributes of which one makes a holder an affiliate of the issuer, from whom a lock starts anew.
 * - LOCKED and the number of a regime: word of a Gate; who may receive while the lock lasts, and how long that is.
 * - MATURED and the number: the same for after the lock, without a time; 0 for everybody.
 * - REASON and the number: up to 27 ASCII characters, as uint216(bytes27); 0 for CONTRACTUAL_LOCK.
 * A regime is known if its LOCKED is not 0. Regime 0 is always known and never locked.
 */
interface IHoldingPeriods {
    /**
     * @notice A lot in words.
     * @param units how many.
     * @param regime number of the exemption, as in ERC-1450; 0 for none.
     * @param acquired day of the acquisition, since 1970-01-01 UTC.
     * @param unlockAt unix time from which it is no longer locked; 0 when it never was, 2^40 - 1 when it always will be.
     */
    struct HeldLot {
        uint96 units;
        uint16 regime;
        uint16 acquired;
        uint40 unlockAt;
    }

    /// @notice The lots of an investor were replaced.
    event LotsSet(bytes32 indexed partition, uint256 indexed investor, HeldLot[] lots, string citation);

    /// @notice The books about an investor did not agree with the register and were put right.
    event LotsReconciled(bytes32 indexed partition, uint256 indexed investor, uint256 unitsBefore, uint256 units);

    /// @notice Two investors are related, or no longer.
    event RelationSet(uint256 indexed investor, uint256 indexed relative, bool related, bytes32 document);

    /// @notice An empty lot, of an unknown regime, of a day to come or none, or one of regime 0 with a lock.
    error InvalidLot(uint256 position);

    /// @notice An investor has at most so many lots of a class.
    error TooManyLots(uint256 count, uint256 limit);

    /// @notice The lots do not make up the units that the investor holds.
    error UnitsDiffer(uint256 ofLots, uint256 held);

    /// @notice Both accounts belong to one investor.
    error SameInvestor(address account, address relative);

    /**
     * @notice Replaces all lots of `partition` of the investor of `account`, in any order.
     * @param citation why: the opinion, court order or document that it rests on.
     * @custom:access COMPLIANCE
     */
    function setLots(bytes32 partition, address account, HeldLot[] calldata lots, string calldata citation) external;

    /**
     * @notice States that two investors are family to each other in the sense of a regime, or no longer.
     * @param document hash of the evidence.
     * @custom:access COMPLIANCE
     */
    function setRelated(address account, address relative, bool related, bytes32 document) external;

    /// @notice Lots of `partition` of the investor of `account`, oldest first.
    function lotsOf(bytes32 partition, address account) external view returns (HeldLot[] memory);

    /// @notice Whether the investors of the two accounts are related.
    function areRelated(address account, address relative) external view returns (bool);

    /**
     * @notice What the investor of `from` could give to `to` at present, as far as locks go.
     * @param to address(0) for a redemption.
     * @return free units that go without anybody's consent.
     * @return withApproval further units that go with the transfer agent's.
     */
    function eligibleUnits(bytes32 partition, address from, address to)
        external
        view
        returns (uint256 free, uint256 withApproval);
}
