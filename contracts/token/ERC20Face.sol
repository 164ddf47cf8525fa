// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Allowances} from "./Allowances.sol";
import {Movements} from "./Movements.sol";

/**
 * @title ERC20Face
 * @notice The security as wallets and exchanges see it: `transfer` moves the principal class, `balanceOf` and
 * `totalSupply` count the units of every partition.
 * @dev The rest of ERC-20 (allowance, name, symbol, decimals) is the registrar's; {ISecurity} is the whole.
 */
abstract contract ERC20Face is Movements, Allowances {
    /// @notice Moves units of the principal class that the caller holds; see ERC-20.
    function transfer(address to, uint256 value) external returns (bool) {
        _transferOwn(_principal(), to, value, _noData());
        return true;
    }

    /// @notice Moves units of the principal class out of the caller's allowance; see ERC-20.
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        _transferFrom(from, to, value, _noData());
        return true;
    }

    /// @notice Lets `spender` move `value` units of the principal class of the caller's; see ERC-20.
    function approve(address spender, uint256 value) external returns (bool) {
        _approve(_caller(), spender, value);
        return true;
    }

    function _transferFrom(address from, address to, uint256 value, bytes calldata data) internal {
        address spender = _caller();
        uint256 right = _allowanceRight(spender, from);
        _transfer(Kind.Transfer, _principal(), right, spender, from, to, value, data, _noData());
        _spend(_principal(), from, spender, right, value);
    }

    /// @dev The caller moves units of its own.
    function _transferOwn(bytes32 partition, address to, uint256 value, bytes calldata data) internal {
        address holder = _caller();
        _transfer(Kind.Transfer, partition, UNLIMITED, holder, holder, to, value, data, _noData());
    }

    /// @notice Units of all partitions that `account` holds; see ERC-20.
    function balanceOf(address account) external view returns (uint256 units) {
        for (uint256 i = 0; i < _partitions.length; ++i) {
            units += _unitsOf(_partitions[i], account);
        }
    }

    /// @notice Units of all partitions issued; see ERC-20.
    function totalSupply() external view returns (uint256 units) {
        for (uint256 i = 0; i < _partitions.length; ++i) {
            units += _supplyOf(_partitions[i]).issued();
        }
    }
}
