// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdmission} from "../interfaces/IAdmission.sol";
import {History} from "../libraries/History.sol";
import {Book} from "./Book.sol";
import {Globals} from "./Globals.sol";
import {MAX_UNITS, Member} from "./Member.sol";

/**
 * @title Entries
 * @notice How an entry of the register is made.
 * @dev Invariant: a folio is given once and never again, also not after removal.
 */
abstract contract Entries is Book {
    /// @dev The globals with one more folio; the caller stores them.
    function _nextFolio(Globals g, address account) internal pure returns (Globals) {
        require(account != address(0), IAdmission.InvalidAccount(account));
        uint256 folio = g.folios() + 1;
        require(folio <= type(uint24).max, IAdmission.RegisterFull());
        return g.withFolios(folio);
    }

    /// @dev `record` is that of `account`.
    function _enter(History.Record storage record, address account, Member word) internal {
        record.word = Member.unwrap(word);
        emit IAdmission.MemberAdmitted(account, Member.unwrap(word) & ~MAX_UNITS);
    }
}
