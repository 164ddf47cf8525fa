"""Revenue share: holders get a part of the net revenue, until they have had a multiple of what they advanced.

For each period at least the minimum is due, and never more than the cap still leaves, so that the last payment
reaches it exactly. With catch-up, what the issuer could not pay is due with the next period; without, it lapses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from scripts.lib.amounts import MILLION


@dataclass(frozen=True)
class RevenueShareTerms:
    """`multiple_ppm` is 1,500,000 for one and a half times the advance."""

    advance: int
    rate_ppm: int
    multiple_ppm: int
    minimum: int = 0
    has_catch_up: bool = False

    def __post_init__(self) -> None:
        if self.advance <= 0 or self.multiple_ppm <= 0:
            raise ValueError("advance and multiple must be positive")
        if not 0 <= self.rate_ppm <= MILLION or self.minimum < 0:
            raise ValueError("the rate must be 0 % to 100 %, and the minimum not negative")

    @property
    def cap(self) -> int:
        """All that is ever paid."""
        return self.advance * self.multiple_ppm // MILLION


@dataclass(frozen=True)
class RevenueShareState:
    """What was paid so far, what is to be caught up, and the fraction of a unit of money that rounding kept back."""

    paid: int = 0
    owed: int = 0
    carry: Fraction = field(default_factory=Fraction)


@dataclass(frozen=True)
class PeriodShare:
    """What was due for a period and what is paid, with the state after it."""

    due: int
    paid: int
    state: RevenueShareState


def share(
    terms: RevenueShareTerms, state: RevenueShareState, net_revenue: int, available: int | None = None
) -> PeriodShare:
    """The share of a period's revenue, of which `available` can be paid; all of it if that is not said.

    A loss gives no share, and takes nothing from that of other periods.
    """
    if available is not None and available < 0:
        raise ValueError(f"less than nothing is available: {available}")
    earned = max(Fraction(max(0, net_revenue) * terms.rate_ppm, MILLION) + state.carry, Fraction(terms.minimum))
    due = min(int(earned) + state.owed, terms.cap - state.paid)
    paid = due if available is None else min(due, available)
    owed = due - paid if terms.has_catch_up else 0
    return PeriodShare(due, paid, RevenueShareState(state.paid + paid, owed, earned % 1))


def shares(terms: RevenueShareTerms, net_revenues: Iterable[int]) -> tuple[PeriodShare, ...]:
    """The shares of successive periods that are all paid in full."""
    found, state = [], RevenueShareState()
    for net_revenue in net_revenues:
        found.append(share(terms, state, net_revenue))
        state = found[-1].state
    return tuple(found)
