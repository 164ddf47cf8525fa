"""Instructions of holders: by their signature anybody can have their money sent to another address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from brownie.network.web3 import web3

from scripts.lib.actors import Actor
from scripts.lib.artifacts import container
from scripts.lib.attestations import DOMAIN
from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.problems import DeskError

_FIELDS = (
    ("ids", "uint256[]"),
    ("holder", "address"),
    ("to", "address"),
    ("nonce", "uint256"),
    ("deadline", "uint256"),
)


@dataclass(frozen=True)
class Instruction:
    """The holder's order: what is due of these distributions goes to `to`; good until `deadline`."""

    numbers: tuple[int, ...]
    holder: str
    to: str
    nonce: int
    deadline: int


def instruction_of(deployed: Deployed, numbers: Sequence[int], holder: str, to: str, deadline: int) -> Instruction:
    """The next instruction of a holder."""
    return Instruction(tuple(numbers), holder, to, int(_distributor(deployed).nonces(holder)), deadline)


def typed_data(deployed: Deployed, instruction: Instruction) -> dict[str, Any]:
    """What the holder signs (EIP-712), in JSON."""
    values = (instruction.numbers, instruction.holder, instruction.to, instruction.nonce, instruction.deadline)
    domain = _distributor(deployed).eip712Domain()
    return {
        "types": {
            "EIP712Domain": [{"name": name, "type": kind} for name, kind in DOMAIN],
            "PaymentInstruction": [{"name": name, "type": kind} for name, kind in _FIELDS],
        },
        "primaryType": "PaymentInstruction",
        "domain": {name: domain[name] for name, _ in DOMAIN},
        "message": dict(zip((name for name, _ in _FIELDS), values, strict=True)),
    }


def sign_by_node(deployed: Deployed, instruction: Instruction) -> bytes:
    """The signature of a holder whose key the node holds, as on developers' chains; DeskError when it does not."""
    data = typed_data(deployed, instruction)
    answer: Any = web3.provider.make_request("eth_signTypedData_v4", [instruction.holder, data])
    signature = answer.get("result")
    if not isinstance(signature, str):
        raise DeskError(f"The node does not sign for {instruction.holder}: {answer.get('error', {}).get('message')}")
    return bytes.fromhex(signature.removeprefix("0x"))


def claim_by_signature_call(deployed: Deployed, instruction: Instruction, signature: bytes, sender: Actor) -> Call:
    """Anybody brings the instruction."""
    arguments = (list(instruction.numbers), instruction.holder, instruction.to, instruction.deadline, signature)
    sentence = f"Pay what is due to {instruction.holder} to {instruction.to}, as instructed"
    return Call(deployed.distributor, "claimBySignature", arguments, sentence, sender)


def _distributor(deployed: Deployed) -> Any:
    """With its own artifact, since the interface does not speak of nonces and domain."""
    return container("DividendDistributor").at(str(deployed.distributor.address))
