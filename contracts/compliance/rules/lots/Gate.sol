// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Gate
 * @notice Who may receive units of one regime, freely or with the transfer agent's consent, and how long the lock lasts.
 * @dev No other file shifts these bits. From the lowest bit:
 *
 *   freeAnyOf 32 · freeNoneOf 32 · approvalAnyOf 32 · approvalNoneOf 32 · flags 16 · months 8 · days 16
 *
 * A receiver answers to `anyOf` by having one of those attributes, and to `noneOf`, where it is not 0, by having none.
 */
type Gate is uint256;

using GateLib for Gate global;

uint256 constant FREE_ACCREDITED = 1;
uint256 constant FREE_EVERYONE = 2;
uint256 constant APPROVAL_ACCREDITED = 4;
uint256 constant APPROVAL_RELATED = 8;
uint256 constant APPROVAL_EVERYONE = 16;
/// @dev Another receiver cures a refusal, and not time.
uint256 constant RECEIVER_CURES = 32;
/// @dev The lock runs from the offering, whoever holds the units: it never starts again.
uint256 constant FROM_OFFERING = 64;

/// @dev Months of a lock that does not end.
uint256 constant ENDLESS = 255;

uint256 constant FLAGS_SHIFT = 128;
uint256 constant MONTHS_SHIFT = 144;
uint256 constant DAYS_SHIFT = 152;
uint256 constant GATE_BITS = 168;

/// @dev Named readers of a Gate.
library GateLib {
    /// @dev Whether it is a word of a lock: nothing but what is known stands in it.
    function isValidLock(Gate gate) internal pure returns (bool) {
        uint256 flags = uint16(Gate.unwrap(gate) >> FLAGS_SHIFT);
        return Gate.unwrap(gate) >> GATE_BITS == 0 && flags < FROM_OFFERING << 1;
    }

    /// @dev Whether it is a word for after the lock, when no time runs any more.
    function isValidAfterLock(Gate gate) internal pure returns (bool) {
        return Gate.unwrap(gate) >> MONTHS_SHIFT == 0 && Gate.unwrap(gate) >> FLAGS_SHIFT < RECEIVER_CURES;
    }

    /// @dev Whether nothing is said: no such regime, or after the lock free for everybody.
    function isSilent(Gate gate) internal pure returns (bool) {
        return Gate.unwrap(gate) == 0;
    }

    function isSet(Gate gate, uint256 flag) internal pure returns (bool) {
        return Gate.unwrap(gate) & (flag << FLAGS_SHIFT) != 0;
    }

    /// @dev Months of the lock; {ENDLESS} for ever.
    function months(Gate gate) internal pure returns (uint256) {
        return uint8(Gate.unwrap(gate) >> MONTHS_SHIFT);
    }

    /// @dev Days of the lock, after its months.
    function numberOfDays(Gate gate) internal pure returns (uint256) {
        return uint16(Gate.unwrap(gate) >> DAYS_SHIFT);
    }

    /// @dev Whether a receiver of these attributes needs nobody's consent.
    function frees(Gate gate, uint256 attributes, bool isAccredited) internal pure returns (bool) {
        return gate.isSet(FREE_EVERYONE) || (isAccredited && gate.isSet(FREE_ACCREDITED))
            || _answers(Gate.unwrap(gate), attributes);
    }

    /// @dev Whether a receiver of these attributes may be consented to.
    function asks(Gate gate, uint256 attributes, bool isAccredited) internal pure returns (bool) {
        return gate.isSet(APPROVAL_EVERYONE) || (isAccredited && gate.isSet(APPROVAL_ACCREDITED))
            || _answers(Gate.unwrap(gate) >> 64, attributes);
    }

    function _answers(uint256 masks, uint256 attributes) private pure returns (bool) {
        uint256 noneOf = uint32(masks >> 32);
        return attributes & uint32(masks) != 0 || (noneOf != 0 && attributes & noneOf == 0);
    }
}
