"""The parameters of a rule on chain against those of a pack, with the values that wait for their day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.lib.calls import Call
from scripts.lib.compliance.gaps import Gap
from scripts.lib.compliance.pack import Pack, RulePlan, Setting
from scripts.lib.compliance.present import Dated, PresentRule
from scripts.lib.compliance.registry import Parameter
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.labels import parameter_key
from scripts.lib.problems import DeskError
from scripts.lib.roles import COMPLIANCE

Key = tuple[str, int]
NOTHING = Dated(0, 0, 0)


@dataclass(frozen=True)
class Wanted:
    """What a pack wants of a parameter at some time: a value in force (None: whichever there is) and one to come."""

    present: int | None
    following: Setting | None
    citation: str


def parameter_gaps(deployed: Deployed, pack: Pack, plan: RulePlan, rule: PresentRule, now: int) -> Iterator[Gap]:
    """First what the pack names, in its order; then what it does not name and the chain has nonetheless."""
    on_chain = rule.parameters()
    named = list(dict.fromkeys(setting.key for setting in plan.settings))
    for key in [*named, *(key for key in on_chain if key not in named)]:
        if key not in plan.left_to_issuer:
            wanted = wanted_of(plan, key, now, pack)
            yield from _Comparison(deployed, pack, plan, rule, key, on_chain.get(key, NOTHING)).gaps(wanted)


def wanted_of(plan: RulePlan, key: Key, now: int, pack: Pack) -> Wanted:
    """The latest value whose day has come, and the one whose day comes next."""
    settings = sorted((one for one in plan.settings if one.key == key), key=lambda one: one.effective_from)
    if not settings:
        usual = plan.kind.stored(key[0])
        return Wanted(usual.usual if usual else 0, None, f"{pack.name} does not set it")
    begun = [setting for setting in settings if setting.effective_from <= now]
    ahead = [setting for setting in settings if setting.effective_from > now]
    if len(ahead) > 1:
        raise DeskError(f"{plan}: of {key[0]} one change can wait, and the pack has {len(ahead)} ahead.")
    last = begun[-1] if begun else None
    return Wanted(last.word.value if last else None, ahead[0] if ahead else None, last.citation if last else "")


@dataclass(frozen=True)
class _Comparison:
    """One parameter of one rule."""

    deployed: Deployed
    pack: Pack
    plan: RulePlan
    rule: PresentRule
    key: Key
    on_chain: Dated

    def gaps(self, wanted: Wanted) -> Iterator[Gap]:
        """A value set at once takes away the one that waits, so that this comes after it."""
        chain, following = self.on_chain, wanted.following
        is_otherwise = wanted.present is not None and self._usual(chain.value) != self._usual(wanted.present)
        if is_otherwise:
            assert wanted.present is not None
            sentence = f"is {self._show(chain.value)}, the pack says {self._show(wanted.present)}"
            yield self._gap(sentence, wanted.present, 0, wanted.citation)
        elif following is None and chain.following_from:
            sentence = (
                f"becomes {self._show(chain.following)} on {format_time(chain.following_from)}, the pack says not"
            )
            yield self._gap(sentence, chain.value, 0, wanted.citation)
        if following is None:
            return
        waits = (chain.following, chain.following_from) == (following.word.value, following.effective_from)
        if is_otherwise or not waits:
            value, start = following.word.value, following.effective_from
            sentence = f"shall become {self._show(value)} on {format_time(start)}"
            yield self._gap(sentence, value, start, following.citation)

    def _gap(self, sentence: str, value: int, effective_from: int, citation: str) -> Gap:
        name = f"{self.rule}: {self._label()}"
        start = f" from {format_time(effective_from)} on" if effective_from else ""
        call = set_call(
            self.deployed,
            self.rule,
            self.key,
            value,
            effective_from,
            citation,
            f"Set {self._label()} of {self.rule} to {self._show(value)}{start}",
        )
        return Gap(f"{name} {sentence}", call)

    @property
    def _parameter(self) -> Parameter | None:
        return self.plan.kind.stored(self.key[0])

    def _usual(self, value: int) -> int:
        """What counts for a parameter that is not set is as good as set."""
        return value or (self._parameter.usual if self._parameter else 0)

    def _label(self) -> str:
        return self._parameter.label(self.key[1], self.pack.glossary) if self._parameter else f"{self.key[0]}"

    def _show(self, value: int) -> str:
        return self._parameter.show(self.key[1], value, self.pack.glossary) if self._parameter else str(value)


def set_call(
    deployed: Deployed, rule: PresentRule, key: Key, value: int, effective_from: int, citation: str, sentence: str
) -> Call:
    """Sets a parameter, at once with the time 0."""
    arguments = (parameter_key(*key), value, effective_from, citation)
    return Call(rule.contract, "setParameter", arguments, sentence, deployed.holder_of(COMPLIANCE))


def unset(plan: RulePlan, rule: PresentRule) -> Sequence[Key]:
    """What is left to the issuer and not set yet."""
    on_chain = rule.parameters()
    return [key for key in plan.left_to_issuer if not on_chain.get(key, NOTHING).value]
