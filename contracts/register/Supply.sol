// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Supply
 * @notice Issued and authorised capital of one partition.
 * @dev From the lowest bit: issued 96 · authorised 96 · unused 32 · flags 16 · epoch 16. Invariant: issued <= authorised.
 */
type Supply is uint256;

using SupplyLib for Supply global;

uint256 constant AUTHORISED_SHIFT = 96;

/// @dev Named readers and writers of a Supply.
library SupplyLib {
    function issued(Supply s) internal pure returns (uint256) {
        return uint96(Supply.unwrap(s));
    }

    function authorised(Supply s) internal pure returns (uint256) {
        return uint96(Supply.unwrap(s) >> AUTHORISED_SHIFT);
    }

    /// @dev Units that may still be issued.
    function available(Supply s) internal pure returns (uint256) {
        // Cannot underflow: issued never exceeds authorised.
        unchecked {
            return s.authorised() - s.issued();
        }
    }

    /// @dev Safe because the caller has checked `amount <= available()`.
    function increase(Supply s, uint256 amount) internal pure returns (Supply) {
        unchecked {
            return Supply.wrap(Supply.unwrap(s) + amount);
        }
    }

    /// @dev Safe because units taken from a member were issued before.
    function decrease(Supply s, uint256 amount) internal pure returns (Supply) {
        unchecked {
            return Supply.wrap(Supply.unwrap(s) - amount);
        }
    }

    function withAuthorised(Supply s, uint96 authorised_) internal pure returns (Supply) {
        uint256 mask = uint256(type(uint96).max) << AUTHORISED_SHIFT;
        return Supply.wrap((Supply.unwrap(s) & ~mask) | (uint256(authorised_) << AUTHORISED_SHIFT));
    }
}
