// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {COUNT_SHIFT, Lot, MAX_LOTS} from "./Lot.sol";

/**
 * @notice Lots of one investor in one class while they are worked on.
 * @param count how many there are.
 * @param items the lots, oldest first; behind them room for more.
 */
struct Lots {
    uint256 count;
    Lot[] items;
}

/**
 * @title LotsLib
 * @notice Lots in order: read, put in, put together, written back.
 * @dev Invariants: lots ascend by their terms, which no two share; no lot is empty.
 */
library LotsLib {
    /// @dev What lots may be put together: matured ones of one regime, any of one regime, any.
    uint256 private constant MATURED = 0;
    uint256 private constant OF_ONE_REGIME = 1;
    uint256 private constant ANY = 2;

    /* STORAGE */

    /// @dev How many lots there are, by reading one slot.
    function countOf(uint256[MAX_LOTS] storage slots) internal view returns (uint256) {
        return slots[0] >> COUNT_SHIFT;
    }

    /// @dev The oldest lot; an empty one if there is none.
    function first(uint256[MAX_LOTS] storage slots) internal view returns (Lot) {
        return Lot.wrap(slots[0] & ((1 << COUNT_SHIFT) - 1));
    }

    /**
     * @dev Moves units from the oldest lot, which is `lot`, to the oldest in `other`; false if they differ in their terms
     * or lots would come to their end.
     */
    function shift(uint256[MAX_LOTS] storage slots, uint256[MAX_LOTS] storage other, Lot lot, uint256 units)
        internal
        returns (bool)
    {
        Lot there = first(other);
        bool isSame = there.terms() == lot.terms() && there.units() != 0;
        if (!isSame || units >= lot.units() || units > type(uint96).max - there.units()) return false;
        // Safe: as just said; units are the lowest bits.
        unchecked {
            slots[0] -= units;
            other[0] += units;
        }
        return true;
    }

    /// @dev The lots, with room for `more`.
    function load(uint256[MAX_LOTS] storage slots, uint256 more) internal view returns (Lots memory lots) {
        uint256 word = slots[0];
        uint256 count = word >> COUNT_SHIFT;
        lots = empty(count + more);
        if (count == 0) return lots;
        lots.count = count;
        lots.items[0] = Lot.wrap(word ^ (count << COUNT_SHIFT));
        for (uint256 i = 1; i < count; ++i) {
            lots.items[i] = Lot.wrap(slots[i]);
        }
    }

    /// @dev Writes the lots, at most sixteen. To write what is there already costs no more than to find that out.
    function store(Lots memory lots, uint256[MAX_LOTS] storage slots) internal {
        uint256 count = lots.count;
        for (uint256 i = countOf(slots); i > count; --i) {
            slots[i - 1] = 0;
        }
        if (count == 0) return;
        slots[0] = Lot.unwrap(lots.items[0]) | (count << COUNT_SHIFT);
        for (uint256 i = 1; i < count; ++i) {
            slots[i] = Lot.unwrap(lots.items[i]);
        }
    }

    /* ORDER */

    function empty(uint256 room) internal pure returns (Lots memory lots) {
        lots.items = new Lot[](room);
    }

    /// @dev Puts a lot in its place; one of the same terms takes its units.
    function add(Lots memory lots, Lot lot) internal pure {
        if (lot.units() == 0) return;
        Lot[] memory items = lots.items;
        uint256 count = lots.count;
        uint256 place = _placeOf(items, count, lot.terms());
        // Safe: places are at most 32.
        unchecked {
            if (place != 0 && items[place - 1].terms() == lot.terms()) {
                items[place - 1] = items[place - 1].joined(lot);
                return;
            }
            for (uint256 i = count; i != place; --i) {
                items[i] = items[i - 1];
            }
            items[place] = lot;
            lots.count = count + 1;
        }
    }

    /// @dev How many of the lots come before one of those terms, or are of them.
    function _placeOf(Lot[] memory items, uint256 count, uint256 terms) private pure returns (uint256 place) {
        place = count;
        // Safe: it ends at 0.
        unchecked {
            while (place != 0 && items[place - 1].terms() > terms) {
                --place;
            }
        }
    }

    /// @dev The lots of both lists.
    function merged(Lots memory a, Lots memory b) internal pure returns (Lots memory lots) {
        (uint256 i, uint256 j) = (0, 0);
        lots = empty(a.count + b.count);
        while (i < a.count || j < b.count) {
            bool isOfA = j == b.count || (i < a.count && a.items[i].terms() <= b.items[j].terms());
            add(lots, isOfA ? a.items[i++] : b.items[j++]);
        }
    }

    /// @dev Takes up to `wanted` units off the lot at `place`, which may leave it empty until {tidy}.
    function take(Lots memory lots, uint256 place, uint256 wanted) internal pure returns (Lot taken) {
        Lot lot = lots.items[place];
        uint256 held = lot.units();
        if (wanted > held) wanted = held;
        lots.items[place] = lot.withUnits(held - wanted);
        return lot.withUnits(wanted);
    }

    /// @dev Takes the empty lots out.
    function tidy(Lots memory lots) internal pure {
        Lot[] memory items = lots.items;
        uint256 count = lots.count;
        uint256 kept = 0;
        for (uint256 i = 0; i < count; ++i) {
            Lot lot = items[i];
            if (lot.units() != 0) items[kept++] = lot;
        }
        lots.count = kept;
    }

    /// @dev Units of all lots.
    function sum(Lots memory lots) internal pure returns (uint256 units) {
        Lot[] memory items = lots.items;
        uint256 count = lots.count;
        for (uint256 i = 0; i < count; ++i) {
            units += items[i].units();
        }
    }

    /* NUMBER */

    /// @dev Puts matured lots of one regime together until there are no more than sixteen; false if there still are.
    function fit(Lots memory lots, uint256 time) internal pure returns (bool) {
        if (lots.count > MAX_LOTS) _merge(lots, MATURED, time);
        return lots.count <= MAX_LOTS;
    }

    /// @dev As {fit}, and where that is not enough with lots of one regime, and last with any.
    function forceFit(Lots memory lots, uint256 time) internal pure {
        for (uint256 which = MATURED; lots.count > MAX_LOTS; ++which) {
            _merge(lots, which, time);
        }
    }

    /// @dev Puts each lot, oldest first, together with the next that it may go with, until there are no more than sixteen.
    function _merge(Lots memory lots, uint256 which, uint256 time) private pure {
        uint256 i = 0;
        while (i < lots.count && lots.count > MAX_LOTS) {
            uint256 j = _partnerOf(lots, i, which, time);
            if (j == lots.count) {
                ++i;
                continue;
            }
            Lot both = lots.items[i].joined(lots.items[j]);
            (lots.items[i], lots.items[j]) = (lots.items[i].withUnits(0), lots.items[j].withUnits(0));
            tidy(lots);
            add(lots, both);
        }
    }

    /// @dev The next lot that the one at `i` may go with; the number of lots if there is none.
    function _partnerOf(Lots memory lots, uint256 i, uint256 which, uint256 time) private pure returns (uint256 j) {
        Lot[] memory items = lots.items;
        uint256 count = lots.count;
        uint256 regime = items[i].regime();
        if (which == MATURED && items[i].isLocked(time)) return count;
        for (j = i + 1; j < count; ++j) {
            Lot other = items[j];
            if (which != ANY && other.regime() != regime) continue;
            if (which != MATURED || !other.isLocked(time)) return j;
        }
    }
}
