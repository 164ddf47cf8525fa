"""ballots.csv: how members vote, for play chains where one machine holds all their keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripts.lib.addresses import parse_address
from scripts.lib.tables import Row, read_table

COLUMNS = ("address", "choices")
CHOICES = ("none", "for", "against", "abstain")


@dataclass(frozen=True)
class Ballot:
    """A member's choices, numbers of IShareholderVoting.Choice, in the order of the meeting's resolutions."""

    line: int
    address: str
    choices: tuple[int, ...]


def read_ballots(path: Path, resolutions: int) -> tuple[Ballot, ...]:
    """The lines of the file; InputError unless each has a choice for every resolution (`for;against`)."""
    table = read_table(path, COLUMNS)
    ballots = tuple(_ballot(row, resolutions) for row in table.rows)
    table.finish()
    return ballots


def parse_choice(text: str) -> int:
    """`for`, `against` or `abstain` as the contract's number."""
    if text not in CHOICES[1:]:
        raise ValueError(f"unknown choice {text!r}; choose from {', '.join(CHOICES[1:])}")
    return CHOICES.index(text)


def _ballot(row: Row, resolutions: int) -> Ballot:
    def choices(text: str) -> tuple[int, ...]:
        parsed = tuple(parse_choice(choice.strip()) for choice in text.split(";"))
        if len(parsed) != resolutions:
            raise ValueError(f"{len(parsed)} choices for {resolutions} resolutions")
        return parsed

    return Ballot(row.line, row.value("address", parse_address), row.value("choices", choices))
