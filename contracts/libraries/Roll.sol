// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Roll
 * @notice A list of words that is read on every movement and hardly ever changed, kept as the code of a contract: reading all
 * of it costs as much as reading one or two slots.
 * @dev `uint256[] storage roll`; the code begins with STOP, so that a call of it does nothing.
 */
library Roll {
    /// @dev Copies what follows it into the new contract's code: `return code[10:10 + size]`.
    uint256 private constant CREATION = 0x61000080600a3d393df3;
    uint256 private constant SIZE_AT = 56;

    /// @notice The roll could not be written.
    error RollNotWritten();

    /// @notice Writes a roll; address(0) for an empty one.
    function write(uint256[] memory words) internal returns (address roll) {
        if (words.length == 0) return address(0);
        uint256 size = 1 + 32 * words.length;
        bytes memory code = abi.encodePacked(uint80(CREATION | (size << SIZE_AT)), bytes1(0), words);
        assembly ("memory-safe") {
            roll := create(0, add(code, 32), mload(code))
        }
        require(roll != address(0), RollNotWritten());
    }

    /// @notice The words of a roll.
    function read(address roll) internal view returns (uint256[] memory words) {
        if (roll == address(0)) return words;
        assembly ("memory-safe") {
            let size := sub(extcodesize(roll), 1)
            words := mload(0x40)
            mstore(0x40, add(add(words, 32), size))
            mstore(words, shr(5, size))
            extcodecopy(roll, add(words, 32), 1, size)
        }
    }
}
