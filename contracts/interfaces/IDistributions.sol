// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IDistributions
 * @notice What a distribution is: its terms, where it stands, and who may do what with it.
 * @dev Life: declared -> recorded and funded, in either order -> payable from the pay date -> closed after the deadline ->
 * swept after the claim-back window; or cancelled before the record date. Terms never change after the declaration, the
 * pot never after funding. Amounts are in the smallest unit of the currency, rates in parts per million.
 *
 * A distribution has one or several *lines*, each for one class: a pot that the eligible units share, or a fixed amount
 * per unit. A holder's gross on a line is floor(units * amount / per); the tax is rounded half up for each line; and at
 * every moment paid + withheld + unclaimed + dust = pot.
 */
interface IDistributions {
    /// @notice Where a distribution stands.
    enum State {
        None,
        Declared,
        Recorded,
        Funded,
        Payable,
        Closed,
        Swept,
        Cancelled
    }

    /**
     * @notice What one class receives for one reason.
     * @param partition whose holders are paid.
     * @param amount the pot that the eligible units share; or, where `per` is not 0, the amount for every `per` units.
     * @param per units for which `amount` is paid; 0 for a pot.
     * @param redeemed part of the units that is cancelled when they are paid, ppm; 0 for none. With it `amount` is paid for
     * every `per` units cancelled.
     * @param isTaxed whether tax is withheld; not so from a return of capital.
     */
    struct Line {
        bytes32 partition;
        uint128 amount;
        uint96 per;
        uint24 redeemed;
        bool isTaxed;
    }

    /**
     * @notice Makes a line a coupon: the contract computes it from the bond's terms and refuses any other amount.
     * @param line number of the line, from 0.
     * @param from first day for which interest is paid, days since 1970-01-01.
     * @param to day on which it ends, itself not counted.
     * @param periodFrom first day of the regular period in which the days lie (for ACT/ACT ICMA).
     * @param periodTo day on which that period ends.
     */
    struct Coupon {
        uint8 line;
        uint32 from;
        uint32 to;
        uint32 periodFrom;
        uint32 periodTo;
    }

    /**
     * @notice What is declared, once and for all.
     * @param lines what each class receives; 1 to 16.
     * @param coupons which of the lines are coupons.
     * @param currency ERC-20 token; the zero address for ETH.
     * @param recordDate unix time; 0 for the present block's. Holders are those after its last second.
     * @param payDate unix time from which holders are paid.
     * @param deadline last second before the distribution can be closed.
     * @param claimBackUntil last second in which holders can be paid, closed or not; at least `deadline`.
     * @param taxTable number of the table by which tax is withheld; 0 for no tax.
     * @param residual receives what is unclaimed after the claim-back window, or what was paid in before a cancellation.
     * @param excluded holders who are not paid and whose units do not count, such as the treasury; each once.
     * @param listRoot root of the list by which holders are paid instead of by the register; zero for none.
     * @param documentHash hash of the board's resolution.
     */
    struct Declaration {
        Line[] lines;
        Coupon[] coupons;
        address currency;
        uint32 recordDate;
        uint32 payDate;
        uint32 deadline;
        uint32 claimBackUntil;
        uint32 taxTable;
        address residual;
        address[] excluded;
        bytes32 listRoot;
        bytes32 documentHash;
    }

    /**
     * @notice A distribution as it stands.
     * @param pot gross of all lines; of amounts per unit 0 until recorded.
     * @param settled gross of the holders who have been paid, or for whom it was set aside.
     * @param withheld tax withheld so far.
     * @param remitted tax handed to the tax agent so far.
     * @param setAside net amounts that wait for holders who are stopped.
     * @param carriedIn dust of earlier distributions that is part of the pot.
     * @param carriedOut dust that later distributions receive.
     * @param isListed whether holders are paid by a list.
     */
    struct Distribution {
        State state;
        address currency;
        uint256 pot;
        uint256 recordDate;
        uint256 payDate;
        uint256 deadline;
        uint256 claimBackUntil;
        uint256 taxTable;
        address residual;
        uint256 settled;
        uint256 withheld;
        uint256 remitted;
        uint256 setAside;
        uint256 carriedIn;
        uint256 carriedOut;
        bool isListed;
    }

    /**
     * @notice A line as it stands.
     * @param amount the pot, with the dust of earlier distributions; or the amount for every `per` units.
     * @param per the eligible units of a pot, 0 until recorded.
     * @param isPot whether the amount is a pot.
     * @param eligible units that are paid, or cancelled; 0 until recorded.
     * @param settled units whose holders have been paid.
     */
    struct LineStanding {
        bytes32 partition;
        uint256 amount;
        uint256 per;
        uint256 redeemed;
        bool isTaxed;
        bool isPot;
        uint256 eligible;
        uint256 settled;
    }

    /**
     * @notice What a holder receives on one line.
     * @param units that are paid: held on the record date, or cancelled.
     */
    struct Share {
        uint256 units;
        uint256 gross;
        uint256 tax;
    }

    /**
     * @notice What is due to a holder, paid or not.
     * @param folio number of the holder's entry.
     * @param country ISO 3166-1 numeric, as the register had it on the record date.
     * @param rate of the tax, ppm.
     * @param isPaid whether the holder has been paid, or the amount set aside.
     * @param isStopped whether the holder is frozen or sanctioned now.
     * @param shares one for each line.
     */
    struct Statement {
        uint256 folio;
        uint256 country;
        uint256 rate;
        uint256 gross;
        uint256 tax;
        bool isPaid;
        bool isStopped;
        Share[] shares;
    }

