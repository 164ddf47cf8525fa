"""The interest that classes bear, as it stands on chain, and the coupons that it makes."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from scripts.lib.amounts import MILLION, format_ppm
from scripts.lib.calls import Call
from scripts.lib.dates import format_day
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.arithmetic.daycount import DayCount, Period, fraction
from scripts.lib.dividends.arithmetic.lines import RateLine, rate_line
from scripts.lib.dividends.kinds import CouponLine
from scripts.lib.documents import hash_document
from scripts.lib.labels import label_bytes
from scripts.lib.problems import DeskError
from scripts.lib.roles import CONFIGURER

CONVENTIONS = {
    "30/360": DayCount.THIRTY_360,
    "30E/360": DayCount.THIRTY_E_360,
    "ACT/365F": DayCount.ACT_365F,
    "ACT/360": DayCount.ACT_360,
    "ACT/ACT-ICMA": DayCount.ACT_ACT_ICMA,
    "ACT/ACT-ISDA": DayCount.ACT_ACT_ISDA,
}


@dataclass(frozen=True)
class Interest:
    """As IBondTerms.Bond has it: interest for a year on `face` of money for every `per` units."""

    face: int
    per: int
    rate_ppm: int
    convention: DayCount
    frequency: int


def interest_of(deployed: Deployed, label: str) -> Interest:
    """What a class bears; DeskError when it bears none."""
    face, per, rate, convention, frequency = deployed.distributor.bondOf(label_bytes(label))
    if not face:
        raise DeskError(f"{label} bears no interest: set its terms with `dividends bond`.")
    return Interest(int(face), int(per), int(rate), DayCount(int(convention)), int(frequency))


def bond_call(deployed: Deployed, label: str, interest: Interest, document: Path) -> Call:
    """Sets the interest of a class; coupons declared from now on are checked against it."""
    sentence = f"Set the interest of {label}: {format_ppm(interest.rate_ppm)}, {interest.frequency} coupons a year"
    arguments = (label_bytes(label), astuple(interest), hash_document(document))
    return Call(deployed.distributor, "setBond", arguments, sentence, deployed.holder_of(CONFIGURER))


def coupon_line(interest: Interest, coupon: CouponLine) -> RateLine:
    """What one unit earns in the days of a coupon; DeskError where the convention needs a period that is not named."""
    regular = Period(*map(_date, coupon.regular)) if coupon.regular else None
    try:
        years = fraction(
            interest.convention, _date(coupon.first), _date(coupon.last), interest.frequency, reference=regular
        )
        per_unit = Fraction(interest.face * interest.rate_ppm, interest.per * MILLION) * years
        return rate_line(coupon.partition, "coupon", per_unit)
    except ValueError as problem:
        days = f"{format_day(coupon.first)} to {format_day(coupon.last)}"
        raise DeskError(f"The coupon of {coupon.partition} for {days}: {problem}.") from None


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)
