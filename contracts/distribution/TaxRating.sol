// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRecordDates} from "../interfaces/IRecordDates.sol";
import {TaxRates} from "../libraries/TaxRates.sol";
import {DistributionLedger} from "./DistributionLedger.sol";

/**
 * @title TaxRating
 * @notice Finds the rate by which a holder is taxed.
 */
abstract contract TaxRating is DistributionLedger {
    using TaxRates for uint256;

    /// @dev The rate of a form that has none of its own.
    uint256 internal constant OF_THE_TABLE = type(uint24).max;

    /// @dev A holder's rate in a distribution that is recorded.
    function _rateOf(Book storage book, IRecordDates.Standing memory standing) internal view returns (uint256) {
        uint256 traits = book.traits;
        if (traits & (HAS_ROWS | HAS_FORMS) == 0) return book.defaultTax;
        bool hasForm;
        if (traits & HAS_FORMS != 0) {
            uint256 recordDate = book.recordDate;
            (uint256 ppm, uint256 validThrough) = _formAt(standing.investor, recordDate);
            hasForm = validThrough >= recordDate / 1 days;
            if (hasForm && ppm != OF_THE_TABLE) return ppm;
        }
        return _tableRate(book.taxTable, standing.country, standing.attributes, hasForm);
    }

    function _tableRate(uint256 table, uint256 country, uint256 attributes, bool hasForm)
        internal
        view
        returns (uint256)
    {
        (bool found, uint256 ppm, bool needsForm) = _rates[table][country].find(attributes);
        if (!found) (found, ppm, needsForm) = _rates[table][0].find(attributes);
        return found && (hasForm || !needsForm) ? ppm : _tables[table].defaultPpm;
    }

    /// @dev Reads one slot for each form filed since, which only the treasurer does.
    function _formAt(uint256 investor, uint256 time) internal view returns (uint256 ppm, uint256 validThrough) {
        Form[] storage forms = _forms[investor];
        for (uint256 i = forms.length; i != 0; --i) {
            Form storage form = forms[i - 1];
            if (form.since <= time) return (form.ppm, form.validThrough);
        }
    }
}
