// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IComplianceEngine, Movement} from "../../interfaces/ICompliance.sol";
import {IDirectory} from "../../interfaces/IDirectory.sol";
import {IMovements} from "../../interfaces/IMovements.sol";
import {IRule} from "../../interfaces/IRule.sol";
import {ISanctionsList} from "../../interfaces/rules/ISanctionsList.sol";
import {Hooks} from "../../libraries/Hooks.sol";
import {RoleIds} from "../../libraries/RoleIds.sol";
import {Reason, Verdict} from "../../libraries/Verdict.sol";
import {Rule} from "../Rule.sol";

/**
 * @title SanctionsList
 * @notice Stops members who stand on a published sanctions list, and all trade when the list has grown old.
 * @dev Invariant: the date of the list never goes back. A transfer costs nothing for the members enlisted: the register
 * knows them. Parameter MAX_AGE: seconds for which a list is good enough to trade by; 0 for ever.
 */
contract SanctionsList is ISanctionsList, Rule {
    bytes32 private constant MAX_AGE = "MAX_AGE";

    bytes32 private _root;
    uint40 private _listDate;

    constructor(IComplianceEngine engine_, bytes32 scope_) Rule(engine_, scope_) {}

    /* DECISION */

    function _check(Movement calldata m) internal view override returns (Verdict) {
        if (!_isSale(m) && m.kind != IMovements.Kind.Issue) return _allowed();
        uint256 maxAge = _parameter(MAX_AGE);
        bool isOutdated = maxAge != 0 && block.timestamp > _listDate + maxAge;
        return isOutdated ? _failure(Reason.SANCTIONS_LIST_OUTDATED) : _allowed();
    }

    /* LIST */

    /// @inheritdoc ISanctionsList
    function publish(bytes32 root, uint40 listDate, bytes32 document) external onlyRole(RoleIds.FREEZER) {
        require(root != 0, EmptyList());
        require(listDate >= _listDate && listDate <= block.timestamp, InvalidListDate(listDate, _listDate));
        (_root, _listDate) = (root, listDate);
        emit ListPublished(root, listDate, document);
    }

    /// @inheritdoc ISanctionsList
    function enlist(address[] calldata accounts, bytes32[][] calldata proofs) external {
        require(accounts.length == proofs.length, ProofsMissing(accounts.length, proofs.length));
        require(_security.hasRole(RoleIds.FREEZER, address(this)), RuleMayNotFreeze());
        for (uint256 i = 0; i < accounts.length; ++i) {
            require(isListed(accounts[i], proofs[i]), NotOnTheList(accounts[i]));
            _stop(accounts[i]);
        }
    }

    /// @dev The person is on the list, so that no wallet of the person is left out.
    function _stop(address account) private {
        address[] memory wallets = IDirectory(address(_engine)).walletsOf(account);
        for (uint256 i = 0; i < wallets.length; ++i) {
            _security.setSanctioned(wallets[i], true);
            emit Enlisted(account, wallets[i], _root, _listDate);
        }
    }

    /// @inheritdoc ISanctionsList
    function isListed(address account, bytes32[] calldata proof) public view returns (bool) {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account))));
        return MerkleProof.verifyCalldata(proof, _root, leaf);
    }

    /// @inheritdoc ISanctionsList
    function currentList() external view returns (bytes32, uint256) {
        return (_root, _listDate);
    }

    function _isValid(bytes32 key, uint256 value) internal pure override returns (bool) {
        return key == MAX_AGE && value <= type(uint40).max;
    }

    /// @inheritdoc IRule
    function name() external pure returns (bytes32) {
        return "SANCTIONS_LIST";
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
