"""The rule HolderCaps: how many investors may hold, and exactly whom it counts as what."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.rules import EVERY_CLASS, enact, key, new_rule, set_parameter
from tests.world import CH, COMMON, DAY, DE, FAR, FR, PREFERRED, QIB, US, US_PERSON, World, bytes32, spare_account

STAFF = 8
TEN_YEARS = 3_650


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """Counts the holders of every class, without any cap yet; investor_ch and investor_de hold 100 COMMON each."""
    rule = new_rule(world, engine, "HolderCaps")
    enact(world, engine, rule)
    for investor in (world.investor_ch, world.investor_de):
        world.issue(investor, 100)
    return rule


def today() -> int:
    return clock.now() // DAY


def record(rule: Any, account: Any) -> tuple[Any, ...]:
    """Positions, whether counted, country, accreditedThrough, attributes."""
    return tuple(rule.recordOf(account))


def refused(world: World, reason: str, sender: Any, receiver: Any, units: int, partition: bytes = COMMON) -> None:
    """The transfer is refused for the receiver's sake; the view says so too, and that time does not cure it."""
    code, why, guilty, opens_at = world.restriction(sender, receiver, units, partition)
    assert (bytes(code), bytes(why), guilty, opens_at) == (b"\x57", bytes32(reason), receiver, 0)
    with reverts(world.security, "Refused", "0x57", reason, receiver):
        world.security.transferByPartition(partition, receiver, units, b"", {"from": sender})


def passes(world: World, sender: Any, receiver: Any, units: int) -> Any:
    assert bytes(world.restriction(sender, receiver, units)[0]) == b"\x51"
    return world.security.transfer(receiver, units, {"from": sender})


def largest(world: World, engine: Any, sender: Any, receiver: Any, units: int) -> int:
    """The largest amount, up to so many units, that the rules let go now."""
    words = [world.security.wordOf(account) for account in (sender, receiver)]
    held = [world.security.balanceOfByPartition(COMMON, account) for account in (sender, receiver)]
    return int(engine.largest((0, COMMON, COMMON, sender, sender, receiver, units, units, *words, *held, b"")))


def recover(world: World, lost: Any, replacement: Any) -> None:
    world.security.initiateRecovery(lost, replacement, bytes32("EVIDENCE"), {"from": world.admitter})
    clock.pass_time(3 * DAY)
    world.security.executeRecovery(lost, {"from": world.controller})


# Caps


def test_check__newcomer_at_the_cap__refused(world: World, engine: Any, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 2)
    refused(world, "HOLDER_CAP", world.investor_ch, world.investor_fr, 99)
    assert largest(world, engine, world.investor_ch, world.investor_fr, 99) == 0


def test_check__newcomer_below_the_cap__enters(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 3)
    passes(world, world.investor_ch, world.investor_fr, 1)
    assert rule.counts() == (3, 3)


def test_check__full_balance_sale_to_a_newcomer_at_the_cap__allowed(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 2)
    passes(world, world.investor_ch, world.investor_fr, 100)
    assert rule.counts() == (2, 2)
    assert record(rule, world.investor_ch) == (0, False, 0, 0, 0)


def test_check__full_balance_of_one_class_of_two__makes_no_room(world: World, rule: Any) -> None:
    world.admit(world.investor_ch, accredited=FAR)
    world.issue(world.investor_ch, 5, PREFERRED)
    set_parameter(world, rule, "HOLDERS", 2)
    refused(world, "HOLDER_CAP", world.investor_ch, world.investor_fr, 100)


def test_check__more_for_a_holder_at_the_cap__allowed(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 1)
    passes(world, world.investor_ch, world.investor_de, 50)
    world.issue(world.investor_de, 5)


def test_check__second_wallet_of_a_holder_at_the_cap__allowed(world: World, rule: Any) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    set_parameter(world, rule, "HOLDERS", 2)
    passes(world, world.investor_de, world.second_wallet_ch, 10)
    assert rule.counts() == (2, 2)
    assert record(rule, world.investor_ch)[0] == 2


