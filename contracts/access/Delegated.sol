// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleTable} from "./RoleTable.sol";

/**
 * @title Delegated
 * @notice A part of a security that runs in the token's storage, by delegatecall, and never on its own.
 * @dev The token appends what the part needs to know to the call data whenever it hands a call on: the principal class
 * and, last, the caller. Called directly, the end of the call data would be whatever the caller likes, so that nothing
 * that asks for the caller works there.
 */
abstract contract Delegated is RoleTable {
    uint256 private constant CALLER_LENGTH = 20;
    uint256 private constant APPENDIX_LENGTH = 52;

    address private immutable _itself = address(this);

    /// @notice The function works at the security's address only.
    error NotAtThisAddress(address part);

    function _caller() internal view override returns (address) {
        _requireDelegated();
        return address(bytes20(msg.data[msg.data.length - CALLER_LENGTH:]));
    }

    function _requireDelegated() internal view {
        require(address(this) != _itself, NotAtThisAddress(_itself));
    }

    /// @dev The principal class, as the token appended it.
    function _appendedPrincipal() internal pure returns (bytes32) {
        return bytes32(msg.data[msg.data.length - APPENDIX_LENGTH:]);
    }

    /// @dev A further call of the caller's to this security.
    function _ownCall(bytes memory data) internal returns (bytes memory) {
        (bool ok, bytes memory answer) = _tryOwnCall(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
        return answer;
    }

    /// @dev As {_ownCall}, but a refusal is told and not passed on.
    function _tryOwnCall(bytes memory data) internal returns (bool ok, bytes memory answer) {
        // The token knows the sender itself; only of a forwarder it reads the caller at the end.
        bytes memory call = bytes.concat(data, bytes20(_caller()));
        // The target is this security's own code, in its own storage: as if the caller had sent a second transaction.
        return address(this).delegatecall(call);
    }
}
