// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IBondTerms} from "./IBondTerms.sol";
import {IDistributions} from "./IDistributions.sol";
import {IPayments} from "./IPayments.sol";
import {ITaxTables} from "./ITaxTables.sol";

/**
 * @title IDividendDistributor
 * @notice Pays money to those who held units on a record date: dividends, coupons, redemptions, whatever a class is due.
 */
interface IDividendDistributor is IERC5267, IPayments, IBondTerms, ITaxTables, IDistributions {
    /// @notice The number of the holder's next payment instruction.
    function nonces(address holder) external view returns (uint256);

    /// @notice The further part of the distributor, which declares, records, closes and tells.
    function distributionOffice() external view returns (address);
}
