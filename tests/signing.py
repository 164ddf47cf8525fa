"""Signatures of the cast: permits, attestations and relayed requests, as wallets sign them (EIP-712)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from brownie import accounts
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_keys.constants import SECPK1_N
from eth_utils import keccak

from tests.world import CH, FAR

CHAIN_ID = 1337
MNEMONIC = "test test test test test test test test test test test junk"
FOREVER = 2**48 - 1
Account.enable_unaudited_hdwallet_features()

PERMIT = {
    "Permit": [
        {"name": "owner", "type": "address"},
        {"name": "spender", "type": "address"},
        {"name": "value", "type": "uint256"},
        {"name": "nonce", "type": "uint256"},
        {"name": "deadline", "type": "uint256"},
    ]
}
ATTESTATION = {
    "Attestation": [
        {"name": "account", "type": "address"},
        {"name": "country", "type": "uint16"},
        {"name": "admittedThrough", "type": "uint16"},
        {"name": "accreditedThrough", "type": "uint16"},
        {"name": "attributes", "type": "uint32"},
        {"name": "replaces", "type": "uint80"},
        {"name": "nonce", "type": "bytes32"},
        {"name": "deadline", "type": "uint256"},
    ]
}
REQUEST = {
    "ForwardRequest": [
        {"name": "from", "type": "address"},
        {"name": "to", "type": "address"},
        {"name": "value", "type": "uint256"},
        {"name": "gas", "type": "uint256"},
        {"name": "nonce", "type": "uint256"},
        {"name": "deadline", "type": "uint48"},
        {"name": "data", "type": "bytes"},
    ]
}


@cache
def _keys() -> dict[str, Any]:
    """The keys of the node's accounts, by address."""
    paths = (f"m/44'/60'/0'/0/{index}" for index in range(len(accounts)))
    return {key.address: key for key in (Account.from_mnemonic(MNEMONIC, account_path=path) for path in paths)}


def key_of(account: Any) -> Any:
    """The key of one of the node's accounts."""
    return _keys()[str(account)]


def domain(contract: Any, name: str = "Scrip", **changes: Any) -> dict[str, Any]:
    """The domain of what is signed for a contract."""
    values = {"name": name, "version": "1", "chainId": CHAIN_ID, "verifyingContract": str(contract.address)}
    return values | changes


def signed(key: Any, where: Mapping[str, Any], types: Mapping[str, Any], message: Mapping[str, Any]) -> Any:
    """The signature of a typed message."""
    return key.sign_message(encode_typed_data(dict(where), dict(types), dict(message)))


def as_bytes(signature: Any) -> bytes:
    """Sixty-five bytes: r, s, v."""
    return bytes(signature.signature)


def mirrored(signature: Any) -> bytes:
    """The other signature that the curve allows for the same key and message: high s, the other v."""
    s = SECPK1_N - signature.s
    return signature.r.to_bytes(32, "big") + s.to_bytes(32, "big") + bytes([55 - signature.v])


def compact(signature: Any) -> bytes:
    """Sixty-four bytes (ERC-2098): r, and s with the parity in its highest bit."""
    word = signature.s | (signature.v - 27) << 255
    return bytes(signature.r.to_bytes(32, "big") + word.to_bytes(32, "big"))


def permit(
    security: Any, owner: Any, spender: Any, value: int, deadline: int = FOREVER, nonce: int | None = None
) -> tuple[Any, ...]:
    """The arguments of `permit`, signed by the owner."""
    nonce = security.nonces(owner) if nonce is None else nonce
    message = {
        "owner": str(owner),
        "spender": str(spender),
        "value": value,
        "nonce": nonce,
        "deadline": deadline,
    }
    signature = signed(key_of(owner), domain(security), PERMIT, message)
    r, s = (number.to_bytes(32, "big") for number in (signature.r, signature.s))
    return str(owner), str(spender), value, deadline, signature.v, r, s


@dataclass(frozen=True)
class Attestation:
    """What a provider attests; the fields in the order of the struct."""

    account: Any
    country: int = CH
    admitted_through: int = FAR
    accredited_through: int = 0
    attributes: int = 0
    replaces: int = 0
    nonce: bytes = b"\x01" * 32
    deadline: int = FOREVER

    def but(self, **changes: Any) -> Attestation:
        """The same with other fields."""
        return replace(self, **changes)

    def replacing(self, security: Any) -> Attestation:
        """The same about the entry as it stands now: the 80 bits of the word above 144."""
        return self.but(replaces=security.wordOf(self.account) >> 144 & 2**80 - 1)

    def values(self) -> tuple[Any, ...]:
        """As an argument of `admitSelf`."""
        return (
            str(self.account),
            self.country,
            self.admitted_through,
            self.accredited_through,
            self.attributes,
            self.replaces,
            self.nonce,
            self.deadline,
        )

    def message(self) -> dict[str, Any]:
        """As signed."""
        return dict(zip((field["name"] for field in ATTESTATION["Attestation"]), self.values(), strict=True))

    def signature(self, key: Any, security: Any, **changes: Any) -> Any:
        """The provider's signature; `changes` to the domain."""
        return signed(key, domain(security, **changes), ATTESTATION, self.message())

    def digest(self, security: Any) -> bytes:
        """What is signed, as a contract approves it."""
        message = encode_typed_data(domain(security), ATTESTATION, self.message())
        return bytes(keccak(b"\x19" + message.version + message.header + message.body))


def request(forwarder: Any, signer: Any, to: Any, data: Any, deadline: int = FOREVER, gas: int = 3_000_000) -> Any:
    """A request to the forwarder, signed by `signer`."""
    message = {
        "from": str(signer),
        "to": str(to.address),
        "value": 0,
        "gas": gas,
        "nonce": forwarder.nonces(signer),
        "deadline": deadline,
        "data": bytes.fromhex(data[2:]) if isinstance(data, str) else bytes(data),
    }
    signature = signed(key_of(signer), domain(forwarder, "TrustedForwarder"), REQUEST, message)
    fields = ("from", "to", "value", "gas", "deadline", "data")
    return (*(message[field] for field in fields), as_bytes(signature))
