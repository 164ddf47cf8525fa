"""A plan as the contracts take it: its lines and coupons, and the whole declaration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scripts.lib.addresses import ZERO_ADDRESS
from scripts.lib.deployed import Deployed
from scripts.lib.dividends import kinds
from scripts.lib.dividends.arithmetic.arrears import Arrear, Arrears
from scripts.lib.dividends.arithmetic.lines import Line, PotLine, rate_line
from scripts.lib.dividends.arithmetic.preferred import Common, Preferred
from scripts.lib.dividends.arithmetic.revenueshare import share
from scripts.lib.dividends.arithmetic.waterfall import Outcome, distribute
from scripts.lib.dividends.bondterms import coupon_line, interest_of
from scripts.lib.dividends.money import Money, plan_money
from scripts.lib.dividends.plan import DistributionPlan
from scripts.lib.documents import hash_document
from scripts.lib.labels import label_bytes
from scripts.lib.problems import DeskError


@dataclass(frozen=True)
class DeclaredLine:
    """A line of the declaration; `redeemed` is the part of the units that is cancelled, in ppm."""

    line: Line
    redeemed: int = 0

    def as_tuple(self) -> tuple[bytes, int, int, int, bool]:
        """As IDistributions.Line has it."""
        line = self.line
        amount, per = (line.pot, 0) if isinstance(line, PotLine) else (line.amount, line.per)
        return (label_bytes(line.partition), amount, per, self.redeemed, line.is_taxed)


@dataclass(frozen=True)
class Terms:
    """What is declared of the plan's kind; coupons as IDistributions.Coupon has them. `notes` are for the reader."""

    lines: tuple[DeclaredLine, ...]
    coupons: tuple[tuple[int, int, int, int, int], ...] = ()
    notes: tuple[str, ...] = ()


def terms_of(deployed: Deployed, plan: DistributionPlan) -> Terms:
    """The terms of a plan that is not paid by a list.

    What depends on how many units there are is worked out for those of the newest block.
    """
    kind = plan.kind
    if isinstance(kind, kinds.Lines):
        return Terms(tuple(map(DeclaredLine, kind.lines)))
    if isinstance(kind, kinds.Coupons):
        return _with_coupons(deployed, (), kind.lines)
    if isinstance(kind, kinds.Redemption):
        return _with_coupons(deployed, tuple(map(_redeemed, kind.lines)), kind.interest)
    if isinstance(kind, kinds.PreferredDividend):
        return _preferred_terms(deployed, plan, kind)
    if isinstance(kind, kinds.RevenueShare):
        return _revenue_terms(kind, plan_money(deployed, plan.in_eth))
    raise DeskError("A list says itself who gets what.")


def declaration(
    deployed: Deployed, plan: DistributionPlan, terms: Terms, table: int, now: int, root: bytes = bytes(32)
) -> tuple[Any, ...]:
    """IDistributions.Declaration of a plan, for a chain whose time is `now`."""
    actors = deployed.actors
    return (
        tuple(line.as_tuple() for line in terms.lines),
        terms.coupons,
        ZERO_ADDRESS if plan.in_eth else str(deployed.currency.address),
        plan.record_date.at(now),
        plan.pay_date.at(now),
        plan.deadline.at(now),
        plan.claim_back_until.at(now),
        table,
        actors[plan.residual].address,
        () if plan.is_listed else tuple(excluded_addresses(deployed, plan)),
        root,
        hash_document(plan.document),
    )


def excluded_addresses(deployed: Deployed, plan: DistributionPlan) -> list[str]:
    """The wallets of those who take no part."""
    return [deployed.actors[name].address for name in plan.excluded]


def eligible_units(deployed: Deployed, plan: DistributionPlan, label: str) -> int:
    """Units of a class without those of who is excluded, in the newest block."""
    security, partition = deployed.security, label_bytes(label)
    held = [security.balanceOfByPartition(partition, wallet) for wallet in excluded_addresses(deployed, plan)]
    return int(security.totalSupplyByPartition(partition)) - sum(map(int, held))


def _with_coupons(deployed: Deployed, first: tuple[DeclaredLine, ...], coupons: Sequence[kinds.CouponLine]) -> Terms:
    earned = [DeclaredLine(coupon_line(interest_of(deployed, coupon.partition), coupon)) for coupon in coupons]
    numbered = enumerate(coupons, start=len(first))
    days = tuple((number, coupon.first, coupon.last, *(coupon.regular or (0, 0))) for number, coupon in numbered)
    return Terms((*first, *earned), days)


def _redeemed(line: kinds.RedemptionLine) -> DeclaredLine:
    from_price = _rate(line.partition, "principal", line.price, line.is_taxed)
    return DeclaredLine(from_price, line.part)


def _rate(label: str, part: str, per_unit: Fraction, is_taxed: bool) -> Line:
    try:
        return rate_line(label, part, per_unit, is_taxed=is_taxed)
    except ValueError as problem:
        raise DeskError(f"{label}: {problem}.") from None


def _preferred_terms(deployed: Deployed, plan: DistributionPlan, kind: kinds.PreferredDividend) -> Terms:
    try:
        outcome = distribute(
            kind.pot,
            kind.period,
            [_on_record(deployed, plan, group) for group in kind.preferred],
            Common(kind.common, eligible_units(deployed, plan, kind.common), kind.common_par, kind.match),
            kind.basis,
        )
    except ValueError as problem:
        raise DeskError(f"The pot cannot be divided: {problem}.") from None
    return Terms(
        tuple(map(DeclaredLine, outcome.lines())),
        notes=tuple(_arrears_notes(outcome, plan_money(deployed, plan.in_eth))),
    )


def _on_record(deployed: Deployed, plan: DistributionPlan, group: kinds.PreferredClass) -> Preferred:
    arrears = Arrears(tuple(Arrear(name, Fraction(amount)) for name, amount in group.arrears))
    return Preferred(group.terms, eligible_units(deployed, plan, group.terms.partition), arrears)


def _arrears_notes(outcome: Outcome, money: Money) -> list[str]:
    """What the next file has to say under `arrears`."""
    return [
        f"{label} is owed {money.shown(int(arrear.amount))} of {arrear.period} from now on"
        for label, arrears in outcome.arrears.items()
        for arrear in arrears.entries
    ]


def _revenue_terms(kind: kinds.RevenueShare, money: Money) -> Terms:
    period = share(kind.terms, kind.state, kind.revenue)
    if period.paid == 0:
        raise DeskError(f"Nothing is due to {kind.partition} for this revenue: nothing is declared.")
    left = kind.terms.cap - period.state.paid
    note = f"with this {money.shown(period.state.paid)} are paid in all; up to the cap {money.shown(left)} are left"
    return Terms((DeclaredLine(PotLine(kind.partition, "revenue share", period.paid)),), notes=(note,))
