"""A split changes no word of the register: what was so many units still is, and their shares alone differ."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from scripts.lib.lots import REG_D_506C
from tests import clock
from tests.errors import reverts
from tests.lots import held, issue_lot, new_holding_periods
from tests.rules import attach_engine
from tests.signing import permit
from tests.splits import decide, split
from tests.unit.distribution.helpers import Desk
from tests.unit.governance.helpers import FOR, Hall
from tests.unit.office.helpers import ID, Holdings, freeze_units, refused
from tests.world import COMMON, DAY, PREFERRED, World

SPLITS = [(2, 1), (1, 10), (6, 5)]
NAMES = ["2 for 1", "1 for 10", "bonus of 1 for 5"]
RESTRICTED, FREE = 35, 165
FROZEN, ON_HOLD, ALLOWED = 50, 40, 30


@dataclass(frozen=True)
class Life:
    """What goes on in a security when a class is split.

    investor_ch holds 165 free COMMON and 35 restricted ones; 50 are frozen, 40 on hold for investor_de, 30 allowed to
    the operator, another 20 by a permit that nobody has used. A dividend of 600 is paid, and a meeting votes.
    """

    world: World
    rule: Any
    holdings: Holdings
    dividend: int
    desk: Desk
    hall: Hall
    record_date: int
    permit: tuple[Any, ...]

    def picture(self) -> dict[str, Any]:
        """Everything that is counted in units, or follows from it."""
        world, security, holder = self.world, self.world.security, self.world.investor_ch
        classes = (COMMON, PREFERRED)
        return {
            "balances": [security.balanceOfByPartition(c, one) for c in classes for one in world.investors],
            "of all classes": [security.balanceOf(one) for one in world.investors],
            "words": [security.wordOf(one) for one in world.investors],
            "issued": [security.totalSupplyByPartition(c) for c in classes],
            "authorised": [security.authorisedOf(c) for c in classes],
            "lots": held(self.rule, holder),
            "frozen": security.frozenUnitsOf(COMMON, holder),
            "on hold": security.heldUnitsOf(COMMON, holder),
            "hold": tuple(security.holdOf(ID)),
            "allowance": security.allowance(holder, world.operator),
            "nonce": security.nonces(holder),
            "conversion": tuple(security.conversionRatio(PREFERRED, COMMON)),
            "past": tuple(security.standingAt(COMMON, holder, self.record_date)),
            "supply of the past": security.totalSupplyAt(COMMON, self.record_date),
            "entitlement": tuple(self.desk.distributor.entitlement(self.dividend, holder)),
            "account": tuple(self.desk.distributor.accountOf(self.dividend)),
            "eligible": self.hall.voting.tally(1)["eligible"],
            "count": self.hall.count(1),
            "largest transfer": self.largest(),
        }

    def largest(self) -> int:
        """The most that investor_ch could transfer now."""
        world = self.world
        parties = (world.investor_ch, world.investor_ch, world.investor_de)
        return int(world.security.explainTransfer(COMMON, *parties, 1, b"")["largest"])


@pytest.fixture(scope="module")
def life(world: World) -> Life:
    rule = new_holding_periods(world, attach_engine(world))
    holder = world.investor_ch
    issue_lot(world, holder, FREE, 0)
    issue_lot(world, holder, RESTRICTED, REG_D_506C)
    issue_lot(world, world.investor_fr, 100, 0)
    issue_lot(world, world.fund_us, 60, 0, cls=PREFERRED)
    world.security.setConversionRatio(PREFERRED, COMMON, 3, 1, {"from": world.issuer})
    hall, desk = Hall(world), Desk(world, world.new_currency())
    meeting = hall.convene()
    resolution = hall.propose(meeting)
    dividend = desk.open(pot=600)  # which is when voting is open too
    desk.record(dividend)
    hall.cast(resolution, world.investor_fr, FOR)
    freeze_units(world, holder, FROZEN)
    holdings = Holdings(world)
    holdings.create(units=ON_HOLD, expiry=clock.now() + 30 * DAY)
    world.security.approve(world.operator, ALLOWED, {"from": holder})
    signed = permit(world.security, holder, world.stranger, 20)
    return Life(world, rule, holdings, dividend, desk, hall, world.record_now(), signed)


@pytest.fixture(params=SPLITS, ids=NAMES)
def ratio(request: pytest.FixtureRequest, life: Life) -> Fraction:
    """COMMON was split."""
    split(life.world, *request.param)
    return Fraction(*request.param)


@pytest.mark.parametrize(("numerator", "denominator"), SPLITS, ids=NAMES)
def test_split__everything_in_units__as_before(life: Life, numerator: int, denominator: int) -> None:
    before = life.picture()
    assert before["largest transfer"] == FREE + RESTRICTED - FROZEN - ON_HOLD
    moment = clock.now() + 100
    decide(life.world, numerator, denominator, moment)
    assert life.picture() == before
    clock.block_at(moment)
    assert life.picture() == before


def test_split__storage__one_record_of_its_own_is_written(life: Life) -> None:
    transaction = decide(life.world, 2, 1, clock.now() + DAY)
    slots = {int(step["stack"][-1], 16) for step in transaction.trace if step["op"] == "SSTORE"}
    assert len(slots) == 3 and max(slots) - min(slots) == 2


def test_split__shares__follow_the_ratio(life: Life, ratio: Fraction) -> None:
    security = life.world.security
    for units, investor in ((200, life.world.investor_ch), (100, life.world.investor_fr)):
        assert security.balanceOf(investor) == units
        assert security.balanceOfUIByPartition(COMMON, investor) == units * ratio
    assert security.totalSupplyUIByPartition(COMMON) == 300 * ratio
    assert security.balanceOfUI(life.world.fund_us) == 60  # PREFERRED was not split


def test_split__frozen_and_held__as_many_stay(life: Life, ratio: Fraction) -> None:
    security, holder = life.world.security, life.world.investor_ch
    most = life.largest()
    with refused(life.world, 0x55, "ON_HOLD", holder):
        security.transfer(life.world.investor_fr, most + 1, {"from": holder})
    security.transfer(life.world.investor_fr, most, {"from": holder})
    assert security.balanceOf(holder) == FROZEN + ON_HOLD


def test_split__lots__the_restricted_one_stays(life: Life, ratio: Fraction) -> None:
    security, holder = life.world.security, life.world.investor_ch
    freeze_units(life.world, holder, 0)
    life.holdings.release(life.world.operator)
    with refused(life.world, 0x50, "TA_APPROVAL_REQUIRED", security):
        security.transfer(life.world.investor_fr, FREE + 1, {"from": holder})
    before = held(life.rule, holder)
    security.transfer(life.world.investor_fr, FREE, {"from": holder})
    assert held(life.rule, holder) == [lot for lot in before if lot.regime == REG_D_506C]


def test_split__hold__executed_to_its_last_unit(life: Life, ratio: Fraction) -> None:
    life.holdings.execute(ON_HOLD)
    assert (life.holdings.rest(), life.holdings.units(life.world.investor_de)) == (0, ON_HOLD)
    assert life.world.security.balanceOfUI(life.world.investor_de) == ON_HOLD * ratio


def test_split__allowance__good_for_as_many_units(life: Life, ratio: Fraction) -> None:
    world = life.world
    with reverts(world.security, "ERC20InsufficientAllowance", world.operator, ALLOWED, ALLOWED + 1):
        world.security.transferFrom(world.investor_ch, world.investor_de, ALLOWED + 1, {"from": world.operator})
    world.security.transferFrom(world.investor_ch, world.investor_de, ALLOWED, {"from": world.operator})
    assert world.security.allowance(world.investor_ch, world.operator) == 0


def test_split__permit_signed_before__good_for_as_many_units(life: Life, ratio: Fraction) -> None:
    world = life.world
    world.security.permit(*life.permit, {"from": world.stranger})
    assert world.security.allowance(world.investor_ch, world.stranger) == 20


def test_split__open_distribution__pays_what_was_due(life: Life, ratio: Fraction) -> None:
    for holder, due in ((life.world.investor_ch, 400), (life.world.investor_fr, 200)):
        life.desk.claim(life.dividend, holder)
        assert life.desk.money_of(holder) == due


def test_split__open_vote__counts_the_units_of_the_record_date(life: Life, ratio: Fraction) -> None:
    life.hall.cast(1, life.world.investor_ch, FOR)
    assert life.hall.count(1) == (300, 0, 0)


def test_split__past_record_date__units_of_then_and_later_ones_of_later(life: Life, ratio: Fraction) -> None:
    world = life.world
    world.security.transfer(world.investor_fr, 10, {"from": world.investor_ch})
    later = world.record_now()
    units = [world.security.balanceOfAt(COMMON, world.investor_ch, date) for date in (life.record_date, later)]
    assert units == [200, 190]
