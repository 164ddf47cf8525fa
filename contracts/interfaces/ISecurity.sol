// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC1400Redemption, IPartitionAllowances} from "./erc/IERC1400.sol";
import {IERC1404, IERC1404Spender} from "./erc/IERC1404.sol";
import {IERC1410} from "./erc/IERC1410.sol";
import {IERC1594} from "./erc/IERC1594.sol";
import {IERC1643} from "./erc/IERC1643.sol";
import {IControllerByPartition, IERC1644} from "./erc/IERC1644.sol";
import {IERC3643Control, IERC3643Freeze, IERC3643Settings} from "./erc/IERC3643.sol";
import {IERC7943} from "./erc/IERC7943.sol";
import {IERC8056, IERC8056Balances, IERC8056Conversion, IERC8056Pending} from "./erc/IERC8056.sol";
import {IAdmission} from "./IAdmission.sol";
import {IAttestations} from "./IAttestations.sol";
import {IBatchIssue} from "./IBatchIssue.sol";
import {ICalendar} from "./ICalendar.sol";
import {IClasses} from "./IClasses.sol";
import {IEngineSeat} from "./ICompliance.sol";
import {IConversions} from "./IConversions.sol";
import {IDocuments} from "./IDocuments.sol";
import {IFreezes} from "./IFreezes.sol";
import {IHolds} from "./IHolds.sol";
import {IMembers} from "./IMembers.sol";
import {IEnquiries, IExplanations, IMovements} from "./IMovements.sol";
import {IPermitTransfers, IPermits} from "./IPermits.sol";
import {IRecordDates} from "./IRecordDates.sol";
import {IRecovery} from "./IRecovery.sol";
import {IRedemptions} from "./IRedemptions.sol";
import {IERC2771, IRelay, ITrustedForwarder} from "./IRelay.sol";
import {IRenunciation} from "./IRenunciation.sol";
import {IRoles} from "./IRoles.sol";
import {IScaledUnits} from "./IScaledUnits.sol";
import {ISettings} from "./ISettings.sol";
import {ISplits} from "./ISplits.sol";

/// @title The standards that a security speaks
interface IStandards is
    IERC165,
    IERC20Metadata,
    IERC20Errors,
    IERC20Permit,
    IERC5267,
    IERC6372,
    IERC1400Redemption,
    IPartitionAllowances,
    IERC1404,
    IERC1404Spender,
    IERC1410,
    IERC1594,
    IERC1643,
    IERC1644,
    IControllerByPartition,
    IERC3643Freeze,
    IERC3643Settings,
    IERC3643Control,
    IERC7943,
    IERC8056,
    IERC8056Pending,
    IERC8056Conversion,
    IERC8056Balances
{}

/**
 * @title ISecurity
 * @notice Everything that a security answers to at its one address: the token's functions, its registrar's, its transfer
 * office's and its enquiry desk's.
 */
interface ISecurity is
    IStandards,
    IAdmission,
    IAttestations,
    IBatchIssue,
    ICalendar,
    IClasses,
    IConversions,
    IDocuments,
    IFreezes,
    IEngineSeat,
    IHolds,
    IMembers,
    IMovements,
    IExplanations,
    IEnquiries,
    IPermits,
    IPermitTransfers,
    IRecordDates,
    IRecovery,
    IRedemptions,
    IRelay,
    IERC2771,
    ITrustedForwarder,
    IRenunciation,
    IRoles,
    IScaledUnits,
    ISettings,
    ISplits
{
    /// @notice The administrative part of the security.
    function registrar() external view returns (address);

    /// @notice The part where holds, recoveries and conversions are done.
    function transferOffice() external view returns (address);

    /// @notice The part that answers what a movement would do.
    function enquiryDesk() external view returns (address);
}
