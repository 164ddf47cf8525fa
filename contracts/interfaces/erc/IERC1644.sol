// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ERC-1644: controller operations
 * @notice Movements that the issuer can force, for a court order, a lost key or a mistake. They concern the principal
 * class.
 */
interface IERC1644Movements {
    /// @notice Units were moved without the holder's consent.
    event ControllerTransfer(
        address controller, address indexed from, address indexed to, uint256 value, bytes data, bytes operatorData
    );

    /// @notice Units were cancelled without the holder's consent.
    event ControllerRedemption(
        address controller, address indexed tokenHolder, uint256 value, bytes data, bytes operatorData
    );

    /**
     * @notice Moves units from `from` to `to`; `operatorData` names the order that it follows.
     * @custom:access CONTROLLER
     */
    function controllerTransfer(
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external;

    /**
     * @notice Cancels units of `tokenHolder`; `operatorData` names the order that it follows.
     * @custom:access CONTROLLER
     */
    function controllerRedeem(address tokenHolder, uint256 value, bytes calldata data, bytes calldata operatorData)
        external;
}

/**
 * @title Controller operations by partition
 * @notice As ERC-1644, for units of any class. (A controller may also use the operator's functions of ERC-1410, but there
 * it acts by the holder's authorisation where it has one, and is then refused like any operator.)
 */
interface IControllerByPartition {
    /// @notice As {IERC1644Movements-controllerTransfer}, of `partition`. @custom:access CONTROLLER
    function controllerTransferByPartition(
        bytes32 partition,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external;

    /// @notice As {IERC1644Movements-controllerRedeem}, of `partition`. @custom:access CONTROLLER
    function controllerRedeemByPartition(
        bytes32 partition,
        address tokenHolder,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external;
}

/// @title ERC-1644: whether movements can be forced
interface IERC1644Status {
    /// @notice Whether movements can be forced. Once false, never true again.
    function isControllable() external view returns (bool);
}

/// @title ERC-1644, whole
interface IERC1644 is IERC1644Movements, IERC1644Status {}
