// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IRenunciation
 * @notice The issuer gives up a power for ever (ERC-1594 `isIssuable`, ERC-1644 `isControllable`).
 * @dev Each asks for a sentence that says what happens, with the security's symbol, so that nobody does it by slip:
 * "I renounce for ever to issue units of ACME." and "I renounce for ever to control units of ACME."
 */
interface IRenunciation {
    /// @notice Nothing is issued any more.
    event IssuanceRenounced(address indexed administrator);

    /// @notice Nothing is forced any more: no transfer, no redemption, no recovery.
    event ControlRenouncedForEver(address indexed administrator);

    /// @notice The sentence that acknowledges the renunciation is another.
    error NotAcknowledged(string expected);

    /// @notice Ends issuance for ever. @custom:access administrator
    function renounceIssuance(string calldata acknowledgement) external;

    /// @notice Ends forced movements and recoveries for ever. @custom:access administrator
    function renounceControl(string calldata acknowledgement) external;
}
