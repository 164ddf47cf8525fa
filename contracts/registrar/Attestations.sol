// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IAttestations} from "../interfaces/IAttestations.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Entries} from "../register/Entries.sol";
import {Member} from "../register/Member.sol";
import {Signatures} from "./Signatures.sol";

/**
 * @title Attestations
 * @notice Admission at the investor's own cost, on the signature of a listed provider of identity checks.
 * @dev A provider decides only what its mandate names; the rest of an entry stays as it is, and so do its stops.
 */
abstract contract Attestations is IAttestations, Entries, Signatures {
    bytes32 private constant ATTESTATION_TYPE = keccak256(
        "Attestation(address account,uint16 country,uint16 admittedThrough,uint16 accreditedThrough,uint32 attributes,uint80 replaces,bytes32 nonce,uint256 deadline)"
    );

    /// @inheritdoc IAttestations
    function setProvider(address provider, Mandate calldata mandate) external onlyRole(RoleIds.ADMITTER) {
        _mandates[provider] = mandate;
        emit ProviderSet(provider, mandate);
    }

    /// @inheritdoc IAttestations
    function admitSelf(Attestation calldata attestation, address provider, bytes calldata signature) external {
        address account = attestation.account;
        Mandate memory mandate = _mandates[provider];
        require(account == _caller(), NotOwnAttestation(account, _caller()));
        require(block.timestamp <= attestation.deadline, AttestationExpired(attestation.deadline));
        _requireWithin(mandate, attestation, provider);
        _useAttestation(provider, attestation.nonce);
        bytes32 structHash = keccak256(abi.encode(ATTESTATION_TYPE, attestation));
        require(
            SignatureChecker.isValidSignatureNow(provider, _digest(structHash), signature), InvalidAttestation(provider)
        );

        Member known = _memberOf(account);
        require(
            known.profile() == attestation.replaces && known.isRegistered() == (known.folio() != 0),
            AttestationOutdated(account, known.profile())
        );
        uint256 others = known.attributes() & ~uint256(mandate.attributes);
        // Safe: both are fields of the same widths in the word.
        _globals = _admit(
            _turnPage(),
            account,
            attestation.country,
            attestation.admittedThrough,
            mandate.mayAccredit ? attestation.accreditedThrough : uint16(known.accreditedThrough()),
            uint32(others) | attestation.attributes
        );
        emit AttestationAccepted(account, provider, attestation.nonce);
    }

    /// @inheritdoc IAttestations
    function revokeAttestation(bytes32 nonce) external {
        _useAttestation(_caller(), nonce);
        emit AttestationRevoked(_caller(), nonce);
    }

    function _requireWithin(Mandate memory mandate, Attestation calldata a, address provider) private view {
        uint256 latest = block.timestamp / 1 days + mandate.longestAdmission;
        require(mandate.longestAdmission != 0, BeyondMandate(provider, "provider"));
        require(a.admittedThrough <= latest, BeyondMandate(provider, "admittedThrough"));
        require(
            a.accreditedThrough == 0 || (mandate.mayAccredit && a.accreditedThrough <= latest),
            BeyondMandate(provider, "accreditedThrough")
        );
        require(a.attributes & ~mandate.attributes == 0, BeyondMandate(provider, "attributes"));
    }

    function _useAttestation(address provider, bytes32 nonce) private {
        require(!_usedAttestations[provider][nonce], AttestationUsed(provider, nonce));
        _usedAttestations[provider][nonce] = true;
    }

    /* READING */

    /// @inheritdoc IAttestations
    function mandateOf(address provider) external view returns (Mandate memory) {
        return _mandates[provider];
    }

    /// @inheritdoc IAttestations
    function isAttestationUsed(address provider, bytes32 nonce) external view returns (bool) {
        return _usedAttestations[provider][nonce];
    }
}
