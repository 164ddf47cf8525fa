// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IFreezes
 * @notice Stops beyond ERC-3643 and ERC-7943: units of any class, a whole class, the sanctions list.
 */
interface IFreezes {
    /// @notice `amount` units of `partition`, another than the principal class, are now frozen.
    event FrozenByPartition(bytes32 indexed partition, address indexed account, uint256 amount);

    /// @notice Nothing of the partition moves any more but by force, or all does again.
    event PartitionFrozen(bytes32 indexed partition, bool isFrozen, address agent);

    /// @notice The member was put on or taken off the sanctions list.
    event SanctionSet(address indexed account, bool sanctioned);

    /// @notice More frozen than held, or less than nothing; set the amount with {setFrozenTokensByPartition} instead.
    error InvalidFrozenAmount(address account, uint256 frozen, uint256 amount, uint256 units);

    /**
     * @notice Freezes `amount` units of `partition`, replacing what was frozen; may exceed the balance.
     * @custom:access FREEZER
     */
    function setFrozenTokensByPartition(bytes32 partition, address account, uint256 amount) external;

    /// @notice Stops every movement of `partition` that is not forced, or lets it go on. @custom:access FREEZER
    function setPartitionFrozen(bytes32 partition, bool isFrozen) external;

    /// @notice Puts a wallet on the sanctions list or takes it off; an investor has it set on each. @custom:access FREEZER
    function setSanctioned(address account, bool sanctioned) external;

    /// @notice Units of `partition` that are frozen; may exceed the balance.
    function frozenUnitsOf(bytes32 partition, address account) external view returns (uint256);

    /// @notice Whether the whole partition is stopped.
    function isPartitionFrozen(bytes32 partition) external view returns (bool);
}
