// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IShareholderVoting
 * @notice General meetings: resolutions put to those who held units on a record date.
 * @dev A meeting is noticed, open between two times, then closed; its resolutions are certified one by one. Shares and
 * thresholds are parts per million. Votes are units held on the record date times the votes per unit of their class.
 */
interface IShareholderVoting {
    /// @notice How a member votes. None: no ballot.
    enum Choice {
        None,
        For,
        Against,
        Abstain
    }

    /**
     * @notice What a resolution's majority is counted of.
     * Cast: votes for and against. Present: those and abstentions. Outstanding: all votes that could be cast.
     */
    enum Base {
        Cast,
        Present,
        Outstanding
    }

    /// @notice What became of a resolution.
    enum Outcome {
        Pending,
        Passed,
        Rejected,
        NoQuorum
    }

    /**
     * @notice A class that votes.
     * @param partition the class.
     * @param votesPerUnit votes of one unit.
     */
    struct ClassVotes {
        bytes32 partition;
        uint24 votesPerUnit;
    }

    /**
     * @notice A notice of meeting.
     * @param recordDate unix time; 0 for the present block's. Who held units after its last second votes.
     * @param opensAt first second of voting; after the record date.
     * @param closesAt last second of voting.
     * @param quorum ppm of all votes that must take part in a resolution.
     * @param quorumExceeded whether the share must be exceeded (a majority) or only reached.
     * @param classes the classes that vote; each once, at most 8.
     * @param excluded members who do not vote and whose votes do not count, such as the treasury; each once, each in the register.
     * @param noticeHash hash of the notice.
     */
    struct Notice {
        uint32 recordDate;
        uint32 opensAt;
        uint32 closesAt;
        uint24 quorum;
        bool quorumExceeded;
        ClassVotes[] classes;
        address[] excluded;
        bytes32 noticeHash;
    }

    /**
     * @notice A resolution put to a meeting.
     * @param documentHash hash of its text.
     * @param base what the majority is counted of.
     * @param threshold ppm of the base that votes for must have.
     * @param exceeded whether the threshold must be exceeded or only reached. An ordinary resolution: more than 500,000
     * of Cast. A special one: 750,000 of Cast, reached.
     */
    struct Motion {
        bytes32 documentHash;
        Base base;
        uint24 threshold;
        bool exceeded;
    }

    /// @notice A meeting as it stands.
    struct Meeting {
        uint256 recordDate;
        uint256 opensAt;
        uint256 closesAt;
        uint256 quorum;
        bool quorumExceeded;
        bytes32 noticeHash;
        ClassVotes[] classes;
        address[] excluded;
    }

    /**
     * @notice The count of a resolution.
     * @param eligible all votes that could be cast.
     * @param outcome Pending until voting is over.
     * @param certified whether the secretary has certified it.
     */
    struct Tally {
        uint256 votesFor;
        uint256 votesAgainst;
        uint256 abstentions;
        uint256 eligible;
        bool quorate;
        Outcome outcome;
        bool certified;
    }

    /// @notice A meeting was convened.
    event MeetingConvened(uint256 indexed meeting, Notice notice, address secretary);
    /// @notice A resolution was put to a meeting.
    event ResolutionProposed(uint256 indexed resolution, uint256 indexed meeting, Motion motion);
    /// @notice A member voted; a later ballot on the same resolution replaces this one.
    event BallotCast(uint256 indexed resolution, address indexed voter, Choice choice, uint256 votes);
    /// @notice The result was certified; `reportHash` is the hash of the minutes.
    event ResolutionCertified(uint256 indexed resolution, Outcome outcome, Tally tally, bytes32 reportHash);

    /// @notice The caller lacks the role on the security.
    error MissingRole(address account, bytes32 role);
    /// @notice The notice contradicts itself; `field` names what is wrong.
    error InvalidNotice(bytes32 field);
    /// @notice The motion contradicts itself; `field` names what is wrong.
    error InvalidMotion(bytes32 field);
    /// @notice No such meeting.
    error UnknownMeeting(uint256 meeting);
    /// @notice No such resolution.
    error UnknownResolution(uint256 resolution);
    /// @notice Resolutions are put before voting opens.
    error VotingHasOpened(uint256 meeting, uint256 opensAt);
    /// @notice Ballots are cast between two times.
    error NotOpen(uint256 resolution, uint256 opensAt, uint256 closesAt, uint256 time);
    /// @notice The result is certified after voting has closed.
    error NotClosed(uint256 resolution, uint256 closesAt);
    /// @notice The result was certified already.
    error AlreadyCertified(uint256 resolution);
    /// @notice A ballot needs a choice.
    error NoChoice(uint256 resolution);
    /// @notice The member has no votes: no units of a voting class on the record date, or excluded.
    error NoVotes(uint256 resolution, address voter);
    /// @notice Two lists that belong together differ in length.
    error LengthMismatch(uint256 left, uint256 right);

    /// @notice Convenes a meeting and sets its record date. @custom:access SECRETARY
    function convene(Notice calldata notice) external returns (uint256 meeting);

    /// @notice Puts a resolution to a meeting, before voting opens. @custom:access SECRETARY
    function propose(uint256 meeting, Motion calldata motion) external returns (uint256 resolution);

    /// @notice Casts the caller's ballot; replaces an earlier one.
    function cast(uint256 resolution, Choice choice) external;

    /// @notice {cast} on many resolutions; all or none.
    function castMany(uint256[] calldata resolutions, Choice[] calldata choices) external;

    /// @notice Certifies the result after voting has closed, once. @custom:access SECRETARY
    function certify(uint256 resolution, bytes32 reportHash) external;

    /// @notice The security whose members vote.
    function security() external view returns (address);

    /// @notice Number of meetings convened; their ids count from 1.
    function meetings() external view returns (uint256);

    /// @notice Number of resolutions put; their ids count from 1.
    function resolutions() external view returns (uint256);

    /// @notice The meeting as convened.
    function meetingOf(uint256 meeting) external view returns (Meeting memory);

    /// @notice The resolution as put, and its meeting.
    function motionOf(uint256 resolution) external view returns (uint256 meeting, Motion memory motion);

    /// @notice The count as it stands, once the record date has passed.
    function tally(uint256 resolution) external view returns (Tally memory);

    /// @notice How a member voted last.
    function ballotOf(uint256 resolution, address voter) external view returns (Choice);

    /// @notice Votes of a member at a meeting, once the record date has passed.
    function votesOf(uint256 meeting, address voter) external view returns (uint256);

    /// @notice All votes that could be cast at a meeting, once the record date has passed.
    function eligibleVotes(uint256 meeting) external view returns (uint256);
}
