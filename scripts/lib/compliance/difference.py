"""Compares a pack with the chain: what is missing, what is otherwise, and which calls put it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scripts.lib.artifacts import is_code_of
from scripts.lib.calls import Call
from scripts.lib.compliance.gaps import Gap
from scripts.lib.compliance.masks import register_gaps
from scripts.lib.compliance.pack import Approvals, Pack
from scripts.lib.compliance.parameters import parameter_gaps
from scripts.lib.compliance.present import (
    PresentRule,
    approvals_of,
    engine_of,
    find_rule,
    is_seated,
    proposed_rules,
    rule_at,
)
from scripts.lib.compliance.values import format_span
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.roles import COMPLIANCE


def differences(deployed: Deployed, pack: Pack, now: int) -> list[Gap]:
    """Everything in which the chain differs from the pack at that time; empty when it is as the pack says."""
    return list(_differences(deployed, pack, now))


def _differences(deployed: Deployed, pack: Pack, now: int) -> Iterator[Gap]:
    """In the order in which they are closed: the security asks an engine when it is complete, and not before."""
    engine = engine_of(deployed)
    if engine is None:
        yield Gap("there is no compliance engine")
    rules = []
    for plan in pack.rules:
        rule = find_rule(deployed, engine, plan) if engine else None
        if rule is None:
            yield Gap(f"there is no {plan}")
        else:
            yield from _code(rule)
            yield from parameter_gaps(deployed, pack, plan, rule, now)
            rules.append(rule)
    if engine is not None:
        yield from _list(deployed, pack, engine, rules, now)
        yield from _silence(deployed, pack, engine)
        yield from _closed(engine)
    yield from register_gaps(deployed, pack)
    if engine is not None:
        yield from _seat(deployed, engine)


def _code(rule: PresentRule) -> Iterator[Gap]:
    if rule.kind is not None and not is_code_of(rule.address, rule.kind.contract):
        yield Gap(f"the code at {rule.address} is not that of {rule.kind.contract} as compiled here")


def _list(deployed: Deployed, pack: Pack, engine: Any, rules: Sequence[PresentRule], now: int) -> Iterator[Gap]:
    """Which rules have a say, and how long changing them takes."""
    if len(rules) < len(pack.rules):
        return
    wanted = ([rule.address for rule in rules], pack.delay)
    present = ([str(address) for address in engine.rules()], int(engine.delay()))
    *waiting, enactable_from = proposed_rules(engine)
    if present == wanted:
        if enactable_from:
            yield Gap("a proposal waits that the pack does not know", _call(deployed, engine, "withdrawProposal", ()))
        return
    sentence = f"{_in_words(*present)}, the pack says: {_in_words(*wanted)}"
    if enactable_from and tuple(waiting) == wanted:
        if now < enactable_from:
            yield Gap(f"{sentence}; it is proposed, and can be enacted from {format_time(enactable_from)}")
        else:
            yield Gap(sentence, _call(deployed, engine, "enactRules", (), "Enact the rules"))
        return
    yield Gap(sentence, _call(deployed, engine, "proposeRules", wanted, f"Propose the rules of {pack.name}"))


def _in_words(addresses: Sequence[str], delay: int) -> str:
    names = ", ".join(str(rule_at(address)) for address in addresses) or "none"
    return f"the rules are {names}, and changing them takes {format_span(delay)}"


def _silence(deployed: Deployed, pack: Pack, engine: Any) -> Iterator[Gap]:
    present = approvals_of(engine)
    if present != pack.approvals:
        arguments = (pack.approvals.silence, pack.approvals.validity)
        call = _call(deployed, engine, "setSilence", arguments, "Set what silence means")
        yield Gap(f"{_silence_in_words(present)}, the pack says: {_silence_in_words(pack.approvals)}", call)


def _silence_in_words(approvals: Approvals) -> str:
    if approvals.silence == 0:
        return "silence is never consent"
    return f"silence of {format_span(approvals.silence)} is consent for {format_span(approvals.validity)}"


def _closed(engine: Any) -> Iterator[Gap]:
    """A rule is reinstated by hand, when its books are right again."""
    for address in map(str, engine.rules()):
        if engine.isClosed(address):
            yield Gap(f"{rule_at(address)} failed and is closed: reconcile its books, then reinstate it")


def _seat(deployed: Deployed, engine: Any) -> Iterator[Gap]:
    if not is_seated(deployed, engine):
        sender = deployed.actors[deployed.settings.admin]
        sentence = "Let the engine have a say in every movement"
        call = Call(deployed.security, "setComplianceEngine", (str(engine.address),), sentence, sender)
        yield Gap("the security asks no engine", call)


def _call(deployed: Deployed, engine: Any, function: str, arguments: tuple[Any, ...], sentence: str = "") -> Call:
    return Call(engine, function, arguments, sentence or "Withdraw the proposal", deployed.holder_of(COMPLIANCE))
