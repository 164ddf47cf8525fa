"""Random lives of many distributions, by the sentences D-1 to D-16 of docs/invariants.md."""

from __future__ import annotations

from inspect import signature
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.sabotage import sabotage
from tests.stateful.distribution.changes import Changes
from tests.stateful.distribution.checks import Checks
from tests.stateful.distribution.defects import DEFECTS
from tests.stateful.distribution.ground import Bench, distributing_world
from tests.stateful.distribution.office import Office
from tests.stateful.distribution.payments import Payments
from tests.stateful.distribution.sequels import Sequels
from tests.stateful.search import hunt, search

# Payments come twice as often as the rest, and declarations more often still.
STEPS = [name for room in (Payments, Payments, Office, Changes, Sequels) for name in vars(room) if "step_" in name]
STEPS += ["step_open"] * 3 + ["step_open_list"] * 3 + ["step_next_date"] * 3


class DistributionMachine(Checks, Sequels):
    """The steps are drawn here and not by Hypothesis, which would leave most of them out of each life."""

    st_data = st.data()
    steps = STEPS

    def rule_live(self, st_data: Any) -> None:
        step = getattr(self, st_data.draw(st.sampled_from(self.steps), "step"))
        step(**{name: st_data.draw(getattr(self, name), name) for name in signature(step).parameters})


@pytest.fixture(scope="module")
def bench(module_isolation: Any) -> Bench:
    """The world in which every life begins."""
    return distributing_world()


def test_distributions__random_lives__every_sentence_holds(state_machine: Any, bench: Bench) -> None:
    state_machine(DistributionMachine, bench, settings=search(lives=12, steps=25))


# A twin lives of the steps that show its defect, and finds it soon.
SHOWN_BY = {
    "failed payments stay counted": ("block_and_push",),
    "nobody is marked as paid": ("claim_and_push",),
    "tax remitted again and again": ("tax_and_remit",),
    "funded too late": ("fund_too_late",),
    "a form counts for the past": ("form_too_late",),
    "a longer window at the end": ("open_and_close",),
    "stopped and paid": ("stop_and_wait",),
    "paid by wallet and not by entry": ("lose_and_claim",),
    "money for units that stay": ("redeem_and_pay",),
    "tax for whoever asks": ("tax_and_remit",),
    "swept before its time": ("open_and_end",),
    "dust of one currency for another": ("dust",),
    "excluded and paid": ("excluded_claims",),
    "a list beyond its pot": ("list_beyond_its_pot",),
    "paid elsewhere in silence": ("elsewhere",),
    "one who refuses spoils the push": ("block_and_push",),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_sabotage__broken_distributor__the_machine_notices(state_machine: Any, bench: Bench, name: str) -> None:
    defect, steps = DEFECTS[name], [f"step_{step}" for step in SHOWN_BY[name]]
    sabotage(bench.world, defect, list(DEFECTS.values()))
    twin = type("Twin", (DistributionMachine,), {"steps": steps})
    with pytest.raises(AssertionError, match=f"{defect.sentence}: "):
        state_machine(twin, bench, settings=hunt(lives=20, steps=3))
