"""Random lives of a register against a Python model, by the sentences R-1 to R-8 of docs/invariants.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from brownie.exceptions import VirtualMachineError
from brownie.test import strategy
from hypothesis import HealthCheck, Phase

from tests.invariants import hold
from tests.sabotage import sabotage
from tests.world import CH, COMMON, DE, FAR, NOWHERE, PREFERRED, US, World, build_world, code, spare_account

TRANSFER, ISSUE, REDEEM, FORCED_TRANSFER, FORCED_REDEEM = range(5)
PARTITIONS = (COMMON, PREFERRED)
AUTHORISED = 1_000


class Model:
    """What the register should say: plain dictionaries, no packing, no history but copies."""

    def __init__(self, members: list[Any], accredited: set[Any]) -> None:
        self.members = members
        self.accredited = accredited
        self.units = {(partition, member): 0 for partition in PARTITIONS for member in members}
        self.frozen: set[Any] = set()
        self.frozen_units = dict.fromkeys(members, 0)
        self.past: dict[int, dict[tuple[bytes, Any], int]] = {}

    def supply(self, partition: bytes) -> int:
        return sum(self.units[partition, member] for member in self.members)

    def may_receive(self, partition: bytes, receiver: Any) -> bool:
        known = receiver in self.members and receiver not in self.frozen
        return known and (partition == COMMON or receiver in self.accredited)

    def may(self, kind: int, partition: bytes, sender: Any, receiver: Any, units: int) -> bool:
        """The rules in their shortest form; the order of refusals is the business of the unit tests."""
        if kind == ISSUE:
            return self.may_receive(partition, receiver) and self.supply(partition) + units <= AUTHORISED
        if sender not in self.members or units > self.units[partition, sender]:
            return False
        if kind == FORCED_REDEEM:
            return True
        if kind == FORCED_TRANSFER:
            return sender != receiver and self.may_receive(partition, receiver)
        held = self.units[partition, sender]
        free = max(held - self.frozen_units[sender], 0) if partition == COMMON else held
        may_leave = sender not in self.frozen and units <= free
        return may_leave and (self.may_receive(partition, receiver) if kind == TRANSFER else partition == COMMON)

    def move(self, kind: int, partition: bytes, sender: Any, receiver: Any, units: int) -> None:
        if kind != ISSUE:
            if kind in (FORCED_TRANSFER, FORCED_REDEEM) and partition == COMMON:
                free = max(self.units[partition, sender] - self.frozen_units[sender], 0)
                self.frozen_units[sender] -= max(units - free, 0)
            self.units[partition, sender] -= units
        if kind in (TRANSFER, ISSUE, FORCED_TRANSFER):
            self.units[partition, receiver] += units


class RegisterMachine:
    """Six wallets, of which one is a stranger; two partitions; every kind of movement."""

    st_who = strategy("uint8", max_value=5)
    st_whom = strategy("uint8", max_value=5)
    st_partition = strategy("uint8", max_value=1)
    st_units = strategy("uint16", max_value=300)
    st_share = strategy("uint8", min_value=0, max_value=6)

    def __init__(cls, build: Callable[[], World]) -> None:
        cls.world = build()

    def setup(self) -> None:
        world = self.world
        self.security = world.security
        self.wallets = [*world.investors, spare_account(0), world.stranger]
        self.model = Model(self.wallets[:-1], {world.fund_us, spare_account(0)})
        for wallet in (world.fund_us, world.investor_ch):
            self._move(ISSUE, 0, 5, self.wallets.index(wallet), 120)
        self._move(ISSUE, 1, 5, self.wallets.index(world.fund_us), 200)

    def rule_transfer(self, st_partition: int, st_who: int, st_whom: int, st_share: int) -> None:
        """A share of what the sender holds, so that most transfers have the units for it; at times too much."""
        held = self.model.units.get((PARTITIONS[st_partition], self.wallets[st_who]), 0)
        self._move(TRANSFER, st_partition, st_who, st_whom, held * st_share // 5)

    def rule_transfer_again(self, st_who: int, st_whom: int, st_share: int) -> None:
        """The principal class moves more often than the others."""
        self.rule_transfer(0, st_who, st_whom, st_share)

    def rule_issue(self, st_partition: int, st_whom: int, st_units: int) -> None:
        self._move(ISSUE, st_partition, 5, st_whom, st_units)

    def rule_redeem(self, st_partition: int, st_who: int, st_share: int) -> None:
        held = self.model.units.get((PARTITIONS[st_partition], self.wallets[st_who]), 0)
        self._move(REDEEM, st_partition, st_who, 5, held * st_share // 5)

    def rule_force(self, st_who: int, st_whom: int, st_units: int) -> None:
        self._move(FORCED_TRANSFER, 0, st_who, st_whom, st_units)

    def rule_force_redemption(self, st_who: int, st_units: int) -> None:
        self._move(FORCED_REDEEM, 0, st_who, 5, st_units)

    def rule_freeze(self, st_who: int) -> None:
        wallet = self.wallets[st_who]
        if wallet not in self.model.members:
            return
        self.model.frozen ^= {wallet}
        self.security.setAddressFrozen(wallet, wallet in self.model.frozen, {"from": self.world.freezer})

    def rule_freeze_and_transfer(self, st_who: int, st_whom: int) -> None:
        self.rule_freeze(st_who)
        self.rule_transfer(0, st_who, st_whom, 2)

    def rule_freeze_units(self, st_who: int, st_units: int) -> None:
        wallet = self.wallets[st_who]
        if wallet not in self.model.members:
            return
        self.model.frozen_units[wallet] = st_units
        self.security.setFrozenTokens(wallet, st_units, {"from": self.world.freezer})

    def rule_record_date(self) -> None:
        self._record()

    def rule_record_date_and_move(self, st_who: int, st_whom: int, st_share: int) -> None:
        self._record()
        self.rule_transfer(0, st_who, st_whom, st_share)

    def invariant_units(self) -> None:
        security, model = self.security, self.model
        for partition in PARTITIONS:
            balances = [security.balanceOfByPartition(partition, wallet) for wallet in self.wallets]
            supply = security.totalSupplyByPartition(partition)
            hold("R-1", sum(balances) == supply, partition, balances, supply)
            hold(
                "R-3",
                balances == [model.units.get((partition, w), 0) for w in self.wallets],
                partition,
                balances,
            )
            hold("R-4", supply <= security.authorisedOf(partition), partition, supply)
        totals = [security.balanceOf(wallet) for wallet in self.wallets]
        hold(
            "R-2",
            totals == [sum(model.units.get((p, w), 0) for p in PARTITIONS) for w in self.wallets],
            totals,
        )
        hold("R-2", security.totalSupply() == sum(map(model.supply, PARTITIONS)))

    def invariant_history(self) -> None:
        for date, then in self.model.past.items():
            for partition in PARTITIONS:
                for wallet in self.model.members:
                    answer = self.security.balanceOfAt(partition, wallet, date)
                    hold("R-7", answer == then[partition, wallet], date, partition, wallet, answer)
                supply = sum(then[partition, wallet] for wallet in self.model.members)
                hold("R-8", self.security.totalSupplyAt(partition, date) == supply, date, partition)

    def _record(self) -> None:
        if len(self.model.past) < 4:
            self.model.past[self.world.record_now()] = dict(self.model.units)

    def _move(self, kind: int, partition: int, who: int, whom: int, units: int) -> None:
        """Asks the view and the model, then tries: all three must agree."""
        name = PARTITIONS[partition]
        sender, receiver = self.wallets[who], self.wallets[whom]
        source = NOWHERE if kind == ISSUE else sender
        target = NOWHERE if kind in (REDEEM, FORCED_REDEEM) else receiver
        view = code(self.security.explainMovement(kind, name, sender, source, target, units)[0]) == 0x51
        done = self._try(kind, name, sender, receiver, units)
        hold("R-5", done == view, kind, name, who, whom, units, done, view)
        allowed = self.model.may(kind, name, sender, receiver, units)
        hold("R-6", done == allowed, kind, name, who, whom, units, done, allowed)
        if done:
            self.model.move(kind, name, sender, receiver, units)

    def _try(self, kind: int, partition: bytes, sender: Any, receiver: Any, units: int) -> bool:
        world, security = self.world, self.security
        call, arguments, actor = {
            TRANSFER: (security.transferByPartition, (partition, receiver, units, b""), sender),
            ISSUE: (security.issueByPartition, (partition, receiver, units, b""), world.issuer),
            REDEEM: (security.redeemByPartition, (partition, units, b""), sender),
            FORCED_TRANSFER: (
                security.controllerTransfer,
                (sender, receiver, units, b"", b""),
                world.controller,
            ),
            FORCED_REDEEM: (security.controllerRedeem, (sender, units, b"", b""), world.controller),
        }[kind]
        try:
            call(*arguments, {"from": actor})
        except VirtualMachineError:
            return False
        return True


def register_world() -> World:
    """Little capital, so that it runs out; a second accredited member, so that PREFERRED can move."""
    world = build_world()
    for partition in PARTITIONS:
        world.security.setAuthorised(partition, AUTHORISED, {"from": world.configurer})
    second = (spare_account(0), US, FAR, FAR, 0)
    world.security.admitBatch([second, (world.investor_de, DE, FAR, 0, 0)], {"from": world.admitter})
    assert world.security.memberOf(world.investor_ch)["country"] == CH
    return world


SETTINGS = {
    "max_examples": 12,
    "stateful_step_count": 15,
    "suppress_health_check": HealthCheck.all(),
    "deadline": None,
}


def test_register__random_lives__every_sentence_holds(state_machine: Any) -> None:
    state_machine(RegisterMachine, register_world, settings=SETTINGS)


@pytest.mark.parametrize(
    ("path", "good", "bad", "sentence"),
    [
        (
            "contracts/token/Movements.sol",
            "record.word = record.stamp(word, epoch) - amount;",
            "record.word = record.stamp(word, epoch) - amount / 2;",
            "R-1",
        ),
        (
            "contracts/token/Movements.sol",
            "        if (!v.isSuccess()) _refuse(v, partition, right, from, to, amount);\n        if (from != to) {",
            "        if (from != to) {",
            "R-5",
        ),
        (
            "contracts/token/Evaluator.sol",
            "if (sender.isSet(SANCTIONED | FROZEN)) {",
            "if (sender.isSet(SANCTIONED)) {",
            "R-[56]",
        ),
        (
            "contracts/libraries/History.sol",
            "        record.before[epoch] = isPresent ? _withoutUnits(word) : word;",
            "        record.before[epoch] = isPresent ? _withoutUnits(word) : word + 1;",
            "R-[78]",
        ),
    ],
    ids=["half a debit", "nobody is refused", "freezing does nothing", "history falsified"],
)
def test_sabotage__broken_token__the_machine_notices(
    state_machine: Any, path: str, good: str, bad: str, sentence: str
) -> None:
    def broken_world() -> World:
        world = register_world()
        sabotage(world, path, good, bad)
        return world

    phases = {"phases": (Phase.generate,), "max_examples": 40}
    with pytest.raises(AssertionError, match=f"{sentence}: "):
        state_machine(RegisterMachine, broken_world, settings=SETTINGS | phases)
