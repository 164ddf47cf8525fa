"""Random lives under a compliance engine and its rules, by the sentences C-1 to C-12 of docs/invariants.md."""

from __future__ import annotations

from inspect import signature
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.sabotage import ENGINE, Defect, rule_victim, sabotage
from tests.stateful.compliance.changes import Changes
from tests.stateful.compliance.checks import Checks
from tests.stateful.compliance.ground import Bench, compliance_world
from tests.stateful.compliance.movements import Movements
from tests.stateful.search import hunt, search

# What moves units comes twice as often as the rest, and a transfer more often still.
STEPS = [name for room in (Movements, Movements, Changes) for name in vars(room) if "step_" in name]
STEPS += ["step_transfer"] * 4 + ["step_peace"] * 3


class ComplianceMachine(Checks):
    """The steps are drawn here and not by Hypothesis, which would leave most of them out of each life."""

    st_data = st.data()
    steps = STEPS

    def rule_live(self, st_data: Any) -> None:
        step = getattr(self, st_data.draw(st.sampled_from(self.steps), "step"))
        step(**{name: st_data.draw(getattr(self, name), name) for name in signature(step).parameters})


@pytest.fixture(scope="module")
def bench(module_isolation: Any) -> Bench:
    """The world in which every life begins."""
    return compliance_world()


def test_rules__random_lives__every_sentence_holds(state_machine: Any, bench: Bench) -> None:
    state_machine(ComplianceMachine, bench, settings=search(lives=12, steps=25))


PERIODS, VOLUME, LIMITS, CAPS, PLANS = map(
    rule_victim, ("HoldingPeriods", "AffiliateVolume", "HoldingLimits", "HolderCaps", "BenefitPlans")
)
COUNTS = "contracts/compliance/rules/HolderCounts.sol"
DEFECTS = {
    "a sale refused when it is told": Defect(
        "C-1",
        VOLUME.source,
        good="if (_isCounted(m)) _sales[m.partition][Member.wrap(m.sender).investor()].add(_today(), m.amount);",
        bad="require(!_isCounted(m));",
        victim=VOLUME,
    ),
    "what is forced leaves the lots": Defect(
        "C-2",
        PERIODS.source,
        good="if (_staysPut(m) || _movePlainly(m)) return;",
        bad="if (_staysPut(m) || _isForced(m) || _movePlainly(m)) return;",
        victim=PERIODS,
    ),
    "a member changes unheard": Defect(
        "C-3",
        COUNTS,
        good="if (before.profile() != present.profile()) _profileChanged(present);",
        bad="",
        victim=CAPS,
    ),
    "a member becomes a plan unheard": Defect(
        "C-4",
        PLANS.source,
        good="if (mayHold && before.attributes() != present.attributes()) _noteAll(account, present);",
        bad="",
        victim=PLANS,
    ),
    "a rule stops what is forced": Defect(
        "C-5",
        ENGINE.source,
        good="if (_tell(roll[i], hook, notice, answer)) continue;",
        bad="if (_tell(roll[i], hook, notice, answer)) continue; revert EngineBusy();",
        victim=ENGINE,
    ),
    "one newcomer too many": Defect(
        "C-6",
        CAPS.source,
        good="if (_isAbove(_parameter(HOLDERS), _holders() + arriving - leaving)) return Reason.HOLDER_CAP;",
        bad="if (_isAbove(_parameter(HOLDERS), _holders() - leaving)) return Reason.HOLDER_CAP;",
        victim=CAPS,
    ),
    "a month too short": Defect(
        "C-7",
        VOLUME.source,
        good="if (group == 0) return _sales[partition][investor].sum(day, _months());",
        bad="if (group == 0) return _sales[partition][investor].sum(day, _months() - 1);",
        victim=VOLUME,
    ),
    "a consent for ever": Defect(
        "C-8",
        "contracts/compliance/Approvals.sol",
        good="_setStatus(consent, Status.Used);",
        bad="",
        victim=ENGINE,
    ),
    "a second wallet for a second maximum": Defect(
        "C-9",
        LIMITS.source,
        good="held = m.receiverUnits + _further(m.destination, m.receiver, m.to);",
        bad="held = m.receiverUnits;",
        victim=LIMITS,
    ),
    "a plan's own units forgotten": Defect(
        "C-10",
        PLANS.source,
        good="return margin > slope * int256(m.received) ? _allowed() : _ofReceiver(Reason.ERISA_25);",
        bad="return margin > 0 ? _allowed() : _ofReceiver(Reason.ERISA_25);",
        victim=PLANS,
    ),
    "a failure overlooked": Defect(
        "C-11",
        ENGINE.source,
        good="_close(roll, i);",
        bad="",
        victim=ENGINE,
    ),
    "the oldest lot whatever its lock": Defect(
        "C-12",
        PERIODS.source,
        good="return _isSale(m) && m.amount <= first.units() && (!_binds(m) || _gradeOf(m, first, time) == FREE);",
        bad="return _isSale(m) && m.amount <= first.units();",
        victim=PERIODS,
    ),
}

# A twin lives of the steps that show its defect, and finds it soon.
SHOWN_BY = {
    "a sale refused when it is told": ("sell",),
    "what is forced leaves the lots": ("force", "force_redemption"),
    "a member changes unheard": ("profile",),
    "a member becomes a plan unheard": ("profile",),
    "a rule stops what is forced": ("hostile_and_force",),
    "one newcomer too many": ("cap_and_newcomer",),
    "a month too short": ("sell",),
    "a consent for ever": ("consent_and_transfer",),
    "a second wallet for a second maximum": ("transfer", "issue"),
    "a plan's own units forgotten": ("plan_subscribes",),
    "a failure overlooked": ("hostile", "profile"),
    "the oldest lot whatever its lock": ("transfer",),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_sabotage__broken_rules__the_machine_notices(state_machine: Any, bench: Bench, name: str) -> None:
    defect, steps = DEFECTS[name], [f"step_{step}" for step in SHOWN_BY[name]]
    sabotage(bench.world, defect, list(DEFECTS.values()))
    twin = type("Twin", (ComplianceMachine,), {"steps": steps, "recounts": defect.sentence in ("C-3", "C-4")})
    with pytest.raises(AssertionError, match=f"{defect.sentence}: "):
        state_machine(twin, bench, settings=hunt(lives=30, steps=10))
