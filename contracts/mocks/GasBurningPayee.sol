// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Puppet} from "./Puppet.sol";

/**
 * @title GasBurningPayee
 * @notice A holder that burns all the gas it is given when ETH arrives.
 */
contract GasBurningPayee is Puppet {
    function _onPaid() internal pure override {
        assembly ("memory-safe") {
            invalid()
        }
    }
}
