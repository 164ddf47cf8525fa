// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Book} from "../register/Book.sol";

/**
 * @title Allowances
 * @notice How many units of the principal class a holder lets another move.
 */
abstract contract Allowances is Book {
    function _approve(address owner, address spender, uint256 value) internal {
        require(spender != address(0), IERC20Errors.ERC20InvalidSpender(spender));
        _setAllowance(_principal(), owner, spender, value);
        emit IERC20.Approval(owner, spender, value);
    }
}
