"""What a dividend.yaml is read against: the classes, attributes and decimals of the issuer, and the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scripts.lib.amounts import parse_amount
from scripts.lib.settings import IssuerSettings

ETH_DECIMALS = 18
ETH = "ETH"

# Beyond so many places no amount is meant.
_PLACES = 30


@dataclass(frozen=True)
class Context:
    """`decimals` are those of the network's currency, `unit_decimals` those of the security."""

    partitions: tuple[str, ...]
    attributes: Mapping[str, int]
    decimals: int
    unit_decimals: int = 0

    def in_eth(self) -> Context:
        """The same for a distribution in ETH."""
        return Context(self.partitions, self.attributes, ETH_DECIMALS, self.unit_decimals)

    def money(self, text: str) -> int:
        """An amount of money in its smallest unit."""
        return parse_amount(text, self.decimals)

    def per_unit(self, text: str) -> Fraction:
        """Money for one whole unit, exactly, as an amount for one of the smallest units that the register counts."""
        exact = Fraction(parse_amount(text, _PLACES), 10**_PLACES)
        return exact * 10**self.decimals / 10**self.unit_decimals


def context_of(settings: IssuerSettings) -> Context:
    """The context of an issuer.yaml."""
    return Context(
        partitions=tuple(partition.label for partition in settings.partitions),
        attributes=settings.attributes,
        decimals=settings.currency.decimals,
        unit_decimals=settings.decimals,
    )
