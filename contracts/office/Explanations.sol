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
import {Member} from "../register/Member.sol";
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
        Verdict v = _restriction(kind, partition, right, from, to, amount);
        code = v.code();
        reason = v.reason();
        guilty = v.guilty(address(this), operator, from, to);
        if (reason == Reason.PARTITION_LOCKED) opensAt = _termsOf(_globals, partition).unlockAt();
        else if (reason == Reason.PAUSED && !_globals.isPausedForever()) opensAt = _globals.pausedUntil() + 1;
    }

    /// @dev As {_operatorRight}; and nothing of the principal class is moved by `transferFrom` without an allowance too.
    function _anyRight(bytes32 partition, address operator, address holder, uint256 amount)
        private
        view
        returns (uint256 right)
    {
        right = _operatorRight(partition, operator, holder);
        if (right == NO_RIGHT && amount == 0 && partition == _principal()) right = _allowanceRight(operator, holder);
    }

    /* ERC-1594 AND ERC-1410 */

    /// @inheritdoc IERC1594Checks
    function canTransfer(address to, uint256 value, bytes calldata)
        external
        view
        returns (bytes1 code, bytes32 reason)
    {
        Verdict v = _restriction(Kind.Transfer, _principal(), UNLIMITED, _caller(), to, value);
        return (v.code(), v.reason());
    }

    /// @inheritdoc IERC1594Checks
    function canTransferFrom(address from, address to, uint256 value, bytes calldata)
        external
        view
        returns (bytes1 code, bytes32 reason)
    {
        Verdict v = _ofSpender(_caller(), from, to, value);
        return (v.code(), v.reason());
    }

    /// @inheritdoc IERC1410Checks
    function canTransferByPartition(address from, address to, bytes32 partition, uint256 value, bytes calldata)
        external
        view
        returns (bytes1 code, bytes32 reason, bytes32 destination)
    {
        (bool forced, uint256 right) = _operatorOrController(partition, from);
        Verdict v = _restriction(forced ? Kind.ForcedTransfer : Kind.Transfer, partition, right, from, to, value);
        return (v.code(), v.reason(), partition);
    }

    /* ERC-1404 */

    /// @inheritdoc IERC1404
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8) {
        return Restrictions.numberOf(_restriction(Kind.Transfer, _principal(), UNLIMITED, from, to, value));
    }

    /// @inheritdoc IERC1404Spender
    function detectTransferRestrictionFrom(address spender, address from, address to, uint256 value)
        external
        view
        returns (uint8)
    {
        return Restrictions.numberOf(_ofSpender(spender, from, to, value));
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
        return _restriction(Kind.Transfer, _principal(), UNLIMITED, from, to, asked).isSuccess();
    }

    /// @dev What `transferFrom` by `spender` would do now.
    function _ofSpender(address spender, address from, address to, uint256 value) private view returns (Verdict) {
        return _restriction(Kind.Transfer, _principal(), _allowanceRight(spender, from), from, to, value);
    }

    /// @dev What the movement would do now.
    function _restriction(Kind kind, bytes32 partition, uint256 right, address from, address to, uint256 amount)
        private
        view
        returns (Verdict)
    {
        Globals g = _globals;
        Holding held = Holding.wrap(_recordsOf(partition)[from].word);
        Holding holds = Holding.wrap(_recordsOf(partition)[to].word);
        if (kind == Kind.Issue) {
            Member receiver = _memberBehind(partition, holds, to);
            return _issueVerdict(g, _termsOf(g, partition), _supplyOf(partition), receiver, to, amount);
        }
        if (kind == Kind.Redeem) return _redeemVerdict(partition, g, held, right, from, amount);
        if (kind == Kind.ForcedTransfer) return _forcedTransferVerdict(partition, g, held, holds, from, to, amount);
        if (kind == Kind.ForcedRedeem) return _forcedVerdict(partition, g, held, from, amount);
        bool holdsBind = kind == Kind.Transfer;
        return _transferVerdict(partition, g, held, holds, right, from, to, amount, holdsBind);
    }
}
