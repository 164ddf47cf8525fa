// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IBondTerms
 * @notice The interest that a class bears, against which coupons are checked.
 */
interface IBondTerms {
    /// @notice How days are counted (ISDA 2006 definitions, section 4.16; ICMA rule 251).
    enum DayCountConvention {
        Thirty360,
        ThirtyE360,
        Actual365Fixed,
        Actual360,
        ActualActualIcma,
        ActualActualIsda
    }

    /**
     * @notice What a bond pays.
     * @param face principal on which interest is paid, in the currency's smallest unit, for every `per` units.
     * @param per units of the class.
     * @param ratePpm interest for a year, ppm.
     * @param convention how days are counted.
     * @param frequency coupons in a year: 1, 2, 4 or 12.
     */
    struct Bond {
        uint96 face;
        uint64 per;
        uint24 ratePpm;
        DayCountConvention convention;
        uint8 frequency;
    }

    /// @notice The interest of a class was set; coupons declared from now on are checked against it.
    event BondSet(bytes32 indexed partition, Bond bond, bytes32 documentHash);

    /// @notice The terms contradict themselves; `field` names the one that is wrong.
    error InvalidBond(bytes32 field);
    /// @notice The period is empty, or the class bears no interest.
    error InvalidCoupon(bytes32 partition, uint256 from, uint256 to);
    /// @notice The line is not what the bond's terms make of the period: `amount` for every `per` units, not in lowest terms.
    error WrongCoupon(bytes32 partition, uint256 declaredAmount, uint256 declaredPer, uint256 amount, uint256 per);

    /// @notice Sets the interest of a class. @custom:access CONFIGURER
    function setBond(bytes32 partition, Bond calldata bond, bytes32 documentHash) external;

    /// @notice The interest of a class; all zero when it bears none.
    function bondOf(bytes32 partition) external view returns (Bond memory);

    /**
     * @notice What is due on a bond for the days `from` to `to`, the last not counted: `amount` for every `per` units.
     * @param periodFrom first day of the regular period in which they lie; read for ACT/ACT ICMA only.
     * @param periodTo day on which it ends.
     */
    function couponOf(bytes32 partition, uint256 from, uint256 to, uint256 periodFrom, uint256 periodTo)
        external
        view
        returns (uint256 amount, uint256 per);
}
