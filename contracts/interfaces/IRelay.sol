// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IRelay
 * @notice Several calls in one transaction.
 */
interface IRelay {
    /// @notice Makes the caller's `calls` to this security, all or none, and returns their answers.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory answers);
}

/// @title The trusted forwarder
interface ITrustedForwarder {
    /// @notice The one contract that names the caller at the end of the call data (ERC-2771), fixed at deployment;
    /// address(0) for none.
    function trustedForwarder() external view returns (address);
}

/// @title ERC-2771: calls that somebody else pays for
interface IERC2771 {
    /// @notice Whether `forwarder` is the one, fixed at deployment, that names the caller at the end of the call data.
    function isTrustedForwarder(address forwarder) external view returns (bool);
}
