"""The rule BenefitPlans: benefit plan investors stay below a part of each class."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.rules import EVERY_CLASS, enact, key, new_rule, set_parameter
from tests.world import CH, COMMON, DAY, DE, FAR, FR, NOWHERE, PREFERRED, World, bytes32, spare_account

PLAN, MANAGER = 8, 16
PPM = 1_000_000


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """Below 25 % of every class. investor_de is a plan, investor_fr the manager; nothing is issued."""
    rule = new_rule(world, engine, "BenefitPlans")
    enact(world, engine, rule)
    for name, value in (("LIMIT", 250_000), ("PLANS", PLAN), ("EXCLUDED", MANAGER)):
        set_parameter(world, rule, name, value)
    world.admit(world.investor_de, DE, accredited=FAR, attributes=PLAN)
    world.admit(world.investor_fr, FR, accredited=FAR, attributes=MANAGER)
    return rule


@pytest.fixture
def issued(world: World, rule: Any) -> None:
    """1,000 COMMON: 100 the manager's, 200 the plan's, 700 investor_ch's."""
    world.issue(world.investor_ch, 700)
    world.issue(world.investor_fr, 100)
    world.issue(world.investor_de, 200)


def refused(world: World, sender: Any, receiver: Any, units: int, partition: bytes = COMMON) -> None:
    code, reason, guilty, opens_at = world.restriction(sender, receiver, units, partition)
    assert (bytes(code), bytes(reason), guilty, opens_at) == (b"\x57", bytes32("ERISA_25"), receiver, 0)
    with reverts(world.security, "Refused", "0x57", "ERISA_25", receiver):
        world.security.transferByPartition(partition, receiver, units, b"", {"from": sender})


def passes(world: World, sender: Any, receiver: Any, units: int, partition: bytes = COMMON) -> Any:
    assert bytes(world.restriction(sender, receiver, units, partition)[0]) == b"\x51"
    return world.security.transferByPartition(partition, receiver, units, b"", {"from": sender})


def books(rule: Any, partition: bytes = COMMON) -> tuple[float, int]:
    """Plan units in whole units, and the whole without the excluded."""
    _, plan, whole = rule.ratio(partition)
    return plan / PPM, whole


def told(rule: Any, tx: Any) -> list[int]:
    """The alerts of a transaction, in ppm."""
    topic = rule.topics["PlanLimitReached"]
    logs = [log for log in tx.logs if log["address"] == rule.address]
    return [number(log["data"]) for log in logs if "0x" + bytes(log["topics"][0]).hex() == topic]


def number(data: Any) -> int:
    """The data of a log, which Brownie hands out as text or as bytes."""
    return int(data, 16) if isinstance(data, str) else int.from_bytes(bytes(data), "big")


def largest(world: World, engine: Any, sender: Any, receiver: Any, units: int) -> int:
    words = [world.security.wordOf(account) for account in (sender, receiver)]
    held = [world.security.balanceOfByPartition(COMMON, account) for account in (sender, receiver)]
    return int(engine.largest((0, COMMON, COMMON, sender, sender, receiver, units, units, *words, *held, b"")))


# Vectors


def test_check__case_53__below_a_quarter_passes_and_a_quarter_does_not(world: World, rule: Any) -> None:
    world.issue(world.treasury, 680_000)
    world.issue(world.investor_fr, 120_000)
    world.admit(spare_account(0), DE, attributes=PLAN)
    world.issue(spare_account(0), 200_000)
    assert books(rule) == (200_000, 880_000)
    refused(world, world.treasury, world.investor_de, 20_000)
    passes(world, world.treasury, world.investor_de, 19_999)
    assert rule.ratio(COMMON)[0] == 249_998


def test_set_plan_share__fund_of_funds__counts_pro_rata(world: World, rule: Any) -> None:
    for account, units in ((world.investor_ch, 550_000), (world.investor_fr, 100_000), (world.investor_de, 150_000)):
        world.issue(account, units)
    # Admitted as a plan after it bought: nobody could refuse that.
    world.issue(world.fund_us, 200_000)
    world.admit(world.fund_us, 840, accredited=FAR, attributes=PLAN)
    tx = rule.setPlanShare(world.fund_us, 400_000, "certificate 7", {"from": world.compliance_officer})
    assert tuple(rule.ratio(COMMON)) == (255_555, 230_000 * PPM, 900_000)
    assert told(rule, tx) == [255_555]
    refused(world, world.investor_ch, world.fund_us, 1)
    refused(world, world.investor_ch, world.investor_de, 1)


