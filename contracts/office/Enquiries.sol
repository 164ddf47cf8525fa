// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Movement} from "../interfaces/ICompliance.sol";
import {IEnquiries} from "../interfaces/IMovements.sol";
import {IRuleList} from "../interfaces/IRuleList.sol";
import {Restrictions} from "../libraries/Restrictions.sol";
import {Code, Reason, Verdict} from "../libraries/Verdict.sol";
import {HAS_ENGINE} from "../register/Globals.sol";
import {Holding} from "../register/Holding.sol";
import {Evaluator} from "../token/Evaluator.sol";

/**
 * @title Enquiries
 * @notice Says of a transfer everything that there is to say: the step that decides, why, on whose account, from when it
 * would pass, how much would pass now, and what each rule says.
 * @dev Invariant: the verdict is the evaluator's.
 */
abstract contract Enquiries is IEnquiries, Evaluator {
    uint256 private constant LAST_STEP = 13;
    uint256 private constant APPROVAL_STEP = 12;

    /// @inheritdoc IEnquiries
    function explainTransfer(
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 amount,
        bytes calldata data
    ) external view returns (Explanation memory e) {
        Verdict v = _verdictOn(partition, operator, from, to, amount, data);
        (e.code, e.reason, e.erc1450) = (v.code(), v.reason(), Restrictions.erc1450Of(v));
        e.guilty = _guilty(v, operator, from, to);
        e.opensAt = _openingOf(v, Kind.Transfer, partition, operator, from, to, amount, data);
        e.largest = _largest(partition, operator, from, to, data);
        if (_globals.isSet(HAS_ENGINE)) {
            e.findings = _rules().explain(_transferOf(partition, operator, from, to, amount, data));
        }
        e.step = v.isOfRule() ? _stepOfRule(v.reason(), e.findings) : _stepOfRegister(v);
    }

    function _verdictOn(
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 amount,
        bytes calldata data
    ) private view returns (Verdict) {
        uint256 right = _anyRight(partition, operator, from, amount);
        (Holding held, Holding holds) = (_holdingOf(partition, from), _holdingOf(partition, to));
        return
            _transferVerdict(Kind.Transfer, partition, _globals, held, holds, right, operator, from, to, amount, data);
    }

    /// @dev Of what is free, all; or where a rule refuses that, the largest amount that every rule lets pass.
    function _largest(bytes32 partition, address operator, address from, address to, bytes calldata data)
        private
        view
        returns (uint256 amount)
    {
        (, amount) = _freeUnits(partition, from, _holdingOf(partition, from));
        uint256 right = _operatorRight(partition, operator, from);
        if (right < amount) amount = right;
        Verdict v = _verdictOn(partition, operator, from, to, amount, data);
        if (v.isSuccess()) return amount;
        return v.isOfRule() ? _rules().largest(_transferOf(partition, operator, from, to, amount, data)) : 0;
    }

    function _transferOf(
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 amount,
        bytes calldata data
    ) private view returns (Movement memory) {
        (Holding held, Holding holds) = (_holdingOf(partition, from), _holdingOf(partition, to));
        return _movement(Kind.Transfer, partition, operator, from, to, amount, held, holds, data);
    }

    function _rules() private view returns (IRuleList) {
        return IRuleList(address(_engine));
    }

    /// @dev The step of the rule that decided. Consent is asked for last, whichever rule wants it.
    function _stepOfRule(bytes32 reason, IRuleList.Finding[] memory findings) private pure returns (uint256) {
        if (reason == Reason.TA_APPROVAL_REQUIRED) return APPROVAL_STEP;
        uint256 i = 0;
        // It is there: the engine asked the same rules.
        while (findings[i].reason != reason) ++i;
        return findings[i].step;
    }

    /// @dev The step at which the register decided.
    function _stepOfRegister(Verdict v) private pure returns (uint256) {
        (bytes1 code, bytes32 reason) = (v.code(), v.reason());
        if (code == Code.HALTED) return 1;
        if (code == Code.OPERATOR) return 2;
        if (reason == Reason.SENDER_NOT_REGISTERED || reason == Reason.UNKNOWN_PARTITION) return 3;
        if (code == Code.BALANCE || code == Code.ALLOWANCE) return 4;
        if (code == Code.SENDER) return 5;
        if (code == Code.RECEIVER) return 6;
        if (reason == Reason.PARTITION_LOCKED) return 9;
        if (code == Code.LOCKED) return 7;
        return reason == Reason.SAME_IDENTITY ? 8 : LAST_STEP;
    }
}
