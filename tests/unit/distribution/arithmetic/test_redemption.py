"""Which units are redeemed, and what is paid when there is too little."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.redemption import HeldLot, oldest_lots, pro_rata, short_pay, units_of, whole
from tests.unit.distribution.arithmetic.worked import Case, each

HOLDINGS = st.lists(st.integers(0, 2**64), min_size=1, max_size=12)
LOTS = st.lists(st.builds(HeldLot, st.sampled_from("ABC"), st.integers(1, 4), st.integers(0, 50)), min_size=1)


@each("redemptions")
def test_pro_rata__worked_numbers__by_largest_remainder(case: Case) -> None:
    units = units_of(sum(case["holdings"]), case["ppm"])
    allocation = pro_rata(units, case["holdings"])
    assert (list(allocation.shares), list(allocation.ties)) == (case["taken"], case["ties"])


@pytest.mark.parametrize(("ppm", "units"), [(0, 0), (333_333, 332), (333_334, 333), (1_000_000, 999)])
def test_units_of__part_of_a_million__rounded_down(ppm: int, units: int) -> None:
    assert units_of(999, ppm) == units


def test_oldest_lots__first_in_first_out__across_holders() -> None:
    lots = [HeldLot("A", 30, 10), HeldLot("B", 10, 10), HeldLot("A", 20, 10), HeldLot("C", 10, 5)]
    assert oldest_lots(15, lots).shares == (0, 10, 0, 5)
    assert oldest_lots(16, lots).shares == (0, 10, 1, 5)
    assert oldest_lots(35, lots).shares == (10, 10, 10, 5)


def test_oldest_lots__several_of_the_last_day__pro_rata_and_the_tie_reported() -> None:
    lots = [HeldLot("A", 2, 10), HeldLot("B", 1, 4), HeldLot("C", 2, 10)]
    allocation = oldest_lots(9, lots)
    assert (allocation.shares, allocation.ties) == ((3, 4, 2), (0, 2))
    assert oldest_lots(10, lots).ties == ()


def test_whole__everybody__everything() -> None:
    assert whole([3, 0, 7]).shares == (3, 0, 7)


@given(holdings=HOLDINGS, data=st.data())
def test_pro_rata__any__conserves_and_nobody_gives_more_than_held(holdings: list[int], data: st.DataObject) -> None:
    units = data.draw(st.integers(0, sum(holdings)))
    taken = pro_rata(units, holdings).shares
    assert sum(taken) == units
    assert all(0 <= share <= held for share, held in zip(taken, holdings, strict=True))


@given(lots=LOTS, data=st.data())
def test_oldest_lots__any__no_younger_lot_while_an_older_has_units(lots: list[HeldLot], data: st.DataObject) -> None:
    units = data.draw(st.integers(0, sum(lot.units for lot in lots)))
    taken = oldest_lots(units, lots).shares
    assert sum(taken) == units and all(share <= lot.units for share, lot in zip(taken, lots, strict=True))
    youngest = max((lot.acquired for lot, share in zip(lots, taken, strict=True) if share), default=0)
    assert all(share == lot.units for lot, share in zip(lots, taken, strict=True) if lot.acquired < youngest)


@given(lots=LOTS, data=st.data())
def test_oldest_lots__one_more_unit__nobody_of_another_day_gives_less(lots: list[HeldLot], data: st.DataObject) -> None:
    total = sum(lot.units for lot in lots)
    units = data.draw(st.integers(0, total))
    less, more = (oldest_lots(count, lots).shares for count in (units, min(units + 1, total)))
    for day in {lot.acquired for lot in lots}:
        places = [place for place, lot in enumerate(lots) if lot.acquired == day]
        assert sum(less[place] for place in places) <= sum(more[place] for place in places)


def test_short_pay__default__pro_rata_to_the_dues() -> None:
    assert short_pay(1_000, [500, 400, 100]).shares == (500, 400, 100)
    assert short_pay(999, [500, 400, 100]).shares == (499, 400, 100)
    assert short_pay(0, [500, 400, 100]).shares == (0, 0, 0)


@pytest.mark.parametrize("units", [-1, 11])
def test_redeem__more_than_there_is__refused(units: int) -> None:
    with pytest.raises(ValueError, match=f"{units} of 10 units cannot be redeemed"):
        pro_rata(units, [4, 6])
    with pytest.raises(ValueError, match=f"{units} of 10 units cannot be redeemed"):
        oldest_lots(units, [HeldLot("A", 1, 10)])


@pytest.mark.parametrize("ppm", [-1, 1_000_001])
def test_units_of__no_part__refused(ppm: int) -> None:
    with pytest.raises(ValueError, match=f"not between nothing and all: {ppm} ppm"):
        units_of(10, ppm)
