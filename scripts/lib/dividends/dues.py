"""What is due to whom by the register, and who has not been paid: read in pages, for registers of any size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scripts.lib.chain import latest_block
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.holders import holders_by_folio
from scripts.lib.progress import track

PAGE = 100
BITS = 256

Share = tuple[int, int, int]
"""Units, gross and tax of a line."""


@dataclass(frozen=True)
class Due:
    """What is due to a holder, paid or not, in the currency's smallest unit; `rate` in ppm."""

    address: str
    folio: int
    country: int
    rate: int
    gross: int
    tax: int
    is_paid: bool
    is_stopped: bool
    shares: tuple[Share, ...]

    @property
    def net(self) -> int:
        """What the holder receives."""
        return self.gross - self.tax

    @property
    def units(self) -> int:
        """Units of all lines."""
        return sum(units for units, _, _ in self.shares)


def dues_of(
    deployed: Deployed, number: int, addresses: Iterable[str], block: int | None = None, label: str = ""
) -> list[Due]:
    """What is due to each of the addresses, without those to whom nothing is."""
    wallets = list(addresses)
    pages = [wallets[start : start + PAGE] for start in range(0, len(wallets), PAGE)]
    at = {} if block is None else {"block_identifier": block}
    found: list[Due] = []
    for page in track(pages, label):
        statements = deployed.distributor.statementsOf(number, page, **at)
        found += [_due(address, values) for address, values in zip(page, statements, strict=True)]
    return [due for due in found if due.units]


def holders_due(deployed: Deployed, number: int) -> list[Due]:
    """What is due to everybody, paid or not, in the order of the register."""
    return dues_of(deployed, number, holders_by_folio(deployed, latest_block().number).values())


def unsettled(deployed: Deployed, number: int, holders: Mapping[int, str], block: int | None = None) -> dict[int, str]:
    """Those of the holders, by folio, who are neither paid nor excluded."""
    at = {} if block is None else {"block_identifier": block}
    indexes = sorted({folio // BITS for folio in holders})
    bits = {index: int(deployed.distributor.paidBits(number, index, **at)) for index in indexes}
    return {folio: wallet for folio, wallet in holders.items() if not bits[folio // BITS] >> folio % BITS & 1}


def waiting(deployed: Deployed, number: int, block: int) -> list[Due]:
    """What is due to those who have not been paid, in the order of the register."""
    holders = unsettled(deployed, number, holders_by_folio(deployed, block), block)
    return dues_of(deployed, number, holders.values(), block)


def _due(address: str, values: Sequence) -> Due:
    folio, country, rate, gross, tax, is_paid, is_stopped, shares = values
    return Due(
        address=address,
        folio=int(folio),
        country=int(country),
        rate=int(rate),
        gross=int(gross),
        tax=int(tax),
        is_paid=bool(is_paid),
        is_stopped=bool(is_stopped),
        shares=tuple((int(units), int(part), int(of_it)) for units, part, of_it in shares),
    )
