"""ERC-1404: each number in a situation of its own; a transfer is refused if and only if the number is not 0."""

from __future__ import annotations

from typing import Any

import pytest

from tests.erc.spoken import answer, through
from tests.erc.standards import ERC1404_SPENDER
from tests.errors import reverts
from tests.unit.standards.situations import ALLOWED, FUNDS, INFINITE, REFUSED, Situation, name_of
from tests.world import World

MESSAGES = {
    0: "No restriction",
    1: "Paused",
    2: "Partition frozen",
    3: "Sender not registered",
    4: "Insufficient balance",
    5: "Insufficient allowance",
    6: "Sender sanctioned",
    7: "Sender frozen",
    8: "Sender kyc expired",
    9: "Zero address",
    10: "Receiver not registered",
    11: "Receiver sanctioned",
    12: "Receiver frozen",
    13: "Jurisdiction blocked",
    14: "Receiver kyc expired",
    15: "Accreditation required",
    16: "Attribute required",
    17: "Attribute forbidden",
    18: "Partially frozen",
    19: "On hold",
    20: "Partition locked",
}


@pytest.fixture(scope="module")
def token(market: World) -> Any:
    return through(market.security, ERC1404_SPENDER)


def test_numbers__of_the_situations__are_all_but_that_of_the_allowance() -> None:
    assert [situation.number for situation in REFUSED] == [number for number in MESSAGES if number not in (0, 5)]


@pytest.mark.parametrize("situation", [*ALLOWED, *REFUSED], ids=name_of)
def test_detectTransferRestriction__each_situation__its_number_and_what_the_transfer_does(
    market: World, token: Any, situation: Situation
) -> None:
    situation.make(market)
    sender, receiver, units = situation.parties(market)
    assert answer(token, "detectTransferRestriction", sender, receiver, units) == situation.number
    if situation.number == 0:
        market.security.transfer(receiver, units, {"from": sender})
    else:
        with situation.refused(market):
            market.security.transfer(receiver, units, {"from": sender})


@pytest.mark.parametrize("situation", [*ALLOWED, *REFUSED], ids=name_of)
def test_detectTransferRestrictionFrom__each_situation__its_number_and_what_transferFrom_does(
    market: World, token: Any, situation: Situation
) -> None:
    situation.make(market)
    sender, receiver, units = situation.parties(market)
    market.security.approve(market.operator, INFINITE, {"from": sender})
    arguments = (market.operator, sender, receiver, units)
    assert answer(token, "detectTransferRestrictionFrom", *arguments) == situation.number
    if situation.number == 0:
        market.security.transferFrom(sender, receiver, units, {"from": market.operator})
    else:
        with situation.refused(market):
            market.security.transferFrom(sender, receiver, units, {"from": market.operator})


@pytest.mark.parametrize(("allowed", "units", "number"), [(0, 0, 0), (0, 1, 5), (5, 5, 0), (5, 6, 5)])
def test_detectTransferRestrictionFrom__allowance__counts(
    market: World, token: Any, allowed: int, units: int, number: int
) -> None:
    sender, receiver, spender = market.investor_ch, market.investor_de, market.operator
    market.security.approve(spender, allowed, {"from": sender})
    assert answer(token, "detectTransferRestrictionFrom", spender, sender, receiver, units) == number
    assert answer(token, "detectTransferRestriction", sender, receiver, units) == 0
    if number == 0:
        market.security.transferFrom(sender, receiver, units, {"from": spender})
    else:
        with reverts(market.security, "ERC20InsufficientAllowance", spender, allowed, units):
            market.security.transferFrom(sender, receiver, units, {"from": spender})


@pytest.mark.parametrize("allowed", [INFINITE, INFINITE - 1])
def test_detectTransferRestrictionFrom__largest_allowances__are_enough(market: World, token: Any, allowed: int) -> None:
    market.security.approve(market.operator, allowed, {"from": market.investor_ch})
    parties = (market.operator, market.investor_ch, market.investor_de)
    assert answer(token, "detectTransferRestrictionFrom", *parties, FUNDS) == 0
    assert answer(token, "detectTransferRestrictionFrom", *parties, INFINITE) == 4


def test_detectTransferRestrictionFrom__by_the_holder__needs_an_allowance_too(market: World, token: Any) -> None:
    holder = market.investor_ch
    assert answer(token, "detectTransferRestrictionFrom", holder, holder, market.investor_de, 1) == 5


@pytest.mark.parametrize("caller", ["stranger", "controller", "investor_ch", "investor_de"])
def test_detectTransferRestriction__whoever_asks__same_number(market: World, token: Any, caller: str) -> None:
    arguments = (market.investor_ch, market.stranger, 1)
    assert answer(token, "detectTransferRestriction", *arguments, sender=getattr(market, caller)) == 10


@pytest.mark.parametrize(("number", "message"), MESSAGES.items())
def test_messageForTransferRestriction__each_number__in_words(token: Any, number: int, message: str) -> None:
    assert answer(token, "messageForTransferRestriction", number) == message


@pytest.mark.parametrize(
    ("number", "message"),
    [(21, "Unauthorized operator"), (22, "Rule failed"), (23, "Reg d hold"), (44, "Ta approval required")],
)
def test_messageForTransferRestriction__of_operators_and_rules__in_words(token: Any, number: int, message: str) -> None:
    assert answer(token, "messageForTransferRestriction", number) == message


@pytest.mark.parametrize("number", [45, 46, 127, 254, 255])
def test_messageForTransferRestriction__no_such_number__says_so(token: Any, number: int) -> None:
    assert answer(token, "messageForTransferRestriction", number) == "Unknown restriction code"
