// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRecordDates} from "../interfaces/IRecordDates.sol";
import {History} from "../libraries/History.sol";
import {Schedule} from "../libraries/Schedule.sol";
import {Book} from "../register/Book.sol";
import {Holding} from "../register/Holding.sol";
import {FROZEN, Member, SANCTIONED} from "../register/Member.sol";
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
        return _unitsAt(partition, account, _positionOf(recordDate));
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
        History.Record storage record = _members[account];
        uint256 then = record.at(position);
        units = partition == _principal() ? Holding.wrap(then).units() : _unitsAt(partition, account, position);
        country = Member.wrap(then).country();
        Member today = Member.wrap(record.word);
        folio = today.folio();
        stopped = today.isSet(FROZEN | SANCTIONED);
    }

    function _unitsAt(bytes32 partition, address account, uint256 position) private view returns (uint256) {
        return Holding.wrap(_holdingOf(partition, account).at(position)).units();
    }

    /// @dev Position of a record date that has passed.
    function _positionOf(uint256 recordDate) private view returns (uint256 position) {
        uint256 scheduled = _globals.scheduled();
        position = _dates.passed(1, scheduled, recordDate);
        require(position < scheduled && _dates.at(position) == recordDate, UnknownRecordDate(recordDate));
        require(recordDate < block.timestamp, RecordDateNotPassed(recordDate, block.timestamp));
    }
}
