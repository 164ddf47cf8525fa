// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDistributions} from "../interfaces/IDistributions.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Declarations} from "./Declarations.sol";

/**
 * @title Endings
 * @notice The end of a distribution: tax handed over, dust handed on, what nobody claimed handed to whom the declaration said.
 */
abstract contract Endings is Declarations {
    /* TAX */

    /// @inheritdoc IDistributions
    function remitTax(uint256 id) external {
        Book storage book = _books[id];
        require(book.state != State.None, WrongState(id, State.None));
        uint256 amount = book.withheld - book.remitted;
        book.remitted = book.withheld;
        address agent = _tables[book.taxTable].agent;
        emit TaxRemitted(id, agent, amount);
        _send(book.currency, agent, amount);
    }

    /* THE END */

    /// @inheritdoc IDistributions
    function close(uint256 id) external onlyRole(RoleIds.TREASURER) {
        Book storage book = _books[id];
        require(block.timestamp > book.deadline, NotYet(id, book.deadline, block.timestamp));
        if (book.state == State.Funded || book.state == State.Declared) _record(id, book);
        State state = book.state;
        bool isFunded = state == State.Payable;
        require(isFunded || state == State.Recorded, WrongState(id, state));
        book.state = isFunded ? State.Closed : State.Swept;
        if (isFunded) _carryDust(id, book);
        uint256 unclaimed = isFunded ? _unclaimedOf(id, book) : 0;
        emit DistributionClosed(id, unclaimed);
        if (isFunded && block.timestamp > book.claimBackUntil) _sweep(id, book);
    }

    /// @inheritdoc IDistributions
    function sweep(uint256 id) external {
        Book storage book = _books[id];
        State state = book.state;
        bool isFunded = state == State.Funded || state == State.Payable || state == State.Closed;
        require(isFunded, WrongState(id, state));
        require(block.timestamp > book.claimBackUntil, NotYet(id, book.claimBackUntil, block.timestamp));
        if (state == State.Funded) _record(id, book);
        if (state != State.Closed) _carryDust(id, book);
        _sweep(id, book);
    }

    function _sweep(uint256 id, Book storage book) private {
        book.state = State.Swept;
        uint256 rest = _potOf(id, book) - book.settled - book.carriedOut;
        emit DistributionSwept(id, book.residual, rest);
        _send(book.currency, book.residual, rest);
    }

    /// @inheritdoc IDistributions
    function carryOver(uint256 id) external {
        Book storage book = _inState(id, State.Payable);
        require(_unclaimedOf(id, book) == 0 && !_has(book, LISTED), DustUnknown(id));
        _carryDust(id, book);
    }

    function _carryDust(uint256 id, Book storage book) private {
        uint256 dust = _potOf(id, book) - book.settled - _unclaimedOf(id, book) - book.carriedOut;
        if (dust == 0) return;
        book.carriedOut += uint104(dust);
        _carry(id, book, dust);
    }
}
