// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Movement} from "./ICompliance.sol";

/**
 * @title IRule
 * @notice One rule about who may hold what and when, with whatever it has to remember.
 * @dev A rule belongs to one engine. It can refuse movements that a holder wants or that create units; it is told of the
 * forced ones too. An engine calls it with a limit of gas and believes nothing that is not a verdict.
 */
interface IRule is IERC165 {
    /**
     * @notice A parameter was set.
     * @param key ASCII name, with a country or the like in its lowest bytes where there are several.
     * @param value in the units that the rule documents for the key.
     * @param effectiveFrom unix time from which it applies.
     * @param citation the law, contract or resolution that it comes from.
     */
    event ParameterSet(bytes32 indexed key, uint256 value, uint256 effectiveFrom, string citation);

    /// @notice Only the engine of the rule may tell it of movements.
    error NotTheEngine(address caller);

    /// @notice The rule knows no such parameter, or not that value for it.
    error InvalidParameter(bytes32 key, uint256 value);

    /// @notice The rule is about another class.
    error OutOfScope(bytes32 partition);

    /// @notice The engine that the rule serves, for ever.
    function engine() external view returns (address);

    /// @notice The partition that the rule is about; 0 for all.
    function scope() external view returns (bytes32);

    /// @notice What rule it is, in ASCII.
    function name() external view returns (bytes32);

    /// @notice Its place in the refusal order: 9 locks and lots, 10 volume, 11 caps, 12 approval.
    function step() external view returns (uint256);

    /// @notice What it wants to be called for; see the library Hooks.
    function hooks() external view returns (uint256);

    /// @notice What it says of a movement that has not happened yet.
    function check(Movement calldata movement) external view returns (bytes32 verdict);

    /// @notice Takes a movement into its books, which has just happened. @return its own selector.
    function moved(Movement calldata movement) external returns (bytes4);

    /// @notice Takes a change of an entry into its books; see {IComplianceEngine-entryChanged}. @return its own selector.
    function entryChanged(address account, address other, uint256 before, uint256 present) external returns (bytes4);

    /**
     * @notice Sets its books about the investor of `account` to what the register says.
     * @dev By anybody, as often as one likes: for members who were there before the rule, and after a failure.
     */
    function reconcile(address account) external;

    /// @notice Unix time from which it no longer refuses the movement; 0 when it does not, or time alone does not cure it.
    function opensAt(Movement calldata movement) external view returns (uint256);

    /// @notice The largest amount, not above the movement's, that it would let pass now and without approval.
    function largest(Movement calldata movement) external view returns (uint256);

    /**
     * @notice Sets a parameter from a moment on; until then the present value applies. A value already waiting is replaced.
     * @param value at most 2^216 - 1.
     * @param effectiveFrom unix time; 0 or a time gone by for at once.
     * @custom:access COMPLIANCE
     */
    function setParameter(bytes32 key, uint256 value, uint40 effectiveFrom, string calldata citation) external;

    /// @notice The value in force, and the one that waits with the time from which it applies; 0 and 0 when none waits.
    function parameterOf(bytes32 key) external view returns (uint256 value, uint256 next, uint256 nextFrom);
}
