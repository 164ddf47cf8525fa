// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoles} from "../interfaces/IRoles.sol";
import {RoleTable} from "./RoleTable.sol";

/**
 * @title Roles
 * @notice Grants and revokes roles, and replaces the administrator in two steps.
 * @dev Invariant: exactly one account holds the administrator's role, at every moment.
 */
abstract contract Roles is IRoles, RoleTable {
    uint256 private constant MAX_ADMIN_DELAY = 30 days;

    /// @inheritdoc IRoles
    function grantRole(bytes32 role, address account) external onlyRole(ADMIN) {
        require(role != ADMIN, AdminRoleIsNotGranted());
        if (_roleHolders[role][account]) return;
        _roleHolders[role][account] = true;
        emit RoleGranted(role, account, msg.sender);
    }

    /// @inheritdoc IRoles
    function revokeRole(bytes32 role, address account) external onlyRole(ADMIN) {
        _revoke(role, account);
    }

    /// @inheritdoc IRoles
    function renounceRole(bytes32 role, address account) external {
        require(account == msg.sender, NotRoleHolder(account));
        _revoke(role, account);
    }

    function _revoke(bytes32 role, address account) private {
        require(role != ADMIN, AdminRoleIsNotGranted());
        if (!_roleHolders[role][account]) return;
        _roleHolders[role][account] = false;
        emit RoleRevoked(role, account, msg.sender);
    }

    /* ADMINISTRATOR */

    /// @inheritdoc IRoles
    function proposeAdmin(address candidate) external onlyRole(ADMIN) {
        uint256 acceptFrom = candidate == address(0) ? 0 : block.timestamp + _adminDelay;
        _proposedAdmin = candidate;
        _adminAcceptFrom = uint64(acceptFrom);
        emit AdminProposed(candidate, acceptFrom);
    }

    /// @inheritdoc IRoles
    function acceptAdmin() external {
        require(msg.sender == _proposedAdmin, NotProposedAdmin(msg.sender));
        require(block.timestamp >= _adminAcceptFrom, AdminDelayNotOver(_adminAcceptFrom, block.timestamp));
        address previous = _admin;
        _roleHolders[ADMIN][previous] = false;
        emit RoleRevoked(ADMIN, previous, msg.sender);
        _appoint(msg.sender);
        _proposedAdmin = address(0);
        _adminAcceptFrom = 0;
        emit AdminChanged(previous, msg.sender);
    }

    /// @inheritdoc IRoles
    function setAdminDelay(uint32 delay) external onlyRole(ADMIN) {
        require(delay <= MAX_ADMIN_DELAY, AdminDelayTooLong(delay, MAX_ADMIN_DELAY));
        _adminDelay = delay;
        emit AdminDelaySet(delay);
    }

    /* READING */

    /// @inheritdoc IRoles
    function hasRole(bytes32 role, address account) external view returns (bool) {
        return _roleHolders[role][account];
    }

    /// @inheritdoc IRoles
    function admin() external view returns (address) {
        return _admin;
    }

    /// @inheritdoc IRoles
    function proposedAdmin() external view returns (address candidate, uint256 acceptFrom) {
        return (_proposedAdmin, _adminAcceptFrom);
    }

    /// @inheritdoc IRoles
    function adminDelay() external view returns (uint256) {
        return _adminDelay;
    }
}
