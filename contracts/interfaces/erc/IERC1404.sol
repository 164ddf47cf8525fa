// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ERC-1404: simple restricted token
 * @notice Why ERC-20 `transfer` and `transferFrom` of the principal class would be refused, as a number.
 * @dev The numbers stand in the library Restrictions and in docs/errors.md; 0 if and only if the transfer would succeed.
 */
interface IERC1404 {
    /// @notice What `transfer` of `value` units by `from` to `to` would do: 0, or the number of the restriction.
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8);

    /// @notice A number of {detectTransferRestriction} in words.
    function messageForTransferRestriction(uint8 restrictionCode) external view returns (string memory);
}

/// @title ERC-1404 with the spender
interface IERC1404Spender {
    /// @notice What `transferFrom` by `spender` would do; see {IERC1404-detectTransferRestriction}.
    function detectTransferRestrictionFrom(address spender, address from, address to, uint256 value)
        external
        view
        returns (uint8);
}
