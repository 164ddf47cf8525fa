// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ERC-1410: movements by partition
 * @notice A holder's units are split over partitions; each partition moves under its own rules.
 * @dev Shapes follow the ERC-1400 umbrella where the drafts differ. `data` and `operatorData` are recorded in the events
 * and decide nothing.
 */
interface IERC1410Movements {
    /// @notice Units moved between two holders within `fromPartition`.
    event TransferByPartition(
        bytes32 indexed fromPartition,
        address operator,
        address indexed from,
        address indexed to,
        uint256 value,
        bytes data,
        bytes operatorData
    );

    /// @notice New units of `partition` were entered for `to`.
    event IssuedByPartition(
        bytes32 indexed partition,
        address indexed operator,
        address indexed to,
        uint256 value,
        bytes data,
        bytes operatorData
    );

    /// @notice Units of `partition` were cancelled.
    event RedeemedByPartition(
        bytes32 indexed partition, address indexed operator, address indexed from, uint256 value, bytes operatorData
    );

    /// @notice Units of `partition` that `tokenHolder` holds.
    function balanceOfByPartition(bytes32 partition, address tokenHolder) external view returns (uint256);

    /// @notice Moves the caller's units of `partition`; returns the partition in which they arrive (the same).
    function transferByPartition(bytes32 partition, address to, uint256 value, bytes calldata data)
        external
        returns (bytes32);

    /// @notice Moves `from`'s units of `partition`; the caller must be an operator of `from`, have an allowance of
    /// the partition, or be a controller, who forces it.
    function operatorTransferByPartition(
        bytes32 partition,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external returns (bytes32);

    /// @notice Enters new units of `partition` for `tokenHolder`. @custom:access ISSUER
    function issueByPartition(bytes32 partition, address tokenHolder, uint256 value, bytes calldata data) external;

    /// @notice Cancels units of `partition` that the caller holds.
    function redeemByPartition(bytes32 partition, uint256 value, bytes calldata data) external;

    /**
     * @notice Cancels units of `partition` that `tokenHolder` holds; the caller must be an operator, have an allowance
     * of the partition, or be a controller, who forces it.
     */
    function operatorRedeemByPartition(
        bytes32 partition,
        address tokenHolder,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external;
}

/// @title ERC-1410: what a transfer would do
interface IERC1410Checks {
    /**
     * @notice What `transferByPartition` or `operatorTransferByPartition` by the caller would do.
     * @return code the ERC-1400 status byte, 0x51 when it would succeed.
     * @return reason ASCII id of the refusal; 0 when it would succeed, or SAME_IDENTITY between wallets of one investor.
     * @return destination the partition in which the units would arrive.
     */
    function canTransferByPartition(address from, address to, bytes32 partition, uint256 value, bytes calldata data)
        external
        view
        returns (bytes1 code, bytes32 reason, bytes32 destination);
}

/**
 * @title ERC-1410: operators and lists
 * @notice Whom a holder lets act, and of which partitions it holds units.
 */
interface IERC1410Operators {
    /// @notice `operator` may act for `tokenHolder` in every partition.
    event AuthorizedOperator(address indexed operator, address indexed tokenHolder);

    /// @notice `operator` may no longer act for `tokenHolder` in every partition.
    event RevokedOperator(address indexed operator, address indexed tokenHolder);

    /// @notice `operator` may act for `tokenHolder` in one partition.
    event AuthorizedOperatorByPartition(
        bytes32 indexed partition, address indexed operator, address indexed tokenHolder
    );

    /// @notice `operator` may no longer act for `tokenHolder` in one partition.
    event RevokedOperatorByPartition(bytes32 indexed partition, address indexed operator, address indexed tokenHolder);

    /// @notice Whether `operator` may act for `tokenHolder` in every partition. A holder is an operator of itself.
    function isOperator(address operator, address tokenHolder) external view returns (bool);

    /// @notice Whether `tokenHolder` authorised `operator` for `partition`, by that authorisation or the general one. A
    /// member that is frozen, sanctioned or lost acts for nobody all the same.
    function isOperatorForPartition(bytes32 partition, address operator, address tokenHolder)
        external
        view
        returns (bool);

    /// @notice The caller lets `operator` act in every partition.
    function authorizeOperator(address operator) external;

    /// @notice The caller takes back what {authorizeOperator} gave.
    function revokeOperator(address operator) external;

    /// @notice The caller lets `operator` act in `partition`.
    function authorizeOperatorByPartition(bytes32 partition, address operator) external;

    /// @notice The caller takes back what {authorizeOperatorByPartition} gave.
    function revokeOperatorByPartition(bytes32 partition, address operator) external;

    /// @notice The partitions of which `tokenHolder` holds units, in the order of their creation.
    function partitionsOf(address tokenHolder) external view returns (bytes32[] memory);
}

/// @title ERC-1410, whole
interface IERC1410 is IERC1410Movements, IERC1410Checks, IERC1410Operators {}
