// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC2771} from "../interfaces/IRelay.sol";
import {RoleTable} from "./RoleTable.sol";

/**
 * @title Relayed
 * @notice Knows on whose behalf a call is when a trusted forwarder sends it (ERC-2771).
 * @dev The forwarder is fixed for ever: with another one, anybody could be impersonated.
 */
abstract contract Relayed is IERC2771, RoleTable {
    uint256 private constant ADDRESS_LENGTH = 20;

    address private immutable _forwarder;

    /// @param forwarder_ the trusted forwarder; address(0) for none.
    constructor(address forwarder_) {
        _forwarder = forwarder_;
    }

    /// @inheritdoc IERC2771
    function isTrustedForwarder(address forwarder) external view returns (bool) {
        return forwarder == _forwarder && forwarder != address(0);
    }

    function _caller() internal view override returns (address) {
        if (msg.sender == _forwarder && msg.data.length >= ADDRESS_LENGTH) {
            return address(bytes20(msg.data[msg.data.length - ADDRESS_LENGTH:]));
        }
        return msg.sender;
    }
}
