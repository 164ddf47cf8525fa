// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Terms, TERMS_MASK} from "./Terms.sol";

/**
 * @title Globals
 * @notice The state of the whole register that every movement reads, in one storage word.
 * @dev From the lowest bit: terms of the principal class 104 · epoch 16 · nextRecordDate 32 · scheduled 16 · folios 24 ·
 * pausedUntil 32 · pauseLevel 8 · flags 8 · closedGroups 16. `epoch` is the number of record dates passed, `scheduled` the
 * number of all record dates; both count the day the register was opened as the first.
 */
type Globals is uint256;

using GlobalsLib for Globals global;

/// @dev A member whose admission has run out may still sell.
uint256 constant EXPIRED_MAY_SELL = 1 << 232;
/// @dev The document that issuance waits for is not there.
uint256 constant TERMS_MISSING = 1 << 233;
/// @dev Nothing is issued any more; never taken back.
uint256 constant ISSUANCE_ENDED = 1 << 234;
/// @dev Nothing is forced any more; never taken back.
uint256 constant CONTROL_ENDED = 1 << 235;
/// @dev A compliance engine has a say in every movement.
uint256 constant HAS_ENGINE = 1 << 236;

/// @dev In place of the next record date when none is to come.
uint256 constant NO_RECORD_DATE = type(uint32).max;

uint256 constant EPOCH_AT = 104;
uint256 constant NEXT_AT = 120;
uint256 constant SCHEDULED_AT = 152;
uint256 constant FOLIOS_AT = 168;
uint256 constant PAUSED_UNTIL_AT = 192;
uint256 constant PAUSE_LEVEL_AT = 224;
uint256 constant CLOSED_GROUPS_AT = 240;

/// @dev Named readers and writers of a Globals.
library GlobalsLib {
    function principalTerms(Globals g) internal pure returns (Terms) {
        return Terms.wrap(Globals.unwrap(g) & TERMS_MASK);
    }

    function epoch(Globals g) internal pure returns (uint256) {
        return uint16(Globals.unwrap(g) >> EPOCH_AT);
    }

    function nextRecordDate(Globals g) internal pure returns (uint256) {
        return uint32(Globals.unwrap(g) >> NEXT_AT);
    }

    function scheduled(Globals g) internal pure returns (uint256) {
        return uint16(Globals.unwrap(g) >> SCHEDULED_AT);
    }

    /// @dev Number of entries ever made in the register.
    function folios(Globals g) internal pure returns (uint256) {
        return uint24(Globals.unwrap(g) >> FOLIOS_AT);
    }

    /// @dev Last second of the pause.
    function pausedUntil(Globals g) internal pure returns (uint256) {
        return uint32(Globals.unwrap(g) >> PAUSED_UNTIL_AT);
    }

    /// @dev Whether the pause in force has no end.
    function isPausedForever(Globals g) internal pure returns (bool) {
        return g.pausedUntil() == type(uint32).max;
    }

    function pauseLevel(Globals g) internal pure returns (uint256) {
        return uint8(Globals.unwrap(g) >> PAUSE_LEVEL_AT);
    }

    function isSet(Globals g, uint256 flag) internal pure returns (bool) {
        return Globals.unwrap(g) & flag != 0;
    }

    /**
     * @dev Whether `country` may be closed, so that it must be looked up. Countries fall into 16 groups, and the groups
     * with a closed country are marked. (Most ISO codes are multiples of 4, hence the two lowest bits are left out.)
     */
    function mayBeClosed(Globals g, uint256 country) internal pure returns (bool) {
        return (Globals.unwrap(g) >> (CLOSED_GROUPS_AT + ((country >> 2) & 15))) & 1 != 0;
    }

    function withPrincipalTerms(Globals g, Terms terms) internal pure returns (Globals) {
        return Globals.wrap((Globals.unwrap(g) & ~TERMS_MASK) | Terms.unwrap(terms));
    }

    function withRecordDates(Globals g, uint256 epoch_, uint256 next) internal pure returns (Globals) {
        uint256 mask = (uint256(type(uint16).max) << EPOCH_AT) | (uint256(type(uint32).max) << NEXT_AT);
        return Globals.wrap((Globals.unwrap(g) & ~mask) | (epoch_ << EPOCH_AT) | (next << NEXT_AT));
    }

    function withScheduled(Globals g, uint256 scheduled_) internal pure returns (Globals) {
        uint256 mask = uint256(type(uint16).max) << SCHEDULED_AT;
        return Globals.wrap((Globals.unwrap(g) & ~mask) | (scheduled_ << SCHEDULED_AT));
    }

    function withFolios(Globals g, uint256 folios_) internal pure returns (Globals) {
        uint256 mask = uint256(type(uint24).max) << FOLIOS_AT;
        return Globals.wrap((Globals.unwrap(g) & ~mask) | (folios_ << FOLIOS_AT));
    }

    function withPause(Globals g, uint256 level, uint256 until) internal pure returns (Globals) {
        uint256 mask = (uint256(type(uint8).max) << PAUSE_LEVEL_AT) | (uint256(type(uint32).max) << PAUSED_UNTIL_AT);
        return Globals.wrap((Globals.unwrap(g) & ~mask) | (level << PAUSE_LEVEL_AT) | (until << PAUSED_UNTIL_AT));
    }

    function withFlag(Globals g, uint256 flag, bool on) internal pure returns (Globals) {
        return Globals.wrap(on ? Globals.unwrap(g) | flag : Globals.unwrap(g) & ~flag);
    }

    /// @dev Replaces the marks of the groups with a closed country.
    function withClosedGroups(Globals g, uint256 groups) internal pure returns (Globals) {
        uint256 mask = uint256(type(uint16).max) << CLOSED_GROUPS_AT;
        return Globals.wrap((Globals.unwrap(g) & ~mask) | (groups << CLOSED_GROUPS_AT));
    }
}
