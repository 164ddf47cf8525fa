// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ERC-1594: issuance, redemption, transfers with data
 * @notice All functions without a partition concern the principal class.
 * @dev `canTransfer*` return (bytes1, bytes32) as in the text of ERC-1400 and ERC-1594, not the (bool, bytes1, bytes32)
 * of the interface block of ERC-1594.
 */
interface IERC1594Movements {
    /// @notice New units of the principal class were entered for `to`.
    event Issued(address indexed operator, address indexed to, uint256 value, bytes data);

    /// @notice Units of the principal class were cancelled.
    event Redeemed(address indexed operator, address indexed from, uint256 value, bytes data);

    /// @notice As ERC-20 `transfer`, with data recorded in the event.
    function transferWithData(address to, uint256 value, bytes calldata data) external;

    /// @notice As ERC-20 `transferFrom`, with data recorded in the event.
    function transferFromWithData(address from, address to, uint256 value, bytes calldata data) external;

    /// @notice Enters new units of the principal class for `tokenHolder`. @custom:access ISSUER
    function issue(address tokenHolder, uint256 value, bytes calldata data) external;

    /// @notice Cancels units of the principal class that the caller holds.
    function redeem(uint256 value, bytes calldata data) external;

    /// @notice Cancels units of the principal class that `tokenHolder` holds, out of the caller's allowance.
    function redeemFrom(address tokenHolder, uint256 value, bytes calldata data) external;
}

/// @title ERC-1594: what a transfer would do
interface IERC1594Checks {
    /**
     * @notice What `transfer` by the caller would do.
     * @return code the ERC-1400 status byte, 0x51 when it would succeed.
     * @return reason ASCII id of the refusal; 0 when it would succeed, or SAME_IDENTITY between wallets of one investor.
     */
    function canTransfer(address to, uint256 value, bytes calldata data)
        external
        view
        returns (bytes1 code, bytes32 reason);

    /// @notice What `transferFrom` by the caller would do; see {canTransfer}.
    function canTransferFrom(address from, address to, uint256 value, bytes calldata data)
        external
        view
        returns (bytes1 code, bytes32 reason);
}

/// @title ERC-1594: whether units may be issued
interface IERC1594Status {
    /// @notice Whether units may still be issued. Once false, never true again.
    function isIssuable() external view returns (bool);
}

/// @title ERC-1594, whole
interface IERC1594 is IERC1594Movements, IERC1594Checks, IERC1594Status {}
