// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Terms
 * @notice Who may hold a partition and from when it moves: the rules that need no state of their own.
 * @dev From the lowest bit: requireAll 32 · forbidAny 32 · unlockAt 32 · flags 8. The terms of the principal class live
 * in the low bits of {Globals}, those of every other partition in a slot of their own.
 */
type Terms is uint256;

using TermsLib for Terms global;

/// @dev The partition exists.
uint256 constant EXISTS = 1 << 96;
/// @dev Only members with a valid accreditation may receive.
uint256 constant ACCREDITED_ONLY = 1 << 97;
/// @dev A holder may hand units back for cancellation.
uint256 constant REDEEMABLE = 1 << 98;
/// @dev Nothing of the partition moves but by force.
uint256 constant PARTITION_STOPPED = 1 << 99;
uint256 constant TERMS_BITS = 104;
uint256 constant TERMS_MASK = (1 << TERMS_BITS) - 1;

/// @dev Named readers and writers of a Terms.
library TermsLib {
    function pack(uint32 requireAll_, uint32 forbidAny_, uint32 unlockAt_, bool accreditedOnly, bool redeemable)
        internal
        pure
        returns (Terms)
    {
        uint256 flags = EXISTS | (accreditedOnly ? ACCREDITED_ONLY : 0) | (redeemable ? REDEEMABLE : 0);
        return Terms.wrap(uint256(requireAll_) | (uint256(forbidAny_) << 32) | (uint256(unlockAt_) << 64) | flags);
    }

    function withFlag(Terms t, uint256 flag, bool on) internal pure returns (Terms) {
        return Terms.wrap(on ? Terms.unwrap(t) | flag : Terms.unwrap(t) & ~flag);
    }

    /// @dev Attributes that a receiver must all have.
    function requireAll(Terms t) internal pure returns (uint256) {
        return uint32(Terms.unwrap(t));
    }

    /// @dev Attributes of which a receiver may have none.
    function forbidAny(Terms t) internal pure returns (uint256) {
        return uint32(Terms.unwrap(t) >> 32);
    }

    /// @dev Whether any attribute is required or forbidden.
    function hasMasks(Terms t) internal pure returns (bool) {
        return uint64(Terms.unwrap(t)) != 0;
    }

    /// @dev Unix time from which units move; 0 when never locked.
    function unlockAt(Terms t) internal pure returns (uint256) {
        return uint32(Terms.unwrap(t) >> 64);
    }

    function isSet(Terms t, uint256 flag) internal pure returns (bool) {
        return Terms.unwrap(t) & flag != 0;
    }
}
