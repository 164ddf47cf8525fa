"""The counters of HolderCaps and BenefitPlans against a recount from the events, through random lives of a register."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from brownie.exceptions import VirtualMachineError

from scripts.lib.chain import latest_block
from scripts.lib.counters import count_holders, count_plans
from tests import clock
from tests.rules import enact, new_rule, set_parameter
from tests.world import CH, COMMON, DAY, DE, FAR, FR, PREFERRED, US, World, bytes32, spare_account

COUNTRIES = (CH, DE, FR, US)
STAFF, PLAN, MANAGER = 8, 16, 32
ATTRIBUTES = (0, 0, 1, 1 << 31, STAFF, PLAN, PLAN | 2, MANAGER, PLAN | MANAGER)
SCOPES = {None: bytes(32), "COMMON": COMMON}
ACCOUNTS = 10
STEPS = 45
# More often what happens more often.
WEIGHTS = {"admit": 6, "remove": 2, "link": 2, "transfer": 12, "issue": 4, "redeem": 3, "force": 4, "convert": 4}
WEIGHTS |= {"treasury": 2, "recover": 2, "wait": 3, "share": 2, "reconcile": 1}


class Life:
    """What may happen to a register, drawn at random; what is refused leaves no trace."""

    def __init__(self, world: World, engine: Any, seed: int) -> None:
        self.world, self.engine, self.security = world, engine, world.security
        self.draw = Random(seed)
        self.recoveries = 0
        self.accounts = [spare_account(number) for number in range(ACCOUNTS)]
        self.caps = {label: new_rule(world, engine, "HolderCaps", scope) for label, scope in SCOPES.items()}
        self.plans = new_rule(world, engine, "BenefitPlans")
        enact(world, engine, *self.caps.values(), self.plans)
        for rule in self.caps.values():
            set_parameter(world, rule, "EXEMPT", STAFF)
        set_parameter(world, self.plans, "PLANS", PLAN)
        set_parameter(world, self.plans, "EXCLUDED", MANAGER)
        for ratio in ((COMMON, PREFERRED, 1, 1), (PREFERRED, COMMON, 1, 1)):
            self.security.setConversionRatio(*ratio, {"from": world.issuer})
        world.set_terms(PREFERRED, accreditedOnly=False, redeemable=True)
        self.begin()

    def begin(self) -> None:
        """Five investors with units, two further wallets of theirs, and two wallets that nobody knows."""
        for account in self.accounts[:5]:
            self.admit(account)
            self.world.issue(account, 10, self.draw.choice([COMMON, PREFERRED]))
        for wallet, account in zip(self.accounts[5:7], self.accounts, strict=False):
            self.security.linkWallet(wallet, account, {"from": self.world.admitter})

    def step(self) -> str:
        name = self.draw.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        try:
            getattr(self, name)()
        except (VirtualMachineError, IndexError):
            return f"{name}, refused"
        return name

    def anybody(self) -> Any:
        return self.draw.choice(self.accounts)

    def holder(self) -> tuple[Any, bytes, int]:
        """Somebody with units, of which class, and how many of them: often all."""
        held = [
            (account, partition, units)
            for account in (*self.accounts, self.world.treasury)
            for partition in (COMMON, PREFERRED)
            if (units := self.security.balanceOfByPartition(partition, account))
        ]
        account, partition, units = self.draw.choice(held) if held else (self.anybody(), COMMON, 1)
        return account, partition, self.draw.choice([units, units, 0, self.draw.randint(0, units)])

    def member(self) -> Any:
        """Mostly somebody who is registered."""
        members = [account for account in self.accounts if self.security.memberOf(account)[3]]
        return self.draw.choice([*members * 2, self.world.treasury, self.anybody()])

    def admit(self, account: Any = None) -> None:
        today = clock.now() // DAY
        accredited = self.draw.choice([0, today, today + 1, today + self.draw.randrange(400), FAR])
        self.world.admit(
            account or self.anybody(),
            country=self.draw.choice(COUNTRIES),
            through=self.draw.choice([FAR, FAR - 1]),
            accredited=accredited,
            attributes=self.draw.choice(ATTRIBUTES),
        )

    def remove(self) -> None:
        self.security.removeMember(self.anybody(), {"from": self.world.admitter})

    def link(self) -> None:
        wallet = self.draw.choice([account for account in self.accounts if not self.security.memberOf(account)[0]])
        self.security.linkWallet(wallet, self.member(), {"from": self.world.admitter})

    def issue(self) -> None:
        self.world.issue(self.member(), self.draw.randint(0, 20), self.draw.choice([COMMON, COMMON, PREFERRED]))

    def transfer(self) -> None:
        sender, partition, units = self.holder()
        self.security.transferByPartition(partition, self.member(), units, b"", {"from": sender})

    def redeem(self) -> None:
        sender, partition, units = self.holder()
        self.security.redeemByPartition(partition, units, b"", {"from": sender})

    def force(self) -> None:
        holder, partition, units = self.holder()
        by = {"from": self.world.controller}
        if self.draw.random() < 0.3:
            self.security.operatorRedeemByPartition(partition, holder, units, b"", b"", by)
        else:
            self.security.operatorTransferByPartition(partition, holder, self.member(), units, b"", b"", by)

    def convert(self) -> None:
        holder, partition, units = self.holder()
        other = PREFERRED if partition == COMMON else COMMON
        self.security.convert(partition, other, holder, units, b"", {"from": holder})

    def treasury(self) -> None:
        account = self.member()
        is_treasury = self.security.memberOf(account)[8]
        self.security.setTreasury(account, not is_treasury, {"from": self.world.configurer})

    def recover(self) -> None:
        lost, replacement = self.draw.choice(self.accounts[:7]), spare_account(ACCOUNTS + self.recoveries)
        self.recoveries += 1
        self.security.initiateRecovery(lost, replacement, bytes32("EVIDENCE"), {"from": self.world.admitter})
        clock.pass_time(3 * DAY)
        self.security.executeRecovery(lost, {"from": self.world.controller})
        self.accounts = [replacement if account == lost else account for account in self.accounts]

    def wait(self) -> None:
        clock.pass_time(self.draw.randrange(1, 100) * DAY)

    def share(self) -> None:
        ppm = self.draw.choice([0, 250_000, 1_000_000])
        self.plans.setPlanShare(self.member(), ppm, "certificate", {"from": self.world.compliance_officer})

    def reconcile(self) -> None:
        """Changes nothing: the books are right already."""
        self.engine.reconcile([self.member(), self.member()], {"from": self.world.stranger})

    def check(self) -> None:
        block = latest_block()
        today = block.time // DAY
        for label, rule in self.caps.items():
            counts = count_holders(self.world.deployed, block, label, STAFF)
            assert rule.counts() == (counts.total(), counts.non_accredited(today))
            for country in COUNTRIES:
                assert rule.countOfCountry(country) == counts.of_country(country)
            for bit in (0, 1, 3, 4, 5, 31):
                assert rule.countOfCategory(bit) == counts.of_category(bit)
            for account in self.accounts:
                investor = self.security.memberOf(account)[1]
                holder = counts.holders.get(investor)
                assert rule.recordOf(account)[0] == (holder.positions if holder else 0)
        for label in ("COMMON", "PREFERRED"):
            recount = count_plans(self.world.deployed, self.plans, block, label, PLAN, MANAGER)
            assert self.plans.ratio(bytes32(label))[1:] == (recount.plan_units, recount.whole_units)
        for rule in (*self.caps.values(), self.plans):
            assert not self.engine.isClosed(rule)


@pytest.mark.parametrize("seed", [1, 2])
def test_counters__random_life__as_recounted_from_the_events(world: World, engine: Any, seed: int) -> None:
    life = Life(world, engine, seed)
    told = []
    for number in range(STEPS):
        told.append(life.step())
        if number % 4 == 3:
            life.check()
    print(f"\n{seed}: {[f'{name} {told.count(name)}' for name in sorted(set(told))]}")
