// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRecordDates} from "../interfaces/IRecordDates.sol";
import {IRecovery} from "../interfaces/IRecovery.sol";
import {History} from "../libraries/History.sol";
import {Schedule} from "../libraries/Schedule.sol";
import {Book} from "../register/Book.sol";
import {Globals} from "../register/Globals.sol";
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
        returns (Standing memory standing)
    {
        uint256 position = _positionOf(recordDate);
        Member today = _memberOf(account);
        if (today.isSet(BARRED)) {
            standing.stopped = true;
            return standing;
        }
        address wallet = _walletThen(account, today, position);
        Member then = Member.wrap(_members[wallet].at(position));
        standing.units = partition == _principal() ? then.units() : _unitsAt(partition, wallet, position);
        standing.folio = today.folio();
        standing.country = then.country();
        standing.stopped = today.isSet(FROZEN | SANCTIONED);
        standing.investor = today.investor();
        standing.attributes = then.attributes();
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
        Globals g = _globals;
        uint256 scheduled = g.scheduled();
        // Mostly the latest is asked for, which the register has noticed or not; position 0 is no date.
        position = g.epoch();
        if (_dates.at(position) != recordDate) --position;
        if (position == 0 || _dates.at(position) != recordDate) position = _dates.passed(1, scheduled, recordDate);
        require(position < scheduled && _dates.at(position) == recordDate, UnknownRecordDate(recordDate));
        require(recordDate < block.timestamp, RecordDateNotPassed(recordDate, block.timestamp));
    }
}
