// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IApprovals
 * @notice Transfers that need the transfer agent's consent: asked for, granted with an expiry or refused, used once.
 * @dev A consent is for one exact transfer: partition, giver, receiver and amount. One to a conversion names the holder as
 * giver and as receiver.
 */
interface IApprovals {
    /// @notice Where a request stands.
    enum Status {
        None,
        Requested,
        Approved,
        Rejected,
        Used
    }

    /**
     * @notice A request and its answer.
     * @param status where it stands; an approval past its expiry no longer counts.
     * @param requestedAt unix time.
     * @param automaticFrom unix time from which silence is consent; 0 for never.
     * @param expiry last second in which the consent counts.
     */
    struct Consent {
        Status status;
        uint40 requestedAt;
        uint40 automaticFrom;
        uint40 expiry;
    }

    /// @notice Consent was asked for; `document` is the hash of what was handed in.
    event ApprovalRequested(
        bytes32 indexed id,
        bytes32 indexed partition,
        address indexed from,
        address to,
        uint256 amount,
        bytes32 document,
        uint256 automaticFrom
    );

    /// @notice Consent was given, for use up to and including `expiry`.
    event TransferApproved(bytes32 indexed id, address indexed approver, uint256 expiry, bytes32 document);

    /// @notice Consent was refused or taken back; `reason` is a number of ERC-1450.
    event TransferRejected(bytes32 indexed id, address indexed approver, uint16 reason);

    /// @notice The transfer took place and the consent is used up.
    event ApprovalUsed(bytes32 indexed id);

    /// @notice For how long silence has to last to be consent (0: for ever), and for how long such consent counts.
    event SilenceSet(uint32 silence, uint32 validity);

    /// @notice Only the giver, one authorised by it, or the transfer agent may ask.
    error NotTheGiver(address caller, address from);

    /// @notice A request for this very transfer is open or granted already.
    error RequestPending(bytes32 id);

    /// @notice There is nothing to refuse.
    error NoRequest(bytes32 id);

    /// @notice The consent would have expired already.
    error ExpiryPassed(uint256 expiry);

    /// @notice Consent by silence has to count for some time.
    error InvalidSilence(uint32 silence, uint32 validity);

    /// @notice Asks for consent to a transfer by a member of the register.
    function requestApproval(bytes32 partition, address from, address to, uint256 amount, bytes32 document)
        external
        returns (bytes32 id);

    /// @notice Consents to a transfer, whether it was asked for or not. @custom:access APPROVER
    function approveTransfer(
        bytes32 partition,
        address from,
        address to,
        uint256 amount,
        uint40 expiry,
        bytes32 document
    ) external;

    /// @notice Refuses a transfer that was asked for, or takes consent back. @custom:access APPROVER
    function rejectTransfer(bytes32 id, uint16 reason) external;

    /**
     * @notice Lets silence be consent, for requests made from now on.
     * @param silence seconds after the request; 0 for never.
     * @param validity seconds for which consent by silence counts.
     * @custom:access COMPLIANCE
     */
    function setSilence(uint32 silence, uint32 validity) external;

    /// @notice The id of a transfer.
    function approvalId(bytes32 partition, address from, address to, uint256 amount) external view returns (bytes32);

    /// @notice The request with that id and its answer.
    function consentOf(bytes32 id) external view returns (Consent memory);

    /// @notice Whether the transfer has consent now.
    function isApproved(bytes32 partition, address from, address to, uint256 amount) external view returns (bool);
}
