// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {ACCREDITED_SHIFT, Member} from "../../register/Member.sol";

/**
 * @title HolderRecord
 * @notice One investor as the rule HolderCaps knows it, in one storage word.
 * @dev From the lowest bit: positions 32 · counted 1. Above them, where they stand in {Member} and read by its names, what
 * the investor is counted as: accreditedThrough 16 · country 16 · attributes 32. No positions: the word is 0.
 */
type HolderRecord is uint256;

using HolderRecordLib for HolderRecord global;

/// @dev The record of one who holds nothing.
HolderRecord constant NO_HOLDER = HolderRecord.wrap(0);

/// @dev Named readers and writers of a HolderRecord.
library HolderRecordLib {
    uint256 private constant POSITIONS = type(uint32).max;
    uint256 private constant COUNTED = 1 << 32;
    uint256 private constant COUNTED_AS = uint256(type(uint64).max) << ACCREDITED_SHIFT;

    function pack(uint256 positions_, Member member, bool counted) internal pure returns (HolderRecord) {
        return HolderRecord.wrap((Member.unwrap(member) & COUNTED_AS) | (counted ? COUNTED : 0) | positions_);
    }

    /// @dev Number of the investor's wallets and classes with units in them.
    function positions(HolderRecord r) internal pure returns (uint256) {
        return HolderRecord.unwrap(r) & POSITIONS;
    }

    /// @dev False for one who holds nothing or is exempt.
    function isCounted(HolderRecord r) internal pure returns (bool) {
        return HolderRecord.unwrap(r) & COUNTED != 0;
    }

    /// @dev Accreditation, country and attributes under which the investor is counted; nothing else of a member.
    function countedAs(HolderRecord r) internal pure returns (Member) {
        return Member.wrap(HolderRecord.unwrap(r) & COUNTED_AS);
    }

    function withPositions(HolderRecord r, uint256 positions_) internal pure returns (HolderRecord) {
        return HolderRecord.wrap((HolderRecord.unwrap(r) & ~POSITIONS) | positions_);
    }

    /// @dev Whether both are counted alike, with however many positions.
    function isLike(HolderRecord r, HolderRecord other) internal pure returns (bool) {
        return HolderRecord.unwrap(r.withPositions(0)) == HolderRecord.unwrap(other.withPositions(0));
    }

    /// @dev Whether the profile is the one under which the investor is counted.
    function isOf(HolderRecord r, Member member) internal pure returns (bool) {
        return (HolderRecord.unwrap(r) ^ Member.unwrap(member)) & COUNTED_AS == 0;
    }
}
