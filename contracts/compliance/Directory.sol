// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDirectory} from "../interfaces/IDirectory.sol";
import {Member} from "../register/Member.sol";
import {Attached} from "./Attached.sol";

/**
 * @title Directory
 * @notice The wallets of investors who have several.
 * @dev Invariant: a listed wallet belongs to the investor under whom it is listed. An investor with one wallet needs no list.
 */
abstract contract Directory is IDirectory, Attached {
    mapping(uint256 investor => address[]) private _wallets;

    /// @dev `wallet` became a further wallet of the investor of `member`.
    function _join(uint256 investor, address wallet, address member) internal {
        _list(investor, member);
        _list(investor, wallet);
    }

    /// @dev The entry of `lost` went to `replacement`.
    function _replace(uint256 investor, address lost, address replacement) internal {
        address[] storage wallets = _wallets[investor];
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (wallets[i] == lost) {
                wallets[i] = replacement;
                emit WalletListed(investor, replacement);
            }
        }
    }

    function _list(uint256 investor, address wallet) internal {
        address[] storage wallets = _wallets[investor];
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (wallets[i] == wallet) return;
        }
        wallets.push(wallet);
        emit WalletListed(investor, wallet);
    }

    function _investorOf(address account) internal view returns (uint256) {
        return Member.wrap(_security.wordOf(account)).investor();
    }

    /// @inheritdoc IDirectory
    function walletsOf(address account) external view returns (address[] memory wallets) {
        wallets = _wallets[_investorOf(account)];
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (wallets[i] == account) return wallets;
        }
        return _with(wallets, account);
    }

    function _with(address[] memory wallets, address account) private pure returns (address[] memory all) {
        all = new address[](wallets.length + 1);
        for (uint256 i = 0; i < wallets.length; ++i) {
            all[i] = wallets[i];
        }
        all[wallets.length] = account;
    }

    /// @inheritdoc IDirectory
    function furtherUnits(bytes32 partition, uint256 investor, address account) external view returns (uint256 units) {
        address[] storage wallets = _wallets[investor];
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (wallets[i] != account) units += _security.balanceOfByPartition(partition, wallets[i]);
        }
    }
}
