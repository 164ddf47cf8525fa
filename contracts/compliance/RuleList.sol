// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRule} from "../interfaces/IRule.sol";
import {IRuleList} from "../interfaces/IRuleList.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Roll} from "../libraries/Roll.sol";
import {Attached} from "./Attached.sol";

/**
 * @title RuleList
 * @notice Which rules there are, in the refusal order, and how they are changed.
 * @dev Invariants: the steps of the rules never descend; a rule stands in the list once; a closed rule refuses.
 */
abstract contract RuleList is IRuleList, Attached {
    uint256 internal constant MAX_RULES = 16;
    uint256 private constant MAX_DELAY = 90 days;

    uint256 private constant HOOKS_AT = 160;
    uint256 private constant CLOSED = 1 << 168;

    uint32 private _delay;
    uint32 private _proposedDelay;
    uint40 private _enactableFrom;
    address[] private _proposed;

    /* CHANGES */

    /// @inheritdoc IRuleList
    function proposeRules(address[] calldata rules_, uint32 delay_) external onlyRole(RoleIds.COMPLIANCE) {
        require(delay_ <= MAX_DELAY, DelayTooLong(delay_, MAX_DELAY));
        _requireOrderly(rules_);
        _proposed = rules_;
        _proposedDelay = delay_;
        // Safe: the delay has an end, and 40 bits of seconds last for 34,000 years.
        _enactableFrom = uint40(block.timestamp + _delay);
        emit RulesProposed(rules_, delay_, _enactableFrom);
        if (_delay == 0) _enact();
    }

    /// @inheritdoc IRuleList
    function enactRules() external onlyRole(RoleIds.COMPLIANCE) {
        require(_enactableFrom != 0 && block.timestamp >= _enactableFrom, NotEnactable(_enactableFrom));
        _enact();
    }

    /// @inheritdoc IRuleList
    function withdrawProposal() external onlyRole(RoleIds.COMPLIANCE) {
        require(_enactableFrom != 0, NotEnactable(0));
        _endProposal();
        emit ProposalWithdrawn();
    }

    /// @inheritdoc IRuleList
    function reinstateRule(address rule) external onlyRole(RoleIds.COMPLIANCE) {
        require(isClosed(rule), NotClosed(rule));
        uint256[] memory roll = _roll();
        for (uint256 i = 0; i < roll.length; ++i) {
            if (_ruleOf(roll[i]) == rule) roll[i] &= ~CLOSED;
        }
        _header.roll = Roll.write(roll);
        emit RuleReinstated(rule);
    }

    function _requireOrderly(address[] calldata list) private view {
        require(list.length <= MAX_RULES, TooManyRules(list.length, MAX_RULES));
        uint256 reached = 0;
        for (uint256 i = 0; i < list.length; ++i) {
            IRule rule = IRule(list[i]);
            require(ERC165Checker.supportsInterface(list[i], type(IRule).interfaceId), InvalidRule(list[i]));
            require(rule.engine() == address(this), InvalidRule(list[i]));
            require(rule.step() >= reached, RuleOutOfOrder(list[i], rule.step()));
            reached = rule.step();
            for (uint256 j = 0; j < i; ++j) {
                require(list[j] != list[i], RuleRepeated(list[i]));
            }
        }
    }

    /// @dev What a rule was closed for is not forgotten by reordering.
    function _enact() private {
        address[] memory list = _proposed;
        uint256[] memory previous = _roll();
        for (uint256 i = 0; i < previous.length; ++i) {
            if (!_contains(list, _ruleOf(previous[i]))) emit RuleRemoved(_ruleOf(previous[i]));
        }
        uint256[] memory roll = new uint256[](list.length);
        uint256 union = 0;
        for (uint256 i = 0; i < list.length; ++i) {
            roll[i] = _entryOf(previous, list[i]);
            union |= roll[i] >> HOOKS_AT;
        }
        // Safe: the hooks are the lowest of these bits.
        (_header.roll, _header.hooks) = (Roll.write(roll), uint8(union));
        _delay = _proposedDelay;
        _endProposal();
        emit RulesEnacted(list, _delay);
    }

    /// @dev The rule's entry in the roll, the previous one if it has one.
    function _entryOf(uint256[] memory previous, address rule) private returns (uint256) {
        for (uint256 i = 0; i < previous.length; ++i) {
            if (_ruleOf(previous[i]) == rule) return previous[i];
        }
        emit RuleAdded(rule, IRule(rule).name());
        return uint256(uint160(rule)) | (uint256(uint8(IRule(rule).hooks())) << HOOKS_AT);
    }

    function _endProposal() private {
        delete _proposed;
        (_proposedDelay, _enactableFrom) = (0, 0);
    }

    /* FOR THE ENGINE */

    /// @dev The rules in their order: address 160 · hooks 8 · closed 1, for each.
    function _roll() internal view returns (uint256[] memory) {
        return Roll.read(_header.roll);
    }

    function _ruleOf(uint256 entry) internal pure returns (address) {
        return address(uint160(entry));
    }

    function _isHooked(uint256 entry, uint256 hook) internal pure returns (bool) {
        return entry & (hook << HOOKS_AT) != 0;
    }

    function _isClosed(uint256 entry) internal pure returns (bool) {
        return entry & CLOSED != 0;
    }

    /// @dev Closes a rule in the roll in memory, for the caller to store.
    function _close(uint256[] memory roll, uint256 position) internal {
        roll[position] |= CLOSED;
        emit RuleFailed(_ruleOf(roll[position]));
    }

    /* HELPERS */

    function _contains(address[] memory list, address rule) private pure returns (bool) {
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i] == rule) return true;
        }
        return false;
    }

    /* READING */

    /// @inheritdoc IRuleList
    function rules() external view returns (address[] memory list) {
        uint256[] memory roll = _roll();
        list = new address[](roll.length);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = _ruleOf(roll[i]);
        }
    }

    /// @inheritdoc IRuleList
    function isClosed(address rule) public view returns (bool) {
        uint256[] memory roll = _roll();
        for (uint256 i = 0; i < roll.length; ++i) {
            if (_ruleOf(roll[i]) == rule) return _isClosed(roll[i]);
        }
        return false;
    }

    /// @inheritdoc IRuleList
    function delay() external view returns (uint256) {
        return _delay;
    }

    /// @inheritdoc IRuleList
    function proposal() external view returns (address[] memory, uint32, uint256) {
        return (_proposed, _proposedDelay, _enactableFrom);
    }
}