# Decision


@pytest.mark.usefixtures("issued")
def test_check__transfer_to_a_plan__to_the_unit(world: World, engine: Any, rule: Any) -> None:
    # A quarter of 900 is 225.
    refused(world, world.investor_ch, world.investor_de, 25)
    assert largest(world, engine, world.investor_ch, world.investor_de, 700) == 24
    passes(world, world.investor_ch, world.investor_de, 24)
    refused(world, world.investor_ch, world.investor_de, 1)
    passes(world, world.investor_ch, world.investor_de, 0)
    assert books(rule) == (224, 900)


@pytest.mark.usefixtures("issued")
def test_check__issue_to_a_plan__the_whole_grows_too(world: World, rule: Any) -> None:
    # 200 + x < (900 + x) / 4: up to 33.
    with reverts(world.security, "Refused", "0x57", "ERISA_25", world.investor_de):
        world.issue(world.investor_de, 34)
    world.issue(world.investor_de, 33)
    assert books(rule) == (233, 933)


@pytest.mark.usefixtures("issued")
def test_check__plan_to_plan__nothing_changes(world: World, rule: Any) -> None:
    world.admit(spare_account(0), CH, attributes=PLAN)
    passes(world, world.investor_de, spare_account(0), 150)
    assert books(rule) == (200, 900)


@pytest.mark.usefixtures("issued")
def test_check__manager_to_plan__the_whole_grows_too(world: World, rule: Any) -> None:
    refused(world, world.investor_fr, world.investor_de, 34)
    passes(world, world.investor_fr, world.investor_de, 33)
    assert books(rule) == (233, 933)


@pytest.mark.usefixtures("issued")
def test_check__sale_to_the_manager_over_the_limit__told(world: World, rule: Any) -> None:
    assert told(rule, passes(world, world.investor_ch, world.investor_fr, 99)) == []
    assert told(rule, passes(world, world.investor_ch, world.investor_fr, 1)) == [250_000]
    assert books(rule) == (200, 800)
    # A plan sells as it likes.
    passes(world, world.investor_de, world.investor_ch, 1)


@pytest.mark.usefixtures("issued")
def test_check__redemptions_by_others__not_refused_but_told(world: World, rule: Any) -> None:
    assert told(rule, world.security.redeem(99, b"", {"from": world.investor_ch})) == []
    assert told(rule, world.security.redeem(1, b"", {"from": world.investor_ch})) == [250_000]
    tx = world.security.controllerRedeem(world.investor_ch, 100, b"", b"", {"from": world.controller})
    assert told(rule, tx) == [285_714]
    refused(world, world.investor_ch, world.investor_de, 1)
    # A plan that redeems brings it down.
    assert told(rule, world.security.redeem(40, b"", {"from": world.investor_de})) == []
    assert books(rule) == (160, 660)


@pytest.mark.usefixtures("issued")
def test_moved__forced_to_a_plan__told_and_in_the_books(world: World, rule: Any) -> None:
    parties = (world.investor_ch, world.investor_de)
    tx = world.security.controllerTransfer(*parties, 25, b"", b"", {"from": world.controller})
    assert told(rule, tx) == [250_000]
    assert books(rule) == (225, 900)


@pytest.mark.usefixtures("issued")
def test_check__each_class__by_itself(world: World, rule: Any) -> None:
    world.issue(world.fund_us, 1_000, PREFERRED)
    refused(world, world.fund_us, world.investor_de, 250, PREFERRED)
    passes(world, world.fund_us, world.investor_de, 249, PREFERRED)
    assert (books(rule), books(rule, PREFERRED)) == ((200, 900), (249, 1_000))


@pytest.mark.usefixtures("issued")
def test_check__conversion_by_a_plan__into_the_other_class(world: World, rule: Any) -> None:
    world.issue(world.fund_us, 300, PREFERRED)
    world.security.setConversionRatio(COMMON, PREFERRED, 1, 2, {"from": world.issuer})
    arguments = (COMMON, PREFERRED, world.investor_de, 200, b"", {"from": world.investor_de})
    # 100 of 400 is a quarter, 100 of 401 is less.
    with reverts(world.security, "Refused", "0x57", "ERISA_25", world.investor_de):
        world.security.convert(*arguments)
    world.issue(world.fund_us, 1, PREFERRED)
    world.security.convert(*arguments)
    assert (books(rule), books(rule, PREFERRED)) == ((0, 700), (100, 401))


