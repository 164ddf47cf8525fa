// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdmission} from "../interfaces/IAdmission.sol";
import {IMembers} from "../interfaces/IMembers.sol";
import {History} from "../libraries/History.sol";
import {Book} from "./Book.sol";
import {Globals, HAS_ENGINE} from "./Globals.sol";
import {BARRED, MAX_UNITS, Member, MemberLib} from "./Member.sol";

/**
 * @title Entries
 * @notice How an entry of the register is made and renewed.
 * @dev Invariant: a folio is given once and never again, also not after removal.
 */
abstract contract Entries is Book {
    using History for History.Record;

    /// @dev Makes or renews an entry; returns the globals, for the caller to store.
    function _admit(
        Globals g,
        address account,
        uint16 country,
        uint16 admittedThrough,
        uint16 accreditedThrough,
        uint32 attributes
    ) internal returns (Globals) {
        require(admittedThrough != 0, IAdmission.AdmissionWithoutEnd(account));
        require(country != 0 && country < 1000, IAdmission.InvalidCountry(country));
        History.Record storage record = _members[account];
        Member before = Member.wrap(record.word);
        Member word = before;
        if (word.folio() == 0) {
            g = _nextFolio(g, account, word);
            word = MemberLib.newEntry(g.folios(), g.folios(), g.epoch());
        } else {
            word = Member.wrap(record.keep(Member.unwrap(word), g.epoch()));
        }
        word = word.withProfile(admittedThrough, accreditedThrough, country, attributes);
        _enter(record, account, word);
        if (!g.isSet(HAS_ENGINE)) return g;
        // The register stands as it is to be before anybody else is told, and what they change in it stands too.
        _globals = g;
        _entryChanged(account, address(0), before, word);
        return _globals;
    }

    /// @dev The globals with one more folio, for an account whose word has none; the caller stores them.
    function _nextFolio(Globals g, address account, Member word) internal pure returns (Globals) {
        require(account != address(0), IAdmission.InvalidAccount(account));
        require(!word.isSet(BARRED), IAdmission.WalletBarred(account));
        uint256 folio = g.folios() + 1;
        require(folio <= type(uint24).max, IAdmission.RegisterFull());
        return g.withFolios(folio);
    }

    /// @dev `record` is that of `account`.
    function _enter(History.Record storage record, address account, Member word) internal {
        record.word = Member.unwrap(word);
        emit IAdmission.MemberAdmitted(account, Member.unwrap(word) & ~MAX_UNITS);
    }

    function _registered(address account) internal view returns (Member word) {
        word = _memberOf(account);
        require(word.isRegistered(), IMembers.NotRegistered(account));
    }

    /// @dev Also of a removed member, who may still be owed money.
    function _setFlag(address account, uint256 flag, bool on) internal {
        Member word = _memberOf(account);
        require(word.folio() != 0, IMembers.NotRegistered(account));
        _members[account].word = Member.unwrap(on ? word.withFlag(flag) : word.withoutFlag(flag));
    }
}
