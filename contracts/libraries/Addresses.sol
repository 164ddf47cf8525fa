// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Addresses
 * @notice Short lists of addresses, such as the holders who take no part in a distribution.
 */
library Addresses {
    /// @dev Bounds every loop over such a list.
    uint256 internal constant MAX_LENGTH = 32;

    /// @notice Whether the list is short enough and names nobody twice.
    function isProper(address[] calldata list) internal pure returns (bool) {
        if (list.length > MAX_LENGTH) return false;
        for (uint256 i = 1; i < list.length; ++i) {
            for (uint256 j = 0; j < i; ++j) {
                if (list[i] == list[j]) return false;
            }
        }
        return true;
    }
}
