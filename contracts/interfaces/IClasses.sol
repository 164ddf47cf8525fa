// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IClasses
 * @notice Partitions with terms and authorised capital: what the token offers beyond ERC-1410.
 */
interface IClasses {
    /**
     * @notice Terms of a partition.
     * @param requireAll attributes that a receiver must all have.
     * @param forbidAny attributes of which a receiver may have none.
     * @param unlockAt unix time from which units move, 0 for always. Movements from and to the treasury are free.
     * @param accreditedOnly only members with a valid accreditation may receive.
     * @param redeemable a holder may hand units back for cancellation.
     */
    struct PartitionTerms {
        uint32 requireAll;
        uint32 forbidAny;
        uint32 unlockAt;
        bool accreditedOnly;
        bool redeemable;
    }

    /// @notice A partition was created.
    event PartitionCreated(bytes32 indexed partition);

    /// @notice The terms of a partition were set.
    event PartitionTermsSet(bytes32 indexed partition, PartitionTerms terms);

    /// @notice The authorised capital of a partition was set.
    event AuthorisedSet(bytes32 indexed partition, uint256 authorised);

    /// @notice No such partition.
    error UnknownPartition(bytes32 partition);

    /// @notice The partition exists already.
    error PartitionExists(bytes32 partition);

    /// @notice A partition needs a name.
    error InvalidPartition(bytes32 partition);

    /// @notice The token has as many partitions as it can list.
    error TooManyPartitions(uint256 limit);

    /// @notice The authorised capital cannot be less than what is issued.
    error AuthorisedBelowIssued(bytes32 partition, uint256 authorised, uint256 issued);

    /// @notice Creates a partition with its terms and authorised capital. @custom:access CONFIGURER
    function createPartition(bytes32 partition, PartitionTerms calldata terms, uint96 authorised) external;

    /// @notice Replaces the terms of a partition. @custom:access CONFIGURER
    function setPartitionTerms(bytes32 partition, PartitionTerms calldata terms) external;

    /// @notice Sets the authorised capital of a partition. @custom:access CONFIGURER
    function setAuthorised(bytes32 partition, uint96 authorised) external;

    /// @notice The partition that the ERC-20 functions concern.
    function principal() external view returns (bytes32);

    /// @notice All partitions, in the order of their creation; the principal class first.
    function partitions() external view returns (bytes32[] memory);

    /// @notice The terms of `partition`.
    function partitionTerms(bytes32 partition) external view returns (PartitionTerms memory);

    /// @notice Units of `partition` issued.
    function totalSupplyByPartition(bytes32 partition) external view returns (uint256);

    /// @notice Units of `partition` that may be issued in all.
    function authorisedOf(bytes32 partition) external view returns (uint256);
}
