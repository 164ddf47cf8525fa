// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRule} from "../interfaces/IRule.sol";
import {IRuleList} from "../interfaces/IRuleList.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
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

    /// @dev Address 160 · hooks 8 · closed 1, for each rule.
    uint256[] private _rules;

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
        (bool isListed, uint256 position) = _positionOf(rule);
        require(isListed && _rules[position] & CLOSED != 0, NotClosed(rule));
        _rules[position] &= ~CLOSED;
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
        uint256[] memory previous = _rules;
        for (uint256 i = 0; i < previous.length; ++i) {
            if (!_contains(list, address(uint160(previous[i])))) emit RuleRemoved(address(uint160(previous[i])));
        }
        delete _rules;
        for (uint256 i = 0; i < list.length; ++i) {
            uint256 entry = _find(previous, list[i]);
            if (entry == 0) {
                entry = uint256(uint160(list[i])) | (uint256(uint8(IRule(list[i]).hooks())) << HOOKS_AT);
                emit RuleAdded(list[i], IRule(list[i]).name());
            }
            _rules.push(entry);
        }
        _delay = _proposedDelay;
        _endProposal();
        emit RulesEnacted(list, _delay);
    }

    function _endProposal() private {
        delete _proposed;
        (_proposedDelay, _enactableFrom) = (0, 0);
    }

    /* FOR THE ENGINE */

    function _count() internal view returns (uint256) {
        return _rules.length;
    }

    /// @dev A rule by its position: where it is, whether it wants to be called for `hook`, whether it is closed.
    function _entryAt(uint256 position, uint256 hook) internal view returns (address rule, bool isHooked, bool closed) {
        uint256 entry = _rules[position];
        return (address(uint160(entry)), entry & (hook << HOOKS_AT) != 0, entry & CLOSED != 0);
    }

    function _close(uint256 position) internal {
        uint256 entry = _rules[position];
        if (entry & CLOSED != 0) return;
        _rules[position] = entry | CLOSED;
        emit RuleFailed(address(uint160(entry)));
    }

    /* HELPERS */

    function _positionOf(address rule) private view returns (bool isListed, uint256 position) {
        for (; position < _rules.length; ++position) {
            if (address(uint160(_rules[position])) == rule) return (true, position);
        }
    }

    function _find(uint256[] memory entries, address rule) private pure returns (uint256) {
        for (uint256 i = 0; i < entries.length; ++i) {
            if (address(uint160(entries[i])) == rule) return entries[i];
        }
        return 0;
    }

    function _contains(address[] memory list, address rule) private pure returns (bool) {
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i] == rule) return true;
        }
        return false;
    }

    /* READING */

    /// @inheritdoc IRuleList
    function rules() external view returns (address[] memory list) {
        list = new address[](_rules.length);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = address(uint160(_rules[i]));
        }
    }

    /// @inheritdoc IRuleList
    function isClosed(address rule) external view returns (bool) {
        (bool isListed, uint256 position) = _positionOf(rule);
        return isListed && _rules[position] & CLOSED != 0;
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
