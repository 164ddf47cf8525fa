// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IRoles
 * @notice Who may do what: the one table of a security, and the replacing of its administrator.
 * @dev A role is `keccak256("scrip.NAME")`. The administrator holds role 0, is one address, grants and revokes every
 * other role, and is replaced in two steps: proposed by the present one, accepted by the new one after a delay. No other
 * role grants anything. The errors and events of OpenZeppelin's AccessControl are used where they fit, so that tools
 * read them.
 */
interface IRoles {
    /// @notice `account` was given `role`.
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);

    /// @notice `account` lost `role`.
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    /// @notice `candidate` may become administrator from `acceptFrom` on; the zero address withdraws the proposal.
    event AdminProposed(address indexed candidate, uint256 acceptFrom);

    /// @notice The administrator changed.
    event AdminChanged(address indexed previous, address indexed admin);

    /// @notice Replacing the administrator will take `delay` seconds.
    event AdminDelaySet(uint256 delay, uint256 from);

    /// @notice `account` lacks `neededRole`.
    error AccessControlUnauthorizedAccount(address account, bytes32 neededRole);

    /// @notice The administrator's role changes hands only by {proposeAdmin} and {acceptAdmin}.
    error AdminRoleIsNotGranted();
    /// @notice A role is given up by its holder alone.
    error NotRoleHolder(address account);
    /// @notice The caller was not proposed as administrator.
    error NotProposedAdmin(address account);
    /// @notice The proposal cannot be accepted yet.
    error AdminDelayNotOver(uint256 acceptFrom, uint256 time);
    /// @notice The delay is longer than the limit.
    error AdminDelayTooLong(uint256 delay, uint256 limit);

    /// @notice Gives `role` to `account`. @custom:access administrator
    function grantRole(bytes32 role, address account) external;

    /// @notice Takes `role` from `account`. @custom:access administrator
    function revokeRole(bytes32 role, address account) external;

    /// @notice Gives up a role of one's own; `account` repeats the caller's address against slips.
    function renounceRole(bytes32 role, address account) external;

    /// @notice Proposes a new administrator; the zero address withdraws the proposal. @custom:access administrator
    function proposeAdmin(address candidate) external;

    /// @notice The proposed administrator takes over, once the delay is over.
    function acceptAdmin() external;

    /**
     * @notice Sets the delay of the next proposals. A pending proposal keeps its time. A longer delay holds at once, a
     * shorter one when the present delay has run from now.
     * @param delay seconds, at most 30 days.
     * @custom:access administrator
     */
    function setAdminDelay(uint32 delay) external;

    /// @notice Whether `account` holds `role`.
    function hasRole(bytes32 role, address account) external view returns (bool);

    /// @notice The administrator.
    function admin() external view returns (address);

    /// @notice The proposed administrator and the time from which it may accept; zeros when none.
    function proposedAdmin() external view returns (address candidate, uint256 acceptFrom);

    /// @notice Seconds between proposing and accepting an administrator.
    function adminDelay() external view returns (uint256);
}
