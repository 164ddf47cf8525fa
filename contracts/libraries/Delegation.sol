// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Delegation
 * @notice Hands a call on to a further part of a security.
 * @dev Only for fallback functions: the call ends here, so that what is written over in memory is never read.
 */
library Delegation {
    /// @notice Runs `target` on the present call data, in this contract's storage, and answers with its answer.
    function handOn(address target) internal {
        assembly ("memory-safe") {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }

    /// @notice As {handOn}, with the word `principal` and the address `sender` appended to the call data.
    function handOnFor(address target, bytes32 principal, address sender) internal {
        assembly ("memory-safe") {
            calldatacopy(0, 0, calldatasize())
            mstore(calldatasize(), principal)
            mstore(add(calldatasize(), 32), shl(96, sender))
            let ok := delegatecall(gas(), target, 0, add(calldatasize(), 52), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }
}
