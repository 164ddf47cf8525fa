"""Fixtures of all tests. The chain itself (port, speed, clean-up) is the business of tests/plumbing.py."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world import World, build_world

pytest_plugins = ["tests.plumbing"]


@pytest.fixture(scope="module")
def world(module_isolation: Any) -> World:
    """A freshly deployed security with its cast; see tests/world.py."""
    return build_world()


@pytest.fixture(autouse=True)
def isolation(fn_isolation: Any) -> None:
    """Each test starts from what the fixtures of its module built."""


@pytest.fixture
def security(world: World) -> Any:
    """The security at its one address."""
    return world.security
