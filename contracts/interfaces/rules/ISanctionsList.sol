// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ISanctionsList
 * @notice A sanctions list, published by its Merkle root, against which anybody can have a member stopped.
 * @dev Who is enlisted is marked in the register itself, which from then on refuses both sides of every movement, also what
 * is forced to that member. A leaf is keccak256(keccak256(abi.encode(address))), and the two children of a node are hashed
 * in ascending order.
 */
interface ISanctionsList {
    /// @notice The list of `listDate` (unix time) is the one that counts; `document` is the hash of it as it came.
    event ListPublished(bytes32 indexed root, uint256 listDate, bytes32 document);

    /// @notice `account` stands on the list with that root, and so `wallet`, a wallet of the same investor, was stopped.
    event Enlisted(address indexed account, address indexed wallet, bytes32 indexed root, uint256 listDate);

    /// @notice Older than the list published before, or of the future.
    error InvalidListDate(uint256 listDate, uint256 current);

    /// @notice The list is empty.
    error EmptyList();

    /// @notice By that proof the account is not on the present list.
    error NotOnTheList(address account);

    /// @notice As many proofs as accounts are needed.
    error ProofsMissing(uint256 accounts, uint256 proofs);

    /// @notice The rule itself needs the role FREEZER of the security.
    error RuleMayNotFreeze();

    /**
     * @notice Publishes a list in place of the one before.
     * @dev Whoever stands no longer on the list stays stopped until the security's {IFreezes-setSanctioned} says otherwise.
     * @param root of its Merkle tree.
     * @param listDate unix time as of which the list was drawn up; not before that of the present one.
     * @param document hash of the list as it came from the authority.
     * @custom:access FREEZER
     */
    function publish(bytes32 root, uint40 listDate, bytes32 document) external;

    /**
     * @notice Stops members who stand on the present list, with all their wallets.
     * @dev By anybody, as often as one likes.
     * @param accounts wallets on the list, each in the register.
     * @param proofs of each, from its leaf to the root.
     */
    function enlist(address[] calldata accounts, bytes32[][] calldata proofs) external;

    /// @notice Whether, by that proof, the account stands on the present list.
    function isListed(address account, bytes32[] calldata proof) external view returns (bool);

    /// @notice The present list: its root, and the unix time as of which it was drawn up; zeros before the first.
    function currentList() external view returns (bytes32 root, uint256 listDate);
}
