// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleTable} from "../access/RoleTable.sol";
import {History} from "../libraries/History.sol";
import {Schedule} from "../libraries/Schedule.sol";
import {Globals, NO_RECORD_DATE} from "./Globals.sol";
import {Holding} from "./Holding.sol";
import {Member} from "./Member.sol";
import {Supply} from "./Supply.sol";
import {Terms} from "./Terms.sol";

/**
 * @title Book
 * @notice Everything a security stores, and the turning of its page on a record date.
 * @dev The token and its registrar both have exactly this storage; no other file of theirs declares any. Whoever
 * changes units or a profile takes the globals from {_turnPage} first and stamps the word with their epoch. Flags are
 * of today only and are set without.
 */
abstract contract Book is RoleTable {
    using History for History.Record;
    using Schedule for Schedule.Dates;

    /// @dev Bounds the loops of the views over all partitions.
    uint256 internal constant MAX_PARTITIONS = 32;

    string internal _name;
    string internal _symbol;
    uint8 internal _decimals;

    Globals internal _globals;
    /// @dev {Member} words.
    mapping(address account => History.Record) internal _members;
    mapping(uint256 index => uint256 bits) internal _closedCountries;

    /// @dev The principal class first.
    bytes32[] internal _partitions;
    mapping(bytes32 partition => Terms) internal _terms;
    /// @dev {Supply} words.
    mapping(bytes32 partition => History.Record) internal _supplies;
    /// @dev {Holding} words of every partition but the principal class; see {_holdingOf}.
    mapping(bytes32 partition => mapping(address account => History.Record)) private _holdings;
    mapping(bytes32 partition => mapping(address account => uint256)) internal _frozenUnits;

    Schedule.Dates internal _dates;

    mapping(address holder => mapping(address operator => bool)) internal _operators;
    mapping(bytes32 partition => mapping(address holder => mapping(address operator => bool))) internal
        _partitionOperators;
    mapping(address holder => mapping(address spender => uint256)) internal _allowances;

    /// @dev The partition whose units stand in the member's word.
    function _principal() internal view virtual returns (bytes32);

    /// @dev The globals of this moment; writes them if a record date has passed since they were written.
    function _turnPage() internal returns (Globals g) {
        g = _globals;
        if (block.timestamp > g.nextRecordDate()) {
            g = _dated(g);
            _globals = g;
        }
    }

    /// @dev The globals with the record dates that passed until now. Reads the schedule only if more than one is due.
    function _dated(Globals g) private view returns (Globals) {
        uint256 scheduled = g.scheduled();
        uint256 epoch = g.epoch() + 1;
        if (epoch >= scheduled) return g.withRecordDates(scheduled, NO_RECORD_DATE);
        epoch = _dates.passed(epoch, scheduled, block.timestamp);
        return g.withRecordDates(epoch, epoch == scheduled ? NO_RECORD_DATE : _dates.at(epoch));
    }

    function _memberOf(address account) internal view returns (Member) {
        return Member.wrap(_members[account].word);
    }

    /// @dev Where the units of `partition` stand that `account` holds.
    function _holdingOf(bytes32 partition, address account) internal view returns (History.Record storage) {
        return partition == _principal() ? _members[account] : _holdings[partition][account];
    }

    function _unitsOf(bytes32 partition, address account) internal view returns (uint256) {
        return Holding.wrap(_holdingOf(partition, account).word).units();
    }

    function _supplyOf(bytes32 partition) internal view returns (Supply) {
        return Supply.wrap(_supplies[partition].word);
    }

    /// @dev The supply's word, ready to be changed.
    function _stampedSupply(bytes32 partition, uint256 epoch) internal returns (Supply) {
        History.Record storage record = _supplies[partition];
        return Supply.wrap(record.stamp(record.word, epoch));
    }

    /// @dev The member's word, ready for a change of what is known of the member.
    function _keptMember(address account, uint256 epoch) internal returns (Member) {
        History.Record storage record = _members[account];
        return Member.wrap(record.keep(record.word, epoch));
    }

    function _termsOf(Globals g, bytes32 partition) internal view returns (Terms) {
        return partition == _principal() ? g.principalTerms() : _terms[partition];
    }

    function _isCountryClosed(uint256 country) internal view returns (bool) {
        return _closedCountries[country >> 8] & (1 << (country & 255)) != 0;
    }
}
