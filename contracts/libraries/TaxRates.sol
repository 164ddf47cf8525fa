// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title TaxRates
 * @notice The tax rates of one country in one word.
 * @dev From the lowest bit: categories that have a rate of their own 32 · there is a rate for everybody 1 · that rate 21 ·
 * rates of the categories, by rising category, 21 each. A rate is ppm 20 · needs a form 1. Category n is bit n - 1.
 */
library TaxRates {
    uint256 private constant RATE_BITS = 21;
    uint256 private constant RATE_MASK = (1 << RATE_BITS) - 1;
    uint256 private constant NEEDS_FORM = 1 << 20;
    uint256 private constant HAS_COMMON = 1 << 32;
    uint256 private constant COMMON_AT = 33;
    uint256 private constant CATEGORIES_AT = COMMON_AT + RATE_BITS;
    uint256 private constant MAX_SLOTS = (256 - CATEGORIES_AT) / RATE_BITS;

    /// @notice `word` with a further rate; `ok` is false if the category is not above those before it, or one too many.
    function add(uint256 word, uint256 category, uint256 ppm, bool needsForm)
        internal
        pure
        returns (uint256 added, bool ok)
    {
        uint256 rate = needsForm ? ppm | NEEDS_FORM : ppm;
        uint256 mask = uint32(word);
        if (category == 0) return (word | HAS_COMMON | (rate << COMMON_AT), word & HAS_COMMON == 0 && mask == 0);
        uint256 slot = _count(mask);
        ok = category <= 32 && slot < MAX_SLOTS && mask >> (category - 1) == 0;
        if (ok) added = word | (1 << (category - 1)) | (rate << (CATEGORIES_AT + slot * RATE_BITS));
    }

    /// @notice The rate of one who has these attributes.
    function find(uint256 word, uint256 attributes) internal pure returns (bool found, uint256 ppm, bool needsForm) {
        uint256 own = uint32(word) & attributes;
        if (own == 0 && word & HAS_COMMON == 0) return (false, 0, false);
        uint256 at = COMMON_AT;
        // The lowest of the categories: its slot is the number of those below it.
        if (own != 0) at = CATEGORIES_AT + _count(uint32(word) & ((own & (~own + 1)) - 1)) * RATE_BITS;
        uint256 rate = (word >> at) & RATE_MASK;
        return (true, rate & ~NEEDS_FORM, rate & NEEDS_FORM != 0);
    }

    function _count(uint256 bits) private pure returns (uint256 n) {
        for (; bits != 0; ++n) {
            bits &= bits - 1;
        }
    }
}
