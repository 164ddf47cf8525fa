// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IRecordDates
 * @notice Who held what on a record date.
 * @dev A record date is a unix time. The state on a record date is the one after the last transaction whose
 * `block.timestamp` is at or before it, so it can be read only once a later block exists.
 */
interface IRecordDates {
    /**
     * @notice A holder on a record date.
     * @param units of the class held on the record date.
     * @param folio number of the entry in the register; 0 when never admitted.
     * @param country as the register had it on the record date: ISO 3166-1 numeric; of no meaning without units.
     * @param stopped whether the holder is frozen or sanctioned now.
     * @param investor folio of the investor's first wallet.
     * @param attributes as the register had them on the record date; of no meaning without units.
     */
    struct Standing {
        uint256 units;
        uint256 folio;
        uint256 country;
        bool stopped;
        uint256 investor;
        uint256 attributes;
    }

    /// @notice No such record date was set.
    error UnknownRecordDate(uint256 recordDate);

    /// @notice The record date has not passed yet.
    error RecordDateNotPassed(uint256 recordDate, uint256 time);

    /// @notice Units of `partition` that `account` held on `recordDate`.
    function balanceOfAt(bytes32 partition, address account, uint256 recordDate) external view returns (uint256);

    /// @notice Units of `partition` issued on `recordDate`.
    function totalSupplyAt(bytes32 partition, uint256 recordDate) external view returns (uint256);

    /// @notice What a distribution or a vote needs to know of a holder.
    function standingAt(bytes32 partition, address account, uint256 recordDate) external view returns (Standing memory);
}
