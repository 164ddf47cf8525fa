"""Two events bore names of ERC-3643 and not its fields, so that no reader of the standard ever saw them.

`UpdatedTokenInformation` had two fields instead of five, and `Paused` told level, end and reason, but was not the
`Paused(address)` that stands against `Unpaused(address)`: a watcher of pauses saw them end and never begin. What the
register itself says of a pause is `PauseSet` now.
"""

from __future__ import annotations

from typing import Any

from tests.erc.abi import abi, topic
from tests.erc.spoken import said
from tests.world import World, bytes32

EVENTS = abi(
    """
    event Paused(address userAddress)
    event Unpaused(address userAddress)
    """
)
RENAMED = "UpdatedTokenInformation(string,string,uint8,string,address)"


def test_pause__begins_and_ends__in_the_words_of_the_standard(world: World, security: Any) -> None:
    expected = {"userAddress": world.pauser}
    assert said(security.pause({"from": world.pauser}), EVENTS) == [("Paused", expected)]
    assert said(security.unpause({"from": world.pauser}), EVENTS) == [("Unpaused", expected)]
    tx = security.pauseUntil(2, 2**32 - 1, bytes32("AUDIT"), {"from": world.pauser})
    assert said(tx, EVENTS) == [("Paused", expected)]
    assert tx.events["PauseSet"]["reason"] == "0x" + bytes32("AUDIT").hex()


def test_setName__event__is_that_of_the_standard(world: World, security: Any) -> None:
    declared = topic({"name": RENAMED.split("(")[0], "inputs": [{"type": t} for t in RENAMED[24:-1].split(",")]})
    for tx in (
        security.setName("Another Security", {"from": world.configurer}),
        security.setSymbol("OTHER", {"from": world.configurer}),
    ):
        assert [bytes(log["topics"][0]) for log in tx.logs] == [declared]
