// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IDividendDistributor
 * @notice Pays a pot of money to those who held units on a record date, with tax withheld.
 * @dev Life: declared -> funded -> recorded -> payable from the pay date to the deadline -> closed; or cancelled before
 * the record date. Terms never change after the declaration, the pot never after funding. Amounts are in the smallest
 * unit of the currency, tax rates in parts per million.
 *
 * Each holder's gross is floor(pot * units / eligible units), the tax is rounded half up, and at every moment
 * paid + withheld + unclaimed + dust = pot.
 */
interface IDividendDistributor {
    /// @notice Where a distribution stands.
    enum State {
        None,
        Declared,
        Funded,
        Closed,
        Cancelled
    }

    /**
     * @notice Tax rate of a country.
     * @param country ISO 3166-1 numeric code, as the register has it on the record date.
     * @param ppm parts per million.
     */
    struct CountryTax {
        uint16 country;
        uint32 ppm;
    }

    /**
     * @notice What is declared, once and for all.
     * @param partition whose holders are paid.
     * @param currency ERC-20 token; the zero address for ETH.
     * @param pot gross amount to be distributed.
     * @param recordDate unix time; 0 for the present block's. Holders are those after its last second.
     * @param payDate unix time from which holders are paid.
     * @param deadline last second in which holders can be paid.
     * @param taxAgent receives the tax withheld, and nothing else.
     * @param residual receives what is unclaimed at the close, or the pot of a cancelled distribution.
     * @param defaultTax rate of the countries that `taxes` does not name, ppm.
     * @param taxes rates by country; each country once.
     * @param excluded holders who are not paid and whose units do not count, such as the treasury; each once.
     * @param documentHash hash of the board's resolution.
     */
    struct Declaration {
        bytes32 partition;
        address currency;
        uint128 pot;
        uint32 recordDate;
        uint32 payDate;
        uint32 deadline;
        address taxAgent;
        address residual;
        uint24 defaultTax;
        CountryTax[] taxes;
        address[] excluded;
        bytes32 documentHash;
    }

    /**
     * @notice A distribution as it stands.
     * @param eligibleUnits units that share the pot; 0 until recorded.
     * @param settledUnits units whose holders have been paid.
     * @param settled gross of the holders who have been paid: what they received and what was withheld.
     * @param withheld tax withheld so far.
     * @param remitted tax handed to the tax agent so far.
     */
    struct Distribution {
        State state;
        bytes32 partition;
        address currency;
        uint256 pot;
        uint256 recordDate;
        uint256 payDate;
        uint256 deadline;
        address taxAgent;
        address residual;
        uint256 defaultTax;
        uint256 eligibleUnits;
        uint256 settledUnits;
        uint256 settled;
        uint256 withheld;
        uint256 remitted;
    }

    /// @notice A distribution was declared.
    event DistributionDeclared(uint256 indexed id, Declaration declaration, address treasurer);
    /// @notice The pot was paid in.
    event DistributionFunded(uint256 indexed id, address indexed payer, uint256 pot);
    /// @notice The units that share the pot were counted.
    event DistributionRecorded(uint256 indexed id, uint256 eligibleUnits);
    /// @notice A holder was paid `gross - tax`.
    event HolderPaid(
        uint256 indexed id, address indexed holder, uint256 units, uint256 gross, uint256 tax, uint256 country
    );
    /// @notice A holder could not be paid and can claim later. `reason` is FROZEN or PAYMENT_FAILED.
    event HolderSkipped(uint256 indexed id, address indexed holder, bytes32 reason);
    /// @notice Tax was handed to the tax agent.
    event TaxRemitted(uint256 indexed id, address indexed taxAgent, uint256 amount);
    /// @notice The distribution ended; `unclaimed` (with the dust) went to the residual payee.
    event DistributionClosed(uint256 indexed id, address indexed residual, uint256 unclaimed);
    /// @notice The distribution was withdrawn before its record date; what was paid in went to the residual payee.
    event DistributionCancelled(uint256 indexed id, address indexed residual, uint256 refunded);

