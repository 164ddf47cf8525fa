"""The compliance engine and its rules as tests set them up: `attach_engine`, `new_rule`, `enact`, `set_parameter`."""

from __future__ import annotations

from typing import Any

from scripts.lib.artifacts import container
from tests.world import World, bytes32

EVERY_CLASS = bytes(32)


def attach_engine(world: World) -> Any:
    """A new engine without rules, which from now on has a say in every movement of the world's security."""
    engine = container("ComplianceEngine").deploy(world.security, {"from": world.deployer})
    world.security.setComplianceEngine(engine, {"from": world.admin})
    return engine


def new_rule(world: World, engine: Any, artifact: str, scope: bytes = EVERY_CLASS) -> Any:
    """A rule for that engine, about one class or all; `enact` gives it a say."""
    return container(artifact).deploy(engine, scope, {"from": world.deployer})


def enact(world: World, engine: Any, *rules: Any, delay: int = 0) -> Any:
    """Makes these the rules, in this order; at once while the engine's delay is 0."""
    return engine.proposeRules([str(rule.address) for rule in rules], delay, {"from": world.compliance_officer})


def key(name: str, number: int = 0) -> bytes:
    """The key of a parameter: its name in ASCII, and where there are several a number in the two lowest bytes."""
    return bytes32(name)[:30] + number.to_bytes(2, "big")


def set_parameter(
    world: World,
    rule: Any,
    name: str,
    value: int,
    number: int = 0,
    effective_from: int = 0,
    citation: str = "Test Act 1",
) -> Any:
    """Sets a parameter as the compliance officer does."""
    return rule.setParameter(key(name, number), value, effective_from, citation, {"from": world.compliance_officer})
