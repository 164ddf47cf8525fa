"""What a plan does not hold was noted of it too, class by class, until the gas was burnt.

An investor who became a plan, even one without a unit, closed the rule BenefitPlans of a security with many classes,
and with it all trade.
"""

from __future__ import annotations

import pytest

from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.world import FAR, US, World, bytes32

PLAN = 8
MOST_CLASSES = 32


@pytest.fixture(scope="module")
def classes(world: World) -> list[bytes]:
    """As many classes as a security may have."""
    classes = [bytes(each) for each in world.security.partitions()]
    while len(classes) < MOST_CLASSES:
        label = bytes32(f"SERIES {len(classes)}")
        world.security.createPartition(label, (0, 0, 0, False, False), 1_000, {"from": world.configurer})
        classes.append(label)
    return classes


@pytest.mark.parametrize("held", [0, 12])
def test_admit__as_a_plan_in_all_classes__the_rule_stays_open(world: World, classes: list[bytes], held: int) -> None:
    engine = attach_engine(world)
    rule = new_rule(world, engine, "BenefitPlans")
    enact(world, engine, rule)
    for name, value in (("LIMIT", 250_000), ("PLANS", PLAN)):
        set_parameter(world, rule, name, value)
    for label in classes[:held]:
        world.issue(world.fund_us, 10, label)
    world.admit(world.fund_us, US, accredited=FAR, attributes=PLAN)
    assert not engine.isClosed(rule)
    for label in classes[:held]:
        assert tuple(rule.ratio(label)) == (1_000_000, 10_000_000, 10)
