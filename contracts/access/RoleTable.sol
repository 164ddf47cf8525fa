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
    /// @dev The shorter delay that replaces `_adminDelay` at `_adminDelayFrom`; nothing when that is 0.
    uint32 internal _nextAdminDelay;
    uint32 internal _adminDelayFrom;
    address internal _proposedAdmin;
    uint64 internal _adminAcceptFrom;

    modifier onlyRole(bytes32 role) {
        _requireRole(role);
        _;
    }

    /// @dev On whose behalf the call is: who sent it, or for whom a trusted forwarder did.
    function _caller() internal view virtual returns (address);

    function _requireRole(bytes32 role) internal view {
        address caller = _caller();
        if (!_roleHolders[role][caller]) revert IRoles.AccessControlUnauthorizedAccount(caller, role);
    }

    function _appoint(address admin_) internal {
        _admin = admin_;
        _roleHolders[ADMIN][admin_] = true;
        emit IRoles.RoleGranted(ADMIN, admin_, _caller());
    }
}
