// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IMovements} from "../../interfaces/IMovements.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {IHoldingPeriods} from "../../interfaces/rules/IHoldingPeriods.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";
import {Lot, LotLib, MAX_LOTS, NEVER} from "./lots/Lot.sol";
import {LotBooks} from "./lots/LotBooks.sol";
import {Lots, LotsLib} from "./lots/Lots.sol";

/**
 * @title HoldingPeriods
 * @notice Units that were sold under an exemption cannot be resold for a time, but to those to whom the exemption allows it.
 * @dev Invariant: an investor's lots add up to the investor's units. A movement takes the oldest lots that are free for the
 * receiver, then the oldest that need consent; a forced one, one to the issuer or from it, and a conversion take the oldest
 * whatever they are. The receiver's lots keep regime and dates, but for what comes from an affiliate or from the treasury.
 * A conversion into a class of which no books are kept is bound like a transfer to the holder, and needs consent while the
 * lots are not free for everybody: it must not lose a lock.
 */
contract HoldingPeriods is LotBooks {
    using LotsLib for *;

    /**
     * @dev What a movement takes.
     * @param held the lots that it takes from, less what it takes.
     * @param taken what it takes.
     * @param grade the worst of what the lots are to the receiver.
     * @param blocking the oldest lot that is blocked, if the grade says so.
     */
    struct Withdrawal {
        Lots held;
        Lots taken;
        uint256 grade;
        Lot blocking;
    }

    bytes32 private constant LOT_TAG = keccak256("scrip.Lot");
    /// @dev Four words: tag, regime, day, time.
    uint256 private constant INSTRUCTION_BYTES = 128;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* DECISION */

    function _check(Movement calldata m) internal view override returns (Verdict) {
        return _verdictAt(m, block.timestamp);
    }

    function _verdictAt(Movement calldata m, uint256 time) private view returns (Verdict) {
        if (_staysPut(m) || _isForced(m) || m.kind == IMovements.Kind.Redeem) return _allowed();
        if (m.kind == IMovements.Kind.Issue) {
            (bool isValid,) = _issuedLot(m, time / 1 days);
            if (!isValid) return _failure(Reason.INVALID_LOT);
        }
        if (_isPlain(m, _senderSlots(m).first(), time) && _receiverSlots(m).countOf() < MAX_LOTS) return _allowed();
        Withdrawal memory w = _withdraw(m, time);
        if (w.grade == BLOCKED) return _blockedBy(w.blocking, time);
        // Before consent is asked for: what was consented to must not fail.
        if (!_fits(m, w.taken, time)) return _ofReceiver(Reason.TOO_MANY_LOTS);
        return w.grade == FREE ? _allowed() : _failure(Reason.TA_APPROVAL_REQUIRED);
    }

    /// @dev Whether the units stay with their investor, and in their class.
    function _staysPut(Movement calldata m) private pure returns (bool) {
        if (m.partition != m.destination || m.from == address(0) || m.to == address(0)) return false;
        return
            m.kind == IMovements.Kind.Recovery || Member.wrap(m.sender).investor() == Member.wrap(m.receiver).investor();
    }

    function _isForced(Movement calldata m) private pure returns (bool) {
        return m.kind == IMovements.Kind.ForcedTransfer || m.kind == IMovements.Kind.ForcedRedeem;
    }

    /// @dev Whether locks bind the movement. They do not bind the issuer, neither as one who receives nor as one who gives.
    function _binds(Movement calldata m) private view returns (bool) {
        if (Member.wrap(m.sender).isSet(TREASURY) || Member.wrap(m.receiver).isSet(TREASURY)) return false;
        return _isSale(m) || (m.kind == IMovements.Kind.Conversion && !_covers(m.destination));
    }

    /// @dev The usual case, decided without looking further: the giver's oldest lot suffices, and is free for the receiver.
    function _isPlain(Movement calldata m, Lot first, uint256 time) private view returns (bool) {
        return _isSale(m) && m.amount <= first.units() && (!_binds(m) || _gradeOf(m, first, time) == FREE);
    }

    /* WITHDRAWAL */

    /// @dev The lots that the movement takes, as they leave the giver.
    function _withdraw(Movement calldata m, uint256 time) private view returns (Withdrawal memory w) {
        w.held = _source(m, time);
        uint256 count = w.held.count;
        w.taken = LotsLib.empty(count);
        bool binds = _binds(m);
        uint256 wanted = m.amount;
        // Two bits for each lot, found when free lots are looked for; all free where locks do not bind.
        uint256 grades = 0;
        for (uint256 grade = FREE; wanted != 0 && grade <= BLOCKED; ++grade) {
            for (uint256 i = 0; wanted != 0 && i < count; ++i) {
                if (grade == FREE && binds) grades |= _gradeOf(m, w.held.items[i], time) << 2 * i;
                if ((grades >> 2 * i) & 3 != grade) continue;
                if (grade == BLOCKED && w.grade != BLOCKED) w.blocking = w.held.items[i];
                w.grade = grade;
                Lot taken = w.held.take(i, wanted);
                w.taken.add(taken);
                // Safe: what is taken is never more than what is wanted.
                unchecked {
                    wanted -= taken.units();
                }
            }
        }
    }

    /// @dev Out of the books a lot goes freely only when it is free for everybody: who may hold it could else sell it to one
    /// who may not.
    function _gradeOf(Movement calldata m, Lot lot, uint256 time) private view returns (uint256 grade) {
        grade = _grade(lot, Member.wrap(m.sender), Member.wrap(m.receiver), time);
        if (grade == FREE && m.kind == IMovements.Kind.Conversion && _isGated(lot, time)) return WITH_APPROVAL;
    }

    /**
     * @dev The lots that the movement can take from: the giver's, a new one for an issue and for what comes from a class of
     * which no books are kept. Units that are not in the books are what {reconcile} would make of them.
     */
    function _source(Movement calldata m, uint256 time) private view returns (Lots memory lots) {
        uint256 today = time / 1 days;
        if (m.from == address(0) || !_covers(m.partition)) {
            lots = LotsLib.empty(1);
            lots.add(m.from == address(0) ? _issued(m, today) : _lotByDefault(m.amount, today));
            return lots;
        }
        lots = _senderSlots(m).load(1);
        uint256 sum = lots.sum();
        if (sum < m.amount) lots.add(_lotByDefault(m.amount - sum, today));
    }

    /* ISSUE */

    function _issued(Movement calldata m, uint256 today) private view returns (Lot lot) {
        (, lot) = _issuedLot(m, today);
    }

    /// @dev The lot that an issue makes; that of the default regime if its instruction is not valid.
    function _issuedLot(Movement calldata m, uint256 today) private view returns (bool isValid, Lot lot) {
        if (m.data.length < 32 || bytes32(m.data[:32]) != LOT_TAG) {
            return (_isKnown(_defaultRegime()), _lotByDefault(m.amount, today));
        }
        if (m.data.length != INSTRUCTION_BYTES) return (false, _lotByDefault(m.amount, today));
        (, uint256 regime, uint256 acquired, uint256 unlockAt) =
            abi.decode(m.data, (bytes32, uint256, uint256, uint256));
        isValid = regime == 0 ? unlockAt == 0 : regime <= type(uint16).max && _isKnown(regime);
        if (!isValid || acquired > today || unlockAt > NEVER) return (false, _lotByDefault(m.amount, today));
        if (acquired == 0) acquired = today;
        lot = unlockAt == 0 ? _newLot(m.amount, regime, acquired) : LotLib.pack(m.amount, regime, unlockAt, acquired);
    }

    /* ARRIVAL */

    /// @dev Rule 144(d): the holding period runs from the acquisition from the issuer or from an affiliate of the issuer.
    function _startsAnew(Movement calldata m) private view returns (bool) {
        if (m.from == address(0) || m.from == m.to) return false;
        Member giver = Member.wrap(m.sender);
        return giver.isSet(TREASURY) || _isAffiliate(giver);
    }

    /// @dev Whether the receiver's lots, with these, are as few as they may be. The issuer's are made to be.
    function _fits(Movement calldata m, Lots memory taken, uint256 time) private view returns (bool) {
        if (!_covers(m.destination) || Member.wrap(m.receiver).isSet(TREASURY)) return true;
        uint256[MAX_LOTS] storage slots = _receiverSlots(m);
        if (slots.countOf() + taken.count <= MAX_LOTS) return true;
        return _withArrival(m, taken, time).fit(time);
    }

    /// @dev The receiver's lots with what comes to them, however many.
    function _withArrival(Movement calldata m, Lots memory taken, uint256 time)
        private
        view
        returns (Lots memory lots)
    {
        Lots memory arriving = LotsLib.empty(taken.count);
        bool anew = _startsAnew(m);
        uint256 left = m.received;
        for (uint256 i = 0; i < taken.count; ++i) {
            uint256 units = i + 1 == taken.count ? left : _scaled(taken.items[i].units(), m);
            Lot lot = taken.items[i].withUnits(units);
            left -= units;
            arriving.add(anew ? _restarted(lot, time / 1 days) : lot);
        }
        return _receiverSlots(m).load(0).merged(arriving);
    }

    /// @dev At the ratio of the movement, rounded down: the last lot has what remains. Amounts have 96 bits.
    function _scaled(uint256 units, Movement calldata m) private pure returns (uint256) {
        return m.received == m.amount ? units : units * m.received / m.amount;
    }

    /* BOOKS */

    /// @dev Never fails: where a receiver would have too many lots, they are put together to the holder's disadvantage.
    function _moved(Movement calldata m) internal override {
        if (_staysPut(m) || _movePlainly(m)) return;
        Withdrawal memory w = _withdraw(m, block.timestamp);
        if (m.from != address(0) && _covers(m.partition)) {
            w.held.tidy();
            w.held.store(_senderSlots(m));
        }
        if (m.to == address(0) || !_covers(m.destination)) return;
        Lots memory lots = _withArrival(m, w.taken, block.timestamp);
        lots.forceFit(block.timestamp);
        lots.store(_receiverSlots(m));
    }

    /// @dev In the usual case, and where both have a lot of the same terms first, units go from slot to slot.
    function _movePlainly(Movement calldata m) private returns (bool) {
        uint256[MAX_LOTS] storage slots = _senderSlots(m);
        Lot first = slots.first();
        if (!_isPlain(m, first, block.timestamp) || _startsAnew(m)) return false;
        return slots.shift(_receiverSlots(m), first, m.amount);
    }

    function _senderSlots(Movement calldata m) private view returns (uint256[MAX_LOTS] storage) {
        return _slotsOf(m.partition, Member.wrap(m.sender).investor());
    }

    function _receiverSlots(Movement calldata m) private view returns (uint256[MAX_LOTS] storage) {
        return _slotsOf(m.destination, Member.wrap(m.receiver).investor());
    }

    /* EXPLANATION */

    /// @dev Only the end of a lock can turn the verdict: of the giver's, or of the receiver's where there are too many.
    function _opensAt(Movement calldata m) internal view override returns (uint256 time) {
        Lots memory given = _source(m, block.timestamp);
        Lots memory there = _receiverSlots(m).load(0);
        if (given.count + there.count <= MAX_LOTS) there.count = 0;
        time = block.timestamp;
        while (true) {
            uint256 next = _nextEnd(given, time);
            uint256 other = _nextEnd(there, time);
            time = next < other ? next : other;
            if (time == NEVER) return 0;
            // The lots alone first: they are soon looked through.
            if (_freeUnits(m, given, time) >= m.amount && _verdictAt(m, time).isSuccess()) return time;
        }
    }

    /// @dev Units of the lots that are free for the receiver at that time.
    function _freeUnits(Movement calldata m, Lots memory lots, uint256 time) private view returns (uint256 units) {
        bool binds = _binds(m);
        for (uint256 i = 0; i < lots.count; ++i) {
            Lot lot = lots.items[i];
            if (!binds || _gradeOf(m, lot, time) == FREE) units += lot.units();
        }
    }

    /// @dev When the first of the locks ends that last longer than `time`.
    function _nextEnd(Lots memory lots, uint256 time) private pure returns (uint256 next) {
        next = NEVER;
        for (uint256 i = 0; i < lots.count; ++i) {
            uint256 end = lots.items[i].unlockAt();
            if (time < end && end < next) next = end;
        }
    }

    /// @dev As many of the free lots, oldest first, as the receiver has room for.
    function _largest(Movement calldata m) internal view override returns (uint256 units) {
        if (m.kind == IMovements.Kind.Issue) return 0;
        uint256 time = block.timestamp;
        Lots memory given = _source(m, time);
        Lots memory taken = LotsLib.empty(given.count);
        bool binds = _binds(m);
        for (uint256 i = 0; i < given.count && units < m.amount; ++i) {
            Lot lot = given.items[i];
            if (binds && _gradeOf(m, lot, time) != FREE) continue;
            taken.add(lot);
            if (!_fits(m, taken, time)) break;
            units += lot.units();
        }
        if (units > m.amount) units = m.amount;
    }

    /// @inheritdoc IHoldingPeriods
    function eligibleUnits(bytes32 partition, address from, address to)
        external
        view
        returns (uint256 free, uint256 withApproval)
    {
        (Member giver, Member taker) = (_memberOf(from), _memberOf(to));
        bool isFree = to == address(0) || giver.investor() == taker.investor();
        isFree = isFree || giver.isSet(TREASURY) || taker.isSet(TREASURY);
        Lots memory lots = _slotsOf(partition, giver.investor()).load(0);
        for (uint256 i = 0; i < lots.count; ++i) {
            uint256 grade = isFree ? FREE : _grade(lots.items[i], giver, taker, block.timestamp);
            if (grade == FREE) free += lots.items[i].units();
            else if (grade == WITH_APPROVAL) withApproval += lots.items[i].units();
        }
    }

    /* WORDS */

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "HOLDING_PERIODS";
    }

    /// @inheritdoc IRule
    function step() external pure returns (uint256) {
        return 9;
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK | Hooks.MOVED;
    }
}
