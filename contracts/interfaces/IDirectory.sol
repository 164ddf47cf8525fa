// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IDirectory
 * @notice The wallets of the investors who have more than one, so that rules can count persons and what they hold.
 */
interface IDirectory {
    /// @notice Whether the rules are being told of something: their books are then behind the register.
    function isBusy() external view returns (bool);

    /// @notice A wallet of the investor was listed.
    event WalletListed(uint256 indexed investor, address indexed wallet);

    /**
     * @notice Lists wallets that were linked before the engine was set, and puts the rules' books about their investors right.
     * @dev By anybody, as often as one likes; it believes the register alone. The investor's first wallet has to be among
     * them, or listed already, for its further wallets to count as one with it.
     */
    function reconcile(address[] calldata wallets) external;

    /// @notice The wallets of the investor of `account`, itself among them.
    function walletsOf(address account) external view returns (address[] memory);

    /// @notice Units of `partition` that the investor of `account`, whose number is `investor`, holds in all wallets but `account`.
    function furtherUnits(bytes32 partition, uint256 investor, address account) external view returns (uint256);
}
