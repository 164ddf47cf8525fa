// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

import {IDividendDistributor} from "../interfaces/IDividendDistributor.sol";
import {ISecurity} from "../interfaces/ISecurity.sol";
import {Addresses} from "../libraries/Addresses.sol";
import {Exclusions} from "../libraries/Exclusions.sol";
import {Payment} from "../libraries/Payment.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {DistributionLedger} from "./DistributionLedger.sol";

/**
 * @title DividendDistributor
 * @notice Pays a pot of money to those who held units on a record date, with tax withheld.
 * @dev Invariants: settled <= pot; withheld <= settled; remitted <= withheld; a holder is paid at most once; what is in
 * this contract of a currency is at least the sum of the pots not yet settled and of the tax not yet remitted.
 *
 * Payees are called after everything is written, so a payee who calls back finds itself paid.
 */
contract DividendDistributor is DistributionLedger, ReentrancyGuard {
    using Addresses for address[];
    using Exclusions for address[];
    using SafeERC20 for IERC20;

    bytes32 private constant FROZEN = "FROZEN";
    bytes32 private constant PAYMENT_FAILED = "PAYMENT_FAILED";

    /// @param security_ the security whose holders are paid.
    constructor(ISecurity security_) DistributionLedger(security_) {}

    modifier onlyTreasurer() {
        require(_security.hasRole(RoleIds.TREASURER, msg.sender), MissingRole(msg.sender, RoleIds.TREASURER));
        _;
    }

    /* DECLARATION */

    /// @inheritdoc IDividendDistributor
    function declare(Declaration calldata declaration) external onlyTreasurer returns (uint256) {
        return _declare(declaration);
    }

    /// @inheritdoc IDividendDistributor
    function declareAndFund(Declaration calldata declaration)
        external
        payable
        onlyTreasurer
        nonReentrant
        returns (uint256 id)
    {
        id = _declare(declaration);
        _fund(id);
    }

    function _declare(Declaration calldata d) private returns (uint256 id) {
        _validate(d);
        id = ++count;
        Book storage book = _books[id];
        book.currency = d.currency;
        book.recordDate = uint32(_security.scheduleRecordDate(d.recordDate));
        book.payDate = d.payDate;
        book.deadline = d.deadline;
        require(d.payDate > book.recordDate, InvalidDeclaration("payDate"));
        book.pot = d.pot;
        book.defaultTax = d.defaultTax;
        book.state = State.Declared;
        book.hasTaxes = d.taxes.length != 0;
        book.isPrincipal = d.partition == _principal;
        if (!book.isPrincipal) book.partition = d.partition;
        book.taxAgent = d.taxAgent;
        book.residual = d.residual;
        book.excluded = d.excluded;
        for (uint256 i = 0; i < d.taxes.length; ++i) {
            require(d.taxes[i].ppm <= PPM && _taxes[id][d.taxes[i].country] == 0, InvalidDeclaration("taxes"));
            _taxes[id][d.taxes[i].country] = uint256(d.taxes[i].ppm) + 1;
        }
        emit DistributionDeclared(id, d, msg.sender);
    }

    function _validate(Declaration calldata d) private view {
        require(_security.authorisedOf(d.partition) != 0, InvalidDeclaration("partition"));
        require(d.pot != 0, InvalidDeclaration("pot"));
        require(d.deadline >= d.payDate, InvalidDeclaration("deadline"));
        require(d.taxAgent != address(0), InvalidDeclaration("taxAgent"));
        require(d.residual != address(0), InvalidDeclaration("residual"));
        require(d.defaultTax <= PPM, InvalidDeclaration("defaultTax"));
        require(d.excluded.isProper(), InvalidDeclaration("excluded"));
    }

    /* FUNDING */

    /// @inheritdoc IDividendDistributor
    function fund(uint256 id) external payable onlyTreasurer nonReentrant {
        _fund(id);
    }

    /// @dev What counts is what arrives: a currency that keeps a fee, or sends less, is refused.
    function _fund(uint256 id) private {
        Book storage book = _inState(id, State.Declared);
        require(block.timestamp <= book.deadline, OutsidePayPeriod(id, book.payDate, book.deadline, block.timestamp));
        book.state = State.Funded;
        (address currency, uint256 pot) = (book.currency, book.pot);
        uint256 received = msg.value;
        if (currency != address(0)) {
            require(msg.value == 0, WrongFunding(id, msg.value, 0));
            uint256 before = IERC20(currency).balanceOf(address(this));
            IERC20(currency).safeTransferFrom(msg.sender, address(this), pot);
            received = IERC20(currency).balanceOf(address(this)) - before;
        }
        require(received == pot, WrongFunding(id, received, pot));
        emit DistributionFunded(id, msg.sender, pot);
    }

    /// @inheritdoc IDividendDistributor
    function cancel(uint256 id) external onlyTreasurer {
        Book storage book = _books[id];
        State state = book.state;
        require(state == State.Declared || state == State.Funded, WrongState(id, state));
        require(block.timestamp <= book.recordDate, TooLateToCancel(id, book.recordDate));
        book.state = State.Cancelled;
        uint256 refund = state == State.Funded ? book.pot : 0;
        emit DistributionCancelled(id, book.residual, refund);
        _send(book.currency, book.residual, refund);
    }

    /* PAYMENT */

    /// @inheritdoc IDividendDistributor
    function record(uint256 id) external {
        Book storage book = _inState(id, State.Funded);
        _record(id, book);
    }

    /// @inheritdoc IDividendDistributor
    function claim(uint256 id) external {
        _claim(id);
    }

    /// @inheritdoc IDividendDistributor
    function claimMany(uint256[] calldata ids) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            _claim(ids[i]);
        }
    }

    /// @inheritdoc IDividendDistributor
    function push(uint256 id, address[] calldata holders) external {
        Book storage book = _payable(id);
        for (uint256 i = 0; i < holders.length; ++i) {
            _push(id, book, holders[i]);
        }
    }

    function _claim(uint256 id) private {
        Book storage book = _payable(id);
        (uint256 units, uint256 folio, uint256 country, bool stopped) = _standing(book, msg.sender);
        if (units == 0) revert NothingDue(id, msg.sender);
        if (_isSettled(id, folio)) {
            if (isExcluded(id, msg.sender)) revert NothingDue(id, msg.sender);
            revert AlreadyPaid(id, msg.sender);
        }
        require(!stopped, HolderStopped(id, msg.sender));
        uint256 net = _settle(id, book, msg.sender, folio, units, country);
        _send(book.currency, msg.sender, net);
    }

    /// @dev What a failed payment wrote is written back, so that the holder can claim.
    function _push(uint256 id, Book storage book, address holder) private {
        (uint256 units, uint256 folio, uint256 country, bool stopped) = _standing(book, holder);
        if (units == 0 || _isSettled(id, folio)) return;
        if (stopped) {
            emit HolderSkipped(id, holder, FROZEN);
            return;
        }
        (uint256 gross, uint256 tax) = _due(id, book, units, country);
        _write(id, book, folio, units, gross, tax);
        if (Payment.trySend(book.currency, holder, gross - tax)) {
            emit HolderPaid(id, holder, units, gross, tax, country);
            return;
        }
        _unwrite(id, book, folio, units, gross, tax);
        emit HolderSkipped(id, holder, PAYMENT_FAILED);
    }

    function _settle(uint256 id, Book storage book, address holder, uint256 folio, uint256 units, uint256 country)
        private
        returns (uint256)
    {
        (uint256 gross, uint256 tax) = _due(id, book, units, country);
        _write(id, book, folio, units, gross, tax);
        emit HolderPaid(id, holder, units, gross, tax, country);
        return gross - tax;
    }

    /// @dev Cannot overflow: the sum of all gross amounts is at most the pot, of all units the eligible ones.
    function _write(uint256 id, Book storage book, uint256 folio, uint256 units, uint256 gross, uint256 tax) private {
        _markSettled(id, folio);
        book.settledUnits += uint96(units);
        book.settled += uint128(gross);
        if (tax != 0) book.withheld += uint128(tax);
    }

    /// @dev Takes back what {_write} wrote just before.
    function _unwrite(uint256 id, Book storage book, uint256 folio, uint256 units, uint256 gross, uint256 tax) private {
        _settled[id][folio >> 8] &= ~(1 << (folio & 255));
        book.settledUnits -= uint96(units);
        book.settled -= uint128(gross);
        if (tax != 0) book.withheld -= uint128(tax);
    }

    /// @dev The distribution, if holders can be paid now; counts the units if nobody has.
    function _payable(uint256 id) private returns (Book storage book) {
        book = _inState(id, State.Funded);
        require(
            block.timestamp >= book.payDate && block.timestamp <= book.deadline,
            OutsidePayPeriod(id, book.payDate, book.deadline, block.timestamp)
        );
        if (book.eligibleUnits == 0) _record(id, book);
    }

    function _record(uint256 id, Book storage book) private {
        if (book.eligibleUnits != 0) return;
        uint256 units = _eligibleUnits(book);
        book.eligibleUnits = uint96(units);
        address[] memory excluded = book.excluded.present(_security);
        for (uint256 i = 0; i < excluded.length; ++i) {
            uint256 folio = _security.memberOf(excluded[i]).folio;
            if (folio != 0) _markSettled(id, folio);
        }
        emit DistributionRecorded(id, units);
    }

    function _due(uint256 id, Book storage book, uint256 units, uint256 country)
        private
        view
        returns (uint256 gross, uint256 tax)
    {
        // No overflow: 128 bits times 96.
        gross = uint256(book.pot) * units / book.eligibleUnits;
        uint256 rate = book.hasTaxes ? taxRate(id, country) : book.defaultTax;
        tax = (gross * rate + PPM / 2) / PPM;
    }

    /* TAX AND CLOSE */

    /// @inheritdoc IDividendDistributor
    function remitTax(uint256 id) external {
        Book storage book = _books[id];
        require(book.state != State.None, WrongState(id, State.None));
        uint256 amount = book.withheld - book.remitted;
        book.remitted = book.withheld;
        emit TaxRemitted(id, book.taxAgent, amount);
        _send(book.currency, book.taxAgent, amount);
    }

    /// @inheritdoc IDividendDistributor
    function close(uint256 id) external onlyTreasurer {
        Book storage book = _books[id];
        State state = book.state;
        require(state == State.Declared || state == State.Funded, WrongState(id, state));
        require(block.timestamp > book.deadline, OutsidePayPeriod(id, book.payDate, book.deadline, block.timestamp));
        book.state = State.Closed;
        uint256 rest = state == State.Funded ? book.pot - book.settled : 0;
        emit DistributionClosed(id, book.residual, rest);
        _send(book.currency, book.residual, rest);
    }

    function _send(address currency, address to, uint256 amount) private {
        require(Payment.trySend(currency, to, amount), PaymentFailed(currency, to, amount));
    }

    function _markSettled(uint256 id, uint256 folio) private {
        _settled[id][folio >> 8] |= 1 << (folio & 255);
    }
}
