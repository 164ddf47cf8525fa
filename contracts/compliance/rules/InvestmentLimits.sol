// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {IInvestmentLimits} from "../../interfaces/rules/IInvestmentLimits.sol";
import {CivilDate} from "../../libraries/CivilDate.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {RoleIds} from "../../libraries/RoleIds.sol";
import {SlidingWindow} from "../../libraries/SlidingWindow.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title InvestmentLimits
 * @notice Who is not exempt buys new units for no more money within a year than was attested (Regulation Crowdfunding,
 * Regulation A tier 2), and everybody for no less at a time than the offering asks for.
 * @dev Invariant: on no day an investor's purchases exceed its limit by one that the rule let pass. Books are kept for each
 * investor, over all classes of the scope.
 */
contract InvestmentLimits is IInvestmentLimits, Rule {
    using SlidingWindow for SlidingWindow.Window;

    bytes32 private constant PRICE = "PRICE";
    bytes32 private constant LIMITED = "LIMITED";
    bytes32 private constant MONTHS = "MONTHS";
    bytes32 private constant EXEMPT = "EXEMPT";
    bytes32 private constant ACCREDITED_EXEMPT = "ACCREDITED_EXEMPT";
    bytes32 private constant LEAST_NATURAL = "LEAST_NATURAL";
    bytes32 private constant LEAST_ENTITY = "LEAST_ENTITY";
    bytes32 private constant ENTITIES = "ENTITIES";

    uint256 private constant USUAL_MONTHS = 12;
    uint256 private constant UNLIMITED = type(uint256).max;

    mapping(uint256 investor => Attestation) private _attestations;
    mapping(uint256 investor => SlidingWindow.Window) private _purchases;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* QUESTIONS */

    function _check(Movement calldata m) internal view override returns (Verdict) {
        if (!_isPurchase(m)) return _allowed();
        Member buyer = Member.wrap(m.receiver);
        if (m.amount < _leastUnits(buyer)) return _failure(Reason.BELOW_MINIMUM_TICKET);
        return m.amount <= _mostUnits(buyer) ? _allowed() : _failure(Reason.INVESTMENT_LIMIT);
    }

    function _isPurchase(Movement calldata m) private pure returns (bool) {
        return _isOffered(m) && m.amount != 0 && !Member.wrap(m.receiver).isSet(TREASURY);
    }

    function _largest(Movement calldata m) internal view override returns (uint256) {
        Member buyer = Member.wrap(m.receiver);
        uint256 most = _mostUnits(buyer);
        // No amount up to the one asked for is enough, or none up to the limit.
        if (m.amount <= most || most < _leastUnits(buyer)) return 0;
        return most;
    }

    /// @dev The first day on which enough has left the window and the buyer may still buy as much as today.
    function _opensAt(Movement calldata m) internal view override returns (uint256) {
        Member buyer = Member.wrap(m.receiver);
        uint256 price = _parameter(PRICE);
        uint256 ceiling = _ceilingOn(_today(), buyer);
        // Neither too little nor what no day would allow.
        if (price == 0 || m.amount > ceiling / price || m.amount < _leastUnits(buyer)) return 0;
        uint256 money = m.amount * price;
        // What is bought by today leaves day by day, and on `high` nothing of it is left.
        uint256 low = _today() + 1;
        uint256 high = CivilDate.addMonths(low - 1, _months());
        while (low < high) {
            uint256 middle = (low + high) >> 1;
            if (_boughtOn(middle, buyer.investor()) <= ceiling - money) high = middle;
            else low = middle + 1;
        }
        return _roomOn(low, buyer) >= money ? low * 1 days : 0;
    }

    /* TICKET */

    /// @dev The fewest units that cost the least amount.
    function _leastUnits(Member buyer) private view returns (uint256) {
        uint256 money = _parameter(_bears(buyer, ENTITIES) ? LEAST_ENTITY : LEAST_NATURAL);
        if (money == 0) return 0;
        uint256 price = _parameter(PRICE);
        return price == 0 ? UNLIMITED : (money - 1) / price + 1;
    }

    /* LIMIT */

    /// @dev The most units that the buyer can pay for within its limit.
    function _mostUnits(Member buyer) private view returns (uint256) {
        if (_parameter(LIMITED) == 0) return UNLIMITED;
        uint256 price = _parameter(PRICE);
        return price == 0 ? 0 : _roomOn(_today(), buyer) / price;
    }

    function _roomOn(uint256 day, Member buyer) private view returns (uint256) {
        return _less(_ceilingOn(day, buyer), _boughtOn(day, buyer.investor()));
    }

    /// @dev What the buyer's purchases here may come to; for the exempt, what the books can hold.
    function _ceilingOn(uint256 day, Member buyer) private view returns (uint256) {
        if (_isExempt(day, buyer)) return SlidingWindow.MAX_SUM;
        Attestation memory attested = _attestations[buyer.investor()];
        return day <= attested.through ? _less(attested.limit, attested.investedElsewhere) : 0;
    }

    function _isExempt(uint256 day, Member buyer) private view returns (bool) {
        if (buyer.isAccredited(day) && _parameter(ACCREDITED_EXEMPT) == 1) return true;
        return _bears(buyer, EXEMPT);
    }

    /// @dev Whether the buyer has one of the attributes that the parameter names.
    function _bears(Member buyer, bytes32 key) private view returns (bool) {
        uint256 attributes = buyer.attributes();
        return attributes != 0 && attributes & _parameter(key) != 0;
    }

    function _less(uint256 whole, uint256 part) private pure returns (uint256) {
        return part < whole ? whole - part : 0;
    }

    function _months() private view returns (uint256) {
        uint256 months = _parameter(MONTHS);
        return months == 0 ? USUAL_MONTHS : months;
    }

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (key == PRICE) return value != 0 && value <= SlidingWindow.MAX_SUM;
        if (key == LIMITED || key == ACCREDITED_EXEMPT) return value <= 1;
        if (key == MONTHS) return value != 0 && value <= SlidingWindow.MAX_MONTHS;
        if (key == EXEMPT || key == ENTITIES) return value <= type(uint32).max;
        return (key == LEAST_NATURAL || key == LEAST_ENTITY) && value <= SlidingWindow.MAX_SUM;
    }

    /* PURCHASES */

    function _moved(Movement calldata m) internal override {
        if (!_isPurchase(m) || _parameter(LIMITED) == 0) return;
        // It was within the room, and so within what a window can hold.
        _purchases[Member.wrap(m.receiver).investor()].add(_today(), m.amount * _parameter(PRICE));
    }

    /// @dev What still counts on a day.
    function _boughtOn(uint256 day, uint256 investor) private view returns (uint256) {
        return _purchases[investor].sum(day, _months());
    }

    /* ATTESTATIONS */

    /// @inheritdoc IInvestmentLimits
    function setInvestorLimit(
        address account,
        uint112 limit,
        uint112 investedElsewhere,
        uint16 through,
        bytes32 document
    ) external onlyRole(RoleIds.COMPLIANCE) {
        uint256 investor = _knownMember(account).investor();
        _attestations[investor] = Attestation(limit, investedElsewhere, through);
        emit InvestorLimitSet(investor, account, limit, investedElsewhere, through, document);
    }

    /// @inheritdoc IInvestmentLimits
    function attestationOf(address account) external view returns (Attestation memory) {
        return _attestations[_knownMember(account).investor()];
    }

    /// @inheritdoc IInvestmentLimits
    function boughtBy(address account) external view returns (uint256) {
        return _boughtOn(_today(), _knownMember(account).investor());
    }

    /// @inheritdoc IInvestmentLimits
    function roomOf(address account) external view returns (uint256) {
        return _roomOn(_today(), _knownMember(account));
    }

    /* WORDS */

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "INVESTMENT_LIMITS";
    }

    /// @inheritdoc IRule
    function step() external pure returns (uint256) {
        return 10;
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK | Hooks.MOVED;
    }
}
