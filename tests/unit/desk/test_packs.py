"""Rule packs as files: those of the project are good, and each slip is found by its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from brownie.test import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from scripts.lib import lots
from scripts.lib.compliance.holding import show_gate
from scripts.lib.compliance.merge import issuer_with_pack, with_pack
from scripts.lib.compliance.pack import PACKS, Pack, RulePlan, find_pack, load_pack, pack_names
from scripts.lib.compliance.parameters import wanted_of
from scripts.lib.compliance.registry import RULES
from scripts.lib.compliance.trading import format_clock, parse_clock, show_hours, show_period
from scripts.lib.compliance.values import Glossary, format_span
from scripts.lib.dates import DAY, parse_day
from scripts.lib.paths import DEFAULT_ISSUER
from scripts.lib.problems import DeskError
from scripts.lib.settings import IssuerSettings, load_issuer
from tests.unit.desk.problems import finds
from tests.world import DATA

Write = Callable[..., Path]

GLOSSARY = Glossary({"us_person": 0, "qib": 2}, 0, "USD")

GOOD = """\
name: sample
title: A sample
jurisdiction: nowhere
disclaimer: This is not legal advice.
effective_from: 2020-01-01
currency: USD
attributes:
  us_person: {bit: 0, meaning: resident in the United States}
  qib: {bit: 2, meaning: qualified institutional buyer}
classes:
  every class: {forbid: [us_person]}
  PREFERRED: {require: [qib], accredited_only: true}
closed_countries: [KP]
expired_may_sell: true
delay: 2 days
approvals: {silence: 90 days, validity: 30 days}
rules:
  - rule: HoldingPeriods
    class: every class
    citation: Act 1
    parameters:
      - {name: DEFAULT_REGIME, value: REG_S}
      - {name: LOCKED, of: REG_S, value: {months: 12, free: {none_of: [us_person]}}}
  - rule: TradingCalendar
    class: COMMON
    citation: Act 2
    parameters:
      - name: HOURS
        value:
          weekdays: [Monday, Friday]
          opens: "09:30"
          closes: "17:00"
          treasury_free: true
          closed:
            - {from: 2026-03-01 00:00, to: 2026-03-15 00:00}
  - rule: HolderCaps
    class: the principal class
    citation: Act 3
    parameters:
      - {name: HOLDERS, value: 100}
      - {name: HOLDERS, value: 200, effective_from: 2030-01-01, citation: Act 4}
      - {name: COUNTRY, of: DE, value: 149}
      - {name: CATEGORY, of: qib, value: 7}
