"""Compares the chain with a pack, and says what is otherwise."""

from __future__ import annotations

from scripts.lib.chain import now
from scripts.lib.compliance.difference import differences
from scripts.lib.compliance.merge import pack_of
from scripts.lib.compliance.pack import Pack
from scripts.lib.deployed import Deployed
from scripts.lib.problems import DeskError


def verify_pack(deployed: Deployed, pack: Pack) -> None:
    """DeskError that lists every difference."""
    found = pack_differences(deployed, pack)
    if found:
        raise DeskError("\n".join([f"The chain differs from the pack {pack.name}:", *(f"- {line}" for line in found)]))


def pack_differences(deployed: Deployed, pack: Pack) -> list[str]:
    """Every difference as a sentence."""
    return [str(gap) for gap in differences(deployed, pack, now())]


def issuer_differences(deployed: Deployed) -> list[str]:
    """From the pack that the issuer's file names; none when it names none."""
    pack = pack_of(deployed.settings)
    return pack_differences(deployed, pack) if pack else []
