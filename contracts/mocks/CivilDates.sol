// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CivilDate} from "../libraries/CivilDate.sol";

/**
 * @title CivilDates
 * @notice Says what {CivilDate} makes of many days at once.
 */
contract CivilDates {
    /// @notice The days `months` after each of `count` days from `first` on.
    function addMonths(uint256 first, uint256 count, uint256 months) external pure returns (uint256[] memory ends) {
        ends = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            ends[i] = CivilDate.addMonths(first + i, months);
        }
    }
}
