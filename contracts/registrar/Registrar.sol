// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Delegated} from "../access/Delegated.sol";
import {Roles} from "../access/Roles.sol";
import {IERC2771, ITrustedForwarder} from "../interfaces/IRelay.sol";
import {IERC1404, IERC1404Spender} from "../interfaces/erc/IERC1404.sol";
import {IERC1643} from "../interfaces/erc/IERC1643.sol";
import {IERC8056, IERC8056Balances, IERC8056Conversion, IERC8056Pending} from "../interfaces/erc/IERC8056.sol";
import {Delegation} from "../libraries/Delegation.sol";
import {Attestations} from "./Attestations.sol";
import {Calendar} from "./Calendar.sol";
import {Classes} from "./Classes.sol";
import {Documents} from "./Documents.sol";
import {Freezes} from "./Freezes.sol";
import {EngineSeat} from "./EngineSeat.sol";
import {Members} from "./Members.sol";
import {Permits} from "./Permits.sol";
import {Renunciation} from "./Renunciation.sol";
import {Settings} from "./Settings.sol";

/**
 * @title Registrar
 * @notice The administrative part of a security: roles, members, stops, classes, documents, settings, consents.
 * @dev A {SecurityToken} hands every call that it does not know to its registrar, which runs in the token's storage, and
 * the registrar what it does not know to its transfer office. It has no storage of its own that matters, and works at
 * the address of a security only. One registrar serves any number of tokens.
 */
contract Registrar is
    Delegated,
    Roles,
    Members,
    Freezes,
    Settings,
    EngineSeat,
    Classes,
    Calendar,
    Documents,
    Permits,
    Attestations,
    Renunciation,
    IERC2771,
    IERC6372,
    IERC165
{
    // The ids that were published for the parts of ERC-1400, and those of the final ERCs; a test computes them.
    bytes4 private constant ERC1410_ID = 0x063ae966;
    bytes4 private constant ERC1594_ID = 0x27cac147;
    bytes4 private constant ERC1644_ID = 0x953cc54c;
    bytes4 private constant ERC7943_ID = 0x3edbb4c4;
    bytes4 private constant ERC1404_SPENDER_ID = type(IERC1404).interfaceId ^ type(IERC1404Spender).interfaceId;

    /// @notice Where holds, recoveries and conversions are done.
    address private immutable _transferOffice;

    /// @notice The transfer office has no code.
    error NotATransferOffice(address transferOffice);

    /// @param transferOffice_ the further part of every security with this registrar.
    constructor(address transferOffice_) {
        require(transferOffice_.code.length != 0, NotATransferOffice(transferOffice_));
        _transferOffice = transferOffice_;
    }

    /// @dev Hands the call on to the transfer office, with the caller that the token appended.
    fallback() external {
        // Else the office would run here, and believe the end of the call data.
        _requireDelegated();
        Delegation.handOn(_transferOffice);
    }

    /// @notice The address of the code of holds, recoveries and conversions.
    function transferOffice() external view returns (address) {
        return _transferOffice;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IERC165).interfaceId || id == type(IERC20).interfaceId
            || id == type(IERC20Metadata).interfaceId || id == type(IERC20Permit).interfaceId
            || id == type(IERC5267).interfaceId || id == type(IERC6372).interfaceId || id == ERC1410_ID
            || id == ERC1594_ID || id == type(IERC1643).interfaceId || id == ERC1644_ID
            || id == type(IERC1404).interfaceId || id == ERC1404_SPENDER_ID || id == ERC7943_ID
            || id == type(IERC8056).interfaceId || id == type(IERC8056Pending).interfaceId
            || id == type(IERC8056Conversion).interfaceId || id == type(IERC8056Balances).interfaceId;
    }

    /// @inheritdoc IERC2771
    function isTrustedForwarder(address forwarder) external view returns (bool) {
        return forwarder != address(0) && forwarder == ITrustedForwarder(address(this)).trustedForwarder();
    }

    /// @inheritdoc IERC6372
    function clock() external view returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=timestamp";
    }

    function _principal() internal pure override returns (bytes32) {
        return _appendedPrincipal();
    }
}
