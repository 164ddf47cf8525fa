// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleTable} from "../access/RoleTable.sol";
import {IAttestations} from "../interfaces/IAttestations.sol";
import {IClasses} from "../interfaces/IClasses.sol";
import {IComplianceEngine} from "../interfaces/ICompliance.sol";
import {IConversions} from "../interfaces/IConversions.sol";
import {IDocuments} from "../interfaces/IDocuments.sol";
import {IERC7943Freeze} from "../interfaces/erc/IERC7943.sol";
import {IFreezes} from "../interfaces/IFreezes.sol";
import {IHolds} from "../interfaces/IHolds.sol";
import {IRecovery} from "../interfaces/IRecovery.sol";
import {History} from "../libraries/History.sol";
import {Scales} from "../libraries/Scales.sol";
import {Schedule} from "../libraries/Schedule.sol";
import {Globals, HAS_ENGINE, NO_RECORD_DATE} from "./Globals.sol";
import {Holding} from "./Holding.sol";
import {Member} from "./Member.sol";
import {Supply} from "./Supply.sol";
import {EXISTS, Terms} from "./Terms.sol";

/**
 * @title Book
 * @notice Everything a security stores, and the turning of its page on a record date.
 * @dev The token, its registrar, its transfer office and its enquiry desk all have exactly this storage; no other file
 * of theirs declares any. Whoever changes units or a profile takes the globals from {_turnPage} first and stamps the word
 * with their epoch. Flags are of today only and are set without.
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
    /// @dev {Holding} words of every partition but the principal class; see {_recordsOf}.
    mapping(bytes32 partition => mapping(address account => History.Record)) private _holdings;
    mapping(bytes32 partition => mapping(address account => uint256)) internal _frozenUnits;
    mapping(bytes32 partition => mapping(address account => uint256)) internal _heldUnits;
    mapping(bytes32 from => mapping(bytes32 to => IConversions.Ratio)) internal _ratios;

    Schedule.Dates internal _dates;

    mapping(address holder => mapping(address operator => bool)) internal _operators;
    mapping(bytes32 partition => mapping(address holder => mapping(address operator => bool))) internal
        _partitionOperators;
    /// @dev Of the principal class; see {_setAllowance}.
    mapping(address holder => mapping(address spender => uint256)) private _allowances;
    mapping(bytes32 partition => mapping(address holder => mapping(address spender => uint256))) private
        _partitionAllowances;
    mapping(address owner => uint256) internal _nonces;

    mapping(bytes32 holdId => IHolds.Hold) internal _holds;
    mapping(address lost => IRecovery.Recovery) internal _recoveries;
    /// @dev Of a wallet that took over an entry: from whom, and in which epoch.
    mapping(address replacement => IRecovery.Succession) internal _successions;
    mapping(address lost => address replacement) internal _successors;
    uint32 internal _recoveryDelay;

    bytes32[] internal _documentNames;
    mapping(bytes32 name => IDocuments.Document) internal _documents;
    /// @dev The document without which nothing is issued; 0 for none.
    bytes32 internal _termsDocument;

    mapping(address provider => IAttestations.Mandate) internal _mandates;
    mapping(address provider => mapping(bytes32 nonce => bool)) internal _usedAttestations;

    /// @dev The zero address where the globals do not say HAS_ENGINE.
    IComplianceEngine internal _engine;

    /// @dev Shares for units; empty for a class that was never split. No movement reads it.
    mapping(bytes32 partition => Scales.Record) internal _scales;

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

    /// @dev Where the units of `partition` stand: {Member} words for the principal class, {Holding} words for another.
    function _recordsOf(bytes32 partition) internal view returns (mapping(address account => History.Record) storage) {
        return partition == _principal() ? _members : _holdings[partition];
    }

    function _unitsOf(bytes32 partition, address account) internal view returns (uint256) {
        return Holding.wrap(_recordsOf(partition)[account].word).units();
    }

    /// @dev Sets and tells the frozen amount; the flag of the word is the caller's business.
    function _writeFrozenUnits(bytes32 partition, address account, uint256 amount) internal {
        _frozenUnits[partition][account] = amount;
        if (partition == _principal()) emit IERC7943Freeze.Frozen(account, amount);
        else emit IFreezes.FrozenByPartition(partition, account, amount);
    }

    function _allowanceOf(bytes32 partition, address holder, address spender) internal view returns (uint256) {
        if (partition == _principal()) return _allowances[holder][spender];
        return _partitionAllowances[partition][holder][spender];
    }

    function _setAllowance(bytes32 partition, address holder, address spender, uint256 units) internal {
        if (partition == _principal()) _allowances[holder][spender] = units;
        else _partitionAllowances[partition][holder][spender] = units;
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

    /**
     * @dev Tells the compliance engine, where there is one, of an entry that was made or changed.
     * @param other see {IComplianceEngine-entryChanged}.
     */
    function _entryChanged(address account, address other, Member before, Member present) internal {
        if (_globals.isSet(HAS_ENGINE)) {
            _engine.entryChanged(account, other, Member.unwrap(before), Member.unwrap(present));
        }
    }

    function _termsOf(Globals g, bytes32 partition) internal view returns (Terms) {
        return partition == _principal() ? g.principalTerms() : _terms[partition];
    }

    function _storeTerms(bytes32 partition, Terms terms) internal {
        if (partition == _principal()) _globals = _turnPage().withPrincipalTerms(terms);
        else _terms[partition] = terms;
    }

    /// @dev The terms of a partition that exists.
    function _existing(bytes32 partition) internal view returns (Terms terms) {
        terms = _termsOf(_globals, partition);
        require(terms.isSet(EXISTS), IClasses.UnknownPartition(partition));
    }

    function _isCountryClosed(uint256 country) internal view returns (bool) {
        return _closedCountries[country >> 8] & (1 << (country & 255)) != 0;
    }
}
