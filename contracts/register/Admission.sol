// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdmission} from "../interfaces/IAdmission.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Entries} from "./Entries.sol";

/**
 * @title Admission
 * @notice Admits members and renews their entries.
 * @dev Invariant: a wallet without an admission holds no units of any partition.
 */
abstract contract Admission is IAdmission, Entries {
    /// @inheritdoc IAdmission
    function admit(Admission calldata admission) external onlyRole(RoleIds.ADMITTER) {
        _admitOne(admission);
    }

    /// @inheritdoc IAdmission
    function admitBatch(Admission[] calldata admissions) external onlyRole(RoleIds.ADMITTER) {
        for (uint256 i = 0; i < admissions.length; ++i) {
            _admitOne(admissions[i]);
        }
    }

    function _admitOne(Admission calldata a) private {
        _admit(a.account, a.country, a.admittedThrough, a.accreditedThrough, a.attributes);
    }
}
