// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IMovements} from "./IMovements.sol";

/**
 * @notice One movement of units as the rules see it. Everything in it is as it stood before the movement.
 * @dev `sender` and `receiver` are the register's words of both members, whose fields the library Member names.
 * @param kind what it is.
 * @param partition the class that the units leave.
 * @param destination the class that they come to; the same but for a conversion.
 * @param operator who sends it.
 * @param from who gives; address(0) for an issue.
 * @param to who receives; address(0) for a redemption.
 * @param amount units that leave `partition`.
 * @param received units that come to `destination`; the same but for a conversion.
 * @param sender word of the member `from`; 0 for an issue.
 * @param receiver word of the member `to`; 0 for a redemption.
 * @param senderUnits units of `partition` that `from` holds.
 * @param receiverUnits units of `destination` that `to` holds.
 * @param data what came with it.
 */
struct Movement {
    IMovements.Kind kind;
    bytes32 partition;
    bytes32 destination;
    address operator;
    address from;
    address to;
    uint256 amount;
    uint256 received;
    uint256 sender;
    uint256 receiver;
    uint256 senderUnits;
    uint256 receiverUnits;
    bytes data;
}

/**
 * @title IComplianceEngine
 * @notice What a security asks and tells the engine that decides by rules with a state of their own.
 * @dev A verdict is a word: reason in the 30 highest bytes, party in the next, ERC-1400 status byte in the lowest; see
 * the library Verdict.
 */
interface IComplianceEngine is IERC165 {
    /// @notice Only the security that the engine serves may tell it of movements.
    error NotTheSecurity(address caller);

    /// @notice The engine is in the middle of telling its rules of a movement.
    error EngineBusy();

    /// @notice Too little gas is left to be sure that the rules are told.
    error InsufficientGas(uint256 left, uint256 needed);

    /// @notice The security that the engine serves.
    function token() external view returns (address);

    /**
     * @notice What the rules say of a movement that has not happened yet. Never reverts.
     * @return verdict with the mark QUIET when nobody has to be told of the movement.
     */
    function check(Movement calldata movement) external view returns (bytes32 verdict);

    /**
     * @notice Tells the rules, once, of a movement that has just happened.
     * @return verdict success, or that a rule could not keep its books: then the security takes the movement back. What
     * is forced is never taken back; the rule that failed is closed instead, until it is reinstated.
     */
    function moved(Movement calldata movement) external returns (bytes32 verdict);

    /**
     * @notice Tells the rules that an entry of the register was made or changed.
     * @param other the member to whom the wallet was linked, or the lost wallet whose entry came here; else 0.
     * @param before the member's word before; 0 for a new entry. For a recovery, that of the lost wallet.
     * @param present the word now; its profile is 0 for a removed member.
     */
    function entryChanged(address account, address other, uint256 before, uint256 present) external;

    /// @notice Unix time from which what refuses the movement today no longer does; 0 when time alone does not cure it.
    function opensAt(Movement calldata movement) external view returns (uint256);

    /// @notice The rule at `position` of the refusal order, counted from 0.
    function ruleAt(uint256 position) external view returns (address);
}

/**
 * @title IEngineSeat
 * @notice A security whose movements an engine decides beside the register's own rules.
 */
interface IEngineSeat {
    /// @notice The engine was set; address(0) for none.
    event ComplianceEngineSet(address indexed engine);

    /// @notice Not an engine, or one of another security.
    error InvalidEngine(address engine);

    /**
     * @notice Sets the engine, or with address(0) does without.
     * @custom:access administrator
     */
    function setComplianceEngine(address engine) external;

    /// @notice The engine; address(0) for none.
    function complianceEngine() external view returns (address);
}
