// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "openzeppelin-v4/token/ERC20/ERC20.sol";
import {ERC20Snapshot} from "openzeppelin-v4/token/ERC20/extensions/ERC20Snapshot.sol";

/// @title OpenZeppelin's ERC20Snapshot, of version 4, whose issuer can mint and take snapshots
contract SnapshotToken is ERC20Snapshot {
    address private immutable _issuer = msg.sender;

    constructor() ERC20("Bench Token", "BENCH") {}

    /// @notice Issues units to a holder.
    function mint(address holder, uint256 units) external {
        require(msg.sender == _issuer);
        _mint(holder, units);
    }

    /// @notice Takes a snapshot.
    function snapshot() external {
        require(msg.sender == _issuer);
        _snapshot();
    }
}
