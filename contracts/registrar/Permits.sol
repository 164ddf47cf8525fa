// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Delegated} from "../access/Delegated.sol";
import {IPermitTransfers, IPermits} from "../interfaces/IPermits.sol";
import {Verdict} from "../libraries/Verdict.sol";
import {Evaluator} from "../token/Evaluator.sol";
import {Consents} from "./Consents.sol";
import {Signatures} from "./Signatures.sol";

/**
 * @title Permits
 * @notice Allowances by signature (ERC-2612), of members who may send, and transfers by them.
 */
abstract contract Permits is IPermits, IPermitTransfers, Delegated, Consents, Signatures, Evaluator {
    bytes32 private constant PERMIT_TYPE =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    /**
     * @notice Lets `spender` move `value` units of the principal class of `owner`, who signed it; see ERC-2612.
     * @dev Refused with 0x56 where the owner could not send at all: an allowance by signature is no way round a stop.
     */
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        require(block.timestamp <= deadline, ERC2612ExpiredSignature(deadline));
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPE, owner, spender, value, _nonces[owner]++, deadline));
        (address signer,,) = ECDSA.tryRecover(_digest(structHash), v, r, s);
        require(signer == owner && owner != address(0), ERC2612InvalidSigner(signer, owner));
        Verdict verdict = _standingOf(owner);
        require(verdict.isSuccess(), Refused(verdict.code(), verdict.reason(), owner));
        _approve(owner, spender, value);
    }

    /// @inheritdoc IPermitTransfers
    function transferWithPermit(
        address from,
        address to,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (bool) {
        // Whether it fails because somebody used it before shows in the allowance.
        _tryOwnCall(abi.encodeCall(IERC20Permit.permit, (from, _caller(), value, deadline, v, r, s)));
        _ownCall(abi.encodeCall(IERC20.transferFrom, (from, to, value)));
        return true;
    }

    /// @inheritdoc IPermits
    function invalidateNonce() external {
        ++_nonces[_caller()];
    }

    /// @notice The number that the next permit of `owner` is signed with; see ERC-2612.
    function nonces(address owner) external view returns (uint256) {
        return _nonces[owner];
    }
}
