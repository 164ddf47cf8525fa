// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDistributions} from "../interfaces/IDistributions.sol";
import {ISecurity} from "../interfaces/ISecurity.sol";
import {Delegation} from "../libraries/Delegation.sol";
import {DistributionLedger} from "./DistributionLedger.sol";
import {Lists} from "./Lists.sol";

/**
 * @title DividendDistributor
 * @notice Pays money to those who held units on a record date, with tax withheld: dividends, coupons, redemptions.
 * @dev Wiring only: what it does not know itself it hands on to its {DistributionOffice}, which runs in its storage; all
 * functions of {IDividendDistributor} stand at this one address.
 *
 * Invariants: settled + carriedOut <= pot; withheld <= settled; remitted <= withheld; a holder is paid at most once; what
 * is in this contract of a currency is at least the sum of the pots not yet settled, of what is set aside, of the dust that
 * waits, and of the tax not yet remitted.
 */
contract DividendDistributor is Lists {
    address private immutable _office;

    /// @notice The office is not that of this security.
    error NotItsOffice(address office);

    /**
     * @param security_ the security whose holders are paid.
     * @param office_ the further part, for the same security.
     */
    constructor(ISecurity security_, address office_) DistributionLedger(security_) {
        bool isItsOffice = office_.code.length != 0 && IDistributions(office_).security() == address(security_);
        require(isItsOffice, NotItsOffice(office_));
        _office = office_;
    }

    /// @dev Declarations, tax tables, bonds, ends and statements.
    fallback() external payable {
        Delegation.handOn(_office);
    }

    /// @notice The address of the code that declares, records, closes and tells.
    function distributionOffice() external view returns (address) {
        return _office;
    }
}
