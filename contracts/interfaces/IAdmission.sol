// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IAdmission
 * @notice Who may hold units, and what the issuer's rules need to know of them.
 * @dev No personal data is on chain: a member is an address, a country, dates and attribute bits. Dates are days since
 * 1970-01-01 UTC, inclusive.
 */
interface IAdmission {
    /**
     * @notice One admission, or the renewal of one.
     * @param account the wallet.
     * @param country ISO 3166-1 numeric code.
     * @param admittedThrough last day of the admission; not 0.
     * @param accreditedThrough last day of the accreditation, 0 for none.
     * @param attributes bit set whose meaning the issuer's rules define.
     */
    struct Admission {
        address account;
        uint16 country;
        uint16 admittedThrough;
        uint16 accreditedThrough;
        uint32 attributes;
    }

    /**
     * @notice A member was admitted or its entry renewed.
     * @param profile the word's fields without units: folio, investor, admittedThrough, accreditedThrough, country,
     * attributes, flags at the bits that the library Member documents.
     */
    event MemberAdmitted(address indexed account, uint256 profile);

    /// @notice An admission must have a last day.
    error AdmissionWithoutEnd(address account);

    /// @notice Not an ISO 3166-1 numeric code.
    error InvalidCountry(uint256 country);

    /// @notice The zero address cannot be a member.
    error InvalidAccount(address account);

    /// @notice The wallet was lost and its entry moved to another: it is never admitted again.
    error WalletBarred(address account);

    /// @notice The register's 16,777,215 entries are used up.
    error RegisterFull();

    /// @notice Admits a member or renews its entry. Units, folio and investor stay. @custom:access ADMITTER
    function admit(Admission calldata admission) external;

    /// @notice As {admit}, for many; all or none. @custom:access ADMITTER
    function admitBatch(Admission[] calldata admissions) external;
}
