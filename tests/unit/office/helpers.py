"""Holds and recoveries for the tests: an agent's desk for what is rare."""

from __future__ import annotations

from typing import Any

from eth_utils import keccak

from tests import clock
from tests.errors import reverts
from tests.world import COMMON, DAY, World, bytes32

ID, OTHER_ID = b"\xa1" * 32, b"\xa2" * 32
NO_SECRET = bytes(32)
SECRET, WRONG_SECRET = b"\x5e" * 32, b"\x5f" * 32
EVIDENCE = b"\x11" * 32
DELAY = 3 * DAY
HOUR = 3_600
FOREVER = 2**32 - 1
TEST = bytes32("TEST")
CONTROLLER = keccak(text="scrip.CONTROLLER")


class Holdings:
    """Sets units on hold and asks what became of them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.security = world.security

    def terms(self, **changes: Any) -> tuple[Any, ...]:
        """40 COMMON of investor_ch for investor_de, at the word of the operator, for a day."""
        terms = {
            "holder": self.world.investor_ch,
            "units": 40,
            "recipient": self.world.investor_de,
            "expiry": clock.now() + DAY,
            "notary": self.world.operator,
            "partition": COMMON,
            "secret_hash": bytes(32),
        }
        assert changes.keys() <= terms.keys(), f"not in a hold: {changes.keys() - terms.keys()}"
        return tuple((terms | changes).values())

    def create(self, hold_id: bytes = ID, by: Any = None, **changes: Any) -> Any:
        terms = self.terms(**changes)
        return self.security.createHold(hold_id, terms, {"from": by or terms[0]})

    def execute(
        self, units: int = 40, hold_id: bytes = ID, to: Any = None, by: Any = None, secret: bytes = NO_SECRET
    ) -> Any:
        receiver = self.world.investor_de if to is None else to
        sender = self.world.operator if by is None else by
        return self.security.executeHold(hold_id, receiver, units, secret, {"from": sender})

    def release(self, by: Any, hold_id: bytes = ID) -> Any:
        return self.security.releaseHold(hold_id, {"from": by})

    def reclaim(self, by: Any, hold_id: bytes = ID) -> Any:
        return self.security.reclaimHold(hold_id, {"from": by})

    def rest(self, hold_id: bytes = ID) -> int:
        """Units of the hold that are left."""
        return int(self.security.holdOf(hold_id)["units"])

    def held(self, holder: Any = None, partition: bytes = COMMON) -> int:
        return int(self.security.heldUnitsOf(partition, holder or self.world.investor_ch))

    def units(self, holder: Any, partition: bytes = COMMON) -> int:
        return int(self.security.balanceOfByPartition(partition, holder))

    def expiry(self, hold_id: bytes = ID) -> int:
        return int(self.security.holdOf(hold_id)["expiry"])


def refused(world: World, status: int, reason: str, guilty: Any) -> Any:
    """Expects the evaluator's refusal."""
    return reverts(world.security, "Refused", bytes([status]), bytes32(reason), guilty)


def initiate(world: World, lost: Any, replacement: Any, evidence: bytes = EVIDENCE) -> Any:
    return world.security.initiateRecovery(lost, replacement, evidence, {"from": world.admitter})


def execute(world: World, lost: Any) -> Any:
    return world.security.executeRecovery(lost, {"from": world.controller})


def recover(world: World, lost: Any, replacement: Any) -> Any:
    """A recovery from beginning to end."""
    initiate(world, lost, replacement)
    clock.pass_time(DELAY + 1)
    return execute(world, lost)


def pause(world: World, level: int = 1) -> None:
    world.security.pauseUntil(level, FOREVER, TEST, {"from": world.pauser})


def freeze(world: World, account: Any, frozen: bool = True) -> None:
    world.security.setAddressFrozen(account, frozen, {"from": world.freezer})


def sanction(world: World, account: Any, on: bool = True) -> None:
    world.security.setSanctioned(account, on, {"from": world.freezer})


def freeze_units(world: World, account: Any, units: int, partition: bytes = COMMON) -> None:
    world.security.setFrozenTokensByPartition(partition, account, units, {"from": world.freezer})


def hexed(value: bytes) -> str:
    """Bytes as events show them."""
    return "0x" + bytes(value).hex()
