"""Sets one parameter of a rule by hand: what a pack leaves to the issuer, or what cannot wait for a new pack."""

from __future__ import annotations

from pathlib import Path

from scripts.lib.calls import Call
from scripts.lib.compliance.pack import EVERY_CLASS
from scripts.lib.compliance.parameters import set_call
from scripts.lib.compliance.present import PresentRule, engine_of, rules_of
from scripts.lib.compliance.registry import Parameter
from scripts.lib.compliance.values import Glossary, Word
from scripts.lib.deployed import Deployed
from scripts.lib.problems import DeskError, InputError
from scripts.lib.yamlfile import open_yaml


def single_call(deployed: Deployed, rule: str, parameter: str, value: str, citation: str, label: str) -> Call:
    """`parameter` may say which one of several, as in COUNTRY:DE. The value is written as in a pack."""
    found = _rule(deployed, rule, label)
    name, _, number = parameter.partition(":")
    known = found.kind.parameter(name) if found.kind else None
    if known is None or known.spread is not None:
        raise DeskError(f"{found} has no parameter {name} that can be set alone.")
    # Money by hand is in whatever currency it is written in: the chain knows none.
    glossary = Glossary(deployed.settings.attributes, deployed.settings.decimals, value[:3])
    [word] = _words(known, number, value, glossary)
    sentence = f"Set {known.label(word.number, glossary)} of {found} to {known.show(word.number, word.value, glossary)}"
    return set_call(deployed, found, (word.name, word.number), word.value, 0, citation, sentence)


def _rule(deployed: Deployed, rule: str, label: str) -> PresentRule:
    engine = engine_of(deployed)
    rules = rules_of(engine) if engine else []
    named = [one for one in rules if one.kind and one.kind.contract == rule]
    exact = [one for one in named if not label or (one.scope or EVERY_CLASS) == label]
    if len(exact) != 1:
        have = ", ".join(map(str, rules)) or "none"
        raise DeskError(f"There {'is no' if not exact else 'are several'} {rule}: the rules are {have}.")
    return exact[0]


def _words(parameter: Parameter, number: str, value: str, glossary: Glossary) -> list[Word]:
    text = f"value: {value}\n" + (f"of: {number}\n" if number else "")
    try:
        with open_yaml(Path(parameter.name), text) as section:
            return parameter.read(section, glossary)
    except InputError as problem:
        raise DeskError("\n".join(f"{one.path}: {one.text}" for one in problem.problems)) from None
