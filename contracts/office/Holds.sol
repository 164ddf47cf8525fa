// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IHolds} from "../interfaces/IHolds.sol";
import {History} from "../libraries/History.sol";
import {Reason, Verdict} from "../libraries/Verdict.sol";
import {Globals} from "../register/Globals.sol";
import {Holding, ON_HOLD} from "../register/Holding.sol";
import {Succession} from "./Succession.sol";

/**
 * @title Holds
 * @notice Sets units aside for one who is to receive them, and hands them over, frees them or lets them be reclaimed.
 * @dev Invariants: the held units of a holder are the sum of the open holds; a closed hold stays closed.
 */
abstract contract Holds is IHolds, Succession {
    /* CREATION */

    /// @inheritdoc IHolds
    function createHold(bytes32 holdId, Hold calldata hold) external {
        require(_holds[holdId].holder == address(0), HoldExists(holdId));
        bool bySecret = hold.secretHash != 0;
        require(
            hold.units != 0 && hold.expiry > block.timestamp && (hold.notary != address(0) || bySecret)
                && (!bySecret || hold.recipient != address(0)),
            InvalidHold(holdId)
        );
        _requireHoldable(hold.partition, hold.holder, hold.units);
        Hold memory stored = hold;
        // The principal class goes without saying, which saves a word of storage.
        if (hold.partition == _principal()) stored.partition = 0;
        _holds[holdId] = stored;
        _setHeldUnits(hold.partition, hold.holder, _heldUnits[hold.partition][hold.holder] + hold.units);
        emit HoldCreated(holdId, hold.holder, _caller(), hold);
    }

    /// @dev As a transfer by the caller, as far as it concerns the sender.
    function _requireHoldable(bytes32 partition, address holder, uint256 units) private view {
        Globals g = _globals;
        Holding held = Holding.wrap(_recordsOf(partition)[holder].word);
        uint256 right = _isOperator(partition, _caller(), holder) ? UNLIMITED : NO_RIGHT;
        Verdict v = block.timestamp <= g.pausedUntil()
            ? _halted(Reason.PAUSED)
            : _senderVerdict(g, _termsOf(g, partition), _memberBehind(partition, held, holder), held, right, units);
        if (v.isSuccess()) v = _encumbranceVerdict(partition, holder, held, units, true);
        if (!v.isSuccess()) _refuse(v, partition, right, holder, address(0), units);
    }

    /* EXECUTION */

    /// @inheritdoc IHolds
    function executeHold(bytes32 holdId, address recipient, uint256 value, bytes32 secret) external {
        Hold memory hold = _open(holdId);
        require(block.timestamp <= hold.expiry, HoldExpired(holdId, hold.expiry));
        require(value <= hold.units, HoldTooSmall(holdId, hold.units, value));
        require(hold.recipient == address(0) || hold.recipient == recipient, WrongRecipient(holdId, recipient));
        bool bySecret = hold.secretHash != 0 && sha256(abi.encode(secret)) == hold.secretHash;
        _requireMayExecute(holdId, hold, value, bySecret);

        _reduce(holdId, hold, value);
        _transfer(
            Kind.HoldExecution,
            hold.partition,
            UNLIMITED,
            _caller(),
            hold.holder,
            recipient,
            value,
            _noData(),
            _noData()
        );
        emit HoldExecuted(holdId, recipient, value, bySecret ? secret : bytes32(0));
    }

    /// @dev A secret sent is a secret no more: who read it must not be able to split the hold before its recipient.
    function _requireMayExecute(bytes32 holdId, Hold memory hold, uint256 value, bool bySecret) private view {
        address caller = _caller();
        bool maySecretly = bySecret && (value == hold.units || caller == hold.recipient);
        require(maySecretly || caller == hold.notary, NotHoldNotary(holdId, caller));
    }

    /* RELEASE */

    /// @inheritdoc IHolds
    function releaseHold(bytes32 holdId) external {
        Hold memory hold = _open(holdId);
        address caller = _caller();
        require(caller == hold.notary || caller == hold.recipient, NotHoldNotary(holdId, caller));
        _release(holdId, hold);
    }

    /// @inheritdoc IHolds
    function reclaimHold(bytes32 holdId) external {
        Hold memory hold = _open(holdId);
        require(block.timestamp > hold.expiry, HoldNotExpired(holdId, hold.expiry));
        _release(holdId, hold);
    }

    function _release(bytes32 holdId, Hold memory hold) private {
        _reduce(holdId, hold, hold.units);
        emit HoldReleased(holdId, _caller(), hold.units);
    }

    /* HELPERS */

    /// @dev The hold, which is open.
    function _open(bytes32 holdId) private view returns (Hold memory hold) {
        hold = holdOf(holdId);
        require(hold.units != 0, NoOpenHold(holdId));
    }

    function _reduce(bytes32 holdId, Hold memory hold, uint256 units) private {
        // Safe: `units` is at most the hold's, which are of 96 bits and part of the sum.
        unchecked {
            _holds[holdId].units = uint96(hold.units - units);
            _setHeldUnits(hold.partition, hold.holder, _heldUnits[hold.partition][hold.holder] - units);
        }
    }

    function _setHeldUnits(bytes32 partition, address holder, uint256 units) private {
        _heldUnits[partition][holder] = units;
        History.Record storage record = _recordsOf(partition)[holder];
        record.word = Holding.unwrap(Holding.wrap(record.word).withFlag(ON_HOLD, units != 0));
    }

    /* READING */

    /// @inheritdoc IHolds
    function holdOf(bytes32 holdId) public view returns (Hold memory hold) {
        hold = _holds[holdId];
        if (hold.holder == address(0)) return hold;
        if (hold.partition == 0) hold.partition = _principal();
        hold.holder = _presentWallet(hold.holder);
        hold.recipient = _presentWallet(hold.recipient);
        hold.notary = _presentWallet(hold.notary);
    }

    /// @inheritdoc IHolds
    function heldUnitsOf(bytes32 partition, address holder) external view returns (uint256) {
        return _heldUnits[partition][holder];
    }
}
