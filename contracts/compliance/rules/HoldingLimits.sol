// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IDirectory} from "../../interfaces/IDirectory.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title HoldingLimits
 * @notice The most and the least that one investor may hold of a class, in all its wallets together.
 * @dev It keeps no books: what an investor holds, the register knows. The maximum binds who receives. The minimum binds
 * both sides: the receiver comes to hold at least as much, and the sender keeps as much or nothing. Movements of no units are
 * free, and so is the issuer's treasury.
 *
 * Parameters: MAX_UNITS; MAX_PPM, millionths of the issued units of the class as the movement leaves them, rounded down;
 * COMBINE, 0 if the lesser of both is the maximum and 1 if the greater; MIN_UNITS; each 0 for no limit. EXEMPT: attributes of
 * which one frees an investor from all of it.
 */
contract HoldingLimits is Rule {
    bytes32 private constant MAX_UNITS = "MAX_UNITS";
    bytes32 private constant MAX_PPM = "MAX_PPM";
    bytes32 private constant COMBINE = "COMBINE";
    bytes32 private constant MIN_UNITS = "MIN_UNITS";
    bytes32 private constant EXEMPT = "EXEMPT";

    uint256 private constant PPM = 1_000_000;
    uint256 private constant NO_LIMIT = type(uint256).max;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* DECISION */

    function _check(Movement calldata m) internal view override returns (Verdict) {
        uint256 minimum = _parameter(MIN_UNITS);
        if (m.received != 0 && _bindsReceiver(m)) {
            (uint256 held, uint256 room) = _roomOf(m, minimum);
            if (m.received > room) return _ofReceiver(Reason.MAX_BALANCE);
            if (held + m.received < minimum) return _failure(Reason.MIN_BALANCE);
        }
        if (minimum != 0 && _bindsSender(m) && m.amount > _spare(m, minimum, m.amount)) {
            return _failure(Reason.MIN_BALANCE);
        }
        return _allowed();
    }

    /// @dev All but a rest below the minimum may be too much where everything is not.
    function _largest(Movement calldata m) internal view override returns (uint256 amount) {
        uint256 minimum = _parameter(MIN_UNITS);
        bool bindsReceiver = _bindsReceiver(m);
        (uint256 held, uint256 room) = bindsReceiver ? _roomOf(m, minimum) : (0, NO_LIMIT);
        amount = _lesser(m.amount, room);
        if (minimum != 0 && _bindsSender(m)) amount = _spare(m, minimum, amount);
        if (bindsReceiver && held + amount < minimum) return 0;
    }

    function _bindsReceiver(Movement calldata m) private view returns (bool) {
        return m.to != address(0) && _covers(m.destination) && !_isFree(Member.wrap(m.receiver));
    }

    function _bindsSender(Movement calldata m) private view returns (bool) {
        return m.from != address(0) && _covers(m.partition) && !_isFree(Member.wrap(m.sender));
    }

    function _isFree(Member member) private view returns (bool) {
        if (member.isSet(TREASURY)) return true;
        uint256 attributes = member.attributes();
        return attributes != 0 && attributes & _parameter(EXEMPT) != 0;
    }

    /* MAXIMUM */

    /// @dev What the receiver's investor holds of the class, and how much more it may. Nothing is looked up without a limit.
    function _roomOf(Movement calldata m, uint256 minimum) private view returns (uint256 held, uint256 room) {
        (uint256 units, uint256 ppm) = (_parameter(MAX_UNITS), _parameter(MAX_PPM));
        if (units == 0 && ppm == 0 && minimum == 0) return (0, NO_LIMIT);
        held = m.receiverUnits + _further(m.destination, m.receiver, m.to);
        room = units == 0 ? NO_LIMIT : _difference(units, held);
        if (ppm == 0) return (held, room);
        uint256 share = _roomInShare(m, held, ppm);
        bool isGreater = units != 0 && _parameter(COMBINE) != 0;
        room = (share > room) == isGreater ? share : room;
    }

    /**
     * @dev The largest x with held + x <= ppm * (issued + x) / 10^6 where the movement creates x units of the class, and with
     * held + x <= ppm * issued / 10^6 where it creates none.
     */
    function _roomInShare(Movement calldata m, uint256 held, uint256 ppm) private view returns (uint256) {
        if (ppm == PPM) return NO_LIMIT;
        uint256 allowed = ppm * _security.totalSupplyByPartition(m.destination);
        bool creates = m.from == address(0) || m.partition != m.destination;
        return _difference(allowed, held * PPM) / (creates ? PPM - ppm : PPM);
    }

    /* MINIMUM */

    /// @dev As much of the amount as leaves the sender's investor the minimum, or all of it where that leaves nothing.
    function _spare(Movement calldata m, uint256 minimum, uint256 amount) private view returns (uint256) {
        uint256 held = m.senderUnits + _further(m.partition, m.sender, m.from);
        return amount >= held ? amount : _lesser(amount, _difference(held, minimum));
    }

    /* UNITS */

    /// @dev What the investor of the member `word`, whose wallet is `account`, holds in other wallets.
    function _further(bytes32 partition, uint256 word, address account) private view returns (uint256) {
        return IDirectory(address(_engine)).furtherUnits(partition, Member.wrap(word).investor(), account);
    }

    function _lesser(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    /// @dev Not below zero.
    function _difference(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : 0;
    }

    /* PARAMETERS */

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (key == MAX_UNITS || key == MIN_UNITS) return value <= type(uint96).max;
        if (key == MAX_PPM) return value <= PPM;
        if (key == COMBINE) return value <= 1;
        return key == EXEMPT && value <= type(uint32).max;
    }

    /* WORDS */

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "HOLDING_LIMITS";
    }

    /// @inheritdoc IRule
    function step() external pure returns (uint256) {
        return 11;
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK;
    }
}
