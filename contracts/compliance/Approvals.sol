// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IApprovals} from "../interfaces/IApprovals.sol";
import {IMembers} from "../interfaces/IMembers.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Member} from "../register/Member.sol";
import {Attached} from "./Attached.sol";

/**
 * @title Approvals
 * @notice The transfer agent's consent to single transfers.
 * @dev Invariant: a consent serves one transfer of exactly what was asked for, and no other.
 */
abstract contract Approvals is IApprovals, Attached {
    mapping(bytes32 id => Consent) private _consents;
    uint32 private _silence;
    uint32 private _validity;

    /* REQUEST */

    /// @inheritdoc IApprovals
    function requestApproval(bytes32 partition, address from, address to, uint256 amount, bytes32 document)
        external
        returns (bytes32 id)
    {
        require(_mayAsk(partition, from), NotTheGiver(msg.sender, from));
        // As long as a request is open every transfer looks for consents: strangers have nothing to give.
        require(Member.wrap(_security.wordOf(from)).isRegistered(), IMembers.NotRegistered(from));
        id = approvalId(partition, from, to, amount);
        Consent storage consent = _consents[id];
        require(!_isOpen(consent.status) || _isOver(consent), RequestPending(id));
        _setStatus(consent, Status.Requested);
        // Safe: 40 bits of seconds last for 34,000 years.
        consent.requestedAt = uint40(block.timestamp);
        (consent.automaticFrom, consent.expiry) = _bySilence();
        emit ApprovalRequested(id, partition, from, to, amount, document, consent.automaticFrom);
    }

    function _mayAsk(bytes32 partition, address from) private view returns (bool) {
        return msg.sender == from || _security.isOperatorForPartition(partition, msg.sender, from)
            || _security.hasRole(RoleIds.APPROVER, msg.sender);
    }

    function _bySilence() private view returns (uint40 automaticFrom, uint40 expiry) {
        if (_silence == 0) return (0, 0);
        automaticFrom = uint40(block.timestamp + _silence);
        return (automaticFrom, automaticFrom + _validity);
    }

    /* ANSWER */

    /// @inheritdoc IApprovals
    function approveTransfer(
        bytes32 partition,
        address from,
        address to,
        uint256 amount,
        uint40 expiry,
        bytes32 document
    ) external onlyRole(RoleIds.APPROVER) {
        require(expiry >= block.timestamp, ExpiryPassed(expiry));
        bytes32 id = approvalId(partition, from, to, amount);
        Consent storage consent = _consents[id];
        _setStatus(consent, Status.Approved);
        consent.expiry = expiry;
        emit TransferApproved(id, msg.sender, expiry, document);
    }

    /// @inheritdoc IApprovals
    function rejectTransfer(bytes32 id, uint16 reason) external onlyRole(RoleIds.APPROVER) {
        Consent storage consent = _consents[id];
        require(_isOpen(consent.status), NoRequest(id));
        _setStatus(consent, Status.Rejected);
        emit TransferRejected(id, msg.sender, reason);
    }

    /// @inheritdoc IApprovals
    function setSilence(uint32 silence, uint32 validity) external onlyRole(RoleIds.COMPLIANCE) {
        require(silence == 0 || validity != 0, InvalidSilence(silence, validity));
        (_silence, _validity) = (silence, validity);
        emit SilenceSet(silence, validity);
    }

    /* USE */

    /// @dev A consent to exactly this transfer is used up by it, needed or not.
    function _useApproval(bytes32 partition, address from, address to, uint256 amount) internal {
        // While there are none, nothing is looked up.
        if (_header.openConsents == 0) return;
        bytes32 id = approvalId(partition, from, to, amount);
        Consent storage consent = _consents[id];
        if (!_isGranted(consent)) return;
        _setStatus(consent, Status.Used);
        emit ApprovalUsed(id);
    }

    function _setStatus(Consent storage consent, Status status) private {
        bool wasOpen = _isOpen(consent.status);
        // Safe: counted up before it is counted down, once for each id, of which nobody can pay for 2^32.
        unchecked {
            if (!wasOpen && _isOpen(status)) ++_header.openConsents;
            else if (wasOpen && !_isOpen(status)) --_header.openConsents;
        }
        consent.status = status;
    }

    function _isOpen(Status status) private pure returns (bool) {
        return status == Status.Requested || status == Status.Approved;
    }

    /// @dev Whether consent, spoken or silent, has run out.
    function _isOver(Consent storage consent) private view returns (bool) {
        return consent.expiry != 0 && block.timestamp > consent.expiry;
    }

    function _isGranted(Consent storage consent) private view returns (bool) {
        Consent memory c = consent;
        bool isSilent = c.status == Status.Requested && c.automaticFrom != 0 && block.timestamp >= c.automaticFrom;
        return (c.status == Status.Approved || isSilent) && block.timestamp <= c.expiry;
    }

    /* READING */

    /// @inheritdoc IApprovals
    function approvalId(bytes32 partition, address from, address to, uint256 amount) public pure returns (bytes32) {
        return keccak256(abi.encode(partition, from, to, amount));
    }

    /// @inheritdoc IApprovals
    function consentOf(bytes32 id) external view returns (Consent memory) {
        return _consents[id];
    }

    /// @inheritdoc IApprovals
    function isApproved(bytes32 partition, address from, address to, uint256 amount) public view returns (bool) {
        return _isGranted(_consents[approvalId(partition, from, to, amount)]);
    }

    /// @dev Unix time from which silence is consent to the transfer; 0 when it will not be.
    function _silentFrom(bytes32 partition, address from, address to, uint256 amount) internal view returns (uint256) {
        Consent memory c = _consents[approvalId(partition, from, to, amount)];
        return c.status == Status.Requested && block.timestamp <= c.expiry ? c.automaticFrom : 0;
    }
}
