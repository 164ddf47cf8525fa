"""Attestations: what a provider of identity checks signs, so that an investor is admitted at its own cost."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any

from brownie.network.web3 import web3
from eth_account import Account
from eth_account.messages import encode_typed_data

from scripts.lib.actors import Actor
from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.problems import DeskError

FIELDS = (
    ("account", "address"),
    ("country", "uint16"),
    ("admittedThrough", "uint16"),
    ("accreditedThrough", "uint16"),
    ("attributes", "uint32"),
    ("replaces", "uint80"),
    ("nonce", "bytes32"),
    ("deadline", "uint256"),
)
# In the word of a member: admittedThrough, accreditedThrough, country, attributes
PROFILE_AT, PROFILE_BITS = 144, 80
DOMAIN = (("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address"))


@dataclass(frozen=True)
class Attestation:
    """As IAttestations.Attestation has it. Days as day numbers, the deadline as a unix time.

    `replaces`: see `present_profile`.
    """

    account: str
    country: int
    admitted_through: int
    accredited_through: int
    attributes: int
    replaces: int
    nonce: bytes
    deadline: int


def present_profile(deployed: Deployed, account: str) -> int:
    """What the register says of the account now, which an attestation must name; 0 when it was never admitted."""
    return int(deployed.security.wordOf(account)) >> PROFILE_AT & (1 << PROFILE_BITS) - 1


def typed_data(deployed: Deployed, attestation: Attestation) -> dict[str, Any]:
    """What the provider signs (EIP-712), in JSON, by the domain that the security states (ERC-5267)."""
    domain = deployed.security.eip712Domain()
    values = ["0x" + value.hex() if isinstance(value, bytes) else value for value in astuple(attestation)]
    return {
        "types": {
            "EIP712Domain": [{"name": name, "type": kind} for name, kind in DOMAIN],
            "Attestation": [{"name": name, "type": kind} for name, kind in FIELDS],
        },
        "primaryType": "Attestation",
        "domain": {name: domain[name] for name, _ in DOMAIN},
        "message": dict(zip((name for name, _ in FIELDS), values, strict=True)),
    }


def sign_by_node(deployed: Deployed, attestation: Attestation, provider: Actor) -> bytes:
    """The signature of a provider whose key the node holds, as on developers' chains; DeskError when it does not."""
    data = typed_data(deployed, attestation)
    answer: Any = web3.provider.make_request("eth_signTypedData_v4", [provider.address, data])
    signature = answer.get("result")
    if not isinstance(signature, str):
        raise DeskError(f"The node does not sign for {provider}: {answer.get('error', {}).get('message')}")
    signed = bytes.fromhex(signature.removeprefix("0x"))
    if Account.recover_message(encode_typed_data(full_message=data), signature=signed) != provider.address:
        raise DeskError(f"The node signs for {provider} with another key.")
    return signed


def admit_self_call(deployed: Deployed, attestation: Attestation, provider: Actor, signature: bytes) -> Call:
    """The investor brings the attestation."""
    investor = deployed.actors[attestation.account]
    arguments = (astuple(attestation), provider.address, signature)
    sentence = f"{investor} is admitted on the attestation of {provider}"
    return Call(deployed.security, "admitSelf", arguments, sentence, investor)
