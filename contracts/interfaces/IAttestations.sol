// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IAttestations
 * @notice An investor brings the signed attestation of a listed provider of identity checks and is admitted at own cost.
 */
interface IAttestations {
    /**
     * @notice What a provider may attest.
     * @param attributes the bits that its attestations decide; the others of an entry stay as they are.
     * @param longestAdmission days that an admission or accreditation may reach ahead; 0 when not listed.
     * @param mayAccredit whether it may attest an accreditation; otherwise that of an entry stays as it is.
     */
    struct Mandate {
        uint32 attributes;
        uint16 longestAdmission;
        bool mayAccredit;
    }

    /**
     * @notice What a provider attests (EIP-712 type `Attestation`).
     * @param account the wallet.
     * @param country ISO 3166-1 numeric code.
     * @param admittedThrough last day of the admission, days since 1970-01-01 UTC.
     * @param accreditedThrough last day of the accreditation, 0 for none.
     * @param attributes bit set.
     * @param replaces the profile that it replaces, as it stands in the member's word (bits 144 to 223); 0 for a wallet
     * that was never admitted. What was signed before the entry changed, or was removed, is worthless.
     * @param nonce any value that the provider has not used.
     * @param deadline last second in which the attestation can be brought.
     */
    struct Attestation {
        address account;
        uint16 country;
        uint16 admittedThrough;
        uint16 accreditedThrough;
        uint32 attributes;
        uint80 replaces;
        bytes32 nonce;
        uint256 deadline;
    }

    /// @notice What a provider may attest was set; all zero when it is no longer listed.
    event ProviderSet(address indexed provider, Mandate mandate);

    /// @notice The member was admitted on the attestation of `provider`; see also MemberAdmitted.
    event AttestationAccepted(address indexed account, address indexed provider, bytes32 nonce);

    /// @notice The provider took back an attestation that was not brought yet.
    event AttestationRevoked(address indexed provider, bytes32 nonce);

    /// @notice The provider may not attest this.
    error BeyondMandate(address provider, bytes32 field);

    /// @notice The attestation is too late.
    error AttestationExpired(uint256 deadline);

    /// @notice The nonce was used or revoked.
    error AttestationUsed(address provider, bytes32 nonce);

    /// @notice The entry is not what the attestation replaces, or was removed: the ADMITTER alone admits it again.
    error AttestationOutdated(address account, uint256 profile);

    /// @notice Not signed by the provider, or changed since.
    error InvalidAttestation(address provider);

    /// @notice An attestation is brought by the wallet that it is about.
    error NotOwnAttestation(address account, address caller);

    /// @notice Lists a provider with what it may attest; all zero takes it off the list. @custom:access ADMITTER
    function setProvider(address provider, Mandate calldata mandate) external;

    /**
     * @notice Admits the caller, or renews its entry, on an attestation.
     * @param signature of `provider`: of its key (65 bytes), or for its contract (ERC-1271).
     */
    function admitSelf(Attestation calldata attestation, address provider, bytes calldata signature) external;

    /// @notice Takes back an attestation of the caller's own, whether signed already or not.
    function revokeAttestation(bytes32 nonce) external;

    /// @notice What `provider` may attest; all zero when not listed.
    function mandateOf(address provider) external view returns (Mandate memory);

    /// @notice Whether the attestation was brought or revoked.
    function isAttestationUsed(address provider, bytes32 nonce) external view returns (bool);
}
