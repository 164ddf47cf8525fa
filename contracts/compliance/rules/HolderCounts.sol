// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Movement} from "../../interfaces/ICompliance.sol";
import {IDirectory} from "../../interfaces/IDirectory.sol";
import {IMovements} from "../../interfaces/IMovements.sol";
import {IHolderCaps} from "../../interfaces/rules/IHolderCaps.sol";
import {Tally} from "../../libraries/Tallies.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";
import {HolderRecord, HolderRecordLib, NO_HOLDER} from "./HolderRecord.sol";

/**
 * @title HolderCounts
 * @notice Counts the investors who hold units: in all, not accredited, by country and by attribute.
 * @dev Invariants: an investor counts in each counter exactly as its record says; the counters are the sums over the records.
 * {_store} alone writes either. A movement in which no position begins or ends touches no storage.
 */
abstract contract HolderCounts is IHolderCaps, Rule {
    /**
     * @dev Counters in one slot.
     * @param holders counted investors.
     * @param accredited those of them whose accreditation lasts to the day `swept` or longer.
     * @param swept day up to which accreditations that ended are no longer among the accredited.
     */
    struct Totals {
        uint32 holders;
        uint32 accredited;
        uint16 swept;
    }

    /// @dev What one sweep goes through at most: 367 slots, some 850,000 gas, within what a rule may spend.
    uint256 private constant MAX_SWEEP = 3_653;

    mapping(uint256 investor => HolderRecord) private _records;
    Totals private _totals;
    /// @dev Counted investors by the last day of their accreditation. What lies before the day swept is never read again.
    Tally private _lastDays;
    Tally private _countries;
    Tally private _categories;

    constructor() {
        // Safe: 16 bits of days last until 2149, as they do in the register.
        _totals.swept = uint16(_today());
    }

    /* POSITIONS */

    function _moved(Movement calldata m) internal override {
        (bool leaves, bool enters) = (_leaves(m), _enters(m));
        if (!leaves && !enters) return;
        (Member sender, Member receiver) = (Member.wrap(m.sender), Member.wrap(m.receiver));
        // A position that goes on to another wallet or class of its investor.
        if (leaves && enters && sender.investor() == receiver.investor()) return;
        if (leaves) _leave(sender, 1);
        if (enters) _enter(receiver, 1, m.kind == IMovements.Kind.ForcedTransfer);
    }

    /// @dev Whether a position of the sender's ends.
    function _leaves(Movement calldata m) internal view returns (bool) {
        return m.amount != 0 && m.senderUnits == m.amount && _covers(m.partition) && m.from != address(0)
            && !Member.wrap(m.sender).isSet(TREASURY);
    }

    /// @dev Whether a position of the receiver's begins.
    function _enters(Movement calldata m) internal view returns (bool) {
        return m.received != 0 && m.receiverUnits == 0 && _covers(m.destination) && m.to != address(0)
            && !Member.wrap(m.receiver).isSet(TREASURY);
    }

    /// @param uninvited nobody could be refused, so that a cap may be exceeded.
    function _enter(Member member, uint256 positions, bool uninvited) private {
        HolderRecord r = _recordOf(member);
        if (r.positions() != 0) return _store(member.investor(), r, r.withPositions(r.positions() + positions));
        r = HolderRecordLib.pack(positions, member, !_isExempt(member));
        _store(member.investor(), NO_HOLDER, r);
        if (uninvited && r.isCounted()) _alert(member);
    }

    /// @dev More than are known may end, of members who held before there was the rule.
    function _leave(Member member, uint256 positions) private {
        HolderRecord r = _recordOf(member);
        HolderRecord rest = r.positions() <= positions ? NO_HOLDER : r.withPositions(r.positions() - positions);
        _store(member.investor(), r, rest);
    }

    /* ENTRIES */

    /// @dev A link and a recovery carry a profile on and say nothing new, and a removal says nothing at all.
    function _entryChanged(address account, address other, Member before, Member present) internal override {
        if (other != address(0) || before.folio() == 0 || !present.isRegistered()) return;
        if (before.isSet(TREASURY) != present.isSet(TREASURY)) _treasuryChanged(account, present);
        else if (before.profile() != present.profile()) _profileChanged(present);
    }

    function _treasuryChanged(address account, Member member) private {
        uint256 positions = _positionsOf(account);
        if (positions == 0) return;
        if (member.isSet(TREASURY)) _leave(member, positions);
        else _enter(member, positions, true);
    }

    function _profileChanged(Member member) private {
        HolderRecord r = _recordOf(member);
        if (r.positions() == 0) return;
        HolderRecord present = HolderRecordLib.pack(r.positions(), member, !_isExempt(member));
        if (r.isLike(present)) return;
        _store(member.investor(), r, present);
        if (present.isCounted()) _alert(member);
    }

    /**
     * @dev Where the wallets of an investor differ, each is the truth: it goes on being counted as what it is, if one of them
     * says so. Nobody can choose by calling this.
     */
    function _reconcile(address account) internal override {
        Member member = _memberOf(account);
        if (member.investor() == 0) return;
        HolderRecord r = _recordOf(member);
        (uint256 positions, Member profile) = _inRegister(account, r);
        bool holds = positions != 0;
        _store(member.investor(), r, holds ? HolderRecordLib.pack(positions, profile, !_isExempt(profile)) : NO_HOLDER);
    }

    /// @dev Positions of the investor of `account`, and the profile that it is counted as if a wallet has it, or another's.
    function _inRegister(address account, HolderRecord r) private view returns (uint256 positions, Member profile) {
        address[] memory wallets = IDirectory(address(_engine)).walletsOf(account);
        bool isAsCounted = false;
        for (uint256 i = 0; i < wallets.length; ++i) {
            Member member = _memberOf(wallets[i]);
            // Who is not registered holds nothing.
            if (!member.isRegistered()) continue;
            if (!member.isSet(TREASURY)) positions += _positionsOf(wallets[i]);
            if (!isAsCounted) profile = member;
            isAsCounted = isAsCounted || r.isOf(member);
        }
    }

    /// @dev Classes of which the wallet holds units.
    function _positionsOf(address account) private view returns (uint256 positions) {
        bytes32[] memory partitions = _security.partitions();
        for (uint256 i = 0; i < partitions.length; ++i) {
            if (_covers(partitions[i]) && _security.balanceOfByPartition(partitions[i], account) != 0) ++positions;
        }
    }

    /* COUNTERS */

    /// @dev Takes off exactly what was counted, and counts what is to be.
    function _store(uint256 investor, HolderRecord r, HolderRecord present) private {
        _records[investor] = present;
        if (r.isLike(present)) return;
        Totals memory t = _swept();
        if (r.isCounted()) _takeOff(t, r.countedAs());
        if (present.isCounted()) _count(t, present.countedAs());
        _totals = t;
    }

    function _count(Totals memory t, Member member) private {
        // Safe: there are at most 2^24 - 1 investors.
        unchecked {
            ++t.holders;
            if (member.accreditedThrough() >= t.swept) {
                ++t.accredited;
                _lastDays.increase(member.accreditedThrough());
            }
        }
        _countries.increase(member.country());
        _categories.increaseAll(member.attributes());
    }

    /// @dev An accreditation that ended and was swept is taken off already.
    function _takeOff(Totals memory t, Member member) private {
        // Safe: what is taken off was counted.
        unchecked {
            --t.holders;
            if (member.accreditedThrough() >= t.swept) {
                --t.accredited;
                _lastDays.decrease(member.accreditedThrough());
            }
        }
        _countries.decrease(member.country());
        _categories.decreaseAll(member.attributes());
    }

    /// @dev The totals of today, or of ten years after the last ones; the caller stores them.
    function _swept() private returns (Totals memory t) {
        t = _totals;
        uint256 today = _today();
        if (t.swept == today) return t;
        uint256 until = today - t.swept > MAX_SWEEP ? t.swept + MAX_SWEEP : today;
        uint256 ended = _lastDays.sum(t.swept, until);
        // Safe: those who ended were counted as accredited, and 16 bits of days last as long as those of the register.
        unchecked {
            t.accredited -= uint32(ended);
            t.swept = uint16(until);
        }
        if (ended != 0) _alertOfEnd(t.holders - t.accredited);
    }

    /// @inheritdoc IHolderCaps
    function sweep() external {
        _totals = _swept();
    }

    /* READING */

    /// @inheritdoc IHolderCaps
    function counts() external view returns (uint256 holders, uint256 nonAccredited) {
        return (_holders(), _nonAccredited());
    }

    function _holders() internal view returns (uint256) {
        return _totals.holders;
    }

    /// @dev Those whose accreditation ended since the last sweep among them.
    function _nonAccredited() internal view returns (uint256) {
        Totals memory t = _totals;
        return t.holders - t.accredited + _lastDays.sum(t.swept, _today());
    }

    /// @inheritdoc IHolderCaps
    function countOfCountry(uint16 country) public view returns (uint256) {
        return _countries.at(country);
    }

    /// @inheritdoc IHolderCaps
    function countOfCategory(uint8 bit) public view returns (uint256) {
        return _categories.at(bit);
    }

    /// @inheritdoc IHolderCaps
    function recordOf(address account) external view returns (Holder memory) {
        HolderRecord r = _recordOf(_memberOf(account));
        Member member = r.countedAs();
        return Holder({
            positions: r.positions(),
            counted: r.isCounted(),
            country: member.country(),
            accreditedThrough: member.accreditedThrough(),
            attributes: member.attributes()
        });
    }

    /// @dev The record of the member's investor.
    function _recordOf(Member member) internal view returns (HolderRecord) {
        return _records[member.investor()];
    }

    /* FOR THE RULE */

    /// @dev Whether the caps are not about such an investor.
    function _isExempt(Member member) internal view virtual returns (bool);

    /// @dev Such an investor came without having been asked for.
    function _alert(Member member) internal virtual;

    /// @dev Accreditations ended, and so many are not accredited now.
    function _alertOfEnd(uint256 nonAccredited) internal virtual;
}
