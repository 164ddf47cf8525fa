"""dividend.yaml: what each kind makes of its file, and every slip by its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from scripts.lib.dividends import kinds
from scripts.lib.dividends.arithmetic.lines import PotLine, RateLine
from scripts.lib.dividends.arithmetic.preferred import Participation
from scripts.lib.dividends.arithmetic.waterfall import Basis
from scripts.lib.dividends.context import Context, context_of
from scripts.lib.dividends.plan import DistributionPlan, load_plan
from scripts.lib.paths import DEFAULT_ISSUER
from scripts.lib.settings import load_issuer
from tests.unit.desk.problems import finds

Write = Callable[..., Path]

EXAMPLE = DEFAULT_ISSUER.parent / "dividend.yaml"
CONTEXT = Context(("COMMON", "PREFERRED"), {"us_person": 0, "qib": 2}, 6)
DATES = "record_date: 2027-04-15 22:00\npay_date: 2027-04-20 08:00\ndeadline: 2030-04-20 08:00\n"
REST = "residual: treasury\ndocument: documents/dividend-resolution.txt\n"
KINDS = {
    "pot": "kind: pot\nlines:\n  - class: COMMON\n    pot: 100\n",
    "per-unit": "kind: per-unit\nlines:\n  - class: COMMON\n    amount: 0.137\n",
    "coupon": "kind: coupon\nlines:\n  - class: COMMON\n    from: 2026-01-15\n    to: 2026-07-15\n",
    "redemption": "kind: redemption\nlines:\n  - class: COMMON\n    part: 30 %\n    price: 1_000\n",
    "preferred": (
        "kind: preferred\npot: 900\nperiod: '2026'\ncommon:\n  class: COMMON\n  par: 1\npreferred:\n"
        "  - class: PREFERRED\n    rate: 6 %\n    par: 10\n    cumulative: true\n    arrears:\n      '2025': 7\n"
    ),
    "revenue-share": (
        "kind: revenue-share\nclass: COMMON\nrevenue: 12_345.67\nrate: 5 %\nadvance: 10_000\ncap: 1.5\nfloor: 100\n"
        "catch_up: true\npaid_so_far: 500\nto_catch_up: 20\n"
    ),
    "list": "kind: list\nclass: COMMON\npot: 500\nregister_date: 2027-04-01 22:00\n",
}
TAX = "tax:\n  agent: tax_agent\n  default: 30 %\n  rows:\n    - country: DE\n      rate: 26.375 %\n"


@pytest.fixture(autouse=True)
def documents(tmp_path: Path) -> None:
    """The documents beside the file."""
    shutil.copytree(EXAMPLE.parent / "documents", tmp_path / "documents")


def whole(kind: str) -> str:
    """A file of a kind without a slip."""
    return KINDS[kind] + DATES + TAX + REST


def line_of(text: str, part: str) -> int:
    """The line in which a part stands first."""
    return text[: text.index(part)].count("\n") + 1


@pytest.fixture
def load(write: Write) -> Callable[[str], DistributionPlan]:
    """The plan of a text."""
    return lambda text: load_plan(write(text, "dividend.yaml"), CONTEXT)


def test_load_plan__example__two_classes_and_a_form() -> None:
    plan = load_plan(EXAMPLE, context_of(load_issuer(DEFAULT_ISSUER)))
    assert plan.kind == kinds.Lines(
        (PotLine("COMMON", "pot", 184_500_000_000), PotLine("PREFERRED", "pot", 31_200_000_000))
    )
    assert plan.tax and (840, 0, 150_000, True) in plan.tax.table.values()
    assert plan.excluded == ("treasury",) and plan.document.is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_load_plan__each_kind__read(load: Callable[[str], DistributionPlan], kind: str) -> None:
    plan = load(whole(kind))
    assert plan.name == kind and plan.is_listed == (kind == "list")
    assert plan.claim_back_until == plan.deadline and plan.excluded == ()


def test_load_plan__per_unit__exact_beyond_the_smallest_unit(load: Callable[[str], DistributionPlan]) -> None:
    plan = load(whole("per-unit").replace("0.137", "0.1234567891"))
    assert plan.kind == kinds.Lines((RateLine("COMMON", "amount", 1_234_567_891, 10_000),))


def test_load_plan__per_unit_of_a_fund__amount_for_the_smallest_unit(write: Write) -> None:
    fund = replace(CONTEXT, unit_decimals=18)
    plan = load_plan(write(whole("per-unit"), "dividend.yaml"), fund)
    assert plan.kind == kinds.Lines((RateLine("COMMON", "amount", 137, 10**15),))


def test_load_plan__eth__eighteen_decimals(load: Callable[[str], DistributionPlan]) -> None:
    plan = load(whole("pot") + "currency: ETH\n")
    assert plan.in_eth and plan.kind == kinds.Lines((PotLine("COMMON", "pot", 100 * 10**18),))


def test_load_plan__preferred__terms_in_the_smallest_unit(load: Callable[[str], DistributionPlan]) -> None:
    kind = load(whole("preferred")).kind
    assert isinstance(kind, kinds.PreferredDividend)
    [group] = kind.preferred
    assert group.terms.dividend == Fraction(600_000) and group.terms.participation is Participation.NONE
    assert (kind.basis, kind.common_par, group.arrears) == (Basis.PAR, 1_000_000, (("2025", 7_000_000),))


def test_load_plan__revenue_share__state_as_stated(load: Callable[[str], DistributionPlan]) -> None:
    kind = load(whole("revenue-share")).kind
    assert isinstance(kind, kinds.RevenueShare)
    assert (kind.revenue, kind.terms.cap, kind.terms.minimum) == (12_345_670_000, 15_000_000_000, 100_000_000)
    assert (kind.state.paid, kind.state.owed) == (500_000_000, 20_000_000)


def test_load_plan__coupon__regular_period(load: Callable[[str], DistributionPlan]) -> None:
    text = whole("coupon").replace("to: 2026-07-15", "to: 2026-07-15\n    period: {from: 2026-01-15, to: 2026-07-15}")
    kind = load(text).kind
    assert isinstance(kind, kinds.Coupons)
    [line] = kind.lines
    assert line.regular == (line.first, line.last) == (20_468, 20_649)


def test_load_plan__category_and_every_other_country__as_the_contracts_take_them(
    load: Callable[[str], DistributionPlan],
) -> None:
    more = "    - country: other\n      category: qib\n      rate: 5 %\n      form: true\n"
    plan = load(whole("pot").replace(REST, "") + more + REST)
    assert plan.tax and plan.tax.table.values() == [(0, 3, 50_000, True), (276, 0, 263_750, False)]


SLIPS = [
    ("pot", "kind: pot", "kind: gift", "kind: unknown 'gift'"),
    ("pot", "class: COMMON", "class: GOLD", "class: unknown 'GOLD'"),
    ("pot", "pot: 100", "pot: 0", "pot: must be more than 0"),
    ("pot", "pot: 100", "pot: 1.0000001", "pot: 1.0000001 has more than 6"),
    ("pot", "pot: 100", "pot: -1", "pot: not an amount"),
    ("pot", "pot: 100", "pot: 1e3", "pot: not an amount"),
    ("pot", "pot: 100", "pot: [1]", "pot must be a single value"),
    ("pot", "pot: 100", "pot: 99_000_000_000_000_000_000_000_000", "not a pot from 0"),
    ("pot", "    pot: 100", "    pot: 100\n    taxed: maybe", "taxed: must be true or false"),
    ("pot", "    pot: 100", "    pot: 100\n    amount: 1", "unknown key amount"),
    ("pot", "pay_date: 2027-04-20 08:00", "pay_date: soon", "pay_date: not a time"),
    ("pot", "pay_date: 2027-04-20 08:00", "pay_date: 2027-04-15 22:00", "pay_date must be later"),
    ("pot", "deadline: 2030-04-20 08:00", "deadline: 2027-04-20 08:00", "deadline must be later"),
    ("pot", "residual: treasury", "claim_back_until: 2030-01-01 00:00\nresidual: treasury", "claim_back_until must be"),
    ("pot", "residual: treasury", "residual: treasury\nexcluded: [a, a]", "excluded: the same one twice"),
    ("pot", "residual: treasury", "residual: treasury\nexcluded: a", "excluded must be a list"),
    ("pot", "residual: treasury", "residual: treasury\ncurrency: EUR", "currency: unknown 'EUR'"),
    ("pot", "residual: treasury", "residual: treasury\nresidual: other", "residual stands here twice"),
    ("pot", "documents/dividend-resolution.txt", "documents/none.txt", "document: there is no file"),
    ("pot", "default: 30 %", "default: 30", "default: not a percentage"),
    ("pot", "default: 30 %", "default: 101 %", "default: 101 % is more than 100 %"),
    ("pot", "country: DE", "country: XX", "country: not a country"),
    ("pot", "country: DE", "country: 276", "country: not a country"),
    ("pot", "rate: 26.375 %", "rate: 26.37501 %", "rate: 26.37501 has more than 4"),
    ("pot", "rate: 26.375 %", "category: angel\n      rate: 26.375 %", "category: unknown 'angel'"),
    ("pot", "rate: 26.375 %", "form: yes\n      rate: 26.375 %", "form: must be true or false"),
    ("pot", "  agent: tax_agent", "  agent: ''", "agent must be a single value"),
    ("per-unit", "amount: 0.137", "amount: 0", "amount: must be more than 0"),
    ("per-unit", "amount: 0.137", "amount: 0,137", "amount: not an amount"),
    ("coupon", "to: 2026-07-15", "to: 2026-01-15", "to must be later than from"),
    ("coupon", "from: 2026-01-15", "from: 2026-02-30", "from: no such day"),
    (
        "coupon",
        "    to: 2026-07-15",
        "    to: 2026-07-15\n    period: {from: 2026-02-01, to: 2026-07-15}",
        "the days do not lie",
    ),
    ("redemption", "part: 30 %", "part: 0 %", "part: must be more than 0"),
    ("redemption", "part: 30 %", "part: 130 %", "part: 130 % is more than 100 %"),
    ("redemption", "price: 1_000", "price: 0", "price: must be more than 0"),
    ("preferred", "rate: 6 %", "rate: six", "rate: not a percentage"),
    ("preferred", "cumulative: true", "cumulative: 1", "cumulative: must be true or false"),
    ("preferred", "    cumulative: true", "    cumulative: true\n    frequency: 3", "frequency: a year has"),
    ("preferred", "    cumulative: true", "    cumulative: true\n    participation: some", "participation: unknown"),
    ("preferred", "'2025': 7", "'2025': 0", "2025: must be more than 0"),
    ("revenue-share", "cap: 1.5", "cap: 0", "cap: must be more than 0"),
    ("revenue-share", "rate: 5 %", "rate: 500 %", "rate: 500 % is more than 100 %"),
    ("revenue-share", "revenue: 12_345.67", "revenue: --5", "revenue: not an amount"),
    ("revenue-share", "paid_so_far: 500", "paid_so_far: some", "paid_so_far: not an amount"),
    ("list", "pot: 500", "file: none.csv", "file: there is no file"),
    ("list", "register_date: 2027-04-01 22:00", "register_date: yesterday", "register_date: not a time"),
]


@pytest.mark.parametrize(("kind", "old", "new", "problem"), SLIPS, ids=[f"{s[0]}: {s[3]}" for s in SLIPS])
def test_load_plan__slip__refused_by_line(
    load: Callable[[str], DistributionPlan], kind: str, old: str, new: str, problem: str
) -> None:
    text = whole(kind).replace(old, new, 1)
    [part] = [line for line in new.splitlines() if line not in old.splitlines()][-1:] or [new]
    with pytest.raises(Exception) as caught:
        load(text)
    found = [(item.line, item.text) for item in caught.value.problems]
    assert any(text_.startswith(problem) for _, text_ in found), found
    lines = [line for line, text_ in found if text_.startswith(problem)]
    section = line_of(text, "  - class") if problem.startswith("not a pot") else 0
    assert lines == [section or line_of(text, _part_of(new, problem) or part)], found


def _part_of(new: str, problem: str) -> str:
    """The line of the new text that the problem names by its key."""
    key = problem.split(":")[0].split(" ")[0].replace("unknown", "").strip("'")
    return next((line for line in reversed(new.splitlines()) if line.strip().lstrip("'").startswith(key or "?")), "")


@pytest.mark.parametrize(
    "key", ["kind", "record_date", "pay_date", "deadline", "residual", "document"], ids=lambda key: f"no {key}"
)
def test_load_plan__missing_key__refused(load: Callable[[str], DistributionPlan], key: str) -> None:
    text = "\n".join(line for line in whole("pot").splitlines() if not line.startswith(f"{key}:")) + "\n"
    with finds((1, f"{key} is missing")):
        load(text)


@pytest.mark.parametrize("count", [0, 17])
def test_load_plan__number_of_lines__one_to_sixteen(load: Callable[[str], DistributionPlan], count: int) -> None:
    lines = "lines: [" + ", ".join(["{class: COMMON, pot: 1}"] * count) + "]\n"
    with finds((2, "lines: there must be 1 to 16")):
        load(f"kind: pot\n{lines}" + DATES + REST)


def test_load_plan__country_twice__refused(load: Callable[[str], DistributionPlan]) -> None:
    text = whole("pot").replace(REST, "") + "    - country: DE\n      rate: 5 %\n" + REST
    with finds((line_of(text, "rows:"), "rows: a country and category stand here twice")):
        load(text)


@pytest.mark.parametrize("extra", ["amount: 1\n", "file: documents/terms.txt\n"])
def test_load_plan__list_of_two_kinds__refused(load: Callable[[str], DistributionPlan], extra: str) -> None:
    with pytest.raises(Exception) as caught:
        load(whole("list") + extra)
    assert "needs one of pot, amount and file" in {item.text for item in caught.value.problems}


def test_load_plan__many_slips__all_reported(load: Callable[[str], DistributionPlan]) -> None:
    text = whole("pot").replace("pot: 100", "pot: 0").replace("30 %", "30").replace("residual: treasury\n", "")
    expected = [
        (1, "residual is"),
        (line_of(text, "pot: 0"), "pot: must be"),
        (line_of(text, "default: 30"), "default: not"),
    ]
    with finds(*expected):
        load(text)


@pytest.mark.parametrize("content", [b"", b"- 1\n", b"kind: [\n", b"\xff\xfe", b"kind: pot\n\tlines: 1\n"])
def test_load_plan__no_yaml__refused(write: Write, content: bytes) -> None:
    with pytest.raises(Exception) as caught:
        load_plan(write(content, "dividend.yaml"), CONTEXT)
    assert caught.value.problems


def test_load_plan__arrears_of_a_class_that_has_none__refused(load: Callable[[str], DistributionPlan]) -> None:
    text = whole("preferred").replace("cumulative: true", "cumulative: false")
    with finds((line_of(text, "arrears:"), "arrears: only cumulative units have any")):
        load(text)
