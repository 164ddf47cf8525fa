// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBondTerms} from "../interfaces/IBondTerms.sol";
import {IDistributions} from "../interfaces/IDistributions.sol";
import {DayCount} from "../libraries/DayCount.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Gated} from "./Gated.sol";

/**
 * @title BondTerms
 * @notice The interest that classes bear, and what it makes of a period.
 */
abstract contract BondTerms is IBondTerms, Gated {
    /// @inheritdoc IBondTerms
    function setBond(bytes32 partition, Bond calldata bond, bytes32 documentHash)
        external
        onlyRole(RoleIds.CONFIGURER)
    {
        require(_security.authorisedOf(partition) != 0, InvalidBond("partition"));
        require(bond.face != 0 && bond.per != 0, InvalidBond("face"));
        require(bond.ratePpm <= PPM, InvalidBond("ratePpm"));
        uint8 times = bond.frequency;
        require(times == 1 || times == 2 || times == 4 || times == 12, InvalidBond("frequency"));
        _bonds[partition] = bond;
        emit BondSet(partition, bond, documentHash);
    }

    /// @inheritdoc IBondTerms
    function bondOf(bytes32 partition) external view returns (Bond memory) {
        return _bonds[partition];
    }

    /// @inheritdoc IBondTerms
    function couponOf(bytes32 partition, uint256 from, uint256 to, uint256 periodFrom, uint256 periodTo)
        public
        view
        returns (uint256 amount, uint256 per)
    {
        Bond memory bond = _bonds[partition];
        require(from < to && to <= type(uint32).max && bond.face != 0, InvalidCoupon(partition, from, to));
        (uint256 numerator, uint256 denominator) = _yearFraction(bond, partition, from, to, periodFrom, periodTo);
        // No overflow: 96 bits of face times 20 of rate times 41 of days; 64 of units times 20 times 37.
        return (uint256(bond.face) * bond.ratePpm * numerator, uint256(bond.per) * PPM * denominator);
    }

    /// @dev Refuses a line that is not the coupon of its period; compared as fractions, 157 bits times 96, 121 times 128.
    function _requireCoupon(IDistributions.Line calldata line, IDistributions.Coupon calldata coupon) internal view {
        (uint256 amount, uint256 per) =
            couponOf(line.partition, coupon.from, coupon.to, coupon.periodFrom, coupon.periodTo);
        bool isEqual = line.per != 0 && line.redeemed == 0 && amount * line.per == uint256(line.amount) * per;
        require(isEqual, WrongCoupon(line.partition, line.amount, line.per, amount, per));
    }

    function _yearFraction(
        Bond memory bond,
        bytes32 partition,
        uint256 from,
        uint256 to,
        uint256 periodFrom,
        uint256 periodTo
    ) private pure returns (uint256 numerator, uint256 denominator) {
        DayCountConvention convention = bond.convention;
        if (convention == DayCountConvention.Thirty360) return DayCount.thirty360(from, to);
        if (convention == DayCountConvention.ThirtyE360) return DayCount.thirtyE360(from, to);
        if (convention == DayCountConvention.Actual365Fixed) return DayCount.actual(from, to, 365);
        if (convention == DayCountConvention.Actual360) return DayCount.actual(from, to, 360);
        if (convention == DayCountConvention.ActualActualIsda) return DayCount.isda(from, to);
        require(
            periodFrom <= from && to <= periodTo && periodTo <= type(uint32).max, InvalidCoupon(partition, from, to)
        );
        return DayCount.icma(from, to, periodFrom, periodTo, bond.frequency);
    }
}
