// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Movement} from "../interfaces/ICompliance.sol";
import {IConversions} from "../interfaces/IConversions.sol";
import {IERC1410Movements} from "../interfaces/erc/IERC1410.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Code, Reason, Verdict} from "../libraries/Verdict.sol";
import {Globals, HAS_ENGINE, ISSUANCE_ENDED, TERMS_MISSING} from "../register/Globals.sol";
import {Holding} from "../register/Holding.sol";
import {Member, TREASURY} from "../register/Member.sol";
import {PARTITION_STOPPED, Terms} from "../register/Terms.sol";
import {Movements} from "../token/Movements.sol";

/**
 * @title Conversions
 * @notice Turns units of one class into units of another, at the ratio that the issuer set.
 * @dev Invariant: the units are cancelled in the one class and created in the other, within its authorised capital.
 */
abstract contract Conversions is IConversions, Movements {
    /* RATIOS */

    /// @inheritdoc IConversions
    function setConversionRatio(bytes32 fromPartition, bytes32 toPartition, uint32 numerator, uint32 denominator)
        external
        onlyRole(RoleIds.ISSUER)
    {
        _existing(fromPartition);
        _existing(toPartition);
        require(
            fromPartition != toPartition && (numerator == 0) == (denominator == 0),
            InvalidRatio(fromPartition, toPartition, numerator, denominator)
        );
        _ratios[fromPartition][toPartition] = Ratio(numerator, denominator);
        emit ConversionRatioSet(fromPartition, toPartition, numerator, denominator);
    }

    /// @inheritdoc IConversions
    function conversionRatio(bytes32 fromPartition, bytes32 toPartition) external view returns (Ratio memory) {
        return _ratios[fromPartition][toPartition];
    }

    /* CONVERSION */

    /// @inheritdoc IConversions
    function convert(
        bytes32 fromPartition,
        bytes32 toPartition,
        address tokenHolder,
        uint256 value,
        bytes calldata operatorData
    ) external returns (uint256 converted) {
        Globals g = _turnPage();
        Verdict v;
        (v, converted) = _conversionVerdict(g, fromPartition, toPartition, tokenHolder, value);
        if (!v.isSuccess()) _refuse(v, fromPartition, UNLIMITED, tokenHolder, tokenHolder, value);
        address operator = _caller();
        Movement memory m = _conversion(fromPartition, toPartition, tokenHolder, value, converted);
        _cancel(g, fromPartition, tokenHolder, _recordsOf(fromPartition)[tokenHolder].word, value);
        emit IERC1410Movements.RedeemedByPartition(fromPartition, operator, tokenHolder, value, operatorData);
        _create(g, toPartition, tokenHolder, converted);
        emit IERC1410Movements.IssuedByPartition(toPartition, operator, tokenHolder, converted, _noData(), operatorData);
        emit ChangedPartition(fromPartition, toPartition, value);
        if (g.isSet(HAS_ENGINE)) _tell(m);
    }

    /// @dev A conversion that has not happened yet, as the rules see it.
    function _conversion(bytes32 fromPartition, bytes32 toPartition, address holder, uint256 value, uint256 converted)
        private
        view
        returns (Movement memory m)
    {
        Holding held = Holding.wrap(_recordsOf(fromPartition)[holder].word);
        Holding holds = Holding.wrap(_recordsOf(toPartition)[holder].word);
        m = _movement(Kind.Conversion, fromPartition, _caller(), holder, holder, value, held, holds, _noData());
        (m.destination, m.received) = (toPartition, converted);
        m.sender = m.receiver = Member.unwrap(_memberOf(holder));
    }

    /// @inheritdoc IConversions
    function canConvert(bytes32 fromPartition, bytes32 toPartition, address tokenHolder, uint256 value)
        external
        view
        returns (bytes1 code, bytes32 reason, uint256 converted)
    {
        Verdict v;
        (v, converted) = _conversionVerdict(_globals, fromPartition, toPartition, tokenHolder, value);
        return (v.code(), v.reason(), converted);
    }

    /// @dev The evaluator's steps for one who gives up units of a class and receives units of another.
    function _conversionVerdict(Globals g, bytes32 fromPartition, bytes32 toPartition, address holder, uint256 value)
        private
        view
        returns (Verdict v, uint256 converted)
    {
        Holding held = Holding.wrap(_recordsOf(fromPartition)[holder].word);
        Member member = _memberOf(holder);
        Terms fromTerms = _termsOf(g, fromPartition);
        Terms toTerms = _termsOf(g, toPartition);
        // 1 to 5; a pause of transfers alone does not stop what stays with its holder
        uint256 right = _isOperator(fromPartition, _caller(), holder) ? UNLIMITED : NO_RIGHT;
        if (_isEverythingPaused(g)) return (_halted(Reason.PAUSED), 0);
        v = _senderVerdict(g, fromTerms, member, held, right, value);
        if (!v.isSuccess()) return (v, 0);
        if (toTerms.isSet(PARTITION_STOPPED)) return (_halted(Reason.PARTITION_FROZEN), 0);
        Ratio memory ratio = _ratios[fromPartition][toPartition];
        if (ratio.denominator == 0) return (_failure(Reason.NOT_CONVERTIBLE), 0);
        // 6 the holder as one who receives the other class
        v = _receiverVerdict(g, toTerms, member, holder);
        if (!v.isSuccess()) return (v, 0);
        // 7 frozen, on hold
        v = _encumbranceVerdict(fromPartition, holder, held, value, true);
        if (!v.isSuccess()) return (v, 0);
        // 9 lock of the class that is given up
        if (block.timestamp < fromTerms.unlockAt() && !member.isSet(TREASURY)) {
            return (_ofSender(Code.LOCKED, Reason.PARTITION_LOCKED), 0);
        }
        if (value % ratio.denominator != 0) return (_failure(Reason.NOT_A_MULTIPLE), 0);
        converted = value / ratio.denominator * ratio.numerator;
        // 11 capital: while nothing can be issued units may become others, but not more
        if (converted > value && g.isSet(ISSUANCE_ENDED | TERMS_MISSING)) return (_notIssuable(g), 0);
        if (converted > _supplyOf(toPartition).available()) return (_failure(Reason.AUTHORISED_EXCEEDED), 0);
        // 9 to 12 rules
        if (g.isSet(HAS_ENGINE)) v = _ruling(_conversion(fromPartition, toPartition, holder, value, converted));
        if (!v.isSuccess()) converted = 0;
    }
}
