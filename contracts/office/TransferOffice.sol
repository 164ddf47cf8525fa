// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ControlFace} from "./ControlFace.sol";
import {Conversions} from "./Conversions.sol";
import {Enquiries} from "./Enquiries.sol";
import {Holds} from "./Holds.sol";

/**
 * @title TransferOffice
 * @notice The part of a security that does what is rare and moves units: holds, conversions, recoveries, batches; and
 * explains a transfer in full.
 * @dev Wiring only. A {Registrar} hands on to it what it does not know; it runs in the token's storage, works at the
 * address of a security only, and serves any number of tokens. It moves units by the token's own {Movements}.
 */
contract TransferOffice is ControlFace, Holds, Conversions, Enquiries {
    function _principal() internal pure override returns (bytes32) {
        return _appendedPrincipal();
    }
}
