// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRedemptions} from "../interfaces/IRedemptions.sol";
import {IERC1410Movements} from "../interfaces/erc/IERC1410.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Code, Reason, Verdict} from "../libraries/Verdict.sol";
import {CONTROL_ENDED, Globals, HAS_ENGINE} from "../register/Globals.sol";
import {Holding} from "../register/Holding.sol";
import {EXISTS} from "../register/Terms.sol";
import {Movements} from "../token/Movements.sol";

/**
 * @title Redemptions
 * @notice Cancels units that the issuer redeems for money.
 */
abstract contract Redemptions is IRedemptions, Movements {
    /// @inheritdoc IRedemptions
    function redeemPaid(bytes32 partition, address holder, uint256 amount, bytes calldata data)
        external
        onlyRole(RoleIds.REDEEMER)
    {
        Globals g = _turnPage();
        uint256 held = _recordsOf(partition)[holder].word;
        Verdict v = _redemptionVerdict(partition, g, Holding.wrap(held), holder, amount);
        if (!v.isSuccess()) _refuse(v, partition, UNLIMITED, holder, address(0), amount);
        address redeemer = _caller();
        _cancel(g, partition, holder, held, amount);
        emit IERC1410Movements.RedeemedByPartition(partition, redeemer, holder, amount, data);
        if (g.isSet(HAS_ENGINE)) {
            _tell(Kind.ForcedRedeem, partition, redeemer, holder, address(0), amount, held, 0, data);
        }
    }

    /// @dev Whose consent it needs, the class, the balance, and step 7: what is frozen or on hold stays.
    function _redemptionVerdict(bytes32 partition, Globals g, Holding held, address holder, uint256 amount)
        private
        view
        returns (Verdict)
    {
        if (g.isSet(CONTROL_ENDED) && !_isOperator(partition, _caller(), holder)) {
            return _failure(Reason.CONTROL_RENOUNCED);
        }
        if (!_termsOf(g, partition).isSet(EXISTS)) return _failure(Reason.UNKNOWN_PARTITION);
        if (amount > held.units()) return _ofSender(Code.BALANCE, Reason.INSUFFICIENT_BALANCE);
        return _encumbranceVerdict(partition, holder, held, amount, true);
    }
}
