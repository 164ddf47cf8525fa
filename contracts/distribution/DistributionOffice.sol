// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISecurity} from "../interfaces/ISecurity.sol";
import {DistributionLedger} from "./DistributionLedger.sol";
import {Statements} from "./Statements.sol";

/**
 * @title DistributionOffice
 * @notice The part of a {DividendDistributor} that declares, funds, records, closes and tells; the distributor itself pays.
 * @dev Wiring only. It runs in the distributor's storage; at its own address nothing can be declared, since only the
 * distributor may set record dates.
 */
contract DistributionOffice is Statements {
    /// @param security_ the security whose holders are paid.
    constructor(ISecurity security_) DistributionLedger(security_) {}
}
