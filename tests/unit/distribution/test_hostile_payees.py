"""Payees and currencies that refuse, burn gas or flood memory: only that payee waits for its money."""

from __future__ import annotations

from typing import Any
from unittest.mock import ANY

import pytest

from tests.errors import reverts
from tests.unit.distribution.helpers import Desk, member, new, remove_code
from tests.unit.distribution.test_push import paid, skipped
from tests.world import NOWHERE, World

POT = 5_000_000
SHARE = 1_000_000
PAYEE_GAS = 200_000


@pytest.fixture
def refusing(shareholders: World) -> Any:
    """A contract among the holders that takes no ETH."""
    return member(shareholders, new(shareholders, "RefusingPayee"), 1_000)


def claim_as(payee: Any, desk: Desk, number: int) -> Any:
    """The contract `payee` claims."""
    return payee.act(desk.distributor, desk.distributor.claim.encode_input(number), {"from": desk.world.stranger})


# payees in ETH


def test_push__payee_refuses__others_paid_and_the_claim_stays(
    eth_desk: Desk, distributor: Any, shareholders: World, refusing: Any
) -> None:
    number = eth_desk.open(pot=POT, default_tax=100_000)
    listed = [shareholders.investor_ch, refusing, shareholders.fund_us]
    transaction = eth_desk.push(number, listed)
    assert paid(transaction) == [shareholders.investor_ch, shareholders.fund_us]
    assert skipped(transaction) == [(refusing, "PAYMENT_FAILED")]
    assert not distributor.isPaid(number, refusing)
    assert distributor.accountOf(number) == (POT, 1_800_000, 200_000, 3_000_000, 0)


def test_claim__payee_refuses__refused_until_it_takes(
    eth_desk: Desk, distributor: Any, shareholders: World, refusing: Any
) -> None:
    number = eth_desk.open(pot=POT)
    with reverts(distributor, "PaymentFailed", NOWHERE, refusing, SHARE):
        claim_as(refusing, eth_desk, number)
    assert not distributor.isPaid(number, refusing)
    refusing.setTakes(True)
    claim_as(refusing, eth_desk, number)
    assert eth_desk.money_of(refusing) == SHARE
    eth_desk.check()


def test_push__refused_once__paid_by_a_later_push(eth_desk: Desk, shareholders: World, refusing: Any) -> None:
    number = eth_desk.open(pot=POT)
    eth_desk.push(number, [refusing])
    refusing.setTakes(True)
    assert paid(eth_desk.push(number, [refusing])) == [refusing]
    assert eth_desk.money_of(refusing) == SHARE


def test_push__only_payees_that_refuse__account_as_if_never_tried(
    eth_desk: Desk, distributor: Any, refusing: Any
) -> None:
    number = eth_desk.open(pot=POT, default_tax=333_333)
    eth_desk.record(number)
    before = distributor.distribution(number)
    eth_desk.push(number, [refusing, refusing])
    assert distributor.distribution(number) == before


def test_push__payee_burns_all_gas__others_paid_and_the_gas_is_bounded(eth_desk: Desk, shareholders: World) -> None:
    burning = member(shareholders, new(shareholders, "GasBurningPayee"), 1_000)
    number = eth_desk.open(pot=POT)
    eth_desk.record(number)
    transaction = eth_desk.push(number, [shareholders.investor_ch, burning, shareholders.investor_de])
    assert paid(transaction) == [shareholders.investor_ch, shareholders.investor_de]
    assert skipped(transaction) == [(burning, "PAYMENT_FAILED")]
    assert PAYEE_GAS < transaction.gas_used < PAYEE_GAS + 200_000


def test_push__payee_floods_memory__paid_and_none_of_it_is_copied(eth_desk: Desk, shareholders: World) -> None:
    verbose = member(shareholders, new(shareholders, "VerbosePayee", 250_000), 1_000)
    number = eth_desk.open(pot=POT)
    transaction = eth_desk.push(number, [verbose, shareholders.investor_ch])
    assert paid(transaction) == [verbose, shareholders.investor_ch]
    assert eth_desk.money_of(verbose) == SHARE
    assert transaction.gas_used < PAYEE_GAS + 200_000


def test_push__payee_would_answer_a_megabyte__cannot_afford_it(eth_desk: Desk, shareholders: World) -> None:
    verbose = member(shareholders, new(shareholders, "VerbosePayee", 1_000_000), 1_000)
    number = eth_desk.open(pot=POT)
    transaction = eth_desk.push(number, [verbose, shareholders.investor_ch])
    assert paid(transaction) == [shareholders.investor_ch]
    assert skipped(transaction) == [(verbose, "PAYMENT_FAILED")]
    assert transaction.gas_used < PAYEE_GAS + 200_000


