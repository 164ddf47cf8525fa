"""What is not yet as a pack says."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.lib.calls import Call


@dataclass(frozen=True)
class Gap:
    """A difference in words, and the call that closes it; None where something else has to happen first."""

    sentence: str
    call: Call | None = None

    def __str__(self) -> str:
        return self.sentence
