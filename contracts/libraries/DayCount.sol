// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {CivilDate} from "./CivilDate.sol";

/**
 * @title DayCount
 * @notice The part of a year between two days, as bonds count it.
 * @dev A day is a number of days since 1970-01-01; the last day does not count. The answers are exact: a numerator and a
 * denominator, not in lowest terms.
 */
library DayCount {
    /// @dev Days from 0001-01-01 to 1970-01-01.
    uint256 private constant EPOCH = 719_162;

    /**
     * @notice 30/360, bond basis (ISDA 2006 definitions, section 4.16(f)).
     */
    function thirty360(uint256 from, uint256 to) internal pure returns (uint256 numerator, uint256 denominator) {
        (uint256 fromMonths, uint256 fromDay) = _parts(from);
        (uint256 toMonths, uint256 toDay) = _parts(to);
        if (fromDay == 31) fromDay = 30;
        if (toDay == 31 && fromDay == 30) toDay = 30;
        return (30 * (toMonths - fromMonths) + toDay - fromDay, 360);
    }

    /// @notice 30E/360, Eurobond basis (ISDA 2006 definitions, section 4.16(g)).
    function thirtyE360(uint256 from, uint256 to) internal pure returns (uint256 numerator, uint256 denominator) {
        (uint256 fromMonths, uint256 fromDay) = _parts(from);
        (uint256 toMonths, uint256 toDay) = _parts(to);
        if (fromDay == 31) fromDay = 30;
        if (toDay == 31) toDay = 30;
        return (30 * (toMonths - fromMonths) + toDay - fromDay, 360);
    }

    /// @notice Actual days over `basis`: 365 for ACT/365F, 360 for ACT/360 (ISDA 2006 definitions, section 4.16(d), (e)).
    function actual(uint256 from, uint256 to, uint256 basis)
        internal
        pure
        returns (uint256 numerator, uint256 denominator)
    {
        return (to - from, basis);
    }

    /// @notice ACT/ACT (ICMA rule 251): days over those of the regular period, `frequency` of which make a year.
    function icma(uint256 from, uint256 to, uint256 periodFrom, uint256 periodTo, uint256 frequency)
        internal
        pure
        returns (uint256 numerator, uint256 denominator)
    {
        return (to - from, (periodTo - periodFrom) * frequency);
    }

    /// @notice ACT/ACT (ISDA 2006 definitions, section 4.16(b)): days of leap years over 366, of other years over 365.
    function isda(uint256 from, uint256 to) internal pure returns (uint256 numerator, uint256 denominator) {
        uint256 leap = _leapYearDaysBefore(to) - _leapYearDaysBefore(from);
        return (leap * 365 + (to - from - leap) * 366, 365 * 366);
    }

    /// @dev Months since the March of the year 0, and the day of the month from 1.
    function _parts(uint256 day) private pure returns (uint256 months, uint256 ofMonth) {
        (months, ofMonth) = CivilDate.split(day);
        ++ofMonth;
    }

    /// @dev How many of the days before `day` lie in leap years.
    function _leapYearDaysBefore(uint256 day) private pure returns (uint256) {
        (uint256 months,) = CivilDate.split(day);
        uint256 year = (months + 2) / 12;
        uint256 before = _leapYearsThrough(year - 1);
        if (_leapYearsThrough(year) == before) return before * 366;
        return before * 366 + day + EPOCH - 365 * (year - 1) - before;
    }

    /// @dev Leap years from 1 to `year`.
    function _leapYearsThrough(uint256 year) private pure returns (uint256) {
        return year / 4 - year / 100 + year / 400;
    }
}
