// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {ISecurity} from "../interfaces/ISecurity.sol";

/**
 * @title Exclusions
 * @notice Holders who take no part in a distribution or a meeting, wherever their entries are by now.
 * @dev A list names wallets; the entry of a lost wallet is where {IRecovery} moved it, and counts once.
 */
library Exclusions {
    /// @notice The wallets where the entries of the listed ones are today, each once; zero in place of a repetition.
    function present(address[] storage excluded, ISecurity security) internal view returns (address[] memory wallets) {
        wallets = new address[](excluded.length);
        for (uint256 i = 0; i < wallets.length; ++i) {
            address wallet = security.presentWallet(excluded[i]);
            if (!contains(wallets, wallet)) wallets[i] = wallet;
        }
    }

    /// @notice Units of `partition` that the excluded held together on `recordDate`.
    function unitsAt(address[] storage excluded, ISecurity security, bytes32 partition, uint256 recordDate)
        internal
        view
        returns (uint256 units)
    {
        address[] memory wallets = present(excluded, security);
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (wallets[i] != address(0)) units += security.balanceOfAt(partition, wallets[i], recordDate);
        }
    }

    /// @notice Whether the list names `wallet`.
    function contains(address[] memory wallets, address wallet) internal pure returns (bool) {
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (wallets[i] == wallet) return true;
        }
        return false;
    }
}
