"""What stands on a chain: the engine of a security, its rules and their parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scripts.lib.artifacts import at, container, require_code
from scripts.lib.chain import has_code
from scripts.lib.compliance.pack import EVERY_CLASS, Approvals, RulePlan
from scripts.lib.compliance.registry import BY_NAME, RuleKind
from scripts.lib.deployed import Deployed
from scripts.lib.events import read_events
from scripts.lib.labels import key_parts, label_text

ENGINE = "compliance engine"


@dataclass(frozen=True)
class Dated:
    """A parameter on chain: the value in force, and the one that waits with its time, or zeros."""

    value: int
    following: int
    following_from: int


@dataclass(frozen=True)
class PresentRule:
    """A rule on chain. `kind` is None for a contract that the project does not know."""

    contract: Any
    kind: RuleKind | None
    name: str
    scope: str

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self.contract.address)

    def __str__(self) -> str:
        return f"{self.kind.contract if self.kind else self.name} of {self.scope or EVERY_CLASS}"

    def parameters(self) -> dict[tuple[str, int], Dated]:
        """Every parameter that was ever set, by name and number."""
        keys = {bytes(event["key"]) for event in read_events(self.contract, {"ParameterSet"})}
        return {key_parts(key): Dated(*map(int, self.contract.parameterOf(key))) for key in sorted(keys)}


def engine_of(deployed: Deployed) -> Any | None:
    """The security's engine, or one that was made for it and is not set yet; None when there is none.

    DeskError when the one that is set is not of this project.
    """
    seated = str(deployed.security.complianceEngine())
    if int(seated, 16):
        return container("ComplianceEngine").at(require_code(seated, "ComplianceEngine"))
    kept = deployed.state.address_of(ENGINE)
    if kept is None or not has_code(kept):
        return None
    engine = container("ComplianceEngine").at(require_code(kept, "ComplianceEngine"))
    return engine if engine.token() == deployed.security.address else None


def is_seated(deployed: Deployed, engine: Any) -> bool:
    """Whether the security asks this engine."""
    return bool(deployed.security.complianceEngine() == engine.address)


def rule_at(address: str) -> PresentRule:
    """The rule at an address."""
    contract = at("IRule", address)
    name = label_text(contract.name())
    kind = BY_NAME.get(name)
    if kind is not None:
        contract = container(kind.contract).at(address)
    return PresentRule(contract, kind, name, label_text(contract.scope()))


def rules_of(engine: Any) -> list[PresentRule]:
    """The rules that have a say, in their order."""
    return [rule_at(str(address)) for address in engine.rules()]


def proposed_rules(engine: Any) -> tuple[list[str], int, int]:
    """The proposal that waits: addresses, delay, and the unix time from which it can be enacted; 0 for none."""
    addresses, delay, enactable_from = engine.proposal()
    return [str(address) for address in addresses], int(delay), int(enactable_from)


def find_rule(deployed: Deployed, engine: Any, plan: RulePlan) -> PresentRule | None:
    """The rule of a plan: among those that have a say or are proposed, or as the state file keeps it."""
    kept = deployed.state.address_of(state_name(plan))
    waiting, _, _ = proposed_rules(engine)
    known = [*map(str, engine.rules()), *waiting, *([kept] if kept and has_code(kept) else [])]
    return next((rule for address in known if _is_of(rule := rule_at(address), engine, plan)), None)


def state_name(plan: RulePlan) -> str:
    """The name under which the state file keeps a rule."""
    return f"rule {plan}"


def _is_of(rule: PresentRule, engine: Any, plan: RulePlan) -> bool:
    return rule.kind == plan.kind and rule.scope == plan.scope and rule.contract.engine() == engine.address


def approvals_of(engine: Any) -> Approvals:
    """What was last said of silence; no view tells it, the event does."""
    approvals = Approvals()
    for event in read_events(engine, {"SilenceSet"}):
        approvals = Approvals(event["silence"], event["validity"])
    return approvals


def closed_rules(engine: Any, rules: Sequence[PresentRule]) -> list[PresentRule]:
    """The rules that failed to keep their books and now refuse everything."""
    return [rule for rule in rules if engine.isClosed(rule.address)]