    /// @notice The caller lacks the role on the security.
    error MissingRole(address account, bytes32 role);
    /// @notice The terms contradict themselves; `field` names the one that is wrong.
    error InvalidDeclaration(bytes32 field);
    /// @notice No such distribution, or not in the state that the call needs.
    error WrongState(uint256 id, State state);
    /// @notice The money that arrived is not the pot: too much, too little, or a currency that keeps a fee.
    error WrongFunding(uint256 id, uint256 received, uint256 pot);
    /// @notice Holders are paid from `payDate` to `deadline`; the pot is paid in by then, and closed after it.
    error OutsidePayPeriod(uint256 id, uint256 payDate, uint256 deadline, uint256 time);
    /// @notice The record date has passed; a distribution can no longer be cancelled.
    error TooLateToCancel(uint256 id, uint256 recordDate);
    /// @notice The holder was paid already.
    error AlreadyPaid(uint256 id, address holder);
    /// @notice The holder has nothing to receive: no units on the record date, or excluded.
    error NothingDue(uint256 id, address holder);
    /// @notice The holder is frozen or sanctioned; the money waits.
    error HolderStopped(uint256 id, address holder);
    /// @notice The money could not be sent.
    error PaymentFailed(address currency, address to, uint256 amount);

    /// @notice Declares a distribution and sets its record date. @custom:access TREASURER
    function declare(Declaration calldata declaration) external returns (uint256 id);

    /**
     * @notice Pays in the whole pot, in ETH with the call or in the currency by allowance, at the latest on the deadline.
     * @custom:access TREASURER
     */
    function fund(uint256 id) external payable;

    /// @notice {declare} and {fund} in one. @custom:access TREASURER
    function declareAndFund(Declaration calldata declaration) external payable returns (uint256 id);

    /// @notice Withdraws a distribution before its record date has passed. @custom:access TREASURER
    function cancel(uint256 id) external;

    /// @notice Counts the units that share the pot, once the record date has passed. Anybody; claims do it themselves.
    function record(uint256 id) external;

    /// @notice Pays the caller.
    function claim(uint256 id) external;

    /// @notice Pays the caller for many distributions; one without anything due refuses the whole call.
    function claimMany(uint256[] calldata ids) external;

    /**
     * @notice Pays many holders. Anybody may send it. One who cannot be paid is recorded and can claim later; one who
     * was paid already, or has nothing due, is passed over.
     */
    function push(uint256 id, address[] calldata holders) external;

    /// @notice Hands the tax withheld so far to the tax agent. Anybody may send it.
    function remitTax(uint256 id) external;

    /// @notice Ends a distribution after its deadline. @custom:access TREASURER
    function close(uint256 id) external;

    /// @notice The security whose holders are paid.
    function security() external view returns (address);

    /// @notice Number of distributions declared; their ids count from 1.
    function count() external view returns (uint256);

    /// @notice The distribution as it stands.
    function distribution(uint256 id) external view returns (Distribution memory);

    /// @notice Rate of a country in a distribution, ppm.
    function taxRate(uint256 id, uint256 country) external view returns (uint256);

    /// @notice Whether the holder takes no part in the distribution.
    function isExcluded(uint256 id, address holder) external view returns (bool);

    /// @notice Whether the holder has been paid.
    function isPaid(uint256 id, address holder) external view returns (bool);

    /// @notice What is due to a holder, paid or not, once the record date has passed.
    function entitlement(uint256 id, address holder)
        external
        view
        returns (uint256 units, uint256 gross, uint256 tax, uint256 net);

    /// @notice The account of a distribution: paid + withheld + unclaimed + dust = pot.
    function accountOf(uint256 id)
        external
        view
        returns (uint256 pot, uint256 paid, uint256 withheld, uint256 unclaimed, uint256 dust);
}
