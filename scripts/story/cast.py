"""The people of the story: the investors of the example by their references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.lib.countries import country_name
from scripts.lib.investors import Investor

PENSION_FUND = "INV-004"  # accredited
SMALL_CAP_FUND = "INV-005"  # two wallets
SELLER = "INV-013"  # a private person, not accredited
PART_FROZEN = "INV-014"
BANK = "INV-007"  # sells by way of a notary
RE_IDENTIFIED = "INV-018"  # refused at first: the admission had run out
FROZEN = "INV-020"  # has lost the key of the wallet, as comes out later
BUYER = "INV-029"  # admitted, without units at first
TREATY_FUND = "INV-010"  # its tax form is on file
BLOCKED_PAYEE = "INV-051"  # the currency refuses its wallet
EXPIRED_ACCREDITATION = "INV-024"
AUSTRALIAN = "INV-056"  # admitted, without units
REFUSED_BY_COUNTRY = "INV-057"  # never admitted


@dataclass(frozen=True)
class Cast:
    """Investors by reference, each with its wallets in the order of the file."""

    wallets: Mapping[str, tuple[Investor, ...]]

    def wallet(self, reference: str, number: int = 0) -> str:
        """An investor's wallet."""
        return self.wallets[reference][number].address

    def named(self, reference: str) -> str:
        """The investor as the story calls it."""
        return _called(self.wallets[reference][0])

    def owner_of(self, address: str) -> str:
        """Whose wallet it is, as the story calls it; empty when it is nobody's."""
        known = (investor for wallets in self.wallets.values() for investor in wallets)
        return next((_called(investor) for investor in known if investor.address == address), "")


def cast_of(investors: Sequence[Investor]) -> Cast:
    """The cast of an investors file."""
    wallets: dict[str, tuple[Investor, ...]] = {}
    for investor in investors:
        wallets[investor.reference] = (*wallets.get(investor.reference, ()), investor)
    return Cast(wallets)


def _called(investor: Investor) -> str:
    return f"{investor.name} ({investor.reference}, {country_name(investor.profile.country)})"
