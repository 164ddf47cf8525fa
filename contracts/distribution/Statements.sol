// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDistributions} from "../interfaces/IDistributions.sol";
import {IRecordDates} from "../interfaces/IRecordDates.sol";
import {Endings} from "./Endings.sol";

/**
 * @title Statements
 * @notice What can be read of distributions.
 */
abstract contract Statements is Endings {
    /// @inheritdoc IDistributions
    function security() external view returns (address) {
        return address(_security);
    }

    /// @inheritdoc IDistributions
    function count() external view returns (uint256) {
        return _count;
    }

    /// @inheritdoc IDistributions
    function distribution(uint256 id) external view returns (Distribution memory) {
        Book storage book = _books[id];
        return Distribution({
            state: book.state,
            currency: book.currency,
            pot: _potOf(id, book),
            recordDate: book.recordDate,
            payDate: book.payDate,
            deadline: book.deadline,
            claimBackUntil: book.claimBackUntil,
            taxTable: book.taxTable,
            residual: book.residual,
            settled: book.settled,
            withheld: book.withheld,
            remitted: book.remitted,
            setAside: book.setAside,
            carriedIn: book.carriedIn,
            carriedOut: book.carriedOut,
            isListed: _has(book, LISTED)
        });
    }

    /// @inheritdoc IDistributions
    function linesOf(uint256 id) external view returns (LineStanding[] memory lines) {
        lines = new LineStanding[](_books[id].lines);
        for (uint256 i = 0; i < lines.length; ++i) {
            Entry storage line = _lines[id][i];
            lines[i] = LineStanding({
                partition: _partitionOf(line),
                amount: line.amount,
                per: line.per,
                redeemed: line.redeemed,
                isTaxed: line.traits & IS_TAXED != 0,
                isPot: line.traits & IS_POT != 0,
                eligible: line.eligible,
                settled: line.settled
            });
        }
    }

    /// @inheritdoc IDistributions
    function carryOf(bytes32 partition, address currency) external view returns (uint256) {
        return _carries[partition][currency];
    }

    /// @inheritdoc IDistributions
    function isExcluded(uint256 id, address holder) external view returns (bool) {
        return _isExcluded(_books[id], holder);
    }

    /// @inheritdoc IDistributions
    function isPaid(uint256 id, address holder) external view returns (bool) {
        return !_isExcluded(_books[id], holder) && _isSettled(id, _security.memberOf(holder).folio);
    }

    /// @inheritdoc IDistributions
    function paidBits(uint256 id, uint256 index) external view returns (uint256) {
        return _settled[id][index];
    }

    /// @inheritdoc IDistributions
    function entitlement(uint256 id, address holder)
        external
        view
        returns (uint256 units, uint256 gross, uint256 tax, uint256 net)
    {
        Statement memory statement = _statementOf(id, _recorded(id), holder);
        (units, gross, tax) = (statement.shares[0].units, statement.gross, statement.tax);
        net = gross - tax;
    }

    /// @inheritdoc IDistributions
    function statementsOf(uint256 id, address[] calldata holders) external view returns (Statement[] memory found) {
        Book storage book = _recorded(id);
        found = new Statement[](holders.length);
        for (uint256 i = 0; i < holders.length; ++i) {
            found[i] = _statementOf(id, book, holders[i]);
        }
    }

    function _statementOf(uint256 id, Book storage book, address holder)
        private
        view
        returns (Statement memory statement)
    {
        IRecordDates.Standing memory standing = _standing(id, book, holder);
        statement.folio = standing.folio;
        statement.country = standing.country;
        statement.isStopped = standing.stopped;
        bool isExcluded_ = _isExcluded(book, holder);
        statement.isPaid = !isExcluded_ && _isSettled(id, standing.folio);
        statement.shares = new Share[](book.lines);
        if (isExcluded_ || _has(book, LISTED)) return statement;
        statement.rate = _rateOf(book, standing);
        for (uint256 i = 0; i < statement.shares.length; ++i) {
            (uint256 units, uint256 gross, uint256 tax) =
                _shareOn(_lines[id][i], book, holder, i == 0, standing.units, statement.rate);
            statement.shares[i] = Share(units, gross, tax);
            statement.gross += gross;
            statement.tax += tax;
        }
    }

    function _recorded(uint256 id) private view returns (Book storage book) {
        book = _books[id];
        require(_isRecorded(book.state), WrongState(id, book.state));
    }

    /// @inheritdoc IDistributions
    function accountOf(uint256 id)
        external
        view
        returns (uint256 pot, uint256 paid, uint256 withheld, uint256 unclaimed, uint256 dust)
    {
        Book storage book = _books[id];
        pot = _potOf(id, book);
        withheld = book.withheld;
        paid = book.settled - withheld - book.setAside;
        unclaimed = _unclaimedOf(id, book);
        dust = pot - book.settled - unclaimed;
        unclaimed += book.setAside;
    }
}
