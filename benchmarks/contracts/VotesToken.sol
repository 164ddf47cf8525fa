// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title OpenZeppelin's ERC20Votes whose issuer can mint
contract VotesToken is ERC20Votes {
    address private immutable _issuer = msg.sender;

    constructor() ERC20("Bench Token", "BENCH") EIP712("Bench Token", "1") {}

    /// @notice Issues units to a holder.
    function mint(address holder, uint256 units) external {
        require(msg.sender == _issuer);
        _mint(holder, units);
    }
}
