// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IHoldingPeriods} from "../../../interfaces/rules/IHoldingPeriods.sol";
import {RoleIds} from "../../../libraries/RoleIds.sol";
import {Rule} from "../../Rule.sol";

/**
 * @title Kinship
 * @notice Which investors are family to each other.
 * @dev Invariant: it is said of both or of neither.
 */
abstract contract Kinship is IHoldingPeriods, Rule {
    /// @dev Under the lower number first.
    mapping(uint256 investor => mapping(uint256 relative => bool)) private _related;

    /// @inheritdoc IHoldingPeriods
    function setRelated(address account, address relative, bool related, bytes32 document)
        external
        onlyRole(RoleIds.COMPLIANCE)
    {
        (uint256 a, uint256 b) = (_knownMember(account).investor(), _knownMember(relative).investor());
        require(a != b, SameInvestor(account, relative));
        (a, b) = _ordered(a, b);
        _related[a][b] = related;
        emit RelationSet(a, b, related, document);
    }

    /// @inheritdoc IHoldingPeriods
    function areRelated(address account, address relative) external view returns (bool) {
        return _areRelated(_memberOf(account).investor(), _memberOf(relative).investor());
    }

    function _areRelated(uint256 a, uint256 b) internal view returns (bool) {
        (a, b) = _ordered(a, b);
        return _related[a][b];
    }

    function _ordered(uint256 a, uint256 b) private pure returns (uint256, uint256) {
        return a < b ? (a, b) : (b, a);
    }
}