def test_check__rule_of_one_class__no_other(world: World, engine: Any, rule: Any) -> None:
    of_preferred = new_rule(world, engine, "BenefitPlans", PREFERRED)
    for name, value in (("LIMIT", 250_000), ("PLANS", PLAN)):
        set_parameter(world, of_preferred, name, value)
    enact(world, engine, of_preferred)
    world.issue(world.investor_de, 100)
    assert of_preferred.ratio(COMMON) == (0, 0, 100)
    with reverts(world.security, "Refused", "0x57", "ERISA_25", world.investor_de):
        world.issue(world.investor_de, 1, PREFERRED)


# Books


@pytest.mark.usefixtures("issued")
def test_entry_changed__becomes_a_plan_and_no_more__by_what_it_holds(world: World, rule: Any) -> None:
    world.issue(world.fund_us, 500, PREFERRED)
    tx = world.admit(world.fund_us, 840, accredited=FAR, attributes=PLAN | 1)
    assert (books(rule, PREFERRED), told(rule, tx)) == ((500, 500), [PPM])
    world.admit(world.fund_us, 840, accredited=FAR, attributes=MANAGER)
    assert books(rule, PREFERRED) == (0, 0)
    world.admit(world.fund_us, 840, accredited=FAR)
    assert books(rule, PREFERRED) == (0, 500)
    assert books(rule) == (200, 900)


@pytest.mark.usefixtures("issued")
def test_entry_changed__plan_and_manager_at_once__a_plan(world: World, rule: Any) -> None:
    world.admit(world.investor_de, DE, attributes=PLAN | MANAGER)
    assert books(rule) == (200, 900)


@pytest.mark.usefixtures("issued")
def test_moved__recovery_of_a_plan__same_books(world: World, rule: Any) -> None:
    lost, replacement = world.investor_de, spare_account(0)
    world.security.initiateRecovery(lost, replacement, bytes32("EVIDENCE"), {"from": world.admitter})
    clock.pass_time(3 * DAY)
    world.security.executeRecovery(lost, {"from": world.controller})
    assert books(rule) == (200, 900)
    passes(world, replacement, world.investor_ch, 200)
    assert books(rule) == (0, 900)


@pytest.mark.usefixtures("issued")
def test_moved__wallets_of_one_plan__same_books(world: World, rule: Any) -> None:
    second = world.second_wallet_ch
    world.security.linkWallet(second, world.investor_de, {"from": world.admitter})
    world.security.transfer(second, 150, {"from": world.investor_de})
    assert books(rule) == (200, 900)
    rule.setPlanShare(second, 500_000, "certificate 8", {"from": world.compliance_officer})
    assert books(rule) == (100, 900)
    assert rule.planShareOf(world.investor_de) == 500_000


@pytest.mark.usefixtures("issued")
def test_moved__treasury__part_of_the_whole(world: World, rule: Any) -> None:
    passes(world, world.investor_ch, world.treasury, 700)
    assert books(rule) == (200, 900)


@pytest.mark.usefixtures("issued")
def test_reconcile__after_a_change_of_who_is_a_plan__noted_anew(world: World, rule: Any) -> None:
    world.admit(world.investor_ch, attributes=32)
    set_parameter(world, rule, "PLANS", 32)
    set_parameter(world, rule, "EXCLUDED", PLAN)
    assert books(rule) == (200, 900)
    for _ in range(2):
        for account in (*world.investors, world.stranger):
            rule.reconcile(account, {"from": world.stranger})
    assert books(rule) == (700, 800)
    set_parameter(world, rule, "EXCLUDED", 0)
    # Who moves is noted on the way.
    passes(world, world.investor_de, world.investor_fr, 100)
    assert books(rule) == (700, 1_000)


