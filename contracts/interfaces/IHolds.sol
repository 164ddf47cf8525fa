// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IHolds
 * @notice Units set aside for one who is to receive them: a pledge, an order, one leg of a delivery against payment.
 * @dev The holder stays the holder: votes, is paid dividends, and stands in the register. An id is used once, for ever.
 * Invariant: the units on hold of a holder are the sum of the open holds.
 */
interface IHolds {
    /**
     * @notice A hold.
     * @param holder who holds the units.
     * @param units not yet executed or released; 0 when the hold is closed.
     * @param recipient who receives them; 0 when the notary says at execution.
     * @param expiry last second in which it can be executed.
     * @param notary who decides; 0 when the secret alone does.
     * @param partition of the units.
     * @param secretHash SHA-256 of the secret that executes the hold without the notary; 0 for none.
     */
    struct Hold {
        address holder;
        uint96 units;
        address recipient;
        uint40 expiry;
        address notary;
        bytes32 partition;
        bytes32 secretHash;
    }

    /// @notice Units were put on hold.
    event HoldCreated(bytes32 indexed holdId, address indexed holder, address indexed operator, Hold hold);

    /// @notice `units` of a hold went to `recipient`; `secret` is 0 when the notary executed.
    event HoldExecuted(bytes32 indexed holdId, address indexed recipient, uint256 units, bytes32 secret);

    /// @notice The rest of a hold is free again: released by the notary or the recipient, or reclaimed after expiry.
    event HoldReleased(bytes32 indexed holdId, address indexed operator, uint256 units);

    /// @notice A forced movement took `units` that were on hold. The holds stay, and may no longer be covered.
    event HeldUnitsTaken(bytes32 indexed partition, address indexed holder, uint256 units);

    /// @notice The id was used before.
    error HoldExists(bytes32 holdId);

    /// @notice No open hold of that id.
    error NoOpenHold(bytes32 holdId);

    /// @notice A hold needs units, an expiry ahead, and a notary or a recipient with a secret.
    error InvalidHold(bytes32 holdId);

    /// @notice The hold can be executed up to `expiry` only.
    error HoldExpired(bytes32 holdId, uint256 expiry);

    /// @notice The hold can be reclaimed after `expiry` only.
    error HoldNotExpired(bytes32 holdId, uint256 expiry);

    /// @notice Neither the notary nor in possession of the secret; or a part, with the secret, by other than the recipient.
    error NotHoldNotary(bytes32 holdId, address account);

    /// @notice The hold is in favour of another.
    error WrongRecipient(bytes32 holdId, address recipient);

    /// @notice More than what is left of the hold.
    error HoldTooSmall(bytes32 holdId, uint256 units, uint256 value);

    /**
     * @notice Puts units on hold; the caller is the holder or an operator for the partition. Refused like a transfer by
     * the holder: pause, operator, balance, sender, and what is frozen or on hold already.
     */
    function createHold(bytes32 holdId, Hold calldata hold) external;

    /**
     * @notice Moves `value` units of the hold, all or a part, to the recipient. Refused like a transfer, save that holds
     * do not bind it. By the notary; or to the hold's recipient with the secret, by anybody for all that is left, by the
     * recipient also for a part.
     * @param recipient the hold's, or whom the notary names where the hold has none.
     * @param secret 0 for the notary.
     */
    function executeHold(bytes32 holdId, address recipient, uint256 value, bytes32 secret) external;

    /// @notice Frees what is left of the hold; by the notary, or by the recipient, who gives it up.
    function releaseHold(bytes32 holdId) external;

    /// @notice Frees what is left of an expired hold; by anybody.
    function reclaimHold(bytes32 holdId) external;

    /// @notice The hold; all zero when the id was never used. Of a lost wallet, also a notary's, it names the wallet that
    /// took over.
    function holdOf(bytes32 holdId) external view returns (Hold memory);

    /// @notice Units of `partition` on hold that `holder` holds; above the balance only after a forced movement.
    function heldUnitsOf(bytes32 partition, address holder) external view returns (uint256);
}
