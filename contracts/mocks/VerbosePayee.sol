// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Puppet} from "./Puppet.sol";

/**
 * @title VerbosePayee
 * @notice A holder that takes ETH and answers with a given number of bytes: who copies the answer pays for its memory.
 */
contract VerbosePayee is Puppet {
    uint256 private immutable _length;

    constructor(uint256 length) {
        _length = length;
    }

    function _onPaid() internal view override {
        uint256 length = _length;
        assembly {
            return(0, length)
        }
    }
}
