// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Puppet} from "./Puppet.sol";
import {ITransferHook} from "./ITransferHook.sol";

/**
 * @title ReentrantAccount
 * @notice An account that calls back whoever pays it or takes its money, with a call prepared beforehand, and remembers how it went.
 */
contract ReentrantAccount is Puppet, ITransferHook {
    address private _target;
    bytes private _call;

    /// @notice How often it called back.
    uint256 public attempts;
    /// @notice Whether one of its calls succeeded.
    bool public succeeded;
    /// @notice First four bytes of what the last call answered.
    bytes4 public answer;

    /// @notice Prepares the call to be made whenever money moves.
    function arm(address target, bytes calldata call_) external {
        _target = target;
        _call = call_;
    }

    /// @inheritdoc ITransferHook
    function onTransfer(address, address, uint256) external {
        _callBack();
    }

    function _onPaid() internal override {
        _callBack();
    }

    function _callBack() private {
        if (_target == address(0)) return;
        (bool ok, bytes memory answered) = _target.call(_call);
        ++attempts;
        succeeded = succeeded || ok;
        answer = bytes4(answered);
    }
}
