// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

/// @title OpenZeppelin's Governor over VotesToken: for, against, abstain; no timelock
contract TokenGovernor is Governor, GovernorCountingSimple, GovernorVotes {
    constructor(IVotes token_) Governor("Bench Governor") GovernorVotes(token_) {}

    /// @notice Blocks between a proposal and the opening of its vote.
    function votingDelay() public pure override returns (uint256) {
        return 1;
    }

    /// @notice Blocks for which a vote stays open.
    function votingPeriod() public pure override returns (uint256) {
        return 100;
    }

    /// @notice Votes for which a proposal needs at least.
    function quorum(uint256) public pure override returns (uint256) {
        return 1;
    }
}
