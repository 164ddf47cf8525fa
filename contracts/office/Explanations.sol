// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1404, IERC1404Spender} from "../interfaces/erc/IERC1404.sol";
import {IERC1410Checks} from "../interfaces/erc/IERC1410.sol";
import {IERC1594Checks} from "../interfaces/erc/IERC1594.sol";
import {IERC7943Checks} from "../interfaces/erc/IERC7943.sol";
import {IExplanations} from "../interfaces/IMovements.sol";
import {Restrictions} from "../libraries/Restrictions.sol";
import {Reason, Verdict} from "../libraries/Verdict.sol";
import {Globals} from "../register/Globals.sol";
import {Holding} from "../register/Holding.sol";
import {Evaluator} from "../token/Evaluator.sol";

/**
 * @title Explanations
 * @notice Says what a movement would do, in the words of each standard.
 * @dev Invariant: every answer is the evaluator's, so that a view says yes if and only if the movement succeeds.
 */
abstract contract Explanations is
    IERC1404,
    IERC1404Spender,
    IERC1410Checks,
    IERC1594Checks,
    IERC7943Checks,
    IExplanations,
    Evaluator
{
    /// @inheritdoc IExplanations
    function explainMovement(Kind kind, bytes32 partition, address operator, address from, address to, uint256 amount)
        external
        view
        returns (bytes1 code, bytes32 reason, address guilty, uint256 opensAt)
    {
        uint256 right = UNLIMITED;
        if (kind == Kind.Transfer || kind == Kind.Redeem) right = _anyRight(partition, operator, from, amount);
        Verdict v = _restriction(kind, partition, right, operator, from, to, amount, _noData());
        (code, reason, guilty) = (v.code(), v.reason(), _guilty(v, operator, from, to));
        opensAt = _openingOf(v, kind, partition, operator, from, to, amount, _noData());
    }

    /* ERC-1594 AND ERC-1410 */

    /// @inheritdoc IERC1594Checks
    function canTransfer(address to, uint256 value, bytes calldata data)
        external
        view
        returns (bytes1 code, bytes32 reason)
    {
        address holder = _caller();
        Verdict v = _restriction(Kind.Transfer, _principal(), UNLIMITED, holder, holder, to, value, data);
        return (v.code(), v.reason());
    }

    /// @inheritdoc IERC1594Checks
    function canTransferFrom(address from, address to, uint256 value, bytes calldata data)
        external
        view
        returns (bytes1 code, bytes32 reason)
    {
        Verdict v = _ofSpender(_caller(), from, to, value, data);
        return (v.code(), v.reason());
    }

    /// @inheritdoc IERC1410Checks
    function canTransferByPartition(address from, address to, bytes32 partition, uint256 value, bytes calldata data)
        external
        view
        returns (bytes1 code, bytes32 reason, bytes32 destination)
    {
        (bool forced, uint256 right) = _operatorOrController(partition, from);
        Kind kind = forced ? Kind.ForcedTransfer : Kind.Transfer;
        Verdict v = _restriction(kind, partition, right, _caller(), from, to, value, data);
        return (v.code(), v.reason(), partition);
    }

    /* ERC-1404 */

    /// @inheritdoc IERC1404
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8) {
        return Restrictions.numberOf(_ofHolder(from, to, value));
    }

    /// @inheritdoc IERC1404Spender
    function detectTransferRestrictionFrom(address spender, address from, address to, uint256 value)
        external
        view
        returns (uint8)
    {
        return Restrictions.numberOf(_ofSpender(spender, from, to, value, _noData()));
    }

    /// @inheritdoc IERC1404
    function messageForTransferRestriction(uint8 restrictionCode) external pure returns (string memory) {
        return Restrictions.messageOf(restrictionCode);
    }

    /* ERC-7943 */

    /// @inheritdoc IERC7943Checks
    function canSend(address account) external view returns (bool) {
        return _standingOf(account).isSuccess();
    }

    /// @inheritdoc IERC7943Checks
    function canReceive(address account) external view returns (bool) {
        return _receiverVerdict(_globals, _globals.principalTerms(), _memberOf(account), account).isSuccess();
    }

    /// @inheritdoc IERC7943Checks
    function canTransfer(address from, address to, uint256 amount) external view returns (bool) {
        uint256 units = _unitsOf(_principal(), from);
        // What exceeds the balance is not for the rules to say.
        uint256 asked = amount < units ? amount : units;
        return _ofHolder(from, to, asked).isSuccess();
    }

    /// @dev What `transfer` by the holder would do now.
    function _ofHolder(address from, address to, uint256 value) private view returns (Verdict) {
        return _restriction(Kind.Transfer, _principal(), UNLIMITED, from, from, to, value, _noData());
    }

    /// @dev What `transferFrom` by `spender` would do now.
    function _ofSpender(address spender, address from, address to, uint256 value, bytes calldata data)
        private
        view
        returns (Verdict)
    {
        uint256 right = _allowanceRight(spender, from);
        return _restriction(Kind.Transfer, _principal(), right, spender, from, to, value, data);
    }

    /// @dev What the movement would do now.
    function _restriction(
        Kind kind,
        bytes32 partition,
        uint256 right,
        address operator,
        address from,
        address to,
        uint256 amount,
        bytes calldata data
    ) private view returns (Verdict) {
        Globals g = _globals;
        (Holding held, Holding holds) = (_holdingOf(partition, from), _holdingOf(partition, to));
        if (kind == Kind.Issue) {
            return _issueVerdict(
                partition, g, _termsOf(g, partition), _supplyOf(partition), holds, operator, to, amount, data
            );
        }
        if (kind == Kind.Redeem) return _redeemVerdict(partition, g, held, right, operator, from, amount, data);
        if (kind == Kind.ForcedTransfer) return _forcedTransferVerdict(partition, g, held, holds, from, to, amount);
        if (kind == Kind.ForcedRedeem) return _forcedVerdict(partition, g, held, from, amount);
        if (kind > Kind.HoldExecution) return _failure(Reason.UNKNOWN_KIND);
        return _transferVerdict(kind, partition, g, held, holds, right, operator, from, to, amount, data);
    }
}
