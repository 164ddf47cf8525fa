"""Fractions of units after a split, a reverse split or a bonus issue, and what is given in their place.

Everything counts per investor and never per wallet: else one who spreads units over many wallets would be rounded up
in each, or lose a fraction in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil, lcm

from scripts.lib.dividends.arithmetic.rounding import Floored, floor_and_carry, largest_remainder


class FractionPolicy(Enum):
    """What becomes of a fraction of a unit."""

    CASH = "cash in lieu"
    ROUND_UP = "round up"
    KEEP = "keep the fraction"


@dataclass(frozen=True)
class WalletUnits:
    """Units in one wallet of an investor."""

    wallet: str
    investor: str
    units: int


@dataclass(frozen=True)
class InvestorUnits:
    """What an investor gets, wallet by wallet, and the fraction that it keeps or is paid for.

    Of a split these are the new units in place of the old ones; of a bonus issue they come on top.
    """

    investor: str
    exact: Fraction
    wallets: tuple[tuple[str, int], ...]
    kept: Fraction
    sold: Fraction

    @property
    def whole(self) -> int:
        """The whole units in all wallets."""
        return sum(units for _, units in self.wallets)


def entitle(holdings: Sequence[WalletUnits], ratio: Fraction, policy: FractionPolicy) -> tuple[InvestorUnits, ...]:
    """What so many new units for each old one make for every investor, in the order of the first wallets."""
    if ratio <= 0:
        raise ValueError(f"not a ratio: {ratio}")
    by_investor: dict[str, list[WalletUnits]] = {}
    for holding in holdings:
        by_investor.setdefault(holding.investor, []).append(holding)
    return tuple(_entitle(investor, held, ratio, policy) for investor, held in by_investor.items())


def fractions_sold(entitlements: Sequence[InvestorUnits]) -> Fraction:
    """All fractions together, which the transfer agent sells as far as they are whole units."""
    return sum((entitlement.sold for entitlement in entitlements), Fraction(0))


def cash_at_price(entitlements: Sequence[InvestorUnits], price: int) -> tuple[int, ...]:
    """What the fractions are worth at a price per new unit, each investor's rounded down."""
    return tuple(int(entitlement.sold * price) for entitlement in entitlements)


def cash_from_proceeds(entitlements: Sequence[InvestorUnits], proceeds: int) -> Floored:
    """What the sale of all fractions brought, in proportion to them, rounded down; the rest is carried."""
    sold = [entitlement.sold for entitlement in entitlements]
    common = lcm(*(fraction.denominator for fraction in sold))
    return floor_and_carry(proceeds, [int(fraction * common) for fraction in sold])


def _entitle(investor: str, held: Sequence[WalletUnits], ratio: Fraction, policy: FractionPolicy) -> InvestorUnits:
    exact = ratio * sum(holding.units for holding in held)
    units = ceil(exact) if policy is FractionPolicy.ROUND_UP else int(exact)
    shares = largest_remainder(units, [holding.units for holding in held]).shares
    fraction = max(Fraction(0), exact - units)
    return InvestorUnits(
        investor,
        exact,
        tuple((holding.wallet, share) for holding, share in zip(held, shares, strict=True)),
        kept=fraction if policy is FractionPolicy.KEEP else Fraction(0),
        sold=fraction if policy is FractionPolicy.CASH else Fraction(0),
    )
