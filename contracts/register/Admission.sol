// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdmission} from "../interfaces/IAdmission.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Entries} from "./Entries.sol";
import {Globals} from "./Globals.sol";

/**
 * @title Admission
 * @notice Admits members and renews their entries.
 * @dev Invariant: a wallet without an admission holds no units of any partition.
 */
abstract contract Admission is IAdmission, Entries {
    /// @inheritdoc IAdmission
    function admit(Admission calldata admission) external onlyRole(RoleIds.ADMITTER) {
        _globals = _admitOne(_turnPage(), admission);
    }

    /// @inheritdoc IAdmission
    function admitBatch(Admission[] calldata admissions) external onlyRole(RoleIds.ADMITTER) {
        Globals g = _turnPage();
        for (uint256 i = 0; i < admissions.length; ++i) {
            g = _admitOne(g, admissions[i]);
        }
        _globals = g;
    }

    function _admitOne(Globals g, Admission calldata a) private returns (Globals) {
        return _admit(g, a.account, a.country, a.admittedThrough, a.accreditedThrough, a.attributes);
    }
}
