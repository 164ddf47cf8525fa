// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRecordDates} from "../interfaces/IRecordDates.sol";
import {IRecovery} from "../interfaces/IRecovery.sol";
import {History} from "../libraries/History.sol";
import {Schedule} from "../libraries/Schedule.sol";
import {Book} from "../register/Book.sol";
import {Holding} from "../register/Holding.sol";
import {BARRED, FROZEN, Member, SANCTIONED, SUCCESSOR} from "../register/Member.sol";
import {Supply} from "../register/Supply.sol";

/**
 * @title RecordDates
 * @notice Tells who held what on a record date.
 * @dev Position p of the schedule passes when the epoch becomes p + 1, so the state on that date is the last word whose
 * epoch is at most p.
 */
abstract contract RecordDates is IRecordDates, Book {
    using History for History.Record;
    using Schedule for Schedule.Dates;

    /// @inheritdoc IRecordDates
    function balanceOfAt(bytes32 partition, address account, uint256 recordDate) external view returns (uint256) {
        uint256 position = _positionOf(recordDate);
        Member today = _memberOf(account);
        return today.isSet(BARRED) ? 0 : _unitsAt(partition, _walletThen(account, today, position), position);
    }

    /// @inheritdoc IRecordDates
    function totalSupplyAt(bytes32 partition, uint256 recordDate) external view returns (uint256) {
        return Supply.wrap(_supplies[partition].at(_positionOf(recordDate))).issued();
    }

    /// @inheritdoc IRecordDates
    function standingAt(bytes32 partition, address account, uint256 recordDate)
        external
        view
        returns (uint256 units, uint256 folio, uint256 country, bool stopped)
    {
        uint256 position = _positionOf(recordDate);
        Member today = _memberOf(account);
        if (today.isSet(BARRED)) return (0, 0, 0, true);
        address wallet = _walletThen(account, today, position);
        uint256 then = _members[wallet].at(position);
        units = partition == _principal() ? Holding.wrap(then).units() : _unitsAt(partition, wallet, position);
        country = Member.wrap(then).country();
        folio = today.folio();
        stopped = today.isSet(FROZEN | SANCTIONED);
    }

    /// @dev Where the entry stood that is now `account`'s: there, or in the lost wallet that it was recovered from.
    function _walletThen(address account, Member word, uint256 position) private view returns (address) {
        while (word.isSet(SUCCESSOR)) {
            IRecovery.Succession memory succession = _successions[account];
            if (position >= succession.epoch) return account;
            account = succession.predecessor;
            word = _memberOf(account);
        }
        return account;
    }

    function _unitsAt(bytes32 partition, address wallet, uint256 position) private view returns (uint256) {
        return Holding.wrap(_recordsOf(partition)[wallet].at(position)).units();
    }

    /// @dev Position of a record date that has passed.
    function _positionOf(uint256 recordDate) private view returns (uint256 position) {
        uint256 scheduled = _globals.scheduled();
        position = _dates.passed(1, scheduled, recordDate);
        require(position < scheduled && _dates.at(position) == recordDate, UnknownRecordDate(recordDate));
        require(recordDate < block.timestamp, RecordDateNotPassed(recordDate, block.timestamp));
    }
}