def test_check__issue_to_a_newcomer_at_the_cap__refused(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 2)
    with reverts(world.security, "Refused", "0x57", "HOLDER_CAP", world.investor_fr):
        world.issue(world.investor_fr, 1)


def test_check__no_units_to_a_newcomer_at_the_cap__allowed(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 2)
    passes(world, world.investor_ch, world.investor_fr, 0)
    assert rule.counts() == (2, 2)


def test_check__non_accredited_cap__binds_the_non_accredited_alone(world: World, rule: Any) -> None:
    set_parameter(world, rule, "NONACCREDITED", 2)
    refused(world, "NONACCREDITED_CAP", world.investor_ch, world.investor_fr, 99)
    passes(world, world.investor_ch, world.fund_us, 99)
    assert rule.counts() == (3, 2)


def test_check__accredited_seller_of_all__makes_no_room_for_the_non_accredited(world: World, rule: Any) -> None:
    world.issue(world.fund_us, 10)
    set_parameter(world, rule, "NONACCREDITED", 2)
    refused(world, "NONACCREDITED_CAP", world.fund_us, world.investor_fr, 10)
    passes(world, world.investor_de, world.investor_fr, 100)


def test_check__country_cap__of_that_country_alone(world: World, rule: Any) -> None:
    set_parameter(world, rule, "COUNTRY", 0, CH)
    set_parameter(world, rule, "COUNTRY", 1, DE)
    world.admit(spare_account(0), DE)
    refused(world, "COUNTRY_CAP", world.investor_ch, spare_account(0), 100)
    passes(world, world.investor_ch, world.investor_fr, 10)
    passes(world, world.investor_de, spare_account(0), 100)
    assert [rule.countOfCountry(country) for country in (CH, DE, FR)] == [1, 1, 1]


def test_check__category_cap__of_each_attribute(world: World, rule: Any) -> None:
    world.admit(spare_account(0), US, accredited=FAR, attributes=QIB | 1 << 31)
    world.issue(spare_account(0), 10)
    set_parameter(world, rule, "CATEGORY", 1, 2)
    refused(world, "CATEGORY_CAP", world.investor_ch, world.fund_us, 10)
    set_parameter(world, rule, "CATEGORY", 2, 2)
    set_parameter(world, rule, "CATEGORY", 1, 31)
    passes(world, world.investor_ch, world.fund_us, 10)
    assert [rule.countOfCategory(bit) for bit in (0, 1, 2, 31)] == [1, 0, 2, 1]


def test_check__several_caps__first_in_the_order(world: World, rule: Any) -> None:
    world.admit(spare_account(0), DE, attributes=US_PERSON)
    world.admit(world.investor_de, DE, attributes=US_PERSON)
    caps = {"HOLDER_CAP": ("HOLDERS", 0), "NONACCREDITED_CAP": ("NONACCREDITED", 0), "COUNTRY_CAP": ("COUNTRY", DE)}
    set_parameter(world, rule, "CATEGORY", 1, 0)
    for name, number in caps.values():
        set_parameter(world, rule, name, 1, number)
    for reason, (name, number) in caps.items():
        refused(world, reason, world.investor_ch, spare_account(0), 1)
        set_parameter(world, rule, name, 0, number)
    refused(world, "CATEGORY_CAP", world.investor_ch, spare_account(0), 1)


def test_check__cap_from_tomorrow_on__binds_from_that_second(world: World, rule: Any) -> None:
    start = clock.now() + DAY
    set_parameter(world, rule, "HOLDERS", 2, effective_from=start)
    clock.block_at(start - 1)
    assert bytes(world.restriction(world.investor_ch, world.investor_fr, 1)[0]) == b"\x51"
    clock.block_at(start)
    refused(world, "HOLDER_CAP", world.investor_ch, world.investor_fr, 1)


def test_check__rule_of_one_class__counts_that_class(world: World, engine: Any, rule: Any) -> None:
    of_preferred = new_rule(world, engine, "HolderCaps", PREFERRED)
    enact(world, engine, rule, of_preferred)
    set_parameter(world, of_preferred, "HOLDERS", 1)
    world.admit(world.investor_ch, accredited=FAR)
    world.issue(world.fund_us, 10, PREFERRED)
    refused(world, "HOLDER_CAP", world.fund_us, world.investor_ch, 5, PREFERRED)
    passes(world, world.investor_de, world.investor_fr, 5)
    assert (of_preferred.counts(), rule.counts()) == ((1, 0), (4, 2))


