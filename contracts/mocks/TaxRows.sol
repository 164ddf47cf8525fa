// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TaxRates} from "../libraries/TaxRates.sol";

/**
 * @title TaxRows
 * @notice Says what {TaxRates} makes of many rows and attributes at once.
 */
contract TaxRows {
    /// @notice The word of one country with these rows, in this order; how many of them it took before it refused one.
    function wordOf(uint256[] calldata categories, uint256[] calldata rates, bool[] calldata needForms)
        public
        pure
        returns (uint256 word, uint256 taken)
    {
        for (; taken < categories.length; ++taken) {
            (uint256 added, bool ok) = TaxRates.add(word, categories[taken], rates[taken], needForms[taken]);
            if (!ok) return (word, taken);
            word = added;
        }
    }

    /// @notice The rate for each of many sets of attributes: whether there is one, ppm, and whether it needs a form.
    function find(uint256 word, uint256[] calldata attributes)
        external
        pure
        returns (bool[] memory found, uint256[] memory rates, bool[] memory needForms)
    {
        found = new bool[](attributes.length);
        rates = new uint256[](attributes.length);
        needForms = new bool[](attributes.length);
        for (uint256 i = 0; i < attributes.length; ++i) {
            (found[i], rates[i], needForms[i]) = TaxRates.find(word, attributes[i]);
        }
    }
}
