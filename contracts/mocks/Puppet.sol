// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/**
 * @title Puppet
 * @notice A holder that is a contract: does what it is told, and takes ETH as its heirs like to.
 */
abstract contract Puppet {
    /// @notice Calls `target` with `data`; what the target refuses, it refuses with the target's own words.
    function act(address target, bytes calldata data) external payable {
        (bool ok, bytes memory answer) = target.call{value: msg.value}(data);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }

    receive() external payable {
        _onPaid();
    }

    /// @dev What happens when money arrives.
    function _onPaid() internal virtual;
}