# Whom it counts


def test_moved__treasury__not_a_holder(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 2)
    world.issue(world.treasury, 100)
    passes(world, world.investor_ch, world.treasury, 100)
    passes(world, world.treasury, world.investor_fr, 10)
    assert rule.counts() == (2, 2)
    refused(world, "HOLDER_CAP", world.treasury, world.fund_us, 190)


def test_moved__exempt__not_counted_at_all(world: World, rule: Any) -> None:
    set_parameter(world, rule, "EXEMPT", STAFF)
    set_parameter(world, rule, "HOLDERS", 2)
    world.admit(world.investor_fr, FR, attributes=STAFF | QIB)
    passes(world, world.investor_ch, world.investor_fr, 10)
    assert rule.counts() == (2, 2)
    assert (rule.countOfCountry(FR), rule.countOfCategory(2)) == (0, 0)
    assert record(rule, world.investor_fr) == (1, False, FR, 0, STAFF | QIB)
    # Selling all makes no room, for there was none taken.
    refused(world, "HOLDER_CAP", world.investor_fr, world.fund_us, 10)


def test_entry_changed__exempt_no_more__counted_and_told(world: World, rule: Any) -> None:
    set_parameter(world, rule, "EXEMPT", STAFF)
    set_parameter(world, rule, "HOLDERS", 2)
    world.admit(world.investor_fr, FR, attributes=STAFF)
    passes(world, world.investor_ch, world.investor_fr, 10)
    tx = world.admit(world.investor_fr, FR)
    assert rule.counts() == (3, 3)
    assert exceeded(rule, tx) == [("HOLDER_CAP", world.security.memberOf(world.investor_fr)[1])]


def exceeded(rule: Any, tx: Any) -> list[tuple[str, int]]:
    """The alerts of a transaction: reason and investor."""
    topic = rule.topics["CapExceeded"]
    return [
        (bytes(log["topics"][1]).rstrip(b"\0").decode(), int.from_bytes(bytes(log["topics"][2]), "big"))
        for log in tx.logs
        if log["address"] == rule.address and "0x" + bytes(log["topics"][0]).hex() == topic
    ]


def test_moved__forced_to_a_newcomer_at_the_cap__counted_and_told(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 2)
    tx = world.security.controllerTransfer(
        world.investor_ch, world.investor_fr, 1, b"", b"", {"from": world.controller}
    )
    assert rule.counts() == (3, 3)
    assert exceeded(rule, tx) == [("HOLDER_CAP", world.security.memberOf(world.investor_fr)[1])]
    # Nobody makes room for another while there are too many.
    refused(world, "HOLDER_CAP", world.investor_fr, world.fund_us, 1)


def test_moved__redemptions__leave(world: World, rule: Any) -> None:
    world.security.redeem(99, b"", {"from": world.investor_ch})
    assert rule.counts() == (2, 2)
    world.security.redeem(1, b"", {"from": world.investor_ch})
    world.security.controllerRedeem(world.investor_de, 100, b"", b"", {"from": world.controller})
    assert rule.counts() == (0, 0)
    assert (rule.countOfCountry(CH), rule.countOfCountry(DE)) == (0, 0)


def test_moved__conversion_of_all__one_holder_still(world: World, engine: Any, rule: Any) -> None:
    of_common = new_rule(world, engine, "HolderCaps", COMMON)
    enact(world, engine, rule, of_common)
    of_common.reconcile(world.investor_ch)
    world.admit(world.investor_ch, accredited=FAR)
    world.security.setConversionRatio(COMMON, PREFERRED, 1, 2, {"from": world.issuer})
    set_parameter(world, rule, "HOLDERS", 1)
    for units, positions in ((50, 2), (50, 1)):
        world.security.convert(COMMON, PREFERRED, world.investor_ch, units, b"", {"from": world.investor_ch})
        assert record(rule, world.investor_ch)[:2] == (positions, True)
    assert (rule.counts(), of_common.counts()) == ((2, 1), (0, 0))


