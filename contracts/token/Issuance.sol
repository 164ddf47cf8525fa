// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1400Redemption} from "../interfaces/erc/IERC1400.sol";
import {IERC1410Movements} from "../interfaces/erc/IERC1410.sol";
import {IERC1594Movements} from "../interfaces/erc/IERC1594.sol";
import {IERC1644Movements} from "../interfaces/erc/IERC1644.sol";
import {IBatchIssue} from "../interfaces/IBatchIssue.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Globals} from "../register/Globals.sol";
import {Supply} from "../register/Supply.sol";
import {Terms} from "../register/Terms.sol";
import {ERC20Face} from "./ERC20Face.sol";

/**
 * @title Issuance
 * @notice Units come into being, move with data, and are cancelled (ERC-1594, ERC-1410).
 */
abstract contract Issuance is IERC1594Movements, IERC1410Movements, IERC1400Redemption, IBatchIssue, ERC20Face {
    /* ISSUANCE */

    /// @inheritdoc IERC1594Movements
    function issue(address tokenHolder, uint256 value, bytes calldata data) external onlyRole(RoleIds.ISSUER) {
        _issueOne(_principal(), tokenHolder, value, data);
        emit Issued(_caller(), tokenHolder, value, data);
    }

    /// @inheritdoc IERC1410Movements
    function issueByPartition(bytes32 partition, address tokenHolder, uint256 value, bytes calldata data)
        external
        onlyRole(RoleIds.ISSUER)
    {
        _issueOne(partition, tokenHolder, value, data);
        emit IssuedByPartition(partition, _caller(), tokenHolder, value, data, "");
    }

    /// @inheritdoc IBatchIssue
    function issueBatch(bytes32 partition, address[] calldata holders, uint256[] calldata amounts, bytes calldata data)
        external
        onlyRole(RoleIds.ISSUER)
    {
        require(holders.length == amounts.length, LengthMismatch(holders.length, amounts.length));
        Globals g = _turnPage();
        Terms terms = _termsOf(g, partition);
        address operator = _caller();
        Supply supply = _stampedSupply(partition, g.epoch());
        for (uint256 i = 0; i < holders.length; ++i) {
            (address to, uint256 amount) = (holders[i], amounts[i]);
            supply = _issue(g, terms, partition, supply, operator, to, amount, data);
            emit IssuedByPartition(partition, operator, to, amount, data, "");
        }
        _supplies[partition].word = Supply.unwrap(supply);
    }

    function _issueOne(bytes32 partition, address to, uint256 amount, bytes calldata data) private {
        Globals g = _turnPage();
        Supply supply = _stampedSupply(partition, g.epoch());
        supply = _issue(g, _termsOf(g, partition), partition, supply, _caller(), to, amount, data);
        _supplies[partition].word = Supply.unwrap(supply);
    }

    /* TRANSFER */

    /// @inheritdoc IERC1594Movements
    function transferWithData(address to, uint256 value, bytes calldata data) external {
        _transferOwn(_principal(), to, value, data);
    }

    /// @inheritdoc IERC1594Movements
    function transferFromWithData(address from, address to, uint256 value, bytes calldata data) external {
        _transferFrom(from, to, value, data);
    }

    /// @inheritdoc IERC1410Movements
    function transferByPartition(bytes32 partition, address to, uint256 value, bytes calldata data)
        external
        returns (bytes32)
    {
        _transferOwn(partition, to, value, data);
        return partition;
    }

    /// @inheritdoc IERC1410Movements
    function operatorTransferByPartition(
        bytes32 partition,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external returns (bytes32) {
        (bool forced, uint256 right) = _operatorOrController(partition, from);
        if (forced) {
            _forceTransfer(partition, from, to, value, data, operatorData);
        } else {
            address operator = _caller();
            _transfer(Kind.Transfer, partition, right, operator, from, to, value, data, operatorData);
            _spend(partition, from, operator, right, value);
        }
        return partition;
    }

    /* REDEMPTION */

    /// @inheritdoc IERC1594Movements
    function redeem(uint256 value, bytes calldata data) external {
        _redeem(_principal(), UNLIMITED, _caller(), _caller(), value, data);
        emit Redeemed(_caller(), _caller(), value, data);
    }

    /// @inheritdoc IERC1594Movements
    function redeemFrom(address tokenHolder, uint256 value, bytes calldata data) external {
        address spender = _caller();
        uint256 right = _allowanceRight(spender, tokenHolder);
        _redeem(_principal(), right, spender, tokenHolder, value, data);
        _spend(_principal(), tokenHolder, spender, right, value);
        emit Redeemed(spender, tokenHolder, value, data);
    }

    /// @inheritdoc IERC1410Movements
    function redeemByPartition(bytes32 partition, uint256 value, bytes calldata data) external {
        _redeem(partition, UNLIMITED, _caller(), _caller(), value, data);
        emit RedeemedByPartition(partition, _caller(), _caller(), value, data);
    }

    /// @inheritdoc IERC1410Movements
    function operatorRedeemByPartition(
        bytes32 partition,
        address tokenHolder,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external {
        _operatorRedeem(partition, tokenHolder, value, data, operatorData);
    }

    /// @inheritdoc IERC1400Redemption
    function operatorRedeemByPartition(
        bytes32 partition,
        address tokenHolder,
        uint256 value,
        bytes calldata operatorData
    ) external {
        _operatorRedeem(partition, tokenHolder, value, _noData(), operatorData);
    }

    function _operatorRedeem(
        bytes32 partition,
        address tokenHolder,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) private {
        address operator = _caller();
        (bool forced, uint256 right) = _operatorOrController(partition, tokenHolder);
        if (forced) {
            _forceRedeem(partition, tokenHolder, value);
        } else {
            _redeem(partition, right, operator, tokenHolder, value, data);
            _spend(partition, tokenHolder, operator, right, value);
        }
        emit RedeemedByPartition(partition, operator, tokenHolder, value, operatorData);
        if (forced) emit IERC1644Movements.ControllerRedemption(operator, tokenHolder, value, data, operatorData);
    }

    /* READING */

    /// @inheritdoc IERC1410Movements
    function balanceOfByPartition(bytes32 partition, address tokenHolder) external view returns (uint256) {
        return _unitsOf(partition, tokenHolder);
    }
}
