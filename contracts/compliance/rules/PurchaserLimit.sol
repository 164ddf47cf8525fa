// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {IPurchaserLimit} from "../../interfaces/rules/IPurchaserLimit.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {RoleIds} from "../../libraries/RoleIds.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title PurchaserLimit
 * @notice In any ninety days no more than thirty-five investors who are not accredited buy new units
 * (17 CFR 230.506(b)(2)(i)).
 * @dev Invariant: an investor stands in the list once, with the day of its last purchase. The list has no gaps; who is out
 * of the window is replaced by the next newcomer.
 */
contract PurchaserLimit is IPurchaserLimit, Rule {
    bytes32 private constant LIMIT = "LIMIT";
    bytes32 private constant DAYS = "DAYS";
    bytes32 private constant EXEMPT = "EXEMPT";

    uint256 private constant USUAL_DAYS = 90;
    uint256 private constant MAX_DAYS = 366;
    uint256 private constant MAX_PURCHASERS = 255;
    uint256 private constant PER_WORD = 6;
    uint256 private constant WORDS = 43;
    /// @dev No place in the list.
    uint256 private constant NOWHERE = MAX_PURCHASERS;
    uint256 private constant ENTRY_BITS = 40;
    uint256 private constant DAY_BITS = 16;

    /// @dev Six entries to a word: day 16 · investor 24.
    uint256[WORDS] private _words;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* QUESTIONS */

    function _check(Movement calldata m) internal view override returns (Verdict) {
        if (!_isCounted(m)) return _allowed();
        (uint256 living, bool isAmong,) = _survey(_opening(_today()), Member.wrap(m.receiver).investor());
        return isAmong || living < _parameter(LIMIT) ? _allowed() : _ofReceiver(Reason.PURCHASER_LIMIT);
    }

    /// @dev Whether it is a purchase by one who counts.
    function _isCounted(Movement calldata m) private view returns (bool) {
        if (!_isOffered(m) || m.amount == 0) return false;
        Member buyer = Member.wrap(m.receiver);
        if (buyer.isSet(TREASURY) || buyer.isAccredited(_today())) return false;
        return buyer.attributes() == 0 || buyer.attributes() & _parameter(EXEMPT) == 0;
    }

    /// @dev The day on which so many have left that there is room for one.
    function _opensAt(Movement calldata) internal view override returns (uint256) {
        uint256 limit = _parameter(LIMIT);
        if (limit == 0) return 0;
        uint256 low = _today() + 1;
        uint256 high = _today() + _days();
        while (low < high) {
            uint256 middle = (low + high) >> 1;
            (uint256 living,,) = _survey(_opening(middle), 0);
            if (living < limit) high = middle;
            else low = middle + 1;
        }
        return low * 1 days;
    }

    /* WINDOW */

    function _days() private view returns (uint256) {
        uint256 length = _parameter(DAYS);
        return length == 0 ? USUAL_DAYS : length;
    }

    /// @dev The first day of the window that ends with `day`.
    function _opening(uint256 day) private view returns (uint256) {
        return day + 1 - _days();
    }

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (key == LIMIT) return value <= MAX_PURCHASERS;
        if (key == DAYS) return value != 0 && value <= MAX_DAYS;
        return key == EXEMPT && value <= type(uint32).max;
    }

    /* PURCHASERS */

    function _moved(Movement calldata m) internal override {
        if (_isCounted(m)) _record(Member.wrap(m.receiver).investor(), _today());
    }

    /// @inheritdoc IPurchaserLimit
    function recordPurchase(address account, uint16 day, string calldata citation)
        external
        onlyRole(RoleIds.COMPLIANCE)
    {
        require(day < _today() && day >= _opening(_today()), InvalidPurchaseDay(day));
        uint256 investor = _knownMember(account).investor();
        _record(investor, day);
        emit PurchaseRecorded(investor, account, day, citation);
    }

    /// @dev Enters a purchase of that day, unless a later one of the investor is known.
    function _record(uint256 investor, uint256 day) private {
        (,, uint256 place) = _survey(_opening(_today()), investor);
        require(place != NOWHERE, BooksFull(MAX_PURCHASERS));
        uint256 present = _at(place);
        if (present >> DAY_BITS == investor && uint16(present) >= day) return;
        uint256 shift = (place % PER_WORD) * ENTRY_BITS;
        _words[place / PER_WORD] ^= (present ^ ((investor << DAY_BITS) | day)) << shift;
    }

    /**
     * @dev Goes through the list.
     * @return living how many bought on the day `first` or later.
     * @return isAmong whether the investor is one of them.
     * @return place where the investor stands or may be put: its own, else that of one who left, else the end.
     */
    function _survey(uint256 first, uint256 investor)
        private
        view
        returns (uint256 living, bool isAmong, uint256 place)
    {
        uint256 own = NOWHERE;
        uint256 word = 0;
        place = NOWHERE;
        // Safe: all of it counts up to MAX_PURCHASERS at most.
        unchecked {
            for (uint256 i = 0; i < MAX_PURCHASERS; ++i) {
                word = i % PER_WORD == 0 ? _words[i / PER_WORD] : word >> ENTRY_BITS;
                uint256 entry = uint40(word);
                bool isLiving = uint16(entry) >= first;
                if (isLiving) ++living;
                else if (place == NOWHERE) place = i;
                if (entry == 0) break;
                if (entry >> DAY_BITS == investor) (own, isAmong) = (i, isLiving);
            }
        }
        if (own != NOWHERE) place = own;
    }

    function _at(uint256 place) private view returns (uint256) {
        return uint40(_words[place / PER_WORD] >> ((place % PER_WORD) * ENTRY_BITS));
    }

    /// @inheritdoc IPurchaserLimit
    function purchasers() external view returns (uint256 living) {
        (living,,) = _survey(_opening(_today()), 0);
    }

    /// @inheritdoc IPurchaserLimit
    function lastPurchaseOf(address account) external view returns (uint256) {
        uint256 investor = _knownMember(account).investor();
        (,, uint256 place) = _survey(1, investor);
        if (place == NOWHERE) return 0;
        uint256 entry = _at(place);
        return entry >> DAY_BITS == investor ? uint16(entry) : 0;
    }

    /* WORDS */

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "PURCHASER_LIMIT";
    }

    /// @inheritdoc IRule
    function step() external pure returns (uint256) {
        return 11;
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK | Hooks.MOVED;
    }
}
