"""How long the state machines search. With `DEEP=1` in the environment: ten times as many lives, twice as long."""

from __future__ import annotations

import os
from typing import Any

from brownie import network
from hypothesis import HealthCheck, Phase

DEEP = bool(os.environ.get("DEEP"))
LESS_ON_GANACHE = 8  # where a call takes ten times as long
# Hypothesis cuts the first examples short, to a step or two, in the hope of an early find. They do not count as lives.
CUT_SHORT = 11


def search(lives: int, steps: int) -> dict[str, Any]:
    """Settings for a machine on good contracts: so many lives of so many steps; on ganache fewer and shorter ones."""
    if "ganache" in network.show_active():
        lives, steps = -(-lives // LESS_ON_GANACHE), -(-steps // 2)
    return {
        "max_examples": CUT_SHORT + lives * (10 if DEEP else 1),
        "stateful_step_count": steps * (2 if DEEP else 1),
        "suppress_health_check": HealthCheck.all(),
        "deadline": None,
        "phases": (Phase.reuse, Phase.generate, Phase.shrink),
    }


def hunt(lives: int, steps: int) -> dict[str, Any]:
    """Settings for its sabotage twins: the same lives on each run, and the first broken sentence is enough."""
    limits = {"max_examples": CUT_SHORT + lives, "stateful_step_count": steps}
    return search(lives, steps) | limits | {"phases": (Phase.generate,), "derandomize": True, "database": None}
