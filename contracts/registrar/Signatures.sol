// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Book} from "../register/Book.sol";

/// @dev Of the software, for what is signed and for readers of ERC-3643.
string constant VERSION = "1";

/**
 * @title Signatures
 * @notice The domain of what is signed for a security (EIP-712, ERC-5267).
 * @dev The domain's name is that of the software, so that a security may change its own; chain and address make it
 * unique, and it is computed anew each time, so that it is right also after a fork of the chain.
 */
abstract contract Signatures is IERC5267, Book {
    string private constant DOMAIN_NAME = "Scrip";
    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    /// @dev ERC-5267: name, version, chainId and verifyingContract are there, salt is not.
    bytes1 private constant FIELDS = 0x0f;

    /// @notice Hash of the domain (ERC-2612).
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domain();
    }

    /// @inheritdoc IERC5267
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (FIELDS, DOMAIN_NAME, VERSION, block.chainid, address(this), 0, new uint256[](0));
    }

    /// @dev What is signed for the struct of that hash.
    function _digest(bytes32 structHash) internal view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(_domain(), structHash);
    }

    function _domain() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                DOMAIN_TYPE, keccak256(bytes(DOMAIN_NAME)), keccak256(bytes(VERSION)), block.chainid, address(this)
            )
        );
    }
}