    /// @notice A distribution was declared.
    event DistributionDeclared(uint256 indexed id, Declaration declaration, address treasurer);
    /// @notice The units that share each line were counted.
    event DistributionRecorded(uint256 indexed id, uint256[] eligibleUnits);
    /// @notice The pot was paid in; `carriedIn` of it is dust of earlier distributions.
    event DistributionFunded(uint256 indexed id, address indexed payer, uint256 pot, uint256 carriedIn);
    /// @notice The distribution was withdrawn before its record date; what was paid in went to the residual payee.
    event DistributionCancelled(uint256 indexed id, address indexed residual, uint256 refunded);
    /// @notice The deadline has passed: `unclaimed` can be claimed back until the window ends.
    event DistributionClosed(uint256 indexed id, uint256 unclaimed);
    /// @notice The claim-back window has passed: `unclaimed` went to the residual payee.
    event DistributionSwept(uint256 indexed id, address indexed residual, uint256 unclaimed);
    /// @notice Dust waits for the next distribution in this currency whose first line is of this class.
    event DustCarried(uint256 indexed id, bytes32 indexed partition, address indexed currency, uint256 amount);
    /// @notice Tax was handed to the tax agent.
    event TaxRemitted(uint256 indexed id, address indexed taxAgent, uint256 amount);

    /// @notice The caller lacks the role on the security.
    error MissingRole(address account, bytes32 role);
    /// @notice The terms contradict themselves; `field` names the one that is wrong.
    error InvalidDeclaration(bytes32 field);
    /// @notice No such distribution, or not in the state that the call needs.
    error WrongState(uint256 id, State state);
    /// @notice The money that arrived is not what was to be paid in: too much, too little, or a currency that keeps a fee.
    error WrongFunding(uint256 id, uint256 received, uint256 due);
    /// @notice Holders are paid from `payDate` to `claimBackUntil`.
    error OutsidePayPeriod(uint256 id, uint256 payDate, uint256 claimBackUntil, uint256 time);
    /// @notice The pot is paid in by the deadline, and the distribution closed after it.
    error DeadlinePassed(uint256 id, uint256 deadline, uint256 time);
    /// @notice The deadline, or the claim-back window, has not passed yet.
    error NotYet(uint256 id, uint256 until, uint256 time);
    /// @notice The record date has passed; a distribution can no longer be cancelled.
    error TooLateToCancel(uint256 id, uint256 recordDate);
    /// @notice Dust is known once everybody is paid, or the distribution closed.
    error DustUnknown(uint256 id);
    /// @notice The money could not be sent.
    error PaymentFailed(address currency, address to, uint256 amount);

    /// @notice Declares a distribution and sets its record date. @custom:access TREASURER
    function declare(Declaration calldata declaration) external returns (uint256 id);

    /**
     * @notice Pays in what {fundingOf} says, in ETH with the call or in the currency by allowance, at the latest on the
     * deadline. Amounts per unit are known, and paid in, after the record date.
     * @custom:access TREASURER
     */
    function fund(uint256 id) external payable;

    /// @notice {declare} and {fund} in one, for pots. @custom:access TREASURER
    function declareAndFund(Declaration calldata declaration) external payable returns (uint256 id);

    /// @notice Withdraws a distribution before its record date has passed. @custom:access TREASURER
    function cancel(uint256 id) external;

    /// @notice Counts the units that share each line, once the record date has passed. Anybody; payments do it themselves.
    function record(uint256 id) external;

    /// @notice Hands the tax withheld so far to the tax agent. Anybody may send it.
    function remitTax(uint256 id) external;

    /**
     * @notice Ends a distribution after its deadline: its dust goes to the next one, what is unclaimed can be claimed back
     * until the window ends.
     * @custom:access TREASURER
     */
    function close(uint256 id) external;

    /**
     * @notice Sends what is still unclaimed after the window to the residual payee, also of a distribution that nobody
     * closed. Anybody may send it.
     */
    function sweep(uint256 id) external;

    /// @notice Hands the dust on, as soon as everybody is paid. Anybody may send it; {close} does it itself.
    function carryOver(uint256 id) external;

    /// @notice The security whose holders are paid.
    function security() external view returns (address);

    /// @notice Number of distributions declared; their ids count from 1.
    function count() external view returns (uint256);

    /// @notice The distribution as it stands.
    function distribution(uint256 id) external view returns (Distribution memory);

    /// @notice The lines of a distribution as they stand.
    function linesOf(uint256 id) external view returns (LineStanding[] memory);

    /// @notice Dust that waits for the next distribution in `currency` whose first line is of this class.
    function carryOf(bytes32 partition, address currency) external view returns (uint256);

    /// @notice What has to be paid in for a distribution that is not funded yet.
    function fundingOf(uint256 id) external view returns (uint256);

    /// @notice Whether the holder takes no part in the distribution.
    function isExcluded(uint256 id, address holder) external view returns (bool);

    /// @notice Whether the holder has been paid, or the amount set aside.
    function isPaid(uint256 id, address holder) external view returns (bool);

    /// @notice 256 bits, one for each folio from 256 * `index` on that has been paid or is excluded.
    function paidBits(uint256 id, uint256 index) external view returns (uint256);

    /// @notice What is due to a holder by the register, paid or not, once the record date has passed; `units` on the first line.
    function entitlement(uint256 id, address holder)
        external
        view
        returns (uint256 units, uint256 gross, uint256 tax, uint256 net);

    /// @notice What is due to each of the holders by the register, paid or not, once the record date has passed.
    function statementsOf(uint256 id, address[] calldata holders) external view returns (Statement[] memory);

    /**
     * @notice The account of a distribution: paid + withheld + unclaimed + dust = pot. What is set aside for holders who
     * are stopped is unclaimed.
     */
    function accountOf(uint256 id)
        external
        view
        returns (uint256 pot, uint256 paid, uint256 withheld, uint256 unclaimed, uint256 dust);
}
