// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {CivilDate} from "./CivilDate.sol";

/**
 * @title SlidingWindow
 * @notice What was done on which day, and how much of it the last months saw: exact on every day, not in fixed periods.
 * @dev A ring of entries, at most one a day, two to a word. An entry says how much there was up to the end of its day, so
 * that a sum is the difference of two entries and what is too old needs no clearing. Totals are kept modulo 2^112: the
 * sums are exact while no window sums up to more than MAX_SUM. The latest entry stands in the head: one slot is read for
 * one who did it once. The ring keeps more days than twelve months have.
 */
library SlidingWindow {
    /// @dev `head`: the latest entry 128 · number of the earlier ones 32. An entry: day 16 · total 112.
    struct Window {
        uint256 head;
        mapping(uint256 place => uint256 word) words;
    }

    /// @notice The largest sum.
    uint256 internal constant MAX_SUM = type(uint112).max;

    /// @notice The longest window, in months.
    uint256 internal constant MAX_MONTHS = 12;

    uint256 private constant CAPACITY = 512;
    uint256 private constant ENTRY_BITS = 128;
    uint256 private constant ENTRY_MASK = type(uint128).max;
    uint256 private constant TOTAL_SHIFT = 16;

    /* ADDING */

    /// @notice Adds `amount` on `day`, of the last twelve months and not 0. Days may come in any order; in their own it is cheap.
    function add(Window storage window, uint256 day, uint256 amount) internal {
        uint256 head = window.head;
        uint256 latest = _day(head);
        if (day < latest) {
            head = _insert(window, head, day, amount);
        } else if (day > latest && latest != 0) {
            _put(window, _earlier(head), head);
            head = _withOneMore(head);
        }
        window.head = (head & ~ENTRY_MASK) | _entry(day < latest ? latest : day, _total(head) + amount);
    }

    /// @dev An earlier entry; the later ones move up and grow. Returns the head with their number.
    function _insert(Window storage window, uint256 head, uint256 day, uint256 amount) private returns (uint256) {
        uint256 count = _earlier(head);
        uint256 position = _before(window, count, day);
        if (position == count || _day(_at(window, position)) != day) {
            uint256 total = _totalBefore(window, position);
            for (uint256 i = count; i > position; --i) {
                _put(window, i, _at(window, i - 1));
            }
            _put(window, position, _entry(day, total));
            head = _withOneMore(head);
            ++count;
        }
        for (uint256 i = position; i < count; ++i) {
            uint256 entry = _at(window, i);
            _put(window, i, _entry(_day(entry), _total(entry) + amount));
        }
        return head;
    }

    /* SUMS */

    /**
     * @notice What was added on days that still count on the day `today`: an entry counts up to the day before the same
     * day `months` later. `today` is not before the latest entry.
     */
    function sum(Window storage window, uint256 today, uint256 months) internal view returns (uint256) {
        uint256 head = window.head;
        // Most windows tell by their latest entry, and by it alone where it is the only one.
        if (head == 0 || CivilDate.addMonths(_day(head), months) <= today) return 0;
        return _earlier(head) == 0 ? _total(head) : sumSince(window, opening(today, months));
    }

    /// @notice What was added on the day `first` and since.
    function sumSince(Window storage window, uint256 first) internal view returns (uint256) {
        uint256 head = window.head;
        if (_day(head) < first) return 0;
        uint256 count = _earlier(head);
        if (count == 0) return _total(head);
        uint256 before = _totalBefore(window, _before(window, count, first));
        // Modulo 2^112, like the totals.
        unchecked {
            return (_total(head) - before) & MAX_SUM;
        }
    }

    /// @notice The first day that still counts on the day `today`, in a window of `months`.
    function opening(uint256 today, uint256 months) internal pure returns (uint256 low) {
        // A month moves a day by 28 to 31 days, and a later day never to an earlier one.
        uint256 high = today + 1 - 28 * months;
        low = today + 1 - 31 * months;
        while (low < high) {
            uint256 middle = (low + high) >> 1;
            if (CivilDate.addMonths(middle, months) > today) high = middle;
            else low = middle + 1;
        }
    }

    /// @dev Number of the earlier entries that are before the day `first`.
    function _before(Window storage window, uint256 count, uint256 first) private view returns (uint256 low) {
        // Of the oldest in a full ring only the total is used.
        low = count < CAPACITY ? 0 : count - CAPACITY + 1;
        uint256 high = count;
        while (low < high) {
            uint256 middle = (low + high) >> 1;
            if (_day(_at(window, middle)) < first) low = middle + 1;
            else high = middle;
        }
    }

    function _totalBefore(Window storage window, uint256 position) private view returns (uint256) {
        return position == 0 ? 0 : _total(_at(window, position - 1));
    }

    /* WORDS */

    function _at(Window storage window, uint256 position) private view returns (uint256) {
        return (window.words[(position % CAPACITY) >> 1] >> _shift(position)) & ENTRY_MASK;
    }

    /// @dev Writes the lower half of `entry`.
    function _put(Window storage window, uint256 position, uint256 entry) private {
        uint256 place = (position % CAPACITY) >> 1;
        uint256 shift = _shift(position);
        window.words[place] = (window.words[place] & ~(ENTRY_MASK << shift)) | ((entry & ENTRY_MASK) << shift);
    }

    function _shift(uint256 position) private pure returns (uint256) {
        return (position & 1) * ENTRY_BITS;
    }

    function _entry(uint256 day, uint256 total) private pure returns (uint256) {
        return day | ((total & MAX_SUM) << TOTAL_SHIFT);
    }

    function _day(uint256 entry) private pure returns (uint256) {
        return uint16(entry);
    }

    function _total(uint256 entry) private pure returns (uint256) {
        return uint112(entry >> TOTAL_SHIFT);
    }

    /// @dev How many entries stand in the ring, or have stood there.
    function _earlier(uint256 head) private pure returns (uint256) {
        return head >> ENTRY_BITS;
    }

    function _withOneMore(uint256 head) private pure returns (uint256) {
        return head + (1 << ENTRY_BITS);
    }
}
