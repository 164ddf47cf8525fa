// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Schedule
 * @notice An ascending list of dates, eight to a storage word.
 * @dev The length is kept by the caller. Dates are unix times of 32 bits.
 */
library Schedule {
    struct Dates {
        mapping(uint256 index => uint256 word) words;
    }

    function at(Dates storage dates, uint256 position) internal view returns (uint256) {
        return uint32(dates.words[position >> 3] >> ((position & 7) << 5));
    }

    /// @notice The number of dates in [`low`, `high`) that are before `time`, plus `low`.
    function passed(Dates storage dates, uint256 low, uint256 high, uint256 time) internal view returns (uint256) {
        while (low < high) {
            uint256 middle = (low + high) >> 1;
            if (at(dates, middle) < time) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// @notice Puts `date` at `position` of a list of `length` dates; the later ones move up by one.
    function insert(Dates storage dates, uint256 position, uint256 length, uint256 date) internal {
        for (uint256 i = length; i > position; --i) {
            _set(dates, i, at(dates, i - 1));
        }
        _set(dates, position, date);
    }

    function _set(Dates storage dates, uint256 position, uint256 date) private {
        uint256 shift = (position & 7) << 5;
        uint256 word = dates.words[position >> 3];
        dates.words[position >> 3] = (word & ~(uint256(type(uint32).max) << shift)) | (date << shift);
    }
}
