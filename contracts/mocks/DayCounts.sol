// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DayCount} from "../libraries/DayCount.sol";

/**
 * @title DayCounts
 * @notice Says what {DayCount} makes of many periods at once.
 */
contract DayCounts {
    /// @dev Besides the conventions of a bond, which a library of this room may not see.
    uint256 private constant THIRTY_360 = 0;
    uint256 private constant THIRTY_E_360 = 1;
    uint256 private constant ISDA = 5;

    /// @notice Numerators for the periods from each of `count` days from `first` on, each of `length` days; all with one denominator.
    /// @param convention as bonds number them: 0, 1 or 5.
    function fractions(uint256 convention, uint256 first, uint256 count, uint256 length)
        external
        pure
        returns (uint256[] memory numerators, uint256 denominator)
    {
        numerators = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            (numerators[i], denominator) = _fraction(convention, first + i, first + i + length);
        }
    }

    /// @notice Actual days over a basis.
    function actual(uint256 from, uint256 to, uint256 basis) external pure returns (uint256, uint256) {
        return DayCount.actual(from, to, basis);
    }

    /// @notice Days over those of the regular period.
    function icma(uint256 from, uint256 to, uint256 periodFrom, uint256 periodTo, uint256 frequency)
        external
        pure
        returns (uint256, uint256)
    {
        return DayCount.icma(from, to, periodFrom, periodTo, frequency);
    }

    function _fraction(uint256 convention, uint256 from, uint256 to)
        private
        pure
        returns (uint256 numerator, uint256 denominator)
    {
        if (convention == THIRTY_360) return DayCount.thirty360(from, to);
        if (convention == THIRTY_E_360) return DayCount.thirtyE360(from, to);
        require(convention == ISDA);
        return DayCount.isda(from, to);
    }
}
