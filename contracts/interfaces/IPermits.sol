// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IPermits
 * @notice What goes beyond ERC-2612: a transfer with the permit that allows it, and the end of a permit not yet used.
 */
interface IPermits {
    /// @notice The permit is too late.
    error ERC2612ExpiredSignature(uint256 deadline);

    /// @notice The signature is not that of the owner.
    error ERC2612InvalidSigner(address signer, address owner);

    /// @notice Makes the caller's next permit worthless, if it is signed already.
    function invalidateNonce() external;
}

/// @title Transfers by permit
interface IPermitTransfers {
    /**
     * @notice Moves `value` units of the principal class of `from` to `to` by a permit for the caller. If somebody used
     * the permit before, the allowance that it left is enough.
     */
    function transferWithPermit(
        address from,
        address to,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (bool);
}
