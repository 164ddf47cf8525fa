// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Puppet} from "./Puppet.sol";

/**
 * @title RefusingPayee
 * @notice A holder that takes no ETH until it is told to.
 */
contract RefusingPayee is Puppet {
    bool private _takes;

    /// @notice The payee takes no ETH now.
    error NotTaken(uint256 amount);

    /// @notice Whether it takes ETH from now on.
    function setTakes(bool takes) external {
        _takes = takes;
    }

    function _onPaid() internal view override {
        require(_takes, NotTaken(msg.value));
    }
}
