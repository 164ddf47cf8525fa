// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title RoleIds
 * @notice The names of the roles. Who holds them stands in the token's table alone.
 */
library RoleIds {
    /// @dev Admits, renews, links and removes members.
    bytes32 internal constant ADMITTER = keccak256("scrip.ADMITTER");
    /// @dev Issues units.
    bytes32 internal constant ISSUER = keccak256("scrip.ISSUER");
    /// @dev Freezes and releases members and units; keeps the sanctions list.
    bytes32 internal constant FREEZER = keccak256("scrip.FREEZER");
    /// @dev Forces transfers and redemptions.
    bytes32 internal constant CONTROLLER = keccak256("scrip.CONTROLLER");
    /// @dev Pauses and unpauses.
    bytes32 internal constant PAUSER = keccak256("scrip.PAUSER");
    /// @dev Creates partitions; sets terms, capital, countries and the treasury; decides splits.
    bytes32 internal constant CONFIGURER = keccak256("scrip.CONFIGURER");
    /// @dev Sets record dates; held by the distribution and voting contracts.
    bytes32 internal constant SCHEDULER = keccak256("scrip.SCHEDULER");
    /// @dev Declares, funds, cancels and closes distributions.
    bytes32 internal constant TREASURER = keccak256("scrip.TREASURER");
    /// @dev Cancels units that are paid for; held by the distribution contract.
    bytes32 internal constant REDEEMER = keccak256("scrip.REDEEMER");
    /// @dev Convenes meetings, puts resolutions, certifies results.
    bytes32 internal constant SECRETARY = keccak256("scrip.SECRETARY");
    /// @dev Chooses the rules of the compliance engine and sets their parameters.
    bytes32 internal constant COMPLIANCE = keccak256("scrip.COMPLIANCE");
    /// @dev Consents to transfers that need it.
    bytes32 internal constant APPROVER = keccak256("scrip.APPROVER");
}
