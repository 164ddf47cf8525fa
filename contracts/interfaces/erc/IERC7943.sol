// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title ERC-7943: frozen amounts
interface IERC7943Freeze {
    /// @notice `amount` units of the principal class are now frozen; it may exceed the balance.
    event Frozen(address indexed account, uint256 amount);

    /// @notice Freezes `amount` units of the principal class, replacing what was frozen. @custom:access FREEZER
    function setFrozenTokens(address account, uint256 amount) external returns (bool);

    /// @notice Units of the principal class that are frozen; may exceed the balance.
    function getFrozenTokens(address account) external view returns (uint256);
}

/// @title ERC-7943: forced transfer
interface IERC7943Control {
    /// @notice Units were moved without the holder's consent.
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount);

    /// @notice Moves units of the principal class without the holder's consent. @custom:access CONTROLLER
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);
}

/// @title ERC-7943: what a transfer would do
interface IERC7943Checks {
    /// @notice Whether `account` may send, of whatever amount: registered, not stopped, admission not run out.
    function canSend(address account) external view returns (bool);

    /// @notice Whether `account` may receive units of the principal class, of whatever amount.
    function canReceive(address account) external view returns (bool);

    /**
     * @notice Whether the rules allow `from` to move `amount` units of the principal class to `to`: pause, both parties,
     * frozen and held units, lock. Lack of balance alone does not make it false.
     */
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);
}

/**
 * @title ERC-7943, whole (fungible)
 * @notice The interface that custodians and exchanges probe. All of it concerns the principal class.
 * @dev Refusals revert with one error, {IMovements-Refused}, which says more than the four of the ERC.
 */
interface IERC7943 is IERC7943Freeze, IERC7943Control, IERC7943Checks {}