def test_moved__between_wallets_of_one_investor__one_holder_still(world: World, rule: Any) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    for units, positions in ((40, 2), (60, 1)):
        world.security.transfer(world.second_wallet_ch, units, {"from": world.investor_ch})
        assert record(rule, world.investor_ch)[:2] == (positions, True)
    assert (rule.counts(), rule.countOfCountry(CH)) == ((2, 2), 1)


def test_moved__self_transfer_of_all__does_not_decrement(world: World, rule: Any) -> None:
    world.security.transfer(world.investor_ch, 100, {"from": world.investor_ch})
    assert (rule.counts(), rule.countOfCountry(CH)) == ((2, 2), 1)
    assert record(rule, world.investor_ch) == (1, True, CH, 0, 0)


def test_moved__recovery__same_holder(world: World, rule: Any) -> None:
    recover(world, world.investor_ch, spare_account(0))
    assert (rule.counts(), rule.countOfCountry(CH)) == ((2, 2), 1)
    assert record(rule, spare_account(0)) == (1, True, CH, 0, 0)
    passes(world, spare_account(0), world.investor_de, 100)
    assert (rule.counts(), rule.countOfCountry(CH)) == ((1, 1), 0)


# As what


def test_entry_changed__other_country__counted_once(world: World, rule: Any) -> None:
    world.admit(world.investor_ch, FR)
    assert [rule.countOfCountry(country) for country in (CH, DE, FR)] == [0, 1, 1]
    assert rule.counts() == (2, 2)


def test_entry_changed__same_country__not_inflated(world: World, rule: Any) -> None:
    for through in (FAR, FAR - 1, FAR):
        world.admit(world.investor_ch, CH, through=through)
    assert (rule.counts(), rule.countOfCountry(CH)) == ((2, 2), 1)


def test_entry_changed__downgrade_and_exit__no_underflow(world: World, rule: Any) -> None:
    world.admit(world.investor_ch, CH, accredited=FAR, attributes=QIB)
    assert (rule.counts(), rule.countOfCategory(2)) == ((2, 1), 1)
    world.admit(world.investor_ch, CH)
    assert (rule.counts(), rule.countOfCategory(2)) == ((2, 2), 0)
    passes(world, world.investor_ch, world.investor_de, 100)
    assert (rule.counts(), rule.countOfCountry(CH)) == ((1, 1), 0)


def test_entry_changed__while_holding_nothing__counted_on_entering(world: World, rule: Any) -> None:
    world.admit(world.investor_fr, US, accredited=FAR, attributes=QIB)
    assert rule.countOfCountry(US) == 0
    passes(world, world.investor_ch, world.investor_fr, 10)
    assert record(rule, world.investor_fr) == (1, True, US, FAR, QIB)
    assert rule.counts() == (3, 2)


def test_entry_changed__of_a_further_wallet__last_word_on_the_investor(world: World, rule: Any) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.admit(world.second_wallet_ch, FR, accredited=FAR)
    assert record(rule, world.investor_ch) == (1, True, FR, FAR, 0)
    assert [rule.countOfCountry(country) for country in (CH, FR)] == [0, 1]


def test_entry_changed__link_recovery_removal__say_nothing_new(world: World, rule: Any) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.admit(world.second_wallet_ch, FR, accredited=FAR)
    world.security.linkWallet(spare_account(0), world.investor_ch, {"from": world.admitter})
    world.security.removeMember(world.second_wallet_ch, {"from": world.admitter})
    recover(world, world.investor_ch, spare_account(1))
    assert record(rule, spare_account(1)) == (1, True, FR, FAR, 0)


def test_entry_changed__treasury_mark_on_a_holder__leaves_and_comes_back(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 1)
    world.security.setTreasury(world.investor_ch, True, {"from": world.configurer})
    assert (rule.counts(), rule.countOfCountry(CH)) == ((1, 1), 0)
    tx = world.security.setTreasury(world.investor_ch, False, {"from": world.configurer})
    assert (rule.counts(), rule.countOfCountry(CH)) == ((2, 2), 1)
    assert exceeded(rule, tx) == [("HOLDER_CAP", world.security.memberOf(world.investor_ch)[1])]


