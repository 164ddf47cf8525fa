// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IDistributions} from "../interfaces/IDistributions.sol";
import {IMembers} from "../interfaces/IMembers.sol";
import {IPayments} from "../interfaces/IPayments.sol";
import {Payment} from "../libraries/Payment.sol";
import {Payments} from "./Payments.sol";

/**
 * @title Lists
 * @notice Pays holders by a list instead of by the register: where amounts follow no formula, or so many holders are to be
 * paid that reading each one's history is too dear.
 * @dev The account is that of every distribution; what the list names beyond the pot is refused.
 */
abstract contract Lists is Payments {
    /// @inheritdoc IPayments
    function claimListed(uint256 id, ListEntry calldata entry, bytes32[] calldata proof, address to) external {
        if (to != msg.sender) _requirePayee(id, to);
        (address currency, uint256 net) = _claimListed(id, msg.sender, entry, proof);
        if (to != msg.sender) emit PaidElsewhere(id, msg.sender, to, net);
        _send(currency, to, net);
    }

    /// @inheritdoc IPayments
    function pushListed(
        uint256 id,
        address[] calldata holders,
        ListEntry[] calldata entries,
        bytes32[][] calldata proofs
    ) external {
        _openedList(id);
        for (uint256 i = 0; i < holders.length; ++i) {
            _pushListed(id, holders[i], entries[i], proofs[i]);
        }
    }

    /// @inheritdoc IPayments
    function leafOf(uint256 id, ListEntry calldata entry) public pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(id, entry))));
    }

    function _claimListed(uint256 id, address holder, ListEntry calldata entry, bytes32[] calldata proof)
        private
        returns (address currency, uint256 net)
    {
        Book storage book = _books[id];
        bool stopped = _checked(id, book, holder, entry, proof);
        if (_isSettled(id, entry.folio)) {
            return (book.currency, _release(id, book, holder, entry.folio, stopped));
        }
        _openedList(id);
        _requirePayable(id, book, entry);
        require(!stopped, HolderStopped(id, holder));
        return (book.currency, _settleListed(id, book, holder, entry));
    }

    /// @dev Payment and cancellation stand or fall together; who is stopped has the money set aside.
    function _pushListed(uint256 id, address holder, ListEntry calldata entry, bytes32[] calldata proof) private {
        Book storage book = _books[id];
        bool stopped = _checked(id, book, holder, entry, proof);
        if (_isSettled(id, entry.folio)) return;
        _requirePayable(id, book, entry);
        if (entry.redeemed != 0) {
            try this.payListed(id, holder, entry, stopped) {}
            catch (bytes memory reason) {
                emit HolderSkipped(id, holder, _failureOf(reason));
            }
            return;
        }
        if (stopped) {
            _putAside(id, book, holder, entry.folio, _settleListed(id, book, holder, entry));
            return;
        }
        _write(id, book, entry.folio, entry.gross, entry.tax);
        if (Payment.trySend(book.currency, holder, entry.gross - entry.tax)) {
            _emitListed(id, holder, entry);
            return;
        }
        _unwrite(id, book, entry.folio, entry.gross, entry.tax);
        emit HolderSkipped(id, holder, PAYMENT_FAILED);
    }

    /// @notice One payment of {pushListed}, which the contract calls of itself so that it can fail as a whole.
    function payListed(uint256 id, address holder, ListEntry calldata entry, bool stopped) external {
        require(msg.sender == address(this), OnlyItself());
        Book storage book = _books[id];
        uint256 net = _settleListed(id, book, holder, entry);
        if (stopped) _putAside(id, book, holder, entry.folio, net);
        else _send(book.currency, holder, net);
    }

    function _settleListed(uint256 id, Book storage book, address holder, ListEntry calldata entry)
        private
        returns (uint256)
    {
        _write(id, book, entry.folio, entry.gross, entry.tax);
        if (entry.redeemed != 0) {
            _security.redeemPaid(_partitionOf(_lines[id][0]), holder, entry.redeemed, abi.encode(id));
        }
        _emitListed(id, holder, entry);
        return entry.gross - entry.tax;
    }

    /// @dev Whether the holder is stopped; the entry must be on the list and the holder's.
    function _checked(uint256 id, Book storage book, address holder, ListEntry calldata entry, bytes32[] calldata proof)
        private
        view
        returns (bool)
    {
        bool isListed = _has(book, LISTED) && MerkleProof.verifyCalldata(proof, book.listRoot, leafOf(id, entry));
        require(isListed, NotOnTheList(id, entry.folio));
        IMembers.Entry memory member = _security.memberOf(holder);
        require(member.folio == entry.folio && entry.folio != 0, WrongHolder(id, holder, entry.folio));
        return member.frozen || member.sanctioned;
    }

    function _openedList(uint256 id) private {
        Book storage book = _opened(id);
        require(_has(book, LISTED), IDistributions.WrongState(id, book.state));
    }

    /// @dev The entry is within what is left of the pot, and its tax is somebody's.
    function _requirePayable(uint256 id, Book storage book, ListEntry calldata entry) private view {
        bool isSound = entry.tax <= entry.gross && (entry.tax == 0 || book.taxTable != 0);
        require(isSound, InvalidListEntry(id, entry.folio));
        uint256 pot = _lines[id][0].amount;
        uint256 settled = uint256(book.settled) + entry.gross;
        require(settled <= pot, ListExceedsPot(id, settled, pot));
    }

    function _emitListed(uint256 id, address holder, ListEntry calldata entry) private {
        emit HolderPaid(id, holder, 0, entry.units, entry.gross, entry.tax, entry.rate, entry.country);
    }
}
