// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC1410Operators} from "../interfaces/erc/IERC1410.sol";
import {Book} from "../register/Book.sol";

/**
 * @title Consents
 * @notice Whom a holder lets act: operators in all partitions or in one (ERC-1410), spenders of an allowance of the
 * principal class (ERC-20).
 */
abstract contract Consents is IERC1410Operators, Book {
    /* ALLOWANCES */

    /// @notice Lets `spender` move `value` units of the caller's; see ERC-20.
    function approve(address spender, uint256 value) external returns (bool) {
        require(spender != address(0), IERC20Errors.ERC20InvalidSpender(spender));
        _allowances[msg.sender][spender] = value;
        emit IERC20.Approval(msg.sender, spender, value);
        return true;
    }

    /// @notice Units of `owner` that `spender` may still move; see ERC-20.
    function allowance(address owner, address spender) external view returns (uint256) {
        return _allowances[owner][spender];
    }

    /* OPERATORS */

    /// @inheritdoc IERC1410Operators
    function authorizeOperator(address operator) external {
        _operators[msg.sender][operator] = true;
        emit AuthorizedOperator(operator, msg.sender);
    }

    /// @inheritdoc IERC1410Operators
    function revokeOperator(address operator) external {
        _operators[msg.sender][operator] = false;
        emit RevokedOperator(operator, msg.sender);
    }

    /// @inheritdoc IERC1410Operators
    function authorizeOperatorByPartition(bytes32 partition, address operator) external {
        _partitionOperators[partition][msg.sender][operator] = true;
        emit AuthorizedOperatorByPartition(partition, operator, msg.sender);
    }

    /// @inheritdoc IERC1410Operators
    function revokeOperatorByPartition(bytes32 partition, address operator) external {
        _partitionOperators[partition][msg.sender][operator] = false;
        emit RevokedOperatorByPartition(partition, operator, msg.sender);
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
