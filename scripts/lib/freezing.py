"""Stops a member, or a number of its units of a class, and lets go again."""

from __future__ import annotations

from typing import Any

from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.labels import label_bytes, label_text
from scripts.lib.roles import FREEZER


def freeze_call(deployed: Deployed, address: str) -> Call:
    """Stops every movement of the member."""
    return _call(deployed, "setAddressFrozen", (address, True), f"Freeze {address}")


def freeze_units_call(deployed: Deployed, address: str, units: int, partition: str = "") -> Call:
    """Freezes a number of units of a class, the principal one unless named, in place of what was frozen."""
    label = partition or deployed.settings.principal.label
    arguments = (label_bytes(label), address, units)
    return _call(deployed, "setFrozenTokensByPartition", arguments, f"Freeze {units:,} {label} of {address}")


def release_calls(deployed: Deployed, address: str) -> list[Call]:
    """Lets the member and all its units go; empty when nothing is frozen."""
    calls = []
    if deployed.security.isFrozen(address):
        calls.append(_call(deployed, "setAddressFrozen", (address, False), f"Release {address}"))
    for partition in map(bytes, deployed.security.partitions()):
        if deployed.security.frozenUnitsOf(partition, address):
            sentence = f"Release the {label_text(partition)} of {address}"
            calls.append(_call(deployed, "setFrozenTokensByPartition", (partition, address, 0), sentence))
    return calls


def _call(deployed: Deployed, function: str, arguments: tuple[Any, ...], sentence: str) -> Call:
    return Call(deployed.security, function, arguments, sentence, deployed.holder_of(FREEZER))
