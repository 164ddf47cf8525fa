// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {IAffiliateVolume} from "../../interfaces/rules/IAffiliateVolume.sol";
import {CivilDate} from "../../libraries/CivilDate.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {RoleIds} from "../../libraries/RoleIds.sol";
import {SlidingWindow} from "../../libraries/SlidingWindow.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title AffiliateVolume
 * @notice Affiliates of the issuer sell in any three months no more than a hundredth of the class, or than is traded in
 * an average week (17 CFR 230.144(e)).
 * @dev Invariant: on no day the sales that count exceed the limit by a sale that it let pass. Books are kept for each
 * investor and class, and added up for a group when they are asked for.
 */
contract AffiliateVolume is IAffiliateVolume, Rule {
    using SlidingWindow for SlidingWindow.Window;

    bytes32 private constant AFFILIATES = "AFFILIATES";
    bytes32 private constant SHARE = "SHARE";
    bytes32 private constant OUTSTANDING = "OUTSTANDING";
    bytes32 private constant AVERAGE_WEEKLY = "AVERAGE_WEEKLY";
    bytes32 private constant OPERATOR = "OPERATOR";
    bytes32 private constant MONTHS = "MONTHS";

    uint256 private constant USUAL_MONTHS = 3;
    uint256 private constant MILLION = 1_000_000;
    /// @dev As many investors as a word has room for.
    uint256 private constant MAX_GROUP = 10;
    uint256 private constant INVESTOR_BITS = 24;

    mapping(bytes32 partition => mapping(uint256 investor => SlidingWindow.Window)) private _sales;
    mapping(uint256 investor => uint256) private _groups;
    /// @dev Ten places of 24 bits; a free one is 0.
    mapping(uint256 group => uint256) private _investors;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* QUESTIONS */

    function _check(Movement calldata m) internal view override returns (Verdict) {
        if (!_isCounted(m)) return _allowed();
        return m.amount <= _room(m) ? _allowed() : _failure(Reason.AFFILIATE_VOLUME);
    }

    /// @dev Whether it is a sale by an affiliate. One without any attribute is none, whatever the parameter.
    function _isCounted(Movement calldata m) private view returns (bool) {
        Member sender = Member.wrap(m.sender);
        Member receiver = Member.wrap(m.receiver);
        uint256 attributes = sender.attributes();
        if (attributes == 0 || !_isSale(m) || sender.investor() == receiver.investor()) return false;
        if (sender.isSet(TREASURY) || receiver.isSet(TREASURY)) return false;
        return attributes & _parameter(AFFILIATES) != 0;
    }

    /// @dev What may still be sold today.
    function _room(Movement calldata m) private view returns (uint256) {
        uint256 limit = limitOf(m.partition);
        uint256 sold = _soldOn(_today(), m.partition, Member.wrap(m.sender).investor());
        return sold < limit ? limit - sold : 0;
    }

    function _largest(Movement calldata m) internal view override returns (uint256) {
        return _room(m);
    }

    /// @dev The first day on which enough has left the window, by the limit of today.
    function _opensAt(Movement calldata m) internal view override returns (uint256) {
        uint256 limit = limitOf(m.partition);
        if (m.amount > limit) return 0;
        uint256 investor = Member.wrap(m.sender).investor();
        // What is sold by today leaves day by day, and on `high` nothing of it is left.
        uint256 low = _today() + 1;
        uint256 high = CivilDate.addMonths(low - 1, _months());
        while (low < high) {
            uint256 middle = (low + high) >> 1;
            if (_soldOn(middle, m.partition, investor) <= limit - m.amount) high = middle;
            else low = middle + 1;
        }
        return low * 1 days;
    }

    /* LIMIT */

    /// @inheritdoc IAffiliateVolume
    function limitOf(bytes32 partition) public view returns (uint256) {
        uint256 share = _outstanding(partition) * _parameter(SHARE) / MILLION;
        uint256 average = _parameter(AVERAGE_WEEKLY);
        if (average == 0) return share;
        bool isLesser = _parameter(OPERATOR) == 1;
        return (share < average) == isLesser ? share : average;
    }

    function _outstanding(bytes32 partition) private view returns (uint256) {
        uint256 published = _parameter(OUTSTANDING);
        return published == 0 ? _security.totalSupplyByPartition(partition) : published;
    }

    function _months() private view returns (uint256) {
        uint256 months = _parameter(MONTHS);
        return months == 0 ? USUAL_MONTHS : months;
    }

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (key == AFFILIATES) return value <= type(uint32).max;
        if (key == SHARE) return value <= MILLION;
        if (key == OUTSTANDING || key == AVERAGE_WEEKLY) return value <= type(uint96).max;
        if (key == OPERATOR) return value <= 1;
        return key == MONTHS && value != 0 && value <= SlidingWindow.MAX_MONTHS;
    }

    /* SALES */

    function _moved(Movement calldata m) internal override {
        if (_isCounted(m)) _sales[m.partition][Member.wrap(m.sender).investor()].add(_today(), m.amount);
    }

    /// @inheritdoc IAffiliateVolume
    function recordSale(address account, bytes32 partition, uint16 day, uint96 amount, string calldata citation)
        external
        onlyRole(RoleIds.COMPLIANCE)
    {
        _requireCovered(partition);
        uint256 today = _today();
        require(day < today && day >= SlidingWindow.opening(today, _months()), InvalidSaleDay(day));
        uint256 investor = _knownMember(account).investor();
        _sales[partition][investor].add(day, amount);
        emit SaleRecorded(partition, investor, account, day, amount, citation);
    }

    /// @dev What still counts on a day, for the investor and its group.
    function _soldOn(uint256 day, bytes32 partition, uint256 investor) private view returns (uint256 sold) {
        uint256 group = _groups[investor];
        if (group == 0) return _sales[partition][investor].sum(day, _months());
        uint256 first = SlidingWindow.opening(day, _months());
        for (uint256 left = _investors[group]; left != 0; left >>= INVESTOR_BITS) {
            if (uint24(left) != 0) sold += _sales[partition][uint24(left)].sumSince(first);
        }
    }

    /// @inheritdoc IAffiliateVolume
    function soldBy(address account, bytes32 partition) external view returns (uint256) {
        return _soldOn(_today(), partition, _knownMember(account).investor());
    }

    /* GROUPS */

    /// @inheritdoc IAffiliateVolume
    function setGroup(address account, uint256 group, string calldata citation) external onlyRole(RoleIds.COMPLIANCE) {
        Member member = _knownMember(account);
        require(group == 0 || member.attributes() & _parameter(AFFILIATES) != 0, NotAnAffiliate(account));
        uint256 investor = member.investor();
        if (_groups[investor] != 0) _swap(_groups[investor], investor, 0);
        if (group != 0) require(_swap(group, 0, investor), GroupFull(group, MAX_GROUP));
        _groups[investor] = group;
        emit GroupSet(investor, account, group, citation);
    }

    /// @dev Puts `present` in the first place of the group where `before` stands; false when it stands nowhere.
    function _swap(uint256 group, uint256 before, uint256 present) private returns (bool) {
        uint256 word = _investors[group];
        for (uint256 shift = 0; shift < MAX_GROUP * INVESTOR_BITS; shift += INVESTOR_BITS) {
            if (uint24(word >> shift) != before) continue;
            _investors[group] = word ^ ((before ^ present) << shift);
            return true;
        }
        return false;
    }

    /// @inheritdoc IAffiliateVolume
    function groupOf(address account) external view returns (uint256) {
        return _groups[_knownMember(account).investor()];
    }

    /// @inheritdoc IAffiliateVolume
    function investorsOf(uint256 group) external view returns (uint256[] memory investors) {
        uint256 word = _investors[group];
        uint256 count = 0;
        for (uint256 left = word; left != 0; left >>= INVESTOR_BITS) {
            if (uint24(left) != 0) ++count;
        }
        investors = new uint256[](count);
        for (uint256 left = word; left != 0; left >>= INVESTOR_BITS) {
            if (uint24(left) != 0) investors[--count] = uint24(left);
        }
    }

    /* WORDS */

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "AFFILIATE_VOLUME";
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
