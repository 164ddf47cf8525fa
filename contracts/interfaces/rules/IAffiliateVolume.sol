// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IAffiliateVolume
 * @notice What the affiliates of the issuer sold in the last months, and how much more they may (Rule 144(e)).
 * @dev Sales are units of one class that an affiliate gives to another investor, of its own will; the issuer's treasury
 * buys freely. What is forced upon an affiliate is no sale of it. Parameters:
 *
 * - AFFILIATES: attributes of which one makes an affiliate;
 * - SHARE: what may be sold, in parts per million of the outstanding units;
 * - OUTSTANDING: units outstanding as last published; 0 for all that are issued, the treasury's among them;
 * - AVERAGE_WEEKLY: average units traded a week; 0 where none are reported, then the share alone counts;
 * - OPERATOR: 0 the greater of share and average, 1 the lesser;
 * - MONTHS: length of the window, 1 to 12; three while not set.
 */
interface IAffiliateVolume {
    /// @notice The investor sells as one with the others of the group, or with group 0 alone again.
    event GroupSet(uint256 indexed investor, address indexed account, uint256 indexed group, string citation);

    /// @notice A sale from before the rule was entered.
    event SaleRecorded(
        bytes32 indexed partition,
        uint256 indexed investor,
        address indexed account,
        uint256 day,
        uint256 amount,
        string citation
    );

    /// @notice The member bears none of the attributes that make an affiliate, and without one its sales are free.
    error NotAnAffiliate(address account);

    /// @notice A group has no room for more investors.
    error GroupFull(uint256 group, uint256 limit);

    /// @notice Sales are entered for days gone by that still count.
    error InvalidSaleDay(uint256 day);

    /**
     * @notice Lets the investor of `account` sell as one with the others of a group: spouse, trust, company of a tenth or
     * more. Each brings its sales along and takes them away again.
     * @param group any number; 0 for none.
     * @custom:access COMPLIANCE
     */
    function setGroup(address account, uint256 group, string calldata citation) external;

    /**
     * @notice Enters a sale from before the rule, which the register cannot know of. Adds to what is entered already.
     * @param day days since 1970-01-01 UTC; before today.
     * @custom:access COMPLIANCE
     */
    function recordSale(address account, bytes32 partition, uint16 day, uint96 amount, string calldata citation)
        external;

    /// @notice Units of `partition` that the investor of `account` and its group sold and that still count today.
    function soldBy(address account, bytes32 partition) external view returns (uint256);

    /// @notice Units of `partition` that an affiliate and its group may sell within a window.
    function limitOf(bytes32 partition) external view returns (uint256);

    /// @notice The group of the investor of `account`; 0 for none.
    function groupOf(address account) external view returns (uint256);

    /// @notice The investors of a group, by their numbers.
    function investorsOf(uint256 group) external view returns (uint256[] memory);
}
