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
        emit RoleGranted(role, account, _caller());
    }

    /// @inheritdoc IRoles
    function revokeRole(bytes32 role, address account) external onlyRole(ADMIN) {
        _revoke(role, account);
    }

    /// @inheritdoc IRoles
    function renounceRole(bytes32 role, address account) external {
        require(account == _caller(), NotRoleHolder(account));
        _revoke(role, account);
    }

    function _revoke(bytes32 role, address account) private {
        require(role != ADMIN, AdminRoleIsNotGranted());
        if (!_roleHolders[role][account]) return;
        _roleHolders[role][account] = false;
        emit RoleRevoked(role, account, _caller());
    }

    /* ADMINISTRATOR */

    /// @inheritdoc IRoles
    function proposeAdmin(address candidate) external onlyRole(ADMIN) {
        uint256 acceptFrom = candidate == address(0) ? 0 : block.timestamp + adminDelay();
        _proposedAdmin = candidate;
        _adminAcceptFrom = uint64(acceptFrom);
        emit AdminProposed(candidate, acceptFrom);
    }

    /// @inheritdoc IRoles
    function acceptAdmin() external {
        require(_caller() == _proposedAdmin, NotProposedAdmin(_caller()));
        require(block.timestamp >= _adminAcceptFrom, AdminDelayNotOver(_adminAcceptFrom, block.timestamp));
        address previous = _admin;
        _roleHolders[ADMIN][previous] = false;
        emit RoleRevoked(ADMIN, previous, _caller());
        _appoint(_caller());
        _proposedAdmin = address(0);
        _adminAcceptFrom = 0;
        emit AdminChanged(previous, _caller());
    }

    /// @inheritdoc IRoles
    function setAdminDelay(uint32 delay) external onlyRole(ADMIN) {
        require(delay <= MAX_ADMIN_DELAY, AdminDelayTooLong(delay, MAX_ADMIN_DELAY));
        uint256 present = adminDelay();
        uint256 from = delay < present ? block.timestamp + present : block.timestamp;
        _adminDelay = uint32(present);
        // Safe: a date of 32 bits holds until 2106.
        (_nextAdminDelay, _adminDelayFrom) = (delay, uint32(from));
        emit AdminDelaySet(delay, from);
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
    function adminDelay() public view returns (uint256) {
        return _adminDelayFrom != 0 && block.timestamp >= _adminDelayFrom ? _nextAdminDelay : _adminDelay;
    }
}
