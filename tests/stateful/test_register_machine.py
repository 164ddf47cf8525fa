"""Random lives of a register against a Python model, by the sentences R-1 to R-16 of docs/invariants.md."""

from __future__ import annotations

from inspect import signature
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.sabotage import OFFICE, Defect, sabotage
from tests.stateful.register.checks import Checks
from tests.stateful.register.ground import register_world
from tests.stateful.register.movements import Movements
from tests.stateful.register.office import Office
from tests.stateful.register.sequels import Sequels
from tests.stateful.register.stops import Stops
from tests.stateful.search import hunt, search
from tests.world import World

# What moves units comes twice as often as the rest.
STEPS = [name for room in (Movements, Movements, Office, Stops, Sequels) for name in vars(room) if "step_" in name]


class RegisterMachine(Sequels, Checks):
    """Every kind of movement, everything that stops one, and what must hold after each step.

    The steps are drawn here and not by Hypothesis, which would leave most of them out of each life.
    """

    st_data = st.data()
    steps = STEPS

    def rule_live(self, st_data: Any) -> None:
        step = getattr(self, st_data.draw(st.sampled_from(self.steps), "step"))
        step(**{name: st_data.draw(getattr(self, name), name) for name in signature(step).parameters})


@pytest.fixture(scope="module")
def register(module_isolation: Any) -> World:
    """The world in which every life begins."""
    return register_world()


def test_register__random_lives__every_sentence_holds(state_machine: Any, register: World) -> None:
    state_machine(RegisterMachine, register, settings=search(lives=40, steps=25))


MOVEMENTS = "contracts/token/Movements.sol"
CONVERSIONS = "contracts/office/Conversions.sol"
HOLDS = "contracts/office/Holds.sol"
RECOVERIES = "contracts/office/Recoveries.sol"
DEFECTS = {
    "half a debit": Defect(
        "R-1",
        MOVEMENTS,
        good="record.word = record.stamp(word, epoch) - amount;",
        bad="record.word = record.stamp(word, epoch) - amount / 2;",
    ),
    "a balance of the last class": Defect(
        "R-2",
        "contracts/token/ERC20Face.sol",
        good="units += _unitsOf(_partitions[i], account);",
        bad="units = _unitsOf(_partitions[i], account);",
    ),
    "conversion one to one": Defect(
        "R-3",
        CONVERSIONS,
        good="_create(g, toPartition, tokenHolder, converted);",
        bad="_create(g, toPartition, tokenHolder, value);",
        victim=OFFICE,
    ),
    "nobody is refused": Defect(
        "R-5",
        MOVEMENTS,
        good="if (!v.isSuccess()) _refuse(v, partition, right, from, to, amount);",
        bad="",
    ),
    "frozen units convert": Defect(
        "R-6",
        CONVERSIONS,
        good="v = _encumbranceVerdict(fromPartition, holder, held, value, true);",
        bad="",
        victim=OFFICE,
    ),
    "history falsified": Defect(
        "R-[78]",
        "contracts/libraries/History.sol",
        good="record.before[epoch] = isPresent ? _withoutUnits(word) : word;",
        bad="record.before[epoch] = isPresent ? _withoutUnits(word) : word + 1;",
    ),
    "the past stays with the lost wallet": Defect(
        "R-7",
        "contracts/token/RecordDates.sol",
        good="if (position >= succession.epoch) return account;",
        bad="return account;",
    ),
    "supplies without history": Defect(
        "R-8",
        "contracts/register/Book.sol",
        good="return Supply.wrap(record.stamp(record.word, epoch));",
        bad="return Supply.wrap(record.word);",
    ),
    "held for ever": Defect(
        "R-9",
        HOLDS,
        good="_setHeldUnits(hold.partition, hold.holder, _heldUnits[hold.partition][hold.holder] - units);",
        bad="",
        victim=OFFICE,
    ),
    "a forced movement thaws all": Defect(
        "R-10",
        MOVEMENTS,
        good="_writeFrozenUnits(partition, account, frozen - freed);",
        bad="_writeFrozenUnits(partition, account, 0);",
    ),
    "a lost wallet is not barred": Defect(
        "R-11",
        RECOVERIES,
        good="_members[lost].word = Member.unwrap(word.onlyHistory().withFlag(BARRED));",
        bad="_members[lost].word = Member.unwrap(word.onlyHistory());",
        victim=OFFICE,
    ),
    "a folio given twice": Defect(
        "R-12",
        "contracts/register/Entries.sol",
        good="word = MemberLib.newEntry(g.folios(), g.folios(), g.epoch());",
        bad="word = MemberLib.newEntry(g.folios() - 1, g.folios(), g.epoch());",
    ),
    "accreditations forgotten": Defect(
        "R-13",
        "contracts/register/Entries.sol",
        good="word = word.withProfile(admittedThrough, accreditedThrough, country, attributes);",
        bad="word = word.withProfile(admittedThrough, 0, country, attributes);",
    ),
    "once on hold, always marked": Defect(
        "R-14",
        HOLDS,
        good="record.word = Holding.unwrap(Holding.wrap(record.word).withFlag(ON_HOLD, units != 0));",
        bad="record.word = Holding.unwrap(Holding.wrap(record.word).withFlag(ON_HOLD, true));",
        victim=OFFICE,
    ),
    "allowances are not spent": Defect(
        "R-15",
        MOVEMENTS,
        good="_setAllowance(partition, holder, spender, allowed - amount);",
        bad="",
    ),
    "an event the wrong way round": Defect(
        "R-16",
        MOVEMENTS,
        good="emit IERC1410Movements.TransferByPartition(partition, operator, from, to, amount, data, operatorData);",
        bad="emit IERC1410Movements.TransferByPartition(partition, operator, to, from, amount, data, operatorData);",
    ),
}


# A twin lives of the steps that show its defect, and finds it soon.
SHOWN_BY = {
    "half a debit": ("transfer", "redeem"),
    "a balance of the last class": ("transfer",),
    "conversion one to one": ("convert",),
    "nobody is refused": ("transfer", "stop_a_member"),
    "frozen units convert": ("freeze_and_convert",),
    "history falsified": ("record_and_move",),
    "the past stays with the lost wallet": ("record_and_lose_the_wallet",),
    "supplies without history": ("record_and_issue",),
    "held for ever": ("hold_and_release",),
    "a forced movement thaws all": ("freeze_and_force",),
    "a lost wallet is not barred": ("lose_a_wallet",),
    "a folio given twice": ("newcomer",),
    "accreditations forgotten": ("renew",),
    "once on hold, always marked": ("hold_and_release",),
    "allowances are not spent": ("transfer_for", "redeem_for"),
    "an event the wrong way round": ("transfer",),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_sabotage__broken_token__the_machine_notices(state_machine: Any, register: World, name: str) -> None:
    defect, steps = DEFECTS[name], [f"step_{step}" for step in SHOWN_BY[name]]
    sabotage(register, defect, list(DEFECTS.values()))
    twin = type("Twin", (RegisterMachine,), {"steps": steps})
    with pytest.raises(AssertionError, match=f"{defect.sentence}: "):
        state_machine(twin, register, settings=hunt(lives=30, steps=10))
