"""The security's seat for an engine: who fills it, with what, and what it costs to leave it empty."""

from __future__ import annotations

from typing import Any

from scripts.lib.artifacts import container
from tests.errors import reverts
from tests.rules import attach_engine
from tests.world import NOWHERE, World, build_world


def test_setComplianceEngine__of_this_security__told_and_asked_for(world: World, engine: Any) -> None:
    assert world.security.complianceEngine() == engine
    tx = world.security.setComplianceEngine(NOWHERE, {"from": world.admin})
    assert tx.events["ComplianceEngineSet"]["engine"] == NOWHERE
    assert world.security.complianceEngine() == NOWHERE


def test_setComplianceEngine__no_engine_at_all__refused(world: World) -> None:
    for other in (world.stranger, world.security, world.distributor):
        address = str(getattr(other, "address", other))
        with reverts(world.security, "InvalidEngine", address):
            world.security.setComplianceEngine(address, {"from": world.admin})


def test_setComplianceEngine__of_another_security__refused(world: World) -> None:
    foreign = container("ComplianceEngine").deploy(build_world().security, {"from": world.deployer})
    with reverts(world.security, "InvalidEngine", foreign):
        world.security.setComplianceEngine(foreign, {"from": world.admin})


def test_engine__by_erc165__says_what_it_is(world: World, engine: Any) -> None:
    assert engine.supportsInterface("0x01ffc9a7") and not engine.supportsInterface("0xffffffff")
    assert engine.token() == world.security


def test_transfer__with_an_engine_without_rules__as_without(world: World) -> None:
    world.issue(world.investor_ch, 10)
    without = world.security.transfer(world.investor_de, 1, {"from": world.investor_ch}).events
    attach_engine(world)
    with_it = world.security.transfer(world.investor_de, 1, {"from": world.investor_ch}).events
    assert [dict(event) for event in without] == [dict(event) for event in with_it]
