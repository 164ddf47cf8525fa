// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITransferHook} from "./ITransferHook.sol";
import {PaymentToken} from "./PaymentToken.sol";

/**
 * @title HookCurrency
 * @notice A currency that tells payer and payee of each payment, as ERC-777 does, if they have asked for it.
 */
contract HookCurrency is PaymentToken {
    mapping(address account => bool) private _listens;

    constructor() PaymentToken("Hook Currency", "HOOK", 6) {}

    /// @notice Whether `account` is told of its payments from now on.
    function setListens(address account, bool listens) external {
        _listens[account] = listens;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (_listens[from]) ITransferHook(from).onTransfer(from, to, amount);
        super._update(from, to, amount);
        if (_listens[to]) ITransferHook(to).onTransfer(from, to, amount);
    }
}
