// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IERC8056
 * @notice How many shares a unit of the principal class is, for those who show balances (ERC-8056, the part that it asks
 * for).
 */
interface IERC8056 {
    /// @notice From `effectiveAtTimestamp` on the multiplier is `newMultiplier`. @dev Both have 18 decimals, rounded down.
    event UIMultiplierUpdated(uint256 oldMultiplier, uint256 newMultiplier, uint256 effectiveAtTimestamp);

    /// @notice Shares that a unit of the principal class is, with 18 decimals, rounded down; 1e18 before any split.
    function uiMultiplier() external view returns (uint256);
}

/**
 * @title IERC8056Pending
 * @notice The multiplier to come (ERC-8056, the extension that it asks for).
 */
interface IERC8056Pending {
    /// @notice The multiplier from {effectiveAt} on, with 18 decimals; the present one where none is to come.
    function newUIMultiplier() external view returns (uint256);

    /// @notice Unix time from which {newUIMultiplier} applies; in the past where it applies already, 0 before any split.
    function effectiveAt() external view returns (uint256);
}

/**
 * @title IERC8056Conversion
 * @notice Units of the principal class as shares, and back (ERC-8056, optional).
 * @dev By the exact ratio and not by the multiplier, which lost what 18 decimals do not hold.
 */
interface IERC8056Conversion {
    /// @notice Shares that `rawAmount` units of the principal class are now, rounded down.
    function toUIAmount(uint256 rawAmount) external view returns (uint256);

    /// @notice Units of the principal class that are `uiAmount` shares now, rounded down.
    function fromUIAmount(uint256 uiAmount) external view returns (uint256);
}

/**
 * @title IERC8056Balances
 * @notice Balances in shares (ERC-8056, optional); like those of ERC-20 they count every class.
 */
interface IERC8056Balances {
    /// @notice Shares of all classes that `account` holds; those of each class at its own ratio, rounded down.
    function balanceOfUI(address account) external view returns (uint256);

    /// @notice Shares of all classes that are issued; those of each class at its own ratio, rounded down.
    function totalSupplyUI() external view returns (uint256);
}
