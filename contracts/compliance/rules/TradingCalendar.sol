// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {Code, PARTY_TOKEN, Reason, Verdict, VerdictLib} from "../../libraries/Verdict.sol";
import {TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title TradingCalendar
 * @notice Units are sold on trading days and in trading hours alone, and not in closed periods such as those before results.
 * @dev All in UTC. Parameters:
 *
 * HOURS: weekdays 8 · opens 24 · closes 24 · periods 8 · treasury free 8, from the lowest bit. `weekdays` are those on which
 * trading is open, bit 0 Monday to bit 6 Sunday; 0 for all. `opens` and `closes` are seconds of the day: trading is open from
 * the first to before the second; both 0 for all day. `periods` is how many closed periods there are; `treasury free` is 1 if
 * the treasury may buy and sell at any time. In one word, so that hours change together and one slot is read.
 *
 * PERIOD and a number from 0: from 40 · to 40, from the lowest bit: unix times from which, and before which, trading is closed.
 */
contract TradingCalendar is Rule {
    bytes32 private constant HOURS = "HOURS";
    bytes32 private constant PERIOD = "PERIOD";
    uint256 private constant MAX_PERIODS = 32;
    /// @dev 1970-01-01 was a Thursday.
    uint256 private constant FIRST_WEEKDAY = 3;
    uint256 private constant NEVER = type(uint256).max;

    /**
     * @dev The calendar as it is at some time.
     * @param week the parameter HOURS.
     * @param periods the closed ones.
     * @param until unix time from which a change that waits applies.
     */
    struct Calendar {
        uint256 week;
        uint256[] periods;
        uint256 until;
    }

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* DECISION */

    function _check(Movement calldata m) internal view override returns (Verdict) {
        if (!_isSale(m)) return _allowed();
        uint256 week = _parameter(HOURS);
        if (_isTreasuryFree(week) && (m.sender | m.receiver) & TREASURY != 0) return _allowed();
        if (!_isTradingHour(week, block.timestamp)) return _closed();
        for (uint256 i = 0; i < _periodsOf(week); ++i) {
            if (_isIn(_parameter(_periodKey(i)), block.timestamp)) return _closed();
        }
        return _allowed();
    }

    function _closed() private pure returns (Verdict) {
        return VerdictLib.pack(Code.LOCKED, PARTY_TOKEN, Reason.WINDOW_CLOSED);
    }

    function _isTradingHour(uint256 week, uint256 time) private pure returns (bool) {
        uint256 second = time % 1 days;
        return _isTradingDay(week, time / 1 days) && second >= _opensOf(week) && second < _closesOf(week);
    }

    function _isTradingDay(uint256 week, uint256 day) private pure returns (bool) {
        uint256 weekdays = uint8(week);
        return weekdays == 0 || (weekdays >> ((day + FIRST_WEEKDAY) % 7)) & 1 != 0;
    }

    function _isIn(uint256 period, uint256 time) private pure returns (bool) {
        return time >= uint40(period) && time < period >> 40;
    }

    /* OPENING */

    /// @inheritdoc Rule
    /// @dev Changes of the calendar that wait are taken into account.
    function _opensAt(Movement calldata) internal view override returns (uint256 time) {
        time = block.timestamp;
        while (true) {
            Calendar memory calendar = _calendarAt(time);
            time = _openFrom(calendar, time);
            if (time < calendar.until) return time;
            time = calendar.until;
        }
    }

    /// @dev The first trading hour from `time` on that is in no closed period, if it is before the calendar changes. Each
    /// round but the last leaves a period behind for good.
    function _openFrom(Calendar memory calendar, uint256 time) private pure returns (uint256) {
        uint256 later = time;
        do {
            time = _hourFrom(calendar.week, later);
            later = _periodEnd(calendar.periods, time);
        } while (later != time && later < calendar.until);
        return later;
    }

    /// @dev The first second from `time` on that is in a trading hour: in eight days every weekday begins once.
    function _hourFrom(uint256 week, uint256 time) private pure returns (uint256) {
        if (_isTradingHour(week, time)) return time;
        uint256 day = time / 1 days;
        if (time % 1 days >= _opensOf(week)) ++day;
        while (!_isTradingDay(week, day)) ++day;
        return day * 1 days + _opensOf(week);
    }

    /// @dev `time`, or the end of a closed period that it is in.
    function _periodEnd(uint256[] memory periods, uint256 time) private pure returns (uint256) {
        for (uint256 i = 0; i < periods.length; ++i) {
            if (_isIn(periods[i], time)) return periods[i] >> 40;
        }
        return time;
    }

    function _calendarAt(uint256 time) private view returns (Calendar memory calendar) {
        calendar.until = NEVER;
        calendar.week = _valueAt(HOURS, time, calendar);
        calendar.periods = new uint256[](_periodsOf(calendar.week));
        for (uint256 i = 0; i < calendar.periods.length; ++i) {
            calendar.periods[i] = _valueAt(_periodKey(i), time, calendar);
        }
    }

    /// @dev The parameter's value at `time`; notes when that changes, if before the changes noted so far.
    function _valueAt(bytes32 key, uint256 time, Calendar memory calendar) private view returns (uint256) {
        (uint256 value, uint256 next, uint256 nextFrom) = parameterOf(key);
        if (nextFrom != 0 && time >= nextFrom) return next;
        if (nextFrom != 0 && nextFrom < calendar.until) calendar.until = nextFrom;
        return value;
    }

    /* PARAMETERS */

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (key == HOURS) return _areHours(value);
        uint256 number = uint256(key ^ PERIOD);
        return number < MAX_PERIODS && (value == 0 || uint40(value) < value >> 40) && value >> 80 == 0;
    }

    function _areHours(uint256 value) private pure returns (bool) {
        bool isAllDay = uint48(value >> 8) == 0;
        uint256 closes = uint24(value >> 32);
        bool isDay = isAllDay || (_opensOf(value) < closes && closes <= 1 days);
        return uint8(value) < 128 && isDay && _periodsOf(value) <= MAX_PERIODS && value >> 64 <= 1;
    }

    function _periodKey(uint256 number) private pure returns (bytes32) {
        return PERIOD | bytes32(number);
    }

    function _opensOf(uint256 week) private pure returns (uint256) {
        return uint24(week >> 8);
    }

    function _closesOf(uint256 week) private pure returns (uint256 closes) {
        closes = uint24(week >> 32);
        if (closes == 0) return 1 days;
    }

    function _periodsOf(uint256 week) private pure returns (uint256) {
        return uint8(week >> 56);
    }

    function _isTreasuryFree(uint256 week) private pure returns (bool) {
        return week >> 64 != 0;
    }

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "TRADING_CALENDAR";
    }

    /// @inheritdoc IRule
    function step() external pure returns (uint256) {
        return 9;
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK;
    }
}
