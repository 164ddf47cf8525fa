// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC2771Forwarder} from "@openzeppelin/contracts/metatx/ERC2771Forwarder.sol";

/**
 * @title TrustedForwarder
 * @notice OpenZeppelin's forwarder of signed requests, as it is; on a live network one that stands already is used.
 */
contract TrustedForwarder is ERC2771Forwarder {
    constructor() ERC2771Forwarder("TrustedForwarder") {}
}
