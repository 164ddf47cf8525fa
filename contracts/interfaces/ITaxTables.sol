// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ITaxTables
 * @notice By which rate tax is withheld from whom.
 * @dev A table never changes; a distribution names one. The rate of an investor is, in this order: that of a form of his own
 * in force on the record date; the row of his country and of the lowest of the categories that he has and that the
 * country's rows name; the country's row for everybody; the same of country 0, where no row of the country fits; the
 * default. A row that needs a form holds only for those who have one in force; for others the default does.
 */
interface ITaxTables {
    /**
     * @notice A rate.
     * @param country ISO 3166-1 numeric; 0 for everybody whom no row of his country fits.
     * @param category 0 for everybody, n for those with attribute n - 1 in the register.
     * @param ppm parts per million.
     * @param needsForm whether only those with a form in force have it.
     */
    struct TaxRow {
        uint16 country;
        uint8 category;
        uint24 ppm;
        bool needsForm;
    }

    /// @notice A table was made.
    event TaxTableAdded(uint256 indexed table, address indexed agent, uint24 defaultPpm, TaxRow[] rows);
    /// @notice A form of the investor is in force through a day: with a rate of its own, or with that of the table (`ppm` is 2^24 - 1).
    event TaxFormFiled(
        uint256 indexed investor, address indexed holder, uint24 ppm, uint16 validThrough, bytes32 formHash
    );

    /// @notice The table contradicts itself; `field` names what is wrong.
    error InvalidTaxTable(bytes32 field);
    /// @notice The form contradicts itself; `field` names what is wrong.
    error InvalidTaxForm(bytes32 field);

    /**
     * @notice Makes a table.
     * @param agent receives the tax withheld, and nobody else.
     * @param rows each country and category once; of one country by rising category, at most nine but that for everybody.
     * @custom:access TREASURER
     */
    function addTaxTable(address agent, uint24 defaultPpm, TaxRow[] calldata rows) external returns (uint256 table);

    /**
     * @notice Files the form of an investor, or ends it with a day that has passed. It counts for record dates from now on.
     * @param holder any wallet of the investor.
     * @param ppm rate of its own; 2^24 - 1 for that of the table.
     * @param validThrough last day, days since 1970-01-01.
     * @custom:access TREASURER
     */
    function fileTaxForm(address holder, uint24 ppm, uint16 validThrough, bytes32 formHash) external;

    /// @notice Number of tables; they count from 1.
    function taxTables() external view returns (uint256);

    /// @notice Who receives the tax, the default rate, and whether there are rows.
    function taxTable(uint256 table) external view returns (address agent, uint256 defaultPpm, bool hasRows);

    /// @notice Rate of a table for a country and attributes, with or without a form in force.
    function tableRate(uint256 table, uint256 country, uint256 attributes, bool hasForm) external view returns (uint256);

    /// @notice The form that was filed last by the end of second `time`: its rate and last day; both 0 for none.
    function taxFormAt(address holder, uint256 time) external view returns (uint256 ppm, uint256 validThrough);

    /// @notice Rate by which a holder is taxed in a distribution that is recorded, ppm.
    function taxRate(uint256 id, address holder) external view returns (uint256);
}
