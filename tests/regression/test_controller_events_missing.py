"""On peers some ways to force a movement lacked ControllerTransfer or ControllerRedemption, a MUST of ERC-1644."""

from __future__ import annotations

import pytest

from tests.regression.forces import REDEMPTIONS, TRANSFERS
from tests.unit.office.helpers import hexed
from tests.world import COMMON, FAR, NOWHERE, PREFERRED, World


@pytest.fixture(scope="module")
def market(world: World) -> World:
    world.issue(world.fund_us, 100)
    world.issue(world.fund_us, 100, PREFERRED)
    world.admit(world.investor_de, accredited=FAR)
    return world


@pytest.mark.parametrize("way", TRANSFERS)
def test_forced_transfer__each_way__one_event_of_control_beside_the_movements(market: World, way: str) -> None:
    force, partition = TRANSFERS[way]
    events = force(market, market.fund_us, market.investor_de, 40).events
    [control] = [event for event in events if event.name == "ControllerTransfer"]
    parties = (control["controller"], control["from"], control["to"], control["value"])
    assert parties == (market.controller, market.fund_us, market.investor_de, 40)
    [movement] = [event for event in events if event.name == "TransferByPartition"]
    assert (movement["fromPartition"], movement["operator"]) == (hexed(partition), market.controller)
    assert [event["value"] for event in events if event.name == "Transfer"] == [40]
    if "Partition" in way:
        assert (control["data"], control["operatorData"]) == ("0x01", "0x02")
        assert (movement["data"], movement["operatorData"]) == ("0x01", "0x02")
    is_named_by_erc7943 = way in ("forcedTransfer", "batchForcedTransfer", "multicall")
    assert ("ForcedTransfer" in events) is is_named_by_erc7943


@pytest.mark.parametrize("way", REDEMPTIONS)
def test_forced_redemption__each_way__one_event_of_control_beside_the_movement(market: World, way: str) -> None:
    force, partition = REDEMPTIONS[way]
    events = force(market, market.fund_us, 40).events
    [control] = [event for event in events if event.name == "ControllerRedemption"]
    parties = (control["controller"], control["tokenHolder"], control["value"])
    assert parties == (market.controller, market.fund_us, 40)
    [movement] = [event for event in events if event.name == "Transfer"]
    assert (movement["from"], movement["to"], movement["value"]) == (market.fund_us, NOWHERE, 40)
    assert market.security.balanceOfByPartition(partition, market.fund_us) == 60


def test_movement_of_the_holders_own_will__no_event_of_control(market: World) -> None:
    """Also where a controller is the holder's operator."""
    security = market.security
    security.authorizeOperator(market.controller, {"from": market.fund_us})
    arguments = (COMMON, market.fund_us, market.investor_de, 1, b"", b"", {"from": market.controller})
    assert "ControllerTransfer" not in security.operatorTransferByPartition(*arguments).events
    assert "ControllerTransfer" not in security.transfer(market.investor_de, 1, {"from": market.fund_us}).events
