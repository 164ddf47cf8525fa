// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Relayed} from "../access/Relayed.sol";
import {IClasses} from "../interfaces/IClasses.sol";
import {Delegation} from "../libraries/Delegation.sol";
import {Schedule} from "../libraries/Schedule.sol";
import {Admission} from "../register/Admission.sol";
import {Book} from "../register/Book.sol";
import {Globals, NO_RECORD_DATE} from "../register/Globals.sol";
import {Supply} from "../register/Supply.sol";
import {TermsLib} from "../register/Terms.sol";
import {Controller} from "./Controller.sol";
import {Issuance} from "./Issuance.sol";
import {RecordDates} from "./RecordDates.sol";

/**
 * @title SecurityToken
 * @notice A security of the ERC-1400 family whose token is the register of members.
 * @dev Wiring only. What happens on every movement is here: {Evaluator} and {Movements}, {Admission}, {Issuance},
 * {Controller}, {RecordDates}. Every other call goes to the {Registrar}, and from there to the {TransferOffice} and on to
 * the {EnquiryDesk}; they run in this contract's storage, and all four have the storage of {Book} and no other.
 */
contract SecurityToken is Relayed, Issuance, Controller, RecordDates, Admission {
    using Schedule for Schedule.Dates;

    /// @notice The administrative part of this security; never changes.
    address public immutable registrar;

    bytes32 private immutable _principalClass;

    /// @notice The registrar has no code.
    error NotARegistrar(address registrar);
    /// @notice A security needs an administrator.
    error InvalidAdmin(address admin);

    /**
     * @param registrar_ the administrative part.
     * @param forwarder_ the trusted forwarder of ERC-2771, for ever; address(0) for none.
     * @param name_ name of the security.
     * @param symbol_ ticker.
     * @param decimals_ 0 for shares.
     * @param principal_ the partition that the ERC-20 functions concern.
     * @param terms its terms.
     * @param authorised its authorised capital.
     * @param admin_ the first administrator.
     */
    constructor(
        address registrar_,
        address forwarder_,
        string memory name_,
        string memory symbol_,
        uint8 decimals_,
        bytes32 principal_,
        IClasses.PartitionTerms memory terms,
        uint96 authorised,
        address admin_
    ) Relayed(forwarder_) {
        require(registrar_.code.length != 0, NotARegistrar(registrar_));
        require(principal_ != 0, IClasses.InvalidPartition(principal_));
        require(admin_ != address(0), InvalidAdmin(admin_));
        registrar = registrar_;
        _principalClass = principal_;
        (_name, _symbol, _decimals) = (name_, symbol_, decimals_);
        _appoint(admin_);

        _partitions.push(principal_);
        // The register opens with one record date, already passed: nobody held anything.
        _dates.insert(0, 0, block.timestamp - 1);
        _globals = Globals.wrap(0).withScheduled(1).withRecordDates(1, NO_RECORD_DATE)
            .withPrincipalTerms(
                TermsLib.pack(terms.requireAll, terms.forbidAny, terms.unlockAt, terms.accreditedOnly, terms.redeemable)
            );
        _supplies[principal_].word = Supply.unwrap(Supply.wrap(0).withAuthorised(authorised));
        emit IClasses.PartitionCreated(principal_);
        emit IClasses.PartitionTermsSet(principal_, terms);
        emit IClasses.AuthorisedSet(principal_, authorised);
    }

    /// @dev Hands the call to the registrar, in this contract's storage, and its answer back to the caller.
    fallback() external {
        // What is appended must not be read as a selector.
        require(msg.data.length >= 4);
        Delegation.handOnFor(registrar, _principalClass, _caller());
    }

    function _principal() internal view override returns (bytes32) {
        return _principalClass;
    }
}
