// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IRuleList} from "./IRuleList.sol";

/**
 * @title IMovements
 * @notice One evaluator decides every movement of units and every view about one.
 * @dev Refusal order, first failure wins: 1 paused, partition frozen 0x54 · 2 operator 0x58 · 3 sender unknown 0x56,
 * partition unknown 0x50 · 4 balance 0x52, allowance 0x53 · 5 sender sanctioned, frozen, admission expired 0x56 ·
 * 6 receiver zero, unknown, sanctioned, frozen, country, admission expired, accreditation, attributes 0x57 · 7 partly
 * frozen, then on hold 0x55 · 8 same investor: allowed · 9 partition locked 0x55, then what the rules of the compliance
 * engine say: 9 locks and lots · 10 volume · 11 caps · 12 approval · 13 allowed 0x51. Not convertible is said after 5, not
 * redeemable at 9, an issue above the authorised capital before the rules, all with 0x50. Nothing can be issued or forced
 * once that was renounced, nor issued before the terms document is there: 0x50 at 2.
 */
interface IMovements {
    /// @notice What a movement is; nothing guesses it from the zero address.
    enum Kind {
        Transfer,
        Issue,
        Redeem,
        ForcedTransfer,
        ForcedRedeem,
        HoldExecution,
        Conversion,
        Recovery
    }

    /**
     * @notice The movement is refused.
     * @dev Lack of balance or allowance reverts with the ERC-6093 errors instead.
     * @param code ERC-1400 status byte.
     * @param reason ASCII id.
     * @param guilty whom the refusal concerns: operator, sender, receiver, or the token itself.
     */
    error Refused(bytes1 code, bytes32 reason, address guilty);
}

/**
 * @title IExplanations
 * @notice What a movement would do.
 */
interface IExplanations {
    /**
     * @notice What a movement would do now, and why. A conversion is asked for by {IConversions-canConvert}; a recovery
     * is not asked for at all.
     * @param operator who would send it: `from` itself, an operator of `from`, or, where it is neither and has an
     * allowance of the principal class, a spender. The calls by allowance alone are the business of
     * {IERC1594Movements-canTransferFrom}. Ignored for the kinds that need a role: what a
     * controller does without authorisation is asked for as a forced kind.
     * @param from address(0) for Issue.
     * @param to address(0) for Redeem and ForcedRedeem.
     * @return code ERC-1400 status byte, 0x51 when it would succeed.
     * @return reason ASCII id; SAME_IDENTITY when it would succeed because both wallets are one investor's.
     * @return guilty whom the refusal concerns.
     * @return opensAt unix time from which this reason no longer holds; 0 when time alone does not cure it.
     */
    function explainMovement(
        IMovements.Kind kind,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 amount
    ) external view returns (bytes1 code, bytes32 reason, address guilty, uint256 opensAt);
}

/**
 * @title IEnquiries
 * @notice Everything that there is to say of a transfer.
 */
interface IEnquiries {
    /**
     * @notice What a transfer would do now, and what would help.
     * @param step the step of the refusal order that decides, 1 to 13; 8 and 13 allow. See {IMovements}.
     * @param code ERC-1400 status byte, 0x51 when it would succeed.
     * @param reason ASCII id.
     * @param erc1450 the reason's number in ERC-1450, 0 when it would succeed.
     * @param guilty whom the refusal concerns.
     * @param opensAt unix time from which this reason no longer holds; 0 when time alone does not cure it.
     * @param largest units that would pass now, without consent and not above the balance.
     * @param findings what each rule of the compliance engine says, also those that were not reached.
     */
    struct Explanation {
        uint256 step;
        bytes1 code;
        bytes32 reason;
        uint16 erc1450;
        address guilty;
        uint256 opensAt;
        uint256 largest;
        IRuleList.Finding[] findings;
    }

    /// @notice Explains a transfer of `amount` units by `operator`; see {IExplanations-explainMovement}.
    function explainTransfer(
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 amount,
        bytes calldata data
    ) external view returns (Explanation memory);
}
