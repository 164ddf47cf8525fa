"""On a peer the first issue divided by the units there were: none. Shares were not looked at after a redemption."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.unit.office.helpers import refused
from tests.world import COMMON, NOWHERE, World, code, text

ISSUE = 1
QUARTER = 250_000


@pytest.fixture(scope="module")
def rule(world: World) -> Any:
    """A quarter of the class at most; there are no units yet."""
    engine = attach_engine(world)
    rule = new_rule(world, engine, "HoldingLimits", COMMON)
    set_parameter(world, rule, "MAX_PPM", QUARTER)
    enact(world, engine, rule)
    return rule


def test_issue__the_very_first_units__refused_in_words_and_free_for_the_issuer(world: World, rule: Any) -> None:
    said = world.security.explainMovement(ISSUE, COMMON, world.issuer, NOWHERE, world.investor_ch, 1)
    assert (code(said[0]), text(said[1])) == (0x57, "MAX_BALANCE")
    with refused(world, 0x57, "MAX_BALANCE", world.investor_ch):
        world.issue(world.investor_ch, 1)
    world.issue(world.treasury, 300)
    world.issue(world.investor_ch, 100)
    with refused(world, 0x57, "MAX_BALANCE", world.investor_ch):
        world.issue(world.investor_ch, 1)


def test_transfer__after_a_redemption_by_others__share_of_what_is_left(world: World, rule: Any) -> None:
    world.set_terms(redeemable=True)
    world.issue(world.treasury, 400)
    world.security.transfer(world.investor_ch, 99, {"from": world.treasury})
    world.security.redeem(4, b"", {"from": world.treasury})
    with refused(world, 0x57, "MAX_BALANCE", world.investor_ch):
        world.security.transfer(world.investor_ch, 1, {"from": world.treasury})
    world.security.transfer(world.treasury, 1, {"from": world.investor_ch})
    world.security.transfer(world.investor_ch, 1, {"from": world.treasury})
