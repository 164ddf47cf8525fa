// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IHolderCaps
 * @notice How many investors hold units of the class or the security that the rule is about, and as what they are counted.
 * @dev Investors are persons with however many wallets. The issuer's treasury is not one, and those whom the parameter
 * EXEMPT frees are not counted. An investor is counted as what was written last into the register for any of its wallets,
 * or, on entering, as the profile of the wallet that enters.
 */
interface IHolderCaps {
    /**
     * @notice An investor in the rule's books; all zero for one who holds nothing.
     * @param positions number of wallets and classes with units in them.
     * @param counted whether the caps are about the investor.
     * @param country ISO 3166-1 numeric code under which the investor is counted.
     * @param accreditedThrough last day on which it is counted as accredited.
     * @param attributes bits under which it is counted.
     */
    struct Holder {
        uint256 positions;
        bool counted;
        uint256 country;
        uint256 accreditedThrough;
        uint256 attributes;
    }

    /**
     * @notice A cap is exceeded by what the rule may not refuse: something forced, a change in the register, or the end of
     * accreditations. Nobody has to sell; newcomers are refused.
     * @param reason that of the refusals to come.
     * @param investor who brought it about; 0 for the end of accreditations.
     */
    event CapExceeded(bytes32 indexed reason, uint256 indexed investor);

    /**
     * @notice Takes accreditations that ended into the books, up to ten years of them at once.
     * @dev By anybody, at any time. It changes no count, for the views look at the calendar; it spares the next newcomer the
     * gas, and says {CapExceeded} where it is so.
     */
    function sweep() external;

    /// @notice The investors who are counted, and those of them who are not accredited today.
    function counts() external view returns (uint256 holders, uint256 nonAccredited);

    /// @notice Counted investors of a country, by its ISO 3166-1 numeric code.
    function countOfCountry(uint16 country) external view returns (uint256);

    /// @notice Counted investors with an attribute, by the number of its bit.
    function countOfCategory(uint8 bit) external view returns (uint256);

    /// @notice What is known of the investor of `account`.
    function recordOf(address account) external view returns (Holder memory);
}
