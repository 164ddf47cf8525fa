"""The rule VestingLocks: contractual locks and vesting, against scripts/lib/vesting.py."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from scripts.lib.roles import role_id
from scripts.lib.vesting import ALL_UNITS, Allocation, Kind, Schedule, State, locked_at, tranche_times, vested_at
from tests import clock
from tests.errors import reverts
from tests.rules import enact, key, new_rule
from tests.world import COMMON, DAY, FAR, NOWHERE, PREFERRED, US, World, bytes32, code

DOCUMENT = b"\xd0" * 32
TRANSFER, ISSUE = 0, 1
NEVER = 2**40 - 1


class Desk:
    """A rule about every class, in which investor_ch has 100 units of COMMON and fund_us 100 of each class."""

    def __init__(self, world: World, engine: Any) -> None:
        self.world, self.engine, self.security = world, engine, world.security
        self.rule = new_rule(world, engine, "VestingLocks")
        self.officer = {"from": world.compliance_officer}
        self.now = clock.now()
        enact(world, engine, self.rule)
        world.issue_all(100)
        world.issue_all(100, PREFERRED)

    def lock(self, units: int, until: int, account: Any = None, partition: bytes = COMMON) -> Any:
        holder = account or self.world.investor_ch
        return self.rule.addLock(partition, holder, units, until, DOCUMENT, self.officer)

    def grant(self, schedule: Schedule, account: Any = None, partition: bytes = COMMON) -> Any:
        holder = account or self.world.investor_ch
        return self.rule.addGrant(partition, holder, schedule.values(), DOCUMENT, self.officer)

    def linear(self, quantity: int = 100, **changes: Any) -> Schedule:
        """From an hour ahead for 1000 seconds."""
        start = self.now + 3_600
        return replace(Schedule(Kind.LINEAR, quantity=quantity, start=start, end=start + 1_000), **changes)

    def transfer(self, units: int, sender: Any = None, to: Any = None) -> Any:
        receiver = to or self.world.investor_de
        return self.security.transfer(receiver, units, {"from": sender or self.world.investor_ch})

    def refused(self, reason: str, guilty: Any = None) -> Any:
        return reverts(self.security, "Refused", "0x55", reason, guilty or self.world.investor_ch)

    def movement(self, amount: int, kind: int = TRANSFER, **changes: Any) -> tuple[Any, ...]:
        """One of investor_ch to investor_de, as the engine is asked about it."""
        sender, receiver = self.world.investor_ch, self.world.investor_de
        fields = {
            "kind": kind,
            "partition": COMMON,
            "destination": COMMON,
            "operator": sender,
            "from": sender,
            "to": receiver,
            "amount": amount,
            "received": amount,
            "sender": self.security.wordOf(sender),
            "receiver": self.security.wordOf(receiver),
            "senderUnits": self.security.balanceOf(sender),
            "receiverUnits": self.security.balanceOf(receiver),
            "data": b"",
        }
        assert changes.keys() <= fields.keys()
        return tuple((fields | changes).values())

    def open(self, amount: int) -> int:
        """When the view says that a transfer opens."""
        return int(self.world.restriction(self.world.investor_ch, self.world.investor_de, amount)[3])

    def allows(self, amount: int) -> bool:
        """What the view says of a transfer now."""
        return code(self.world.restriction(self.world.investor_ch, self.world.investor_de, amount)[0]) == 0x51


@pytest.fixture(scope="module")
def desk(world: World, engine: Any) -> Desk:
    return Desk(world, engine)


def free_units(desk: Desk, schedules: list[Schedule], time: int, units: int = 100) -> int:
    return max(0, units - sum(locked_at(schedule, time) for schedule in schedules))


# Locks


def test_lock__part_of_the_units__the_rest_is_free(desk: Desk) -> None:
    desk.lock(60, NEVER)
    with desk.refused("CONTRACTUAL_LOCK"):
        desk.transfer(41)
    desk.transfer(40)
    assert desk.rule.lockedUnits(COMMON, desk.world.investor_ch) == 60


def test_lock__of_all_units__holds_later_ones_too(desk: Desk) -> None:
    desk.lock(ALL_UNITS, NEVER)
    desk.world.issue(desk.world.investor_ch, 50)
    with desk.refused("CONTRACTUAL_LOCK"):
        desk.transfer(1)
    desk.transfer(0)


def test_lock__around_its_end__to_the_second(desk: Desk) -> None:
    until = clock.now() + 1_000
    desk.lock(100, until)
    assert desk.open(1) == until
    clock.next_block_at(until - 1)
    with desk.refused("CONTRACTUAL_LOCK"):
        desk.transfer(1)
    clock.next_block_at(until)
    desk.transfer(100)


def test_lock__released__free_at_once_and_once_only(desk: Desk) -> None:
    desk.lock(100, NEVER)
    tx = desk.rule.release(COMMON, desk.world.investor_ch, 0, DOCUMENT, desk.officer)
    assert tx.events["ScheduleReleased"]["index"] == 0
    desk.transfer(100)
    with reverts(desk.rule, "NotOpen", 0):
        desk.rule.release(COMMON, desk.world.investor_ch, 0, DOCUMENT, desk.officer)


def test_lock__of_one_class__the_others_are_free(desk: Desk) -> None:
    fund, other = desk.world.fund_us, desk.world.stranger
    desk.world.admit(other, US, accredited=FAR)
    desk.lock(100, NEVER, fund, PREFERRED)
    desk.transfer(100, sender=fund)
    with desk.refused("CONTRACTUAL_LOCK", fund):
        desk.security.transferByPartition(PREFERRED, other, 1, b"", {"from": fund})


# Vesting


def test_linear__around_a_unit__to_the_second_and_the_unit(desk: Desk) -> None:
    grant = desk.linear(cliff=desk.now + 3_600 + 250)
    desk.grant(grant)
    with desk.refused("VESTING"):
        desk.transfer(1)
    clock.next_block_at(grant.cliff - 1)
    with desk.refused("VESTING"):
        desk.transfer(1)
    clock.next_block_at(grant.cliff)
    desk.transfer(25)
    clock.next_block_at(grant.cliff + 9)
    with desk.refused("VESTING"):
        desk.transfer(1)
    clock.next_block_at(grant.cliff + 10)
    desk.transfer(1)
    clock.block_at(grant.end)
    desk.transfer(74)


def test_tranches__before_the_cliff__fall_due_at_it(desk: Desk) -> None:
    grant = Schedule(
        Kind.MONTHLY,
        Allocation.BACK_LOADED_TO_SINGLE_TRANCHE,
        quantity=100,
        start=desk.now + 31 * DAY,
        tranches=48,
        period=1,
    )
    times = tranche_times(grant)
    grant = replace(grant, cliff=times[11])
    desk.grant(grant)
    assert desk.open(24) == times[11] and desk.open(25) == times[12] and desk.open(95) == times[47]
    clock.block_at(times[11] - 1)
    assert not desk.allows(1)
    clock.block_at(times[11])
    assert desk.allows(24) and not desk.allows(25)
    clock.block_at(times[47] - 1)
    assert desk.allows(94) and not desk.allows(95)
    clock.block_at(times[47])
    desk.transfer(100)


def test_lock_and_grant__together__add_up(desk: Desk) -> None:
    desk.lock(30, NEVER)
    desk.grant(desk.linear(50))
    desk.transfer(20)
    with desk.refused("VESTING"):
        desk.transfer(1)
    with desk.refused("VESTING"):
        desk.transfer(50)
    with desk.refused("CONTRACTUAL_LOCK"):
        desk.transfer(51)


def test_locked__more_than_is_held__nothing_can_leave_but_zero_units(desk: Desk) -> None:
    desk.grant(desk.linear(1_000))
    with desk.refused("VESTING"):
        desk.transfer(1)
    desk.transfer(0)


# Which movements


def test_further_wallets__of_the_investor__count_as_one(desk: Desk) -> None:
    world = desk.world
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.issue(world.second_wallet_ch, 50)
    desk.lock(100, NEVER, world.second_wallet_ch)
    desk.transfer(80, to=world.second_wallet_ch)
    with desk.refused("CONTRACTUAL_LOCK", world.second_wallet_ch):
        desk.transfer(51, sender=world.second_wallet_ch)
    desk.transfer(50, sender=world.second_wallet_ch)
    with desk.refused("CONTRACTUAL_LOCK"):
        desk.transfer(1)


def test_recovered__to_a_new_wallet__the_lock_goes_with_the_investor(desk: Desk) -> None:
    world = desk.world
    desk.lock(100, NEVER)
    world.security.initiateRecovery(world.investor_ch, world.stranger, DOCUMENT, {"from": world.admitter})
    clock.pass_time(4 * DAY)
    world.security.executeRecovery(world.investor_ch, {"from": world.controller})
    with desk.refused("CONTRACTUAL_LOCK", world.stranger):
        desk.transfer(1, sender=world.stranger)


def test_treasury__receives_and_gives__free(desk: Desk) -> None:
    world = desk.world
    desk.lock(ALL_UNITS, NEVER)
    desk.transfer(60, to=world.treasury)
    desk.lock(ALL_UNITS, NEVER, world.treasury)
    desk.transfer(60, sender=world.treasury)


def test_redeem_and_conversion__of_locked_units__refused(desk: Desk) -> None:
    world = desk.world
    desk.lock(50, NEVER)
    with desk.refused("CONTRACTUAL_LOCK"):
        world.security.redeem(51, b"", {"from": world.investor_ch})
    world.security.redeem(50, b"", {"from": world.investor_ch})
    fund = world.fund_us
    desk.lock(99, NEVER, fund, PREFERRED)
    desk.lock(1_000, NEVER, fund)
    world.security.setConversionRatio(PREFERRED, COMMON, 3, 1, {"from": world.issuer})
    with desk.refused("CONTRACTUAL_LOCK", fund):
        world.security.convert(PREFERRED, COMMON, fund, 2, b"", {"from": fund})
    world.security.convert(PREFERRED, COMMON, fund, 1, b"", {"from": fund})


def test_hold__of_locked_units__not_executed(desk: Desk) -> None:
    world = desk.world
    hold = (world.investor_ch, 51, world.investor_de, NEVER, world.operator, COMMON, bytes(32))
    world.security.createHold(DOCUMENT, hold, {"from": world.investor_ch})
    desk.lock(50, NEVER)
    with desk.refused("CONTRACTUAL_LOCK"):
        world.security.executeHold(DOCUMENT, world.investor_de, 51, bytes(32), {"from": world.operator})
    world.security.executeHold(DOCUMENT, world.investor_de, 50, bytes(32), {"from": world.operator})


def test_forced__out_of_locked_units__goes_through(desk: Desk) -> None:
    world = desk.world
    desk.lock(100, NEVER)
    world.security.forcedTransfer(world.investor_ch, world.investor_de, 60, {"from": world.controller})
    with desk.refused("CONTRACTUAL_LOCK"):
        desk.transfer(1)
    desk.transfer(160, sender=world.investor_de)


def test_issue__to_a_locked_member__goes_through(desk: Desk) -> None:
    desk.lock(ALL_UNITS, NEVER)
    desk.world.issue(desk.world.investor_ch, 1)


# The end of a grant


def test_end_grant__forfeited_units__locked_until_returned(desk: Desk) -> None:
    world, grant = desk.world, desk.linear()
    desk.grant(grant)
    tx = desk.rule.endGrant(COMMON, world.investor_ch, 0, grant.start + 400, "Plan 7.2", desk.officer)
    assert tx.events["GrantEnded"]["forfeited"] == 60
    clock.block_at(grant.end + DAY)
    assert desk.rule.vestedUnits(COMMON, world.investor_ch, NEVER) == 40
    with desk.refused("VESTING"):
        desk.transfer(41)
    assert desk.open(41) == 0, "time does not bring forfeited units back"
    world.security.forcedTransfer(world.investor_ch, world.treasury, 60, {"from": world.controller})
    with desk.refused("VESTING"):
        desk.transfer(1)
    desk.rule.confirmReturn(COMMON, world.investor_ch, 0, DOCUMENT, desk.officer)
    desk.transfer(40)


def test_end_grant__with_notice__vests_up_to_that_second(desk: Desk) -> None:
    grant = desk.linear()
    desk.grant(grant)
    end = grant.start + 400
    desk.rule.endGrant(COMMON, desk.world.investor_ch, 0, end, "Plan 7.2", desk.officer)
    assert desk.open(40) == end and desk.open(41) == 0
    with reverts(desk.rule, "NotOpen", 0):
        desk.rule.confirmReturn(COMMON, desk.world.investor_ch, 0, DOCUMENT, desk.officer)
    clock.block_at(end - 1)
    assert desk.allows(39) and not desk.allows(40)
    clock.block_at(end)
    desk.transfer(40)


def test_end_grant__once_more__corrects_the_time(desk: Desk) -> None:
    grant, account = desk.linear(), desk.world.investor_ch
    desk.grant(grant)
    for second in (100, 700):
        desk.rule.endGrant(COMMON, account, 0, grant.start + second, "Plan 7.2", desk.officer)
    assert desk.rule.vestedUnits(COMMON, account, NEVER) == 70


def test_end_grant__of_a_lock_or_what_is_released__refused(desk: Desk) -> None:
    account = desk.world.investor_ch
    desk.lock(10, NEVER)
    desk.grant(desk.linear())
    desk.rule.release(COMMON, account, 1, DOCUMENT, desk.officer)
    for index in (0, 1, 2):
        with reverts(desk.rule, "NotOpen", index):
            desk.rule.endGrant(COMMON, account, index, 1, "Plan 7.2", desk.officer)


def test_release__of_a_grant__vests_in_full(desk: Desk) -> None:
    grant, account = desk.linear(), desk.world.investor_ch
    desk.grant(grant)
    tx = desk.rule.release(COMMON, account, 0, DOCUMENT, desk.officer)
    assert desk.rule.vestedUnits(COMMON, account, tx.timestamp) == 100
    assert desk.rule.vestedUnits(COMMON, account, tx.timestamp - 1) == 0
    desk.transfer(100)


def test_confirm_return__of_a_running_grant__refused(desk: Desk) -> None:
    desk.grant(desk.linear())
    with reverts(desk.rule, "NotOpen", 0):
        desk.rule.confirmReturn(COMMON, desk.world.investor_ch, 0, DOCUMENT, desk.officer)


# What can be kept


def test_schedule_of__every_kind_and_state__as_it_was_given(desk: Desk) -> None:
    account, given = desk.world.investor_ch, []
    for kind in (Kind.MONTHLY, Kind.DAILY):
        for allocation in Allocation:
            given.append(Schedule(kind, allocation, State.RUNNING, 2**96 - 1, 2**39, 2**39 - 1, 0, 65_535, 1))
    given.append(desk.linear(2**96 - 1, start=1, end=2**32, cliff=2**32))
    for schedule in given:
        desk.grant(schedule)
    desk.lock(5, NEVER)
    given.append(Schedule(Kind.LOCK, quantity=5, cliff=NEVER))
    ended = replace(given[1], state=State.ENDED, changed_at=NEVER)
    desk.rule.endGrant(COMMON, account, 1, NEVER, "Plan 7.2", desk.officer)
    given[1] = ended
    assert [tuple(schedule) for schedule in desk.rule.scheduleOf(COMMON, account)] == [
        schedule.values() for schedule in given
    ]


INVALID = {
    "no units": {"quantity": 0},
    "released already": {"state": State.RELEASED},
    "with a time of change": {"changed_at": 1},
    "end at the start": {"end": 1_000},
    "too long": {"end": 1_000 + 2**32},
    "cliff after the end": {"cliff": 2_001},
    "linear in tranches": {"tranches": 1},
    "linear with a period": {"period": 1},
    "linear with an allocation": {"allocation": Allocation.FRONT_LOADED},
    "a lock": {"kind": Kind.LOCK, "start": 0, "end": 0},
    "tranches with an end": {"kind": Kind.DAILY, "tranches": 2, "period": 1},
    "no tranches": {"kind": Kind.DAILY, "end": 0, "period": 1},
    "no period": {"kind": Kind.MONTHLY, "end": 0, "tranches": 1},
    "cliff after the last tranche": {"kind": Kind.DAILY, "end": 0, "tranches": 2, "period": 1, "cliff": 1_001 + DAY},
    "tranches without end": {
        "kind": Kind.MONTHLY, "end": 0, "tranches": 65_535, "period": 65_535, "start": NEVER, "cliff": 0
    },
}  # fmt: skip


@pytest.mark.parametrize("changes", INVALID.values(), ids=INVALID)
def test_add_grant__that_makes_no_sense__refused(desk: Desk, changes: dict[str, Any]) -> None:
    valid = Schedule(Kind.LINEAR, quantity=1, start=1_000, cliff=1_500, end=2_000)
    with reverts(desk.rule, "InvalidSchedule"):
        desk.grant(replace(valid, **changes))


def test_add_lock__of_nothing__refused(desk: Desk) -> None:
    with reverts(desk.rule, "InvalidSchedule"):
        desk.lock(0, NEVER)


def test_add__for_a_stranger__refused(desk: Desk) -> None:
    for account in (desk.world.stranger, NOWHERE):
        with reverts(None, "NotRegistered", account):
            desk.lock(1, NEVER, account)


def test_add__of_an_unknown_class__refused(desk: Desk) -> None:
    with reverts(None, "UnknownPartition", bytes32("COMON")):
        desk.lock(1, NEVER, partition=bytes32("COMON"))


def test_add__of_a_class_out_of_scope__refused(desk: Desk) -> None:
    rule = new_rule(desk.world, desk.engine, "VestingLocks", PREFERRED)
    with reverts(rule, "OutOfScope", COMMON):
        rule.addLock(COMMON, desk.world.fund_us, 1, NEVER, DOCUMENT, desk.officer)
    rule.addLock(PREFERRED, desk.world.fund_us, 1, NEVER, DOCUMENT, desk.officer)


def test_add__a_seventeenth__in_place_of_one_that_has_run_out(desk: Desk) -> None:
    account = desk.world.investor_ch
    for number in range(16):
        desk.lock(1, NEVER - number)
    with reverts(desk.rule, "TooManySchedules", account, 16):
        desk.lock(7, NEVER)
    desk.rule.release(COMMON, account, 5, DOCUMENT, desk.officer)
    assert desk.lock(7, NEVER).events["LockAdded"]["index"] == 5
    assert desk.rule.lockedUnits(COMMON, account) == 22


GATED = {
    "addLock": lambda desk: (COMMON, desk.world.investor_ch, 1, NEVER, DOCUMENT),
    "addGrant": lambda desk: (COMMON, desk.world.investor_ch, desk.linear().values(), DOCUMENT),
    "endGrant": lambda desk: (COMMON, desk.world.investor_ch, 0, 1, "Plan 7.2"),
    "confirmReturn": lambda desk: (COMMON, desk.world.investor_ch, 1, DOCUMENT),
    "release": lambda desk: (COMMON, desk.world.investor_ch, 0, DOCUMENT),
}


@pytest.mark.parametrize("function", GATED)
def test_gate__of_each_function__the_compliance_officer_alone(desk: Desk, function: str) -> None:
    for _ in range(2):
        desk.grant(desk.linear())
    desk.rule.endGrant(COMMON, desk.world.investor_ch, 1, 1, "Plan 7.2", desk.officer)
    arguments = GATED[function](desk)
    for account in (desk.world.admin, desk.world.investor_ch, desk.world.stranger):
        with reverts(None, "AccessControlUnauthorizedAccount", account, role_id("COMPLIANCE")):
            getattr(desk.rule, function)(*arguments, {"from": account})
    getattr(desk.rule, function)(*arguments, desk.officer)


def test_parameters__none__refused(desk: Desk) -> None:
    with reverts(desk.rule, "InvalidParameter", key("LOCK"), 1):
        desk.rule.setParameter(key("LOCK"), 1, 0, "Test Act 1", desk.officer)


# Against the reference


def random_schedule(draw: random.Random, now: int) -> Schedule:
    """Around now, of any kind."""
    kind = draw.choice(list(Kind))
    quantity, start = (
        draw.choice([draw.randint(1, 60), draw.randint(1, 2**96 - 1)]),
        now + draw.randint(-500, 500) * DAY,
    )
    if kind is Kind.LOCK:
        return Schedule(kind, quantity=quantity, cliff=now + draw.randint(1, 1_000) * DAY)
    if kind is Kind.LINEAR:
        end = start + draw.randint(1, 1_500 * DAY)
        return Schedule(kind, quantity=quantity, start=start, end=end, cliff=draw.randint(0, end))
    allocation, tranches = draw.choice(list(Allocation)), draw.randint(1, 60)
    period = draw.randint(1, 90 if kind is Kind.DAILY else 13)
    grant = Schedule(kind, allocation, quantity=quantity, start=start, tranches=tranches, period=period)
    return replace(grant, cliff=draw.choice([0, draw.choice(tranche_times(grant))]))


def moments(draw: random.Random, schedule: Schedule, count: int) -> list[int]:
    """Times about which something happens, and others."""
    events = [schedule.cliff, schedule.start, schedule.end, schedule.changed_at, *tranche_times(schedule)]
    events = [time for time in events if time > DAY]
    return [draw.choice(events) + draw.choice([-1, 0, 1, draw.randint(-DAY, DAY)]) for _ in range(count)]


def give(desk: Desk, schedule: Schedule, account: Any = None) -> None:
    if schedule.kind is Kind.LOCK:
        desk.lock(schedule.quantity, schedule.cliff, account)
    else:
        desk.grant(schedule, account)


@pytest.mark.parametrize("seed", range(3))
def test_vested_units__of_any_grants__as_worked_out_exactly(desk: Desk, seed: int) -> None:
    draw = random.Random(seed)
    account, schedules = desk.world.investor_ch, []
    for index in range(16):
        schedule = random_schedule(draw, desk.now)
        give(desk, schedule)
        if schedule.kind is not Kind.LOCK and draw.random() < 0.25:
            schedule = replace(schedule, state=State.ENDED, changed_at=desk.now + draw.randint(-500, 500) * DAY)
            desk.rule.endGrant(COMMON, account, index, schedule.changed_at, "Plan 7.2", desk.officer)
        schedules.append(schedule)
    grants = [schedule for schedule in schedules if schedule.kind is not Kind.LOCK]
    for time in [time for grant in grants for time in moments(draw, grant, 3)]:
        expected = sum(vested_at(grant, time) for grant in grants)
        assert desk.rule.vestedUnits(COMMON, account, time) == expected, (time, grants)
    locked = sum(locked_at(schedule, clock.now()) for schedule in schedules)
    assert desk.rule.lockedUnits(COMMON, account) == locked


@pytest.mark.parametrize("seed", range(6))
def test_opens_at_and_largest__of_any_schedules__exact(desk: Desk, seed: int) -> None:
    draw = random.Random(100 + seed)
    schedules = []
    for index in range(draw.randint(1, 5)):
        schedule = replace(random_schedule(draw, desk.now), quantity=draw.randint(1, 40))
        give(desk, schedule)
        if schedule.kind is not Kind.LOCK and draw.random() < 0.2:
            schedule = replace(schedule, state=State.ENDED, changed_at=desk.now + draw.randint(-100, 100) * DAY)
            desk.rule.endGrant(COMMON, desk.world.investor_ch, index, schedule.changed_at, "Plan 7.2", desk.officer)
        schedules.append(schedule)
    now = clock.now()
    free = free_units(desk, schedules, now)
    assert desk.engine.largest(desk.movement(100)) == free
    assert desk.allows(free) and (free == 100 or not desk.allows(free + 1))
    for amount in draw.sample(range(101), 12):
        opening = desk.open(amount)
        if amount <= free or amount > free_units(desk, schedules, NEVER):
            assert opening == 0
        else:
            assert free_units(desk, schedules, opening) >= amount > free_units(desk, schedules, opening - 1)


@pytest.mark.parametrize("kind", [Kind.LINEAR, Kind.MONTHLY])
def test_opens_at__sixteen_grants_that_change_together__still_exact(desk: Desk, kind: Kind) -> None:
    """The dearest question. It is asked from outside: on chain nobody pays for it."""
    start = desk.now + 40 * DAY
    grant = Schedule(Kind.MONTHLY, quantity=48, start=start, tranches=48, period=1)
    if kind is Kind.LINEAR:
        grant = Schedule(Kind.LINEAR, quantity=48, start=start, end=start + 1_461 * DAY)
    for _ in range(16):
        desk.grant(grant)
    desk.world.issue(desk.world.investor_ch, 16 * 48 - 100)
    opening = desk.rule.opensAt(desk.movement(400))
    assert free_units(desk, [grant] * 16, opening - 1, 768) < 400 <= free_units(desk, [grant] * 16, opening, 768)
    assert desk.rule.opensAt.estimate_gas(desk.movement(400), {"from": desk.world.stranger}) < 2_000_000
    assert desk.rule.check.estimate_gas(desk.movement(400), {"from": desk.world.stranger}) < 200_000


def test_transfer__without_schedules__reads_one_slot_of_the_rule(desk: Desk) -> None:
    """What a first look into an empty book costs beside a movement that the rule is not about."""
    asker = {"from": desk.world.stranger}
    bound = desk.rule.check.estimate_gas(desk.movement(1), asker)
    unbound = desk.rule.check.estimate_gas(desk.movement(1, kind=ISSUE), asker)
    assert bound - unbound < 2_100 + 600
