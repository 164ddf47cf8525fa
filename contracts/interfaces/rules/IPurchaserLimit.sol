// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IPurchaserLimit
 * @notice How many investors who are not accredited bought new units lately (Rule 506(b)).
 * @dev It is about issues and about what the issuer's treasury sells, of all classes of the scope together; the treasury
 * itself is no purchaser. Parameters:
 *
 * - LIMIT: the most purchasers within the window, up to 255; none while not set;
 * - DAYS: length of the window, 1 to 366: that of day d begins on d - DAYS + 1. Ninety while not set;
 * - EXEMPT: attributes of which one keeps a purchaser out of the count (17 CFR 230.501(e)).
 */
interface IPurchaserLimit {
    /// @notice A purchase from before the rule was entered.
    event PurchaseRecorded(uint256 indexed investor, address indexed account, uint256 day, string citation);

    /// @notice Purchases are entered for days gone by that still count.
    error InvalidPurchaseDay(uint256 day);

    /// @notice The books have no room for more purchasers.
    error BooksFull(uint256 limit);

    /**
     * @notice Enters a purchase from before the rule, which the register cannot know of.
     * @param day days since 1970-01-01 UTC; before today. The latest purchase of an investor counts.
     * @custom:access COMPLIANCE
     */
    function recordPurchase(address account, uint16 day, string calldata citation) external;

    /// @notice How many purchasers count today.
    function purchasers() external view returns (uint256);

    /// @notice Last day known on which the investor of `account` bought while not accredited; 0 for none.
    function lastPurchaseOf(address account) external view returns (uint256 day);
}
