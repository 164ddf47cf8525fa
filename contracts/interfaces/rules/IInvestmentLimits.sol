// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IInvestmentLimits
 * @notice For how much money an investor may buy new units at most within a year, and must at least at a time.
 * @dev It is about issues and about what the issuer's treasury sells; the treasury itself buys freely. Money counts in the smallest unit of the offering's
 * currency. Parameters:
 *
 * - PRICE: money for one smallest unit of the class; not set, nothing that is limited can be bought;
 * - LIMITED: 1 while the limits apply, and purchases count towards them; 0 while the least amounts alone do;
 * - MONTHS: length of the window, 1 to 12; twelve while not set;
 * - EXEMPT: attributes of which one frees from the limit;
 * - ACCREDITED_EXEMPT: 1 where accreditation frees from it;
 * - LEAST_NATURAL, LEAST_ENTITY: the least purchase of a natural person and of an entity, in money;
 * - ENTITIES: attributes of which one makes an entity.
 *
 * What an investor bought while it was free of the limit counts when it no longer is (17 CFR 227.100(a)(2) looks at all
 * that was sold to one who is not accredited now).
 */
interface IInvestmentLimits {
    /**
     * @notice What was attested of an investor; of which income and worth it follows from is kept elsewhere.
     * @param limit money for which the investor may buy within the window.
     * @param investedElsewhere the part of it that other offerings have used up.
     * @param through last day on which it counts, in days since 1970-01-01 UTC.
     */
    struct Attestation {
        uint112 limit;
        uint112 investedElsewhere;
        uint16 through;
    }

    /// @notice The limit of an investor was attested; `document` is the hash of what it rests on.
    event InvestorLimitSet(
        uint256 indexed investor,
        address indexed account,
        uint256 limit,
        uint256 investedElsewhere,
        uint256 through,
        bytes32 document
    );

    /**
     * @notice Sets what is attested of the investor of `account`, in place of what was; a day gone by takes it back.
     * @custom:access COMPLIANCE
     */
    function setInvestorLimit(
        address account,
        uint112 limit,
        uint112 investedElsewhere,
        uint16 through,
        bytes32 document
    ) external;

    /// @notice What is attested of the investor of `account`.
    function attestationOf(address account) external view returns (Attestation memory);

    /// @notice Money for which the investor of `account` bought here, as far as it still counts today.
    function boughtBy(address account) external view returns (uint256);

    /// @notice Money for which the investor of `account` may still buy today, while the limits apply.
    function roomOf(address account) external view returns (uint256);
}
