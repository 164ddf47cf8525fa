// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title CivilDate
 * @notice Adds months to dates as the law does, in the Gregorian calendar and in UTC.
 * @dev A day is a number of days since 1970-01-01. Years are counted from March here, so that a leap day is the last of its
 * year and the months before it always have the same lengths.
 */
library CivilDate {
    /// @dev After 400 years the calendar repeats itself.
    uint256 private constant CYCLE_MONTHS = 4_800;
    uint256 private constant CYCLE_DAYS = 146_097;
    /// @dev 1970-01-01, counted from the first of March of the year 0.
    uint256 private constant EPOCH = 719_468;

    /**
     * @notice The day `months` after `day`, with the same number in its month; where that month has no such day, the
     * first of the next: a year from 2024-02-29 ends on 2025-03-01.
     */
    function addMonths(uint256 day, uint256 months) internal pure returns (uint256) {
        (uint256 month, uint256 ofMonth) = split(day);
        uint256 same = _firstOf(month + months) + ofMonth;
        uint256 next = _firstOf(month + months + 1);
        return (same < next ? same : next) - EPOCH;
    }

    /// @notice The month that a day is in, counted from the March of the year 0, and the days of the month before it.
    function split(uint256 day) internal pure returns (uint256 month, uint256 ofMonth) {
        // Safe: days that are times of 40 bits, times small numbers.
        unchecked {
            uint256 date = day + EPOCH;
            // By the mean length of a month it is at most one off.
            month = date * CYCLE_MONTHS / CYCLE_DAYS;
            uint256 first = _firstOf(month);
            if (first > date) first = _firstOf(--month);
            else if (date - first >= 28 && _firstOf(month + 1) <= date) first = _firstOf(++month);
            ofMonth = date - first;
        }
    }

    /// @dev The first day of a month. From March on, months have 31, 30, 31, 30, 31 days and again: 153 in five.
    function _firstOf(uint256 month) private pure returns (uint256) {
        // Safe: as in {split}; there are more leap years by four than exceptions by a hundred.
        unchecked {
            uint256 year = month / 12;
            return year * 365 + year / 4 - year / 100 + year / 400 + (month % 12 * 153 + 2) / 5;
        }
    }
}
