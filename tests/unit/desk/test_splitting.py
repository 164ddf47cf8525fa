"""Splits on paper: ratios at any time, whole shares and fractions by investor, and cash that comes out exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from brownie.test import given
from hypothesis import strategies as st

from scripts.lib.events import Event
from scripts.lib.labels import label_bytes
from scripts.lib.ratios import Ratios, format_ratio, format_shares, shares_of
from scripts.lib.register import Entry, Register
from scripts.lib.splitting import Outcome, Payment, Terms, board_lot, outcomes, payments

ONE, REVERSE, BONUS = Fraction(1), Fraction(1, 10), Fraction(6, 5)
DOLLAR = 10**6
WALLETS = [f"0x{number:040x}" for number in range(1, 9)]


def scheduled(numerator: int, denominator: int, ratio: tuple[int, int], at: int, label: str = "COMMON") -> Event:
    """The event of a decision."""
    values = {
        "partition": label_bytes(label),
        "factor": {"numerator": numerator, "denominator": denominator},
        "next": {"numerator": ratio[0], "denominator": ratio[1]},
        "effectiveAt": at,
        "documentHash": bytes(32),
    }
    return Event("SplitScheduled", values, 1, "0x")


def taken_back(label: str = "COMMON") -> Event:
    return Event("SplitCancelled", {"partition": label_bytes(label)}, 1, "0x")


def register_of(*holdings: tuple[int, int], treasury: int = 0) -> Register:
    """Wallets in their order, each with its investor and its COMMON; `treasury` is an investor."""
    register = Register(labels=["COMMON", "PREFERRED"])
    for folio, (investor, units) in enumerate(holdings, 1):
        address = WALLETS[folio - 1]
        register.entries[address] = Entry(
            address, folio, investor, treasury=investor == treasury, units={"COMMON": units, "PREFERRED": 3}
        )
    return register


def planned(register: Register, after: Fraction, decimals: int = 0, price: int | None = 20 * DOLLAR) -> list[Outcome]:
    return outcomes(register, Terms("COMMON", ONE, after, decimals, price), {WALLETS[0]: "INV-1"})


# Ratios


def test_at__two_splits__the_last_one_that_applied() -> None:
    ratios = Ratios()
    ratios.add(scheduled(2, 1, (2, 1), 1_000))
    ratios.add(scheduled(1, 10, (1, 5), 2_000))
    times = {999: ONE, 1_000: 2, 1_999: 2, 2_000: Fraction(1, 5), 9_999: Fraction(1, 5)}
    assert {time: ratios.at("COMMON", time) for time in times} == times
    assert ratios.at("PREFERRED", 9_999) == 1
    pending = ratios.pending("COMMON", 1_999)
    assert pending and pending.factor == REVERSE and ratios.pending("COMMON", 2_000) is None


def test_at__taken_back__as_if_it_had_not_been() -> None:
    ratios = Ratios()
    ratios.add(scheduled(2, 1, (2, 1), 1_000))
    ratios.add(scheduled(3, 1, (6, 1), 2_000))
    ratios.add(scheduled(3, 1, (3, 1), 2_000, "PREFERRED"))
    ratios.take_back(taken_back())
    assert (ratios.at("COMMON", 2_000), ratios.at("PREFERRED", 2_000)) == (2, 3)
    ratios.add(scheduled(5, 1, (10, 1), 1_500))
    assert ratios.at("COMMON", 1_500) == 10


@pytest.mark.parametrize(
    ("shares", "decimals", "text"),
    [
        (Fraction(1_234), 0, "1,234"),
        (Fraction(3, 2), 0, "1.500000"),
        (Fraction(2, 3), 0, "0.666666"),
        (Fraction(3, 2), 2, "1.50"),
        (Fraction(2, 3), 2, "0.666666"),
        (Fraction(2, 3), 8, "0.66666666"),
    ],
)
def test_format_shares__rounded_down_where_it_must(shares: Fraction, decimals: int, text: str) -> None:
    assert format_shares(shares, decimals) == text


def test_shares_of__smallest_units__in_whole_shares() -> None:
    assert shares_of(1_500, Fraction(2), 3) == 3
    assert format_ratio(BONUS) == "6 for 5"


# The plan


def test_outcomes__one_for_ten_of_105__ten_shares_and_cash_for_a_half() -> None:
    [outcome] = planned(register_of((1, 105)), REVERSE)
    assert (outcome.before, outcome.whole, outcome.fraction) == (105, 10, Fraction(1, 2))
    assert (outcome.surplus, outcome.missing, outcome.cash) == (5, 5, 10 * DOLLAR)


def test_outcomes__bonus_of_one_for_five_on_104__four_fifths_that_no_unit_makes_up() -> None:
    """A unit is more than a share: taking one away would take a whole share."""
    [outcome] = planned(register_of((1, 104)), BONUS)
    assert (outcome.whole, outcome.fraction) == (124, Fraction(4, 5))
    assert (outcome.surplus, outcome.cash) == (0, 0)


def test_outcomes__bonus_of_one_for_five_with_decimals__four_fifths_to_the_last_place() -> None:
    [outcome] = planned(register_of((1, 104 * 10**6)), BONUS, decimals=6)
    assert (outcome.whole, outcome.fraction) == (124, Fraction(4, 5))
    # 124 shares are 103.333333… units, so that a part of a millionth stays with them.
    assert (outcome.surplus, outcome.cash) == (666_666, 15_999_984)


@pytest.mark.parametrize("after", [Fraction(2), Fraction(1), Fraction(1, 5)])
def test_outcomes__whole_shares__nothing_to_pay(after: Fraction) -> None:
    [outcome] = planned(register_of((1, 105)), after)
    assert (outcome.fraction, outcome.surplus, outcome.missing, outcome.cash) == (0, 0, 0, 0)


def test_outcomes__wallets_of_one_investor__count_together() -> None:
    """Ten wallets of five units each are five shares, and not ten fractions."""
    register = register_of(*[(1, 5)] * 4, (5, 15), (5, 5))
    first, second = planned(register, REVERSE)
    assert (first.units, first.whole, first.fraction, first.reference) == (20, 2, 0, "INV-1")
    assert (second.units, second.whole, second.fraction, second.reference) == (20, 2, 0, "")
    assert second.wallets == ((WALLETS[4], 15), (WALLETS[5], 5))


def test_outcomes__treasury__paid_nothing() -> None:
    outcome, treasury = planned(register_of((1, 15), (2, 15), treasury=2), REVERSE)
    assert (outcome.cash, treasury.cash, treasury.surplus) == (10 * DOLLAR, 0, 0)
    assert (treasury.whole, treasury.fraction) == (1, Fraction(1, 2))


def test_outcomes__of_another_class_only__not_listed() -> None:
    assert [outcome.investor for outcome in planned(register_of((1, 0), (2, 1)), REVERSE)] == [2]


def test_outcomes__price_that_does_not_divide__rounded_up_for_the_holder() -> None:
    [outcome] = planned(register_of((1, 1)), Fraction(1, 3), price=100)
    assert (outcome.fraction, outcome.cash) == (Fraction(1, 3), 34)


def test_outcomes__no_price__no_cash() -> None:
    [outcome] = planned(register_of((1, 15)), REVERSE, price=None)
    assert (outcome.surplus, outcome.cash) == (5, 0)


def test_payments__more_than_the_largest_wallet__from_the_next_too() -> None:
    [outcome] = planned(register_of((1, 4), (1, 5)), REVERSE)
    assert list(payments(outcome)) == [Payment(WALLETS[1], 5, 10 * DOLLAR), Payment(WALLETS[0], 4, 8 * DOLLAR)]


def test_payments__whole_shares__none() -> None:
    [outcome] = planned(register_of((1, 20)), REVERSE)
    assert list(payments(outcome)) == []


@pytest.mark.parametrize(
    ("ratio", "decimals", "lot"),
    [(Fraction(2), 0, 2), (BONUS, 0, 6), (REVERSE, 0, 1), (Fraction(2), 6, 1), (BONUS, 6, 3), (Fraction(7, 2), 1, 7)],
)
def test_board_lot__fewest_whole_shares_that_units_make_up(ratio: Fraction, decimals: int, lot: int) -> None:
    assert board_lot(ratio, decimals) == lot
    amounts = range(1, 10**decimals * 20) if decimals < 2 else range(5 * 10**5, 4 * 10**6, 10**5 // 2)
    shares = [shares_of(units, ratio, decimals) for units in amounts]
    assert min(share for share in shares if share.denominator == 1) >= lot


@given(
    units=st.lists(st.integers(1, 10**9), min_size=1, max_size=4),
    numerator=st.integers(1, 60),
    denominator=st.integers(1, 60),
    decimals=st.integers(0, 6),
    price=st.integers(0, 10**9),
)
def test_outcomes__any_split__no_whole_share_is_touched_and_all_cash_is_paid(
    units: list[int], numerator: int, denominator: int, decimals: int, price: int
) -> None:
    ratio = Fraction(numerator, denominator)
    [outcome] = planned(register_of(*[(1, held) for held in units]), ratio, decimals, price)
    left = shares_of(outcome.units - outcome.surplus, ratio, decimals)
    assert outcome.whole <= left < outcome.whole + shares_of(1, ratio, decimals)
    filled = shares_of(outcome.units + outcome.missing, ratio, decimals)
    assert outcome.after <= filled and filled >= outcome.whole + (outcome.fraction > 0)
    worth = price * shares_of(outcome.surplus, ratio, decimals)
    assert worth <= outcome.cash < worth + 1
    paid = list(payments(outcome))
    assert sum(payment.cash for payment in paid) == outcome.cash
    assert sum(payment.units for payment in paid) == outcome.surplus
    assert all(0 < payment.units <= dict(outcome.wallets)[payment.address] for payment in paid)
