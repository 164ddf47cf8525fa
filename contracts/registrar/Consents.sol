// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IPartitionAllowances} from "../interfaces/erc/IERC1400.sol";
import {IERC1410Operators} from "../interfaces/erc/IERC1410.sol";
import {Allowances} from "../token/Allowances.sol";

/**
 * @title Consents
 * @notice Whom a holder lets act: operators in all partitions or in one (ERC-1410), spenders of an allowance of one.
 */
abstract contract Consents is IERC1410Operators, IPartitionAllowances, Allowances {
    /* ALLOWANCES */

    /// @inheritdoc IPartitionAllowances
    function approveByPartition(bytes32 partition, address spender, uint256 value) external returns (bool) {
        if (partition == _principal()) {
            _approve(_caller(), spender, value);
        } else {
            _existing(partition);
            require(spender != address(0), IERC20Errors.ERC20InvalidSpender(spender));
            _setAllowance(partition, _caller(), spender, value);
        }
        emit ApprovalByPartition(partition, _caller(), spender, value);
        return true;
    }

    /// @notice Units of `owner` that `spender` may still move; see ERC-20.
    function allowance(address owner, address spender) external view returns (uint256) {
        return _allowanceOf(_principal(), owner, spender);
    }

    /// @inheritdoc IPartitionAllowances
    function allowanceByPartition(bytes32 partition, address owner, address spender) external view returns (uint256) {
        return _allowanceOf(partition, owner, spender);
    }

    /* OPERATORS */

    /// @inheritdoc IERC1410Operators
    function authorizeOperator(address operator) external {
        _operators[_caller()][operator] = true;
        emit AuthorizedOperator(operator, _caller());
    }

    /// @inheritdoc IERC1410Operators
    function revokeOperator(address operator) external {
        _operators[_caller()][operator] = false;
        emit RevokedOperator(operator, _caller());
    }

    /// @inheritdoc IERC1410Operators
    function authorizeOperatorByPartition(bytes32 partition, address operator) external {
        _partitionOperators[partition][_caller()][operator] = true;
        emit AuthorizedOperatorByPartition(partition, operator, _caller());
    }

    /// @inheritdoc IERC1410Operators
    function revokeOperatorByPartition(bytes32 partition, address operator) external {
        _partitionOperators[partition][_caller()][operator] = false;
        emit RevokedOperatorByPartition(partition, operator, _caller());
    }

    /// @inheritdoc IERC1410Operators
    function isOperator(address operator, address tokenHolder) external view returns (bool) {
        return operator == tokenHolder || _operators[tokenHolder][operator];
    }

    /// @inheritdoc IERC1410Operators
    function isOperatorForPartition(bytes32 partition, address operator, address tokenHolder)
        external
        view
        returns (bool)
    {
        return operator == tokenHolder || _operators[tokenHolder][operator]
            || _partitionOperators[partition][tokenHolder][operator];
    }

    /// @inheritdoc IERC1410Operators
    function partitionsOf(address tokenHolder) external view returns (bytes32[] memory held) {
        bytes32[] memory all = _partitions;
        uint256 count = 0;
        for (uint256 i = 0; i < all.length; ++i) {
            if (_unitsOf(all[i], tokenHolder) != 0) all[count++] = all[i];
        }
        held = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            held[i] = all[i];
        }
    }
}
