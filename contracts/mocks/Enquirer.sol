// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/**
 * @title Enquirer
 * @notice Asks many contracts many questions in one call, so that a test sees all of a moment at once.
 */
contract Enquirer {
    /// @notice The answers; nothing in place of one that was refused. Without a question, what the account has of ETH.
    function ask(address[] calldata targets, bytes[] calldata questions)
        external
        view
        returns (bytes[] memory answers)
    {
        answers = new bytes[](targets.length);
        for (uint256 i = 0; i < targets.length; ++i) {
            if (questions[i].length == 0) {
                answers[i] = abi.encode(targets[i].balance);
                continue;
            }
            (bool ok, bytes memory answer) = targets[i].staticcall(questions[i]);
            if (ok) answers[i] = answer;
        }
    }
}
