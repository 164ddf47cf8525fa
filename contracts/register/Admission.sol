// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdmission} from "../interfaces/IAdmission.sol";
import {History} from "../libraries/History.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Entries} from "./Entries.sol";
import {Globals} from "./Globals.sol";
import {Member, MemberLib} from "./Member.sol";

/**
 * @title Admission
 * @notice Admits members and renews their entries.
 * @dev Invariant: a wallet without an admission holds no units of any partition.
 */
abstract contract Admission is IAdmission, Entries {
    using History for History.Record;

    /// @inheritdoc IAdmission
    function admit(Admission calldata admission) external onlyRole(RoleIds.ADMITTER) {
        _globals = _admit(_turnPage(), admission);
    }

    /// @inheritdoc IAdmission
    function admitBatch(Admission[] calldata admissions) external onlyRole(RoleIds.ADMITTER) {
        Globals g = _turnPage();
        for (uint256 i = 0; i < admissions.length; ++i) {
            g = _admit(g, admissions[i]);
        }
        _globals = g;
    }

    /// @dev Makes or renews an entry; returns the globals, for the caller to store.
    function _admit(Globals g, Admission calldata a) private returns (Globals) {
        address account = a.account;
        uint16 admittedThrough = a.admittedThrough;
        uint16 country = a.country;
        require(admittedThrough != 0, AdmissionWithoutEnd(account));
        require(country != 0 && country < 1000, InvalidCountry(country));
        History.Record storage record = _members[account];
        Member word = Member.wrap(record.word);
        if (word.folio() == 0) {
            g = _nextFolio(g, account);
            word = MemberLib.newEntry(g.folios(), g.folios(), g.epoch());
        } else {
            word = Member.wrap(record.keep(Member.unwrap(word), g.epoch()));
        }
        _enter(record, account, word.withProfile(admittedThrough, a.accreditedThrough, country, a.attributes));
        return g;
    }
}
