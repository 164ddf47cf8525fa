// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Scale} from "../interfaces/IScaledUnits.sol";

/**
 * @title Scales
 * @notice How many shares the units of a class are, now and from the next split on.
 * @dev The ratio is exact. A split whose moment has come needs no transaction: `next` is then the present ratio, and the
 * next one who writes makes it so.
 */
library Scales {
    /// @dev `next` applies from `effectiveAt` on, `present` until then.
    struct Record {
        Scale present;
        Scale next;
        uint32 effectiveAt;
    }

    uint256 private constant ONE = 1e18;

    function isPending(Record storage record) internal view returns (bool) {
        return block.timestamp < record.effectiveAt;
    }

    /// @notice The ratio of this moment.
    function current(Record storage record) internal view returns (Scale memory) {
        return isPending(record) ? _read(record.present) : _read(record.next);
    }

    /// @notice The ratio once no split is to come any more.
    function latest(Record storage record) internal view returns (Scale memory) {
        return _read(record.next);
    }

    function _read(Scale storage scale) private view returns (Scale memory) {
        return scale.denominator == 0 ? Scale(1, 1) : scale;
    }

    /// @notice `scale` times `factor`, in lowest terms; neither is zero.
    function times(Scale memory scale, Scale memory factor)
        internal
        pure
        returns (uint256 numerator, uint256 denominator)
    {
        numerator = uint256(scale.numerator) * factor.numerator;
        denominator = uint256(scale.denominator) * factor.denominator;
        uint256 divisor = _greatestDivisor(numerator, denominator);
        return (numerator / divisor, denominator / divisor);
    }

    /// @dev Of both numbers, by Euclid: fewer than 190 steps for 128 bits.
    function _greatestDivisor(uint256 a, uint256 b) private pure returns (uint256) {
        while (b != 0) {
            (a, b) = (b, a % b);
        }
        return a;
    }

    function sharesDown(Scale memory scale, uint256 units) internal pure returns (uint256) {
        return units * scale.numerator / scale.denominator;
    }

    function unitsDown(Scale memory scale, uint256 shares) internal pure returns (uint256) {
        return shares * scale.denominator / scale.numerator;
    }

    /// @notice Shares for a unit, with 18 decimals.
    function multiplierDown(Scale memory scale) internal pure returns (uint256) {
        return sharesDown(scale, ONE);
    }
}
