// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Movement} from "../interfaces/ICompliance.sol";
import {IRule} from "../interfaces/IRule.sol";
import {Hooks} from "../libraries/Hooks.sol";

/**
 * @title RuleDouble
 * @notice A rule that notes what it is told, and behaves as it is told: answers anything, reverts, burns gas, calls others.
 */
contract RuleDouble is IRule {
    /// @notice How it behaves when it is called.
    enum Habit {
        Good,
        Reverts,
        BurnsGas,
        AnswersMuch,
        CallsBack
    }

    bytes32 private constant ALLOWED = bytes32(uint256(0x51));

    address public immutable engine;
    bytes32 public immutable scope;

    uint256 public step = 9;
    /// @notice What it answers when asked.
    bytes32 public answer = ALLOWED;
    Habit public whenAsked;
    Habit public whenTold;
    uint256 public opening;

    /// @notice How often it was told of a movement, and of an entry.
    uint256 public movements;
    uint256 public entries;

    Movement private _last;
    address public lastAccount;
    address public lastOther;
    uint256 public lastBefore;
    uint256 public lastPresent;

    address private _target;
    bytes private _call;
    /// @notice Whether the call back succeeded.
    bool public calledBack;

    error Stubborn();

    constructor(address engine_, bytes32 scope_) {
        (engine, scope) = (engine_, scope_);
    }

    /* WHAT IT IS TOLD TO BE */

    function behave(Habit asked, Habit told) external {
        (whenAsked, whenTold) = (asked, told);
    }

    function setAnswer(bytes32 answer_, uint256 opening_) external {
        (answer, opening) = (answer_, opening_);
    }

    function setStep(uint256 step_) external {
        step = step_;
    }

    function setCall(address target, bytes calldata data) external {
        (_target, _call) = (target, data);
    }

    /* RULE */

    /// @inheritdoc IRule
    function check(Movement calldata) external view returns (bytes32) {
        if (whenAsked == Habit.Reverts) revert Stubborn();
        if (whenAsked == Habit.BurnsGas) _burn();
        if (whenAsked == Habit.AnswersMuch) _answerMuch();
        return answer;
    }

    /// @inheritdoc IRule
    function moved(Movement calldata m) external returns (bytes4) {
        ++movements;
        _last = m;
        _misbehave();
        return IRule.moved.selector;
    }

    /// @inheritdoc IRule
    function entryChanged(address account, address other, uint256 before, uint256 present) external returns (bytes4) {
        ++entries;
        (lastAccount, lastOther, lastBefore, lastPresent) = (account, other, before, present);
        _misbehave();
        return IRule.entryChanged.selector;
    }

    function _misbehave() private {
        if (whenTold == Habit.Reverts) revert Stubborn();
        if (whenTold == Habit.BurnsGas) _burn();
        if (whenTold == Habit.AnswersMuch) _answerMuch();
        if (whenTold == Habit.CallsBack) (calledBack,) = _target.call(_call);
    }

    /// @dev All of it in one step.
    function _burn() private pure {
        assembly ("memory-safe") {
            invalid()
        }
    }

    function _answerMuch() private pure {
        assembly ("memory-safe") {
            return(0, 100000)
        }
    }

    /// @inheritdoc IRule
    function reconcile(address) external {
        ++entries;
    }

    /// @inheritdoc IRule
    function opensAt(Movement calldata) external view returns (uint256) {
        return opening;
    }

    /// @inheritdoc IRule
    function largest(Movement calldata m) external view returns (uint256) {
        return answer == ALLOWED ? m.amount : 0;
    }

    /// @inheritdoc IRule
    function setParameter(bytes32 key, uint256 value, uint40 effectiveFrom, string calldata citation) external {
        emit ParameterSet(key, value, effectiveFrom, citation);
    }

    /// @inheritdoc IRule
    function parameterOf(bytes32) external pure returns (uint256, uint256, uint256) {
        return (0, 0, 0);
    }

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "RULE_DOUBLE";
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK | Hooks.MOVED | Hooks.ENTRIES;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IRule).interfaceId || id == type(IERC165).interfaceId;
    }

    /// @notice The movement that it was told of last.
    function last() external view returns (Movement memory) {
        return _last;
    }
}
