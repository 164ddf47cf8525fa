// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Movement} from "../interfaces/ICompliance.sol";
import {IMovements} from "../interfaces/IMovements.sol";
import {PARTY_RULE, Reason, Verdict} from "../libraries/Verdict.sol";
import {Book} from "../register/Book.sol";
import {Globals} from "../register/Globals.sol";
import {Holding} from "../register/Holding.sol";
import {Member} from "../register/Member.sol";

/**
 * @title Rulings
 * @notice What the compliance engine is asked, and how its answers are read.
 * @dev Invariant: the engine sees a movement as it stood before, whether it is asked or told.
 */
abstract contract Rulings is IMovements, Book {
    /// @dev Steps 9 to 12: what the compliance engine says of a movement that has not happened yet.
    function _ruling(Movement memory m) internal view returns (Verdict) {
        return Verdict.wrap(_engine.check(m));
    }

    /// @dev The movement as the rules see it; `held` and `holds` are the words before it.
    function _movement(
        Kind kind,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 amount,
        Holding held,
        Holding holds,
        bytes calldata data
    ) internal view returns (Movement memory) {
        return Movement({
            kind: kind,
            partition: partition,
            destination: partition,
            operator: operator,
            from: from,
            to: to,
            amount: amount,
            received: amount,
            sender: from == address(0) ? 0 : Member.unwrap(_memberBehind(partition, held, from)),
            receiver: to == address(0) ? 0 : Member.unwrap(_memberBehind(partition, holds, to)),
            senderUnits: held.units(),
            receiverUnits: holds.units(),
            data: data
        });
    }

    /// @dev Whom the verdict on a movement concerns.
    function _guilty(Verdict v, address operator, address from, address to) internal view returns (address) {
        uint256 party = v.party();
        return party < PARTY_RULE ? v.guilty(address(this), operator, from, to) : _engine.ruleAt(party - PARTY_RULE);
    }

    /// @dev Unix time from which what refuses no longer does; 0 when time alone does not cure it.
    function _openingOf(
        Verdict v,
        Kind kind,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 amount,
        bytes calldata data
    ) internal view returns (uint256) {
        Globals g = _globals;
        bytes32 reason = v.reason();
        if (reason == Reason.PARTITION_LOCKED) return _termsOf(g, partition).unlockAt();
        if (reason == Reason.PAUSED) return g.isPausedForever() ? 0 : g.pausedUntil() + 1;
        if (!v.isOfRule()) return 0;
        (Holding held, Holding holds) = (_holdingOf(partition, from), _holdingOf(partition, to));
        return _engine.opensAt(_movement(kind, partition, operator, from, to, amount, held, holds, data));
    }

    /// @dev Empty bytes in calldata, for movements without data.
    function _noData() internal pure returns (bytes calldata) {
        return msg.data[:0];
    }

    /* WORDS */

    /// @dev The word in which the units of `account` stand.
    function _holdingOf(bytes32 partition, address account) internal view returns (Holding) {
        return Holding.wrap(_recordsOf(partition)[account].word);
    }

    /// @dev The member whose units stand in `held`: the same word for the principal class.
    function _memberBehind(bytes32 partition, Holding held, address account) internal view returns (Member) {
        return partition == _principal() ? Member.wrap(Holding.unwrap(held)) : _memberOf(account);
    }
}
