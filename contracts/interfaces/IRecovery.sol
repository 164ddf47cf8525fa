// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IRecovery
 * @notice A member who lost a wallet gets the entry back at a new one.
 * @dev The entry itself moves: units of every class, frozen amounts, holds, profile, flags and the folio, by which
 * dividends are paid and ballots counted. History moves with it: {IRecordDates} answers for the new wallet also about
 * record dates before, and no longer for the lost one. The lost wallet is barred for good. Consents (operators,
 * allowances) do not move: the key that gave them is lost.
 */
interface IRecovery {
    /**
     * @notice A recovery that was initiated.
     * @param replacement the new wallet.
     * @param executableFrom unix time from which it can be executed.
     * @param evidence hash of the documents that prove it.
     */
    struct Recovery {
        address replacement;
        uint64 executableFrom;
        bytes32 evidence;
    }

    /// @notice From whom a wallet took an entry over, and in which epoch.
    struct Succession {
        address predecessor;
        uint16 epoch;
    }

    /// @notice The recovery can be executed from `executableFrom`, unless the lost wallet objects.
    event RecoveryInitiated(
        address indexed lost, address indexed replacement, bytes32 evidence, uint256 executableFrom, address agent
    );

    /// @notice The recovery does not take place; `agent` is the lost wallet itself where it objected.
    event RecoveryCancelled(address indexed lost, address indexed replacement, address agent);

    /// @notice The entry moved from `lost`, which is barred, to `replacement`.
    event MemberRecovered(address indexed lost, address indexed replacement, bytes32 evidence, address agent);

    /// @notice Recoveries initiated from now on wait so many seconds.
    event RecoveryDelaySet(uint256 delay);

    /// @notice The delay lies outside of its limits.
    error InvalidRecoveryDelay(uint256 delay, uint256 least, uint256 most);

    /// @notice The new wallet must never have been in the register.
    error ReplacementKnown(address replacement);

    /// @notice A recovery refers to the documents that prove it.
    error NoEvidence(address lost);

    /// @notice No recovery of that wallet, to that replacement, was initiated.
    error NoRecovery(address lost, address replacement);

    /// @notice The time lock is not over.
    error RecoveryNotDue(address lost, uint256 executableFrom);

    /// @notice A recovery of the wallet was initiated already.
    error RecoveryPending(address lost, address replacement);

    /// @notice The issuer has renounced to move units without the holder.
    error ControlRenounced();

    /**
     * @notice Initiates the recovery of `lost` at `replacement`, which thereby is let into the register.
     * @param evidence hash of the documents that prove the loss and who owns the new wallet.
     * @custom:access ADMITTER
     */
    function initiateRecovery(address lost, address replacement, bytes32 evidence) external;

    /// @notice Ends a recovery; by the lost wallet, which proves that it is not lost, by an ADMITTER or by a CONTROLLER.
    function cancelRecovery(address lost) external;

    /// @notice Moves the entry, once the time lock is over. @custom:access CONTROLLER
    function executeRecovery(address lost) external;

    /**
     * @notice Sets the time lock of recoveries initiated from now on.
     * @param delay seconds, from 1 to 90 days.
     * @custom:access administrator
     */
    function setRecoveryDelay(uint32 delay) external;

    /// @notice The pending recovery of `lost`; all zero when there is none.
    function recoveryOf(address lost) external view returns (Recovery memory);

    /// @notice Seconds between initiating and executing a recovery.
    function recoveryDelay() external view returns (uint256);

    /// @notice The wallet where the entry of `account` is today: `account` itself unless it was lost.
    function presentWallet(address account) external view returns (address);
}
