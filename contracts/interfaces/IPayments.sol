// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IPayments
 * @notice How holders get what is due to them: they fetch it, have it sent elsewhere, or it is brought to them.
 * @dev A holder is paid at most once for each distribution. Holders who are frozen or sanctioned accrue and are paid when
 * released; before the claim-back window ends anybody can have their money set aside, where it waits without a limit.
 */
interface IPayments {
    /**
     * @notice One entry of the list of a distribution.
     * @param folio number of the holder's entry in the register: the entry of a lost wallet goes with it.
     * @param units for which is paid.
     * @param redeemed units that are cancelled when they are paid.
     * @param gross amount before tax.
     * @param tax withheld from it.
     * @param rate of the tax, ppm.
     * @param country ISO 3166-1 numeric.
     */
    struct ListEntry {
        uint32 folio;
        uint96 units;
        uint96 redeemed;
        uint104 gross;
        uint104 tax;
        uint24 rate;
        uint16 country;
    }

    /// @notice A holder was paid `gross - tax` on a line for `units`.
    event HolderPaid(
        uint256 indexed id,
        address indexed holder,
        uint256 line,
        uint256 units,
        uint256 gross,
        uint256 tax,
        uint256 rate,
        uint256 country
    );
    /// @notice By the holder's instruction the money went to another address.
    event PaidElsewhere(uint256 indexed id, address indexed holder, address indexed to, uint256 net);
    /**
     * @notice A holder could not be paid and can claim later. `reason` is FROZEN, PAYMENT_FAILED, or UNITS_MISSING where
     * units that were to be cancelled are not there, or encumbered.
     */
    event HolderSkipped(uint256 indexed id, address indexed holder, bytes32 reason);
    /// @notice The holder is stopped: `net` waits until the stop ends.
    event SetAside(uint256 indexed id, address indexed holder, uint256 net);
    /// @notice What had been set aside was paid.
    event Released(uint256 indexed id, address indexed holder, uint256 net);
    /// @notice The holder's signed instructions of this number and below are worthless.
    event InstructionsRevoked(address indexed holder, uint256 nonce);

    /// @notice The holder was paid already.
    error AlreadyPaid(uint256 id, address holder);
    /// @notice The holder has nothing to receive: no units on the record date, excluded, or not of this kind of distribution.
    error NothingDue(uint256 id, address holder);
    /// @notice The holder, or who is to receive the money for it, is frozen or sanctioned; the money waits.
    error HolderStopped(uint256 id, address holder);
    /// @notice Only who is stopped has money set aside.
    error HolderNotStopped(uint256 id, address holder);
    /// @notice The money cannot go there.
    error InvalidPayee(address to);
    /// @notice The instruction was to be used by `deadline`.
    error InstructionExpired(uint256 deadline, uint256 time);
    /// @notice The holder has not signed this.
    error InvalidInstruction(address holder);
    /// @notice The list does not contain this entry.
    error NotOnTheList(uint256 id, uint256 folio);
    /// @notice The entry withholds more than it pays, or tax of which nobody is the agent.
    error InvalidListEntry(uint256 id, uint256 folio);
    /// @notice The entry is of another holder.
    error WrongHolder(uint256 id, address holder, uint256 folio);
    /// @notice The list names more than the pot.
    error ListExceedsPot(uint256 id, uint256 settled, uint256 pot);
    /// @notice A contract calls this of itself.
    error OnlyItself();

    /// @notice Pays the caller.
    function claim(uint256 id) external;

    /// @notice Pays the caller for many distributions; one without anything due refuses the whole call.
    function claimMany(uint256[] calldata ids) external;

    /// @notice As {claimMany}, to another address.
    function claimTo(uint256[] calldata ids, address to) external;

    /**
     * @notice As {claimTo}, by the holder's signature, sent by anybody.
     * @dev EIP-712: PaymentInstruction(uint256[] ids,address holder,address to,uint256 nonce,uint256 deadline); ERC-1271
     * for wallets that are contracts.
     */
    function claimBySignature(
        uint256[] calldata ids,
        address holder,
        address to,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Makes the caller's instructions that were signed but not used worthless.
    function revokeInstructions() external;

    /**
     * @notice Pays many holders. Anybody may send it. One who cannot be paid is recorded and can claim later; one who
     * was paid already, or has nothing due, is passed over.
     */
    function push(uint256 id, address[] calldata holders) external;

    /// @notice Pays the caller by an entry of the list, to `to`.
    function claimListed(uint256 id, ListEntry calldata entry, bytes32[] calldata proof, address to) external;

    /// @notice As {push}, by entries of the list.
    function pushListed(
        uint256 id,
        address[] calldata holders,
        ListEntry[] calldata entries,
        bytes32[][] calldata proofs
    ) external;

    /**
     * @notice Sets aside what is due to holders who are stopped, so that it is not swept. Anybody may send it. Who is paid, or
     * has nothing due, is passed over; one whose units cannot be cancelled is recorded.
     */
    function setAside(uint256 id, address[] calldata holders) external;

    /// @notice Net amount that waits for the holder.
    function setAsideOf(uint256 id, address holder) external view returns (uint256);

    /// @notice The leaf of an entry: keccak256(keccak256(abi.encode(id, entry))).
    function leafOf(uint256 id, ListEntry calldata entry) external view returns (bytes32);
}
