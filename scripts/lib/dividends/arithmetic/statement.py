"""A distribution to the last unit of money: what each holder is due, and where every line's pot goes.

It is what the chain must agree with once all are paid: of every line gross and dust make the pot, and of every
gross, tax and net.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scripts.lib.dividends.arithmetic.lines import Line
from scripts.lib.dividends.arithmetic.withholding import Certificate, certify


@dataclass(frozen=True)
class Recipient:
    """A holder on the record date: country, rate of tax, and units by class."""

    holder: str
    country: int
    ppm: int
    units: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LineAccount:
    """Where the pot of a line goes."""

    line: Line
    pot: int
    gross: int

    @property
    def dust(self) -> int:
        """What rounding leaves in the pot."""
        return self.pot - self.gross


@dataclass(frozen=True)
class Statement:
    """A certificate for each holder, an account of each line."""

    certificates: tuple[Certificate, ...]
    accounts: tuple[LineAccount, ...]


def state(lines: Sequence[Line], recipients: Sequence[Recipient]) -> Statement:
    """The statement of a distribution to all these holders, whose units are the eligible ones."""
    eligible = {line.partition: _eligible(line.partition, recipients) for line in lines}
    grosses = [[_gross(line, recipient, eligible) for line in lines] for recipient in recipients]
    certificates = tuple(
        _certify(recipient, lines, by_line) for recipient, by_line in zip(recipients, grosses, strict=True)
    )
    accounts = tuple(
        LineAccount(line, line.needed(eligible[line.partition]), sum(by_line[place] for by_line in grosses))
        for place, line in enumerate(lines)
    )
    return Statement(certificates, accounts)


def _certify(recipient: Recipient, lines: Sequence[Line], grosses: Sequence[int]) -> Certificate:
    taxed = [gross for line, gross in zip(lines, grosses, strict=True) if line.is_taxed]
    return certify(recipient.holder, recipient.country, recipient.ppm, taxed, sum(grosses) - sum(taxed))


def _eligible(partition: str, recipients: Sequence[Recipient]) -> int:
    return sum(recipient.units.get(partition, 0) for recipient in recipients)


def _gross(line: Line, recipient: Recipient, eligible: Mapping[str, int]) -> int:
    units = recipient.units.get(line.partition, 0)
    return line.gross(units, eligible[line.partition]) if units else 0
