// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title BoundedCall
 * @notice Calls contracts that may revert, burn gas or answer with anything: at most `limit` gas, and one word of answer.
 * @dev `(bool ok, bytes memory answer) = target.call{gas: limit}(data)`, but an answer of another length than one word is a
 * failure and is never copied.
 */
library BoundedCall {
    /// @notice The word that a view answers; `ok` is false when it fails or answers anything but one word.
    function ask(address target, uint256 limit, bytes memory data) internal view returns (bool ok, bytes32 word) {
        assembly ("memory-safe") {
            ok := staticcall(limit, target, add(data, 32), mload(data), 0, 32)
            ok := and(ok, eq(returndatasize(), 32))
            if ok { word := mload(0) }
        }
    }

    /// @notice Calls; `ok` only if the answer is one word, `expected`.
    function tell(address target, uint256 limit, bytes memory data, bytes32 expected) internal returns (bool ok) {
        assembly ("memory-safe") {
            ok := call(limit, target, 0, add(data, 32), mload(data), 0, 32)
            ok := and(ok, and(eq(returndatasize(), 32), eq(mload(0), expected)))
        }
    }
}
