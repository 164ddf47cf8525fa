// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Member} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";
import {HolderCounts} from "./HolderCounts.sol";
import {HolderRecord, NO_HOLDER} from "./HolderRecord.sol";

/**
 * @title HolderCaps
 * @notice No newcomer is let in who would make the holders more than a law or a contract allows: in all, not accredited, of
 * one country, of one category.
 * @dev Caps bind newcomers alone: who holds already is never refused, and one who sells all to a newcomer makes room. Nothing
 * is forced when the end of an accreditation lifts a count over its cap; see {IHolderCaps-CapExceeded}.
 *
 * Parameters: HOLDERS; NONACCREDITED; COUNTRY with the ISO 3166-1 number of the country; CATEGORY with the number of an
 * attribute's bit; each a number of investors, 0 for no cap. EXEMPT: attributes of which one frees an investor from being
 * counted; those who hold when it changes are counted anew by {reconcile}.
 *
 * After a gap of more than ten years without a newcomer or a leaver, who is not accredited is let in again once somebody has
 * called {sweep}, once for each ten years.
 */
contract HolderCaps is HolderCounts {
    bytes32 private constant HOLDERS = "HOLDERS";
    bytes32 private constant NONACCREDITED = "NONACCREDITED";
    bytes32 private constant COUNTRY = "COUNTRY";
    bytes32 private constant CATEGORY = "CATEGORY";
    bytes32 private constant EXEMPT = "EXEMPT";

    uint256 private constant COUNTRIES = 1000;
    uint256 private constant CATEGORIES = 32;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* DECISION */

    /// @dev A smaller amount would not keep a newcomer out, nor make more room: {_largest} is 0.
    function _check(Movement calldata m) internal view override returns (Verdict) {
        if (!_enters(m)) return _allowed();
        Member receiver = Member.wrap(m.receiver);
        if (_recordOf(receiver).positions() != 0 || _isExempt(receiver)) return _allowed();
        bytes32 reason = _excess(receiver, 1, _leaver(m));
        return reason == 0 ? _allowed() : _ofReceiver(reason);
    }

    /// @dev The record of the sender if the movement ends its last position.
    function _leaver(Movement calldata m) private view returns (HolderRecord) {
        if (!_leaves(m)) return NO_HOLDER;
        HolderRecord r = _recordOf(Member.wrap(m.sender));
        return r.positions() == 1 ? r : NO_HOLDER;
    }

    /**
     * @dev Why there are too many of the member's kind; 0 when there are not.
     * @param arriving how many more of them there will be.
     * @param leaver who makes room.
     */
    function _excess(Member member, uint256 arriving, HolderRecord leaver) private view returns (bytes32) {
        uint256 leaving = leaver.isCounted() ? 1 : 0;
        if (_isAbove(_parameter(HOLDERS), _holders() + arriving - leaving)) return Reason.HOLDER_CAP;
        if (_areUnaccreditedOver(member, arriving, leaver)) return Reason.NONACCREDITED_CAP;
        if (_isCountryOver(member, arriving, leaver)) return Reason.COUNTRY_CAP;
        return _isCategoryOver(member, arriving, leaver) ? Reason.CATEGORY_CAP : bytes32(0);
    }

    /// @dev The calendar is not looked at for nothing.
    function _areUnaccreditedOver(Member member, uint256 arriving, HolderRecord leaver) private view returns (bool) {
        uint256 today = _today();
        if (member.isAccredited(today)) return false;
        uint256 cap = _parameter(NONACCREDITED);
        if (cap == 0) return false;
        uint256 leaving = leaver.isCounted() && !leaver.countedAs().isAccredited(today) ? 1 : 0;
        return _nonAccredited() + arriving - leaving > cap;
    }

    function _isCountryOver(Member member, uint256 arriving, HolderRecord leaver) private view returns (bool) {
        uint256 country = member.country();
        uint256 leaving = leaver.isCounted() && leaver.countedAs().country() == country ? 1 : 0;
        return _isAbove(_parameter(_keyOf(COUNTRY, country)), countOfCountry(uint16(country)) + arriving - leaving);
    }

    function _isCategoryOver(Member member, uint256 arriving, HolderRecord leaver) private view returns (bool) {
        uint256 attributes = member.attributes();
        uint256 left = leaver.isCounted() ? leaver.countedAs().attributes() : 0;
        for (uint256 bit = 0; attributes >> bit != 0; ++bit) {
            if ((attributes >> bit) & 1 == 0) continue;
            uint256 count = countOfCategory(uint8(bit)) + arriving - ((left >> bit) & 1);
            if (_isAbove(_parameter(_keyOf(CATEGORY, bit)), count)) return true;
        }
        return false;
    }

    function _isAbove(uint256 cap, uint256 count) private pure returns (bool) {
        return cap != 0 && count > cap;
    }

    /* ALERTS */

    function _alert(Member member) internal override {
        bytes32 reason = _excess(member, 0, NO_HOLDER);
        if (reason != 0) emit CapExceeded(reason, member.investor());
    }

    function _alertOfEnd(uint256 nonAccredited) internal override {
        if (_isAbove(_parameter(NONACCREDITED), nonAccredited)) emit CapExceeded(Reason.NONACCREDITED_CAP, 0);
    }

    /* PARAMETERS */

    function _isExempt(Member member) internal view override returns (bool) {
        uint256 attributes = member.attributes();
        return attributes != 0 && attributes & _parameter(EXEMPT) != 0;
    }

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (value > type(uint32).max) return false;
        uint256 number = uint16(uint256(key));
        bytes32 family = key ^ bytes32(number);
        if (family == COUNTRY) return number != 0 && number < COUNTRIES;
        if (family == CATEGORY) return number < CATEGORIES;
        return key == HOLDERS || key == NONACCREDITED || key == EXEMPT;
    }

    function _keyOf(bytes32 family, uint256 number) private pure returns (bytes32) {
        return family | bytes32(number);
    }

    /* WORDS */

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "HOLDER_CAPS";
    }

    /// @inheritdoc IRule
    function step() external pure returns (uint256) {
        return 11;
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK | Hooks.MOVED | Hooks.ENTRIES;
    }
}
