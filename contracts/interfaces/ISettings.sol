// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ISettings
 * @notice What holds for the whole register: pause, closed countries, expired members.
 */
interface ISettings {
    /// @notice What a pause stops. Forced movements are never stopped.
    enum PauseLevel {
        None,
        Transfers,
        Everything
    }

    /// @notice Members of the country may no longer receive units.
    event CountryClosed(uint16 indexed country);

    /// @notice Members of the country may receive units again.
    event CountryOpened(uint16 indexed country);

    /// @notice Movements of `level` stop until `until` (inclusive); `reason` is an ASCII id or a document hash.
    event PauseSet(PauseLevel level, uint256 until, bytes32 reason, address agent);

    /// @notice Whether members whose admission has run out may still sell.
    event ExpiredMaySellSet(bool maySell);

    /// @notice A pause needs a level and a last second in the future.
    error InvalidPause(PauseLevel level, uint256 until);

    /// @notice Closes or opens countries for receivers. @custom:access CONFIGURER
    function setCountriesClosed(uint16[] calldata countries, bool closed) external;

    /// @notice Lets members whose admission has run out sell, or not. @custom:access CONFIGURER
    function setExpiredMaySell(bool maySell) external;

    /**
     * @notice Stops movements up to and including the second `until`.
     * @param until unix time; 2^32 - 1 for a pause without end.
     * @custom:access PAUSER
     */
    function pauseUntil(PauseLevel level, uint32 until, bytes32 reason) external;

    /// @notice Whether members of the country may not receive.
    function isCountryClosed(uint256 country) external view returns (bool);

    /// @notice The pause in force: its level, and its last second.
    function pauseState() external view returns (PauseLevel level, uint256 until);
}
