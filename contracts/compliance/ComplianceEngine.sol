// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IComplianceEngine, Movement} from "../interfaces/ICompliance.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {IMovements} from "../interfaces/IMovements.sol";
import {IRule} from "../interfaces/IRule.sol";
import {IRuleList} from "../interfaces/IRuleList.sol";
import {ISecurity} from "../interfaces/ISecurity.sol";
import {BoundedCall} from "../libraries/BoundedCall.sol";
import {Hooks} from "../libraries/Hooks.sol";
import {Roll} from "../libraries/Roll.sol";
import {Code, PARTY_RECEIVER, PARTY_RULE, PARTY_TOKEN, Reason, Verdict, VerdictLib} from "../libraries/Verdict.sol";
import {Member} from "../register/Member.sol";
import {Approvals} from "./Approvals.sol";
import {Directory} from "./Directory.sol";
import {RuleList} from "./RuleList.sol";
import {Attached} from "./Attached.sol";

/**
 * @title ComplianceEngine
 * @notice Decides the movements of one security by a list of rules, and tells the rules what moved.
 * @dev Invariants: a movement is decided before and told after, once; what is forced is told and never stopped; no rule,
 * however it behaves, makes the engine fail or changes what another rule is told.
 */
contract ComplianceEngine is IComplianceEngine, RuleList, Directory, Approvals {
    /// @dev What a rule may spend on one answer: enough to move sixteen lots.
    uint256 private constant RULE_GAS = 1_000_000;
    /// @dev What it may spend on an explanation, which no transaction waits for.
    uint256 private constant VIEW_GAS = 5_000_000;
    /// @dev Of what is left a call gets 63 of 64 parts; the rest is for going on.
    uint256 private constant GAS_TO_TELL = RULE_GAS * 64 / 63 + 60_000;
    /// @dev Each round of {largest} lowers the amount, or ends it.
    uint256 private constant MAX_ROUNDS = 64;

    modifier onlyToken() {
        require(msg.sender == address(_security), NotTheSecurity(msg.sender));
        _;
    }

    /// @dev A rule that moves units when it is told of a movement would have the others told of both in the wrong order.
    modifier alone() {
        require(!_header.busy, EngineBusy());
        _header.busy = true;
        _;
        _header.busy = false;
    }

    /// @param security the security that is served, for ever.
    constructor(ISecurity security) Attached(security) {}

    /* DECISION */

    /// @inheritdoc IComplianceEngine
    function check(Movement calldata m) external view returns (bytes32) {
        Header memory header = _header;
        bool isQuiet = header.hooks & Hooks.MOVED == 0 && header.openConsents == 0;
        Verdict allowed = isQuiet ? _allowed().quiet() : _allowed();
        if (header.roll == address(0) || _isFree(m)) return Verdict.unwrap(allowed);
        // A rule is asked with the very bytes that came here.
        bytes memory question = bytes.concat(IRule.check.selector, msg.data[4:]);
        uint256[] memory roll = Roll.read(header.roll);
        bool needsConsent = false;
        for (uint256 i = 0; i < roll.length; ++i) {
            Verdict v = _opinion(roll, i, question);
            if (v.reason() == Reason.TA_APPROVAL_REQUIRED) needsConsent = true;
            else if (!v.isSuccess()) return Verdict.unwrap(v.ofRule());
        }
        bool hasConsent = !needsConsent || isApproved(m.partition, m.from, m.to, m.amount);
        return Verdict.unwrap(hasConsent ? allowed : _approvalRequired());
    }

    /// @dev What the rule at that position says; a rule that fails refuses.
    function _opinion(uint256[] memory roll, uint256 position, bytes memory question) private view returns (Verdict v) {
        uint256 entry = roll[position];
        if (_isClosed(entry)) return _failed(position);
        if (!_isHooked(entry, Hooks.CHECK)) return _allowed();
        (bool ok, bytes32 word) = BoundedCall.ask(_ruleOf(entry), RULE_GAS, question);
        v = Verdict.wrap(word);
        if (!ok || !_isSensible(v)) return _failed(position);
    }

    /// @dev Success, or one of the codes that are for rules to give, with a reason and a party.
    function _isSensible(Verdict v) private pure returns (bool) {
        if (Verdict.unwrap(v) == Verdict.unwrap(_allowed())) return true;
        bytes1 code = v.code();
        bool isOfRules = code == Code.FAILURE || code == Code.HALTED || code == Code.LOCKED || code == Code.SENDER
            || code == Code.RECEIVER;
        return isOfRules && v.reason() != 0 && v.party() <= PARTY_RECEIVER && !v.isOfRule() && !v.isQuiet();
    }

    /// @dev Whether no rule has a say: what is forced or follows a lost wallet, and what stays with its investor.
    function _isFree(Movement calldata m) private pure returns (bool) {
        IMovements.Kind kind = m.kind;
        if (kind == IMovements.Kind.Transfer || kind == IMovements.Kind.HoldExecution) {
            return Member.wrap(m.sender).investor() == Member.wrap(m.receiver).investor();
        }
        return _isForced(kind);
    }

    function _isForced(IMovements.Kind kind) private pure returns (bool) {
        return kind == IMovements.Kind.ForcedTransfer || kind == IMovements.Kind.ForcedRedeem
            || kind == IMovements.Kind.Recovery;
    }

    /* BOOKS */

    /// @inheritdoc IComplianceEngine
    function moved(Movement calldata m) external onlyToken alone returns (bytes32) {
        // From a wallet to itself nothing moves.
        if (m.from == m.to && m.kind != IMovements.Kind.Conversion) return Verdict.unwrap(_allowed());
        _useApproval(m.partition, m.from, m.to, m.amount);
        bytes memory notice = bytes.concat(IRule.moved.selector, msg.data[4:]);
        if (_isForced(m.kind)) {
            _tellSurely(Hooks.MOVED, notice, IRule.moved.selector);
            return Verdict.unwrap(_allowed());
        }
        uint256[] memory roll = _roll();
        for (uint256 i = 0; i < roll.length; ++i) {
            if (!_tell(roll[i], Hooks.MOVED, notice, IRule.moved.selector)) return Verdict.unwrap(_failed(i));
        }
        return Verdict.unwrap(_allowed());
    }

    /// @inheritdoc IComplianceEngine
    function entryChanged(address account, address other, uint256 before, uint256 present) external onlyToken alone {
        uint256 investor = Member.wrap(present).investor();
        if (other != address(0) && before != 0) _replace(investor, other, account);
        else if (other != address(0)) _join(investor, account, other);
        bytes memory notice = abi.encodeCall(IRule.entryChanged, (account, other, before, present));
        _tellSurely(Hooks.ENTRIES, notice, IRule.entryChanged.selector);
    }

    /// @dev Tells of what cannot be taken back. A rule that fails is closed; it must not be for lack of gas.
    function _tellSurely(uint256 hook, bytes memory notice, bytes4 answer) private {
        uint256[] memory roll = _roll();
        bool areAllWell = true;
        for (uint256 i = 0; i < roll.length; ++i) {
            if (!_isTold(roll[i], hook)) continue;
            require(gasleft() >= GAS_TO_TELL, InsufficientGas(gasleft(), GAS_TO_TELL));
            if (_tell(roll[i], hook, notice, answer)) continue;
            _close(roll, i);
            areAllWell = false;
        }
        if (!areAllWell) _header.roll = Roll.write(roll);
    }

    /// @dev Tells the rule of that entry if it is to be told; false if it failed.
    function _tell(uint256 entry, uint256 hook, bytes memory notice, bytes4 answer) private returns (bool) {
        return !_isTold(entry, hook) || BoundedCall.tell(_ruleOf(entry), RULE_GAS, notice, answer);
    }

    /// @dev Whether the rule wants to be told and can be: the books of a closed one are put right before it is reinstated,
    /// and it must not burn the gas of a recovery once for each class.
    function _isTold(uint256 entry, uint256 hook) private pure returns (bool) {
        return _isHooked(entry, hook) && !_isClosed(entry);
    }

    /// @inheritdoc IDirectory
    function reconcile(address[] calldata wallets) external alone {
        for (uint256 i = 0; i < wallets.length; ++i) {
            uint256 investor = _investorOf(wallets[i]);
            if (investor != 0) _list(investor, wallets[i]);
        }
        uint256[] memory roll = _roll();
        for (uint256 i = 0; i < roll.length; ++i) {
            for (uint256 j = 0; j < wallets.length; ++j) {
                IRule(_ruleOf(roll[i])).reconcile(wallets[j]);
            }
        }
    }

    /// @inheritdoc IDirectory
    function isBusy() external view returns (bool) {
        return _header.busy;
    }

    /* EXPLANATION */

    /// @inheritdoc IRuleList
    function explain(Movement calldata m) external view returns (Finding[] memory findings) {
        bytes memory question = abi.encodeCall(IRule.check, (m));
        uint256[] memory roll = _roll();
        findings = new Finding[](roll.length);
        for (uint256 i = 0; i < roll.length; ++i) {
            address rule = _ruleOf(roll[i]);
            Verdict v = _isFree(m) ? _allowed() : _opinion(roll, i, question);
            findings[i] = Finding({
                rule: rule,
                name: IRule(rule).name(),
                step: IRule(rule).step(),
                code: v.code(),
                reason: v.reason(),
                guilty: v.party() >= PARTY_RULE ? rule : v.guilty(address(_security), m.operator, m.from, m.to),
                opensAt: v.isSuccess() ? 0 : _openingOf(rule, v, m)
            });
        }
    }

    /// @inheritdoc IComplianceEngine
    function opensAt(Movement calldata m) external view returns (uint256) {
        if (_isFree(m)) return 0;
        bytes memory question = abi.encodeCall(IRule.check, (m));
        uint256[] memory roll = _roll();
        for (uint256 i = 0; i < roll.length; ++i) {
            Verdict v = _opinion(roll, i, question);
            if (!v.isSuccess() && v.reason() != Reason.TA_APPROVAL_REQUIRED) return _openingOf(_ruleOf(roll[i]), v, m);
        }
        return _silentFrom(m.partition, m.from, m.to, m.amount);
    }

    function _openingOf(address rule, Verdict v, Movement calldata m) private view returns (uint256) {
        if (v.reason() == Reason.TA_APPROVAL_REQUIRED) return _silentFrom(m.partition, m.from, m.to, m.amount);
        // Time does not reinstate a rule.
        if (v.party() >= PARTY_RULE) return 0;
        (bool ok, bytes32 time) = BoundedCall.ask(rule, VIEW_GAS, abi.encodeCall(IRule.opensAt, (m)));
        return ok ? uint256(time) : 0;
    }

    /**
     * @inheritdoc IRuleList
     * @dev Each rule lowers the amount to the largest that it accepts, until all accept the same: whatever all of them
     * accept is never passed over.
     */
    function largest(Movement calldata movement) external view returns (uint256) {
        if (_isFree(movement)) return movement.amount;
        Movement memory m = movement;
        uint256[] memory roll = _roll();
        for (uint256 round = 0; round < MAX_ROUNDS; ++round) {
            uint256 amount = m.amount;
            for (uint256 i = 0; i < roll.length; ++i) {
                m.amount = _largestOf(roll, i, m);
                m.received = m.amount;
            }
            if (m.amount == amount) return amount;
        }
        return 0;
    }

    /// @dev What the rule refuses it has to lower, or else it lets nothing pass.
    function _largestOf(uint256[] memory roll, uint256 position, Movement memory m) private view returns (uint256) {
        if (_opinion(roll, position, abi.encodeCall(IRule.check, (m))).isSuccess()) return m.amount;
        (bool ok, bytes32 answer) =
            BoundedCall.ask(_ruleOf(roll[position]), VIEW_GAS, abi.encodeCall(IRule.largest, (m)));
        return ok && uint256(answer) < m.amount ? uint256(answer) : 0;
    }

    /* READING */

    /// @inheritdoc IComplianceEngine
    function token() external view returns (address) {
        return address(_security);
    }

    /// @inheritdoc IComplianceEngine
    function ruleAt(uint256 position) external view returns (address) {
        return _ruleOf(_roll()[position]);
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IERC165).interfaceId || id == type(IComplianceEngine).interfaceId;
    }

    function _allowed() private pure returns (Verdict) {
        return VerdictLib.pack(Code.SUCCESS, PARTY_TOKEN, Reason.NONE);
    }

    function _approvalRequired() private pure returns (Verdict) {
        return VerdictLib.pack(Code.FAILURE, PARTY_TOKEN, Reason.TA_APPROVAL_REQUIRED).ofRule();
    }

    function _failed(uint256 position) private pure returns (Verdict) {
        return VerdictLib.pack(Code.FAILURE, PARTY_RULE + position, Reason.RULE_FAILED);
    }
}
