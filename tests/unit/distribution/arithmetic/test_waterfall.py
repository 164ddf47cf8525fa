"""Preferred dividends: arrears, current, common match, participation; nothing of the pot is lost or invented."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.arrears import Arrear, Arrears
from scripts.lib.dividends.arithmetic.lines import PotLine
from scripts.lib.dividends.arithmetic.preferred import Common, Participation, Preferred, PreferredTerms, of_par
from scripts.lib.dividends.arithmetic.waterfall import ARREARS, CURRENT, MATCH, PARTICIPATION, Basis, distribute
from tests.unit.distribution.arithmetic.worked import Case, each

SIX_PERCENT = PreferredTerms("PREFERRED", 1, of_par(100, 60_000), is_cumulative=True, par=100)
COMMON = Common("COMMON", units=50_000, par=10)


def arrears_of(*amounts: str | int) -> Arrears:
    """Arrears of years 1, 2 and so on."""
    return Arrears(tuple(Arrear(f"year {number}", Fraction(amount)) for number, amount in enumerate(amounts, 1)))


def preferred_of(values: dict[str, Any]) -> Preferred:
    terms = PreferredTerms(
        partition=values["partition"],
        rank=values["rank"],
        dividend=Fraction(values["dividend"]),
        is_cumulative=values["is_cumulative"],
        frequency=values["frequency"],
        par=values["par"],
        participation=Participation[values["participation"]],
        cap=Fraction(values["cap"]) if values["cap"] else None,
    )
    return Preferred(terms, values["units"], arrears_of(*values["arrears"]))


@each("waterfalls")
def test_distribute__worked_numbers__part_by_part(case: Case) -> None:
    groups = [preferred_of(values) for values in case["preferred"]]
    outcome = distribute(case["pot"], "this year", groups, Common(**case["common"]), Basis[case["basis"]])
    found: dict[str, dict[str, int]] = {}
    for part in outcome.parts:
        found.setdefault(part.partition, {})[part.title] = part.amount
    assert found == case["amounts"]
    assert sum(line.pot for line in outcome.lines()) == case["pot"]
    for group in groups:
        partition = group.terms.partition
        left = [entry.amount for entry in outcome.arrears[partition].entries]
        assert left == [Fraction(amount) for amount in case["arrears"].get(partition, [])]
        assert outcome.lapsed[partition] == Fraction(case["lapsed"].get(partition, 0))


def test_distribute__three_years_without_a_dividend__arrears_are_simple() -> None:
    group = Preferred(SIX_PERCENT, 10_000)
    for year in ("2023", "2024", "2025"):
        group = replace(group, arrears=distribute(0, year, [group], COMMON).arrears["PREFERRED"])
    assert group.arrears.total == 180_000
    assert group.arrears.total not in (123_600, 60_000 * Fraction(10_000 + 10_600 + 11_236, 10_000))
    assert [entry.period for entry in group.arrears.entries] == ["2023", "2024", "2025"]
    outcome = distribute(100_000, "2026", [group], COMMON)
    assert outcome.arrears["PREFERRED"].entries == (
        Arrear("2024", Fraction(20_000)),
        Arrear("2025", Fraction(60_000)),
        Arrear("2026", Fraction(60_000)),
    )


def test_distribute__quarters_of_a_fraction__whole_money_when_it_is_due() -> None:
    """5.75 % of 2,500 in quarters are 35.9375 a unit, and 11,967.1875 for 333: in 16 quarters 3 more than rounded."""
    terms = PreferredTerms("PREFERRED", 1, of_par(2_500, 57_500), is_cumulative=True, frequency=4, par=2_500)
    group, paid = Preferred(terms, 333), []
    for quarter in range(1, 17):
        outcome = distribute(20_000, f"quarter {quarter}", [group], COMMON)
        paid.append(outcome.amount("PREFERRED"))
        group = replace(group, arrears=outcome.arrears["PREFERRED"])
    assert [number for number, amount in enumerate(paid, 1) if amount == 11_968] == [6, 11, 16]
    assert sum(paid) == 16 * 333 * Fraction("35.9375") and not group.arrears.entries


def test_distribute__equal_ranks_with_equal_dues__tie_is_reported() -> None:
    groups = [Preferred(replace(SIX_PERCENT, partition=name), 10_000) for name in ("A", "B")]
    outcome = distribute(100_001, "2026", groups, COMMON)
    assert [(part.partition, part.amount, part.is_tied) for part in outcome.parts] == [
        ("A", 50_001, True),
        ("B", 50_000, True),
    ]
    assert not any(part.is_tied for part in distribute(100_000, "2026", groups, COMMON).parts)


def test_distribute__match_said__instead_of_the_participating_rate() -> None:
    terms = replace(SIX_PERCENT, participation=Participation.FULL)
    said = replace(COMMON, match=Fraction(1, 3))
    outcome = distribute(200_000, "2026", [Preferred(terms, 10_000)], said)
    assert outcome.amount("COMMON", MATCH) == 16_666
    assert outcome.amount("PREFERRED", PARTICIPATION) == Fraction(2, 3) * (200_000 - 60_000 - 16_666) + Fraction(1, 3)


def test_distribute__participating_at_different_rates__match_must_be_said() -> None:
    rates = (40_000, 60_000)
    groups = [
        Preferred(
            replace(SIX_PERCENT, partition=str(rate), dividend=of_par(100, rate), participation=Participation.FULL), 10
        )
        for rate in rates
    ]
    with pytest.raises(ValueError, match="the participating classes have different rates"):
        distribute(1_000, "2026", groups, COMMON)
    assert distribute(1_000, "2026", groups, replace(COMMON, match=Fraction(0))).amount("COMMON", MATCH) == 0


def test_distribute__participating_class_without_units__does_not_participate() -> None:
    terms = replace(SIX_PERCENT, participation=Participation.FULL)
    outcome = distribute(1_000, "2026", [Preferred(terms, 0)], COMMON)
    assert outcome.lines() == (PotLine("COMMON", "common", 1_000),)


@pytest.mark.parametrize(
    ("pot", "groups", "common", "problem"),
    [
        (-1, [], COMMON, "a pot cannot be negative: -1"),
        (1, [], replace(COMMON, units=0), "COMMON has no eligible units"),
        (1, [Preferred(replace(SIX_PERCENT, partition="COMMON"), 1)], COMMON, "a class stands here twice"),
        (1, [Preferred(SIX_PERCENT, 1)] * 2, COMMON, "a class stands here twice"),
        (
            1,
            [Preferred(PreferredTerms("PREFERRED", 1, Fraction(6), True, participation=Participation.FULL), 1)],
            COMMON,
            "PREFERRED has no par value to share by",
        ),
        (
            1,
            [Preferred(replace(SIX_PERCENT, participation=Participation.FULL), 1)],
            Common("COMMON", 1),
            "COMMON has no par value to share by",
        ),
    ],
)
def test_distribute__impossible__refused(pot: int, groups: list[Preferred], common: Common, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        distribute(pot, "2026", groups, common)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"dividend": Fraction(-1)}, "PREFERRED: neither dividend nor par can be negative"),
        ({"par": -1}, "PREFERRED: neither dividend nor par can be negative"),
        ({"cap": Fraction(7)}, "PREFERRED: a cap belongs to a capped participation"),
        ({"participation": Participation.CAPPED}, "PREFERRED: a cap belongs to a capped participation"),
        ({"participation": Participation.CAPPED, "cap": Fraction(5)}, "PREFERRED: the cap is below the dividend"),
        ({"frequency": 3}, "a year has 1, 2, 4 or 12 periods, not 3"),
    ],
)
def test_terms__impossible__refused(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        replace(SIX_PERCENT, **change)


def test_preferred__impossible__refused() -> None:
    with pytest.raises(ValueError, match="PREFERRED: units cannot be negative"):
        Preferred(SIX_PERCENT, -1)
    with pytest.raises(ValueError, match="PREFERRED: only cumulative units have arrears"):
        Preferred(replace(SIX_PERCENT, is_cumulative=False), 1, arrears_of(1))
    with pytest.raises(ValueError, match="PREFERRED: there are arrears, and no eligible units"):
        Preferred(SIX_PERCENT, 0, arrears_of(1))
    with pytest.raises(ValueError, match="COMMON: nothing can be negative"):
        replace(COMMON, match=Fraction(-1))


@pytest.mark.parametrize("amount", [-1, 4])
def test_pay__more_than_is_owed__refused(amount: int) -> None:
    with pytest.raises(ValueError, match=f"{amount} is not between nothing and the 7/2 that are owed"):
        arrears_of("5/2", 1).pay(amount)


def test_pay__part__the_oldest_first_and_exactly() -> None:
    assert arrears_of("5/2", 1).pay(2).entries == (Arrear("year 1", Fraction(1, 2)), Arrear("year 2", Fraction(1)))
    assert arrears_of("5/2", 1).pay(3).entries == (Arrear("year 2", Fraction(1, 2)),)
    assert arrears_of("5/2", 1).pay(0) == arrears_of("5/2", 1) == arrears_of("5/2", 1).add("year 3", Fraction(0))


def test_arrears__of_nothing__refused() -> None:
    with pytest.raises(ValueError, match="what is owed must be positive"):
        arrears_of(0)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Preferred], Common]:
    """Up to four classes of any terms, with the common one."""
    groups = []
    for number in range(draw(st.integers(0, 4))):
        dividend = draw(st.fractions(0, 10, max_denominator=16))
        participation = draw(st.sampled_from(Participation))
        more = draw(st.fractions(0, 10, max_denominator=16))
        is_cumulative = draw(st.booleans())
        terms = PreferredTerms(
            partition=f"P{number}",
            rank=draw(st.integers(1, 2)),
            dividend=dividend,
            is_cumulative=is_cumulative,
            frequency=draw(st.sampled_from([1, 4])),
            par=draw(st.integers(1, 100)),
            participation=participation,
            cap=dividend + more if participation is Participation.CAPPED else None,
        )
        owed = draw(st.lists(st.fractions(Fraction(1, 16), 500, max_denominator=16), max_size=3))
        units = draw(st.integers(1, 1_000))
        groups.append(Preferred(terms, units, arrears_of(*owed) if is_cumulative else Arrears()))
    common = Common("COMMON", draw(st.integers(1, 1_000)), draw(st.integers(1, 100)), draw(st.fractions(0, 5)))
    return groups, common


POTS = st.integers(0, 100_000)


@given(pot=POTS, situation=situations(), basis=st.sampled_from(Basis))
def test_distribute__any__parts_make_the_pot(pot: int, situation: tuple[list[Preferred], Common], basis: Basis) -> None:
    groups, common = situation
    outcome = distribute(pot, "now", groups, common, basis)
    assert sum(part.amount for part in outcome.parts) == pot and all(part.amount > 0 for part in outcome.parts)


@given(pot=POTS, situation=situations(), basis=st.sampled_from(Basis))
def test_distribute__any__what_was_due_is_paid_owed_or_lapsed(
    pot: int, situation: tuple[list[Preferred], Common], basis: Basis
) -> None:
    groups, common = situation
    outcome = distribute(pot, "now", groups, common, basis)
    for group in groups:
        name = group.terms.partition
        paid = outcome.amount(name, ARREARS) + outcome.amount(name, CURRENT)
        left = outcome.arrears[name].total + outcome.lapsed[name]
        assert paid + left == group.arrears.total + group.due
        assert not (outcome.lapsed[name] if group.terms.is_cumulative else outcome.arrears[name].entries)


@given(pot=POTS, situation=situations(), basis=st.sampled_from(Basis))
def test_distribute__any__nobody_is_paid_before_who_comes_first(
    pot: int, situation: tuple[list[Preferred], Common], basis: Basis
) -> None:
    groups, common = situation
    outcome = distribute(pot, "now", groups, common, basis)
    for group in groups:
        name = group.terms.partition
        juniors = [other.terms.partition for other in groups if other.terms.rank < group.terms.rank]
        if outcome.amount(name, ARREARS) < group.arrears_due:
            assert outcome.amount(name, CURRENT) == 0
        if outcome.amount(name, ARREARS, CURRENT) < group.arrears_due + group.current_due:
            assert all(outcome.amount(other) == 0 for other in [*juniors, "COMMON"])
    if outcome.amount("COMMON", MATCH) < int(common.units * (common.match or 0)):
        assert all(part.title != PARTICIPATION for part in outcome.parts)


@given(pot=POTS, situation=situations(), basis=st.sampled_from(Basis))
def test_distribute__any__participation_is_even_but_for_caps(
    pot: int, situation: tuple[list[Preferred], Common], basis: Basis
) -> None:
    groups, common = situation
    outcome = distribute(pot, "now", groups, common, basis)
    weight = common.units * (common.par if basis is Basis.PAR else 1)
    level = Fraction(outcome.amount("COMMON", PARTICIPATION), weight)
    for group in groups:
        if not group.terms.is_participating:
            assert outcome.amount(group.terms.partition, PARTICIPATION) == 0
            continue
        share = outcome.amount(group.terms.partition, PARTICIPATION)
        own = group.units * (group.terms.par if basis is Basis.PAR else 1)
        even, error = level * own, 1 + Fraction(own, weight)
        room = _room(group.terms, group.units)
        assert share <= even + error and (room is None or share <= room)
        assert share >= even - error or share == room


def _room(terms: PreferredTerms, units: int) -> int | None:
    """Whole units of money between what is current and the cap."""
    return None if terms.cap is None else floor((terms.cap / terms.frequency - terms.due) * units)


@given(pot=POTS, more=st.integers(0, 1_000), situation=situations())
def test_distribute__a_larger_pot__no_rank_gets_less(
    pot: int, more: int, situation: tuple[list[Preferred], Common]
) -> None:
    groups, common = situation
    small, large = (distribute(each_pot, "now", groups, common) for each_pot in (pot, pot + more))
    for rank in {group.terms.rank for group in groups}:
        names = [group.terms.partition for group in groups if group.terms.rank == rank]
        for titles in ((ARREARS,), (CURRENT,)):
            assert sum(small.amount(name, *titles) for name in names) <= sum(
                large.amount(name, *titles) for name in names
            )


@given(pot=POTS, situation=situations(), data=st.data())
def test_distribute__classes_in_another_order__same_but_for_ties(
    pot: int, situation: tuple[list[Preferred], Common], data: st.DataObject
) -> None:
    groups, common = situation
    before, after = (distribute(pot, "now", order, common) for order in (groups, data.draw(st.permutations(groups))))
    if not any(part.is_tied for part in before.parts):
        assert {part for part in before.parts} == {part for part in after.parts}
