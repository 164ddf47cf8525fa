// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Delegation} from "../libraries/Delegation.sol";
import {ControlFace} from "./ControlFace.sol";
import {Conversions} from "./Conversions.sol";
import {Holds} from "./Holds.sol";
import {Redemptions} from "./Redemptions.sol";
import {Splits} from "./Splits.sol";

/**
 * @title TransferOffice
 * @notice The part of a security that does what is rare: holds, conversions, redemptions, recoveries, batches, splits.
 * @dev Wiring only. A {Registrar} hands on to it what it does not know, and it to its {EnquiryDesk} what it does not know
 * either; it runs in the token's storage, works at the address of a security only, and serves any number of tokens. It
 * moves units by the token's own {Movements}.
 */
contract TransferOffice is ControlFace, Holds, Conversions, Redemptions, Splits {
    address private immutable _enquiryDesk;

    /// @notice The enquiry desk has no code.
    error NotAnEnquiryDesk(address enquiryDesk);

    /// @param enquiryDesk_ the further part of every security with this office.
    constructor(address enquiryDesk_) {
        require(enquiryDesk_.code.length != 0, NotAnEnquiryDesk(enquiryDesk_));
        _enquiryDesk = enquiryDesk_;
    }

    /// @dev Hands the call on to the enquiry desk, with the caller that the token appended.
    fallback() external {
        // Else the enquiry desk would run here, and believe the end of the call data.
        _requireDelegated();
        Delegation.handOn(_enquiryDesk);
    }

    /// @notice The address of the code that answers what a movement would do.
    function enquiryDesk() external view returns (address) {
        return _enquiryDesk;
    }

    function _principal() internal pure override returns (bytes32) {
        return _appendedPrincipal();
    }
}
