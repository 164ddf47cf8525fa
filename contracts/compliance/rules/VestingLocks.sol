// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IDirectory} from "../../interfaces/IDirectory.sol";
import {IMovements} from "../../interfaces/IMovements.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {IVestingLocks} from "../../interfaces/rules/IVestingLocks.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {RoleIds} from "../../libraries/RoleIds.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Vesting} from "../../libraries/Vesting.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title VestingLocks
 * @notice Units that an investor agreed not to sell, or that have not vested, stay with the investor.
 * @dev Invariant: after a movement that it decides, the investor holds in all wallets together what is locked, or has given
 * nothing away. It knows no parameters and keeps no books of movements. What it says of a conversion is about the class given up.
 */
contract VestingLocks is IVestingLocks, Rule {
    using Vesting for Schedule;
    using Vesting for uint256;

    uint256 private constant MAX_SCHEDULES = 16;
    uint40 private constant NEVER = type(uint40).max;

    /**
     * @dev One slot, enough for whoever has no schedules, whose schedules have all run out, or who keeps enough.
     * @param count of schedules.
     * @param freeFrom unix time from which nothing is locked.
     * @param most units that are ever locked at the same time.
     */
    struct Summary {
        uint8 count;
        uint40 freeFrom;
        uint104 most;
    }

    struct Book {
        Summary summary;
        uint256[MAX_SCHEDULES] words;
    }

    mapping(bytes32 partition => mapping(uint256 investor => Book)) private _books;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* DECISION */

    function _check(Movement calldata m) internal view override returns (Verdict) {
        if (!_isBound(m) || _isPlainlyFree(m)) return _allowed();
        (uint256 agreed, uint256 unvested) = _lockedAt(_schedules(_bookOf(m)), block.timestamp);
        uint256 units = _unitsOf(m);
        if (m.amount > _less(units, agreed)) return _locked(Reason.CONTRACTUAL_LOCK);
        return m.amount > _less(units, agreed + unvested) ? _locked(Reason.VESTING) : _allowed();
    }

    /// @dev Whether units leave their investor by the investor's will, and not for the treasury.
    function _isBound(Movement calldata m) private pure returns (bool) {
        bool isOfKind = _isSale(m) || m.kind == IMovements.Kind.Redeem || m.kind == IMovements.Kind.Conversion;
        return isOfKind && (m.sender | m.receiver) & TREASURY == 0;
    }

    /// @dev Whether that can be seen without looking into the schedules.
    function _isPlainlyFree(Movement calldata m) private view returns (bool) {
        Summary memory summary = _bookOf(m).summary;
        return block.timestamp >= summary.freeFrom || _less(m.senderUnits, m.amount) >= summary.most;
    }

    /// @inheritdoc Rule
    function _largest(Movement calldata m) internal view override returns (uint256) {
        (uint256 agreed, uint256 unvested) = _lockedAt(_schedules(_bookOf(m)), block.timestamp);
        return _less(_unitsOf(m), agreed + unvested);
    }

    /// @inheritdoc Rule
    /// @dev What is locked never grows, so that the moment is found by halving the time in which it changes.
    function _opensAt(Movement calldata m) internal view override returns (uint256 opening) {
        Schedule[] memory schedules = _schedules(_bookOf(m));
        uint256 bearable = _less(_unitsOf(m), m.amount);
        uint256 early = block.timestamp;
        opening = _restsFrom(schedules);
        if (_sumAt(schedules, opening) > bearable) return 0;
        while (opening - early > 1) {
            uint256 middle = (early + opening) / 2;
            if (_sumAt(schedules, middle) > bearable) early = middle;
            else opening = middle;
        }
    }

    /// @dev Unix time from which nothing changes any more.
    function _restsFrom(Schedule[] memory schedules) private pure returns (uint256 last) {
        for (uint256 i = 0; i < schedules.length; ++i) {
            uint256 time = schedules[i].restsFrom();
            if (time > last) last = time;
        }
    }

    /// @dev What the sender's investor holds of the class, in all wallets.
    function _unitsOf(Movement calldata m) private view returns (uint256) {
        uint256 investor = Member.wrap(m.sender).investor();
        return m.senderUnits + IDirectory(address(_engine)).furtherUnits(m.partition, investor, m.from);
    }

    function _bookOf(Movement calldata m) private view returns (Book storage) {
        return _books[m.partition][Member.wrap(m.sender).investor()];
    }

    function _less(uint256 units, uint256 taken) private pure returns (uint256) {
        return units > taken ? units - taken : 0;
    }

    /* SCHEDULES */

    /// @inheritdoc IVestingLocks
    function addLock(bytes32 partition, address account, uint96 units, uint40 until, bytes32 document)
        external
        onlyRole(RoleIds.COMPLIANCE)
        returns (uint256 index)
    {
        Schedule memory lock;
        (lock.quantity, lock.cliff) = (units, until);
        uint256 investor;
        (index, investor) = _add(partition, account, lock);
        emit LockAdded(partition, account, investor, index, units, until, document);
    }

    /// @inheritdoc IVestingLocks
    function addGrant(bytes32 partition, address account, Schedule calldata schedule, bytes32 document)
        external
        onlyRole(RoleIds.COMPLIANCE)
        returns (uint256 index)
    {
        require(schedule.kind != Kind.Lock, InvalidSchedule());
        uint256 investor;
        (index, investor) = _add(partition, account, schedule);
        emit GrantAdded(partition, account, investor, index, schedule, document);
    }

    /// @inheritdoc IVestingLocks
    function endGrant(bytes32 partition, address account, uint256 index, uint40 at, string calldata citation)
        external
        onlyRole(RoleIds.COMPLIANCE)
    {
        (Book storage book, uint256 investor, Schedule memory grant) = _open(partition, account, index);
        require(grant.kind != Kind.Lock, NotOpen(index));
        (grant.state, grant.changedAt) = (State.Ended, at);
        _store(book, index, grant);
        emit GrantEnded(partition, account, investor, index, at, grant.lockedAt(at), citation);
    }

    /// @inheritdoc IVestingLocks
    function confirmReturn(bytes32 partition, address account, uint256 index, bytes32 document)
        external
        onlyRole(RoleIds.COMPLIANCE)
    {
        (Book storage book, uint256 investor, Schedule memory grant) = _open(partition, account, index);
        require(grant.state == State.Ended && grant.changedAt <= block.timestamp, NotOpen(index));
        grant.state = State.Returned;
        _store(book, index, grant);
        emit ForfeitReturned(partition, account, investor, index, document);
    }

    /// @inheritdoc IVestingLocks
    function release(bytes32 partition, address account, uint256 index, bytes32 document)
        external
        onlyRole(RoleIds.COMPLIANCE)
    {
        (Book storage book, uint256 investor, Schedule memory schedule) = _open(partition, account, index);
        // Safe: 40 bits of seconds last for 34,000 years.
        (schedule.state, schedule.changedAt) = (State.Released, uint40(block.timestamp));
        _store(book, index, schedule);
        emit ScheduleReleased(partition, account, investor, index, document);
    }

    function _add(bytes32 partition, address account, Schedule memory schedule)
        private
        returns (uint256 index, uint256 investor)
    {
        _requireCovered(partition);
        require(schedule.isValid(), InvalidSchedule());
        // A slip in the name would lock nothing: the register refuses a class that it does not know.
        _security.partitionTerms(partition);
        investor = _knownMember(account).investor();
        Book storage book = _books[partition][investor];
        index = _placeIn(book, account);
        if (index == book.summary.count) ++book.summary.count;
        _store(book, index, schedule);
    }

    /// @dev A new place, or when all are taken the first of which nothing is locked any more.
    function _placeIn(Book storage book, address account) private view returns (uint256 index) {
        index = book.summary.count;
        if (index < MAX_SCHEDULES) return index;
        for (index = 0; index < MAX_SCHEDULES; ++index) {
            if (_freeFrom(book.words[index].unpack()) <= block.timestamp) return index;
        }
        revert TooManySchedules(account, MAX_SCHEDULES);
    }

    /// @dev A schedule that runs, or of which the forfeited units are not back yet.
    function _open(bytes32 partition, address account, uint256 index)
        private
        view
        returns (Book storage book, uint256 investor, Schedule memory schedule)
    {
        investor = _memberOf(account).investor();
        book = _books[partition][investor];
        require(index < book.summary.count, NotOpen(index));
        schedule = book.words[index].unpack();
        require(schedule.state == State.Running || schedule.state == State.Ended, NotOpen(index));
    }

    function _store(Book storage book, uint256 index, Schedule memory schedule) private {
        book.words[index] = schedule.pack();
        Schedule[] memory schedules = _schedules(book);
        (uint256 freeFrom, uint256 most) = (0, 0);
        for (uint256 i = 0; i < schedules.length; ++i) {
            uint256 time = _freeFrom(schedules[i]);
            if (time > freeFrom) freeFrom = time;
            if (time > block.timestamp) most += schedules[i].quantity;
        }
        // Safe: no time is later than NEVER, and the sum of sixteen numbers of 96 bits fits 100.
        book.summary = Summary(uint8(schedules.length), uint40(freeFrom), uint104(most));
    }

    /// @dev Unix time from which nothing of the schedule is locked.
    function _freeFrom(Schedule memory schedule) private pure returns (uint256 time) {
        time = schedule.restsFrom();
        if (schedule.lockedAt(time) != 0) return NEVER;
    }

    /* READING */

    /// @inheritdoc IVestingLocks
    function scheduleOf(bytes32 partition, address account) external view returns (Schedule[] memory) {
        return _schedules(_books[partition][_memberOf(account).investor()]);
    }

    /// @inheritdoc IVestingLocks
    function vestedUnits(bytes32 partition, address account, uint256 at) external view returns (uint256 units) {
        Schedule[] memory schedules = _schedules(_books[partition][_memberOf(account).investor()]);
        for (uint256 i = 0; i < schedules.length; ++i) {
            if (schedules[i].kind != Kind.Lock) units += schedules[i].vestedAt(at);
        }
    }

    /// @inheritdoc IVestingLocks
    function lockedUnits(bytes32 partition, address account) external view returns (uint256) {
        return _sumAt(_schedules(_books[partition][_memberOf(account).investor()]), block.timestamp);
    }

    function _schedules(Book storage book) private view returns (Schedule[] memory schedules) {
        schedules = new Schedule[](book.summary.count);
        for (uint256 i = 0; i < schedules.length; ++i) {
            schedules[i] = book.words[i].unpack();
        }
    }

    /// @dev Units locked by contract and by vesting.
    function _lockedAt(Schedule[] memory schedules, uint256 time)
        private
        pure
        returns (uint256 agreed, uint256 unvested)
    {
        for (uint256 i = 0; i < schedules.length; ++i) {
            uint256 units = schedules[i].lockedAt(time);
            if (schedules[i].kind == Kind.Lock) agreed += units;
            else unvested += units;
        }
    }

    function _sumAt(Schedule[] memory schedules, uint256 time) private pure returns (uint256 units) {
        for (uint256 i = 0; i < schedules.length; ++i) {
            units += schedules[i].lockedAt(time);
        }
    }

    function _isValid(bytes32, uint256) internal pure override returns (bool) {
        return false;
    }

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "VESTING_LOCKS";
    }

    /// @inheritdoc IRule
    function step() external pure returns (uint256) {
        return 9;
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK;
    }
}
