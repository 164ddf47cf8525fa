// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ERC-3643: freezing
 * @notice Over the same amounts as {IERC7943Freeze}, changed by differences.
 */
interface IERC3643Freeze {
    /// @notice The member was frozen or released.
    event AddressFrozen(address indexed account, bool indexed isFrozen, address indexed agent);

    /// @notice `amount` more units are frozen.
    event TokensFrozen(address indexed account, uint256 amount);

    /// @notice `amount` frozen units are free.
    event TokensUnfrozen(address indexed account, uint256 amount);

    /// @notice Stops every movement of a wallet, or releases it. @custom:access FREEZER
    function setAddressFrozen(address account, bool isFrozen) external;

    /// @notice Freezes `amount` more units, all frozen ones at most the balance. @custom:access FREEZER
    function freezePartialTokens(address account, uint256 amount) external;

    /// @notice Frees `amount` of the frozen units. @custom:access FREEZER
    function unfreezePartialTokens(address account, uint256 amount) external;

    /// @notice Whether every movement of the member is stopped.
    function isFrozen(address account) external view returns (bool);
}

/// @title ERC-3643: names and pause
interface IERC3643Settings {
    /// @notice Name or symbol were changed. The version is the software's; there is no ONCHAINID, hence 0.
    event UpdatedTokenInformation(
        string indexed newName,
        string indexed newSymbol,
        uint8 newDecimals,
        string newVersion,
        address indexed newOnchainID
    );

    /// @notice Movements stop; {ISettings-PauseSet} says which and until when.
    event Paused(address account);

    /// @notice Movements go on.
    event Unpaused(address account);

    /// @notice Changes the name of the security. Permits signed before stay valid. @custom:access CONFIGURER
    function setName(string calldata name) external;

    /// @notice Changes the ticker of the security. @custom:access CONFIGURER
    function setSymbol(string calldata symbol) external;

    /// @notice Pauses transfers without end. @custom:access PAUSER
    function pause() external;

    /// @notice Ends the pause. @custom:access PAUSER
    function unpause() external;

    /// @notice Whether a pause of any level is in force.
    function paused() external view returns (bool);
}

/**
 * @title ERC-3643: supply, force, batches, recovery
 * @notice The names of ERC-3643 for what the security does under the names of its family; roles, rules and events are
 * those. All of it concerns the principal class.
 */
interface IERC3643Control {
    /// @notice The entry of `lost` moved to `replacement`; see {IRecovery-MemberRecovered}.
    event RecoverySuccess(address indexed lost, address indexed replacement, address indexed investorOnchainID);

    /// @notice As {IERC1594Movements-issue}. @custom:access ISSUER
    function mint(address to, uint256 amount) external;

    /// @notice As {IERC1644Movements-controllerRedeem}. @custom:access CONTROLLER
    function burn(address account, uint256 amount) external;

    /**
     * @notice Executes the recovery of `lost` to `replacement`, which was initiated and is due; see {IRecovery}.
     * @param investorOnchainID recorded in the event.
     * @custom:access CONTROLLER
     */
    function recoveryAddress(address lost, address replacement, address investorOnchainID) external returns (bool);

    /// @notice The caller's transfers, all or none.
    function batchTransfer(address[] calldata to, uint256[] calldata amounts) external;

    /// @notice Issues to many, all or none. @custom:access ISSUER
    function batchMint(address[] calldata to, uint256[] calldata amounts) external;

    /// @notice Redeems by force from many, all or none. @custom:access CONTROLLER
    function batchBurn(address[] calldata accounts, uint256[] calldata amounts) external;

    /// @notice Forced transfers, all or none. @custom:access CONTROLLER
    function batchForcedTransfer(address[] calldata from, address[] calldata to, uint256[] calldata amounts) external;

    /// @notice Freezes or releases many members. @custom:access FREEZER
    function batchSetAddressFrozen(address[] calldata accounts, bool[] calldata frozen) external;

    /// @notice Freezes more units of many members. @custom:access FREEZER
    function batchFreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external;

    /// @notice Frees frozen units of many members. @custom:access FREEZER
    function batchUnfreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external;
}
