"""Lots as tests set them up and expect them: the rule HoldingPeriods with its regimes, and a model of its books.

Dates are those of the usual examples and stand for the same dates 28 years later, when the calendar is the same: the
chain's clock cannot go back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scripts.lib.lots import (
    MAX_LOTS,
    REG_D_506B,
    REG_D_506C,
    Flag,
    Gate,
    Lot,
    Regime,
    lot_instruction,
    reg_a_t2,
    reg_cf,
    reg_d,
    reg_s,
    rule_144a,
)
from tests import clock
from tests.rules import EVERY_CLASS, enact, new_rule, set_parameter
from tests.world import AFFILIATE, COMMON, DAY, FAR, QIB, US, US_PERSON, World, spare_account

REGIMES = {
    regime.number: regime
    for regime in (
        reg_a_t2(),
        reg_cf(),
        reg_d(REG_D_506B, US_PERSON, QIB),
        reg_d(REG_D_506C, US_PERSON, QIB),
        reg_s(US_PERSON, QIB),
        rule_144a(QIB),
    )
}
FREE, WITH_APPROVAL, BLOCKED = range(3)


def day(text: str) -> int:
    """The day that a date of an example stands for."""
    year, month, number = map(int, text.split("-"))
    return (date(year + 28, month, number) - date(1970, 1, 1)).days


NOON = day("2026-03-02") * DAY + DAY // 2


def new_holding_periods(world: World, engine: Any, scope: bytes = EVERY_CLASS) -> Any:
    """The rule with all regimes, alone in its engine; the time is 2026-03-02 12:00, or soon after."""
    rule = new_rule(world, engine, "HoldingPeriods", scope)
    for regime in REGIMES.values():
        for name, number, value in regime.parameters():
            if value:
                set_parameter(world, rule, name, value, number)
    set_parameter(world, rule, "AFFILIATES", AFFILIATE)
    enact(world, engine, rule)
    clock.block_at(max(NOON, clock.now() + 1))
    return rule


def issue_lot(
    world: World, account: Any, units: int, regime: int, acquired: str = "", unlock_at: int = 0, cls: bytes = COMMON
) -> Any:
    """Issues units that were acquired on the date of an example; today without one."""
    data = lot_instruction(regime, day(acquired) if acquired else 0, unlock_at)
    return world.security.issueByPartition(cls, account, units, data, {"from": world.issuer})


def admit_us(world: World, number: int, accredited: bool = False, attributes: int = 0) -> Any:
    """A further member, resident in the US."""
    account = spare_account(number)
    world.admit(account, US, accredited=FAR if accredited else 0, attributes=US_PERSON | attributes)
    return account


def held(rule: Any, account: Any, partition: bytes = COMMON) -> list[Lot]:
    """The lots of the account's investor, oldest first."""
    return [
        Lot(acquired, unlock_at, regime, units)
        for units, regime, acquired, unlock_at in rule.lotsOf(partition, account)
    ]


def movement(
    world: World, sender: Any, receiver: Any, units: int, kind: int = 0, partition: bytes = COMMON
) -> tuple[Any, ...]:
    """A movement that has not happened yet, as the engine is asked about it."""
    security = world.security
    return (
        kind,
        partition,
        partition,
        sender,
        sender,
        receiver,
        units,
        units,
        security.wordOf(sender),
        security.wordOf(receiver),
        security.balanceOfByPartition(partition, sender),
        security.balanceOfByPartition(partition, receiver),
        b"",
    )


@dataclass(frozen=True)
class Party:
    """An investor as gates see one."""

    attributes: int = 0
    accredited: bool = False
    treasury: bool = False


