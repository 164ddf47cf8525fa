// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ICalendar
 * @notice The record dates of the security; see {IRecordDates} for what they mean.
 */
interface ICalendar {
    /// @notice A record date was set.
    event RecordDateScheduled(uint256 indexed recordDate, address agent);

    /// @notice A record date cannot be set in the past.
    error RecordDateInPast(uint256 recordDate, uint256 time);

    /// @notice A record date is set at most two years ahead.
    error RecordDateTooFar(uint256 recordDate, uint256 latest);

    /// @notice Too many record dates are still to come.
    error TooManyRecordDates(uint256 limit);

    /// @notice The security has had as many record dates as it can ever have.
    error ScheduleFull(uint256 limit);

    /**
     * @notice Sets a record date; setting one that stands already changes nothing.
     * @param recordDate unix time, not before the present block's; 0 means the present block's.
     * @return the record date.
     * @custom:access SCHEDULER
     */
    function scheduleRecordDate(uint32 recordDate) external returns (uint256);

    /// @notice All record dates, in order.
    function recordDates() external view returns (uint256[] memory);
}
