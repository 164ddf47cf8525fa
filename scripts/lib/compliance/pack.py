"""Rule packs: a regime of the law as a file, read and checked against the issuer's classes and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from scripts.lib.amounts import parse_count
from scripts.lib.compliance.registry import RULES, Parameter, RuleKind
from scripts.lib.compliance.values import Glossary, Word, read_attributes
from scripts.lib.countries import numeric_code
from scripts.lib.dates import DAY, parse_day, parse_duration
from scripts.lib.paths import ROOT
from scripts.lib.problems import DeskError
from scripts.lib.settings import ATTRIBUTE_BITS, IssuerSettings
from scripts.lib.yamlfile import Section, open_yaml, parse_flag

PACKS = ROOT / "compliance" / "packs"
EVERY_CLASS = "every class"
LEFT_TO_ISSUER = "left to the issuer"
PRINCIPAL = "the principal class"
MAX_DELAY = 90 * DAY
MAX_RULES = 16
MAX_SECONDS = 2**32 - 1
MAX_CITATION = 200


@dataclass(frozen=True)
class Attribute:
    """A bit of a member's attributes, and what it means."""

    bit: int
    meaning: str


@dataclass(frozen=True)
class Masks:
    """Who may receive a class, in addition to what the issuer's file says."""

    require_all: int = 0
    forbid_any: int = 0
    accredited_only: bool = False


@dataclass(frozen=True)
class Setting:
    """A word that a parameter shall have from a unix time on, by which law, contract or resolution."""

    parameter: Parameter
    word: Word
    effective_from: int
    citation: str

    @property
    def key(self) -> tuple[str, int]:
        """The name of the parameter and, where there are several, its number."""
        return (self.word.name, self.word.number)


@dataclass(frozen=True)
class RulePlan:
    """A rule that the security shall have.

    `scope` is a label, or empty for every class; `left_to_issuer` are parameters that the pack does not know, such as a
    price.
    """

    kind: RuleKind
    scope: str
    citation: str
    settings: tuple[Setting, ...]
    left_to_issuer: frozenset[tuple[str, int]]
    line: int

    def __str__(self) -> str:
        return f"{self.kind.contract} of {self.scope or EVERY_CLASS}"


@dataclass(frozen=True)
class Approvals:
    """For how long silence has to last to be consent, 0 for ever, and for how long it then counts; seconds."""

    silence: int = 0
    validity: int = 0


@dataclass(frozen=True)
class Pack:
    """A pack as a whole. `masks` by label, `rules` in the refusal order, `delay` for changing them in seconds."""

    path: Path
    name: str
    title: str
    jurisdiction: str
    disclaimer: str
    effective_from: int
    attributes: Mapping[str, Attribute]
    masks: Mapping[str, Masks]
    closed_countries: tuple[int, ...]
    expired_may_sell: bool | None
    rules: tuple[RulePlan, ...]
    delay: int
    approvals: Approvals
    glossary: Glossary


def pack_names() -> list[str]:
    """The packs that come with the project."""
    return sorted(path.stem for path in PACKS.glob("*.yaml"))


def find_pack(text: str, folder: Path | None = None) -> Path:
    """The file of a pack: a path, also one beside issuer.yaml, or the name of one that comes with the project."""
    candidates = [PACKS / f"{text}.yaml", Path(text), *([folder / text] if folder else [])]
    found = next((path for path in candidates if path.is_file()), None)
    if found is None:
        raise DeskError(f"There is no pack {text}: name a file, or one of {', '.join(pack_names())}.")
    return found


def load_pack(path: Path, settings: IssuerSettings) -> Pack:
    """Reads and checks the file for one issuer; InputError with every problem in it."""
    with open_yaml(path) as root:
        attributes = _attributes(root.section("attributes"), settings)
        bits = {name: attribute.bit or 0 for name, attribute in attributes.items()}
        glossary = Glossary(bits, settings.decimals, root.value("currency", _parse_currency, ""))
        effective = root.value("effective_from", _parse_date)
        approvals = root.optional_section("approvals")
        pack = Pack(
            path=path,
            name=root.value("name", lambda text: _same(text, path.stem)),
            title=root.value("title", str),
            jurisdiction=root.value("jurisdiction", str),
            disclaimer=root.value("disclaimer", _parse_disclaimer),
            effective_from=effective,
            attributes=attributes,
            masks=_masks(root.optional_section("classes"), settings, glossary),
            closed_countries=root.values("closed_countries", numeric_code, ()),
            expired_may_sell=root.value("expired_may_sell", parse_flag, None),
            rules=_rules(root, settings, glossary, effective),
            delay=root.value("delay", _parse_delay, 0),
            approvals=_approvals(approvals) if approvals else Approvals(),
            glossary=glossary,
        )
    return pack


