// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CivilDate} from "../../../libraries/CivilDate.sol";
import {Reason, Verdict} from "../../../libraries/Verdict.sol";
import {Member} from "../../../register/Member.sol";
import {APPROVAL_RELATED, ENDLESS, FREE_EVERYONE, FROM_OFFERING, Gate, RECEIVER_CURES} from "./Gate.sol";
import {Kinship} from "./Kinship.sol";
import {Lot, LotLib, NEVER} from "./Lot.sol";

/**
 * @title Regimes
 * @notice What each exemption or contract says of its units: how long they are locked, and who may receive them before and
 * after.
 * @dev Invariant: the end of a lock is found once, when the lot is made.
 */
abstract contract Regimes is Kinship {
    /// @dev What a lot is to a receiver.
    uint256 internal constant FREE = 0;
    uint256 internal constant WITH_APPROVAL = 1;
    uint256 internal constant BLOCKED = 2;

    bytes32 private constant DEFAULT_REGIME = "DEFAULT_REGIME";
    bytes32 private constant AFFILIATES = "AFFILIATES";
    bytes32 private constant LOCKED = "LOCKED";
    bytes32 private constant MATURED = "MATURED";
    bytes32 private constant REASON = "REASON";

    /// @dev From a reason of 27 bytes to one of 32.
    uint256 private constant REASON_SHIFT = 40;

    /* LOTS */

    function _isKnown(uint256 regime) internal view returns (bool) {
        return regime == 0 || !_gateOf(LOCKED, regime).isSilent();
    }

    /// @dev A lot with the lock that the regime gives to units acquired on that day.
    function _newLot(uint256 units, uint256 regime, uint256 acquired) internal view returns (Lot) {
        return LotLib.pack(units, regime, _lockEnd(regime, acquired), acquired);
    }

    function _lotByDefault(uint256 units, uint256 acquired) internal view returns (Lot) {
        return _newLot(units, _defaultRegime(), acquired);
    }

    function _defaultRegime() internal view returns (uint256) {
        return _parameter(DEFAULT_REGIME);
    }

    /// @dev 0 when the regime has no lock.
    function _lockEnd(uint256 regime, uint256 acquired) private view returns (uint256) {
        if (regime == 0) return 0;
        Gate gate = _gateOf(LOCKED, regime);
        (uint256 months, uint256 further) = (gate.months(), gate.numberOfDays());
        if (months == ENDLESS) return NEVER;
        return months + further == 0 ? 0 : (CivilDate.addMonths(acquired, months) + further) * 1 days;
    }

    /// @dev The lot as one who acquires it today from the issuer or an affiliate has it. A later lock of its own stays.
    function _restarted(Lot lot, uint256 today) internal view returns (Lot) {
        uint256 regime = lot.regime();
        if (regime != 0 && _gateOf(LOCKED, regime).isSet(FROM_OFFERING)) return lot;
        uint256 end = _lockEnd(regime, today);
        return LotLib.pack(lot.units(), regime, end > lot.unlockAt() ? end : lot.unlockAt(), today);
    }

    function _isAffiliate(Member member) internal view returns (bool) {
        uint256 attributes = member.attributes();
        return attributes != 0 && attributes & _parameter(AFFILIATES) != 0;
    }

    /* GATES */

    /// @dev What the lot is to `taker`, at `time`, as given by `giver`.
    function _grade(Lot lot, Member giver, Member taker, uint256 time) internal view returns (uint256) {
        uint256 regime = lot.regime();
        if (regime == 0) return FREE;
        bool isLocked = lot.isLocked(time);
        Gate gate = _gateOf(isLocked ? LOCKED : MATURED, regime);
        if (!isLocked && gate.isSilent()) return FREE;
        bool isAccredited = taker.isAccredited(time / 1 days);
        if (gate.frees(taker.attributes(), isAccredited)) return FREE;
        if (gate.asks(taker.attributes(), isAccredited)) return WITH_APPROVAL;
        bool isKin = gate.isSet(APPROVAL_RELATED) && _areRelated(giver.investor(), taker.investor());
        return isKin ? WITH_APPROVAL : BLOCKED;
    }

    /// @dev Whether there is anybody for whom the lot is not free.
    function _isGated(Lot lot, uint256 time) internal view returns (bool) {
        uint256 regime = lot.regime();
        if (regime == 0) return false;
        Gate gate = _gateOf(lot.isLocked(time) ? LOCKED : MATURED, regime);
        return !gate.isSilent() && !gate.isSet(FREE_EVERYONE);
    }

    /// @dev Why a lot that is blocked is: time cures a lock that ends, unless the regime says that a receiver does.
    function _blockedBy(Lot lot, uint256 time) internal view returns (Verdict) {
        uint256 regime = lot.regime();
        bytes32 reason = bytes32(_parameter(_key(REASON, regime)) << REASON_SHIFT);
        if (reason == 0) reason = Reason.CONTRACTUAL_LOCK;
        bool ends = lot.isLocked(time) && lot.unlockAt() != NEVER;
        return ends && !_gateOf(LOCKED, regime).isSet(RECEIVER_CURES) ? _locked(reason) : _ofReceiver(reason);
    }

    /* PARAMETERS */

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (key == DEFAULT_REGIME) return value <= type(uint16).max;
        if (key == AFFILIATES) return value <= type(uint32).max;
        uint256 regime = uint16(uint256(key));
        if (regime == 0) return false;
        if (key == _key(LOCKED, regime)) return Gate.wrap(value).isValidLock();
        if (key == _key(MATURED, regime)) return Gate.wrap(value).isValidAfterLock();
        // That reason would have the engine take a refusal for a request.
        return key == _key(REASON, regime) && bytes32(value << REASON_SHIFT) != Reason.TA_APPROVAL_REQUIRED;
    }

    function _gateOf(bytes32 name, uint256 regime) private view returns (Gate) {
        return Gate.wrap(_parameter(_key(name, regime)));
    }

    function _key(bytes32 name, uint256 regime) private pure returns (bytes32) {
        return name | bytes32(regime);
    }
}
