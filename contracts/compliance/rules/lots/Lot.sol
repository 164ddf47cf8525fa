// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Lot
 * @notice Units of one class that one investor acquired on one day under one regime, in one storage word.
 * @dev No other file shifts these bits. From the lowest bit:
 *
 *   units 96 · regime 16 · unlockAt 40 · acquired 16 · spare 80 · number of lots 8, in an investor's first lot only
 *
 * `unlockAt` is a unix time, 0 when never locked; `acquired` a number of days since 1970-01-01 UTC. What stands above the
 * units is the lot's terms: lots sort by acquisition first, and those with the same terms are one.
 */
type Lot is uint256;

using LotLib for Lot global;

/// @dev The time of a lock that does not end.
uint256 constant NEVER = type(uint40).max;
/// @dev Lots of one investor in one class.
uint256 constant MAX_LOTS = 16;
uint256 constant COUNT_SHIFT = 248;

uint256 constant REGIME_SHIFT = 96;
uint256 constant UNLOCK_SHIFT = 112;
uint256 constant ACQUIRED_SHIFT = 152;

/// @dev Named readers and writers of a Lot.
library LotLib {
    /// @dev The values fit their fields.
    function pack(uint256 units_, uint256 regime_, uint256 unlockAt_, uint256 acquired_) internal pure returns (Lot) {
        return
            Lot.wrap(units_ | (regime_ << REGIME_SHIFT) | (unlockAt_ << UNLOCK_SHIFT) | (acquired_ << ACQUIRED_SHIFT));
    }

    function units(Lot lot) internal pure returns (uint256) {
        return uint96(Lot.unwrap(lot));
    }

    /// @dev Number of the exemption or contract under which the units were acquired.
    function regime(Lot lot) internal pure returns (uint256) {
        return uint16(Lot.unwrap(lot) >> REGIME_SHIFT);
    }

    /// @dev Unix time from which the units are no longer locked; 0 when they never were.
    function unlockAt(Lot lot) internal pure returns (uint256) {
        return uint40(Lot.unwrap(lot) >> UNLOCK_SHIFT);
    }

    /// @dev Day of the acquisition.
    function acquired(Lot lot) internal pure returns (uint256) {
        return uint16(Lot.unwrap(lot) >> ACQUIRED_SHIFT);
    }

    /// @dev All but the units; the earlier acquired the smaller.
    function terms(Lot lot) internal pure returns (uint256) {
        return uint72(Lot.unwrap(lot) >> REGIME_SHIFT);
    }

    function isLocked(Lot lot, uint256 time) internal pure returns (bool) {
        return time < lot.unlockAt();
    }

    function withUnits(Lot lot, uint256 units_) internal pure returns (Lot) {
        return Lot.wrap((lot.terms() << REGIME_SHIFT) | units_);
    }

    /// @dev `other`'s terms on this lot's units.
    function withTermsOf(Lot lot, Lot other) internal pure returns (Lot) {
        return other.withUnits(lot.units());
    }

    /**
     * @dev Both lots as one, on the terms that favour the holder less: the later acquisition, and the later lock with its
     * regime; of two locks that end together that of the higher regime, so that no regime never prevails.
     */
    function joined(Lot a, Lot b) internal pure returns (Lot) {
        uint256 lock = _higher(_lock(a), _lock(b));
        uint256 day = _higher(a.acquired(), b.acquired());
        // All units of a class fit 96 bits, so that those of two lots can only exceed them in books that were not told.
        uint256 sum = a.units() + b.units();
        if (sum > type(uint96).max) sum = type(uint96).max;
        return Lot.wrap(sum | (lock << REGIME_SHIFT) | (day << ACQUIRED_SHIFT));
    }

    /// @dev `unlockAt`, and below it the regime.
    function _lock(Lot lot) private pure returns (uint256) {
        return uint56(Lot.unwrap(lot) >> REGIME_SHIFT);
    }

    function _higher(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a : b;
    }
}
