// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title History
 * @notice A word of the register with the words that stood on past record dates.
 * @dev A word carries in its low 96 bits units, in bit 239 whether an earlier word was kept, and in its top 16 bits the
 * epoch in which it was last written. `before[e]` is the word that stood until epoch e began; its own epoch names the
 * next older one, so the words form a chain that is walked backwards. Words are {Member}, {Holding} or {Supply}: the
 * library knows only the three fields that they share.
 */
library History {
    struct Record {
        uint256 word;
        mapping(uint256 epoch => uint256 word) before;
    }

    uint256 private constant EPOCH_AT = 240;
    uint256 private constant KEPT = 1 << 239;
    uint256 private constant UNITS_MASK = type(uint96).max;

    /**
     * @notice `word`, which is the record's, ready to be changed in the present epoch; keeps it if a record date has
     * passed since it was written.
     * @dev A word with no units and nothing kept is not worth a slot: {at} finds out by the empty slot.
     */
    function stamp(Record storage record, uint256 word, uint256 epoch) internal returns (uint256) {
        if (word >> EPOCH_AT == epoch) return word;
        if (word & (UNITS_MASK | KEPT) != 0) return keep(record, word, epoch);
        return _dated(word, epoch);
    }

    /**
     * @notice As {stamp}, but keeps the word even without units: for changes of what the rest of the word says.
     * @dev A word of this epoch of which nothing was kept had no units when the epoch began, and said what it says now.
     */
    function keep(Record storage record, uint256 word, uint256 epoch) internal returns (uint256) {
        bool isPresent = word >> EPOCH_AT == epoch;
        // Before the first record date, in epoch 1, there is nothing that could be asked for.
        if (isPresent && (word & KEPT != 0 || epoch == 1)) return word;
        record.before[epoch] = isPresent ? _withoutUnits(word) : word;
        return _dated(word, epoch) | KEPT;
    }

    /**
     * @notice The word as it stood when `epoch` ended.
     * @dev Reads one slot for each later epoch in which the word changed.
     */
    function at(Record storage record, uint256 epoch) internal view returns (uint256 word) {
        word = record.word;
        while (word >> EPOCH_AT > epoch) {
            uint256 earlier = record.before[word >> EPOCH_AT];
            // Nothing kept: no units until then, and the rest of the word as it is.
            if (earlier == 0) return _withoutUnits(word);
            word = earlier;
        }
    }

    /// @dev The rest of the word, of no epoch.
    function _withoutUnits(uint256 word) private pure returns (uint256) {
        return (word & ~UNITS_MASK) & ((1 << EPOCH_AT) - 1);
    }

    function _dated(uint256 word, uint256 epoch) private pure returns (uint256) {
        return (word & ((1 << EPOCH_AT) - 1)) | (epoch << EPOCH_AT);
    }
}
