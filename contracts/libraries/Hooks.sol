// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Hooks
 * @notice What a rule wants to be called for.
 */
library Hooks {
    /// @dev To be asked before a movement.
    uint256 internal constant CHECK = 1;
    /// @dev To be told after a movement.
    uint256 internal constant MOVED = 2;
    /// @dev To be told when an entry of the register was made or changed.
    uint256 internal constant ENTRIES = 4;
}
