"""Stops a member, or a number of its units, and lets go again."""

from __future__ import annotations

from typing import Any

from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.roles import FREEZER


def freeze_call(deployed: Deployed, address: str) -> Call:
    """Stops every movement of the member."""
    return _call(deployed, "setAddressFrozen", (address, True), f"Freeze {address}")


def freeze_units_call(deployed: Deployed, address: str, units: int) -> Call:
    """Freezes a number of units of the principal class, in place of what was frozen."""
    label = deployed.settings.principal.label
    return _call(deployed, "setFrozenTokens", (address, units), f"Freeze {units:,} {label} of {address}")


def release_calls(deployed: Deployed, address: str) -> list[Call]:
    """Lets the member and all its units go; empty when nothing is frozen."""
    calls = []
    if deployed.security.isFrozen(address):
        calls.append(_call(deployed, "setAddressFrozen", (address, False), f"Release {address}"))
    if deployed.security.getFrozenTokens(address):
        calls.append(_call(deployed, "setFrozenTokens", (address, 0), f"Release the units of {address}"))
    return calls


def _call(deployed: Deployed, function: str, arguments: tuple[Any, ...], sentence: str) -> Call:
    return Call(deployed.security, function, arguments, sentence, deployed.holder_of(FREEZER))
