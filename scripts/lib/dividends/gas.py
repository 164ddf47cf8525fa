"""What paying holders costs: measured on the chain at hand where that can be, else from figures measured before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from brownie.network.web3 import web3

from scripts.lib.calls import Call
from scripts.lib.problems import DeskError

T = TypeVar("T")

SAMPLE = 12
# Of a block, so that payees who need more than those measured still fit in, and others find a place too.
BLOCK_SHARE = (1, 2)
WEI_IN_ETH = 10**18


@dataclass(frozen=True)
class Cost:
    """Gas of a batch: `base` whoever is in it, and `each` for one payee."""

    base: int
    each: int

    def of(self, payees: int, size: int) -> int:
        """Gas of so many payees in batches of a size."""
        return payees * self.each + -(-payees // size) * self.base

    def size(self, most: int) -> int:
        """How many payees a batch has: as many as fit into its part of a block, and at most `most`."""
        numerator, denominator = BLOCK_SHARE
        room = block_gas() * numerator // denominator - self.base
        if room < self.each:
            raise DeskError(f"A payee takes {self.each:,} gas, more than there is in this chain's blocks.")
        return min(room // self.each, most)


def block_gas() -> int:
    """The gas that the newest block could hold."""
    return int(web3.eth.get_block("latest")["gasLimit"])


def gas_price() -> int:
    """Wei for a unit of gas at present."""
    return int(web3.eth.gas_price)


def measure(payees: Sequence[T], build: Callable[[Sequence[T]], Call]) -> Cost:
    """The cost of paying these, from a sample of them that stand apart from one another."""
    step = max(1, len(payees) // SAMPLE)
    sample = list(payees[::step][:SAMPLE])
    alone = _estimate(build(sample[:1]))
    if len(sample) == 1:
        return Cost(0, alone)
    each = -(-(_estimate(build(sample)) - alone) // (len(sample) - 1))
    return Cost(max(0, alone - each), max(1, each))


def _estimate(call: Call) -> int:
    transaction = {"from": call.sender.address, "to": str(call.target.address), "data": call.calldata}
    answer: Any = web3.provider.make_request("eth_estimateGas", [transaction])
    if "error" in answer:
        raise DeskError(f"The node does not estimate {call.sentence}: {answer['error'].get('message')}")
    return int(answer["result"], 16)
