// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IVestingLocks
 * @notice Units that an investor holds and may not yet sell: by contract, or because they have not vested.
 * @dev Kept for each class and investor, whatever the wallet; at most sixteen schedules each, numbered from 0. A lock or a
 * grant may exceed what is held. Transfers to the treasury are free, and what is forced is not stopped.
 */
interface IVestingLocks {
    /**
     * @notice How units fall due.
     * @dev `Lock`: all at one time. `Linear`: by the second. `Monthly`, `Daily`: in tranches, so many months or days apart.
     */
    enum Kind {
        Lock,
        Linear,
        Monthly,
        Daily
    }

    /**
     * @notice How the units of a grant are divided among its tranches when they do not divide evenly (Open Cap Table Format).
     * @dev Of Q units in n tranches, q = Q / n rounded down and r the remainder, there have fallen due after k of them:
     * `CumulativeRounding`: Q × k / n, rounded to the nearest unit, a half up.
     * `CumulativeRoundDown`: Q × k / n, rounded down.
     * `FrontLoaded`: each of the first r tranches has one unit more than q: q × k + min(k, r).
     * `BackLoaded`: each of the last r tranches has: q × k + max(0, k + r - n).
     * `FrontLoadedToSingleTranche`: the first has q + r: q × k + r, from the first on.
     * `BackLoadedToSingleTranche`: the last has q + r: q × k, and Q at the last.
     * `Fractional`: Q × k / n with its fraction. Units are whole, so that the fraction waits for the rest of its unit: on
     * chain it is as `CumulativeRoundDown`.
     */
    enum Allocation {
        CumulativeRounding,
        CumulativeRoundDown,
        FrontLoaded,
        BackLoaded,
        FrontLoadedToSingleTranche,
        BackLoadedToSingleTranche,
        Fractional
    }

    /**
     * @notice What became of a schedule.
     * @dev `Running`: nothing. `Ended`: vesting stopped, and the rest stays locked. `Returned`: the treasury has that rest
     * back, and nothing is locked any more. `Released`: everything fell due at once.
     */
    enum State {
        Running,
        Ended,
        Returned,
        Released
    }

    /**
     * @notice A lock or a grant.
     * @param kind how its units fall due.
     * @param allocation how units are divided among tranches; 0 for other kinds.
     * @param state what became of it.
     * @param quantity units; of a lock 2^96 - 1 for all that the investor ever holds.
     * @param start unix time: of `Linear` when it begins, of tranches when the first falls due; 0 for a lock.
     * @param cliff unix time before which nothing falls due; what fell due before falls due then. Of a lock its end.
     * @param end unix time from which all of a `Linear` grant has fallen due; 0 for other kinds.
     * @param tranches their number; 0 for other kinds.
     * @param period months or days between two tranches; 0 for other kinds. They are counted from the first: where a month has
     * no such day, a tranche falls due on the first of the next.
     * @param changedAt unix time of the end or the release; 0 while running.
     */
    struct Schedule {
        Kind kind;
        Allocation allocation;
        State state;
        uint96 quantity;
        uint40 start;
        uint40 cliff;
        uint40 end;
        uint16 tranches;
        uint16 period;
        uint40 changedAt;
    }

    /// @notice A lock was agreed: `units` do not leave the investor of `account` before `until`.
    event LockAdded(
        bytes32 indexed partition,
        address indexed account,
        uint256 indexed investor,
        uint256 index,
        uint256 units,
        uint256 until,
        bytes32 document
    );

    /// @notice Units were granted that have yet to vest.
    event GrantAdded(
        bytes32 indexed partition,
        address indexed account,
        uint256 indexed investor,
        uint256 index,
        Schedule schedule,
        bytes32 document
    );

    /// @notice The grant vests no further than at `at`; `forfeited` units stay locked until the treasury has them back.
    event GrantEnded(
        bytes32 indexed partition,
        address indexed account,
        uint256 indexed investor,
        uint256 index,
        uint256 at,
        uint256 forfeited,
        string citation
    );

    /// @notice The treasury has the forfeited units back.
    event ForfeitReturned(
        bytes32 indexed partition, address indexed account, uint256 indexed investor, uint256 index, bytes32 document
    );

    /// @notice A lock was lifted, or a grant vested in full.
    event ScheduleReleased(
        bytes32 indexed partition, address indexed account, uint256 indexed investor, uint256 index, bytes32 document
    );

    /// @notice No units, an end that does not follow the start, a cliff after the end, or a field that is not of the kind.
    error InvalidSchedule();

    /// @notice Sixteen schedules of the investor still lock units of the class.
    error TooManySchedules(address account, uint256 maximum);

    /// @notice No such schedule, or not one to which this can be done any more.
    error NotOpen(uint256 index);

    /**
     * @notice Locks units of an investor up to a time agreed by contract.
     * @dev The account must be in the register, and the class be one of the security's.
     * @param account any wallet of the investor.
     * @param units how many; 2^96 - 1 for all, also those that come later.
     * @param until unix time from which they are free.
     * @param document hash of the contract.
     * @return index of the schedule; that of one which locks nothing any more is used again when all are taken.
     * @custom:access COMPLIANCE
     */
    function addLock(bytes32 partition, address account, uint96 units, uint40 until, bytes32 document)
        external
        returns (uint256 index);

    /**
     * @notice Locks units of an investor until they vest.
     * @param account any wallet of the investor.
     * @param schedule a running one, of another kind than `Lock`.
     * @param document hash of the grant.
     * @return index as of {addLock}.
     * @custom:access COMPLIANCE
     */
    function addGrant(bytes32 partition, address account, Schedule calldata schedule, bytes32 document)
        external
        returns (uint256 index);

    /**
     * @notice Ends a grant: nothing vests after `at`, and what has not vested then is forfeited.
     * @dev Forfeited units stay locked for everybody but the treasury. It gets them by the holder's transfer or a forced
     * one; after that {confirmReturn} has to follow, since until then as many of the other units are locked. Called once
     * more, it corrects the time.
     * @param at unix time, gone by or to come.
     * @param citation the clause and the event that end the grant.
     * @custom:access COMPLIANCE
     */
    function endGrant(bytes32 partition, address account, uint256 index, uint40 at, string calldata citation) external;

    /**
     * @notice Confirms that the treasury has the forfeited units of an ended grant back: nothing of it is locked any more.
     * @param document hash of the evidence, such as the order of the forced transfer.
     * @custom:access COMPLIANCE
     */
    function confirmReturn(bytes32 partition, address account, uint256 index, bytes32 document) external;

    /**
     * @notice Frees at once what a schedule still locks: a lock is lifted, a grant vests in full.
     * @param document hash of the waiver, or of what accelerates the grant.
     * @custom:access COMPLIANCE
     */
    function release(bytes32 partition, address account, uint256 index, bytes32 document) external;

    /// @notice All schedules of the investor of `account`, by index.
    function scheduleOf(bytes32 partition, address account) external view returns (Schedule[] memory);

    /// @notice Units of the investor's grants that have vested at the unix time `at`, as the schedules stand now.
    function vestedUnits(bytes32 partition, address account, uint256 at) external view returns (uint256);

    /// @notice Units that the investor of `account` may not give away now, in all wallets together; may exceed what is held.
    function lockedUnits(bytes32 partition, address account) external view returns (uint256);
}
