// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IDistributions} from "../interfaces/IDistributions.sol";
import {Addresses} from "../libraries/Addresses.sol";
import {Exclusions} from "../libraries/Exclusions.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {BondTerms} from "./BondTerms.sol";
import {TaxTables} from "./TaxTables.sol";

/**
 * @title Declarations
 * @notice The life of a distribution up to its first payment: declared, recorded, funded, or cancelled.
 */
abstract contract Declarations is IDistributions, BondTerms, TaxTables {
    using Addresses for address[];
    using Exclusions for address[];
    using SafeERC20 for IERC20;

    uint256 private constant MAX_LINES = 16;
    /// @dev What the account of a distribution can hold.
    uint256 private constant MAX_POT = type(uint104).max;

    /* DECLARATION */

    /// @inheritdoc IDistributions
    function declare(Declaration calldata declaration) external onlyRole(RoleIds.TREASURER) returns (uint256) {
        return _declare(declaration);
    }

    /// @inheritdoc IDistributions
    function declareAndFund(Declaration calldata declaration)
        external
        payable
        onlyRole(RoleIds.TREASURER)
        nonReentrant
        returns (uint256 id)
    {
        id = _declare(declaration);
        _fund(id);
    }

    function _declare(Declaration calldata d) private returns (uint256 id) {
        _validate(d);
        id = ++_count;
        Book storage book = _books[id];
        book.currency = d.currency;
        uint256 recordDate = _security.scheduleRecordDate(d.recordDate);
        require(d.payDate > recordDate, InvalidDeclaration("payDate"));
        book.recordDate = uint32(recordDate);
        book.payDate = d.payDate;
        book.claimBackUntil = d.claimBackUntil;
        book.state = State.Declared;
        book.lines = uint8(d.lines.length);
        uint8 traits = _enter(id, d.lines);
        if (d.taxTable != 0) {
            Table storage table = _tables[d.taxTable];
            require(table.agent != address(0), InvalidDeclaration("taxTable"));
            book.defaultTax = table.defaultPpm;
            if (table.hasRows) traits |= HAS_ROWS;
        }
        if (d.listRoot != 0) {
            traits |= LISTED;
            book.listRoot = d.listRoot;
        }
        book.traits = traits;
        book.residual = d.residual;
        book.deadline = d.deadline;
        book.taxTable = d.taxTable;
        book.excluded = d.excluded;
        emit DistributionDeclared(id, d, msg.sender);
    }

    /// @dev Writes the lines; returns what they make of the distribution.
    function _enter(uint256 id, Line[] calldata lines) private returns (uint8 traits) {
        for (uint256 i = 0; i < lines.length; ++i) {
            Line calldata line = lines[i];
            Entry storage entry = _lines[id][i];
            bool isPrincipal = line.partition == _principal;
            entry.amount = line.amount;
            entry.per = line.per;
            entry.redeemed = line.redeemed;
            entry.traits =
                (line.per == 0 ? IS_POT : 0) | (isPrincipal ? IS_PRINCIPAL : 0) | (line.isTaxed ? IS_TAXED : 0);
            if (!isPrincipal) entry.partition = line.partition;
            if (line.per != 0) traits |= BY_UNIT;
            if (line.redeemed != 0) traits |= REDEEMS;
        }
    }

    function _validate(Declaration calldata d) private view {
        require(d.lines.length != 0 && d.lines.length <= MAX_LINES, InvalidDeclaration("lines"));
        uint256 pots;
        for (uint256 i = 0; i < d.lines.length; ++i) {
            _validateLine(d.lines[i]);
            if (d.lines[i].per == 0) pots += d.lines[i].amount;
        }
        require(pots <= MAX_POT, InvalidDeclaration("amount"));
        for (uint256 i = 0; i < d.lines.length; ++i) {
            if (d.lines[i].redeemed != 0) _requireRedeemable(d.lines, i);
        }
        for (uint256 i = 0; i < d.coupons.length; ++i) {
            require(d.coupons[i].line < d.lines.length, InvalidDeclaration("coupons"));
            _requireCoupon(d.lines[d.coupons[i].line], d.coupons[i]);
        }
        if (d.listRoot != 0) _validateList(d);
        require(d.deadline >= d.payDate, InvalidDeclaration("deadline"));
        require(d.claimBackUntil >= d.deadline, InvalidDeclaration("claimBackUntil"));
        require(d.residual != address(0) && d.residual != address(this), InvalidDeclaration("residual"));
        require(d.excluded.isProper(), InvalidDeclaration("excluded"));
    }

    function _validateLine(Line calldata line) private view {
        require(_security.authorisedOf(line.partition) != 0, InvalidDeclaration("partition"));
        require(line.amount != 0, InvalidDeclaration("amount"));
        require(line.redeemed <= PPM && (line.redeemed == 0 || line.per != 0), InvalidDeclaration("redeemed"));
    }

    /// @dev Of no class more than all is cancelled.
    function _requireRedeemable(Line[] calldata lines, uint256 last) private pure {
        uint256 part;
        for (uint256 i = 0; i <= last; ++i) {
            if (lines[i].partition == lines[last].partition) part += lines[i].redeemed;
        }
        require(part <= PPM, InvalidDeclaration("redeemed"));
    }

    /// @dev A list says itself who gets what: one pot, no coupons, and who is excluded is not on it.
    function _validateList(Declaration calldata d) private pure {
        bool isPlain = d.lines.length == 1 && d.lines[0].per == 0 && d.coupons.length == 0 && d.excluded.length == 0;
        require(isPlain, InvalidDeclaration("listRoot"));
    }

    /* RECORD */

    /// @inheritdoc IDistributions
    function record(uint256 id) external {
        Book storage book = _books[id];
        if (book.state != State.Recorded && book.state != State.Payable) _record(id, book);
    }

    /// @dev Counts the units that share each line, and marks who takes no part.
    function _record(uint256 id, Book storage book) internal {
        State state = book.state;
        require(state == State.Declared || state == State.Funded, WrongState(id, state));
        book.state = state == State.Declared ? State.Recorded : State.Payable;
        uint256[] memory eligible = new uint256[](book.lines);
        for (uint256 i = 0; i < eligible.length; ++i) {
            eligible[i] = _recordLine(book, _lines[id][i]);
        }
        require(_potOf(id, book) <= MAX_POT, InvalidDeclaration("amount"));
        address[] memory excluded = book.excluded.present(_security);
        for (uint256 i = 0; i < excluded.length; ++i) {
            uint256 folio = _security.memberOf(excluded[i]).folio;
            if (folio != 0) _markSettled(id, folio);
        }
        if (book.taxTable != 0 && _hasForms) book.traits |= HAS_FORMS;
        emit DistributionRecorded(id, eligible);
    }

    function _recordLine(Book storage book, Entry storage line) private returns (uint256 eligible) {
        bytes32 partition = _partitionOf(line);
        uint256 recordDate = book.recordDate;
        uint256 issued = _security.totalSupplyAt(partition, recordDate);
        eligible = _paidUnits(line, issued - book.excluded.unitsAt(_security, partition, recordDate));
        line.eligible = uint96(eligible);
        if (line.traits & IS_POT != 0) line.per = uint96(eligible);
    }

    /* FUNDING */

    /// @inheritdoc IDistributions
    function fund(uint256 id) external payable onlyRole(RoleIds.TREASURER) nonReentrant {
        _fund(id);
    }

    /// @inheritdoc IDistributions
    function fundingOf(uint256 id) external view returns (uint256 due) {
        Book storage book = _books[id];
        require(book.state == State.Declared || book.state == State.Recorded, WrongState(id, book.state));
        (due,) = _fundingOf(id, book, _lines[id][0]);
    }

    /// @dev To a pot the dust of earlier distributions is added; from amounts per unit it is taken off.
    function _fundingOf(uint256 id, Book storage book, Entry storage first)
        private
        view
        returns (uint256 due, uint256 carried)
    {
        due = _potOf(id, book);
        // A list names what it names.
        if (_has(book, LISTED)) return (due, 0);
        carried = _carries[_partitionOf(first)][book.currency];
        if (first.traits & IS_POT != 0) return (due, Math.min(carried, MAX_POT - due));
        carried = Math.min(carried, due);
        due -= carried;
    }

    /// @dev What counts is what arrives: a currency that keeps a fee, or sends less, is refused.
    function _fund(uint256 id) private {
        Book storage book = _books[id];
        if (book.state == State.Declared && _has(book, BY_UNIT)) _record(id, book);
        State state = book.state;
        require(state == State.Declared || state == State.Recorded, WrongState(id, state));
        require(block.timestamp <= book.deadline, DeadlinePassed(id, book.deadline, block.timestamp));
        book.state = state == State.Declared ? State.Funded : State.Payable;
        Entry storage first = _lines[id][0];
        (uint256 due, uint256 carried) = _fundingOf(id, book, first);
        uint256 received = _receive(id, book.currency, due);
        require(received == due, WrongFunding(id, received, due));
        if (carried != 0) _carryIn(book, first, carried);
        emit DistributionFunded(id, msg.sender, _potOf(id, book), carried);
    }

    function _receive(uint256 id, address currency, uint256 due) private returns (uint256) {
        if (currency == address(0)) return msg.value;
        require(msg.value == 0, WrongFunding(id, msg.value, 0));
        uint256 before = IERC20(currency).balanceOf(address(this));
        IERC20(currency).safeTransferFrom(msg.sender, address(this), due);
        return IERC20(currency).balanceOf(address(this)) - before;
    }

    function _carryIn(Book storage book, Entry storage first, uint256 carried) private {
        _carries[_partitionOf(first)][book.currency] -= carried;
        book.carriedIn = uint104(carried);
        if (first.traits & IS_POT != 0) first.amount += uint128(carried);
    }

    /* CANCELLATION */

    /// @inheritdoc IDistributions
    function cancel(uint256 id) external onlyRole(RoleIds.TREASURER) nonReentrant {
        Book storage book = _books[id];
        State state = book.state;
        require(state == State.Declared || state == State.Funded, WrongState(id, state));
        require(block.timestamp <= book.recordDate, TooLateToCancel(id, book.recordDate));
        book.state = State.Cancelled;
        uint256 carried = book.carriedIn;
        uint256 refund = state == State.Funded ? _potOf(id, book) - carried : 0;
        emit DistributionCancelled(id, book.residual, refund);
        if (carried != 0) _carry(id, book, carried);
        _send(book.currency, book.residual, refund);
    }

    /// @dev Dust waits for the next distribution.
    function _carry(uint256 id, Book storage book, uint256 amount) internal {
        bytes32 partition = _partitionOf(_lines[id][0]);
        _carries[partition][book.currency] += amount;
        emit DustCarried(id, partition, book.currency, amount);
    }
}
