// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITransferHook} from "./ITransferHook.sol";
import {Puppet} from "./Puppet.sol";

/**
 * @title MoodyPayee
 * @notice A holder that takes money, refuses it, burns the gas, or calls its payer back, as it is told to from time to time.
 */
contract MoodyPayee is Puppet, ITransferHook {
    /// @notice What it does when money arrives.
    enum Mood {
        Takes,
        Refuses,
        BurnsGas,
        CallsBack
    }

    /// @dev Left for itself when it calls back, so that a call that runs out of gas does not make it one that refuses.
    uint256 private constant OWN_GAS = 40_000;

    Mood private _mood;
    address private _target;
    bytes private _call;

    /// @notice Whether one of its calls succeeded.
    bool public succeeded;

    /// @notice The payee takes no money now.
    error NotTaken();

    /// @notice What it does from now on; `target` and `call_` are for one that calls back.
    function setMood(Mood mood, address target, bytes calldata call_) external {
        (_mood, _target, _call) = (mood, target, call_);
    }

    /// @inheritdoc ITransferHook
    function onTransfer(address, address, uint256) external {
        _onPaid();
    }

    function _onPaid() internal override {
        require(_mood != Mood.Refuses, NotTaken());
        if (_mood == Mood.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (_mood == Mood.CallsBack && gasleft() > OWN_GAS) {
            (bool ok,) = _target.call{gas: gasleft() - OWN_GAS}(_call);
            if (ok) succeeded = true;
        }
    }
}
