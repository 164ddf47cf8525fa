// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CivilDate} from "../libraries/CivilDate.sol";
import {SlidingWindow} from "../libraries/SlidingWindow.sol";

/**
 * @title WindowBook
 * @notice A sliding window in which anybody writes, on any day.
 */
contract WindowBook {
    using SlidingWindow for SlidingWindow.Window;

    SlidingWindow.Window private _window;

    /// @notice Adds an amount on each of the days.
    function add(uint256[] calldata dates, uint256[] calldata amounts) external {
        for (uint256 i = 0; i < dates.length; ++i) {
            _window.add(dates[i], amounts[i]);
        }
    }

    /// @notice What still counts on each of the days, for a window of `months`.
    function sums(uint256[] calldata dates, uint256 months) external view returns (uint256[] memory found) {
        found = new uint256[](dates.length);
        for (uint256 i = 0; i < dates.length; ++i) {
            found[i] = _window.sum(dates[i], months);
        }
    }

    /// @notice The first day that still counts on each of the days.
    function openings(uint256[] calldata dates, uint256 months) external pure returns (uint256[] memory found) {
        found = new uint256[](dates.length);
        for (uint256 i = 0; i < dates.length; ++i) {
            found[i] = SlidingWindow.opening(dates[i], months);
        }
    }

    /// @notice Each of the days, `months` later.
    function later(uint256[] calldata dates, uint256 months) external pure returns (uint256[] memory found) {
        found = new uint256[](dates.length);
        for (uint256 i = 0; i < dates.length; ++i) {
            found[i] = CivilDate.addMonths(dates[i], months);
        }
    }
}
