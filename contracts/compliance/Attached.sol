// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoles} from "../interfaces/IRoles.sol";
import {ISecurity} from "../interfaces/ISecurity.sol";

/**
 * @title Attached
 * @notice Where the engine sits: one security, for ever, whose table says who may do what; and what is read on every movement.
 */
abstract contract Attached {
    /**
     * @dev In one slot.
     * @param roll the rules; see {RuleList}.
     * @param hooks what any of them wants to be called for.
     * @param busy whether the rules are being told of something.
     * @param openConsents requests and consents that were neither used nor refused.
     */
    struct Header {
        address roll;
        uint8 hooks;
        bool busy;
        uint32 openConsents;
    }

    Header internal _header;

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
