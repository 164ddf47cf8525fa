// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC3643Settings} from "../interfaces/erc/IERC3643.sol";
import {IAdmission} from "../interfaces/IAdmission.sol";
import {ISettings} from "../interfaces/ISettings.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Book} from "../register/Book.sol";
import {EXPIRED_MAY_SELL, Globals} from "../register/Globals.sol";
import {VERSION} from "./Signatures.sol";

/**
 * @title Settings
 * @notice Names the security, pauses movements, closes countries, and lets expired members sell or not.
 */
abstract contract Settings is ISettings, IERC3643Settings, Book {
    /// @dev ISO 3166-1 numeric codes are below 1000, so four words of closed countries are enough.
    uint256 private constant COUNTRY_WORDS = 4;

    /* NAMES */

    /// @inheritdoc IERC3643Settings
    function setName(string calldata name_) external onlyRole(RoleIds.CONFIGURER) {
        _name = name_;
        emit UpdatedTokenInformation(name_, _symbol, _decimals, VERSION, address(0));
    }

    /// @inheritdoc IERC3643Settings
    function setSymbol(string calldata symbol_) external onlyRole(RoleIds.CONFIGURER) {
        _symbol = symbol_;
        emit UpdatedTokenInformation(_name, symbol_, _decimals, VERSION, address(0));
    }

    /// @notice Name of the security.
    function name() external view returns (string memory) {
        return _name;
    }

    /// @notice Ticker of the security.
    function symbol() external view returns (string memory) {
        return _symbol;
    }

    /// @notice Decimal places in which wallets show units; 0 for shares.
    function decimals() external view returns (uint8) {
        return _decimals;
    }

    /* PAUSE */

    /// @inheritdoc ISettings
    function pauseUntil(PauseLevel level, uint32 until, bytes32 reason) external onlyRole(RoleIds.PAUSER) {
        _pause(level, until, reason);
    }

    /// @inheritdoc IERC3643Settings
    function pause() external onlyRole(RoleIds.PAUSER) {
        _pause(PauseLevel.Transfers, type(uint32).max, 0);
    }

    function _pause(PauseLevel level, uint32 until, bytes32 reason) private {
        require(level != PauseLevel.None && until >= block.timestamp, InvalidPause(level, until));
        _globals = _turnPage().withPause(uint256(level), until);
        emit PauseSet(level, until, reason, _caller());
        emit Paused(_caller());
    }

    /// @inheritdoc IERC3643Settings
    function unpause() external onlyRole(RoleIds.PAUSER) {
        _globals = _turnPage().withPause(0, 0);
        emit Unpaused(_caller());
    }

    /// @inheritdoc IERC3643Settings
    function paused() external view returns (bool) {
        (PauseLevel level,) = pauseState();
        return level != PauseLevel.None;
    }

    /// @inheritdoc ISettings
    function pauseState() public view returns (PauseLevel level, uint256 until) {
        Globals g = _globals;
        if (block.timestamp > g.pausedUntil()) return (PauseLevel.None, 0);
        return (PauseLevel(g.pauseLevel()), g.pausedUntil());
    }

    /* COUNTRIES */

    /// @inheritdoc ISettings
    function setCountriesClosed(uint16[] calldata countries, bool closed) external onlyRole(RoleIds.CONFIGURER) {
        for (uint256 i = 0; i < countries.length; ++i) {
            _setCountryClosed(countries[i], closed);
        }
        _globals = _turnPage().withClosedGroups(_closedGroups());
    }

    /// @dev One bit for each group of countries, four codes of every sixty-four, in which one is closed.
    function _closedGroups() private view returns (uint256 groups) {
        for (uint256 i = 0; i < COUNTRY_WORDS; ++i) {
            uint256 word = _closedCountries[i];
            for (uint256 bit = 0; word != 0; ++bit) {
                groups |= (word & 1) << ((bit >> 2) & 15);
                word >>= 1;
            }
        }
    }

    function _setCountryClosed(uint16 country, bool closed) private {
        require(country != 0 && country < 1000, IAdmission.InvalidCountry(country));
        uint256 bit = 1 << (country & 255);
        if (closed) {
            _closedCountries[country >> 8] |= bit;
            emit CountryClosed(country);
        } else {
            _closedCountries[country >> 8] &= ~bit;
            emit CountryOpened(country);
        }
    }

    /// @inheritdoc ISettings
    function isCountryClosed(uint256 country) external view returns (bool) {
        return _isCountryClosed(country);
    }

    /* EXPIRED MEMBERS */

    /// @inheritdoc ISettings
    function setExpiredMaySell(bool maySell) external onlyRole(RoleIds.CONFIGURER) {
        _globals = _turnPage().withFlag(EXPIRED_MAY_SELL, maySell);
        emit ExpiredMaySellSet(maySell);
    }
}