@pytest.mark.usefixtures("issued")
def test_check__noted_otherwise_than_it_is__decides_as_it_will_be_noted(world: World, rule: Any) -> None:
    world.admit(world.investor_ch, attributes=32)
    set_parameter(world, rule, "PLANS", PLAN | 32)
    # 200 of 900 as noted; in truth both sides are plans with all of it.
    refused(world, world.investor_ch, world.investor_de, 1)
    set_parameter(world, rule, "PLANS", PLAN)
    set_parameter(world, rule, "EXCLUDED", MANAGER | 32)
    # 200 + x of 200 + x.
    refused(world, world.investor_ch, world.investor_de, 1)


def test_reconcile__members_from_before_the_rule__in_the_books(world: World, engine: Any, rule: Any) -> None:
    enact(world, engine)
    world.issue(world.investor_ch, 700)
    world.issue(world.investor_de, 200)
    enact(world, engine, rule)
    assert books(rule) == (0, 900)
    engine.reconcile([world.investor_ch, world.investor_de], {"from": world.stranger})
    assert books(rule) == (200, 900)


# Largest


def test_largest__random_books__as_by_trial(world: World, rule: Any) -> None:
    draw = Random(25)
    set_parameter(world, rule, "LIMIT", 0)
    for account, attributes in zip(world.investors, (0, PLAN, MANAGER, PLAN), strict=True):
        world.admit(account, attributes=attributes)
        world.issue(account, draw.randrange(5, 20))
    for _ in range(12):
        rule.setPlanShare(world.fund_us, draw.choice([0, 300_000, PPM]), "", {"from": world.compliance_officer})
        set_parameter(world, rule, "LIMIT", draw.choice([250_000, 400_000, 500_000, 620_000]))
        sender = draw.choice([NOWHERE, world.investor_ch, world.investor_fr, world.fund_us])
        receiver = world.investor_de if sender == world.fund_us else draw.choice([world.investor_de, world.fund_us])
        words = [world.security.wordOf(account) for account in (sender, receiver)]
        held = [world.security.balanceOfByPartition(COMMON, account) for account in (sender, receiver)]
        most = 25 if sender == NOWHERE else held[0]
        asked = [
            (0, COMMON, COMMON, sender, sender, receiver, units, units, *words, *held, b"") for units in range(most + 1)
        ]
        fits = [units for units, movement in enumerate(asked) if bytes(rule.check(movement))[-1] == 0x51]
        assert rule.largest(asked[most]) == max(fits)


# Gates and parameters


def test_set_plan_share__by_anybody_else__refused(world: World, rule: Any) -> None:
    with reverts(None, "AccessControlUnauthorizedAccount", world.stranger, role_id("COMPLIANCE")):
        rule.setPlanShare(world.investor_de, 1, "", {"from": world.stranger})


def test_set_plan_share__event_and_default(world: World, rule: Any) -> None:
    assert rule.planShareOf(world.investor_de) == PPM
    tx = rule.setPlanShare(world.investor_de, 0, "29 CFR 2510.3-101(f)", {"from": world.compliance_officer})
    event = tx.events["PlanShareSet"]
    investor = world.security.memberOf(world.investor_de)[1]
    assert (event["investor"], event["ppm"], event["citation"]) == (investor, 0, "29 CFR 2510.3-101(f)")
    assert rule.planShareOf(world.investor_de) == 0
    # Of a plan without plan assets any amount.
    world.issue(world.investor_de, 5)
    assert books(rule) == (0, 5)


def test_set_plan_share__too_much_or_of_nobody__refused(world: World, rule: Any) -> None:
    with reverts(rule, "InvalidShare", PPM + 1):
        rule.setPlanShare(world.investor_de, PPM + 1, "", {"from": world.compliance_officer})
    with reverts(None, "NotRegistered", world.stranger):
        rule.setPlanShare(world.stranger, 1, "", {"from": world.compliance_officer})


@pytest.mark.parametrize("name, value", [("LIMIT", PPM + 1), ("PLANS", 2**32), ("EXCLUDED", 2**32), ("PLAN", 1)])
def test_set_parameter__not_known__refused(world: World, rule: Any, name: str, value: int) -> None:
    with reverts(rule, "InvalidParameter", key(name), value):
        set_parameter(world, rule, name, value)


def test_words__of_the_rule__step_eleven(rule: Any) -> None:
    assert (bytes(rule.name()), rule.step(), rule.hooks()) == (bytes32("BENEFIT_PLANS"), 11, 7)
    assert bytes(rule.scope()) == EVERY_CLASS