def _same(name: str, stem: str) -> str:
    if name != stem:
        raise ValueError(f"the file is called {stem}, not {name}")
    return name


def _parse_currency(text: str) -> str:
    if len(text) != 3 or not text.isascii() or not text.isupper():
        raise ValueError(f"not a currency (ISO 4217): {text!r}")
    return text


def _parse_disclaimer(text: str) -> str:
    if "not legal advice" not in text:
        raise ValueError("has to say that the pack is not legal advice")
    return text


def _parse_date(text: str) -> int:
    """A day as the unix time of its first second."""
    return parse_day(text) * DAY


def _parse_delay(text: str) -> int:
    delay = parse_duration(text)
    if delay > MAX_DELAY:
        raise ValueError("is more than 90 days")
    return delay


# Attributes and terms


def _attributes(section: Section, settings: IssuerSettings) -> dict[str, Attribute]:
    """Names to bits, each bit once, and as the issuer's own file has them."""
    found: dict[str, Attribute] = {}
    for name in section.names():
        entry = section.section(name)
        attribute = Attribute(
            bit=entry.value("bit", lambda text: parse_count(text, ATTRIBUTE_BITS - 1)),
            meaning=entry.value("meaning", str),
        )
        problem = _conflict(name, attribute.bit, found, settings)
        if problem:
            section.note(problem, section.line_of(name))
        found[name] = attribute
    return found


def _conflict(name: str, bit: int | None, known: Mapping[str, Attribute], settings: IssuerSettings) -> str:
    if bit is None:
        return ""
    twin = next((other for other, attribute in known.items() if attribute.bit == bit), None)
    if twin:
        return f"{name} has the bit of {twin}"
    file = settings.path.name
    if name not in settings.attributes:
        return f"{file} knows no attribute {name}: add `{name}: {bit}` to its attributes"
    if settings.attributes[name] != bit:
        return f"{name} is bit {bit} here and bit {settings.attributes[name]} in {file}"
    return ""


def _label(text: str, settings: IssuerSettings) -> str:
    """The label of a class; empty for every class."""
    labels = [partition.label for partition in settings.partitions]
    names = {EVERY_CLASS: "", PRINCIPAL: settings.principal.label, **{label: label for label in labels}}
    if text not in names:
        raise ValueError(f"there is no class {text!r}; choose from {', '.join(names)}")
    return names[text]


def _masks(section: Section | None, settings: IssuerSettings, glossary: Glossary) -> dict[str, Masks]:
    """By label; what is said of every class is said of each."""
    found: dict[str, Masks] = {}
    for name in section.names() if section else ():
        assert section is not None
        entry = section.section(name)
        masks = Masks(
            require_all=read_attributes(entry, "require", glossary, ()),
            forbid_any=read_attributes(entry, "forbid", glossary, ()),
            accredited_only=entry.value("accredited_only", parse_flag, False),
        )
        try:
            label = _label(name, settings)
        except ValueError as problem:
            section.note(str(problem), section.line_of(name))
            continue
        for part in [label] if label else [partition.label for partition in settings.partitions]:
            found[part] = _joined(found.get(part, Masks()), masks)
    return found


def _joined(one: Masks, other: Masks) -> Masks:
    return Masks(
        one.require_all | other.require_all,
        one.forbid_any | other.forbid_any,
        one.accredited_only or other.accredited_only,
    )


def _approvals(section: Section) -> Approvals:
    approvals = Approvals(
        silence=section.value("silence", _parse_seconds, 0), validity=section.value("validity", _parse_seconds, 0)
    )
    if approvals.silence and not approvals.validity:
        section.note("validity is missing: consent by silence has to count for some time")
    return approvals


