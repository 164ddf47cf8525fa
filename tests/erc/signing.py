"""Permits of ERC-2612, signed with the keys of the actors; the hashes are made here from the ERC's text alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml
from eth_abi import encode
from eth_account import Account
from eth_utils import keccak

from tests.signing import key_of

CHAIN = int(yaml.safe_load((Path(__file__).parents[1] / "data" / "world.yaml").read_text())["chain_id"])
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
PERMIT_TYPE = "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"


class Signature(NamedTuple):
    """In the order in which `permit` takes it."""

    v: int
    r: bytes
    s: bytes

    def mirrored(self) -> Signature:
        """The other signature of the same key over the same hash, which the chain's own precompile accepts."""
        flipped = ORDER - int.from_bytes(self.s, "big")
        return Signature(55 - self.v, self.r, flipped.to_bytes(32, "big"))


def domain_hash(contract: Any, chain_id: int = CHAIN, name: str = "Scrip", version: str = "1") -> bytes:
    types = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
    values = [keccak(text=DOMAIN_TYPE), keccak(text=name), keccak(text=version), chain_id, str(contract.address)]
    return keccak(encode(types, values))


def permit_digest(domain: bytes, owner: Any, spender: Any, value: int, nonce: int, deadline: int) -> bytes:
    types = ["bytes32", "address", "address", "uint256", "uint256", "uint256"]
    fields = [keccak(text=PERMIT_TYPE), address(owner), address(spender), value, nonce, deadline]
    return keccak(b"\x19\x01" + domain + keccak(encode(types, fields)))


def sign(digest: bytes, signer: Any) -> Signature:
    signed = Account.unsafe_sign_hash(digest, bytes(key_of(address(signer)).key))
    return Signature(signed.v, signed.r.to_bytes(32, "big"), signed.s.to_bytes(32, "big"))


def signer_of(digest: bytes, signature: Signature) -> str:
    """Whose signature of `digest` it would be."""
    v, r, s = signature
    return str(Account._recover_hash(digest, vrs=(v, int.from_bytes(r, "big"), int.from_bytes(s, "big"))))


def address(account: Any) -> str:
    return str(getattr(account, "address", account))
