// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title ApprovalRequired
 * @notice Every transfer of the class needs the transfer agent's consent, or that of silence (restricted transferability).
 * @dev What consent is, the engine's {Approvals} say. Parameter FREE_TO: attributes of which one frees a receiver from it.
 */
contract ApprovalRequired is Rule {
    bytes32 private constant FREE_TO = "FREE_TO";

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    function _check(Movement calldata m) internal view override returns (Verdict) {
        if (!_isSale(m)) return _allowed();
        Member receiver = Member.wrap(m.receiver);
        bool isFree = receiver.isSet(TREASURY) || receiver.attributes() & _parameter(FREE_TO) != 0;
        return isFree ? _allowed() : _failure(Reason.TA_APPROVAL_REQUIRED);
    }

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        return key == FREE_TO && value <= type(uint32).max;
    }

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "APPROVAL_REQUIRED";
    }

    /// @inheritdoc IRule
    function step() external pure returns (uint256) {
        return 12;
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK;
    }
}
