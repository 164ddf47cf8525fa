// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDividendDistributor} from "../interfaces/IDividendDistributor.sol";
import {ISecurity} from "../interfaces/ISecurity.sol";
import {Exclusions} from "../libraries/Exclusions.sol";

/**
 * @title DistributionLedger
 * @notice What the distributor stores, and everything that can be read of it.
 * @dev Invariants: settled <= pot; withheld <= settled; remitted <= withheld.
 */
abstract contract DistributionLedger is IDividendDistributor {
    using Exclusions for address[];

    /// @dev A payment reads the first four words and writes two of them; the rest is read at the ends of the life.
    struct Book {
        address currency;
        uint32 recordDate;
        uint32 payDate;
        uint32 deadline;
        uint96 eligibleUnits;
        uint96 settledUnits;
        uint24 defaultTax;
        State state;
        bool hasTaxes;
        bool isPrincipal;
        uint128 settled;
        uint128 withheld;
        uint128 pot;
        uint128 remitted;
        bytes32 partition;
        address taxAgent;
        address residual;
        address[] excluded;
    }

    uint256 internal constant PPM = 1_000_000;

    ISecurity internal immutable _security;
    bytes32 internal immutable _principal;

    /// @inheritdoc IDividendDistributor
    uint256 public count;
    mapping(uint256 id => Book) internal _books;
    /// @dev Rate + 1 of a country; 0 for the default rate.
    mapping(uint256 id => mapping(uint256 country => uint256)) internal _taxes;
    /// @dev One bit for each folio that has been paid, or is excluded.
    mapping(uint256 id => mapping(uint256 index => uint256 bits)) internal _settled;

    /// @param security_ the security whose holders are paid.
    constructor(ISecurity security_) {
        _security = security_;
        _principal = security_.principal();
    }

    /// @inheritdoc IDividendDistributor
    function security() external view returns (address) {
        return address(_security);
    }

    /// @inheritdoc IDividendDistributor
    function distribution(uint256 id) external view returns (Distribution memory) {
        Book storage book = _books[id];
        return Distribution({
            state: book.state,
            partition: _partitionOf(book),
            currency: book.currency,
            pot: book.pot,
            recordDate: book.recordDate,
            payDate: book.payDate,
            deadline: book.deadline,
            taxAgent: book.taxAgent,
            residual: book.residual,
            defaultTax: book.defaultTax,
            eligibleUnits: book.eligibleUnits,
            settledUnits: book.settledUnits,
            settled: book.settled,
            withheld: book.withheld,
            remitted: book.remitted
        });
    }

    /// @inheritdoc IDividendDistributor
    function taxRate(uint256 id, uint256 country) public view returns (uint256) {
        uint256 stored = _taxes[id][country];
        return stored == 0 ? _books[id].defaultTax : stored - 1;
    }

    /// @inheritdoc IDividendDistributor
    function isExcluded(uint256 id, address holder) public view returns (bool) {
        return _books[id].excluded.present(_security).contains(_security.presentWallet(holder));
    }

    /// @inheritdoc IDividendDistributor
    function isPaid(uint256 id, address holder) external view returns (bool) {
        return !isExcluded(id, holder) && _isSettled(id, _security.memberOf(holder).folio);
    }

    /// @inheritdoc IDividendDistributor
    function entitlement(uint256 id, address holder)
        external
        view
        returns (uint256 units, uint256 gross, uint256 tax, uint256 net)
    {
        Book storage book = _books[id];
        uint256 country;
        (units,, country,) = _standing(book, holder);
        if (isExcluded(id, holder)) units = 0;
        uint256 eligible = book.eligibleUnits == 0 ? _eligibleUnits(book) : book.eligibleUnits;
        if (eligible != 0) gross = uint256(book.pot) * units / eligible;
        tax = (gross * taxRate(id, country) + PPM / 2) / PPM;
        net = gross - tax;
    }

    /// @inheritdoc IDividendDistributor
    function accountOf(uint256 id)
        external
        view
        returns (uint256 pot, uint256 paid, uint256 withheld, uint256 unclaimed, uint256 dust)
    {
        Book storage book = _books[id];
        pot = book.pot;
        withheld = book.withheld;
        paid = book.settled - withheld;
        uint256 eligible = book.eligibleUnits;
        unclaimed = eligible == 0 ? pot : pot * (eligible - book.settledUnits) / eligible;
        dust = pot - book.settled - unclaimed;
    }

    function _partitionOf(Book storage book) internal view returns (bytes32) {
        return book.isPrincipal ? _principal : book.partition;
    }

    function _eligibleUnits(Book storage book) internal view returns (uint256 units) {
        bytes32 partition = _partitionOf(book);
        uint256 recordDate = book.recordDate;
        units = _security.totalSupplyAt(partition, recordDate) - book.excluded.unitsAt(_security, partition, recordDate);
    }

    /// @dev Units held on the record date, and what the register says of their holder.
    function _standing(Book storage book, address holder)
        internal
        view
        returns (uint256 units, uint256 folio, uint256 country, bool stopped)
    {
        return _security.standingAt(_partitionOf(book), holder, book.recordDate);
    }

    function _isSettled(uint256 id, uint256 folio) internal view returns (bool) {
        return _settled[id][folio >> 8] & (1 << (folio & 255)) != 0;
    }

    function _inState(uint256 id, State state) internal view returns (Book storage book) {
        book = _books[id];
        require(book.state == state, WrongState(id, book.state));
    }
}
