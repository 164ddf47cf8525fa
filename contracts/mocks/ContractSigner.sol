// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/**
 * @title ContractSigner
 * @notice A provider of identity checks that is a contract: it signs by approving a hash, and answers what it is told.
 */
contract ContractSigner is IERC1271 {
    bytes32 private _approved;
    bytes4 private _answer = IERC1271.isValidSignature.selector;
    bool private _reverts;

    /// @notice The only hash that counts as signed.
    function approve(bytes32 hash) external {
        _approved = hash;
    }

    /// @notice What is answered for the approved hash.
    function setAnswer(bytes4 answer) external {
        _answer = answer;
    }

    /// @notice Whether it refuses to answer.
    function setReverts(bool reverts) external {
        _reverts = reverts;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes memory) external view returns (bytes4) {
        require(!_reverts, "no answer");
        return hash == _approved ? _answer : bytes4(0xffffffff);
    }
}
