// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IVestingLocks} from "../interfaces/rules/IVestingLocks.sol";
import {CivilDate} from "./CivilDate.sol";

/**
 * @title Vesting
 * @notice When the units of a lock or a grant fall due, and how a schedule is kept in one storage word.
 * @dev Invariant: what is locked of a schedule never grows with time. From the lowest bit of a word:
 *
 *   quantity 96 · start 40 · cliff 40 · span 32 · changedAt 40 · kind 3 · allocation 3 · state 2
 *
 * `span` is the duration of a linear grant in seconds, or tranches 16 · period 16.
 */
library Vesting {
    using Vesting for IVestingLocks.Schedule;

    uint256 private constant START_AT = 96;
    uint256 private constant CLIFF_AT = 136;
    uint256 private constant SPAN_AT = 176;
    uint256 private constant CHANGED_AT = 208;
    uint256 private constant KIND_AT = 248;
    uint256 private constant ALLOCATION_AT = 251;
    uint256 private constant STATE_AT = 254;

    /* VESTING */

    /// @notice Units that have fallen due at the unix time `time`.
    function vestedAt(IVestingLocks.Schedule memory s, uint256 time) internal pure returns (uint256) {
        if (s.state != IVestingLocks.State.Running && time >= s.changedAt) {
            if (s.state == IVestingLocks.State.Released) return s.quantity;
            time = s.changedAt;
        }
        if (time < s.cliff) return 0;
        if (s.kind == IVestingLocks.Kind.Lock) return s.quantity;
        if (s.kind == IVestingLocks.Kind.Linear) return _linear(s, time);
        return _cumulative(s, _due(s, time));
    }

    /// @notice Units that are locked at `time`, which has not gone by.
    function lockedAt(IVestingLocks.Schedule memory s, uint256 time) internal pure returns (uint256) {
        return s.state == IVestingLocks.State.Returned ? 0 : s.quantity - s.vestedAt(time);
    }

    /// @notice Unix time from which nothing changes any more.
    function restsFrom(IVestingLocks.Schedule memory s) internal pure returns (uint256 time) {
        time = _endOf(s);
        if (s.state != IVestingLocks.State.Running && s.changedAt < time) return s.changedAt;
    }

    /// @dev When the last of it falls due.
    function _endOf(IVestingLocks.Schedule memory s) private pure returns (uint256) {
        if (s.kind == IVestingLocks.Kind.Lock) return s.cliff;
        return s.kind == IVestingLocks.Kind.Linear ? s.end : _dueAt(s, s.tranches - 1);
    }

    function _linear(IVestingLocks.Schedule memory s, uint256 time) private pure returns (uint256) {
        if (time >= s.end) return s.quantity;
        if (time <= s.start) return 0;
        // Safe: the start is before both, and a product of 96 and 40 bits fits.
        unchecked {
            return uint256(s.quantity) * (time - s.start) / (s.end - s.start);
        }
    }

    /* TRANCHES */

    /// @dev When the tranche falls due that so many periods after the first one does.
    function _dueAt(IVestingLocks.Schedule memory s, uint256 periods) private pure returns (uint256) {
        uint256 count = periods * s.period;
        if (s.kind == IVestingLocks.Kind.Daily) return s.start + count * 1 days;
        return CivilDate.addMonths(s.start / 1 days, count) * 1 days + s.start % 1 days;
    }

    /// @dev How many tranches have fallen due.
    function _due(IVestingLocks.Schedule memory s, uint256 time) private pure returns (uint256) {
        if (time < s.start) return 0;
        bool isDaily = s.kind == IVestingLocks.Kind.Daily;
        uint256 passed = isDaily ? (time - s.start) / 1 days : _monthsBetween(s.start, time);
        uint256 due = passed / s.period + 1;
        return due < s.tranches ? due : s.tranches;
    }

    /// @dev Whole months from `start` to `time`. A month that has no such day is whole when the next one begins.
    function _monthsBetween(uint256 start, uint256 time) private pure returns (uint256) {
        (uint256 month, uint256 day) = CivilDate.split(start / 1 days);
        (uint256 last, uint256 lastDay) = CivilDate.split((time - start % 1 days) / 1 days);
        return last - month - (lastDay < day ? 1 : 0);
    }

    /// @dev Units of the first `k` tranches together; the prose stands at {IVestingLocks-Allocation}.
    function _cumulative(IVestingLocks.Schedule memory s, uint256 k) private pure returns (uint256) {
        (uint256 quantity, uint256 n) = (s.quantity, s.tranches);
        if (k == n) return quantity;
        IVestingLocks.Allocation allocation = s.allocation;
        if (allocation == IVestingLocks.Allocation.CumulativeRounding) return (2 * quantity * k + n) / (2 * n);
        if (allocation == IVestingLocks.Allocation.CumulativeRoundDown) return quantity * k / n;
        if (allocation == IVestingLocks.Allocation.Fractional) return quantity * k / n;
        (uint256 even, uint256 rest) = (quantity / n * k, quantity % n);
        if (allocation == IVestingLocks.Allocation.FrontLoaded) return even + (k < rest ? k : rest);
        if (allocation == IVestingLocks.Allocation.BackLoaded) return even + (k + rest > n ? k + rest - n : 0);
        bool isFirst = allocation == IVestingLocks.Allocation.FrontLoadedToSingleTranche;
        return even + (isFirst && k != 0 ? rest : 0);
    }

    /* VALIDITY */

    /// @notice Whether it is a running schedule whose fields are those of its kind.
    function isValid(IVestingLocks.Schedule memory s) internal pure returns (bool) {
        if (s.quantity == 0 || s.state != IVestingLocks.State.Running || s.changedAt != 0) return false;
        if (s.kind == IVestingLocks.Kind.Lock) return s.start == 0 && s.end == 0 && !_isInTranches(s);
        if (s.kind == IVestingLocks.Kind.Linear) return _isLinear(s) && !_isInTranches(s) && s.cliff <= s.end;
        bool isWhole = s.end == 0 && s.tranches != 0 && s.period != 0;
        return isWhole && s.cliff <= _endOf(s) && _endOf(s) <= type(uint40).max;
    }

    function _isLinear(IVestingLocks.Schedule memory s) private pure returns (bool) {
        return s.end > s.start && s.end - s.start <= type(uint32).max;
    }

    function _isInTranches(IVestingLocks.Schedule memory s) private pure returns (bool) {
        return s.tranches != 0 || s.period != 0 || uint256(s.allocation) != 0;
    }

    /* WORD */

    /// @notice The word that a valid schedule, whatever its state, is kept in.
    function pack(IVestingLocks.Schedule memory s) internal pure returns (uint256) {
        bool isLinear = s.kind == IVestingLocks.Kind.Linear;
        uint256 span = isLinear ? s.end - s.start : uint256(s.tranches) | (uint256(s.period) << 16);
        return uint256(s.quantity) | (uint256(s.start) << START_AT) | (uint256(s.cliff) << CLIFF_AT) | (span << SPAN_AT)
            | (uint256(s.changedAt) << CHANGED_AT) | (uint256(s.kind) << KIND_AT)
            | (uint256(s.allocation) << ALLOCATION_AT) | (uint256(s.state) << STATE_AT);
    }

    /// @notice The schedule in a word that {pack} made.
    function unpack(uint256 word) internal pure returns (IVestingLocks.Schedule memory s) {
        s.quantity = uint96(word);
        s.start = uint40(word >> START_AT);
        s.cliff = uint40(word >> CLIFF_AT);
        s.changedAt = uint40(word >> CHANGED_AT);
        s.kind = IVestingLocks.Kind((word >> KIND_AT) & 7);
        s.allocation = IVestingLocks.Allocation((word >> ALLOCATION_AT) & 7);
        s.state = IVestingLocks.State(word >> STATE_AT);
        if (s.kind == IVestingLocks.Kind.Linear) s.end = s.start + uint32(word >> SPAN_AT);
        else (s.tranches, s.period) = (uint16(word >> SPAN_AT), uint16(word >> SPAN_AT >> 16));
    }
}
