// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/**
 * @title Payment
 * @notice Sends ETH or an ERC-20 currency to somebody who may refuse it, without letting him do harm.
 * @dev The payee gets a bounded amount of gas and none of its answer beyond one word is copied, so that one payee in a
 * batch can neither burn the batch's gas nor fill its memory. The zero address stands for ETH.
 *
 * A payment asks for more gas than a payee gets, so payments do not nest: no payee can cause another one.
 */
library Payment {
    /// @notice The call was sent with too little gas to tell a payee's failure from its own.
    error NotEnoughGas(uint256 left);

    /// @dev Enough for any sensible wallet or currency, little enough for a batch of fifty hostile ones in a block.
    uint256 internal constant GAS = 200_000;

    /// @notice Whether `amount` was sent; to send nothing, nobody is called.
    function trySend(address currency, address to, uint256 amount) internal returns (bool sent) {
        if (amount == 0) return true;
        bytes memory call_;
        address target = to;
        uint256 value = amount;
        if (currency != address(0)) {
            call_ = abi.encodeCall(IERC20.transfer, (to, amount));
            target = currency;
            value = 0;
        }
        // With less gas than promised a failure would be the sender's fault and not the payee's. A call hands on at
        // most 63 of 64 parts of what is left.
        require(gasleft() > GAS + GAS / 32 + 10_000, NotEnoughGas(gasleft()));
        // (bool ok, bytes memory answer) = target.call{value: value, gas: GAS}(call_), with one word of the answer:
        // a currency without code, or one that answers anything but nothing or true, has not sent.
        assembly ("memory-safe") {
            mstore(0, 0)
            sent := call(GAS, target, value, add(call_, 32), mload(call_), 0, 32)
            if and(sent, iszero(iszero(currency))) {
                switch returndatasize()
                case 0 { sent := iszero(iszero(extcodesize(target))) }
                default { sent := and(gt(returndatasize(), 31), eq(mload(0), 1)) }
            }
        }
    }
}
