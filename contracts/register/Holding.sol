// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Holding
 * @notice Units that one member holds of one partition.
 * @dev From the lowest bit: units 96 · elsewhere used or unused 128 · flags 16 · epoch 16. For the principal class the
 * word is the {Member} word itself, for every other partition a word of its own.
 */
type Holding is uint256;

using HoldingLib for Holding global;

/// @dev A number of the units is frozen; it stands in a slot of its own.
uint256 constant PARTLY_FROZEN = 1 << 228;
/// @dev A number of the units is on hold; it stands in a slot of its own.
uint256 constant ON_HOLD = 1 << 229;

/// @dev Named readers and a writer of a Holding.
library HoldingLib {
    function units(Holding h) internal pure returns (uint256) {
        return uint96(Holding.unwrap(h));
    }

    function withFlag(Holding h, uint256 flag, bool on) internal pure returns (Holding) {
        return Holding.wrap(on ? Holding.unwrap(h) | flag : Holding.unwrap(h) & ~flag);
    }

    function isSet(Holding h, uint256 flag) internal pure returns (bool) {
        return Holding.unwrap(h) & flag != 0;
    }
}
