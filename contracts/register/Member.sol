// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Member
 * @notice One entry of the register of members in one storage word: who the member is to the law, and how many units
 * of the principal class the member holds.
 * @dev No other file shifts these bits. From the lowest bit:
 *
 *   units 96 · folio 24 · investor 24 · admittedThrough 16 · accreditedThrough 16 · country 16 · attributes 32 ·
 *   flags 16 · epoch 16
 *
 * `units`, `flags` and `epoch` stand where they stand in {Holding} and {Supply}, so that {History} serves all three;
 * of the flags, bits 228 and 229 belong to {Holding} and bit 239 to {History}.
 * Dates are days since 1970-01-01 UTC, inclusive: a member admitted through day d is admitted until d 23:59:59.
 */
type Member is uint256;

using MemberLib for Member global;

/// @dev A transfer agent or a regulator stopped every movement of the member.
uint256 constant FROZEN = 1 << 224;
/// @dev The member stands on a sanctions list.
uint256 constant SANCTIONED = 1 << 225;
/// @dev The entry is the issuer's own treasury: may hold every class, and locks do not bind it. That it neither votes nor
/// is paid is for the lists of excluded holders to say.
uint256 constant TREASURY = 1 << 226;
/// @dev The wallet was lost and its entry moved to another: it is never admitted again.
uint256 constant BARRED = 1 << 227;
/// @dev The entry came from a lost wallet, in whose record the earlier history stands.
uint256 constant SUCCESSOR = 1 << 230;

/// @dev The largest number of units: every amount in the register fits 96 bits.
uint256 constant MAX_UNITS = type(uint96).max;

uint256 constant FOLIO_SHIFT = 96;
uint256 constant INVESTOR_SHIFT = 120;
uint256 constant ADMITTED_SHIFT = 144;
uint256 constant ACCREDITED_SHIFT = 160;
uint256 constant COUNTRY_SHIFT = 176;
uint256 constant ATTRIBUTES_SHIFT = 192;
uint256 constant EPOCH_SHIFT = 240;
/// @dev The epoch, and below it the bit by which {History} knows that it kept a word.
uint256 constant HISTORY_SHIFT = 239;
/// @dev admittedThrough, accreditedThrough, country and attributes.
uint256 constant PROFILE_MASK = uint256(type(uint80).max) << ADMITTED_SHIFT;

/// @dev Named readers and writers of a Member.
library MemberLib {
    /// @dev Units of the principal class.
    function units(Member m) internal pure returns (uint256) {
        return uint96(Member.unwrap(m));
    }

    /// @dev Number of the entry in the register, given at first admission, counted from 1 and never reused.
    function folio(Member m) internal pure returns (uint256) {
        return uint24(Member.unwrap(m) >> FOLIO_SHIFT);
    }

    /// @dev Folio of the investor's first wallet: equal for all wallets of one investor.
    function investor(Member m) internal pure returns (uint256) {
        return uint24(Member.unwrap(m) >> INVESTOR_SHIFT);
    }

    /// @dev Last day of the admission; 0 when not registered.
    function admittedThrough(Member m) internal pure returns (uint256) {
        return uint16(Member.unwrap(m) >> ADMITTED_SHIFT);
    }

    /// @dev Last day of the accreditation; 0 when never accredited.
    function accreditedThrough(Member m) internal pure returns (uint256) {
        return uint16(Member.unwrap(m) >> ACCREDITED_SHIFT);
    }

    /// @dev ISO 3166-1 numeric code.
    function country(Member m) internal pure returns (uint256) {
        return uint16(Member.unwrap(m) >> COUNTRY_SHIFT);
    }

    /// @dev Bit set whose meaning the issuer's rules define.
    function attributes(Member m) internal pure returns (uint256) {
        return uint32(Member.unwrap(m) >> ATTRIBUTES_SHIFT);
    }

    /// @dev admittedThrough, accreditedThrough, country and attributes; 0 when not registered.
    function profile(Member m) internal pure returns (uint256) {
        return uint80(Member.unwrap(m) >> ADMITTED_SHIFT);
    }

    function isRegistered(Member m) internal pure returns (bool) {
        return m.admittedThrough() != 0;
    }

    /// @dev Whether the admission has run out on the day `today`.
    function isExpired(Member m, uint256 today) internal pure returns (bool) {
        return m.admittedThrough() < today;
    }

    function isAccredited(Member m, uint256 today) internal pure returns (bool) {
        return m.accreditedThrough() >= today;
    }

    function isSet(Member m, uint256 flag) internal pure returns (bool) {
        return Member.unwrap(m) & flag != 0;
    }

    function withFlag(Member m, uint256 flag) internal pure returns (Member) {
        return Member.wrap(Member.unwrap(m) | flag);
    }

    function withoutFlag(Member m, uint256 flag) internal pure returns (Member) {
        return Member.wrap(Member.unwrap(m) & ~flag);
    }

    /// @dev Replaces what is known of the member; units, folio, investor, flags and epoch stay.
    function withProfile(
        Member m,
        uint16 admittedThrough_,
        uint16 accreditedThrough_,
        uint16 country_,
        uint32 attributes_
    ) internal pure returns (Member) {
        return Member.wrap(
            (Member.unwrap(m) & ~PROFILE_MASK) | (uint256(admittedThrough_) << ADMITTED_SHIFT)
                | (uint256(accreditedThrough_) << ACCREDITED_SHIFT) | (uint256(country_) << COUNTRY_SHIFT)
                | (uint256(attributes_) << ATTRIBUTES_SHIFT)
        );
    }

    /// @dev Replaces what is known of the member by what is known of another.
    function withProfileOf(Member m, Member other) internal pure returns (Member) {
        return Member.wrap((Member.unwrap(m) & ~PROFILE_MASK) | (Member.unwrap(other) & PROFILE_MASK));
    }

    /// @dev A word of its own place in the register, with nothing known and nothing held.
    function newEntry(uint256 folio_, uint256 investor_, uint256 epoch) internal pure returns (Member) {
        return Member.wrap((folio_ << FOLIO_SHIFT) | (investor_ << INVESTOR_SHIFT) | (epoch << EPOCH_SHIFT));
    }

    /// @dev What remains of a lost wallet: whence and since when its history is to be read.
    function onlyHistory(Member m) internal pure returns (Member) {
        return Member.wrap(Member.unwrap(m) & ((type(uint256).max << HISTORY_SHIFT) | SUCCESSOR));
    }

    /// @dev What remains of a removed member: all but the profile, so that history can still be read and stops stay.
    function withoutProfile(Member m) internal pure returns (Member) {
        return Member.wrap(Member.unwrap(m) & ~PROFILE_MASK);
    }
}
