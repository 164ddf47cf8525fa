// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @dev Counters by number, ten to a slot of 24 bits each. A slot that was never used costs nothing.
struct Tally {
    uint256[6554] words;
}

using Tallies for Tally global;

/**
 * @title Tallies
 * @notice Many small counters side by side, which are quickly added up over a range.
 * @dev Numbers run from 0 to 65,539: all days and all countries that the register knows. The caller sees to it that no
 * counter exceeds 2^24 - 1, the number of investors there can be, nor falls below zero.
 */
library Tallies {
    uint256 private constant LANES = 10;
    uint256 private constant LANE_BITS = 24;
    uint256 private constant LANE = (1 << LANE_BITS) - 1;
    uint256 private constant PAIR = (1 << (2 * LANE_BITS)) - 1;
    uint256 private constant EVEN_LANES = LANE | (LANE << 48) | (LANE << 96) | (LANE << 144) | (LANE << 192);

    /* COUNTING */

    function increase(Tally storage t, uint256 number) internal {
        t.words[number / LANES] += _one(number);
    }

    function decrease(Tally storage t, uint256 number) internal {
        t.words[number / LANES] -= _one(number);
    }

    /// @notice Increases the counters whose numbers are the set bits, of which there are 32 at most.
    function increaseAll(Tally storage t, uint256 bits) internal {
        for (uint256 i = 0; bits != 0; (++i, bits >>= LANES)) {
            uint256 ones = _ones(bits);
            if (ones != 0) t.words[i] += ones;
        }
    }

    /// @notice Decreases the counters whose numbers are the set bits, of which there are 32 at most.
    function decreaseAll(Tally storage t, uint256 bits) internal {
        for (uint256 i = 0; bits != 0; (++i, bits >>= LANES)) {
            uint256 ones = _ones(bits);
            if (ones != 0) t.words[i] -= ones;
        }
    }

    /* READING */

    function at(Tally storage t, uint256 number) internal view returns (uint256) {
        return (t.words[number / LANES] >> _shift(number)) & LANE;
    }

    /**
     * @notice The sum of the counters from `first` up to, but not including, `end`. Reads a slot for each ten of them.
     * @dev Two lanes together become one of twice the width, in which 6,554 words can be added up; of five such lanes, that
     * never reach `PAIR` together, the sum is the remainder.
     */
    function sum(Tally storage t, uint256 first, uint256 end) internal view returns (uint256) {
        if (first >= end) return 0;
        (uint256 word, uint256 last) = (first / LANES, (end - 1) / LANES);
        uint256 outside = _paired(t.words[word] & (_one(first) - 1));
        outside += _paired((t.words[last] >> _shift(end - 1)) >> LANE_BITS);
        // Safe: each lane stays below 2^38.
        unchecked {
            uint256 pairs = 0;
            for (; word <= last; ++word) {
                pairs += _paired(t.words[word]);
            }
            return pairs % PAIR - outside % PAIR;
        }
    }

    function _paired(uint256 word) private pure returns (uint256) {
        return (word & EVEN_LANES) + ((word >> LANE_BITS) & EVEN_LANES);
    }

    /// @dev A one in each lane whose bit is set among the ten lowest.
    function _ones(uint256 bits) private pure returns (uint256 ones) {
        for (uint256 lane = 0; lane < LANES; ++lane) {
            ones |= ((bits >> lane) & 1) << (lane * LANE_BITS);
        }
    }

    function _one(uint256 number) private pure returns (uint256) {
        return 1 << _shift(number);
    }

    function _shift(uint256 number) private pure returns (uint256) {
        return (number % LANES) * LANE_BITS;
    }
}
