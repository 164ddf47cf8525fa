// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Roles} from "../access/Roles.sol";
import {IERC1410Movements, IERC1410Operators} from "../interfaces/erc/IERC1410.sol";
import {IERC1594Movements, IERC1594Status} from "../interfaces/erc/IERC1594.sol";
import {IERC1644Movements, IERC1644Status} from "../interfaces/erc/IERC1644.sol";
import {Calendar} from "./Calendar.sol";
import {Classes} from "./Classes.sol";
import {Consents} from "./Consents.sol";
import {Members} from "./Members.sol";
import {Settings} from "./Settings.sol";

/**
 * @title Registrar
 * @notice The administrative half of a security: everything that is not done on every movement.
 * @dev A {SecurityToken} hands every call that it does not know to its registrar, which runs in the token's storage and
 * has none of its own that matters: nobody holds a role in it, so nothing can be changed there. One registrar serves
 * any number of tokens.
 */
contract Registrar is Roles, Members, Settings, Classes, Calendar, Consents, IERC1594Status, IERC1644Status, IERC165 {
    // The id of an interface in two parts is that of the functions of both.
    bytes4 private constant ERC1410_ID = type(IERC1410Movements).interfaceId ^ type(IERC1410Operators).interfaceId;
    bytes4 private constant ERC1594_ID = type(IERC1594Movements).interfaceId ^ type(IERC1594Status).interfaceId;
    bytes4 private constant ERC1644_ID = type(IERC1644Movements).interfaceId ^ type(IERC1644Status).interfaceId;

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

    /// @inheritdoc IERC1594Status
    function isIssuable() external pure returns (bool) {
        return true;
    }

    /// @inheritdoc IERC1644Status
    function isControllable() external pure returns (bool) {
        return true;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IERC165).interfaceId || id == type(IERC20).interfaceId
            || id == type(IERC20Metadata).interfaceId || id == ERC1410_ID || id == ERC1594_ID || id == ERC1644_ID;
    }

    function _principal() internal view override returns (bytes32) {
        return _partitions.length == 0 ? bytes32(0) : _partitions[0];
    }
}
