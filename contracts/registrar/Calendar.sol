// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICalendar} from "../interfaces/ICalendar.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Schedule} from "../libraries/Schedule.sol";
import {Book} from "../register/Book.sol";
import {Globals, NO_RECORD_DATE} from "../register/Globals.sol";

/**
 * @title Calendar
 * @notice Sets record dates.
 */
abstract contract Calendar is ICalendar, Book {
    using Schedule for Schedule.Dates;

    /// @dev Bounds the loop that makes room for a record date before later ones.
    uint256 private constant MAX_PENDING_DATES = 32;
    /// @dev How far ahead a date may be, so that dates set by mistake or malice block others for so long only.
    uint256 private constant HORIZON = 2 * 365 days;
    /// @dev Dates are counted in 16 bits.
    uint256 private constant MAX_DATES = type(uint16).max;

    /// @inheritdoc ICalendar
    function scheduleRecordDate(uint32 recordDate) external onlyRole(RoleIds.SCHEDULER) returns (uint256) {
        uint256 date = recordDate == 0 ? block.timestamp : recordDate;
        require(date >= block.timestamp, RecordDateInPast(date, block.timestamp));
        uint256 latest = block.timestamp + HORIZON;
        require(date <= latest && date < NO_RECORD_DATE, RecordDateTooFar(date, latest));
        Globals g = _turnPage();
        uint256 epoch = g.epoch();
        uint256 scheduled = g.scheduled();
        uint256 position = _dates.passed(epoch, scheduled, date);
        if (position < scheduled && _dates.at(position) == date) return date;
        require(scheduled - epoch < MAX_PENDING_DATES, TooManyRecordDates(MAX_PENDING_DATES));
        require(scheduled < MAX_DATES, ScheduleFull(MAX_DATES));

        _dates.insert(position, scheduled, date);
        g = g.withScheduled(scheduled + 1);
        _globals = position == epoch ? g.withRecordDates(epoch, date) : g;
        emit RecordDateScheduled(date, _caller());
        return date;
    }

    /// @inheritdoc ICalendar
    function recordDates() external view returns (uint256[] memory dates) {
        uint256 scheduled = _globals.scheduled();
        dates = new uint256[](scheduled - 1);
        for (uint256 i = 1; i < scheduled; ++i) {
            dates[i - 1] = _dates.at(i);
        }
    }
}
