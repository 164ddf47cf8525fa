// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAdmission} from "../interfaces/IAdmission.sol";
import {Movement} from "../interfaces/ICompliance.sol";
import {IMembers} from "../interfaces/IMembers.sol";
import {IRecovery} from "../interfaces/IRecovery.sol";
import {IERC1410Movements} from "../interfaces/erc/IERC1410.sol";
import {IERC3643Control} from "../interfaces/erc/IERC3643.sol";
import {History} from "../libraries/History.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {CONTROL_ENDED, Globals, HAS_ENGINE} from "../register/Globals.sol";
import {Holding, ON_HOLD, PARTLY_FROZEN} from "../register/Holding.sol";
import {BARRED, MAX_UNITS, Member, SUCCESSOR} from "../register/Member.sol";
import {Succession} from "./Succession.sol";

/**
 * @title Recoveries
 * @notice Moves the entry of a member who lost a wallet to a new one, after a time in which the old one can object.
 * @dev Invariants: the lost wallet holds nothing and is never admitted again; the folio, and with it what was paid and
 * voted, goes with the entry; no units come into being or end.
 */
abstract contract Recoveries is IRecovery, Succession {
    using History for History.Record;

    uint256 private constant DEFAULT_DELAY = 3 days;
    uint256 private constant LEAST_DELAY = 1 days;
    uint256 private constant MOST_DELAY = 90 days;

    /* INITIATION */

    /// @inheritdoc IRecovery
    function initiateRecovery(address lost, address replacement, bytes32 evidence) external onlyRole(RoleIds.ADMITTER) {
        require(!_globals.isSet(CONTROL_ENDED), ControlRenounced());
        // Also of a removed member, who may still be owed money.
        require(_memberOf(lost).folio() != 0, IMembers.NotRegistered(lost));
        require(evidence != 0, NoEvidence(lost));
        address pending = _recoveries[lost].replacement;
        require(pending == address(0), RecoveryPending(lost, pending));
        _requireUnknown(replacement);
        uint256 executableFrom = block.timestamp + recoveryDelay();
        _recoveries[lost] = Recovery(replacement, uint64(executableFrom), evidence);
        emit RecoveryInitiated(lost, replacement, evidence, executableFrom, _caller());
    }

    /// @inheritdoc IRecovery
    function cancelRecovery(address lost) external {
        address caller = _caller();
        if (caller != lost && !_roleHolders[RoleIds.ADMITTER][caller]) _requireRole(RoleIds.CONTROLLER);
        address replacement = _recoveries[lost].replacement;
        require(replacement != address(0), NoRecovery(lost, replacement));
        delete _recoveries[lost];
        emit RecoveryCancelled(lost, replacement, _caller());
    }

    function _requireUnknown(address replacement) private view {
        Member word = _memberOf(replacement);
        require(
            replacement != address(0) && replacement != address(this) && word.folio() == 0 && !word.isSet(BARRED),
            ReplacementKnown(replacement)
        );
    }

    /* EXECUTION */

    /// @inheritdoc IRecovery
    function executeRecovery(address lost) external onlyRole(RoleIds.CONTROLLER) {
        _executeRecovery(lost, address(0));
    }

    /// @dev Gates are the callers' business.
    function _executeRecovery(address lost, address investorOnchainID) internal {
        Recovery memory recovery = _recoveries[lost];
        address replacement = recovery.replacement;
        require(!_globals.isSet(CONTROL_ENDED), ControlRenounced());
        require(replacement != address(0), NoRecovery(lost, replacement));
        require(block.timestamp >= recovery.executableFrom, RecoveryNotDue(lost, recovery.executableFrom));
        _requireUnknown(replacement);
        delete _recoveries[lost];

        Globals g = _turnPage();
        uint256 epoch = g.epoch();
        _moveOtherClasses(lost, replacement, epoch);
        Member before = _moveEntry(lost, replacement, epoch);
        _successors[lost] = replacement;
        _successions[replacement] = IRecovery.Succession(lost, uint16(epoch));
        emit MemberRecovered(lost, replacement, recovery.evidence, _caller());
        emit IERC3643Control.RecoverySuccess(lost, replacement, investorOnchainID);
        if (g.isSet(HAS_ENGINE)) _tellOfRecovery(lost, replacement, before);
    }

    /// @dev The entry changed its wallet, and the units of each class with it; `before` is the lost wallet's word.
    function _tellOfRecovery(address lost, address replacement, Member before) private {
        _entryChanged(replacement, lost, before, _memberOf(replacement));
        for (uint256 i = 0; i < _partitions.length; ++i) {
            uint256 units = _unitsOf(_partitions[i], replacement);
            if (units == 0) continue;
            Movement memory m = _movement(
                Kind.Recovery,
                _partitions[i],
                _caller(),
                lost,
                replacement,
                units,
                Holding.wrap(units),
                Holding.wrap(0),
                _noData()
            );
            (m.sender, m.receiver) = (Member.unwrap(before), Member.unwrap(before));
            _tell(m);
        }
    }

    /// @dev The member's word: profile, folio, flags and the units of the principal class.
    function _moveEntry(address lost, address replacement, uint256 epoch) private returns (Member word) {
        word = _keptMember(lost, epoch);
        Member entry = word.withFlag(SUCCESSOR);
        _members[replacement].word = Member.unwrap(entry);
        emit IMembers.MemberRemoved(lost);
        if (entry.isRegistered()) emit IAdmission.MemberAdmitted(replacement, Member.unwrap(entry) & ~MAX_UNITS);
        _moved(_principal(), lost, replacement, Holding.wrap(Member.unwrap(word)));
        // What remains only says that the wallet is barred, and where its history is.
        _members[lost].word = Member.unwrap(word.onlyHistory().withFlag(BARRED));
    }

    function _moveOtherClasses(address lost, address replacement, uint256 epoch) private {
        for (uint256 i = 1; i < _partitions.length; ++i) {
            bytes32 partition = _partitions[i];
            History.Record storage source = _recordsOf(partition)[lost];
            if (source.word == 0) continue;
            uint256 word = source.stamp(source.word, epoch);
            _recordsOf(partition)[replacement].word = word;
            source.word = word & ~(MAX_UNITS | PARTLY_FROZEN | ON_HOLD);
            _moved(partition, lost, replacement, Holding.wrap(word));
        }
    }

    /// @dev What stands beside the units, and the events of their movement.
    function _moved(bytes32 partition, address lost, address replacement, Holding word) private {
        if (word.isSet(PARTLY_FROZEN)) {
            uint256 frozen = _frozenUnits[partition][lost];
            _writeFrozenUnits(partition, lost, 0);
            _writeFrozenUnits(partition, replacement, frozen);
        }
        if (word.isSet(ON_HOLD)) {
            _heldUnits[partition][replacement] = _heldUnits[partition][lost];
            _heldUnits[partition][lost] = 0;
        }
        emit IERC20.Transfer(lost, replacement, word.units());
        emit IERC1410Movements.TransferByPartition(
            partition, _caller(), lost, replacement, word.units(), _noData(), _noData()
        );
    }

    /* SETTING AND READING */

    /// @inheritdoc IRecovery
    function setRecoveryDelay(uint32 delay) external onlyRole(ADMIN) {
        require(delay >= LEAST_DELAY && delay <= MOST_DELAY, InvalidRecoveryDelay(delay, LEAST_DELAY, MOST_DELAY));
        _recoveryDelay = delay;
        emit RecoveryDelaySet(delay);
    }

    /// @inheritdoc IRecovery
    function recoveryDelay() public view returns (uint256) {
        return _recoveryDelay == 0 ? DEFAULT_DELAY : _recoveryDelay;
    }

    /// @inheritdoc IRecovery
    function recoveryOf(address lost) external view returns (Recovery memory) {
        return _recoveries[lost];
    }

    /// @inheritdoc IRecovery
    function presentWallet(address account) external view returns (address) {
        return _presentWallet(account);
    }
}
