// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Delegated} from "../access/Delegated.sol";
import {Enquiries} from "./Enquiries.sol";
import {Explanations} from "./Explanations.sol";
import {ScaledUnits} from "./ScaledUnits.sol";

/**
 * @title EnquiryDesk
 * @notice The part of a security that answers what a movement would do, in the words of each standard, and explains a
 * transfer in full; and how many shares units are.
 * @dev Wiring only. A {TransferOffice} hands on to it what it does not know; it runs in the token's storage, works at the
 * address of a security only, and serves any number of tokens. It judges by the token's own {Evaluator} and only reads.
 */
contract EnquiryDesk is Delegated, Explanations, Enquiries, ScaledUnits {
    function _principal() internal pure override returns (bytes32) {
        return _appendedPrincipal();
    }
}
