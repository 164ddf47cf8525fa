// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IMovements} from "../../interfaces/IMovements.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {Code, PARTY_SENDER, Reason, Verdict, VerdictLib} from "../../libraries/Verdict.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title Countries
 * @notice A class goes to residents of some countries alone, or to those of all but some.
 * @dev Stands beside the countries that the security itself closes to all classes, whose look-up is cheaper. Parameters:
 *
 * MODE: bit 0 set when the countries listed are the only ones allowed, else they are closed; bit 1 set when that also binds
 * senders, who then may sell to the treasury alone. In one word, so that one slot is read.
 *
 * COUNTRIES and a number from 0 to 4: bit c % 200 of word c / 200 is set for each country c listed (ISO 3166-1 numeric).
 */
contract Countries is Rule {
    bytes32 private constant MODE = "MODE";
    bytes32 private constant COUNTRIES = "COUNTRIES";
    uint256 private constant ALLOW_LIST = 1;
    uint256 private constant SENDERS_TOO = 2;
    uint256 private constant CODES_IN_WORD = 200;
    uint256 private constant WORDS = 5;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    function _check(Movement calldata m) internal view override returns (Verdict) {
        if (Member.wrap(m.receiver).isSet(TREASURY) || !_reachesReceiver(m)) return _allowed();
        uint256 mode = _parameter(MODE);
        if (mode & SENDERS_TOO != 0 && _isSale(m) && _isClosedTo(mode, Member.wrap(m.sender))) return _ofSender();
        return _isClosedTo(mode, Member.wrap(m.receiver)) ? _ofReceiver(Reason.JURISDICTION_BLOCKED) : _allowed();
    }

    /// @dev Whether somebody comes to more units of the class.
    function _reachesReceiver(Movement calldata m) private view returns (bool) {
        if (_scope != 0 && m.destination != _scope) return false;
        return _isSale(m) || m.kind == IMovements.Kind.Issue || m.kind == IMovements.Kind.Conversion;
    }

    function _isClosedTo(uint256 mode, Member member) private view returns (bool) {
        if (member.isSet(TREASURY)) return false;
        uint256 country = member.country();
        uint256 word = _parameter(COUNTRIES | bytes32(country / CODES_IN_WORD));
        bool isListed = (word >> (country % CODES_IN_WORD)) & 1 != 0;
        return isListed != (mode & ALLOW_LIST != 0);
    }

    function _ofSender() private pure returns (Verdict) {
        return VerdictLib.pack(Code.SENDER, PARTY_SENDER, Reason.JURISDICTION_BLOCKED);
    }

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (key == MODE) return value <= ALLOW_LIST | SENDERS_TOO;
        return uint256(key ^ COUNTRIES) < WORDS && value >> CODES_IN_WORD == 0;
    }

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "COUNTRIES";
    }

    /// @inheritdoc IRule
    function step() external pure returns (uint256) {
        return 9;
    }

    /// @inheritdoc IRule
    function hooks() external pure returns (uint256) {
        return Hooks.CHECK;
    }
}
