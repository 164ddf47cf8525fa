// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IDirectory} from "../../interfaces/IDirectory.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {IBenefitPlans} from "../../interfaces/rules/IBenefitPlans.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {RoleIds} from "../../libraries/RoleIds.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Member} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title BenefitPlans
 * @notice Benefit plan investors stay below a part of each class, by units: under 25 % the assets of the issuer are not plan
 * assets (ERISA section 3(42)).
 * @dev Refuses a plan that receives units if the part would then not be below the limit. What others do is never refused,
 * though their redemptions raise the part; see {IBenefitPlans-PlanLimitReached}. Invariant: the books of a class are the sums
 * over what is noted of each wallet, and what is noted is what the register said when the wallet was last heard of. One
 * without attributes is never looked up.
 *
 * Parameters: LIMIT, millionths that are not reached, 0 for no limit; PLANS, attributes of which one makes an investor a
 * plan; EXCLUDED, attributes of which one leaves an investor's units out of the whole, unless it is a plan (29 CFR
 * 2510.3-101(f)(1)). Those who hold when PLANS or EXCLUDED changes are noted anew by {reconcile}.
 */
contract BenefitPlans is IBenefitPlans, Rule {
    /**
     * @dev What is noted of a wallet in a class, in one slot; all zero for one that is neither a plan nor excluded, or holds
     * nothing.
     * @param units of the class.
     * @param share millionths that are plan assets.
     * @param excluded whether the units are left out of the whole.
     */
    struct Note {
        uint96 units;
        uint24 share;
        bool excluded;
    }

    /**
     * @dev The books of a class, in one slot.
     * @param planUnits the sum of units times share.
     * @param excludedUnits the sum of units that are left out.
     */
    struct Books {
        uint128 planUnits;
        uint96 excludedUnits;
    }

    bytes32 private constant LIMIT = "LIMIT";
    bytes32 private constant PLANS = "PLANS";
    bytes32 private constant EXCLUDED = "EXCLUDED";

    uint256 private constant PPM = 1_000_000;

    mapping(bytes32 partition => Books) private _books;
    mapping(bytes32 partition => mapping(address account => Note)) private _notes;
    /// @dev Millionths plus one; 0 where nothing was set.
    mapping(uint256 investor => uint256) private _shares;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* DECISION */

    function _check(Movement calldata m) internal view override returns (Verdict) {
        uint256 limit = _limitFor(m);
        if (limit == 0) return _allowed();
        (int256 margin, int256 slope) = _marginOf(m, limit);
        return margin > slope * int256(m.received) ? _allowed() : _ofReceiver(Reason.ERISA_25);
    }

    /// @dev Where the part grows with the amount, up to the last unit that leaves a margin; else no amount helps.
    function _largest(Movement calldata m) internal view override returns (uint256) {
        (int256 margin, int256 slope) = _marginOf(m, _limitFor(m));
        return margin > 0 && slope > 0 ? uint256((margin - 1) / slope) : 0;
    }

    /// @dev The limit where it binds: a plan receives units of a class that the rule is about. Else 0.
    function _limitFor(Movement calldata m) private view returns (uint256) {
        if (m.received == 0 || m.to == address(0) || !_covers(m.destination)) return 0;
        return _noteFor(Member.wrap(m.receiver), 0).share == 0 ? 0 : _parameter(LIMIT);
    }

    /**
     * @dev How far the plans are below the limit before the movement, in millionths of units, and by how much each unit of it
     * brings them nearer. Both sides are taken as they are now, whatever is noted of them.
     */
    function _marginOf(Movement calldata m, uint256 limit) private view returns (int256 margin, int256 slope) {
        Note memory receiver = _noteFor(Member.wrap(m.receiver), m.receiverUnits);
        Books memory books = _with(_books[m.destination], _notes[m.destination][m.to], receiver);
        slope = int256(uint256(receiver.share));
        if (m.from == address(0) || m.partition != m.destination) {
            // The units come into being and are part of the whole.
            slope -= int256(limit);
        } else {
            Note memory sender = _noteFor(Member.wrap(m.sender), m.senderUnits);
            books = _with(books, _notes[m.partition][m.from], sender);
            slope -= int256(sender.excluded ? limit : sender.share);
        }
        margin = int256(limit * _wholeOf(m.destination, books)) - int256(uint256(books.planUnits));
    }

    /* BOOKS */

    /// @dev What is redeemed or converted makes the whole smaller, whosever it was.
    function _moved(Movement calldata m) internal override {
        bool ends = m.partition != m.destination || m.to == address(0);
        bool changed = m.from != address(0) && _hear(m.partition, m.from, m.sender, m.senderUnits - m.amount);
        if (ends && _covers(m.partition)) _alert(m.partition);
        bool isNoted = m.to != address(0) && _hear(m.destination, m.to, m.receiver, m.receiverUnits + m.received);
        if (isNoted || (changed && !ends)) _alert(m.destination);
    }

    /// @dev Takes note of a wallet that now holds `units`; whether that changed the books.
    function _hear(bytes32 partition, address account, uint256 word, uint256 units) private returns (bool) {
        Member member = Member.wrap(word);
        return _covers(partition) && member.attributes() != 0 && _note(partition, account, _noteFor(member, units));
    }

    /// @dev Only new attributes matter, of one who may hold units.
    function _entryChanged(address account, address other, Member before, Member present) internal override {
        bool mayHold = before.isRegistered() && present.isRegistered() && other == address(0);
        if (mayHold && before.attributes() != present.attributes()) _noteAll(account, present);
    }

    function _reconcile(address account) internal override {
        _noteInvestor(account);
    }

    function _noteInvestor(address account) private {
        address[] memory wallets = IDirectory(address(_engine)).walletsOf(account);
        for (uint256 i = 0; i < wallets.length; ++i) {
            _noteAll(wallets[i], _memberOf(wallets[i]));
        }
    }

    function _noteAll(address account, Member member) private {
        bytes32[] memory partitions = _security.partitions();
        for (uint256 i = 0; i < partitions.length; ++i) {
            bytes32 partition = partitions[i];
            if (!_covers(partition)) continue;
            uint256 units = _security.balanceOfByPartition(partition, account);
            if (_note(partition, account, _noteFor(member, units))) _alert(partition);
        }
    }

    /// @dev Of a wallet without units nothing is noted: what is told of an entry has to fit the gas, however many classes
    /// there are.
    function _note(bytes32 partition, address account, Note memory present) private returns (bool) {
        Note memory noted = _notes[partition][account];
        if (present.units == 0) delete present;
        if (noted.units == present.units && noted.share == present.share && noted.excluded == present.excluded) {
            return false;
        }
        _books[partition] = _with(_books[partition], noted, present);
        _notes[partition][account] = present;
        return true;
    }

    /// @dev The books with `present` in place of `noted`, which is in them.
    function _with(Books memory books, Note memory noted, Note memory present) private pure returns (Books memory) {
        // Safe: units fit 96 bits and so do they all together, and shares 20.
        unchecked {
            books.planUnits = books.planUnits - _planUnits(noted) + _planUnits(present);
            books.excludedUnits = books.excludedUnits - _excludedUnits(noted) + _excludedUnits(present);
        }
        return books;
    }

    function _planUnits(Note memory note) private pure returns (uint128) {
        // Safe: 96 bits times 20 bits.
        unchecked {
            return uint128(note.units) * note.share;
        }
    }

    function _excludedUnits(Note memory note) private pure returns (uint96) {
        return note.excluded ? note.units : 0;
    }

    /// @dev What is to be noted of a member who holds `units`.
    function _noteFor(Member member, uint256 units) private view returns (Note memory note) {
        uint256 attributes = member.attributes();
        if (attributes == 0) return note;
        if (attributes & _parameter(PLANS) != 0) note.share = uint24(_shareOf(member));
        else note.excluded = attributes & _parameter(EXCLUDED) != 0;
        // Safe: units fit 96 bits.
        if (note.share != 0 || note.excluded) note.units = uint96(units);
    }

    /// @dev Issued units without those of the excluded.
    function _wholeOf(bytes32 partition, Books memory books) private view returns (uint256) {
        uint256 issued = _security.totalSupplyByPartition(partition);
        return issued > books.excludedUnits ? issued - books.excludedUnits : 0;
    }

    function _alert(bytes32 partition) private {
        if (_books[partition].planUnits == 0) return;
        uint256 limit = _parameter(LIMIT);
        (uint256 ppm,,) = ratio(partition);
        if (limit != 0 && ppm >= limit) emit PlanLimitReached(partition, ppm);
    }

    /* SHARES */

    /// @inheritdoc IBenefitPlans
    function setPlanShare(address account, uint256 ppm, string calldata citation)
        external
        onlyRole(RoleIds.COMPLIANCE)
    {
        require(ppm <= PPM, InvalidShare(ppm));
        uint256 investor = _knownMember(account).investor();
        _shares[investor] = ppm + 1;
        emit PlanShareSet(investor, ppm, citation);
        _noteInvestor(account);
    }

    function _shareOf(Member member) private view returns (uint256) {
        uint256 set = _shares[member.investor()];
        return set == 0 ? PPM : set - 1;
    }

    /* READING */

    /// @inheritdoc IBenefitPlans
    function planShareOf(address account) external view returns (uint256) {
        return _shareOf(_memberOf(account));
    }

    /// @inheritdoc IBenefitPlans
    function ratio(bytes32 partition) public view returns (uint256 ppm, uint256 planUnits, uint256 wholeUnits) {
        Books memory books = _books[partition];
        planUnits = books.planUnits;
        wholeUnits = _wholeOf(partition, books);
        ppm = wholeUnits == 0 ? 0 : planUnits / wholeUnits;
    }

    /* PARAMETERS */

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (key == LIMIT) return value <= PPM;
        return (key == PLANS || key == EXCLUDED) && value <= type(uint32).max;
    }

    /* WORDS */

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "BENEFIT_PLANS";
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
