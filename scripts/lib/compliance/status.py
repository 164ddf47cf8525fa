"""How the compliance of a security stands: the rules with their parameters, what waits, and how many hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.lib.amounts import format_ppm
from scripts.lib.compliance.present import (
    PresentRule,
    approvals_of,
    engine_of,
    is_seated,
    proposed_rules,
    rule_at,
    rules_of,
)
from scripts.lib.compliance.values import Glossary, format_span
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.labels import label_bytes


def status_lines(deployed: Deployed) -> Iterator[str]:
    """Line by line."""
    engine = engine_of(deployed)
    if engine is None:
        yield "the security has no compliance engine"
        return
    yield f"engine   {engine.address}{'' if is_seated(deployed, engine) else ', which the security does not ask'}"
    yield f"changes  take {format_span(int(engine.delay()))}"
    silence = approvals_of(engine)
    yield f"silence  {'is consent after ' + format_span(silence.silence) if silence.silence else 'is never consent'}"
    glossary = Glossary(deployed.settings.attributes, deployed.settings.decimals)
    for rule in rules_of(engine):
        closed = ", CLOSED: it failed and refuses everything" if engine.isClosed(rule.address) else ""
        yield f"step {rule.contract.step():>2}  {rule}  {rule.address}{closed}"
        yield from (f"           {line}" for line in [*_parameters(rule, glossary), *_counts(deployed, rule)])
    yield from _proposal(engine)


def _parameters(rule: PresentRule, glossary: Glossary) -> Iterator[str]:
    for (name, number), dated in rule.parameters().items():
        parameter = rule.kind.stored(name) if rule.kind else None
        if parameter is None:
            yield f"{name} {number}: {dated.value}"
            continue
        line = f"{parameter.label(number, glossary)}: {parameter.show(number, dated.value, glossary)}"
        if dated.following_from:
            line += f", from {format_time(dated.following_from)} on {parameter.show(number, dated.following, glossary)}"
        yield line


def _counts(deployed: Deployed, rule: PresentRule) -> Iterator[str]:
    """What a rule that counts has counted."""
    name = rule.kind.contract if rule.kind else ""
    if name == "HolderCaps":
        holders, others = rule.contract.counts()
        yield f"counts {holders:,} holders, {others:,} of them not accredited"
    elif name == "PurchaserLimit":
        yield f"counts {rule.contract.purchasers():,} purchasers"
    elif name == "BenefitPlans":
        labels = [rule.scope] if rule.scope else [partition.label for partition in deployed.settings.partitions]
        for label in labels:
            yield f"plans hold {format_ppm(int(rule.contract.ratio(label_bytes(label))[0]))} of {label}"


def _proposal(engine: Any) -> Iterator[str]:
    addresses, delay, enactable_from = proposed_rules(engine)
    if enactable_from:
        names = ", ".join(str(rule_at(address)) for address in addresses) or "none"
        start = format_time(enactable_from)
        yield f"proposed {names}, changes take {format_span(delay)}; can be enacted from {start}"