def gate_grade(gate: Gate, taker: Party) -> int:
    """What a gate says of a receiver, kin apart."""
    accredited = taker.accredited

    def answers(any_of: int, none_of: int) -> bool:
        return bool(taker.attributes & any_of) or bool(none_of and not taker.attributes & none_of)

    if gate.flags & Flag.FREE_EVERYONE or (accredited and gate.flags & Flag.FREE_ACCREDITED):
        return FREE
    if answers(gate.free_any_of, gate.free_none_of):
        return FREE
    if gate.flags & Flag.APPROVAL_EVERYONE or (accredited and gate.flags & Flag.APPROVAL_ACCREDITED):
        return WITH_APPROVAL
    return WITH_APPROVAL if answers(gate.approval_any_of, gate.approval_none_of) else BLOCKED


def grade(lot: Lot, giver: Party, taker: Party, time: int) -> int:
    """What a lot is to a receiver."""
    if giver.treasury or taker.treasury or lot.regime == 0:
        return FREE
    regime = REGIMES[lot.regime]
    if time < lot.unlock_at:
        return gate_grade(regime.locked, taker)
    return gate_grade(regime.matured, taker) if regime.matured.word() else FREE


def terms(lot: Lot) -> tuple[int, int, int]:
    return lot.acquired, lot.unlock_at, lot.regime


def joined(a: Lot, b: Lot) -> Lot:
    """Both as one: the later acquisition, the later lock with its regime."""
    unlock_at, regime = max((a.unlock_at, a.regime), (b.unlock_at, b.regime))
    return Lot(max(a.acquired, b.acquired), unlock_at, regime, a.units + b.units)


def put(lots: list[Lot], lot: Lot) -> None:
    """Puts a lot in its place; one of the same terms takes its units."""
    place = bisect_left([terms(each) for each in lots], terms(lot))
    if place < len(lots) and terms(lots[place]) == terms(lot):
        lots[place] = joined(lots[place], lot)
    elif lot.units:
        lots.insert(place, lot)


def merge(lots: list[Lot], may: Callable[[Lot, Lot], bool]) -> None:
    """Puts lots together, oldest first, while there are too many."""
    i = 0
    while i < len(lots) and len(lots) > MAX_LOTS:
        j = next((j for j in range(i + 1, len(lots)) if may(lots[i], lots[j])), 0)
        if not j:
            i += 1
            continue
        both = joined(lots[i], lots[j])
        del lots[j], lots[i]
        put(lots, both)


def fit(lots: list[Lot], time: int, force: bool = False) -> bool:
    """Makes the lots few enough where that is allowed; whether they are."""

    def of_one_regime(a: Lot, b: Lot) -> bool:
        return a.regime == b.regime

    merge(lots, lambda a, b: of_one_regime(a, b) and max(a.unlock_at, b.unlock_at) <= time)
    if force:
        merge(lots, of_one_regime)
        merge(lots, lambda a, b: True)
    return len(lots) <= MAX_LOTS


def take(lots: Iterable[Lot], amount: int, grades: Callable[[Lot], int]) -> tuple[list[Lot], list[Lot], int]:
    """What goes and what stays, and the worst grade of what goes."""
    stays, goes, worst = list(lots), [], FREE
    for level in (FREE, WITH_APPROVAL, BLOCKED):
        for i, lot in enumerate(stays):
            units = min(lot.units, amount) if grades(lot) == level else 0
            if units:
                worst, amount = level, amount - units
                stays[i] = replace(lot, units=lot.units - units)
                goes.append(replace(lot, units=units))
    return sorted(goes), [lot for lot in stays if lot.units], worst


def received(lot: Lot, giver: Party, time: int) -> Lot:
    """The lot as the receiver has it: anew from the issuer or an affiliate, unless its clock runs from the offering."""
    if not giver.treasury and not giver.attributes & AFFILIATE:
        return lot
    regime: Regime | None = REGIMES.get(lot.regime)
    if regime is None:
        return replace(lot, acquired=time // DAY)
    if regime.locked.flags & Flag.FROM_OFFERING:
        return lot
    end = max(regime.locked.lock_end(time // DAY), lot.unlock_at)
    return replace(lot, acquired=time // DAY, unlock_at=end)
