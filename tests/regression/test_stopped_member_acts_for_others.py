"""A frozen or sanctioned member, and who had stolen a lost wallet, still moved the units of those who had let them.

Peers have the same defect: a wallet is frozen, and goes on spending allowances.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.office.helpers import ID, Holdings, freeze, recover, refused, sanction
from tests.world import COMMON, FAR, PREFERRED, World, code, spare_account, text

Stop = Callable[[World], Any]
STOPS: dict[str, Stop] = {
    "frozen": lambda w: freeze(w, w.investor_fr),
    "sanctioned": lambda w: sanction(w, w.investor_fr),
    "lost": lambda w: recover(w, w.investor_fr, spare_account(0)),
}


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """investor_fr may do everything for fund_us, by each way that there is."""
    security, holder, agent = world.security, {"from": world.fund_us}, world.investor_fr
    world.issue_all(100)
    world.issue_all(100, PREFERRED)
    world.admit(world.investor_de, accredited=FAR)
    security.setConversionRatio(PREFERRED, COMMON, 1, 1, {"from": world.issuer})
    security.approve(agent, 50, holder)
    security.approveByPartition(PREFERRED, agent, 50, holder)
    return world


def authorise(world: World, how: str) -> None:
    holder = {"from": world.fund_us}
    if how == "operator":
        world.security.authorizeOperator(world.investor_fr, holder)
    if how == "partition":
        for partition in (COMMON, PREFERRED):
            world.security.authorizeOperatorByPartition(partition, world.investor_fr, holder)


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("units", [0, 1])
def test_transferFrom__by_a_stopped_spender__refused(market: World, stop: str, units: int) -> None:
    security, agent, holder = market.security, market.investor_fr, market.fund_us
    STOPS[stop](market)
    for call in (
        lambda: security.transferFrom(holder, market.investor_de, units, {"from": agent}),
        lambda: security.transferFromWithData(holder, market.investor_de, units, b"", {"from": agent}),
        lambda: security.redeemFrom(holder, units, b"", {"from": agent}),
    ):
        with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", agent):
            call()
    assert security.allowance(holder, agent) == 50
    view = security.canTransferFrom(holder, market.investor_de, units, b"", {"from": agent})
    assert (code(view[0]), text(view[1])) == (0x58, "UNAUTHORIZED_OPERATOR")
    number = security.detectTransferRestrictionFrom(agent, holder, market.investor_de, units)
    assert security.messageForTransferRestriction(number) == "Unauthorized operator"
    assert code(security.explainMovement(0, COMMON, agent, holder, market.investor_de, units)[0]) == 0x58


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("how", ["allowance", "operator", "partition"])
@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_operatorTransfer__by_a_stopped_agent__refused(market: World, stop: str, how: str, partition: bytes) -> None:
    security, agent, holder = market.security, market.investor_fr, market.fund_us
    authorise(market, how)
    arguments = (partition, holder, market.investor_de, 1, b"", b"", {"from": agent})
    security.operatorTransferByPartition(*arguments)
    STOPS[stop](market)
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", agent):
        security.operatorTransferByPartition(*arguments)
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", agent):
        security.operatorRedeemByPartition["bytes32,address,uint256,bytes"](partition, holder, 1, b"", {"from": agent})
    view = security.canTransferByPartition(holder, market.investor_de, partition, 1, b"", {"from": agent})
    assert (code(view[0]), text(view[1])) == (0x58, "UNAUTHORIZED_OPERATOR")


@pytest.mark.parametrize("stop", STOPS)
def test_hold_and_conversion__by_a_stopped_operator__refused(market: World, stop: str) -> None:
    security, agent, holder = market.security, market.investor_fr, market.fund_us
    holdings = Holdings(market)
    authorise(market, "operator")
    STOPS[stop](market)
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", agent):
        holdings.create(ID, by=agent, holder=holder)
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", agent):
        security.convert(PREFERRED, COMMON, holder, 1, b"", {"from": agent})
    assert code(security.canConvert(PREFERRED, COMMON, holder, 1, {"from": agent})[0]) == 0x58


def test_transferFrom__released_again__the_allowance_is_as_it_was(market: World) -> None:
    freeze(market, market.investor_fr)
    freeze(market, market.investor_fr, False)
    market.security.transferFrom(market.fund_us, market.investor_de, 50, {"from": market.investor_fr})


def test_transferFrom__by_one_outside_of_the_register__as_ever(market: World) -> None:
    market.security.approve(market.stranger, 5, {"from": market.fund_us})
    market.security.transferFrom(market.fund_us, market.investor_de, 5, {"from": market.stranger})


def test_holder__frozen__is_told_so_and_not_that_it_is_no_operator(market: World) -> None:
    security, holder = market.security, market.fund_us
    security.approve(holder, 5, {"from": holder})
    freeze(market, holder)
    for call in (
        lambda: security.transferFrom(holder, market.investor_de, 1, {"from": holder}),
        lambda: security.operatorTransferByPartition(COMMON, holder, market.investor_de, 1, b"", b"", {"from": holder}),
    ):
        with refused(market, 0x56, "SENDER_FROZEN", holder):
            call()


def test_executeHold__by_a_frozen_notary__the_notary_acts_for_both_sides(market: World) -> None:
    """A notary has no right over units of its own choice: it decides what the holder laid down."""
    holdings = Holdings(market)
    holdings.create(notary=market.investor_fr)
    freeze(market, market.investor_fr)
    holdings.execute(by=market.investor_fr)
    with reverts(market.security, "NoOpenHold", ID):
        holdings.release(market.investor_fr)
