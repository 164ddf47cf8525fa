// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/**
 * @title SilentCurrency
 * @notice A currency whose functions answer nothing where ERC-20 wants `true`, as Tether's does.
 */
contract SilentCurrency {
    /// @notice Units of the currency that the account has.
    mapping(address account => uint256) public balanceOf;
    /// @notice What `spender` may spend of the owner's.
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    /// @notice Mints `amount` to `to`.
    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    /// @notice Lets `spender` spend `amount`.
    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    /// @notice Pays, and answers nothing.
    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    /// @notice Pays by allowance, and answers nothing.
    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}
