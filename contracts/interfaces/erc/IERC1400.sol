// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title ERC-1400: what the umbrella's text has beside the interfaces of its parts
interface IERC1400Redemption {
    /**
     * @notice Cancels units of `partition` that `tokenHolder` holds, as the function of ERC-1410 with five arguments
     * does with empty data.
     */
    function operatorRedeemByPartition(
        bytes32 partition,
        address tokenHolder,
        uint256 value,
        bytes calldata operatorData
    ) external;
}

/**
 * @title Allowances of a partition
 * @notice As UniversalToken has them. That of the principal class is the ERC-20 allowance.
 */
interface IPartitionAllowances {
    /// @notice `spender` may move `value` units of `partition` of `owner`.
    event ApprovalByPartition(bytes32 indexed partition, address indexed owner, address indexed spender, uint256 value);

    /// @notice Lets `spender` move `value` units of `partition` of the caller's; 2^256 - 1 for any number.
    function approveByPartition(bytes32 partition, address spender, uint256 value) external returns (bool);

    /// @notice Units of `partition` of `owner` that `spender` may still move.
    function allowanceByPartition(bytes32 partition, address owner, address spender) external view returns (uint256);
}
