"""Who is called in the middle of a payment calls back: it gains nothing, whatever it calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from eth_utils import keccak

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import FUNDED, Desk, member, new
from tests.world import DAY, World

POT = 5_000_000
SHARE = 1_000_000

# What is called back, on the distribution that pays or on the other one, and the error that it meets.
CALLS: dict[str, tuple[Callable[[Any, Any, Any], str], str]] = {
    "claim": (lambda d, thief, other: d.claim.encode_input(1), "AlreadyPaid(uint256,address)"),
    "claimMany": (lambda d, thief, other: d.claimMany.encode_input([1, 1]), "AlreadyPaid(uint256,address)"),
    "claim_another": (lambda d, thief, other: d.claim.encode_input(2), "NotEnoughGas(uint256)"),
    "push_others": (lambda d, thief, other: d.push.encode_input(1, [thief, other]), "NotEnoughGas(uint256)"),
    "remit_tax": (lambda d, thief, other: d.remitTax.encode_input(1), "NotEnoughGas(uint256)"),
}
HARMLESS: dict[str, Callable[[Any, Any], str]] = {
    "push_itself": lambda d, thief: d.push.encode_input(1, [thief, thief]),
    "record": lambda d, thief: d.record.encode_input(1),
}


@pytest.fixture
def thief(shareholders: World) -> Any:
    """A holder that calls back."""
    return member(shareholders, new(shareholders, "ReentrantAccount"), 1_000)


@pytest.fixture(params=["ETH", "hook"])
def paying(request: pytest.FixtureRequest, shareholders: World, thief: Any) -> Desk:
    """Two distributions that can be paid, in ETH or in a currency that tells the payee."""
    if request.param == "ETH":
        desk = Desk(shareholders)
    else:
        currency = new(shareholders, "HookCurrency")
        currency.setListens(thief, True)
        desk = Desk(shareholders, currency)
    for _ in range(2):
        number = desk.declare_and_fund(pot=POT, default_tax=100_000)
    desk.at_pay_date(number)
    desk.record(2)
    desk.push(1, [shareholders.investor_ch])  # some tax is waiting
    return desk


def selector(error: str) -> str:
    return "0x" + keccak(text=error)[:4].hex()


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("way", ["claim", "push"])
def test_callback__anything_that_pays__fails_and_the_payee_gets_its_share_once(
    paying: Desk, distributor: Any, world: World, thief: Any, call: str, way: str
) -> None:
    encode, error = CALLS[call]
    thief.arm(distributor, encode(distributor, thief, world.investor_de))
    if way == "claim":
        act(thief, distributor, distributor.claim.encode_input(1))
        paying.check()
    else:
        paying.push(1, [thief])
    assert (thief.attempts(), thief.succeeded(), thief.answer()) == (1, False, selector(error))
    assert paying.money_of(thief) == SHARE - SHARE // 10
    assert not distributor.isPaid(2, thief)
    assert not distributor.isPaid(1, world.investor_de)


@pytest.mark.parametrize("call", HARMLESS)
def test_callback__what_pays_nobody__changes_nothing(paying: Desk, distributor: Any, thief: Any, call: str) -> None:
    thief.arm(distributor, HARMLESS[call](distributor, thief))
    paying.push(1, [thief])
    assert thief.succeeded()
    assert paying.money_of(thief) == SHARE - SHARE // 10
    assert distributor.accountOf(1) == (POT, 1_800_000, 200_000, 3_000_000, 0)


def test_callback__views_in_the_middle__payee_is_paid_already(paying: Desk, distributor: Any, thief: Any) -> None:
    thief.arm(distributor, distributor.isPaid.encode_input(1, thief))
    paying.push(1, [thief])
    assert thief.succeeded()


def test_callback__payee_moves_its_units__share_is_that_of_the_record_date(
    paying: Desk, distributor: Any, world: World, thief: Any
) -> None:
    thief.arm(world.security, world.security.transfer.encode_input(world.investor_de, 1_000))
    paying.push(1, [thief, world.investor_de, thief])
    assert thief.succeeded()
    assert world.security.balanceOf(thief) == 0
    assert distributor.accountOf(1) == (POT, 2_700_000, 300_000, 2_000_000, 0)


def test_fund__payer_calls_back_to_fund_again__refused(shareholders: World, distributor: Any) -> None:
    payer, desk = calling_payer(shareholders)
    number = desk.declare()
    payer.arm(distributor, distributor.fund.encode_input(number))
    act(payer, distributor, distributor.fund.encode_input(number))
    desk.check()
    assert (payer.succeeded(), payer.answer()) == (False, selector("ReentrancyGuardReentrantCall()"))
    assert (desk.term(number, "state"), desk.money_of(distributor)) == (FUNDED, 1_000_000)


def test_fund__payer_takes_other_money_out_meanwhile__refused(shareholders: World, distributor: Any) -> None:
    payer, desk = calling_payer(shareholders)
    member(shareholders, payer, 1_000)
    other = desk.open(pot=5_000)
    number = desk.declare(pot=7_000)
    payer.arm(distributor, distributor.claim.encode_input(other))
    with reverts(distributor, "WrongFunding", number, 6_000, 7_000):
        act(payer, distributor, distributor.fund.encode_input(number))
    assert not distributor.isPaid(other, payer)


def test_fund__payer_cancels_meanwhile__cancellation_refused(shareholders: World, distributor: Any) -> None:
    payer, desk = calling_payer(shareholders)
    number = desk.declare(pot=3_000, record_date=clock.now() + DAY, pay_date=clock.now() + 2 * DAY)
    payer.arm(distributor, distributor.cancel.encode_input(number))
    act(payer, distributor, distributor.fund.encode_input(number))
    desk.check()
    assert (payer.succeeded(), payer.answer()) == (False, selector("ReentrancyGuardReentrantCall()"))
    assert desk.term(number, "state") == FUNDED


def calling_payer(world: World) -> tuple[Any, Desk]:
    """A treasurer with money that is told of its payments and calls back, and distributions in that money."""
    currency = new(world, "HookCurrency")
    desk = Desk(world, currency)
    payer = new(world, "ReentrantAccount")
    world.security.grantRole(role_id("TREASURER"), payer, {"from": world.admin})
    currency.mint(payer, 10**12, {"from": world.deployer})
    act(payer, currency, currency.approve.encode_input(world.distributor, 10**12))
    currency.setListens(payer, True)
    return payer, desk


def act(puppet: Any, target: Any, call: str) -> Any:
    """Makes a contract call another one."""
    return puppet.act(target, call)
