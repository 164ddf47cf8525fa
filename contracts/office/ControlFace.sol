// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Delegated} from "../access/Delegated.sol";
import {IBatchIssue} from "../interfaces/IBatchIssue.sol";
import {IRelay} from "../interfaces/IRelay.sol";
import {IERC1594Movements} from "../interfaces/erc/IERC1594.sol";
import {IERC1644Movements} from "../interfaces/erc/IERC1644.sol";
import {IERC3643Control, IERC3643Freeze} from "../interfaces/erc/IERC3643.sol";
import {IERC7943Control} from "../interfaces/erc/IERC7943.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Recoveries} from "./Recoveries.sol";

/**
 * @title ControlFace
 * @notice What the security does under the names of ERC-3643 and ERC-7943, and in batches.
 * @dev Nearly everything here is a further call of the caller's to the security: role, rules and events are those of the
 * function that is called.
 */
abstract contract ControlFace is IERC3643Control, IERC7943Control, IRelay, Delegated, Recoveries {
    /* FORCE */

    /// @inheritdoc IERC7943Control
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool) {
        _controllerTransfer(from, to, amount);
        return true;
    }

    function _controllerTransfer(address from, address to, uint256 amount) private {
        _ownCall(abi.encodeCall(IERC1644Movements.controllerTransfer, (from, to, amount, "", "")));
        emit ForcedTransfer(from, to, amount);
    }

    /// @inheritdoc IERC3643Control
    function burn(address account, uint256 amount) public {
        _ownCall(abi.encodeCall(IERC1644Movements.controllerRedeem, (account, amount, "", "")));
    }

    /// @inheritdoc IERC3643Control
    function recoveryAddress(address lost, address replacement, address investorOnchainID)
        external
        onlyRole(RoleIds.CONTROLLER)
        returns (bool)
    {
        require(_recoveries[lost].replacement == replacement, NoRecovery(lost, replacement));
        _executeRecovery(lost, investorOnchainID);
        return true;
    }

    /* ISSUE */

    /// @inheritdoc IERC3643Control
    function mint(address to, uint256 amount) external {
        _ownCall(abi.encodeCall(IERC1594Movements.issue, (to, amount, "")));
    }

    /// @inheritdoc IERC3643Control
    function batchMint(address[] calldata to, uint256[] calldata amounts) external {
        _ownCall(abi.encodeCall(IBatchIssue.issueBatch, (_principal(), to, amounts, "")));
    }

    /* BATCHES */

    /// @inheritdoc IERC3643Control
    function batchTransfer(address[] calldata to, uint256[] calldata amounts) external {
        _each(IERC20.transfer.selector, to, amounts);
    }

    /// @inheritdoc IERC3643Control
    function batchBurn(address[] calldata accounts, uint256[] calldata amounts) external {
        _requireSameLength(accounts.length, amounts.length);
        for (uint256 i = 0; i < accounts.length; ++i) {
            burn(accounts[i], amounts[i]);
        }
    }

    /// @inheritdoc IERC3643Control
    function batchForcedTransfer(address[] calldata from, address[] calldata to, uint256[] calldata amounts) external {
        _requireSameLength(from.length, to.length);
        _requireSameLength(from.length, amounts.length);
        for (uint256 i = 0; i < from.length; ++i) {
            _controllerTransfer(from[i], to[i], amounts[i]);
        }
    }

    /// @inheritdoc IERC3643Control
    function batchSetAddressFrozen(address[] calldata accounts, bool[] calldata frozen) external {
        _requireSameLength(accounts.length, frozen.length);
        for (uint256 i = 0; i < accounts.length; ++i) {
            _ownCall(abi.encodeCall(IERC3643Freeze.setAddressFrozen, (accounts[i], frozen[i])));
        }
    }

    /// @inheritdoc IERC3643Control
    function batchFreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external {
        _each(IERC3643Freeze.freezePartialTokens.selector, accounts, amounts);
    }

    /// @inheritdoc IERC3643Control
    function batchUnfreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external {
        _each(IERC3643Freeze.unfreezePartialTokens.selector, accounts, amounts);
    }

    /// @dev The caller's call of `selector`, which takes an account and an amount, for each line.
    function _each(bytes4 selector, address[] calldata accounts, uint256[] calldata amounts) private {
        _requireSameLength(accounts.length, amounts.length);
        for (uint256 i = 0; i < accounts.length; ++i) {
            _ownCall(abi.encodeWithSelector(selector, accounts[i], amounts[i]));
        }
    }

    function _requireSameLength(uint256 left, uint256 right) private pure {
        require(left == right, IBatchIssue.LengthMismatch(left, right));
    }

    /// @inheritdoc IRelay
    function multicall(bytes[] calldata calls) external returns (bytes[] memory answers) {
        answers = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            answers[i] = _ownCall(calls[i]);
        }
    }
}
