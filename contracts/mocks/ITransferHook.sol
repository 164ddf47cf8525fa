// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ITransferHook
 * @notice What an account with code answers to when {HookCurrency} moves money to it or from it.
 */
interface ITransferHook {
    /// @notice `amount` is about to leave `from`, or has reached `to`; the one who is asked is one of the two.
    function onTransfer(address from, address to, uint256 amount) external;
}
