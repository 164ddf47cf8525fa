// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC3643Freeze} from "../interfaces/erc/IERC3643.sol";
import {IERC7943Freeze} from "../interfaces/erc/IERC7943.sol";
import {IFreezes} from "../interfaces/IFreezes.sol";
import {IMembers} from "../interfaces/IMembers.sol";
import {History} from "../libraries/History.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Entries} from "../register/Entries.sol";
import {Holding, PARTLY_FROZEN} from "../register/Holding.sol";
import {FROZEN, SANCTIONED} from "../register/Member.sol";
import {PARTITION_STOPPED} from "../register/Terms.sol";

/**
 * @title Freezes
 * @notice Stops members, amounts of units, and whole classes.
 * @dev One absolute amount for each member and class, whichever standard sets it.
 */
abstract contract Freezes is IFreezes, IERC3643Freeze, IERC7943Freeze, Entries {
    /* MEMBERS */

    /// @inheritdoc IERC3643Freeze
    function setAddressFrozen(address account, bool frozen) external onlyRole(RoleIds.FREEZER) {
        _setFlag(account, FROZEN, frozen);
        emit AddressFrozen(account, frozen, _caller());
    }

    /// @inheritdoc IFreezes
    function setSanctioned(address account, bool sanctioned) external onlyRole(RoleIds.FREEZER) {
        _setFlag(account, SANCTIONED, sanctioned);
        emit SanctionSet(account, sanctioned);
    }

    /// @inheritdoc IERC3643Freeze
    function isFrozen(address account) external view returns (bool) {
        return _memberOf(account).isSet(FROZEN);
    }

    /* AMOUNTS */

    /// @inheritdoc IERC7943Freeze
    function setFrozenTokens(address account, uint256 amount) external onlyRole(RoleIds.FREEZER) returns (bool) {
        _setFrozenUnits(_principal(), account, amount);
        return true;
    }

    /// @inheritdoc IFreezes
    function setFrozenTokensByPartition(bytes32 partition, address account, uint256 amount)
        external
        onlyRole(RoleIds.FREEZER)
    {
        _existing(partition);
        _setFrozenUnits(partition, account, amount);
    }

    /// @inheritdoc IERC3643Freeze
    function freezePartialTokens(address account, uint256 amount) external onlyRole(RoleIds.FREEZER) {
        uint256 frozen = _frozenUnits[_principal()][account];
        uint256 units = _unitsOf(_principal(), account);
        // Compared so that no sum can overflow.
        require(frozen <= units && amount <= units - frozen, InvalidFrozenAmount(account, frozen, amount, units));
        _setFrozenUnits(_principal(), account, frozen + amount);
        emit TokensFrozen(account, amount);
    }

    /// @inheritdoc IERC3643Freeze
    function unfreezePartialTokens(address account, uint256 amount) external onlyRole(RoleIds.FREEZER) {
        uint256 frozen = _frozenUnits[_principal()][account];
        require(amount <= frozen, InvalidFrozenAmount(account, frozen, amount, _unitsOf(_principal(), account)));
        _setFrozenUnits(_principal(), account, frozen - amount);
        emit TokensUnfrozen(account, amount);
    }

    function _setFrozenUnits(bytes32 partition, address account, uint256 amount) private {
        require(_memberOf(account).folio() != 0, IMembers.NotRegistered(account));
        History.Record storage record = _recordsOf(partition)[account];
        record.word = Holding.unwrap(Holding.wrap(record.word).withFlag(PARTLY_FROZEN, amount != 0));
        _writeFrozenUnits(partition, account, amount);
    }

    /// @inheritdoc IERC7943Freeze
    function getFrozenTokens(address account) external view returns (uint256) {
        return _frozenUnits[_principal()][account];
    }

    /// @inheritdoc IFreezes
    function frozenUnitsOf(bytes32 partition, address account) external view returns (uint256) {
        return _frozenUnits[partition][account];
    }

    /* CLASSES */

    /// @inheritdoc IFreezes
    function setPartitionFrozen(bytes32 partition, bool frozen) external onlyRole(RoleIds.FREEZER) {
        _storeTerms(partition, _existing(partition).withFlag(PARTITION_STOPPED, frozen));
        emit PartitionFrozen(partition, frozen, _caller());
    }

    /// @inheritdoc IFreezes
    function isPartitionFrozen(bytes32 partition) external view returns (bool) {
        return _existing(partition).isSet(PARTITION_STOPPED);
    }
}