# Calendar


def test_counts__accreditation__to_the_last_second_of_its_last_day(world: World, rule: Any) -> None:
    last = today() + 30
    world.admit(world.investor_fr, FR, accredited=last)
    passes(world, world.investor_ch, world.investor_fr, 10)
    set_parameter(world, rule, "NONACCREDITED", 3)
    world.admit(spare_account(0), FR)
    clock.block_at((last + 1) * DAY - 1)
    assert rule.counts() == (3, 2)
    assert bytes(world.restriction(world.investor_de, spare_account(0), 1)[0]) == b"\x51"
    clock.block_at((last + 1) * DAY)
    assert rule.counts() == (3, 3)
    refused(world, "NONACCREDITED_CAP", world.investor_de, spare_account(0), 1)


def test_moved__after_expiries__sweeps_and_counts_each_once(world: World, rule: Any) -> None:
    days = [today() + offset for offset in (0, 3, 9, 10, 11, 25)]
    for number, day in enumerate(days):
        world.admit(spare_account(number), US, accredited=day)
        passes(world, world.investor_ch, spare_account(number), 2)
    assert rule.counts() == (8, 2)
    clock.block_at((days[3] + 1) * DAY)
    assert rule.counts() == (8, 6)
    # One whose accreditation has ended leaves, one whose has not, and one comes: the books are swept on the way.
    passes(world, spare_account(1), spare_account(2), 2)
    passes(world, spare_account(4), world.investor_fr, 2)
    assert rule.counts() == (7, 6)
    clock.block_at((days[5] + 1) * DAY)
    assert rule.counts() == (7, 7)
    world.admit(spare_account(5), US, accredited=FAR)
    assert rule.counts() == (7, 6)


def test_sweep__expiry_over_the_cap__told_and_nobody_forced(world: World, rule: Any) -> None:
    last = today() + 5
    world.admit(world.investor_ch, accredited=last)
    set_parameter(world, rule, "NONACCREDITED", 1)
    clock.block_at((last + 1) * DAY)
    tx = rule.sweep({"from": world.stranger})
    assert exceeded(rule, tx) == [("NONACCREDITED_CAP", 0)]
    assert rule.counts() == (2, 2)
    assert exceeded(rule, rule.sweep({"from": world.stranger})) == []
    passes(world, world.investor_ch, world.investor_de, 10)
    passes(world, world.investor_ch, world.fund_us, 10)
    refused(world, "NONACCREDITED_CAP", world.investor_ch, world.investor_fr, 1)


def test_sweep__gap_of_ten_years__within_the_gas_of_a_rule(world: World, rule: Any) -> None:
    world.admit(world.investor_fr, FR, accredited=today() + TEN_YEARS - 1)
    passes(world, world.investor_ch, world.investor_fr, 10)
    world.admit(spare_account(0), FR, accredited=FAR, attributes=2**32 - 1)
    set_parameter(world, rule, "NONACCREDITED", 2)
    world.admit(spare_account(1), FR)
    clock.block_at((today() + TEN_YEARS) * DAY)
    assert rule.counts() == (3, 3)
    refused(world, "NONACCREDITED_CAP", world.investor_ch, spare_account(1), 1)
    # The books of one who enters in every counter, in a movement that sweeps all of it.
    passes(world, world.investor_ch, spare_account(0), 90)
    assert rule.counts() == (3, 2)


def test_sweep__of_ten_years__gas(world: World, rule: Any) -> None:
    world.admit(world.investor_ch, accredited=today() + TEN_YEARS - 1)
    clock.block_at((today() + TEN_YEARS) * DAY)
    tx = rule.sweep({"from": world.stranger})
    print(f"\nsweep of ten years: {tx.gas_used:,} gas")
    assert tx.gas_used < 900_000
    assert rule.counts() == (2, 2)


