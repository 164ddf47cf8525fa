// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IMovements} from "../interfaces/IMovements.sol";
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
import {Book} from "../register/Book.sol";
import {EXPIRED_MAY_SELL, Globals} from "../register/Globals.sol";
import {Holding} from "../register/Holding.sol";
import {FROZEN, Member, SANCTIONED, TREASURY} from "../register/Member.sol";
import {Supply} from "../register/Supply.sol";
import {ACCREDITED_ONLY, EXISTS, REDEEMABLE, Terms} from "../register/Terms.sol";

/**
 * @title Evaluator
 * @notice The one place that refuses a movement of units.
 * @dev Invariant: {_verdict} alone decides, for every entry point and every view, so that a view says yes if and only if
 * the movement succeeds. The steps are numbered as in {IMovements}.
 */
abstract contract Evaluator is IMovements, Book {
    /// @dev The right of a holder and of an operator to move units; a spender's right is the allowance.
    uint256 internal constant UNLIMITED = type(uint256).max;
    /// @dev The right of a stranger; see {_allowanceRight}.
    uint256 internal constant NO_RIGHT = type(uint256).max - 1;

    /* VIEWS */

    /// @inheritdoc IMovements
    function explainMovement(Kind kind, bytes32 partition, address operator, address from, address to, uint256 amount)
        external
        view
        returns (bytes1 code, bytes32 reason, address guilty, uint256 opensAt)
    {
        uint256 right = UNLIMITED;
        if (kind == Kind.Transfer || kind == Kind.Redeem) right = _anyRight(partition, operator, from, amount);
        Verdict v = _restriction(kind, partition, right, from, to, amount);
        code = v.code();
        reason = v.reason();
        guilty = v.guilty(address(this), operator, from, to);
        if (reason == Reason.PARTITION_LOCKED) opensAt = _termsOf(_globals, partition).unlockAt();
        else if (reason == Reason.PAUSED && !_globals.isPausedForever()) opensAt = _globals.pausedUntil() + 1;
    }

    /// @dev What the movement would do now.
    function _restriction(Kind kind, bytes32 partition, uint256 right, address from, address to, uint256 amount)
        internal
        view
        returns (Verdict)
    {
        Holding held = Holding.wrap(_holdingOf(partition, from).word);
        Holding holds = Holding.wrap(_holdingOf(partition, to).word);
        return _verdict(kind, partition, _globals, held, holds, right, from, to, amount);
    }

    /// @dev The right of `operator` by being the holder or by the holder's authorisation.
    function _operatorRight(bytes32 partition, address operator, address holder) internal view returns (uint256) {
        if (operator == holder || _operators[holder][operator]) return UNLIMITED;
        return _partitionOperators[partition][holder][operator] ? UNLIMITED : NO_RIGHT;
    }

    /// @dev The right of a spender: the allowance. The one that would read as NO_RIGHT is as good as unlimited.
    function _allowanceRight(address spender, address holder) internal view returns (uint256 right) {
        right = _allowances[holder][spender];
        if (right == NO_RIGHT) right = UNLIMITED;
    }

    /// @dev As {_operatorRight}, else the right by an allowance where there is one, or where none is needed.
    function _anyRight(bytes32 partition, address operator, address holder, uint256 amount)
        private
        view
        returns (uint256 right)
    {
        right = _operatorRight(partition, operator, holder);
        if (right == NO_RIGHT && partition == _principal()) {
            if (amount == 0 || _allowances[holder][operator] != 0) right = _allowanceRight(operator, holder);
        }
    }

    /// @dev The caller's right as an operator; a controller needs none, and what it does without one is forced.
    function _operatorOrController(bytes32 partition, address holder)
        internal
        view
        returns (bool forced, uint256 right)
    {
        right = _operatorRight(partition, msg.sender, holder);
        forced = right == NO_RIGHT && _roleHolders[RoleIds.CONTROLLER][msg.sender];
    }

    /* THE REFUSAL ORDER */

    /**
     * @dev First failure wins. `held` and `holds` are the words in which the units of `from` and `to` stand; the
     * members are behind them.
     */
    function _verdict(
        Kind kind,
        bytes32 partition,
        Globals g,
        Holding held,
        Holding holds,
        uint256 right,
        address from,
        address to,
        uint256 amount
    ) internal view returns (Verdict) {
        Terms terms = _termsOf(g, partition);
        Member receiver = _memberBehind(partition, holds, to);
        if (kind == Kind.Issue) return _issueVerdict(g, terms, _supplyOf(partition), receiver, to, amount);
        Member sender = _memberBehind(partition, held, from);
        if (kind >= Kind.ForcedTransfer) {
            // 3 sender known: not even nothing is taken from one who has no entry
            if (!sender.isRegistered()) return _ofSender(Code.SENDER, Reason.SENDER_NOT_REGISTERED);
            return _forcedVerdict(kind, g, terms, held, receiver, from, to, amount);
        }
        Verdict v = _senderVerdict(kind, g, terms, sender, held, right, amount);
        if (!v.isSuccess()) return v;
        // 7 partly frozen; a redemption has no receiver, so nothing stands between
        if (kind == Kind.Redeem) {
            if (amount > _freeUnits(partition, from, held)) return _ofSender(Code.LOCKED, Reason.PARTIALLY_FROZEN);
            return terms.isSet(REDEEMABLE) ? v : _failure(Reason.NOT_REDEEMABLE);
        }
        // 6 receiver
        v = _receiverVerdict(g, terms, receiver, to);
        if (!v.isSuccess()) return v;
        // 7 partly frozen
        if (amount > _freeUnits(partition, from, held)) return _ofSender(Code.LOCKED, Reason.PARTIALLY_FROZEN);
        // 8 same investor
        if (sender.investor() == receiver.investor()) return _allowed(Reason.SAME_IDENTITY);
        // 9 partition lock
        if (block.timestamp < terms.unlockAt() && !sender.isSet(TREASURY) && !receiver.isSet(TREASURY)) {
            return _ofSender(Code.LOCKED, Reason.PARTITION_LOCKED);
        }
        // 13 allowed
        return v;
    }

    /// @dev Steps 1 to 5.
    function _senderVerdict(
        Kind kind,
        Globals g,
        Terms terms,
        Member sender,
        Holding held,
        uint256 right,
        uint256 amount
    ) private view returns (Verdict) {
        // 1 pause
        if (block.timestamp <= g.pausedUntil() && _pauseStops(g, kind == Kind.Transfer)) {
            return VerdictLib.pack(Code.HALTED, PARTY_TOKEN, Reason.PAUSED);
        }
        // 2 operator
        if (right == NO_RIGHT) return VerdictLib.pack(Code.OPERATOR, PARTY_OPERATOR, Reason.UNAUTHORIZED_OPERATOR);
        // 3 sender and partition known
        if (!sender.isRegistered()) return _ofSender(Code.SENDER, Reason.SENDER_NOT_REGISTERED);
        if (!terms.isSet(EXISTS)) return _failure(Reason.UNKNOWN_PARTITION);
        // 4 balance, allowance
        if (amount > held.units()) return _ofSender(Code.BALANCE, Reason.INSUFFICIENT_BALANCE);
        if (amount > right) return VerdictLib.pack(Code.ALLOWANCE, PARTY_OPERATOR, Reason.INSUFFICIENT_ALLOWANCE);
        // 5 sender
        if (sender.isSet(SANCTIONED | FROZEN)) {
            return _ofSender(Code.SENDER, sender.isSet(SANCTIONED) ? Reason.SENDER_SANCTIONED : Reason.SENDER_FROZEN);
        }
        if (sender.isExpired(_today()) && !g.isSet(EXPIRED_MAY_SELL)) {
            return _ofSender(Code.SENDER, Reason.SENDER_KYC_EXPIRED);
        }
        return _allowed(Reason.NONE);
    }

    /// @dev Steps 3, 4 and 6 for what the issuer forces.
    function _forcedVerdict(
        Kind kind,
        Globals g,
        Terms terms,
        Holding held,
        Member receiver,
        address from,
        address to,
        uint256 amount
    ) private view returns (Verdict) {
        if (!terms.isSet(EXISTS)) return _failure(Reason.UNKNOWN_PARTITION);
        if (amount > held.units()) return _ofSender(Code.BALANCE, Reason.INSUFFICIENT_BALANCE);
        if (kind == Kind.ForcedRedeem) return _allowed(Reason.NONE);
        if (from == to) return _ofReceiver(Reason.SAME_ACCOUNT);
        return _receiverVerdict(g, terms, receiver, to);
    }

    /// @dev Steps 1, 3, 6 and 11 for units that come into being out of `supply`.
    function _issueVerdict(Globals g, Terms terms, Supply supply, Member receiver, address to, uint256 amount)
        internal
        view
        returns (Verdict v)
    {
        if (block.timestamp <= g.pausedUntil() && _pauseStops(g, false)) {
            return VerdictLib.pack(Code.HALTED, PARTY_TOKEN, Reason.PAUSED);
        }
        if (!terms.isSet(EXISTS)) return _failure(Reason.UNKNOWN_PARTITION);
        v = _receiverVerdict(g, terms, receiver, to);
        if (v.isSuccess() && amount > supply.available()) return _failure(Reason.AUTHORISED_EXCEEDED);
    }

    /// @dev The member whose units stand in `held`: the same word for the principal class.
    function _memberBehind(bytes32 partition, Holding held, address account) internal view returns (Member) {
        return partition == _principal() ? Member.wrap(Holding.unwrap(held)) : _memberOf(account);
    }

    /// @dev Whether the pause, which is in force, stops a movement of this kind.
    function _pauseStops(Globals g, bool isTransfer) private pure returns (bool) {
        return isTransfer || g.pauseLevel() == uint256(ISettings.PauseLevel.Everything);
    }

    function _receiverVerdict(Globals g, Terms terms, Member receiver, address to) private view returns (Verdict) {
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

    /// @dev Units that are not frozen. A frozen amount above the balance freezes all of it.
    function _freeUnits(bytes32 partition, address account, Holding held) internal view returns (uint256) {
        if (!held.isPartlyFrozen()) return UNLIMITED;
        uint256 frozen = _frozenUnits[partition][account];
        uint256 units = held.units();
        return frozen >= units ? 0 : units - frozen;
    }

    /// @dev Days since 1970-01-01 UTC.
    function _today() private view returns (uint256) {
        return block.timestamp / 1 days;
    }

    function _allowed(bytes32 reason) private pure returns (Verdict) {
        return VerdictLib.pack(Code.SUCCESS, PARTY_TOKEN, reason);
    }

    function _failure(bytes32 reason) private pure returns (Verdict) {
        return VerdictLib.pack(Code.FAILURE, PARTY_TOKEN, reason);
    }

    function _ofSender(bytes1 code, bytes32 reason) private pure returns (Verdict) {
        return VerdictLib.pack(code, PARTY_SENDER, reason);
    }

    function _ofReceiver(bytes32 reason) private pure returns (Verdict) {
        return VerdictLib.pack(Code.RECEIVER, PARTY_RECEIVER, reason);
    }
}
