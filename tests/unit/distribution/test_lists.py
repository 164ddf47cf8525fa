"""Lists: holders paid by a Merkle root, within the pot, once each, in any order, with the same account."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from scripts.lib.artifacts import container
from tests import clock
from tests.errors import reverts
from tests.unit.distribution.drawing import (
    HolderList,
    Listed,
    account,
    carry_over,
    counted,
    freeze,
    leaf,
    listed,
    payments,
    pot,
    rate,
    sanction,
    sweep,
)
from tests.unit.distribution.helpers import FUNDED, PAYABLE, PPM, SWEPT, Desk, member, new
from tests.unit.distribution.test_push import skipped
from tests.unit.office.helpers import recover
from tests.world import CH, COMMON, DAY, NOWHERE, World, spare_account

GROSSES = (1_000, 2_000, 3_000, 4_000)
TAX = 250_000
POT = sum(GROSSES)
ZERO = bytes(32)


class Sheet(NamedTuple):
    """A distribution by a list, on its pay date, and who is on the list for what."""

    desk: Desk
    number: int
    tree: HolderList
    entries: dict[Any, Listed]

    def proof(self, holder: Any) -> list[bytes]:
        return self.tree.proof(self.entries[holder])

    def claim(self, holder: Any, to: Any = None, **changes: Any) -> Any:
        """The holder claims by its entry, or by one with other numbers."""
        entry = self.entries[holder]._replace(**changes)
        distributor = self.desk.distributor
        claimed = distributor.claimListed(self.number, entry, self.proof(holder), to or holder, {"from": holder})
        return counted(self.desk, claimed)

    def push(self, *holders: Any) -> Any:
        entries = [self.entries[holder] for holder in holders]
        proofs = [self.proof(holder) for holder in holders]
        sender = {"from": self.desk.world.stranger}
        return counted(self.desk, self.desk.distributor.pushListed(self.number, holders, entries, proofs, sender))


def sheet(desk: Desk, grosses: dict[Any, int], amount: int = POT, redeemed: int = 0, **changes: Any) -> Sheet:
    """A distribution of `amount` by a list of what each holder is due, taxed by a quarter."""
    number = int(desk.distributor.count()) + 1
    entries = {
        holder: listed(desk.world, holder, gross, units=100, redeemed=redeemed, ppm=TAX)
        for holder, gross in grosses.items()
    }
    tree = HolderList(number, entries.values())
    changes = {"default_tax": 1} | changes
    assert desk.open(pot=amount, list_root=tree.root, excluded=[], **changes) == number
    return Sheet(desk, number, tree, entries)


@pytest.fixture(scope="module")
def register(world: World) -> World:
    world.issue_all(100)
    return world


@pytest.fixture(scope="module")
def till(register: World) -> Desk:
    return Desk(register, register.new_currency())


@pytest.fixture(scope="module")
def drawn(till: Desk, register: World) -> Sheet:
    """Four investors are due 1,000, 2,000, 3,000 and 4,000, of which a quarter is tax."""
    pay_date = clock.now() + DAY
    due = dict(zip(register.investors, GROSSES, strict=True))
    return sheet(till, due, pay_date=pay_date, deadline=pay_date, claim_back_until=pay_date + 10 * DAY)


# paid


def test_leafOf__an_entry__as_the_tree_has_it(drawn: Sheet, register: World) -> None:
    entry = drawn.entries[register.investor_ch]
    assert bytes(drawn.desk.distributor.leafOf(drawn.number, entry)) == leaf(drawn.number, entry)


def test_claimListed__own_entry__paid_and_told(drawn: Sheet, register: World) -> None:
    holder = register.investor_de
    transaction = drawn.claim(holder)
    assert payments(transaction) == [(holder, 0, 100, 2_000, 500)]
    event = transaction.events["HolderPaid"]
    assert (event["rate"], event["country"]) == (TAX, drawn.entries[holder].country)
    assert (drawn.desk.money_of(holder), drawn.desk.distributor.isPaid(drawn.number, holder)) == (1_500, True)
    assert account(drawn.desk, drawn.number) == (POT, 1_500, 500, 8_000, 0)


def test_claimListed__to_another_address__paid_there(drawn: Sheet, register: World) -> None:
    bank = spare_account(0)
    event = drawn.claim(register.investor_ch, to=bank).events["PaidElsewhere"]
    assert (event["holder"], event["to"], event["net"]) == (register.investor_ch, bank, 750)
    assert (drawn.desk.money_of(bank), drawn.desk.money_of(register.investor_ch)) == (750, 0)


def test_claimListed__to_nobody_the_distributor_or_who_is_stopped__refused(drawn: Sheet, register: World) -> None:
    for to in (NOWHERE, register.distributor):
        with reverts(register.distributor, "InvalidPayee", to):
            drawn.claim(register.investor_ch, to=to)
    freeze(register, register.fund_us)
    with reverts(register.distributor, "HolderStopped", drawn.number, register.fund_us):
        drawn.claim(register.investor_ch, to=register.fund_us)


def test_pushListed__all__each_paid_and_nothing_left(drawn: Sheet, register: World) -> None:
    transaction = drawn.push(*register.investors)
    assert [share[0] for share in payments(transaction)] == list(register.investors)
    assert [drawn.desk.money_of(holder) for holder in register.investors] == [750, 1_500, 2_250, 3_000]
    assert account(drawn.desk, drawn.number) == (POT, 7_500, 2_500, 0, 0)
    drawn.desk.remit(drawn.number)
    assert (drawn.desk.money_of(register.tax_agent), drawn.desk.money_of(drawn.desk.distributor)) == (2_500, 0)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_listed__in_any_order_and_either_way__same_amounts(
    drawn: Sheet, register: World, order: tuple[int, ...]
) -> None:
    for place in order:
        holder = register.investors[place]
        drawn.claim(holder) if place % 2 else drawn.push(holder)
    assert [drawn.desk.money_of(holder) for holder in register.investors] == [750, 1_500, 2_250, 3_000]
    assert account(drawn.desk, drawn.number) == (POT, 7_500, 2_500, 0, 0)


@pytest.mark.parametrize("many", [1, 2, 3, 5, 8])
def test_listed__trees_of_all_shapes__each_entry_proven(till: Desk, register: World, many: int) -> None:
    holders = [spare_account(10 + place) for place in range(many)]
    for holder in holders:
        register.admit(holder)
    made = sheet(till, {holder: 100 + place for place, holder in enumerate(holders)})
    assert len(payments(made.push(*holders))) == many


def test_listed__one_without_units__paid_too(till: Desk, register: World) -> None:
    """The list, not the register, says who is paid."""
    register.admit(register.second_wallet_ch)
    made = sheet(till, {register.second_wallet_ch: 400})
    made.claim(register.second_wallet_ch)
    assert till.money_of(register.second_wallet_ch) == 300


# once


def test_listed__used_already__refused_or_passed_over(drawn: Sheet, register: World) -> None:
    drawn.claim(register.investor_ch)
    drawn.push(register.investor_de)
    for holder in register.investors[:2]:
        with reverts(register.distributor, "AlreadyPaid", drawn.number, holder):
            drawn.claim(holder)
    assert payments(drawn.push(*register.investors[:2], register.fund_us, register.fund_us)) == [
        (register.fund_us, 0, 100, 4_000, 1_000)
    ]


def test_listed__two_entries_of_one_holder__only_the_first_that_is_used(till: Desk, register: World) -> None:
    holder = register.investor_ch
    number = int(till.distributor.count()) + 1
    entries = [listed(register, holder, gross) for gross in (100, 900)]
    tree = HolderList(number, entries)
    till.open(pot=1_000, list_root=tree.root, excluded=[], default_tax=1)
    till.distributor.claimListed(number, entries[0], tree.proof(entries[0]), holder, {"from": holder})
    with reverts(till.distributor, "AlreadyPaid", number, holder):
        till.distributor.claimListed(number, entries[1], tree.proof(entries[1]), holder, {"from": holder})
    assert till.money_of(holder) == 100


# not on the list


@pytest.mark.parametrize(
    "change",
    [{"gross": 1_001}, {"tax": 0}, {"units": 101}, {"redeemed": 1}, {"rate": 0}, {"country": 0}],
    ids=lambda change: next(iter(change)),
)
def test_claimListed__entry_with_another_number__refused(drawn: Sheet, register: World, change: dict[str, int]) -> None:
    holder = register.investor_ch
    with reverts(register.distributor, "NotOnTheList", drawn.number, drawn.entries[holder].folio):
        drawn.claim(holder, **change)


def test_claimListed__wrong_or_no_proof__refused(drawn: Sheet, register: World) -> None:
    holder = register.investor_ch
    entry = drawn.entries[holder]
    good = drawn.proof(holder)
    for proof in ([], good[:-1], good[::-1], [*good, ZERO], drawn.proof(register.investor_de)):
        with reverts(register.distributor, "NotOnTheList", drawn.number, entry.folio):
            register.distributor.claimListed(drawn.number, entry, proof, holder, {"from": holder})


def test_claimListed__entry_of_another__refused(drawn: Sheet, register: World) -> None:
    entry, proof = drawn.entries[register.investor_ch], drawn.proof(register.investor_ch)
    for thief in (register.investor_de, register.stranger):
        with reverts(register.distributor, "WrongHolder", drawn.number, thief, entry.folio):
            register.distributor.claimListed(drawn.number, entry, proof, thief, {"from": thief})
    with reverts(register.distributor, "WrongHolder", drawn.number, register.investor_de, entry.folio):
        register.distributor.pushListed(
            drawn.number, [register.investor_de], [entry], [proof], {"from": register.stranger}
        )


def test_claimListed__entry_without_a_folio__belongs_to_nobody(till: Desk, register: World) -> None:
    number = int(till.distributor.count()) + 1
    entry = Listed(0, 1, 0, 100, 0, 0, CH)
    tree = HolderList(number, [entry])
    till.open(pot=1_000, list_root=tree.root, excluded=[], default_tax=1)
    for who in (register.stranger, spare_account(5)):
        with reverts(till.distributor, "WrongHolder", number, who, 0):
            till.distributor.claimListed(number, entry, [], who, {"from": who})


def test_claimListed__list_of_another_distribution__refused(drawn: Sheet, till: Desk, register: World) -> None:
    other = till.open(pot=POT, list_root=drawn.tree.root, excluded=[], default_tax=1)
    holder = register.investor_ch
    entry = drawn.entries[holder]
    with reverts(register.distributor, "NotOnTheList", other, entry.folio):
        register.distributor.claimListed(other, entry, drawn.proof(holder), holder, {"from": holder})


def test_claimListed__distribution_by_the_register_or_none__refused(till: Desk, register: World) -> None:
    number = till.open(pot=400)
    entry = listed(register, register.investor_ch, 100)
    for which in (number, number + 1, 0):
        with reverts(register.distributor, "NotOnTheList", which, entry.folio):
            register.distributor.claimListed(which, entry, [], register.investor_ch, {"from": register.investor_ch})
    with reverts(register.distributor, "WrongState", number, PAYABLE):
        register.distributor.pushListed(number, [], [], [], {"from": register.stranger})


def test_listed__by_the_ways_of_the_register__refused(drawn: Sheet, register: World) -> None:
    holder = register.investor_ch
    with reverts(register.distributor, "NothingDue", drawn.number, holder):
        register.distributor.claim(drawn.number, {"from": holder})
    drawn.desk.record(drawn.number)
    for call in (register.distributor.push, register.distributor.setAside):
        with reverts(register.distributor, "WrongState", drawn.number, PAYABLE):
            call(drawn.number, [holder], {"from": register.stranger})
    assert register.distributor.entitlement(drawn.number, holder) == (0, 0, 0, 0)


@pytest.mark.parametrize("missing", ["entries", "proofs"])
def test_pushListed__lists_of_different_lengths__refused(drawn: Sheet, register: World, missing: str) -> None:
    holders = list(register.investors[:2])
    entries = [drawn.entries[holder] for holder in holders]
    proofs = [drawn.proof(holder) for holder in holders]
    (entries if missing == "entries" else proofs).pop()
    with reverts(None, "Panic", 0x32):
        register.distributor.pushListed(drawn.number, holders, entries, proofs, {"from": register.stranger})
    assert not register.distributor.isPaid(drawn.number, holders[0])


# the pot


@pytest.mark.parametrize("short", [0, 1])
def test_claimListed__list_names_more_than_the_pot__last_one_refused(till: Desk, register: World, short: int) -> None:
    due = dict(zip(register.investors[:2], (600, 400), strict=True))
    made = sheet(till, due, 1_000 - short)
    made.claim(register.investor_ch)
    if short:
        with reverts(till.distributor, "ListExceedsPot", made.number, 1_000, 999):
            made.claim(register.investor_de)
        with reverts(till.distributor, "ListExceedsPot", made.number, 1_000, 999):
            made.push(register.investor_de)
    else:
        made.claim(register.investor_de)
    assert till.money_of(register.investor_ch) == 450


@pytest.mark.parametrize(("tax", "table"), [(1, 0), (101, 1)], ids=["nobody's tax", "more than the gross"])
def test_listed__tax_that_cannot_be__refused_either_way(till: Desk, register: World, tax: int, table: int) -> None:
    holder = register.investor_ch
    number = int(till.distributor.count()) + 1
    entry = listed(register, holder, 100)._replace(tax=tax)
    till.open(pot=100, list_root=leaf(number, entry), excluded=[], default_tax=table)
    with reverts(till.distributor, "InvalidListEntry", number, entry.folio):
        till.distributor.claimListed(number, entry, [], holder, {"from": holder})
    with reverts(till.distributor, "InvalidListEntry", number, entry.folio):
        till.distributor.pushListed(number, [holder], [entry], [[]], {"from": register.stranger})
    assert not till.distributor.isPaid(number, holder)


def test_close__list_names_less_than_the_pot__rest_to_the_residual_payee(till: Desk, register: World) -> None:
    made = sheet(till, {register.investor_ch: 600}, 1_000)
    made.claim(register.investor_ch)
    with reverts(till.distributor, "DustUnknown", made.number):
        carry_over(till, made.number)
    till.after_deadline(made.number)
    till.close(made.number)
    assert (till.money_of(register.residual), till.distributor.carryOf(COMMON, till.address)) == (400, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"lines": [pot(1), pot(1)]},
        {"lines": [rate(1)]},
        {"excluded": ["treasury"]},
        {"coupons": [(0, 1, 2, 1, 2)]},
    ],
    ids=["two lines", "by the unit", "excluded", "coupons"],
)
def test_declare__list_with_what_the_register_is_for__refused(
    till: Desk, register: World, changes: dict[str, Any]
) -> None:
    terms = {"excluded": []} | changes
    terms["excluded"] = [getattr(register, name) for name in terms["excluded"]]
    field = "listRoot"
    if "coupons" in changes:
        register.distributor.setBond(COMMON, (1, 1, 1, 0, 1), ZERO, {"from": register.configurer})
        with reverts(till.distributor, "WrongCoupon", COMMON, 1_000_000, 0, 1, 360 * PPM):
            till.declare(list_root=b"\x01" * 32, **terms)
        return
    with reverts(till.distributor, "InvalidDeclaration", field):
        till.declare(list_root=b"\x01" * 32, **terms)


# stopped and recovered


@pytest.mark.parametrize("stop", [freeze, sanction])
def test_pushListed__stopped_holder__set_aside_and_paid_after_the_sweep(
    drawn: Sheet, register: World, stop: Any
) -> None:
    holder = register.investor_de
    stop(register, holder)
    with reverts(register.distributor, "HolderStopped", drawn.number, holder):
        drawn.claim(holder)
    transaction = drawn.push(register.investor_ch, holder)
    assert transaction.events["SetAside"]["net"] == 1_500 == register.distributor.setAsideOf(drawn.number, holder)
    drawn.desk.after_deadline(drawn.number)
    drawn.desk.close(drawn.number)
    clock.block_at(drawn.desk.term(drawn.number, "claimBackUntil") + 1)
    sweep(drawn.desk, drawn.number)
    with reverts(register.distributor, "HolderStopped", drawn.number, holder):
        drawn.claim(holder)
    stop(register, holder, False)
    assert drawn.claim(holder).events["Released"]["net"] == 1_500
    assert (drawn.desk.money_of(holder), drawn.desk.term(drawn.number, "state")) == (1_500, SWEPT)
    with reverts(register.distributor, "AlreadyPaid", drawn.number, holder):
        drawn.claim(holder)


def test_claimListed__recovered_wallet__entry_goes_with_it(drawn: Sheet, register: World) -> None:
    replacement, lost = spare_account(1), register.investor_ch
    recover(register, lost, replacement)
    entry, proof = drawn.entries[lost], drawn.proof(lost)
    with reverts(register.distributor, "WrongHolder", drawn.number, lost, entry.folio):
        drawn.claim(lost)
    register.distributor.claimListed(drawn.number, entry, proof, replacement, {"from": replacement})
    assert drawn.desk.money_of(replacement) == 750
    drawn.desk.check()


def test_claimListed__after_the_window__refused(drawn: Sheet, register: World) -> None:
    dates = drawn.desk.term(drawn.number, "payDate"), drawn.desk.term(drawn.number, "claimBackUntil")
    clock.next_block_at(dates[1])
    drawn.claim(register.investor_ch)
    for second, act in enumerate((drawn.claim, drawn.push), start=1):
        clock.next_block_at(dates[1] + second)
        with reverts(register.distributor, "OutsidePayPeriod", drawn.number, *dates, dates[1] + second):
            act(register.investor_de)


def test_claimListed__not_funded_or_not_yet_due__refused(till: Desk, register: World) -> None:
    number = int(till.distributor.count()) + 1
    entry = listed(register, register.investor_ch, 100)
    till.declare(pot=100, list_root=leaf(number, entry), excluded=[])
    claim = (number, entry, [], register.investor_ch, {"from": register.investor_ch})
    with reverts(till.distributor, "WrongState", number, 1):
        till.distributor.claimListed(*claim)
    till.fund(number)
    pay_date, until = till.term(number, "payDate"), till.term(number, "claimBackUntil")
    clock.next_block_at(pay_date - 1)
    with reverts(till.distributor, "OutsidePayPeriod", number, pay_date, until, pay_date - 1):
        till.distributor.claimListed(*claim)
    assert till.term(number, "state") == FUNDED


# redeemed units


def units(world: World, holder: Any) -> int:
    return int(world.security.balanceOfByPartition(COMMON, holder))


@pytest.mark.parametrize("way", ["claim", "push"])
def test_listed__with_redeemed_units__cancelled_when_paid(till: Desk, register: World, way: str) -> None:
    made = sheet(till, {register.investor_ch: 800}, redeemed=60)
    transaction = getattr(made, way)(register.investor_ch)
    assert transaction.events["RedeemedByPartition"]["value"] == 60
    assert (units(register, register.investor_ch), till.money_of(register.investor_ch)) == (40, 600)


def test_pushListed__redeemed_units_missing__skipped_and_others_paid(till: Desk, register: World) -> None:
    made = sheet(till, {register.investor_ch: 800, register.investor_de: 800}, redeemed=60)
    register.security.transfer(register.fund_us, 41, {"from": register.investor_ch})
    transaction = made.push(register.investor_ch, register.investor_de)
    assert skipped(transaction) == [(register.investor_ch, "UNITS_MISSING")]
    assert (till.money_of(register.investor_ch), till.money_of(register.investor_de)) == (0, 600)
    register.security.transfer(register.investor_ch, 1, {"from": register.fund_us})
    made.claim(register.investor_ch)
    assert (units(register, register.investor_ch), till.money_of(register.investor_ch)) == (0, 600)


@pytest.mark.parametrize("redeemed", [0, 100])
def test_pushListed__payee_refuses__nothing_happens_to_it_and_others_are_paid(register: World, redeemed: int) -> None:
    payee = member(register, new(register, "RefusingPayee"), 100)
    made = sheet(Desk(register), {payee: 800, register.investor_ch: 400}, redeemed=redeemed)
    transaction = made.push(payee, register.investor_ch)
    assert skipped(transaction) == [(payee, "PAYMENT_FAILED")]
    assert [share[0] for share in payments(transaction)] == [register.investor_ch]
    assert (units(register, payee), register.distributor.isPaid(made.number, payee)) == (100, False)
    payee.setTakes(True)
    assert payments(made.push(payee)) == [(payee, 0, 100, 800, 200)]
    assert (units(register, payee), made.desk.money_of(payee)) == (100 - redeemed, 600)


def test_payListed__by_anybody_but_the_distributor__refused(drawn: Sheet, register: World) -> None:
    distributor = container("DividendDistributor").at(str(register.distributor.address))
    entry = drawn.entries[register.investor_ch]
    for who in (register.investor_ch, register.treasurer):
        with reverts(distributor, "OnlyItself"):
            distributor.payListed(drawn.number, register.investor_ch, entry, False, {"from": who})
