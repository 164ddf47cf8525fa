// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1410Movements} from "../interfaces/erc/IERC1410.sol";
import {IControllerByPartition, IERC1644Movements} from "../interfaces/erc/IERC1644.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Movements} from "./Movements.sol";

/**
 * @title Controller
 * @notice Movements without the holder's consent (ERC-1644), of any class: they pass pause, freeze and lock, never a receiver who may
 * not hold.
 */
abstract contract Controller is IERC1644Movements, IControllerByPartition, Movements {
    /// @inheritdoc IERC1644Movements
    function controllerTransfer(
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external onlyRole(RoleIds.CONTROLLER) {
        _forceTransfer(_principal(), from, to, value, data, operatorData);
    }

    /// @inheritdoc IERC1644Movements
    function controllerRedeem(address tokenHolder, uint256 value, bytes calldata data, bytes calldata operatorData)
        external
        onlyRole(RoleIds.CONTROLLER)
    {
        _forceRedeem(_principal(), tokenHolder, value);
        emit ControllerRedemption(_caller(), tokenHolder, value, data, operatorData);
    }

    /// @inheritdoc IControllerByPartition
    function controllerTransferByPartition(
        bytes32 partition,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external onlyRole(RoleIds.CONTROLLER) {
        _forceTransfer(partition, from, to, value, data, operatorData);
    }

    /// @inheritdoc IControllerByPartition
    function controllerRedeemByPartition(
        bytes32 partition,
        address tokenHolder,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external onlyRole(RoleIds.CONTROLLER) {
        _forceRedeem(partition, tokenHolder, value);
        emit IERC1410Movements.RedeemedByPartition(partition, _caller(), tokenHolder, value, operatorData);
        emit ControllerRedemption(_caller(), tokenHolder, value, data, operatorData);
    }
}
