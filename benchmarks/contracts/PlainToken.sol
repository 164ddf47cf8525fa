// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A plain ERC-20 of OpenZeppelin whose issuer can mint
/// @dev The issuer is an immutable, so that the check costs next to nothing.
contract PlainToken is ERC20 {
    address private immutable _issuer = msg.sender;

    constructor() ERC20("Bench Token", "BENCH") {}

    /// @notice Issues units to a holder.
    function mint(address holder, uint256 units) external {
        require(msg.sender == _issuer);
        _mint(holder, units);
    }
}
