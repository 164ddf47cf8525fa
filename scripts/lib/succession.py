"""Lost wallets and those that took over their entries.

The issuer's files may name either: the entry, its folio and what was issued, paid and voted are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from scripts.lib.deployed import Deployed
from scripts.lib.events import read_events


@dataclass
class Succession:
    """Lost wallet to the one that took over; that one may have been lost in turn."""

    successors: dict[str, str] = field(default_factory=dict)

    def add(self, lost: str, replacement: str) -> None:
        """The entry of `lost` moved to `replacement`."""
        self.successors[lost] = replacement

    def present(self, address: str) -> str:
        """Where the entry of an address is by now: there, unless it was recovered."""
        while address in self.successors:
            address = self.successors[address]
        return address


def read_succession(deployed: Deployed) -> Succession:
    """The recoveries so far."""
    succession = Succession()
    for event in read_events(deployed.security, {"MemberRecovered"}):
        succession.add(event["lost"], event["replacement"])
    return succession
