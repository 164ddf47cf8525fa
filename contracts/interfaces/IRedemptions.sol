// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IRedemptions
 * @notice Cancels units that the issuer redeems for money.
 */
interface IRedemptions {
    /**
     * @notice Cancels units for which their holder is paid in the same transaction.
     * @dev It works while nothing can be moved. Units that are frozen or on hold stay. Rules are told, not asked. Once control
     * was renounced nobody's units are cancelled but those of holders who made the caller their operator.
     * @param data what the payment refers to; goes into the event `RedeemedByPartition`.
     * @custom:access REDEEMER
     */
    function redeemPaid(bytes32 partition, address holder, uint256 amount, bytes calldata data) external;
}
