// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {PaymentToken} from "./PaymentToken.sol";

/**
 * @title BlocklistCurrency
 * @notice A currency that pays nobody on its blocklist.
 */
contract BlocklistCurrency is PaymentToken {
    mapping(address account => bool) private _blocked;

    /// @notice The payee stands on the blocklist.
    error PayeeBlocked(address payee);

    constructor() PaymentToken("Blocklist Currency", "BLOCK", 6) {}

    /// @notice Puts `payee` on the blocklist or takes it off.
    function setBlocked(address payee, bool blocked) external {
        _blocked[payee] = blocked;
    }

    function _update(address from, address to, uint256 amount) internal override {
        require(!_blocked[to], PayeeBlocked(to));
        super._update(from, to, amount);
    }
}