def test_sweep__gap_of_more_than_ten_years__in_several_goes(world: World, rule: Any) -> None:
    world.admit(world.investor_ch, accredited=today() + TEN_YEARS + 10)
    world.admit(world.investor_fr, FR, through=2**16 - 1, accredited=2**16 - 1)
    clock.block_at((today() + 2 * TEN_YEARS) * DAY)
    assert rule.counts() == (2, 2)
    for _ in range(2):
        rule.sweep({"from": world.stranger})
        assert rule.counts() == (2, 2)
    passes(world, world.investor_ch, world.investor_fr, 10)
    assert rule.counts() == (3, 2)


# Reconciliation and gates


def test_reconcile__members_from_before_the_rule__counted(world: World, engine: Any, rule: Any) -> None:
    world.issue(world.fund_us, 10)
    world.issue(world.fund_us, 10, PREFERRED)
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.issue(world.second_wallet_ch, 5)
    world.issue(world.treasury, 5)
    late = new_rule(world, engine, "HolderCaps")
    enact(world, engine, rule, late)
    # A leaver whom it never counted is no loss.
    world.security.transfer(world.investor_fr, 100, {"from": world.investor_de})
    assert late.counts() == (1, 1)
    for _ in range(2):
        for account in (*world.investors, world.treasury, world.stranger):
            late.reconcile(account, {"from": world.stranger})
    assert late.counts() == rule.counts() == (3, 2)
    for account in (*world.investors, world.treasury):
        assert record(late, account) == record(rule, account)


def test_reconcile__wallets_that_differ__nobody_can_choose(world: World, rule: Any) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.admit(world.second_wallet_ch, FR, accredited=FAR)
    for account in (world.investor_ch, world.second_wallet_ch):
        rule.reconcile(account, {"from": world.stranger})
        assert record(rule, world.investor_ch) == (1, True, FR, FAR, 0)


def test_reconcile__after_a_change_of_the_exempt__counts_anew(world: World, rule: Any) -> None:
    world.admit(world.investor_ch, attributes=STAFF)
    set_parameter(world, rule, "EXEMPT", STAFF)
    assert rule.counts() == (2, 2)
    rule.reconcile(world.investor_ch, {"from": world.stranger})
    assert (rule.counts(), rule.countOfCategory(3)) == ((1, 1), 0)


@pytest.mark.parametrize(
    "name, number, value",
    [
        ("HOLDER", 0, 1),
        ("HOLDERS", 1, 1),
        ("HOLDERS", 0, 2**32),
        ("COUNTRY", 0, 1),
        ("COUNTRY", 1000, 1),
        ("CATEGORY", 32, 1),
    ],
)
def test_set_parameter__not_known__refused(world: World, rule: Any, name: str, number: int, value: int) -> None:
    with reverts(rule, "InvalidParameter", key(name, number), value):
        set_parameter(world, rule, name, value, number)


def test_notices__from_anybody_but_the_engine__refused(world: World, rule: Any) -> None:
    movement = (0, COMMON, COMMON, *[world.stranger] * 3, 1, 1, 0, 0, 1, 0, b"")
    with reverts(rule, "NotTheEngine", world.stranger):
        rule.moved(movement, {"from": world.stranger})
    with reverts(rule, "NotTheEngine", world.stranger):
        rule.entryChanged(world.stranger, world.stranger, 0, 0, {"from": world.stranger})


def test_words__of_the_rule__step_eleven(rule: Any) -> None:
    assert (bytes(rule.name()), rule.step(), rule.hooks()) == (bytes32("HOLDER_CAPS"), 11, 7)
    assert bytes(rule.scope()) == EVERY_CLASS


# Gas


def test_transfer__between_holders__costs_next_to_nothing(world: World, engine: Any, rule: Any) -> None:
    passes(world, world.investor_ch, world.investor_de, 1)
    with_rule = passes(world, world.investor_ch, world.investor_de, 1).gas_used
    newcomer = passes(world, world.investor_ch, world.investor_fr, 1).gas_used
    enact(world, engine)
    without = passes(world, world.investor_ch, world.investor_de, 1).gas_used
    print(f"\ntransfer to a holder {with_rule:,} gas, to a newcomer {newcomer:,}, without the rule {without:,}")
    # The engine looks the rule up, asks it, and is called once more to tell it; of its own the rule reads nothing.
    assert with_rule - without < 16_000
