// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Movements} from "../token/Movements.sol";

/**
 * @title Succession
 * @notice Finds the wallet to which the entry of a lost one moved.
 */
abstract contract Succession is Movements {
    /// @dev One step for each recovery of the entry.
    function _presentWallet(address account) internal view returns (address) {
        for (address next = _successors[account]; next != address(0); next = _successors[account]) {
            account = next;
        }
        return account;
    }
}
