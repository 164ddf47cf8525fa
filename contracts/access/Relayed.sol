// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITrustedForwarder} from "../interfaces/IRelay.sol";
import {RoleTable} from "./RoleTable.sol";

/**
 * @title Relayed
 * @notice Knows on whose behalf a call is when a trusted forwarder sends it (ERC-2771).
 * @dev The forwarder is fixed for ever: with another one, anybody could be impersonated.
 */
abstract contract Relayed is ITrustedForwarder, RoleTable {
    uint256 private constant ADDRESS_LENGTH = 20;

    /// @inheritdoc ITrustedForwarder
    address public immutable trustedForwarder;

    /// @param trustedForwarder_ address(0) for none.
    constructor(address trustedForwarder_) {
        trustedForwarder = trustedForwarder_;
    }

    function _caller() internal view override returns (address) {
        if (msg.sender == trustedForwarder && msg.data.length >= ADDRESS_LENGTH) {
            return address(bytes20(msg.data[msg.data.length - ADDRESS_LENGTH:]));
        }
        return msg.sender;
    }
}
