// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC8056, IERC8056Balances, IERC8056Conversion, IERC8056Pending} from "../interfaces/erc/IERC8056.sol";
import {IScaledUnits, Scale} from "../interfaces/IScaledUnits.sol";
import {Scales} from "../libraries/Scales.sol";
import {Book} from "../register/Book.sol";

/**
 * @title ScaledUnits
 * @notice Says of units how many shares they are.
 * @dev Invariant: rounds once, at the end, and down.
 */
abstract contract ScaledUnits is IERC8056, IERC8056Pending, IERC8056Conversion, IERC8056Balances, IScaledUnits, Book {
    using Scales for Scales.Record;
    using Scales for Scale;

    /* ERC-8056 */

    /// @inheritdoc IERC8056
    function uiMultiplier() external view returns (uint256) {
        return _scaleOf(_principal()).multiplierDown();
    }

    /// @inheritdoc IERC8056Pending
    function newUIMultiplier() external view returns (uint256) {
        return _scales[_principal()].latest().multiplierDown();
    }

    /// @inheritdoc IERC8056Pending
    function effectiveAt() external view returns (uint256) {
        return _scales[_principal()].effectiveAt;
    }

    /// @inheritdoc IERC8056Conversion
    function toUIAmount(uint256 rawAmount) external view returns (uint256) {
        return _scaleOf(_principal()).sharesDown(rawAmount);
    }

    /// @inheritdoc IERC8056Conversion
    function fromUIAmount(uint256 uiAmount) external view returns (uint256) {
        return _scaleOf(_principal()).unitsDown(uiAmount);
    }

    /// @inheritdoc IERC8056Balances
    function balanceOfUI(address account) external view returns (uint256 shares) {
        for (uint256 i = 0; i < _partitions.length; ++i) {
            shares += _sharesOf(_partitions[i], account);
        }
    }

    /// @inheritdoc IERC8056Balances
    function totalSupplyUI() external view returns (uint256 shares) {
        for (uint256 i = 0; i < _partitions.length; ++i) {
            shares += _sharesIssued(_partitions[i]);
        }
    }

    /* EVERY CLASS */

    /// @inheritdoc IScaledUnits
    function splitRatio(bytes32 partition) external view returns (uint256 numerator, uint256 denominator) {
        Scale memory scale = _existingScale(partition);
        return (scale.numerator, scale.denominator);
    }

    /// @inheritdoc IScaledUnits
    function pendingSplit(bytes32 partition)
        external
        view
        returns (uint256 numerator, uint256 denominator, uint256 from)
    {
        Scales.Record storage record = _scales[partition];
        if (!record.isPending()) return (0, 0, 0);
        Scale memory next = record.latest();
        return (next.numerator, next.denominator, record.effectiveAt);
    }

    /// @inheritdoc IScaledUnits
    function uiMultiplierOf(bytes32 partition) external view returns (uint256) {
        return _existingScale(partition).multiplierDown();
    }

    /// @inheritdoc IScaledUnits
    function toUIAmountByPartition(bytes32 partition, uint256 units) external view returns (uint256) {
        return _existingScale(partition).sharesDown(units);
    }

    /// @inheritdoc IScaledUnits
    function fromUIAmountByPartition(bytes32 partition, uint256 shares) external view returns (uint256) {
        return _existingScale(partition).unitsDown(shares);
    }

    /// @inheritdoc IScaledUnits
    function balanceOfUIByPartition(bytes32 partition, address account) external view returns (uint256) {
        return _sharesOf(partition, account);
    }

    /// @inheritdoc IScaledUnits
    function totalSupplyUIByPartition(bytes32 partition) external view returns (uint256) {
        return _sharesIssued(partition);
    }

    function _sharesOf(bytes32 partition, address account) private view returns (uint256) {
        return _scaleOf(partition).sharesDown(_unitsOf(partition, account));
    }

    function _sharesIssued(bytes32 partition) private view returns (uint256) {
        return _scaleOf(partition).sharesDown(_supplyOf(partition).issued());
    }

    function _existingScale(bytes32 partition) private view returns (Scale memory) {
        _existing(partition);
        return _scaleOf(partition);
    }

    function _scaleOf(bytes32 partition) private view returns (Scale memory) {
        return _scales[partition].current();
    }
}
