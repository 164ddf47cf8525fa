// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";

/// @title Solady's ERC-20 whose issuer can mint
contract SoladyToken is ERC20 {
    address private immutable _issuer = msg.sender;

    function name() public pure override returns (string memory) {
        return "Bench Token";
    }

    function symbol() public pure override returns (string memory) {
        return "BENCH";
    }

    /// @notice Issues units to a holder.
    function mint(address holder, uint256 units) external {
        require(msg.sender == _issuer);
        _mint(holder, units);
    }
}
