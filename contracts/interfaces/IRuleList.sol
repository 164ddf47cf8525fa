// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Movement} from "./ICompliance.sol";

/**
 * @title IRuleList
 * @notice The rules of a security in the refusal order, who changes them, and what each says.
 */
interface IRuleList {
    /**
     * @notice What one rule says of a movement.
     * @param rule its address.
     * @param name what rule it is.
     * @param step its place in the refusal order.
     * @param code ERC-1400 status byte.
     * @param reason ASCII id.
     * @param guilty whom it concerns.
     * @param opensAt unix time from which it no longer refuses; 0 when time alone does not cure it.
     */
    struct Finding {
        address rule;
        bytes32 name;
        uint256 step;
        bytes1 code;
        bytes32 reason;
        address guilty;
        uint256 opensAt;
    }

    /// @notice The rules and the delay shall be these from `enactableFrom` on.
    event RulesProposed(address[] rules, uint32 delay, uint256 enactableFrom);

    /// @notice The proposal was withdrawn.
    event ProposalWithdrawn();

    /// @notice A rule now has a say.
    event RuleAdded(address indexed rule, bytes32 indexed name);

    /// @notice A rule no longer has a say.
    event RuleRemoved(address indexed rule);

    /// @notice The rules in the order in which they are asked, and the delay for changing them.
    event RulesEnacted(address[] rules, uint32 delay);

    /// @notice A rule could not take a forced movement or a change of the register into its books, and is closed.
    event RuleFailed(address indexed rule);

    /// @notice A rule that was closed has a say again.
    event RuleReinstated(address indexed rule);

    /// @notice Not a rule of this engine.
    error InvalidRule(address rule);

    /// @notice More rules than a movement can bear.
    error TooManyRules(uint256 count, uint256 limit);

    /// @notice A rule is named twice.
    error RuleRepeated(address rule);

    /// @notice The rule would be asked after one of a later step of the refusal order.
    error RuleOutOfOrder(address rule, uint256 step);

    /// @notice The delay may be no longer than `limit`.
    error DelayTooLong(uint256 delay, uint256 limit);

    /// @notice There is no proposal, or its time has not come.
    error NotEnactable(uint256 enactableFrom);

    /// @notice The rule is not in the list, or not closed.
    error NotClosed(address rule);

    /**
     * @notice Proposes which rules there shall be, in which order, and how long a later proposal has to wait. Without a
     * delay in force it is enacted at once.
     * @custom:access COMPLIANCE
     */
    function proposeRules(address[] calldata rules, uint32 delay) external;

    /// @notice Enacts the proposal when its time has come. @custom:access COMPLIANCE
    function enactRules() external;

    /// @notice Withdraws the proposal. @custom:access COMPLIANCE
    function withdrawProposal() external;

    /// @notice Gives a closed rule its say again, after its books were put right. @custom:access COMPLIANCE
    function reinstateRule(address rule) external;

    /// @notice The rules in the order in which they are asked.
    function rules() external view returns (address[] memory);

    /// @notice Whether the rule failed and is closed: it then refuses whatever it is asked.
    function isClosed(address rule) external view returns (bool);

    /// @notice The delay for changing the rules, in seconds.
    function delay() external view returns (uint256);

    /// @notice The proposal that waits; `enactableFrom` 0 when there is none.
    function proposal() external view returns (address[] memory rules, uint32 delay, uint256 enactableFrom);

    /// @notice What each rule says of a movement, also those after the first that refuses.
    function explain(Movement calldata movement) external view returns (Finding[] memory);

    /// @notice The largest amount, not above the movement's, that every rule would let pass now and without approval.
    function largest(Movement calldata movement) external view returns (uint256);
}
