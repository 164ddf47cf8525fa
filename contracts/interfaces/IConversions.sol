// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IConversions
 * @notice Units of one class become units of another, at a ratio that the issuer set (ERC-1400 `ChangedPartition`).
 */
interface IConversions {
    /**
     * @notice `denominator` units of the old class become `numerator` units of the new one.
     * @dev Both zero: not convertible.
     */
    struct Ratio {
        uint32 numerator;
        uint32 denominator;
    }

    /// @notice `value` units of `fromPartition` became units of `toPartition` (ERC-1400).
    event ChangedPartition(bytes32 indexed fromPartition, bytes32 indexed toPartition, uint256 value);

    /// @notice The ratio was set; zeros when units no longer convert.
    event ConversionRatioSet(
        bytes32 indexed fromPartition, bytes32 indexed toPartition, uint32 numerator, uint32 denominator
    );

    /// @notice Both numbers of a ratio are positive or both zero, and the classes differ.
    error InvalidRatio(bytes32 fromPartition, bytes32 toPartition, uint32 numerator, uint32 denominator);

    /// @notice Sets the ratio at which units convert; zeros to end it. Units come into being by it, within the
    /// authorised capital, so whoever sets the capital must not set it. @custom:access ISSUER
    function setConversionRatio(bytes32 fromPartition, bytes32 toPartition, uint32 numerator, uint32 denominator)
        external;

    /**
     * @notice Converts `value` units of `tokenHolder`; the caller is the holder or an operator for `fromPartition`.
     * @dev Refusal order: as a redemption up to the sender (steps 1 to 5), then PARTITION_FROZEN of the new class, NOT_CONVERTIBLE, the holder as a receiver
     * of the new class (6), frozen and held units (7), lock of the old class (9), NOT_A_MULTIPLE where a fraction would be
     * lost, authorised capital of the new class (11). While nothing can be issued (renounced, or no terms document yet) a
     * conversion into more units than are given up is refused there too.
     * @return converted units of `toPartition`.
     */
    function convert(
        bytes32 fromPartition,
        bytes32 toPartition,
        address tokenHolder,
        uint256 value,
        bytes calldata operatorData
    ) external returns (uint256 converted);

    /**
     * @notice What {convert} by the caller would do.
     * @return code ERC-1400 status byte, 0x51 when it would succeed.
     * @return reason ASCII id of the refusal.
     * @return converted units of `toPartition`.
     */
    function canConvert(bytes32 fromPartition, bytes32 toPartition, address tokenHolder, uint256 value)
        external
        view
        returns (bytes1 code, bytes32 reason, uint256 converted);

    /// @notice The ratio at which `fromPartition` converts; zeros when it does not.
    function conversionRatio(bytes32 fromPartition, bytes32 toPartition) external view returns (Ratio memory);
}
