// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDistributions} from "../interfaces/IDistributions.sol";
import {ITaxTables} from "../interfaces/ITaxTables.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {TaxRates} from "../libraries/TaxRates.sol";
import {TaxRating} from "./TaxRating.sol";
import {Gated} from "./Gated.sol";

/**
 * @title TaxTables
 * @notice By which rate tax is withheld from whom: tables that never change, and the forms of investors.
 * @dev A form counts from the second in which it is filed, so that what held on a record date can be read for ever.
 */
abstract contract TaxTables is ITaxTables, TaxRating, Gated {
    using TaxRates for uint256;

    /* TABLES */

    /// @inheritdoc ITaxTables
    function addTaxTable(address agent, uint24 defaultPpm, TaxRow[] calldata rows)
        external
        onlyRole(RoleIds.TREASURER)
        returns (uint256 table)
    {
        require(agent != address(0) && agent != address(this), InvalidTaxTable("agent"));
        require(defaultPpm <= PPM, InvalidTaxTable("defaultPpm"));
        table = ++_tableCount;
        _tables[table] = Table(agent, defaultPpm, rows.length != 0);
        for (uint256 i = 0; i < rows.length; ++i) {
            TaxRow calldata row = rows[i];
            (uint256 word, bool ok) = _rates[table][row.country].add(row.category, row.ppm, row.needsForm);
            require(ok && row.ppm <= PPM, InvalidTaxTable("rows"));
            _rates[table][row.country] = word;
        }
        emit TaxTableAdded(table, agent, defaultPpm, rows);
    }

    /// @inheritdoc ITaxTables
    function taxTable(uint256 table) public view returns (address agent, uint256 defaultPpm, bool hasRows) {
        Table storage found = _tables[table];
        return (found.agent, found.defaultPpm, found.hasRows);
    }

    /// @inheritdoc ITaxTables
    function tableRate(uint256 table, uint256 country, uint256 attributes, bool hasForm)
        external
        view
        returns (uint256)
    {
        return _tableRate(table, country, attributes, hasForm);
    }

    /// @inheritdoc ITaxTables
    function taxTables() external view returns (uint256) {
        return _tableCount;
    }

    /* FORMS */

    /// @inheritdoc ITaxTables
    function fileTaxForm(address holder, uint24 ppm, uint16 validThrough, bytes32 formHash)
        external
        onlyRole(RoleIds.TREASURER)
    {
        uint256 investor = _security.memberOf(holder).investor;
        require(investor != 0, InvalidTaxForm("holder"));
        require(ppm <= PPM || ppm == OF_THE_TABLE, InvalidTaxForm("ppm"));
        _hasForms = true;
        _forms[investor].push(Form(uint32(block.timestamp), ppm, validThrough));
        emit TaxFormFiled(investor, holder, ppm, validThrough, formHash);
    }

    /// @inheritdoc ITaxTables
    function taxFormAt(address holder, uint256 time) external view returns (uint256 ppm, uint256 validThrough) {
        return _formAt(_security.memberOf(holder).investor, time);
    }

    /* THE RATE */

    /// @inheritdoc ITaxTables
    function taxRate(uint256 id, address holder) external view returns (uint256) {
        Book storage book = _books[id];
        // Whether there are forms stands in the book once the units are counted.
        require(_isRecorded(book.state), IDistributions.WrongState(id, book.state));
        return _rateOf(book, _standing(id, book, holder));
    }
}
