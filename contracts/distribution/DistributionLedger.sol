// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IBondTerms} from "../interfaces/IBondTerms.sol";
import {IDistributions} from "../interfaces/IDistributions.sol";
import {IRecordDates} from "../interfaces/IRecordDates.sol";
import {ISecurity} from "../interfaces/ISecurity.sol";
import {Exclusions} from "../libraries/Exclusions.sol";
import {Payment} from "../libraries/Payment.sol";

/**
 * @title DistributionLedger
 * @notice What the distributor stores, and its arithmetic.
 * @dev All storage stands here, so that the distributor and its office, which runs in the distributor's storage, agree on
 * every slot; the contracts of OpenZeppelin that need storage are inherited here too.
 *
 * Invariants: settled + carriedOut <= pot; withheld + setAside <= settled; remitted <= withheld.
 */
abstract contract DistributionLedger is ReentrancyGuard, EIP712, Nonces {
    using Exclusions for address[];

    /// @dev A payment reads the first two words, and the two of each line, and writes one of each.
    struct Book {
        address currency;
        uint32 recordDate;
        uint32 payDate;
        uint32 claimBackUntil;
        //
        uint104 settled;
        uint104 withheld;
        IDistributions.State state;
        uint8 lines;
        uint24 defaultTax;
        uint8 traits;
        //
        address residual;
        uint32 deadline;
        uint32 taxTable;
        //
        uint104 remitted;
        uint104 carriedOut;
        //
        uint104 carriedIn;
        uint104 setAside;
        //
        bytes32 listRoot;
        address[] excluded;
    }

    /// @dev The first word is written at the declaration, the second when recorded and by payments.
    struct Entry {
        uint128 amount;
        uint96 per;
        uint24 redeemed;
        uint8 traits;
        //
        uint96 eligible;
        uint96 settled;
        //
        bytes32 partition;
    }

    struct Table {
        address agent;
        uint24 defaultPpm;
        bool hasRows;
    }

    struct Form {
        uint32 since;
        uint24 ppm;
        uint16 validThrough;
    }

    uint256 internal constant PPM = 1_000_000;

    // Traits of a distribution.
    /// @dev The tax table has rows.
    uint8 internal constant HAS_ROWS = 1;
    /// @dev By the record date forms had been filed.
    uint8 internal constant HAS_FORMS = 2;
    /// @dev Holders are paid by a list.
    uint8 internal constant LISTED = 4;
    /// @dev Units are cancelled when paid.
    uint8 internal constant REDEEMS = 8;
    /// @dev What is to be paid in is known when recorded.
    uint8 internal constant BY_UNIT = 16;

    // Traits of a line.
    uint8 internal constant IS_POT = 1;
    uint8 internal constant IS_PRINCIPAL = 2;
    uint8 internal constant IS_TAXED = 4;

    ISecurity internal immutable _security;
    bytes32 internal immutable _principal;

    uint256 internal _count;
    mapping(uint256 id => Book) internal _books;
    mapping(uint256 id => mapping(uint256 line => Entry)) internal _lines;
    /// @dev One bit for each folio that has been paid, or is excluded.
    mapping(uint256 id => mapping(uint256 index => uint256 bits)) internal _settled;
    mapping(uint256 id => mapping(uint256 folio => uint256 net)) internal _asides;
    mapping(bytes32 partition => mapping(address currency => uint256)) internal _carries;

    uint256 internal _tableCount;
    /// @dev A form has ever been filed.
    bool internal _hasForms;
    mapping(uint256 table => Table) internal _tables;
    mapping(uint256 table => mapping(uint256 country => uint256 rates)) internal _rates;
    /// @dev In the order in which they were filed.
    mapping(uint256 investor => Form[]) internal _forms;
    mapping(bytes32 partition => IBondTerms.Bond) internal _bonds;

    /**
     * @dev What is signed has the name of the security's domain; the contract's address tells them apart.
     * @param security_ the security whose holders are paid.
     */
    constructor(ISecurity security_) EIP712("Scrip", "1") {
        _security = security_;
        _principal = security_.principal();
    }

    /* THE BOOK */

    function _has(Book storage book, uint8 trait) internal view returns (bool) {
        return book.traits & trait != 0;
    }

    /// @dev Gross of all lines.
    function _potOf(uint256 id, Book storage book) internal view returns (uint256 pot) {
        for (uint256 i = 0; i < book.lines; ++i) {
            Entry storage line = _lines[id][i];
            pot += line.traits & IS_POT != 0 ? line.amount : _grossOf(line, line.eligible);
        }
    }

    /// @dev What is due for the eligible units that have not been paid, and pots that nobody shares, which are no dust; of a
    /// list all that is not settled.
    function _unclaimedOf(uint256 id, Book storage book) internal view returns (uint256 unclaimed) {
        if (_has(book, LISTED) || !_isRecorded(book.state)) return _potOf(id, book) - book.settled;
        for (uint256 i = 0; i < book.lines; ++i) {
            Entry storage line = _lines[id][i];
            bool isUnshared = line.eligible == 0 && line.traits & IS_POT != 0;
            unclaimed += isUnshared ? line.amount : _grossOf(line, line.eligible - line.settled);
        }
    }

    function _isRecorded(IDistributions.State state) internal pure returns (bool) {
        return state != IDistributions.State.None && state != IDistributions.State.Declared
            && state != IDistributions.State.Funded && state != IDistributions.State.Cancelled;
    }

    /* A LINE */

    function _partitionOf(Entry storage line) internal view returns (bytes32) {
        return line.traits & IS_PRINCIPAL != 0 ? _principal : line.partition;
    }

    /// @dev floor(units * amount / per): no overflow, 96 bits times 128. Nobody is eligible for a pot of which `per` is 0.
    function _grossOf(Entry storage line, uint256 units) internal view returns (uint256) {
        return units == 0 ? 0 : units * line.amount / line.per;
    }

    /// @dev Of units held those that are paid: all, or the part that is redeemed.
    function _paidUnits(Entry storage line, uint256 held) internal view returns (uint256) {
        uint256 part = line.redeemed;
        return part == 0 ? held : held * part / PPM;
    }

    /* HOLDERS */

    /// @dev What the register says of a holder, with the units of the first line's class.
    function _standing(uint256 id, Book storage book, address holder)
        internal
        view
        returns (IRecordDates.Standing memory)
    {
        return _security.standingAt(_partitionOf(_lines[id][0]), holder, book.recordDate);
    }

    /// @dev What is due to a holder on a line; `known` are the units if the line `isFirst`.
    function _shareOn(Entry storage line, Book storage book, address holder, bool isFirst, uint256 known, uint256 rate)
        internal
        view
        returns (uint256 units, uint256 gross, uint256 tax)
    {
        units = isFirst ? known : _security.balanceOfAt(_partitionOf(line), holder, book.recordDate);
        uint256 part = line.redeemed;
        if (part != 0) units = units * part / PPM;
        if (units == 0) return (0, 0, 0);
        // Safe: 96 bits times 128; what comes of it is at most the pot of 104 bits, times 20. Who has units makes `per` of
        // a pot more than 0. The tax is rounded half up.
        unchecked {
            gross = units * line.amount / line.per;
            if (line.traits & IS_TAXED != 0) tax = (gross * rate + PPM / 2) / PPM;
        }
    }

    function _isExcluded(Book storage book, address holder) internal view returns (bool) {
        return book.excluded.present(_security).contains(_security.presentWallet(holder));
    }

    function _isSettled(uint256 id, uint256 folio) internal view returns (bool) {
        return _settled[id][folio >> 8] & (1 << (folio & 255)) != 0;
    }

    /// @dev Marks the entry as settled; false if it was.
    function _markSettled(uint256 id, uint256 folio) internal returns (bool isNew) {
        uint256 bits = _settled[id][folio >> 8];
        uint256 bit = 1 << (folio & 255);
        isNew = bits & bit == 0;
        if (isNew) _settled[id][folio >> 8] = bits | bit;
    }

    /* MONEY */

    function _send(address currency, address to, uint256 amount) internal {
        require(Payment.trySend(currency, to, amount), IDistributions.PaymentFailed(currency, to, amount));
    }
}
