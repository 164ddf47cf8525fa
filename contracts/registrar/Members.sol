// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IMembers} from "../interfaces/IMembers.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Entries} from "../register/Entries.sol";
import {Globals} from "../register/Globals.sol";
import {FROZEN, Member, MemberLib, SANCTIONED, TREASURY} from "../register/Member.sol";

/**
 * @title Members
 * @notice Links wallets, removes members, marks the treasury, and tells what is known of each.
 */
abstract contract Members is IMembers, Entries {
    /* ENTRIES */

    /// @inheritdoc IMembers
    function linkWallet(address wallet, address member) external onlyRole(RoleIds.ADMITTER) {
        Member first = _registered(member);
        // An entry once made keeps its investor: history and payments refer to it.
        Member known = _memberOf(wallet);
        require(known.folio() == 0, AlreadyRegistered(wallet));
        Globals g = _nextFolio(_turnPage(), wallet, known);
        _globals = g;
        Member entry = MemberLib.newEntry(g.folios(), first.investor(), g.epoch()).withProfileOf(first);
        // What stops the person stops the further wallet.
        entry = entry.withFlag(Member.unwrap(first) & (FROZEN | SANCTIONED));
        _enter(_members[wallet], wallet, entry);
        emit WalletLinked(wallet, member);
        _entryChanged(wallet, member, Member.wrap(0), entry);
    }

    /// @inheritdoc IMembers
    function removeMember(address account) external onlyRole(RoleIds.ADMITTER) {
        _registered(account);
        for (uint256 i = 0; i < _partitions.length; ++i) {
            uint256 units = _unitsOf(_partitions[i], account);
            require(units == 0, MemberHoldsUnits(account, _partitions[i], units));
        }
        Member kept = _keptMember(account, _turnPage().epoch());
        if (kept.isSet(TREASURY)) emit TreasurySet(account, false);
        Member rest = kept.withoutProfile().withoutFlag(TREASURY);
        _members[account].word = Member.unwrap(rest);
        emit MemberRemoved(account);
        _entryChanged(account, address(0), kept, rest);
    }

    /* TREASURY */

    /// @inheritdoc IMembers
    function setTreasury(address account, bool treasury) external onlyRole(RoleIds.CONFIGURER) {
        Member before = _registered(account);
        _setFlag(account, TREASURY, treasury);
        emit TreasurySet(account, treasury);
        _entryChanged(account, address(0), before, _memberOf(account));
    }

    /* READING */

    /// @inheritdoc IMembers
    function memberOf(address account) external view returns (Entry memory) {
        Member m = _memberOf(account);
        return Entry({
            folio: m.folio(),
            investor: m.investor(),
            country: m.country(),
            admittedThrough: m.admittedThrough(),
            accreditedThrough: m.accreditedThrough(),
            attributes: m.attributes(),
            frozen: m.isSet(FROZEN),
            sanctioned: m.isSet(SANCTIONED),
            treasury: m.isSet(TREASURY)
        });
    }

    /// @inheritdoc IMembers
    function wordOf(address account) external view returns (uint256) {
        return _members[account].word;
    }

    /// @inheritdoc IMembers
    function folios() external view returns (uint256) {
        return _globals.folios();
    }
}