def _parse_seconds(text: str) -> int:
    seconds = parse_duration(text)
    if seconds > MAX_SECONDS:
        raise ValueError("is more than 136 years")
    return seconds


# Rules


def _rules(root: Section, settings: IssuerSettings, glossary: Glossary, effective: int) -> tuple[RulePlan, ...]:
    plans = [plan for section in root.sections("rules") if (plan := _rule(section, settings, glossary, effective))]
    if len(plans) > MAX_RULES:
        root.note(f"rules: there can be {MAX_RULES}", root.line_of("rules"))
    for earlier, later in pairwise(plans):
        if later.kind.step < earlier.kind.step:
            root.note(f"{later} (step {later.kind.step}) stands after {earlier} (step {earlier.kind.step})", later.line)
    for position, plan in enumerate(plans):
        if any((plan.kind, plan.scope) == (other.kind, other.scope) for other in plans[:position]):
            root.note(f"{plan} stands here twice", plan.line)
    return tuple(plans)


def _rule(section: Section, settings: IssuerSettings, glossary: Glossary, effective: int) -> RulePlan | None:
    """None for an unknown rule, of which nothing more can be checked."""
    kind = section.value("rule", _parse_kind)
    if kind is None:
        section.ignore(*section.names())
        return None
    scope = section.value("class", lambda text: _label(text, settings))
    law = _Law(section.value("citation", _parse_citation), section.value("effective_from", _parse_date, effective))
    if not kind.parameters and "effective_from" in section.names():
        section.note(f"{kind.contract} has no parameter that could have a date", section.line_of("effective_from"))
    entries = section.sections("parameters") if "parameters" in section.names() else []
    found: dict[tuple[str, int, int], Setting] = {}
    left: set[tuple[str, int]] = set()
    for entry in entries:
        if entry.says("value", LEFT_TO_ISSUER):
            left |= _left(entry, kind)
            continue
        for setting in _settings(entry, kind, glossary, law):
            if found.setdefault((*setting.key, setting.effective_from), setting) is not setting:
                entry.note(f"{setting.parameter.name} is set twice from the same day on")
    for name, _ in left & {setting.key for setting in found.values()}:
        section.note(f"{name} is both set and left to the issuer")
    return RulePlan(kind, scope, law.citation, tuple(found.values()), frozenset(left), section.line)


def _left(section: Section, kind: RuleKind) -> set[tuple[str, int]]:
    """A parameter whose value the issuer sets."""
    section.ignore("value", "citation")
    parameter = _parameter(section, kind)
    if parameter is None:
        return set()
    if parameter.of is not None or parameter.spread is not None:
        section.note(f"{parameter.name} cannot be left to the issuer")
    return {(parameter.name, 0)}


@dataclass(frozen=True)
class _Law:
    """Where a parameter comes from and from when on it applies, unless it says so itself."""

    citation: str
    effective_from: int


def _settings(section: Section, kind: RuleKind, glossary: Glossary, law: _Law) -> list[Setting]:
    """The words of one parameter; none when it cannot be read."""
    citation = section.value("citation", _parse_citation, law.citation)
    date = section.value("effective_from", _parse_date, law.effective_from)
    parameter = _parameter(section, kind)
    if parameter is None:
        section.ignore("of", "value")
        return []
    return [Setting(parameter, word, date, citation) for word in parameter.read(section, glossary)]


def _parameter(section: Section, kind: RuleKind) -> Parameter | None:
    """The parameter that the section names; None, with a problem noted, when the rule has none of that name."""
    name = section.value("name", str)
    parameter = kind.parameter(name) if name else None
    if name and parameter is None:
        names = ", ".join(known.name for known in kind.parameters if not known.is_part)
        section.note(f"{kind.contract} has no parameter {name}; it has {names or 'none'}", section.line_of("name"))
    return parameter


def _parse_kind(text: str) -> RuleKind:
    if text not in RULES:
        raise ValueError(f"there is no rule {text!r}; the rules are {', '.join(RULES)}")
    return RULES[text]


def _parse_citation(text: str) -> str:
    if len(text) > MAX_CITATION:
        raise ValueError(f"is longer than {MAX_CITATION} characters")
    return text
