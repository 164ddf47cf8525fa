// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC1410} from "./erc/IERC1410.sol";
import {IERC1594} from "./erc/IERC1594.sol";
import {IERC1644} from "./erc/IERC1644.sol";
import {IAdmission} from "./IAdmission.sol";
import {IBatchIssue} from "./IBatchIssue.sol";
import {ICalendar} from "./ICalendar.sol";
import {IClasses} from "./IClasses.sol";
import {IMembers} from "./IMembers.sol";
import {IMovements} from "./IMovements.sol";
import {IRecordDates} from "./IRecordDates.sol";
import {IRoles} from "./IRoles.sol";
import {ISettings} from "./ISettings.sol";

/**
 * @title ISecurity
 * @notice Everything that a security answers to at its one address: the token's functions and its registrar's.
 */
interface ISecurity is
    IERC165,
    IERC20Metadata,
    IERC20Errors,
    IERC1410,
    IERC1594,
    IERC1644,
    IAdmission,
    IBatchIssue,
    ICalendar,
    IClasses,
    IMembers,
    IMovements,
    IRecordDates,
    IRoles,
    ISettings
{
    /// @notice The administrative half of the security.
    function registrar() external view returns (address);
}
