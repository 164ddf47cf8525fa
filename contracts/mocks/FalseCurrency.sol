// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {PaymentToken} from "./PaymentToken.sol";

/**
 * @title FalseCurrency
 * @notice A currency that, when told to, moves nothing and answers `false` instead of reverting.
 */
contract FalseCurrency is PaymentToken {
    bool private _refuses;

    constructor() PaymentToken("False Currency", "FALSE", 6) {}

    /// @notice Whether payments are refused from now on.
    function setRefuses(bool refuses) external {
        _refuses = refuses;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return !_refuses && super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return !_refuses && super.transferFrom(from, to, amount);
    }
}