"""


@pytest.fixture(scope="module")
def settings() -> IssuerSettings:
    return load_issuer(DATA / "issuer.yaml")


@pytest.fixture
def read(write: Write, settings: IssuerSettings) -> Callable[[str], Pack]:
    """Reads a pack from its text."""
    return lambda text: load_pack(write(text, "sample.yaml"), settings)


def words(plan: RulePlan) -> dict[tuple[str, int], int]:
    return {setting.key: setting.word.value for setting in plan.settings}


# The packs of the project


@pytest.mark.parametrize("name", pack_names())
@pytest.mark.parametrize("issuer", [DEFAULT_ISSUER, DATA / "issuer.yaml"], ids=["example", "tests"])
def test_load_pack__projects_own__for_every_issuer_at_hand(name: str, issuer: Path) -> None:
    pack = load_pack(find_pack(name), load_issuer(issuer))
    assert pack.name == name and "not legal advice" in pack.disclaimer
    assert all(plan.citation for plan in pack.rules)


def test_packs__attributes__same_bit_in_all(settings: IssuerSettings) -> None:
    bits: dict[str, int] = {}
    for name in pack_names():
        for attribute, entry in load_pack(find_pack(name), settings).attributes.items():
            assert bits.setdefault(attribute, entry.bit) == entry.bit
    assert len(set(bits.values())) == len(bits)


def test_packs__dates__in_the_past(settings: IssuerSettings) -> None:
    """What is law already applies at once, on whatever chain."""
    for name in pack_names():
        pack = load_pack(find_pack(name), settings)
        latest = max([setting.effective_from for plan in pack.rules for setting in plan.settings], default=0)
        assert latest <= parse_day("2025-12-31") * DAY, name


def test_pack_506c__numbers__of_the_regime(settings: IssuerSettings) -> None:
    holding, offering, volume, tickets, caps = load_pack(find_pack("reg-d-506c"), settings).rules
    locked = words(holding)["LOCKED", 8]
    assert (locked >> 144 & 0xFF, locked >> 152) == (12, 0)
    assert locked & 0xFFFFFFFF == 1 << 2
    assert words(offering) == {("ACCREDITED", 0): 1}
    assert words(volume)["SHARE", 0] == 10_000 and words(volume)["MONTHS", 0] == 3
    assert (words(tickets)["LEAST_NATURAL", 0], words(tickets)["LEAST_ENTITY", 0]) == (20_000_000, 100_000_000)
    assert tickets.left_to_issuer == {("PRICE", 0)}
    assert (words(caps)["HOLDERS", 0], words(caps)["NONACCREDITED", 0]) == (1_999, 499)


@pytest.mark.parametrize(
    ("name", "regime"),
    [
        ("reg-d-506c", lots.reg_d(lots.REG_D_506C, us_person=1, qib=4)),
        ("reg-s-cat3", lots.reg_s(us_person=1, qib=4)),
        ("reg-cf", lots.reg_cf()),
        ("reg-a-tier2", lots.reg_a_t2()),
    ],
)
def test_packs__holding_periods__the_regimes_that_the_rule_is_tried_with(
    settings: IssuerSettings, name: str, regime: lots.Regime
) -> None:
    found = words(load_pack(find_pack(name), settings).rules[0])
    assert found["DEFAULT_REGIME", 0] == regime.number
    for parameter, number, value in regime.parameters():
        assert found.get((parameter, number), 0) == value


@settings_of_hypothesis(max_examples=100, deadline=None)
@given(st.integers(0, 2**168 - 1))
def test_read_gate__any_word__there_and_back(word: int) -> None:
    assert lots.read_gate(word).word() == word


def test_find_pack__unknown__names_those_there_are() -> None:
    with pytest.raises(DeskError, match="There is no pack reg-x: name a file, or one of 144a, ch-finsa"):
        find_pack("reg-x")


def test_find_pack__file_beside_the_issuers__found(write: Write) -> None:
    path = write(GOOD, "own.yaml")
    assert find_pack("own.yaml", path.parent) == path
    assert find_pack("open") == PACKS / "open.yaml"


# What is read


def test_load_pack__good__words_as_the_chain_keeps_them(read: Callable[[str], Pack]) -> None:
    holding, calendar, caps = read(GOOD).rules
    assert words(holding) == {("DEFAULT_REGIME", 0): 9, ("LOCKED", 9): 1 << 32 | 12 << 144}
    start, end = (parse_day(day) * DAY for day in ("2026-03-01", "2026-03-15"))
    assert words(calendar) == {
        ("PERIOD", 0): start | end << 40,
        ("HOURS", 0): 0b10001 | 34_200 << 8 | 61_200 << 32 | 1 << 56 | 1 << 64,
    }
    assert [setting.key for setting in calendar.settings] == [("PERIOD", 0), ("HOURS", 0)]
    assert words(caps)["COUNTRY", 276] == 149 and words(caps)["CATEGORY", 2] == 7
    assert [plan.scope for plan in (holding, calendar, caps)] == ["", "COMMON", "COMMON"]


def test_load_pack__citation_and_date__of_the_parameter_or_else_of_the_rule(read: Callable[[str], Pack]) -> None:
    first, second, *_ = read(GOOD).rules[2].settings
    assert (first.citation, first.effective_from) == ("Act 3", parse_day("2020-01-01") * DAY)
    assert (second.citation, second.effective_from) == ("Act 4", parse_day("2030-01-01") * DAY)


def test_wanted_of__dates__latest_that_has_come_and_next_one(read: Callable[[str], Pack]) -> None:
    pack = read(GOOD)
    plan, change = pack.rules[2], parse_day("2030-01-01") * DAY
    before, after = wanted_of(plan, ("HOLDERS", 0), change - 1, pack), wanted_of(plan, ("HOLDERS", 0), change, pack)
    assert before.present == 100 and before.following and before.following.word.value == 200
    assert (after.present, after.following, after.citation) == (200, None, "Act 4")
    early = wanted_of(plan, ("COUNTRY", 276), 0, pack)
    assert early.present is None and early.following


def test_wanted_of__two_changes_ahead__refused(read: Callable[[str], Pack]) -> None:
    more = GOOD + "      - {name: HOLDERS, value: 300, effective_from: 2031-01-01}\n"
    pack = read(more)
    with pytest.raises(DeskError, match="of HOLDERS one change can wait, and the pack has 2 ahead"):
        wanted_of(pack.rules[2], ("HOLDERS", 0), parse_day("2026-01-01") * DAY, pack)


def test_wanted_of__not_named__not_set_or_what_is_usual(read: Callable[[str], Pack]) -> None:
    pack = read(GOOD)
    plan = replace(pack.rules[2], kind=RULES["AffiliateVolume"], settings=())
    assert wanted_of(plan, ("SHARE", 0), 0, pack).present == 0
    assert wanted_of(plan, ("MONTHS", 0), 0, pack).present == 3


# The issuer's file with a pack


def test_with_pack__masks__added_to_the_issuers_own(read: Callable[[str], Pack], settings: IssuerSettings) -> None:
    merged = with_pack(settings, read(GOOD.replace("[KP]", "[IR]")))
    common, preferred = (partition.terms for partition in merged.partitions)
    assert (common.require_all, common.forbid_any, common.accredited_only, common.redeemable) == (0, 1, False, True)
    assert (preferred.require_all, preferred.forbid_any, preferred.accredited_only) == (4, 1, True)
    assert merged.closed_countries == (408, 364) and merged.expired_may_sell
    assert with_pack(merged, read(GOOD.replace("[KP]", "[IR]"))) == merged


def test_issuer_with_pack__named_in_the_file__merged(settings: IssuerSettings) -> None:
    assert issuer_with_pack(settings) is settings
    named = issuer_with_pack(replace(settings, compliance="open"))
    assert set(named.closed_countries) == {408, 192, 364}


# Slips


def line_of(part: str, text: str = GOOD) -> int:
    """The line in which a part stands first."""
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("name: sample", "name: simple", "name: the file is called sample, not simple"),
        ("This is not legal advice.", "Trust us.", "disclaimer: has to say that the pack is not legal advice"),
        ("effective_from: 2020-01-01", "effective_from: 2020-02-30", "effective_from: no such day: 2020-02-30"),
        ("effective_from: 2020-01-01", "effective_from: soon", "effective_from: not a date"),
        ("currency: USD", "currency: dollars", "currency: not a currency (ISO 4217)"),
        ("us_person: {bit: 0", "us_person: {bit: 5", "us_person is bit 5 here and bit 0 in issuer.yaml"),
        ("us_person: {bit: 0", "us_person: {bit: 32", "bit: 32 is more than 31"),
        ("qib: {bit: 2", "qib: {bit: 0", "qib has the bit of us_person"),
        ("PREFERRED: {require", "GOLD: {require", "there is no class 'GOLD'; choose from every class"),
        ("{forbid: [us_person]}", "{forbid: [wizard]}", "forbid: 'wizard' is not among the attributes"),
        ("accredited_only: true", "accredited_only: yes", "accredited_only: must be true or false"),
        ("closed_countries: [KP]", "closed_countries: [XX]", "closed_countries: not a country"),
        ("delay: 2 days", "delay: 91 days", "delay: is more than 90 days"),
        ("silence: 90 days", "silence: three months", "silence: not a duration"),
        (", validity: 30 days", "", "validity is missing"),
        ("rule: TradingCalendar", "rule: TradingDays", "rule: there is no rule 'TradingDays'; the rules are"),
        ("class: COMMON", "class: GOLD", "class: there is no class 'GOLD'"),
        ("citation: Act 2", f"citation: {'A' * 201}", "citation: is longer than 200 characters"),
        ("name: HOURS", "name: PERIOD", "TradingCalendar has no parameter PERIOD; it has HOURS"),
        ("value: REG_S}", "value: REG_X}", "value: there is no regime 'REG_X'; the regimes are REG_S1"),
        ("of: REG_S,", "of: REG_X,", "of: there is no regime 'REG_X'"),
        ("months: 12", "months: 255", "months: 255 is more than 254"),
        ("months: 12", "months: -1", "months: not a whole number"),
        ("none_of: [us_person]", "none_of: [wizard]", "none_of: 'wizard' is not among the attributes"),
        ("free: {none_of", "gratis: {none_of", "unknown key gratis"),
        ("[Monday, Friday]", "[Monday, Fryday]", "weekdays: not a day of the week: 'Fryday'"),
        ('"09:30"', '"24:01"', "opens: not a time of day (HH:MM, UTC): '24:01'"),
        ('"09:30"', '"17:00"', "opens must be before closes"),
        ("to: 2026-03-15 00:00", "to: 2026-02-15 00:00", "to must be later than from"),
        ("from: 2026-03-01 00:00", "from: 2026-03-01", "from: not a time"),
        ("{name: HOLDERS, value: 100}", "{name: HOLDERS, value: -1}", "value: not a whole number"),
        ("{name: HOLDERS, value: 100}", "{name: HOLDERS, value: 16777216}", "value: 16777216 is more than"),
        ("{name: HOLDERS, value: 100}", "{name: HOLDERS, value: 0.5}", "value: not a whole number"),
        ("{name: HOLDERS, value: 100}", "{name: HOLDERS, of: DE, value: 100}", "unknown key of"),
        ("{name: HOLDERS, value: 100}", "{name: HOLDERS, worth: 100}", "value is missing"),
        ("effective_from: 2030-01-01", "effective_from: 2020-01-01", "HOLDERS is set twice from the same day on"),
        ("of: DE", "of: Germany", "of: not a country"),
        ("of: DE, ", "", "of is missing"),
        ("of: qib", "of: wizard", "of: 'wizard' is not among the attributes"),
    ],
)
def test_load_pack__slip__refused_by_line(read: Callable[[str], Pack], old: str, new: str, problem: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    expected = [(line_of(old), problem)]
    if "worth" in new:
        expected.append((line_of(old), "unknown key worth"))
    with finds(*expected):
        read(text)


def test_load_pack__attribute_that_the_issuer_does_not_know__says_what_to_add(read: Callable[[str], Pack]) -> None:
    text = GOOD.replace("  qib: {", "  wizard: {bit: 9, meaning: does magic}\n  qib: {")
    with finds((line_of("wizard", text), "issuer.yaml knows no attribute wizard: add `wizard: 9` to its attributes")):
        read(text)


def test_load_pack__rules_out_of_order__refused(read: Callable[[str], Pack]) -> None:
    text = GOOD + "  - {rule: VestingLocks, class: COMMON, citation: Act 5}\n"
    last = line_of("VestingLocks", text)
    with finds((last, "VestingLocks of COMMON (step 9) stands after HolderCaps of COMMON (step 11)")):
        read(text)


def test_load_pack__rule_twice__refused(read: Callable[[str], Pack]) -> None:
    text = GOOD + "  - {rule: HolderCaps, class: COMMON, citation: Act 5}\n"
    with finds((line_of("Act 5", text), "HolderCaps of COMMON stands here twice")):
        read(text)


def test_load_pack__more_rules_than_a_movement_bears__refused(read: Callable[[str], Pack]) -> None:
    scopes = ("every class", "COMMON", "PREFERRED")
    rules = ("VestingLocks", "PurchaserLimit", "HoldingLimits", "BenefitPlans", "ApprovalRequired", "AffiliateVolume")
    chosen = sorted((RULES[rule].step, rule, scope) for rule in rules for scope in scopes)[:17]
    lines = [f"  - {{rule: {rule}, class: {scope}, citation: Act}}\n" for _, rule, scope in chosen]
    text = GOOD[: GOOD.index("  - rule")] + "".join(lines)
    with finds((line_of("rules:"), "rules: there can be 16")):
        read(text)


def test_load_pack__date_of_a_rule_without_parameters__refused(read: Callable[[str], Pack]) -> None:
    text = GOOD.replace(
        "rules:\n", "rules:\n  - {rule: VestingLocks, class: COMMON, citation: Act, effective_from: 2030-01-01}\n"
    )
    with finds((line_of("VestingLocks", text), "VestingLocks has no parameter that could have a date")):
        read(text)


def test_load_pack__regime_that_says_nothing__refused(read: Callable[[str], Pack]) -> None:
    text = GOOD.replace("{months: 12, free: {none_of: [us_person]}}", "{months: 0}")
    with finds((line_of("name: LOCKED"), "value says nothing")):
        read(text)


def test_load_pack__several_slips__all_at_once_in_order(read: Callable[[str], Pack]) -> None:
    text = GOOD.replace("delay: 2 days", "delay: soon").replace("of: DE", "of: XX").replace("REG_S}", "REG_X}")
    with finds(
        (line_of("delay"), "delay"), (line_of("DEFAULT_REGIME"), "value: there is no regime"), (line_of("of: DE"), "of")
    ):
        read(text)


@pytest.mark.parametrize("value", ["EUR 50", "USD fifty", "50", "USD 0.001", "USD 0"])
def test_load_pack__price__cents_of_the_packs_money(read: Callable[[str], Pack], value: str) -> None:
    text = GOOD.replace("rule: TradingCalendar", "rule: InvestmentLimits")
    start, end = text.index("      - name: HOURS"), text.index("  - rule: HolderCaps")
    text = text[:start] + f"      - {{name: PRICE, value: {value}}}\n" + text[end:]
    with finds((line_of("name: PRICE", text), "value: ")):
        read(text)


def test_load_pack__left_to_the_issuer__not_for_families(read: Callable[[str], Pack]) -> None:
    text = GOOD.replace("{name: COUNTRY, of: DE, value: 149}", "{name: COUNTRY, value: left to the issuer}")
    with finds((line_of("name: COUNTRY"), "COUNTRY cannot be left to the issuer")):
        read(text)


# Values in words


@pytest.mark.parametrize("text", ["00:00", "09:30", "23:59", "24:00"])
def test_clock__any_time__there_and_back(text: str) -> None:
    assert format_clock(parse_clock(text)) == text


def test_show_calendar__words__in_words(read: Callable[[str], Pack]) -> None:
    found = words(read(GOOD).rules[1])
    assert show_hours(found["HOURS", 0], 0) == (
        "Monday, Friday, 09:30 to 17:00, but for 1 closed period, the treasury at any time"
    )
    assert show_hours(1 << 64, 0) == "every day, all day, the treasury at any time"
    assert show_period(found["PERIOD", 0], 0) == "2026-03-01 00:00:00 UTC to 2026-03-15 00:00:00 UTC"


def test_countries__listed__bits_and_words(read: Callable[[str], Pack]) -> None:
    text = GOOD[: GOOD.index("  - rule: Trading")] + (
        "  - rule: Countries\n    class: COMMON\n    citation: Act\n    parameters:\n"
        "      - {name: MODE, value: {listed: allowed, senders_too: true}}\n"
        "      - {name: COUNTRIES, value: [CH, DE, AT]}\n"
    )
    plan = read(text).rules[1]
    found = words(plan)
    assert found == {("MODE", 0): 3, ("COUNTRIES", 0): 1 << 40, ("COUNTRIES", 1): 1 << 76, ("COUNTRIES", 3): 1 << 156}
    shown = [setting.parameter.show(setting.word.number, setting.word.value, GLOSSARY) for setting in plan.settings]
    assert shown == ["those listed alone are allowed, to senders too", "AT", "DE", "CH"]


@pytest.mark.parametrize(("time", "text"), [(0, "0 days"), (1, "1 second"), (5_400, "90 minutes"), (172_800, "2 days")])
def test_format_span__largest_unit_without_a_rest(time: int, text: str) -> None:
    assert format_span(time) == text


def test_show_gate__word_of_a_regime__in_words() -> None:
    word = 1 << 2 | 1 << 96 | (4 | 32) << 128 | 12 << 144 | 5 << 152
    assert show_gate(word, GLOSSARY) == (
        "12 months 5 days; free to qib; with consent to who is not us_person or accredited; receiver cures"
    )
