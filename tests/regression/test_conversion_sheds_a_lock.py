"""A conversion into a class without lots was free where the holder itself may receive what is locked.

A qualified buyer turned units under Rule 144A into units of a class without books, and sold those to anybody.
"""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.lots import REG_A_T2, REG_CF, REG_S, RULE_144A
from tests import clock
from tests.errors import reverts
from tests.lots import admit_us, day, issue_lot, new_holding_periods
from tests.rules import attach_engine
from tests.world import COMMON, DAY, DE, FAR, PREFERRED, QIB, World, bytes32

FOR_EVER = 2**40 - 1


@pytest.fixture(scope="module")
def engine(world: World) -> Any:
    """Lots of PREFERRED are kept, of COMMON not; the one can be converted into the other."""
    engine = attach_engine(world)
    new_holding_periods(world, engine, PREFERRED)
    world.security.setConversionRatio(PREFERRED, COMMON, 1, 1, {"from": world.issuer})
    return engine


def holder_of(world: World, regime: int) -> Any:
    """Somebody for whom locked units of the regime are free, with ten of them."""
    holder = world.fund_us
    if regime == REG_S:
        holder = world.investor_de
        world.admit(holder, DE, accredited=FAR)
    issue_lot(world, holder, 10, regime, "2025-06-03", cls=PREFERRED)
    return holder


def converts(world: World, holder: Any) -> tuple[str, str]:
    code, reason, _ = world.security.canConvert(PREFERRED, COMMON, holder, 10, {"from": holder})
    return "0x" + bytes(code).hex(), bytes(reason).rstrip(b"\0").decode()


@pytest.mark.parametrize("regime", [RULE_144A, REG_S, REG_CF])
def test_convert__locked_units_that_are_free_for_the_holder__needs_consent(
    world: World, engine: Any, regime: int
) -> None:
    holder = holder_of(world, regime)
    assert converts(world, holder) == ("0x50", "TA_APPROVAL_REQUIRED")
    with reverts(world.security, "Refused", "0x50", "TA_APPROVAL_REQUIRED", world.security):
        world.security.convert(PREFERRED, COMMON, holder, 10, b"", {"from": holder})

    engine.approveTransfer(PREFERRED, holder, holder, 10, FOR_EVER, bytes32("OPINION"), {"from": world.approver})
    assert converts(world, holder) == ("0x51", "")
    world.security.convert(PREFERRED, COMMON, holder, 10, b"", {"from": holder})
    assert world.security.balanceOf(holder) == 10


def test_convert__matured_units_that_some_may_not_have__needs_consent(world: World, engine: Any) -> None:
    holder = holder_of(world, REG_S)
    clock.block_at(day("2026-06-03") * DAY)
    assert converts(world, holder) == ("0x50", "TA_APPROVAL_REQUIRED")


def test_convert__units_that_are_free_for_everybody__passes(world: World, engine: Any) -> None:
    holder = holder_of(world, REG_A_T2)
    assert converts(world, holder) == ("0x51", "")
    issue_lot(world, holder, 10, REG_CF, "2025-03-01", cls=PREFERRED)
    world.security.convert(PREFERRED, COMMON, holder, 20, b"", {"from": holder})


def test_transfer__within_the_class__still_free_for_a_qualified_buyer(world: World, engine: Any) -> None:
    holder = holder_of(world, RULE_144A)
    other = admit_us(world, 1, accredited=True, attributes=QIB)
    world.security.transferByPartition(PREFERRED, other, 10, b"", {"from": holder})
    assert world.security.balanceOfByPartition(PREFERRED, other) == 10
