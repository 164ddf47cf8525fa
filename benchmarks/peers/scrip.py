"""Scrip itself, deployed and called as the project's own tests do it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from benchmarks.chain import START, Chain
from benchmarks.peers.dividends import Dividends, Kind
from benchmarks.peers.peer import Peer
from benchmarks.peers.scrip_dividends import ScripDividends
from scripts.lib.compliance.apply import apply_pack
from scripts.lib.compliance.pack import find_pack, load_pack
from scripts.lib.compliance.present import engine_of, find_rule
from scripts.lib.deployed import DISTRIBUTION_OFFICE, DISTRIBUTOR, VOTING, Deployed
from scripts.lib.deployment import deploy
from scripts.lib.lots import REG_D_506C
from scripts.lib.networks import load_network
from scripts.lib.settings import load_issuer
from tests import clock
from tests.world import CH, COMMON, DATA, DAY, FAR, PREFERRED, US_PERSON, build_world, bytes32

SERVICES = (DISTRIBUTION_OFFICE, DISTRIBUTOR, VOTING)
LONE_ISSUER = "deployer"
UNITS = 1_000
QUORUM_PPM, HALF_PPM = 500_000, 500_000
ATTRIBUTES = 3


class Scrip(Peer):
    """The security of the unit tests: two classes, a closed country, every role with a holder of its own."""

    key = "scrip"
    title = "Scrip"
    configuration = (
        "admission with last day, accreditation, country and attributes, freezes, pause and record dates on; two "
        "classes, one closed country"
    )
    has_history = True

    def __init__(self, chain: Chain) -> None:
        super().__init__(chain)
        self._coming = itertools.count(START + DAY, DAY)

    def version(self) -> str:
        return "this repository"

    def deploy(self) -> dict[str, int]:
        alone = self._deploy_for_lone_issuer()
        self.world = build_world()
        self.security = self.world.security
        whole = sum(self._gas_of_steps(self.world.deployed).values())
        return {"deploy": alone, "deploy_everything": whole}

    def admit(self, account: str) -> int | None:
        return _gas(self.world.admit(account, CH, FAR, FAR, ATTRIBUTES))

    def admit_batch(self, accounts: Sequence[str]) -> int | None:
        lines = [(account, CH, FAR, FAR, ATTRIBUTES) for account in accounts]
        return _gas(self.security.admitBatch(lines, {"from": self.world.admitter}))

    def issue(self, account: str, units: int) -> int:
        return _gas(self.security.issue(account, units, b"", {"from": self.world.issuer}))

    def issue_batch(self, accounts: Sequence[str], units: int) -> int | None:
        amounts = [units] * len(accounts)
        return _gas(self.security.issueBatch(COMMON, accounts, amounts, b"", {"from": self.world.issuer}))

    def transfer(self, sender: str, receiver: str, units: int) -> int:
        return _gas(self.security.transfer(receiver, units, {"from": sender}))

    def transfer_by_partition(self, sender: str, receiver: str, units: int) -> int | None:
        return _gas(self.security.transferByPartition(COMMON, receiver, units, b"", {"from": sender}))

    def transfer_by_other_partition(self, sender: str, receiver: str, units: int) -> int | None:
        return _gas(self.security.transferByPartition(PREFERRED, receiver, units, b"", {"from": sender}))

    def issue_other_partition(self, account: str, units: int) -> None:
        self.world.issue(account, units, PREFERRED)

    def approve(self, holder: str, spender: str, units: int) -> int:
        return _gas(self.security.approve(spender, units, {"from": holder}))

    def transfer_from(self, spender: str, holder: str, receiver: str, units: int) -> int:
        return _gas(self.security.transferFrom(holder, receiver, units, {"from": spender}))

    def set_rules(self, holders: Sequence[str], units: int) -> bool:
        """The pack for rule 506(c): lots, offering, affiliates, tickets, caps; what is held has been free for long."""
        world = self.world
        pack = load_pack(find_pack("reg-d-506c"), world.deployed.settings)
        apply_pack(world.deployed, pack)
        lots = find_rule(world.deployed, engine_of(world.deployed), pack.rules[0]).contract
        old = [(units, REG_D_506C, START // DAY - 800, START - 400 * DAY)]
        for holder in holders:
            # No affiliate, as who is one sells within a volume and pays for its books.
            world.admit(holder, CH, FAR, FAR, US_PERSON)
            lots.setLots(COMMON, holder, old, "benchmark", {"from": world.compliance_officer})
        return True

    def force(self, holder: str, receiver: str, units: int) -> int | None:
        parties = (holder, receiver, units, b"", b"")
        return _gas(self.security.controllerTransfer(*parties, {"from": self.world.controller}))

    def freeze(self, account: str) -> int | None:
        return _gas(self.security.setAddressFrozen(account, True, {"from": self.world.freezer}))

    def record_date(self) -> int | None:
        [date] = self._days(1)
        tx = self.security.scheduleRecordDate(date, {"from": self.world.scheduler})
        clock.block_at(date + 1)
        return _gas(tx)

    def dividends(self, kind: Kind, holders: Sequence[str]) -> Dividends | None:
        strangers = [holder for holder in holders if not self.security.balanceOf(holder)]
        self.admit_batch(strangers)
        self.issue_batch(strangers, UNITS)
        return ScripDividends(self.world, kind, holders, UNITS, lambda: next(self._coming))

    def vote(self, holders: Sequence[str]) -> int | None:
        voting, secretary = self.world.voting, {"from": self.world.secretary}
        record, opens, closes = self._days(3)
        notice = (record, opens, closes, QUORUM_PPM, True, [(COMMON, 1)], [self.world.treasury], bytes32("NOTICE"))
        voting.convene(notice, secretary)
        voting.propose(1, (bytes32("TEXT"), 0, HALF_PPM, True), secretary)
        clock.block_at(opens)
        return [_gas(voting.cast(1, 1, {"from": holder})) for holder in holders][1]

    def _days(self, count: int) -> list[int]:
        """The next days to come, the same in each run: the bytes of a date cost gas."""
        return list(itertools.islice(self._coming, count))

    def _deploy_for_lone_issuer(self) -> int:
        """A security of one class without dividends and votes, whose deployer keeps every role."""
        settings = load_issuer(DATA / "issuer.yaml")
        alone = replace(
            settings,
            partitions=settings.partitions[:1],
            closed_countries=(),
            admin=LONE_ISSUER,
            roles={role: (LONE_ISSUER,) for role in settings.roles},
        )
        steps = self._gas_of_steps(deploy(alone, load_network("world", DATA)))
        return sum(gas for name, gas in steps.items() if name not in SERVICES)

    def _gas_of_steps(self, deployed: Deployed) -> dict[str, int]:
        """What each step of the deployment cost, by its name."""
        return {step.name: sum(map(self.chain.gas_of, step.transactions)) for step in deployed.state.steps}


def _gas(tx: Any) -> int:
    return int(tx.gas_used)
