// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISettings} from "../interfaces/ISettings.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {
    Code,
    PARTY_OPERATOR,
    PARTY_RECEIVER,
    PARTY_SENDER,
    PARTY_TOKEN,
    Reason,
    Verdict,
    VerdictLib
} from "../libraries/Verdict.sol";
import {
    CONTROL_ENDED,
    EXPIRED_MAY_SELL,
    Globals,
    HAS_ENGINE,
    ISSUANCE_ENDED,
    TERMS_MISSING
} from "../register/Globals.sol";
import {Holding, ON_HOLD, PARTLY_FROZEN} from "../register/Holding.sol";
import {BARRED, FROZEN, Member, SANCTIONED, TREASURY} from "../register/Member.sol";
import {Supply} from "../register/Supply.sol";
import {ACCREDITED_ONLY, EXISTS, PARTITION_STOPPED, REDEEMABLE, Terms} from "../register/Terms.sol";
import {Rulings} from "./Rulings.sol";

/**
 * @title Evaluator
 * @notice The one place that refuses a movement of units.
 * @dev Invariant: its verdicts alone decide, for every entry point and every view, so that a view says yes if and only if
 * the movement succeeds. One function for each kind of movement, put together of the same steps, which are numbered as in
 * {IMovements}. No memory, and one read of the globals.
 */
