"""The world of a test: a security deployed by the real deployment, and its cast of actors by role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from brownie import accounts

from scripts.lib.artifacts import container
from scripts.lib.deployed import Deployed
from scripts.lib.deployment import deploy
from scripts.lib.networks import load_network
from scripts.lib.settings import load_issuer
from tests import clock

DATA = Path(__file__).parent / "data"


def bytes32(label: str) -> bytes:
    """ASCII as Solidity keeps it in a bytes32. (Brownie pads shorter bytes on the wrong side.)"""
    return label.encode().ljust(32, b"\0")


COMMON = bytes32("COMMON")
PREFERRED = bytes32("PREFERRED")
NOWHERE = "0x" + "00" * 20
DAY = 86_400
FAR = 47_846  # 2100-12-31, as a day number
CH, DE, FR, US, KP = 756, 276, 250, 840, 408
US_PERSON, AFFILIATE, QIB = 1, 2, 4


class World:
    """`security` is the one address with all its functions; every actor of tests/data/world.yaml is an attribute.

    Four investors are members: investor_ch, investor_de and investor_fr, not accredited, and fund_us, an accredited
    US fund. second_wallet_ch and stranger are not in the register. Nothing is issued.
    """

    treasury: Any

    def __init__(self, deployed: Deployed) -> None:
        self.deployed = deployed
        self.security = deployed.security
        self.distributor = deployed.distributor
        self.voting = deployed.voting
        for name in deployed.actors:
            setattr(self, name, deployed.account(name))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"nobody in the world is called {name}")

    @property
    def investors(self) -> tuple[Any, ...]:
        """The four members that are investors."""
        return (self.investor_ch, self.investor_de, self.investor_fr, self.fund_us)

    def admit(
        self, account: Any, country: int = CH, through: int = FAR, accredited: int = 0, attributes: int = 0
    ) -> Any:
        """Admits or renews a member; days as day numbers."""
        return self.security.admit((account, country, through, accredited, attributes), {"from": self.admitter})

    def issue(self, account: Any, units: int, partition: bytes = COMMON) -> Any:
        """Issues units to a member."""
        return self.security.issueByPartition(partition, account, units, b"", {"from": self.issuer})

    def issue_all(self, units: int, partition: bytes = COMMON) -> None:
        """Issues the same number of units to each investor who may hold the partition."""
        holders = self.investors if partition == COMMON else (self.fund_us,)
        self.security.issueBatch(partition, holders, [units] * len(holders), b"", {"from": self.issuer})

    def set_terms(self, partition: bytes = COMMON, **changes: Any) -> Any:
        """Changes some of a partition's terms: requireAll, forbidAny, unlockAt, accreditedOnly, redeemable."""
        names = ("requireAll", "forbidAny", "unlockAt", "accreditedOnly", "redeemable")
        terms = dict(zip(names, self.security.partitionTerms(partition), strict=True)) | changes
        return self.security.setPartitionTerms(partition, tuple(terms.values()), {"from": self.configurer})

    def record_now(self) -> int:
        """Sets a record date for this moment and lets it pass; returns it."""
        date = int(self.security.scheduleRecordDate(0, {"from": self.scheduler}).return_value)
        clock.pass_time(2)
        return date

    def restriction(self, sender: Any, receiver: Any, units: int, partition: bytes = COMMON) -> tuple[Any, ...]:
        """What explainMovement says of a transfer by the sender itself: (code, reason, guilty, opensAt)."""
        return tuple(self.security.explainMovement(0, partition, sender, sender, receiver, units))

    def new_currency(self, decimals: int = 6) -> Any:
        """A well-behaved currency of its own."""
        return container("PaymentToken").deploy("Test Franc", "TFR", decimals, {"from": self.deployer})


def build_world(forwarder: str | None = None) -> World:
    """Deploys the security of tests/data/issuer.yaml, trusting `forwarder`; admits the investors."""
    network = replace(load_network("world", DATA), forwarder=forwarder)
    deployed = deploy(load_issuer(DATA / "issuer.yaml"), network)
    world = World(deployed)
    admissions: Sequence[tuple[Any, ...]] = [
        (world.investor_ch, CH, FAR, 0, 0),
        (world.investor_de, DE, FAR, 0, 0),
        (world.investor_fr, FR, FAR, 0, 0),
        (world.fund_us, US, FAR, FAR, US_PERSON | QIB),
    ]
    world.security.admitBatch(admissions, {"from": world.admitter})
    return world


def text(reason: Any) -> str:
    """A bytes32 of ASCII as text."""
    return bytes(reason).rstrip(b"\0").decode()


def code(value: Any) -> int:
    """A bytes1 as number."""
    return bytes(value)[0]


def spare_account(number: int) -> Any:
    """An account of the node that plays no part yet."""
    return accounts[30 + number]
