// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoles} from "../interfaces/IRoles.sol";

/**
 * @title RoleTable
 * @notice Who may do what: the storage of the roles, and the gate that asks it. The names stand in {RoleIds}.
 */
abstract contract RoleTable {
    /// @dev The administrator's role: grants and revokes every other.
    bytes32 internal constant ADMIN = 0x00;

    mapping(bytes32 role => mapping(address account => bool)) internal _roleHolders;
    address internal _admin;
    uint32 internal _adminDelay;
    address internal _proposedAdmin;
    uint64 internal _adminAcceptFrom;

    modifier onlyRole(bytes32 role) {
        _requireRole(role);
        _;
    }

    function _requireRole(bytes32 role) private view {
        if (!_roleHolders[role][msg.sender]) revert IRoles.AccessControlUnauthorizedAccount(msg.sender, role);
    }

    function _appoint(address admin_) internal {
        _admin = admin_;
        _roleHolders[ADMIN][admin_] = true;
        emit IRoles.RoleGranted(ADMIN, admin_, msg.sender);
    }
}
