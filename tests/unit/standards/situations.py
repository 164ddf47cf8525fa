"""Every reason for which a transfer of the principal class can be refused, each brought about alone.

The standards name them differently; the tests of ERC-1404, ERC-1594 and ERC-7943 go through the same list.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from tests import clock
from tests.errors import reverts
from tests.world import CH, COMMON, DAY, DE, FAR, NOWHERE, QIB, US_PERSON, World, bytes32

FUNDS = 100
FOREVER = 2**32 - 1
INFINITE = 2**256 - 1


@dataclass(frozen=True)
class Situation:
    """`number` is that of ERC-1404, `code` the byte of ERC-1400; `guilty` an actor, or `security`."""

    number: int
    code: int
    reason: str
    guilty: str
    make: Callable[[World], Any] = lambda world: None
    sender: str = "investor_ch"
    receiver: str = "investor_de"
    units: int = 1

    def parties(self, world: World) -> tuple[Any, Any, int]:
        receiver = NOWHERE if self.receiver == "nobody" else getattr(world, self.receiver)
        return getattr(world, self.sender), receiver, self.units

    def refused(self, world: World) -> AbstractContextManager[None]:
        """Expects exactly this refusal."""
        sender, receiver, units = self.parties(world)
        if self.reason == "INSUFFICIENT_BALANCE":
            return reverts(world.security, "ERC20InsufficientBalance", sender, FUNDS, units)
        guilty = receiver if self.guilty == "nobody" else getattr(world, self.guilty)
        return reverts(world.security, "Refused", bytes([self.code]), bytes32(self.reason), guilty)


def hold_all(world: World) -> None:
    """Puts all units of the sender on hold."""
    expiry = clock.now() + DAY
    hold = (world.investor_ch, FUNDS, world.investor_fr, expiry, world.operator, COMMON, bytes(32))
    world.security.createHold(bytes32("ORDER"), hold, {"from": world.investor_ch})


def forbid(world: World) -> None:
    world.admit(world.investor_de, DE, FAR, 0, US_PERSON)
    world.set_terms(forbidAny=US_PERSON)


def link(world: World) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.set_terms(unlockAt=FOREVER)


def freezer(method: str, *arguments: Any) -> Callable[[World], Any]:
    """A call of the FREEZER; actors by name."""

    def make(world: World) -> Any:
        actual = [getattr(world, item) if isinstance(item, str) else item for item in arguments]
        return getattr(world.security, method)(*actual, {"from": world.freezer})

    return make


ALLOWED = (
    Situation(0, 0x51, "", "nobody"),
    Situation(0, 0x51, "", "nobody", units=FUNDS),
    Situation(0, 0x51, "", "nobody", units=0),
    Situation(0, 0x51, "SAME_IDENTITY", "nobody", receiver="investor_ch"),
    Situation(0, 0x51, "SAME_IDENTITY", "nobody", link, receiver="second_wallet_ch"),
)

REFUSED = (
    Situation(
        1, 0x54, "PAUSED", "security", lambda w: w.security.pauseUntil(1, FOREVER, bytes(32), {"from": w.pauser})
    ),
    Situation(2, 0x54, "PARTITION_FROZEN", "security", freezer("setPartitionFrozen", COMMON, True)),
    Situation(3, 0x56, "SENDER_NOT_REGISTERED", "stranger", sender="stranger", units=0),
    Situation(4, 0x52, "INSUFFICIENT_BALANCE", "investor_ch", units=FUNDS + 1),
    Situation(6, 0x56, "SENDER_SANCTIONED", "investor_ch", freezer("setSanctioned", "investor_ch", True)),
    Situation(7, 0x56, "SENDER_FROZEN", "investor_ch", freezer("setAddressFrozen", "investor_ch", True)),
    Situation(8, 0x56, "SENDER_KYC_EXPIRED", "investor_ch", lambda w: w.admit(w.investor_ch, CH, 1)),
    Situation(9, 0x57, "ZERO_ADDRESS", "nobody", receiver="nobody"),
    Situation(10, 0x57, "RECEIVER_NOT_REGISTERED", "stranger", receiver="stranger"),
    Situation(11, 0x57, "RECEIVER_SANCTIONED", "investor_de", freezer("setSanctioned", "investor_de", True)),
    Situation(12, 0x57, "RECEIVER_FROZEN", "investor_de", freezer("setAddressFrozen", "investor_de", True)),
    Situation(
        13,
        0x57,
        "JURISDICTION_BLOCKED",
        "investor_de",
        lambda w: w.security.setCountriesClosed([DE], True, {"from": w.configurer}),
    ),
    Situation(14, 0x57, "RECEIVER_KYC_EXPIRED", "investor_de", lambda w: w.admit(w.investor_de, DE, 1)),
    Situation(15, 0x57, "ACCREDITATION_REQUIRED", "investor_de", lambda w: w.set_terms(accreditedOnly=True)),
    Situation(16, 0x57, "ATTRIBUTE_REQUIRED", "investor_de", lambda w: w.set_terms(requireAll=QIB)),
    Situation(17, 0x57, "ATTRIBUTE_FORBIDDEN", "investor_de", forbid),
    Situation(18, 0x55, "PARTIALLY_FROZEN", "investor_ch", freezer("setFrozenTokens", "investor_ch", INFINITE)),
    Situation(19, 0x55, "ON_HOLD", "investor_ch", hold_all),
    Situation(20, 0x55, "PARTITION_LOCKED", "investor_ch", lambda w: w.set_terms(unlockAt=FOREVER)),
)


def name_of(situation: Situation) -> str:
    return f"{situation.reason or 'allowed'}-{situation.units}"