@pytest.mark.parametrize("gas", [230_000, 240_000])
def test_push__gas_too_little_to_judge_a_payee__refused_and_nobody_skipped(
    eth_desk: Desk, distributor: Any, shareholders: World, refusing: Any, gas: int
) -> None:
    number = eth_desk.open(pot=POT)
    eth_desk.record(number)
    refusing.setTakes(True)
    with reverts(None, "NotEnoughGas", ANY):
        distributor.push(number, [refusing], {"from": shareholders.stranger, "gas_limit": gas})
    assert not distributor.isPaid(number, refusing)


# currencies


@pytest.mark.parametrize("name", ["BlocklistCurrency", "FalseCurrency"])
def test_push__currency_refuses__skipped_and_paid_when_it_no_longer_does(
    shareholders: World, distributor: Any, name: str
) -> None:
    currency = new(shareholders, name)
    desk = Desk(shareholders, currency)
    number = desk.open(pot=4_000)
    block(currency, shareholders.investor_de, True)
    transaction = desk.push(number, [shareholders.investor_de])
    assert skipped(transaction) == [(shareholders.investor_de, "PAYMENT_FAILED")]
    with reverts(distributor, "PaymentFailed", currency, shareholders.investor_de, 1_000):
        distributor.claim(number, {"from": shareholders.investor_de})
    block(currency, shareholders.investor_de, False)
    desk.claim(number, shareholders.investor_de)
    assert desk.money_of(shareholders.investor_de) == 1_000


def test_push__one_on_the_blocklist__others_paid(shareholders: World) -> None:
    currency = new(shareholders, "BlocklistCurrency")
    desk = Desk(shareholders, currency)
    number = desk.open(pot=4_000)
    currency.setBlocked(shareholders.investor_ch, True)
    transaction = desk.push(number, shareholders.investors)
    assert paid(transaction) == list(shareholders.investors[1:])
    assert skipped(transaction) == [(shareholders.investor_ch, "PAYMENT_FAILED")]


def test_push__currency_charges_a_fee_since_the_funding__holder_bears_it(shareholders: World) -> None:
    currency = new(shareholders, "FeeCurrency")
    desk = Desk(shareholders, currency)
    number = desk.open(pot=4_000)
    currency.setCharges(True)
    desk.push(number, shareholders.investors)
    assert [desk.money_of(holder) for holder in shareholders.investors] == [990] * 4


def test_push__currency_has_destroyed_itself__skipped(shareholders: World, desk: Desk, distributor: Any) -> None:
    number = desk.open(pot=4_000)
    remove_code(desk.currency)
    transaction = distributor.push(number, [shareholders.investor_ch], {"from": shareholders.stranger})
    assert skipped(transaction) == [(shareholders.investor_ch, "PAYMENT_FAILED")]
    assert not distributor.isPaid(number, shareholders.investor_ch)


# the tax agent and the residual payee


def test_remitTax__agent_refuses__refused_and_the_tax_is_kept(
    eth_desk: Desk, distributor: Any, shareholders: World, refusing: Any
) -> None:
    number = eth_desk.open(pot=POT, default_tax=100_000, tax_agent=refusing)
    eth_desk.push(number, [shareholders.investor_ch])
    with reverts(distributor, "PaymentFailed", NOWHERE, refusing, 100_000):
        distributor.remitTax(number, {"from": shareholders.stranger})
    assert eth_desk.term(number, "remitted") == 0
    refusing.setTakes(True)
    eth_desk.remit(number)
    assert eth_desk.money_of(refusing) == 100_000


def test_close__residual_payee_refuses__refused_and_can_be_closed_later(
    eth_desk: Desk, distributor: Any, shareholders: World, refusing: Any
) -> None:
    number = eth_desk.open(pot=POT, residual=refusing)
    eth_desk.after_deadline(number)
    with reverts(distributor, "PaymentFailed", NOWHERE, refusing, POT):
        distributor.close(number, {"from": shareholders.treasurer})
    refusing.setTakes(True)
    eth_desk.close(number)
    assert eth_desk.money_of(refusing) == POT


def block(currency: Any, payee: Any, blocked: bool) -> None:
    """Makes a currency refuse a payee, or everybody if it knows no other way."""
    if hasattr(currency, "setBlocked"):
        currency.setBlocked(payee, blocked)
    else:
        currency.setRefuses(blocked)