abstract contract Evaluator is Rulings {
    /// @dev The right of a holder and of an operator to move units; a spender's right is the allowance.
    uint256 internal constant UNLIMITED = type(uint256).max;
    /// @dev The right of a stranger; see {_asRight}.
    uint256 internal constant NO_RIGHT = type(uint256).max - 1;

    /* RIGHTS */

    /// @dev The right of `operator`: as the holder, by the holder's authorisation, or by an allowance of the partition.
    function _operatorRight(bytes32 partition, address operator, address holder) internal view returns (uint256) {
        if (_isOperator(partition, operator, holder)) return UNLIMITED;
        uint256 allowed = _allowanceOf(partition, holder, operator);
        return allowed == 0 || _isStopped(operator) ? NO_RIGHT : _asRight(allowed);
    }

    function _isOperator(bytes32 partition, address operator, address holder) internal view returns (bool) {
        if (operator == holder) return true;
        bool authorised = _operators[holder][operator] || _partitionOperators[partition][holder][operator];
        return authorised && !_isStopped(operator);
    }

    /// @dev The right of a spender of the principal class: the allowance, also of nothing.
    function _allowanceRight(address spender, address holder) internal view returns (uint256) {
        if (spender != holder && _isStopped(spender)) return NO_RIGHT;
        return _asRight(_allowanceOf(_principal(), holder, spender));
    }

    /// @dev As {_operatorRight}; and nothing of the principal class is moved by `transferFrom` without an allowance too.
    function _anyRight(bytes32 partition, address operator, address holder, uint256 amount)
        internal
        view
        returns (uint256 right)
    {
        right = _operatorRight(partition, operator, holder);
        if (right == NO_RIGHT && amount == 0 && partition == _principal()) right = _allowanceRight(operator, holder);
    }

    /// @dev The allowance that would read as NO_RIGHT is beyond every balance, and so is the next lower one.
    function _asRight(uint256 allowed) private pure returns (uint256) {
        return allowed == NO_RIGHT ? NO_RIGHT - 1 : allowed;
    }

    /// @dev Who is stopped, or lost its wallet, acts for nobody. One who is not in the register is not stopped.
    function _isStopped(address operator) private view returns (bool) {
        return _memberOf(operator).isSet(FROZEN | SANCTIONED | BARRED);
    }

    /// @dev The caller's right as an operator; a controller needs none, and what it does without one is forced.
    function _operatorOrController(bytes32 partition, address holder)
        internal
        view
        returns (bool forced, uint256 right)
    {
        address caller = _caller();
        right = _operatorRight(partition, caller, holder);
        forced = right == NO_RIGHT && _roleHolders[RoleIds.CONTROLLER][caller];
    }

    /* TRANSFER */

    /**
     * @dev First failure wins. `held` and `holds` are the words in which the units of `from` and `to` stand.
     * @param kind Transfer, or HoldExecution, which other holds do not stop.
     */
    function _transferVerdict(
        Kind kind,
        bytes32 partition,
        Globals g,
        Holding held,
        Holding holds,
        uint256 right,
        address operator,
        address from,
        address to,
        uint256 amount,
        bytes calldata data
    ) internal view returns (Verdict) {
        // 1 pause, at whatever level
        if (block.timestamp <= g.pausedUntil()) return _halted(Reason.PAUSED);
        bool isPrincipal = partition == _principal();
        Terms terms = isPrincipal ? g.principalTerms() : _terms[partition];
        Member sender = isPrincipal ? Member.wrap(Holding.unwrap(held)) : _memberOf(from);
        // 1 to 5
        Verdict v = _senderVerdict(g, terms, sender, held, right, amount);
        if (!v.isSuccess()) return v;
        // 6 receiver
        Member receiver = isPrincipal ? Member.wrap(Holding.unwrap(holds)) : _memberOf(to);
        v = _receiverVerdict(g, terms, receiver, to);
        if (!v.isSuccess()) return v;
        // 7 partly frozen, on hold
        if (held.isSet(PARTLY_FROZEN | ON_HOLD)) {
            v = _encumbranceVerdict(partition, from, held, amount, kind == Kind.Transfer);
            if (!v.isSuccess()) return v;
        }
        // 8 same investor
        if (sender.investor() == receiver.investor()) return _allowed(Reason.SAME_IDENTITY);
        // 9 partition lock
        if (block.timestamp < terms.unlockAt() && !sender.isSet(TREASURY) && !receiver.isSet(TREASURY)) {
            return _ofSender(Code.LOCKED, Reason.PARTITION_LOCKED);
        }
        // 9 to 12 rules, 13 allowed
        return
            g.isSet(HAS_ENGINE) ? _ruling(_movement(kind, partition, operator, from, to, amount, held, holds, data)) : v;
    }

    /// @dev Steps 1 to 5, but for the pause of everything.
    function _senderVerdict(Globals g, Terms terms, Member sender, Holding held, uint256 right, uint256 amount)
        internal
        view
        returns (Verdict)
    {
        // 1 pause of the partition
        if (terms.isSet(PARTITION_STOPPED)) return _halted(Reason.PARTITION_FROZEN);
        // 2 operator
        if (right == NO_RIGHT) return VerdictLib.pack(Code.OPERATOR, PARTY_OPERATOR, Reason.UNAUTHORIZED_OPERATOR);
        // 3 sender and partition known
        if (!sender.isRegistered()) return _ofSender(Code.SENDER, Reason.SENDER_NOT_REGISTERED);
        if (!terms.isSet(EXISTS)) return _failure(Reason.UNKNOWN_PARTITION);
        // 4 balance, allowance
        if (amount > held.units()) return _ofSender(Code.BALANCE, Reason.INSUFFICIENT_BALANCE);
        if (amount > right) return VerdictLib.pack(Code.ALLOWANCE, PARTY_OPERATOR, Reason.INSUFFICIENT_ALLOWANCE);
        // 5 sender
        return _standingVerdict(g, sender);
    }

    /// @dev Step 5: whether the member may send, of whatever amount.
    function _standingVerdict(Globals g, Member sender) internal view returns (Verdict) {
        if (sender.isSet(SANCTIONED | FROZEN)) {
            return _ofSender(Code.SENDER, sender.isSet(SANCTIONED) ? Reason.SENDER_SANCTIONED : Reason.SENDER_FROZEN);
        }
        if (sender.isExpired(_today()) && !g.isSet(EXPIRED_MAY_SELL)) {
            return _ofSender(Code.SENDER, Reason.SENDER_KYC_EXPIRED);
        }
        return _allowed(Reason.NONE);
    }

    /// @dev Steps 3 and 5: whether the account is a member who may send, of whatever amount.
    function _standingOf(address account) internal view returns (Verdict) {
        Member member = _memberOf(account);
        if (!member.isRegistered()) return _ofSender(Code.SENDER, Reason.SENDER_NOT_REGISTERED);
        return _standingVerdict(_globals, member);
    }

    /* REDEMPTION */

    /// @dev Steps 1 to 5, 7 and 9 to 12 for units that their holder hands back.
    function _redeemVerdict(
        bytes32 partition,
        Globals g,
        Holding held,
        uint256 right,
        address operator,
        address from,
        uint256 amount,
        bytes calldata data
    ) internal view returns (Verdict) {
        if (_isEverythingPaused(g)) return _halted(Reason.PAUSED);
        Terms terms = _termsOf(g, partition);
        Verdict v = _senderVerdict(g, terms, _memberBehind(partition, held, from), held, right, amount);
        if (v.isSuccess()) v = _encumbranceVerdict(partition, from, held, amount, true);
        if (!v.isSuccess()) return v;
        if (!terms.isSet(REDEEMABLE)) return _failure(Reason.NOT_REDEEMABLE);
        if (!g.isSet(HAS_ENGINE)) return v;
        return
            _ruling(_movement(Kind.Redeem, partition, operator, from, address(0), amount, held, Holding.wrap(0), data));
    }

    /* FORCE */

    /// @dev Steps 2 to 4 and 6 for a transfer that the issuer forces.
    function _forcedTransferVerdict(
        bytes32 partition,
        Globals g,
        Holding held,
        Holding holds,
        address from,
        address to,
        uint256 amount
    ) internal view returns (Verdict) {
        Verdict v = _forcedVerdict(partition, g, held, from, amount);
        if (!v.isSuccess()) return v;
        if (from == to) return _ofReceiver(Reason.SAME_ACCOUNT);
        return _receiverVerdict(g, _termsOf(g, partition), _memberBehind(partition, holds, to), to);
    }

    /// @dev Steps 2 to 4 for whatever the issuer forces.
    function _forcedVerdict(bytes32 partition, Globals g, Holding held, address from, uint256 amount)
        internal
        view
        returns (Verdict)
    {
        if (g.isSet(CONTROL_ENDED)) return _failure(Reason.CONTROL_RENOUNCED);
        // Not even nothing is taken from one who has no entry.
        if (!_memberBehind(partition, held, from).isRegistered()) {
            return _ofSender(Code.SENDER, Reason.SENDER_NOT_REGISTERED);
        }
        if (!_termsOf(g, partition).isSet(EXISTS)) return _failure(Reason.UNKNOWN_PARTITION);
        if (amount > held.units()) return _ofSender(Code.BALANCE, Reason.INSUFFICIENT_BALANCE);
        return _allowed(Reason.NONE);
    }

    /* ISSUE */

    /// @dev Steps 1, 2, 3, 6 and 9 to 12 for units that come into being out of `supply`; `holds` is the receiver's word.
    function _issueVerdict(
        bytes32 partition,
        Globals g,
        Terms terms,
        Supply supply,
        Holding holds,
        address operator,
        address to,
        uint256 amount,
        bytes calldata data
    ) internal view returns (Verdict v) {
        if (_isEverythingPaused(g)) return _halted(Reason.PAUSED);
        if (terms.isSet(PARTITION_STOPPED)) return _halted(Reason.PARTITION_FROZEN);
        if (g.isSet(ISSUANCE_ENDED | TERMS_MISSING)) return _notIssuable(g);
        if (!terms.isSet(EXISTS)) return _failure(Reason.UNKNOWN_PARTITION);
        v = _receiverVerdict(g, terms, _memberBehind(partition, holds, to), to);
        if (!v.isSuccess()) return v;
        if (amount > supply.available()) return _failure(Reason.AUTHORISED_EXCEEDED);
        if (!g.isSet(HAS_ENGINE)) return v;
        return _ruling(_movement(Kind.Issue, partition, operator, address(0), to, amount, Holding.wrap(0), holds, data));
    }

    /// @dev Why nothing can be issued: for ever, or until the terms document is there.
    function _notIssuable(Globals g) internal pure returns (Verdict) {
        return _failure(g.isSet(ISSUANCE_ENDED) ? Reason.ISSUANCE_RENOUNCED : Reason.TERMS_DOCUMENT_MISSING);
    }

    /* PARTS OF A VERDICT */

    /// @dev Whether a pause stops more than transfers.
    function _isEverythingPaused(Globals g) internal view returns (bool) {
        return block.timestamp <= g.pausedUntil() && g.pauseLevel() == uint256(ISettings.PauseLevel.Everything);
    }

    /// @dev Step 6: whether the member may receive units under these terms, of whatever amount.
    function _receiverVerdict(Globals g, Terms terms, Member receiver, address to) internal view returns (Verdict) {
        if (!receiver.isRegistered()) {
            return _ofReceiver(to == address(0) ? Reason.ZERO_ADDRESS : Reason.RECEIVER_NOT_REGISTERED);
        }
        if (receiver.isSet(SANCTIONED | FROZEN)) {
            return _ofReceiver(receiver.isSet(SANCTIONED) ? Reason.RECEIVER_SANCTIONED : Reason.RECEIVER_FROZEN);
        }
        if (g.mayBeClosed(receiver.country()) && _isCountryClosed(receiver.country())) {
            return _ofReceiver(Reason.JURISDICTION_BLOCKED);
        }
        if (receiver.isExpired(_today())) return _ofReceiver(Reason.RECEIVER_KYC_EXPIRED);
        if (receiver.isSet(TREASURY)) return _allowed(Reason.NONE);
        if (terms.isSet(ACCREDITED_ONLY) && !receiver.isAccredited(_today())) {
            return _ofReceiver(Reason.ACCREDITATION_REQUIRED);
        }
        if (terms.hasMasks()) {
            uint256 attributes = receiver.attributes();
            if (terms.requireAll() & ~attributes != 0) return _ofReceiver(Reason.ATTRIBUTE_REQUIRED);
            if (terms.forbidAny() & attributes != 0) return _ofReceiver(Reason.ATTRIBUTE_FORBIDDEN);
        }
        return _allowed(Reason.NONE);
    }

    /// @dev Step 7: enough units that are neither frozen nor, where that binds, on hold.
    function _encumbranceVerdict(bytes32 partition, address holder, Holding held, uint256 amount, bool holdsBind)
        internal
        view
        returns (Verdict)
    {
        (uint256 unfrozen, uint256 free) = _freeUnits(partition, holder, held);
        if (amount > unfrozen) return _ofSender(Code.LOCKED, Reason.PARTIALLY_FROZEN);
        if (holdsBind && amount > free) return _ofSender(Code.LOCKED, Reason.ON_HOLD);
        return _allowed(Reason.NONE);
    }

    /// @dev Units not frozen, and those of them not on hold. More frozen than the balance freezes all of it.
    function _freeUnits(bytes32 partition, address account, Holding held)
        internal
        view
        returns (uint256 unfrozen, uint256 free)
    {
        unfrozen = held.units();
        if (held.isSet(PARTLY_FROZEN)) unfrozen = _less(unfrozen, _frozenUnits[partition][account]);
        free = held.isSet(ON_HOLD) ? _less(unfrozen, _heldUnits[partition][account]) : unfrozen;
    }

    /// @dev The difference, not below zero.
    function _less(uint256 units, uint256 taken) private pure returns (uint256) {
        return units > taken ? units - taken : 0;
    }

    /// @dev Days since 1970-01-01 UTC.
    function _today() internal view returns (uint256) {
        return block.timestamp / 1 days;
    }

    function _halted(bytes32 reason) internal pure returns (Verdict) {
        return VerdictLib.pack(Code.HALTED, PARTY_TOKEN, reason);
    }

    function _allowed(bytes32 reason) internal pure returns (Verdict) {
        return VerdictLib.pack(Code.SUCCESS, PARTY_TOKEN, reason);
    }

    function _failure(bytes32 reason) internal pure returns (Verdict) {
        return VerdictLib.pack(Code.FAILURE, PARTY_TOKEN, reason);
    }

    function _ofSender(bytes1 code, bytes32 reason) internal pure returns (Verdict) {
        return VerdictLib.pack(code, PARTY_SENDER, reason);
    }

    function _ofReceiver(bytes32 reason) private pure returns (Verdict) {
        return VerdictLib.pack(Code.RECEIVER, PARTY_RECEIVER, reason);
    }
}
