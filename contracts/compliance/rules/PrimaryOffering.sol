// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Member, TREASURY} from "../../register/Member.sol";
import {Rule} from "../Rule.sol";

/**
 * @title PrimaryOffering
 * @notice Who may buy from the issuer: an exemption of an offering often asks more of its first buyers than of those to
 * whom they sell later, which the terms of a class cannot say.
 * @dev From the issuer comes what is issued and what the treasury sells. Parameters: REQUIRE_ALL, attributes that a buyer
 * has to have; REQUIRE_ANY, attributes of which it has to have one; FORBID_ANY, of which it may have none; ACCREDITED, 1
 * when it has to be accredited. Issues to the treasury itself are no offering.
 */
contract PrimaryOffering is Rule {
    bytes32 private constant REQUIRE_ALL = "REQUIRE_ALL";
    bytes32 private constant REQUIRE_ANY = "REQUIRE_ANY";
    bytes32 private constant FORBID_ANY = "FORBID_ANY";
    bytes32 private constant ACCREDITED = "ACCREDITED";

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /// @dev The same reasons, in the same order, as for the terms of a class.
    function _check(Movement calldata m) internal view override returns (Verdict) {
        Member buyer = Member.wrap(m.receiver);
        if (!_isOffered(m) || buyer.isSet(TREASURY)) return _allowed();
        if (_parameter(ACCREDITED) != 0 && !buyer.isAccredited(_today())) {
            return _ofReceiver(Reason.ACCREDITATION_REQUIRED);
        }
        uint256 attributes = buyer.attributes();
        if (!_hasRequired(attributes)) return _ofReceiver(Reason.ATTRIBUTE_REQUIRED);
        if (attributes & _parameter(FORBID_ANY) != 0) return _ofReceiver(Reason.ATTRIBUTE_FORBIDDEN);
        return _allowed();
    }

    function _hasRequired(uint256 attributes) private view returns (bool) {
        (uint256 all, uint256 any) = (_parameter(REQUIRE_ALL), _parameter(REQUIRE_ANY));
        return attributes & all == all && (any == 0 || attributes & any != 0);
    }

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        if (key == ACCREDITED) return value <= 1;
        return (key == REQUIRE_ALL || key == REQUIRE_ANY || key == FORBID_ANY) && value <= type(uint32).max;
    }

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "PRIMARY_OFFERING";
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
