// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IDistributions} from "../interfaces/IDistributions.sol";
import {IMembers} from "../interfaces/IMembers.sol";
import {IPayments} from "../interfaces/IPayments.sol";
import {IRecordDates} from "../interfaces/IRecordDates.sol";
import {Payment} from "../libraries/Payment.sol";
import {TaxRating} from "./TaxRating.sol";

/**
 * @title Payments
 * @notice Pays holders by the register: they fetch it, have it sent elsewhere, or it is brought to them.
 * @dev Everything is written before anybody is called, so a payee who calls back finds itself paid.
 */
abstract contract Payments is IPayments, TaxRating {
    bytes32 internal constant FROZEN = "FROZEN";
    bytes32 internal constant PAYMENT_FAILED = "PAYMENT_FAILED";
    bytes32 internal constant UNITS_MISSING = "UNITS_MISSING";

    bytes32 private constant INSTRUCTION =
        keccak256("PaymentInstruction(uint256[] ids,address holder,address to,uint256 nonce,uint256 deadline)");

    /* CLAIM */

    /// @inheritdoc IPayments
    function claim(uint256 id) external {
        (address currency, uint256 net) = _claim(id, msg.sender);
        _send(currency, msg.sender, net);
    }

    /// @inheritdoc IPayments
    function claimMany(uint256[] calldata ids) external {
        _claimMany(ids, msg.sender, msg.sender);
    }

    /// @inheritdoc IPayments
    function claimTo(uint256[] calldata ids, address to) external {
        _claimMany(ids, msg.sender, to);
    }

    /// @inheritdoc IPayments
    function claimBySignature(
        uint256[] calldata ids,
        address holder,
        address to,
        uint256 deadline,
        bytes calldata signature
    ) external {
        require(block.timestamp <= deadline, InstructionExpired(deadline, block.timestamp));
        bytes32 list = keccak256(abi.encodePacked(ids));
        bytes32 hash = keccak256(abi.encode(INSTRUCTION, list, holder, to, _useNonce(holder), deadline));
        bool isSigned = SignatureChecker.isValidSignatureNow(holder, _hashTypedDataV4(hash), signature);
        require(isSigned, InvalidInstruction(holder));
        _claimMany(ids, holder, to);
    }

    /// @inheritdoc IPayments
    function revokeInstructions() external {
        emit InstructionsRevoked(msg.sender, _useNonce(msg.sender));
    }

    /// @dev What is due in one currency in a row goes in one payment.
    function _claimMany(uint256[] calldata ids, address holder, address to) private {
        address currency;
        uint256 sum;
        for (uint256 i = 0; i < ids.length; ++i) {
            if (holder != to) _requirePayee(ids[i], to);
            (address next, uint256 net) = _claim(ids[i], holder);
            if (holder != to) emit PaidElsewhere(ids[i], holder, to, net);
            if (next != currency) {
                _send(currency, to, sum);
                (currency, sum) = (next, 0);
            }
            sum += net;
        }
        _send(currency, to, sum);
    }

    /// @dev Money does not go where the register stops it.
    function _requirePayee(uint256 id, address to) internal view {
        require(to != address(0) && to != address(this), InvalidPayee(to));
        IMembers.Entry memory entry = _security.memberOf(to);
        require(!entry.frozen && !entry.sanctioned, HolderStopped(id, to));
    }

    /// @dev Settles what is due to a holder; the caller sends it.
    function _claim(uint256 id, address holder) internal returns (address currency, uint256 net) {
        Book storage book = _books[id];
        IDistributions.State state = book.state;
        require(!_has(book, LISTED), NothingDue(id, holder));
        if (state == IDistributions.State.Funded) {
            _requireOpenAndRecord(id, book);
            state = IDistributions.State.Payable;
        }
        // Later than this only what was set aside is paid.
        require(state >= IDistributions.State.Payable, IDistributions.WrongState(id, state));
        currency = book.currency;
        bool isInTime = _isInTime(book);
        IRecordDates.Standing memory standing = _standing(id, book, holder);
        if (!_markSettled(id, standing.folio)) {
            return (currency, _release(id, book, holder, standing.folio, standing.stopped));
        }
        require(state <= IDistributions.State.Closed, IDistributions.WrongState(id, state));
        if (!isInTime) _requireTime(id, book);
        net = _settle(id, book, holder, standing);
        require(!standing.stopped, HolderStopped(id, holder));
    }

    /* PUSH */

    /// @inheritdoc IPayments
    function push(uint256 id, address[] calldata holders) external {
        Book storage book = _openedByRegister(id);
        for (uint256 i = 0; i < holders.length; ++i) {
            _push(id, book, holders[i]);
        }
    }

    /// @dev Passes over who is paid or has nothing due.
    function _push(uint256 id, Book storage book, address holder) private {
        IRecordDates.Standing memory standing = _standing(id, book, holder);
        if (_isSettled(id, standing.folio)) return;
        uint256 rate = _rateOf(book, standing);
        (IDistributions.Share[] memory shares, bool isAny) = _sharesOf(id, book, holder, standing.units, rate);
        if (!isAny) return;
        bytes32 failure;
        if (standing.stopped) failure = FROZEN;
        else if (_has(book, REDEEMS)) failure = _payRedeeming(id, holder);
        else failure = _pay(id, book, holder, standing, shares, rate);
        if (failure != 0) emit HolderSkipped(id, holder, failure);
    }

    /// @dev What a failed payment wrote is written back, so that the holder can claim.
    function _pay(
        uint256 id,
        Book storage book,
        address holder,
        IRecordDates.Standing memory standing,
        IDistributions.Share[] memory shares,
        uint256 rate
    ) private returns (bytes32 failure) {
        (uint256 gross, uint256 tax) = _totals(shares);
        _write(id, book, standing.folio, gross, tax);
        _writeLines(id, shares);
        if (!Payment.trySend(book.currency, holder, gross - tax)) {
            _unwrite(id, book, standing.folio, gross, tax);
            _unwriteLines(id, shares);
            return PAYMENT_FAILED;
        }
        for (uint256 i = 0; i < shares.length; ++i) {
            IDistributions.Share memory share = shares[i];
            if (share.units == 0) continue;
            emit HolderPaid(id, holder, i, share.units, share.gross, share.tax, rate, standing.country);
        }
    }

    /// @dev Where units are cancelled, payment and cancellation stand or fall together.
    function _payRedeeming(uint256 id, address holder) private returns (bytes32 failure) {
        try this.payRedeeming(id, holder) {}
        catch (bytes memory reason) {
            return _failureOf(reason);
        }
    }

    /// @notice One payment of {push}, which the contract calls of itself so that it can fail as a whole.
    function payRedeeming(uint256 id, address holder) external {
        require(msg.sender == address(this), OnlyItself());
        (address currency, uint256 net) = _claim(id, holder);
        _send(currency, holder, net);
    }

    /// @dev Too little gas is the sender's failure, not the holder's; a call that runs out of it gives no reason.
    function _failureOf(bytes memory reason) internal view returns (bytes32) {
        bytes4 selector = reason.length > 3 ? bytes4(reason) : bytes4(0);
        bool isOutOfGas = selector == 0 || selector == Payment.NotEnoughGas.selector;
        require(!isOutOfGas, Payment.NotEnoughGas(gasleft()));
        return selector == IDistributions.PaymentFailed.selector ? PAYMENT_FAILED : UNITS_MISSING;
    }

    /* SET ASIDE */

    /// @inheritdoc IPayments
    function setAside(uint256 id, address[] calldata holders) external {
        Book storage book = _openedByRegister(id);
        bool redeems = _has(book, REDEEMS);
        for (uint256 i = 0; i < holders.length; ++i) {
            if (!_mustBeSetAside(id, book, holders[i])) continue;
            if (!redeems) {
                _setAside(id, book, holders[i]);
                continue;
            }
            try this.setAsideRedeeming(id, holders[i]) {}
            catch (bytes memory reason) {
                emit HolderSkipped(id, holders[i], _failureOf(reason));
            }
        }
    }

    /// @notice One holder of {setAside}, which the contract calls of itself so that it can fail as a whole.
    function setAsideRedeeming(uint256 id, address holder) external {
        require(msg.sender == address(this), OnlyItself());
        _setAside(id, _books[id], holder);
    }

    /// @dev Not so of one who is paid or has nothing due.
    function _mustBeSetAside(uint256 id, Book storage book, address holder) private view returns (bool isAny) {
        IRecordDates.Standing memory standing = _standing(id, book, holder);
        if (_isSettled(id, standing.folio)) return false;
        (, isAny) = _sharesOf(id, book, holder, standing.units, 0);
        require(!isAny || standing.stopped, HolderNotStopped(id, holder));
    }

    function _setAside(uint256 id, Book storage book, address holder) private {
        IRecordDates.Standing memory standing = _standing(id, book, holder);
        _markSettled(id, standing.folio);
        _putAside(id, book, holder, standing.folio, _settle(id, book, holder, standing));
    }

    /// @inheritdoc IPayments
    function setAsideOf(uint256 id, address holder) external view returns (uint256) {
        return _asides[id][_security.memberOf(holder).folio];
    }

    function _putAside(uint256 id, Book storage book, address holder, uint256 folio, uint256 net) internal {
        _asides[id][folio] = net;
        book.setAside += uint104(net);
        emit SetAside(id, holder, net);
    }

    /// @dev What was set aside for a holder who is settled; waits without a limit of time.
    function _release(uint256 id, Book storage book, address holder, uint256 folio, bool stopped)
        internal
        returns (uint256 net)
    {
        net = _asides[id][folio];
        if (net == 0) {
            if (_isExcluded(book, holder)) revert NothingDue(id, holder);
            revert AlreadyPaid(id, holder);
        }
        require(!stopped, HolderStopped(id, holder));
        delete _asides[id][folio];
        book.setAside -= uint104(net);
        emit Released(id, holder, net);
    }

    /* SETTLEMENT */

    /// @dev For an entry that is marked: writes, tells, cancels what is redeemed; returns what is to be sent.
    function _settle(uint256 id, Book storage book, address holder, IRecordDates.Standing memory standing)
        private
        returns (uint256 net)
    {
        uint256 rate = _rateOf(book, standing);
        uint256 lines = book.lines;
        uint256 allUnits;
        uint256 allGross;
        uint256 allTax;
        bool redeems;
        for (uint256 i = 0; i < lines; ++i) {
            Entry storage line = _lines[id][i];
            (uint256 units, uint256 gross, uint256 tax) = _shareOn(line, book, holder, i == 0, standing.units, rate);
            if (units == 0) continue;
            // No overflow: 16 times 96 bits, at most the pot, at most the eligible units.
            unchecked {
                allUnits += units;
                allGross += gross;
                allTax += tax;
                line.settled += uint96(units);
            }
            if (line.redeemed != 0) redeems = true;
            emit HolderPaid(id, holder, i, units, gross, tax, rate, standing.country);
        }
        require(allUnits != 0, NothingDue(id, holder));
        // Fits: the sum of all gross amounts is at most the pot, the tax of each at most its gross.
        unchecked {
            _account(book, book.settled + allGross, book.withheld + allTax);
            net = allGross - allTax;
        }
        if (redeems) _redeem(id, book, holder, standing.units);
    }

    /// @dev After everything is written: the security tells its rules, which may call back.
    function _redeem(uint256 id, Book storage book, address holder, uint256 firstUnits) private {
        for (uint256 i = 0; i < book.lines; ++i) {
            Entry storage line = _lines[id][i];
            if (line.redeemed == 0) continue;
            (uint256 units,,) = _shareOn(line, book, holder, i == 0, firstUnits, 0);
            if (units != 0) _security.redeemPaid(_partitionOf(line), holder, units, abi.encode(id));
        }
    }

    function _sharesOf(uint256 id, Book storage book, address holder, uint256 firstUnits, uint256 rate)
        private
        view
        returns (IDistributions.Share[] memory shares, bool isAny)
    {
        shares = new IDistributions.Share[](book.lines);
        for (uint256 i = 0; i < shares.length; ++i) {
            IDistributions.Share memory share = shares[i];
            (share.units, share.gross, share.tax) = _shareOn(_lines[id][i], book, holder, i == 0, firstUnits, rate);
            if (share.units != 0) isAny = true;
        }
    }

    function _totals(IDistributions.Share[] memory shares) private pure returns (uint256 gross, uint256 tax) {
        for (uint256 i = 0; i < shares.length; ++i) {
            gross += shares[i].gross;
            tax += shares[i].tax;
        }
    }

    function _write(uint256 id, Book storage book, uint256 folio, uint256 gross, uint256 tax) internal {
        _markSettled(id, folio);
        _account(book, book.settled + gross, book.withheld + tax);
    }

    /// @dev Takes back what {_write} wrote just before.
    function _unwrite(uint256 id, Book storage book, uint256 folio, uint256 gross, uint256 tax) internal {
        _settled[id][folio >> 8] &= ~(1 << (folio & 255));
        _account(book, book.settled - gross, book.withheld - tax);
    }

    /// @dev Fits: the sum of all gross amounts is at most the pot; of a list that was checked.
    function _account(Book storage book, uint256 settled, uint256 withheld) private {
        (book.settled, book.withheld) = (uint104(settled), uint104(withheld));
    }

    /// @dev Cannot overflow: the sum of all units paid is at most the eligible ones.
    function _writeLines(uint256 id, IDistributions.Share[] memory shares) private {
        for (uint256 i = 0; i < shares.length; ++i) {
            if (shares[i].units != 0) _lines[id][i].settled += uint96(shares[i].units);
        }
    }

    /// @dev Takes back what {_writeLines} wrote just before.
    function _unwriteLines(uint256 id, IDistributions.Share[] memory shares) private {
        for (uint256 i = 0; i < shares.length; ++i) {
            if (shares[i].units != 0) _lines[id][i].settled -= uint96(shares[i].units);
        }
    }

    /* THE TIME */

    /// @dev The distribution, if holders can be paid now; counts the units if nobody has.
    function _opened(uint256 id) internal returns (Book storage book) {
        book = _books[id];
        IDistributions.State state = book.state;
        if (state == IDistributions.State.Funded) return _requireOpenAndRecord(id, book);
        require(_isOpen(state), IDistributions.WrongState(id, state));
        _requireTime(id, book);
    }

    /// @dev As {_opened}, of holders who are paid by the register.
    function _openedByRegister(uint256 id) private returns (Book storage book) {
        book = _opened(id);
        require(!_has(book, LISTED), IDistributions.WrongState(id, book.state));
    }

    function _requireOpenAndRecord(uint256 id, Book storage book) private returns (Book storage) {
        _requireTime(id, book);
        IDistributions(address(this)).record(id);
        return book;
    }

    function _isOpen(IDistributions.State state) private pure returns (bool) {
        return state == IDistributions.State.Payable || state == IDistributions.State.Closed;
    }

    function _isInTime(Book storage book) private view returns (bool) {
        return block.timestamp >= book.payDate && block.timestamp <= book.claimBackUntil;
    }

    function _requireTime(uint256 id, Book storage book) private view {
        require(
            _isInTime(book), IDistributions.OutsidePayPeriod(id, book.payDate, book.claimBackUntil, block.timestamp)
        );
    }
}
