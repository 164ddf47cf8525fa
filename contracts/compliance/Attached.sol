// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoles} from "../interfaces/IRoles.sol";
import {ISecurity} from "../interfaces/ISecurity.sol";

/**
 * @title Attached
 * @notice Where the engine sits: one security, for ever, whose table says who may do what.
 */
abstract contract Attached {
    ISecurity internal immutable _security;

    modifier onlyRole(bytes32 role) {
        _requireRole(role);
        _;
    }

    /// @param security the security that is served.
    constructor(ISecurity security) {
        _security = security;
    }

    function _requireRole(bytes32 role) internal view {
        require(_security.hasRole(role, msg.sender), IRoles.AccessControlUnauthorizedAccount(msg.sender, role));
    }
}
