// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IBatchIssue
 * @notice Issue to many members in one transaction.
 */
interface IBatchIssue {
    /// @notice Two lists that belong together differ in length.
    error LengthMismatch(uint256 left, uint256 right);

    /**
     * @notice Enters new units of `partition` for many members; all or none.
     * @param data recorded in each event, for instance the hash of the board's resolution.
     * @custom:access ISSUER
     */
    function issueBatch(bytes32 partition, address[] calldata holders, uint256[] calldata amounts, bytes calldata data)
        external;
}
