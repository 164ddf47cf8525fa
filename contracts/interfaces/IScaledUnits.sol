// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @dev `denominator` units are `numerator` shares, in lowest terms; both zero in a class that was never split.
struct Scale {
    uint64 numerator;
    uint64 denominator;
}

/**
 * @title IScaledUnits
 * @notice What ERC-8056 tells of the principal class, of every class; and the ratio as it is, without rounding.
 */
interface IScaledUnits {
    /// @notice Now `denominator` units of `partition` are `numerator` shares, in lowest terms; 1 and 1 before any split.
    function splitRatio(bytes32 partition) external view returns (uint256 numerator, uint256 denominator);

    /**
     * @notice The split of `partition` that is still to come; zeros where there is none.
     * @return numerator shares that `denominator` units will be.
     * @return denominator units that will be `numerator` shares.
     * @return from unix time from which they will.
     */
    function pendingSplit(bytes32 partition)
        external
        view
        returns (uint256 numerator, uint256 denominator, uint256 from);

    /// @notice Shares that a unit of `partition` is now, with 18 decimals, rounded down.
    function uiMultiplierOf(bytes32 partition) external view returns (uint256);

    /// @notice Shares that `units` of `partition` are now, rounded down.
    function toUIAmountByPartition(bytes32 partition, uint256 units) external view returns (uint256);

    /// @notice Units of `partition` that are `shares` now, rounded down.
    function fromUIAmountByPartition(bytes32 partition, uint256 shares) external view returns (uint256);

    /// @notice Shares of `partition` that `account` holds now, rounded down.
    function balanceOfUIByPartition(bytes32 partition, address account) external view returns (uint256);

    /// @notice Shares of `partition` that are issued now, rounded down.
    function totalSupplyUIByPartition(bytes32 partition) external view returns (uint256);
}
