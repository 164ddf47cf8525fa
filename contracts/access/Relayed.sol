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

    /// @dev This contract for none: nodes call from the zero address when nobody is named, and it never calls itself.
    address private immutable _forwarder;

    /// @param forwarder the trusted forwarder; address(0) for none.
    constructor(address forwarder) {
        _forwarder = forwarder == address(0) ? address(this) : forwarder;
    }

    /// @inheritdoc ITrustedForwarder
    function trustedForwarder() external view returns (address) {
        return _forwarder == address(this) ? address(0) : _forwarder;
    }

    function _caller() internal view override returns (address) {
        if (msg.sender == _forwarder && msg.data.length >= ADDRESS_LENGTH) {
            return address(bytes20(msg.data[msg.data.length - ADDRESS_LENGTH:]));
        }
        return msg.sender;
    }
}
