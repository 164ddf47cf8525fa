// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IBenefitPlans
 * @notice What part of each class benefit plan investors hold (ERISA section 3(42), 29 CFR 2510.3-101(f)).
 * @dev An investor is a plan, or excluded, by the attributes of its wallets. A plan counts in full, a fund that holds plan
 * assets by its share of them. The units of the manager and its affiliates are left out of the whole.
 */
interface IBenefitPlans {
    /// @notice For so many millionths the investor counts as a plan.
    event PlanShareSet(uint256 indexed investor, uint256 ppm, string citation);

    /// @notice The plans' part of a class reached the limit by what the rule may not refuse; further plans are refused.
    event PlanLimitReached(bytes32 indexed partition, uint256 ppm);

    /// @notice A share has at most 1,000,000 millionths.
    error InvalidShare(uint256 ppm);

    /**
     * @notice Sets which part of an investor's units are plan assets, for one whose attributes make it a plan.
     * @dev For all its wallets. It is taken into account at once, in every class.
     * @param ppm millionths; an investor of whom nothing was set counts in full.
     * @param citation the certificate or the paragraph that it comes from.
     * @custom:access COMPLIANCE
     */
    function setPlanShare(address account, uint256 ppm, string calldata citation) external;

    /// @notice Millionths for which the investor of `account` counts if it is a plan.
    function planShareOf(address account) external view returns (uint256 ppm);

    /**
     * @notice Where a class stands.
     * @return ppm the plans' part in millionths, rounded down.
     * @return planUnits units of the plans times their shares, in millionths of units.
     * @return wholeUnits issued units without those of the excluded.
     */
    function ratio(bytes32 partition) external view returns (uint256 ppm, uint256 planUnits, uint256 wholeUnits);
}
