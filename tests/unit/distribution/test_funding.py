"""Paying in the pot: what counts is what arrives."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import CANCELLED, DECLARED, FUNDED, Desk, force_eth, new
from tests.world import World

POT = 1_000_000


# in a currency


def test_fund__currency_by_allowance__pot_arrives(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare(pot=POT)
    event = desk.fund(number).events["DistributionFunded"]
    assert event == {"id": number, "payer": world.treasurer, "pot": POT, "carriedIn": 0}
    assert desk.term(number, "state") == FUNDED
    assert desk.money_of(distributor) == POT


def test_declareAndFund__currency__declared_and_funded(desk: Desk, distributor: Any, world: World) -> None:
    events = distributor.declareAndFund(desk.terms(), desk.payer(POT)).events
    desk.check()
    assert [e.name for e in events if e.name.startswith("Dist")] == [
        "DistributionDeclared",
        "DistributionFunded",
    ]
    assert (desk.term(1, "state"), desk.money_of(distributor)) == (FUNDED, POT)


def test_fund__currency_that_answers_nothing__pot_arrives(shareholders: World, distributor: Any) -> None:
    desk = Desk(shareholders, new(shareholders, "SilentCurrency"))
    desk.fund(desk.declare())
    assert desk.money_of(distributor) == POT


def test_fund__fee_of_the_currency__refused_until_the_fee_ends(shareholders: World, distributor: Any) -> None:
    currency = new(shareholders, "FeeCurrency")
    desk = Desk(shareholders, currency)
    number = desk.declare()
    currency.setCharges(True)
    with reverts(distributor, "WrongFunding", number, POT - POT // 100, POT):
        distributor.fund(number, desk.payer(0))
    assert desk.term(number, "state") == DECLARED
    currency.setCharges(False)
    desk.fund(number)
    assert desk.money_of(distributor) == POT


def test_fund__currency_answers_false__refused(shareholders: World, distributor: Any) -> None:
    currency = new(shareholders, "FalseCurrency")
    desk = Desk(shareholders, currency)
    number = desk.declare()
    currency.setRefuses(True)
    with reverts(None, "SafeERC20FailedOperation", currency):
        distributor.fund(number, desk.payer(0))


def test_fund__distributor_on_the_currency_s_blocklist__refused(shareholders: World, distributor: Any) -> None:
    currency = new(shareholders, "BlocklistCurrency")
    desk = Desk(shareholders, currency)
    number = desk.declare()
    currency.setBlocked(distributor, True)
    with reverts(currency, "PayeeBlocked", distributor):
        distributor.fund(number, desk.payer(0))


def test_fund__currency_without_code__refused(shareholders: World, desk: Desk, distributor: Any) -> None:
    number = desk.declare(currency=shareholders.stranger)
    with reverts(None, ""):
        distributor.fund(number, desk.payer(0))


def test_fund__allowance_too_small__refused(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare()
    desk.currency.approve(distributor, POT - 1, {"from": world.treasurer})
    with reverts(None, "ERC20InsufficientAllowance", distributor, POT - 1, POT):
        distributor.fund(number, desk.payer(0))


@pytest.mark.parametrize("value", [1, POT])
def test_fund__ETH_with_a_distribution_in_a_currency__refused(
    desk: Desk, distributor: Any, world: World, value: int
) -> None:
    number = desk.declare(pot=POT)
    with reverts(distributor, "WrongFunding", number, value, 0):
        distributor.fund(number, {"from": world.treasurer, "value": value})


# in ETH


def test_fund__exact_ETH__pot_arrives(eth_desk: Desk, distributor: Any, world: World) -> None:
    number = eth_desk.declare(pot=POT)
    event = eth_desk.fund(number).events["DistributionFunded"]
    assert event == {"id": number, "payer": world.treasurer, "pot": POT, "carriedIn": 0}
    assert eth_desk.money_of(distributor) == POT


@pytest.mark.parametrize("value", [0, 1, POT - 1, POT + 1])
def test_fund__other_ETH_than_the_pot__refused(eth_desk: Desk, distributor: Any, world: World, value: int) -> None:
    number = eth_desk.declare(pot=POT)
    with reverts(distributor, "WrongFunding", number, value, POT):
        distributor.fund(number, {"from": world.treasurer, "value": value})


@pytest.mark.parametrize("value", [0, POT - 1, POT + 1])
def test_declareAndFund__other_ETH_than_the_pot__nothing_declared(
    eth_desk: Desk, distributor: Any, world: World, value: int
) -> None:
    with reverts(distributor, "WrongFunding", 1, value, POT):
        distributor.declareAndFund(eth_desk.terms(pot=POT), {"from": world.treasurer, "value": value})
    assert distributor.count() == 0


def test_distributor__ETH_out_of_the_blue__refused(distributor: Any, world: World) -> None:
    with reverts(None, ""):
        world.stranger.transfer(distributor, 1)


# when


def test_fund__unknown_id__refused(desk: Desk, distributor: Any) -> None:
    with reverts(distributor, "WrongState", 99, 0):
        distributor.fund(99, desk.payer(0))


def test_fund__twice__refused(desk: Desk, distributor: Any) -> None:
    number = desk.declare_and_fund()
    with reverts(distributor, "WrongState", number, FUNDED):
        distributor.fund(number, desk.payer(0))


def test_fund__cancelled__refused(desk: Desk, distributor: Any) -> None:
    number = desk.declare(record_date=clock.now() + 1_000)
    desk.cancel(number)
    with reverts(distributor, "WrongState", number, CANCELLED):
        distributor.fund(number, desk.payer(0))


def test_fund__after_the_pay_date__holders_are_paid_from_then_on(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare()
    desk.at_pay_date(number)
    with reverts(distributor, "WrongState", number, DECLARED):
        distributor.claim(number, {"from": world.investor_ch})
    desk.fund(number)
    desk.claim(number, world.investor_ch)
    assert desk.money_of(world.investor_ch) == POT // 4


# money that nobody asked for


def test_donation__of_the_currency__changes_no_account(
    desk: Desk, distributor: Any, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.open(pot=POT)
    before = distributor.accountOf(number)
    desk.currency.mint(distributor, 999, {"from": world.deployer})
    monkeypatch.setattr(desk, "donated", 999)
    assert distributor.accountOf(number) == before
    desk.push(number, world.investors)
    assert [desk.money_of(holder) for holder in world.investors] == [POT // 4] * 4
    desk.after_deadline(number)
    desk.close(number)
    assert desk.money_of(distributor) == 999


def test_donation__before_funding__does_not_count_as_funding(
    desk: Desk, distributor: Any, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.declare(pot=POT)
    desk.currency.mint(distributor, POT, {"from": world.deployer})
    monkeypatch.setattr(desk, "donated", POT)
    desk.fund(number)
    assert desk.money_of(distributor) == 2 * POT


def test_donation__of_ETH_by_force__changes_no_account(
    eth_desk: Desk, distributor: Any, shareholders: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = eth_desk.open(pot=POT)
    force_eth(distributor, POT + 5)
    monkeypatch.setattr(eth_desk, "donated", 5)
    eth_desk.push(number, shareholders.investors)
    assert distributor.accountOf(number) == (POT, POT, 0, 0, 0)
    assert eth_desk.money_of(distributor) == 5
