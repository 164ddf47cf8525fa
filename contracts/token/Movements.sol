// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC1410Movements} from "../interfaces/erc/IERC1410.sol";
import {IERC1644Movements} from "../interfaces/erc/IERC1644.sol";
import {Movement} from "../interfaces/ICompliance.sol";
import {IHolds} from "../interfaces/IHolds.sol";
import {History} from "../libraries/History.sol";
import {Code, Verdict} from "../libraries/Verdict.sol";
import {Globals, HAS_ENGINE} from "../register/Globals.sol";
import {Holding, PARTLY_FROZEN} from "../register/Holding.sol";
import {Supply} from "../register/Supply.sol";
import {Terms} from "../register/Terms.sol";
import {Evaluator} from "./Evaluator.sol";

/**
 * @title Movements
 * @notice The one place that changes units.
 * @dev Invariants: the sum of the members' units of a partition is its supply; the compliance engine is told of each
 * movement once, after it. {_credit} and {_debit} alone write units.
 */
abstract contract Movements is IERC20Errors, Evaluator {
    using History for History.Record;

    /* TRANSFER */

    /**
     * @dev Units go from one member to another, of the holder's will.
     * @param kind see {_transferVerdict}.
     * @param operator who sends it.
     */
    function _transfer(
        Kind kind,
        bytes32 partition,
        uint256 right,
        address operator,
        address from,
        address to,
        uint256 amount,
        bytes calldata data,
        bytes calldata operatorData
    ) internal {
        Globals g = _turnPage();
        mapping(address account => History.Record) storage records = _recordsOf(partition);
        History.Record storage source = records[from];
        History.Record storage target = records[to];
        uint256 held = source.word;
        uint256 holds = target.word;
        Verdict v = _transferVerdict(
            kind, partition, g, Holding.wrap(held), Holding.wrap(holds), right, operator, from, to, amount, data
        );
        if (!v.isSuccess()) _refuse(v, partition, right, from, to, amount);
        if (from != to) {
            _debit(source, held, g.epoch(), amount);
            _credit(target, holds, g.epoch(), amount);
        }
        _emitTransfer(partition, operator, from, to, amount, data, operatorData);
        if (g.isSet(HAS_ENGINE) && !v.isQuiet()) _tell(kind, partition, operator, from, to, amount, held, holds, data);
    }

    /// @dev Units go from one member to another without the holder's consent.
    function _forceTransfer(
        bytes32 partition,
        address from,
        address to,
        uint256 amount,
        bytes calldata data,
        bytes calldata operatorData
    ) internal {
        Globals g = _turnPage();
        mapping(address account => History.Record) storage records = _recordsOf(partition);
        History.Record storage source = records[from];
        History.Record storage target = records[to];
        uint256 held = source.word;
        uint256 holds = target.word;
        Verdict v = _forcedTransferVerdict(partition, g, Holding.wrap(held), Holding.wrap(holds), from, to, amount);
        if (!v.isSuccess()) _refuse(v, partition, UNLIMITED, from, to, amount);
        _debit(source, _unfreeze(partition, from, held, amount), g.epoch(), amount);
        _credit(target, holds, g.epoch(), amount);
        address controller = _caller();
        _emitTransfer(partition, controller, from, to, amount, data, operatorData);
        emit IERC1644Movements.ControllerTransfer(controller, from, to, amount, data, operatorData);
        if (g.isSet(HAS_ENGINE)) {
            _tell(Kind.ForcedTransfer, partition, controller, from, to, amount, held, holds, data);
        }
    }

    function _emitTransfer(
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 amount,
        bytes calldata data,
        bytes calldata operatorData
    ) private {
        emit IERC20.Transfer(from, to, amount);
        emit IERC1410Movements.TransferByPartition(partition, operator, from, to, amount, data, operatorData);
    }

    /* ISSUE */

    /**
     * @dev New units for a member, out of `supply`. The caller stores what is returned and emits the event of its ERC.
     */
    function _issue(
        Globals g,
        Terms terms,
        bytes32 partition,
        Supply supply,
        address operator,
        address to,
        uint256 amount,
        bytes calldata data
    ) internal returns (Supply increased) {
        History.Record storage target = _recordsOf(partition)[to];
        uint256 holds = target.word;
        Verdict v = _issueVerdict(partition, g, terms, supply, Holding.wrap(holds), operator, to, amount, data);
        if (!v.isSuccess()) _refuse(v, partition, UNLIMITED, address(0), to, amount);
        _credit(target, holds, g.epoch(), amount);
        emit IERC20.Transfer(address(0), to, amount);
        increased = supply.increase(amount);
        if (!g.isSet(HAS_ENGINE)) return increased;
        // Rules may ask for the supply.
        _supplies[partition].word = Supply.unwrap(increased);
        if (!v.isQuiet()) _tell(Kind.Issue, partition, operator, address(0), to, amount, 0, holds, data);
    }

    /* REDEEM */

    /// @dev Units are cancelled, of the holder's will. The caller emits the event of its ERC.
    function _redeem(
        bytes32 partition,
        uint256 right,
        address operator,
        address from,
        uint256 amount,
        bytes calldata data
    ) internal {
        Globals g = _turnPage();
        uint256 held = _recordsOf(partition)[from].word;
        Verdict v = _redeemVerdict(partition, g, Holding.wrap(held), right, operator, from, amount, data);
        if (!v.isSuccess()) _refuse(v, partition, right, from, address(0), amount);
        _cancel(g, partition, from, held, amount);
        if (g.isSet(HAS_ENGINE) && !v.isQuiet()) {
            _tell(Kind.Redeem, partition, operator, from, address(0), amount, held, 0, data);
        }
    }

    /// @dev Units are cancelled without the holder's consent. The caller emits the events of its ERC.
    function _forceRedeem(bytes32 partition, address from, uint256 amount) internal {
        Globals g = _turnPage();
        uint256 held = _recordsOf(partition)[from].word;
        Verdict v = _forcedVerdict(partition, g, Holding.wrap(held), from, amount);
        if (!v.isSuccess()) _refuse(v, partition, UNLIMITED, from, address(0), amount);
        _cancel(g, partition, from, _unfreeze(partition, from, held, amount), amount);
        if (g.isSet(HAS_ENGINE)) {
            _tell(Kind.ForcedRedeem, partition, _caller(), from, address(0), amount, held, 0, _noData());
        }
    }

    /* RULES */

    /// @dev Tells the compliance engine of a movement that happened; `held` and `holds` are the words before it.
    function _tell(
        Kind kind,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 amount,
        uint256 held,
        uint256 holds,
        bytes calldata data
    ) internal {
        _tell(_movement(kind, partition, operator, from, to, amount, Holding.wrap(held), Holding.wrap(holds), data));
    }

    function _tell(Movement memory m) internal {
        Verdict v = Verdict.wrap(_engine.moved(m));
        if (!v.isSuccess()) revert Refused(v.code(), v.reason(), _guilty(v, m.operator, m.from, m.to));
    }

    /* UNITS */

    /// @dev Units of a member, which stand in `held`, end.
    function _cancel(Globals g, bytes32 partition, address from, uint256 held, uint256 amount) internal {
        _supplies[partition].word = Supply.unwrap(_stampedSupply(partition, g.epoch()).decrease(amount));
        _debit(_recordsOf(partition)[from], held, g.epoch(), amount);
        emit IERC20.Transfer(from, address(0), amount);
    }

    /// @dev Units of a member come into being.
    function _create(Globals g, bytes32 partition, address to, uint256 amount) internal {
        _supplies[partition].word = Supply.unwrap(_stampedSupply(partition, g.epoch()).increase(amount));
        History.Record storage target = _recordsOf(partition)[to];
        _credit(target, target.word, g.epoch(), amount);
        emit IERC20.Transfer(address(0), to, amount);
    }

    /// @dev Adds units to `word`, which is the record's. Safe: the sum over all holders is the supply, at most 2^96 - 1.
    function _credit(History.Record storage record, uint256 word, uint256 epoch, uint256 amount) private {
        unchecked {
            record.word = record.stamp(word, epoch) + amount;
        }
    }

    /// @dev Takes units off `word`, which is the record's. Safe: the evaluator held `amount <= units`.
    function _debit(History.Record storage record, uint256 word, uint256 epoch, uint256 amount) private {
        unchecked {
            record.word = record.stamp(word, epoch) - amount;
        }
    }

    /**
     * @dev Frees what a forced movement takes out of the frozen units, and no more; last it takes what is on hold. Returns
     * the word to go on with: where nothing stays frozen, later movements shall not look for it.
     */
    function _unfreeze(bytes32 partition, address account, uint256 word, uint256 amount) private returns (uint256) {
        (, uint256 free) = _freeUnits(partition, account, Holding.wrap(word));
        if (amount <= free) return word;
        uint256 needed = amount - free;
        uint256 frozen = _frozenUnits[partition][account];
        uint256 freed = needed < frozen ? needed : frozen;
        if (freed != 0) _writeFrozenUnits(partition, account, frozen - freed);
        if (needed != freed) emit IHolds.HeldUnitsTaken(partition, account, needed - freed);
        return Holding.unwrap(Holding.wrap(word).withFlag(PARTLY_FROZEN, frozen != freed));
    }

    /// @dev Lowers the allowance that was `spender`'s right by what was spent; other rights are not used up.
    function _spend(bytes32 partition, address holder, address spender, uint256 right, uint256 amount) internal {
        if (right >= NO_RIGHT) return;
        // The highest right may stand for an allowance one higher.
        uint256 allowed = right == NO_RIGHT - 1 ? _allowanceOf(partition, holder, spender) : right;
        // Safe: the evaluator held `amount <= right`.
        unchecked {
            _setAllowance(partition, holder, spender, allowed - amount);
        }
    }

    /// @dev Reverts with the verdict: lack of balance and allowance as ERC-6093 wants it, all else as {Refused}.
    function _refuse(Verdict v, bytes32 partition, uint256 right, address from, address to, uint256 amount)
        internal
        view
    {
        bytes1 code = v.code();
        if (code == Code.BALANCE) revert ERC20InsufficientBalance(from, _unitsOf(partition, from), amount);
        if (code == Code.ALLOWANCE) revert ERC20InsufficientAllowance(_caller(), right, amount);
        revert Refused(code, v.reason(), _guilty(v, _caller(), from, to));
    }
}
