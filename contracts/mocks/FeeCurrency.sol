// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {PaymentToken} from "./PaymentToken.sol";

/**
 * @title FeeCurrency
 * @notice A currency that keeps a hundredth of each payment for itself, once the fee is switched on.
 */
contract FeeCurrency is PaymentToken {
    bool private _charges;

    constructor() PaymentToken("Fee Currency", "FEE", 6) {}

    /// @notice Whether payments cost the fee from now on.
    function setCharges(bool charges) external {
        _charges = charges;
    }

    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = _charges && from != address(0) ? amount / 100 : 0;
        if (fee != 0) super._update(from, address(this), fee);
        super._update(from, to, amount - fee);
    }
}
