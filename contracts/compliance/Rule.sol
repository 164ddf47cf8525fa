// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IComplianceEngine, Movement} from "../interfaces/ICompliance.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {IMembers} from "../interfaces/IMembers.sol";
import {IMovements} from "../interfaces/IMovements.sol";
import {IRoles} from "../interfaces/IRoles.sol";
import {IRule} from "../interfaces/IRule.sol";
import {ISecurity} from "../interfaces/ISecurity.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Code, PARTY_RECEIVER, PARTY_SENDER, PARTY_TOKEN, Reason, Verdict, VerdictLib} from "../libraries/Verdict.sol";
import {Member, TREASURY} from "../register/Member.sol";

/**
 * @title Rule
 * @notice What all rules share: the engine and the class that they are for, and parameters with a date and a citation.
 * @dev A rule says what it refuses in {_check}, and overrides of the rest what it needs. Parameters are words of 216 bits
 * under an ASCII key, each with a value that applies from a later moment on; one slot is read while none waits.
 */
abstract contract Rule is IRule {
    /// @dev The value in force 216 · unix time from which `next` replaces it 40, 0 for never.
    struct Dated {
        uint256 word;
        uint256 next;
    }

    uint256 private constant VALUE_BITS = 216;
    uint256 private constant MAX_VALUE = (1 << VALUE_BITS) - 1;

    IComplianceEngine internal immutable _engine;
    ISecurity internal immutable _security;
    bytes32 internal immutable _scope;

    mapping(bytes32 key => Dated) private _parameters;

    modifier onlyEngine() {
        require(msg.sender == address(_engine), NotTheEngine(msg.sender));
        _;
    }

    modifier onlyRole(bytes32 role) {
        require(_security.hasRole(role, msg.sender), IRoles.AccessControlUnauthorizedAccount(msg.sender, role));
        _;
    }

    /**
     * @param engine_ whom the rule serves, for ever.
     * @param scope_ the partition that it is about; 0 for all.
     */
    constructor(IComplianceEngine engine_, bytes32 scope_) {
        _engine = engine_;
        _security = ISecurity(engine_.token());
        _scope = scope_;
    }

    /* QUESTIONS */

    /// @inheritdoc IRule
    function check(Movement calldata m) external view returns (bytes32) {
        return Verdict.unwrap(_concerns(m) ? _check(m) : _allowed());
    }

    /// @inheritdoc IRule
    function opensAt(Movement calldata m) external view returns (uint256) {
        return _concerns(m) && !_check(m).isSuccess() ? _opensAt(m) : 0;
    }

    /// @inheritdoc IRule
    function largest(Movement calldata m) external view returns (uint256) {
        return _concerns(m) && !_check(m).isSuccess() ? _largest(m) : m.amount;
    }

    /// @dev What the rule says of a movement of its class.
    function _check(Movement calldata m) internal view virtual returns (Verdict);

    /// @dev Of a movement that it refuses.
    function _opensAt(Movement calldata) internal view virtual returns (uint256) {
        return 0;
    }

    /// @dev Of a movement that it refuses; rules that do not look at the amount refuse any.
    function _largest(Movement calldata) internal view virtual returns (uint256) {
        return 0;
    }

    /* NOTICES */

    /// @inheritdoc IRule
    function moved(Movement calldata m) external onlyEngine returns (bytes4) {
        if (_concerns(m)) _moved(m);
        return IRule.moved.selector;
    }

    /// @inheritdoc IRule
    function entryChanged(address account, address other, uint256 before, uint256 present)
        external
        onlyEngine
        returns (bytes4)
    {
        _entryChanged(account, other, Member.wrap(before), Member.wrap(present));
        return IRule.entryChanged.selector;
    }

    /// @inheritdoc IRule
    /// @dev Not while another rule is told of a movement that this one will be told of too: it would count twice.
    function reconcile(address account) external {
        bool isBehind = msg.sender != address(_engine) && IDirectory(address(_engine)).isBusy();
        require(!isBehind, IComplianceEngine.EngineBusy());
        _reconcile(account);
    }

    // solhint-disable-next-line no-empty-blocks
    function _reconcile(address account) internal virtual {}

    // solhint-disable-next-line no-empty-blocks
    function _moved(Movement calldata m) internal virtual {}

    // solhint-disable-next-line no-empty-blocks
    function _entryChanged(address account, address other, Member before, Member present) internal virtual {}

    /* SCOPE */

    /// @dev Whether the rule is about the class.
    function _covers(bytes32 partition) internal view returns (bool) {
        return _scope == 0 || partition == _scope;
    }

    function _concerns(Movement calldata m) private view returns (bool) {
        return _covers(m.partition) || _covers(m.destination);
    }

    function _requireCovered(bytes32 partition) internal view {
        require(_covers(partition), OutOfScope(partition));
    }

    /// @dev The member's word of today; 0 of one who never had an entry.
    function _memberOf(address account) internal view returns (Member) {
        return Member.wrap(_security.wordOf(account));
    }

    /// @dev The member's word, of one who has or had an entry.
    function _knownMember(address account) internal view returns (Member member) {
        member = _memberOf(account);
        require(member.investor() != 0, IMembers.NotRegistered(account));
    }

    /* PARAMETERS */

    /// @inheritdoc IRule
    function setParameter(bytes32 key, uint256 value, uint40 effectiveFrom, string calldata citation)
        external
        onlyRole(RoleIds.COMPLIANCE)
    {
        require(value <= MAX_VALUE && _isValid(key, value), InvalidParameter(key, value));
        Dated storage dated = _parameters[key];
        if (effectiveFrom > block.timestamp) {
            (uint256 present,,) = parameterOf(key);
            dated.word = present | (uint256(effectiveFrom) << VALUE_BITS);
            dated.next = value;
        } else {
            effectiveFrom = uint40(block.timestamp);
            dated.word = value;
        }
        emit ParameterSet(key, value, effectiveFrom, citation);
    }

    /// @dev Whether the rule knows the key, and that value for it.
    function _isValid(bytes32 key, uint256 value) internal view virtual returns (bool);

    /// @inheritdoc IRule
    function parameterOf(bytes32 key) public view returns (uint256 value, uint256 next, uint256 nextFrom) {
        uint256 word = _parameters[key].word;
        nextFrom = word >> VALUE_BITS;
        if (nextFrom == 0) return (word, 0, 0);
        next = _parameters[key].next;
        return block.timestamp < nextFrom ? (word & MAX_VALUE, next, nextFrom) : (next, 0, 0);
    }

    /// @dev The value in force.
    function _parameter(bytes32 key) internal view returns (uint256 value) {
        (value,,) = parameterOf(key);
    }

    /* WORDS */

    /// @inheritdoc IRule
    function engine() external view returns (address) {
        return address(_engine);
    }

    /// @inheritdoc IRule
    function scope() external view returns (bytes32) {
        return _scope;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IERC165).interfaceId || id == type(IRule).interfaceId;
    }

    /// @dev Days since 1970-01-01 UTC.
    function _today() internal view returns (uint256) {
        return block.timestamp / 1 days;
    }

    /// @dev Whether units change their holder by the holder's will: the kinds that a rule about sales is about.
    function _isSale(Movement calldata m) internal pure returns (bool) {
        return m.kind == IMovements.Kind.Transfer || m.kind == IMovements.Kind.HoldExecution;
    }

    /// @dev Whether the units come from the issuer: issued, or sold by its treasury.
    function _isOffered(Movement calldata m) internal pure returns (bool) {
        return m.kind == IMovements.Kind.Issue || (_isSale(m) && Member.wrap(m.sender).isSet(TREASURY));
    }

    function _allowed() internal pure returns (Verdict) {
        return VerdictLib.pack(Code.SUCCESS, PARTY_TOKEN, Reason.NONE);
    }

    /// @dev Cured by another amount or by consent.
    function _failure(bytes32 reason) internal pure returns (Verdict) {
        return VerdictLib.pack(Code.FAILURE, PARTY_TOKEN, reason);
    }

    /// @dev Cured by time.
    function _locked(bytes32 reason) internal pure returns (Verdict) {
        return VerdictLib.pack(Code.LOCKED, PARTY_SENDER, reason);
    }

    /// @dev Cured by another receiver.
    function _ofReceiver(bytes32 reason) internal pure returns (Verdict) {
        return VerdictLib.pack(Code.RECEIVER, PARTY_RECEIVER, reason);
    }
}
