// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IMembers
 * @notice The entries of the register: further wallets, removal, the treasury, and what is known of each.
 */
interface IMembers {
    /**
     * @notice An entry of the register in words.
     * @param folio number of the entry, counted from 1, never reused; 0 when never admitted.
     * @param investor folio of the investor's first wallet.
     * @param country ISO 3166-1 numeric code.
     * @param admittedThrough last day of the admission; 0 when not registered.
     * @param accreditedThrough last day of the accreditation.
     * @param attributes bit set.
     * @param frozen whether every movement is stopped.
     * @param sanctioned whether the member stands on a sanctions list.
     * @param treasury whether the entry is the issuer's own.
     */
    struct Entry {
        uint256 folio;
        uint256 investor;
        uint256 country;
        uint256 admittedThrough;
        uint256 accreditedThrough;
        uint256 attributes;
        bool frozen;
        bool sanctioned;
        bool treasury;
    }

    /// @notice `wallet` was admitted as a further wallet of the investor of `member`.
    event WalletLinked(address indexed wallet, address indexed member);

    /// @notice The member was taken off the register.
    event MemberRemoved(address indexed account);

    /// @notice The entry was marked as the issuer's treasury, or no longer.
    event TreasurySet(address indexed account, bool treasury);

    /// @notice The address is not a member.
    error NotRegistered(address account);

    /// @notice The wallet has an entry already.
    error AlreadyRegistered(address account);

    /// @notice A wallet that holds units cannot leave the register.
    error MemberHoldsUnits(address account, bytes32 partition, uint256 units);

    /**
     * @notice Admits `wallet` as a further wallet of the investor of `member`, with the same profile,
     * frozen and sanctioned like it.
     * @custom:access ADMITTER
     */
    function linkWallet(address wallet, address member) external;

    /**
     * @notice Takes a member off the register. Refused while the member holds units of any partition.
     * @custom:access ADMITTER
     */
    function removeMember(address account) external;

    /// @notice Marks an entry as the issuer's treasury, or no longer. @custom:access CONFIGURER
    function setTreasury(address account, bool treasury) external;

    /// @notice The member's entry; all zero when the address was never admitted.
    function memberOf(address account) external view returns (Entry memory);

    /// @notice The member's word as stored, for tools that read many.
    function wordOf(address account) external view returns (uint256);

    /// @notice Number of entries ever made: the highest folio.
    function folios() external view returns (uint256);
}
