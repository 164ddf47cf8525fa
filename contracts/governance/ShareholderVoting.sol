// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRecordDates} from "../interfaces/IRecordDates.sol";
import {ISecurity} from "../interfaces/ISecurity.sol";
import {IShareholderVoting} from "../interfaces/IShareholderVoting.sol";
import {Addresses} from "../libraries/Addresses.sol";
import {Exclusions} from "../libraries/Exclusions.sol";
import {RoleIds} from "../libraries/RoleIds.sol";

/**
 * @title ShareholderVoting
 * @notice General meetings: resolutions put to those who held units on a record date.
 * @dev Invariants: the tally of a resolution is the sum of its members' last ballots; for + against + abstentions <=
 * eligible; nothing changes after closing but the certificate.
 */
contract ShareholderVoting is IShareholderVoting {
    using Addresses for address[];
    using Exclusions for address[];

    /// @dev What a ballot reads of its meeting stands in the first word.
    struct Gathering {
        uint32 recordDate;
        uint32 opensAt;
        uint32 closesAt;
        uint24 quorum;
        bool quorumExceeded;
        bool hasExcluded;
        uint8 classCount;
        bytes32 noticeHash;
        ClassVotes[] classes;
        address[] excluded;
    }

    /// @dev A motion as put; `documentHash` in a word of its own that no ballot reads.
    struct Resolution {
        uint32 meeting;
        Base base;
        uint24 threshold;
        bool exceeded;
        bool certified;
        bytes32 documentHash;
    }

    struct Count {
        uint128 votesFor;
        uint128 votesAgainst;
        uint128 abstentions;
    }

    uint256 private constant PPM = 1_000_000;
    uint256 private constant MAX_CLASSES = 8;

    ISecurity private immutable _security;

    /// @inheritdoc IShareholderVoting
    uint256 public meetings;
    /// @inheritdoc IShareholderVoting
    uint256 public resolutions;
    mapping(uint256 meeting => Gathering) private _meetings;
    /// @dev One bit for each folio that takes no part.
    mapping(uint256 meeting => mapping(uint256 index => uint256 bits)) private _excludedFolios;
    mapping(uint256 resolution => Resolution) private _resolutions;
    mapping(uint256 resolution => Count) private _counts;
    /// @dev Two bits for each folio: the member's last choice.
    mapping(uint256 resolution => mapping(uint256 index => uint256 choices)) private _ballots;

    /// @param security_ the security whose members vote.
    constructor(ISecurity security_) {
        _security = security_;
    }

    modifier onlySecretary() {
        require(_security.hasRole(RoleIds.SECRETARY, msg.sender), MissingRole(msg.sender, RoleIds.SECRETARY));
        _;
    }

    /* MEETING */

    /// @inheritdoc IShareholderVoting
    function convene(Notice calldata notice) external onlySecretary returns (uint256 meeting) {
        _validate(notice);
        meeting = ++meetings;
        Gathering storage g = _meetings[meeting];
        g.recordDate = uint32(_security.scheduleRecordDate(notice.recordDate));
        require(notice.opensAt > g.recordDate, InvalidNotice("opensAt"));
        g.opensAt = notice.opensAt;
        g.closesAt = notice.closesAt;
        g.quorum = notice.quorum;
        g.quorumExceeded = notice.quorumExceeded;
        g.hasExcluded = notice.excluded.length != 0;
        g.classCount = uint8(notice.classes.length);
        g.noticeHash = notice.noticeHash;
        for (uint256 i = 0; i < notice.classes.length; ++i) {
            g.classes.push(notice.classes[i]);
        }
        g.excluded = notice.excluded;
        for (uint256 i = 0; i < notice.excluded.length; ++i) {
            uint256 folio = _security.memberOf(notice.excluded[i]).folio;
            require(folio != 0, InvalidNotice("excluded"));
            _excludedFolios[meeting][folio >> 8] |= 1 << (folio & 255);
        }
        emit MeetingConvened(meeting, notice, msg.sender);
    }

    function _validate(Notice calldata n) private view {
        require(n.closesAt >= n.opensAt, InvalidNotice("closesAt"));
        require(n.quorum <= PPM, InvalidNotice("quorum"));
        require(n.classes.length != 0 && n.classes.length <= MAX_CLASSES, InvalidNotice("classes"));
        for (uint256 i = 0; i < n.classes.length; ++i) {
            require(_security.authorisedOf(n.classes[i].partition) != 0, InvalidNotice("classes"));
            for (uint256 j = 0; j < i; ++j) {
                require(n.classes[i].partition != n.classes[j].partition, InvalidNotice("classes"));
            }
        }
        require(n.excluded.isProper(), InvalidNotice("excluded"));
    }

    /// @inheritdoc IShareholderVoting
    function propose(uint256 meeting, Motion calldata motion) external onlySecretary returns (uint256 resolution) {
        uint256 opensAt = _existing(meeting).opensAt;
        require(block.timestamp < opensAt, VotingHasOpened(meeting, opensAt));
        require(motion.threshold <= PPM, InvalidMotion("threshold"));
        resolution = ++resolutions;
        _resolutions[resolution] = Resolution({
            meeting: uint32(meeting),
            base: motion.base,
            threshold: motion.threshold,
            exceeded: motion.exceeded,
            certified: false,
            documentHash: motion.documentHash
        });
        emit ResolutionProposed(resolution, meeting, motion);
    }

    /* BALLOTS */

    /// @inheritdoc IShareholderVoting
    function cast(uint256 resolution, Choice choice) external {
        _cast(resolution, choice);
    }

    /// @inheritdoc IShareholderVoting
    function castMany(uint256[] calldata ids, Choice[] calldata choices) external {
        require(ids.length == choices.length, LengthMismatch(ids.length, choices.length));
        for (uint256 i = 0; i < ids.length; ++i) {
            _cast(ids[i], choices[i]);
        }
    }

    function _cast(uint256 resolution, Choice choice) private {
        require(choice != Choice.None, NoChoice(resolution));
        uint256 meeting = _put(resolution).meeting;
        Gathering storage g = _meetings[meeting];
        require(
            block.timestamp >= g.opensAt && block.timestamp <= g.closesAt,
            NotOpen(resolution, g.opensAt, g.closesAt, block.timestamp)
        );
        (uint256 votes, uint256 folio) = _votes(meeting, msg.sender);
        require(votes != 0, NoVotes(resolution, msg.sender));

        Choice last = _replaceBallot(resolution, folio, choice);
        if (last != choice) {
            Count storage count = _counts[resolution];
            if (last != Choice.None) _add(count, last, 0, uint128(votes));
            _add(count, choice, uint128(votes), 0);
        }
        emit BallotCast(resolution, msg.sender, choice, votes);
    }

    function _replaceBallot(uint256 resolution, uint256 folio, Choice choice) private returns (Choice last) {
        uint256 shift = (folio & 127) << 1;
        uint256 word = _ballots[resolution][folio >> 7];
        last = Choice((word >> shift) & 3);
        _ballots[resolution][folio >> 7] = (word & ~(3 << shift)) | (uint256(choice) << shift);
    }

    /// @dev Cannot overflow: the sum of all votes is at most 2^96 * 2^24 * 8; cannot underflow: `less` was added before.
    function _add(Count storage count, Choice choice, uint128 more, uint128 less) private {
        if (choice == Choice.For) count.votesFor = count.votesFor + more - less;
        else if (choice == Choice.Against) count.votesAgainst = count.votesAgainst + more - less;
        else count.abstentions = count.abstentions + more - less;
    }

    /// @dev Votes of a member and the number of its entry; no votes if excluded.
    function _votes(uint256 meeting, address voter) private view returns (uint256 votes, uint256 folio) {
        Gathering storage g = _existing(meeting);
        uint256 recordDate = g.recordDate;
        uint256 classes = g.classCount;
        for (uint256 i = 0; i < classes; ++i) {
            ClassVotes storage class = g.classes[i];
            IRecordDates.Standing memory standing = _security.standingAt(class.partition, voter, recordDate);
            folio = standing.folio;
            votes += standing.units * class.votesPerUnit;
        }
        if (g.hasExcluded && _excludedFolios[meeting][folio >> 8] & (1 << (folio & 255)) != 0) votes = 0;
    }

    /* RESULT */

    /// @inheritdoc IShareholderVoting
    function certify(uint256 resolution, bytes32 reportHash) external onlySecretary {
        Resolution storage r = _put(resolution);
        uint256 closesAt = _meetings[r.meeting].closesAt;
        require(block.timestamp > closesAt, NotClosed(resolution, closesAt));
        require(!r.certified, AlreadyCertified(resolution));
        r.certified = true;
        Tally memory t = tally(resolution);
        emit ResolutionCertified(resolution, t.outcome, t, reportHash);
    }

    /// @inheritdoc IShareholderVoting
    function tally(uint256 resolution) public view returns (Tally memory t) {
        Resolution storage r = _put(resolution);
        Gathering storage g = _meetings[r.meeting];
        Count storage count = _counts[resolution];
        t.votesFor = count.votesFor;
        t.votesAgainst = count.votesAgainst;
        t.abstentions = count.abstentions;
        t.eligible = _eligible(g);
        t.certified = r.certified;
        uint256 cast_ = t.votesFor + t.votesAgainst;
        uint256 present = cast_ + t.abstentions;
        t.quorate = _reaches(present, t.eligible, g.quorum, g.quorumExceeded);
        if (block.timestamp <= g.closesAt) return t;

        uint256 base = r.base == Base.Cast ? cast_ : r.base == Base.Present ? present : t.eligible;
        bool carried = t.votesFor != 0 && _reaches(t.votesFor, base, r.threshold, r.exceeded);
        t.outcome = !t.quorate ? Outcome.NoQuorum : carried ? Outcome.Passed : Outcome.Rejected;
    }

    /// @dev Whether `part` is `ppm` of `whole`, or more than that. No overflow: votes have at most 128 bits.
    function _reaches(uint256 part, uint256 whole, uint256 ppm, bool exceeded) private pure returns (bool) {
        return exceeded ? part * PPM > whole * ppm : part * PPM >= whole * ppm;
    }

    function _eligible(Gathering storage g) private view returns (uint256 votes) {
        uint256 recordDate = g.recordDate;
        for (uint256 i = 0; i < g.classes.length; ++i) {
            ClassVotes storage class = g.classes[i];
            uint256 units = _security.totalSupplyAt(class.partition, recordDate)
                - g.excluded.unitsAt(_security, class.partition, recordDate);
            votes += units * class.votesPerUnit;
        }
    }

    /* READING */

    /// @inheritdoc IShareholderVoting
    function security() external view returns (address) {
        return address(_security);
    }

    /// @inheritdoc IShareholderVoting
    function meetingOf(uint256 meeting) external view returns (Meeting memory) {
        Gathering storage g = _existing(meeting);
        return Meeting({
            recordDate: g.recordDate,
            opensAt: g.opensAt,
            closesAt: g.closesAt,
            quorum: g.quorum,
            quorumExceeded: g.quorumExceeded,
            noticeHash: g.noticeHash,
            classes: g.classes,
            excluded: g.excluded
        });
    }

    /// @inheritdoc IShareholderVoting
    function motionOf(uint256 resolution) external view returns (uint256 meeting, Motion memory motion) {
        Resolution storage r = _put(resolution);
        motion = Motion({documentHash: r.documentHash, base: r.base, threshold: r.threshold, exceeded: r.exceeded});
        return (r.meeting, motion);
    }

    /// @inheritdoc IShareholderVoting
    function ballotOf(uint256 resolution, address voter) external view returns (Choice) {
        _put(resolution);
        uint256 folio = _security.memberOf(voter).folio;
        return Choice((_ballots[resolution][folio >> 7] >> ((folio & 127) << 1)) & 3);
    }

    /// @inheritdoc IShareholderVoting
    function votesOf(uint256 meeting, address voter) external view returns (uint256 votes) {
        (votes,) = _votes(meeting, voter);
    }

    /// @inheritdoc IShareholderVoting
    function eligibleVotes(uint256 meeting) external view returns (uint256) {
        return _eligible(_existing(meeting));
    }

    function _existing(uint256 meeting) private view returns (Gathering storage g) {
        g = _meetings[meeting];
        require(g.closesAt != 0, UnknownMeeting(meeting));
    }

    function _put(uint256 resolution) private view returns (Resolution storage r) {
        r = _resolutions[resolution];
        require(r.meeting != 0, UnknownResolution(resolution));
    }
}
