"""What the security says of a transfer: the step that decides, every rule's own finding, and what would help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.lib.amounts import format_amount
from scripts.lib.compliance.registry import BY_NAME
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.erc1450 import erc1450_number
from scripts.lib.labels import label_bytes, label_text
from scripts.lib.reasons import SUCCESS
from scripts.lib.sentences import REASONS

STEPS = {
    1: "pauses",
    2: "operator",
    3: "sender and class known",
    4: "balance and allowance",
    5: "sender in good standing",
    6: "receiver may hold",
    7: "frozen and held units",
    8: "same investor",
    9: "locks and lots",
    10: "volume",
    11: "caps",
    12: "consent",
    13: "allowed",
}
SAME_INVESTOR = 8
FIRST_OF_RULES, APPROVAL, LAST = 9, 12, 13
NEEDS_CONSENT = "TA_APPROVAL_REQUIRED"


@dataclass(frozen=True)
class Finding:
    """What one rule says, also where an earlier step has decided. `opens_at` is 0 when time alone does not cure it."""

    rule: str
    step: int
    code: str
    reason: str
    guilty: str
    opens_at: int

    @property
    def is_success(self) -> bool:
        """Whether the rule lets the transfer pass."""
        return self.code == SUCCESS


@dataclass(frozen=True)
class Explanation:
    """IEnquiries.Explanation in Python's types; addresses and units as they are."""

    step: int
    code: str
    reason: str
    erc1450: int
    guilty: str
    opens_at: int
    largest: int
    findings: tuple[Finding, ...]

    @property
    def is_success(self) -> bool:
        """Whether the transfer would succeed."""
        return self.code == SUCCESS


def explain(deployed: Deployed, label: str, sender: str, receiver: str, units: int) -> Explanation:
    """Asks the security about a transfer by the holder itself. Sends nothing."""
    answer = deployed.security.explainTransfer(label_bytes(label), sender, sender, receiver, units, b"")
    return Explanation(
        step=int(answer["step"]),
        code="0x" + bytes(answer["code"]).hex(),
        reason=label_text(answer["reason"]),
        erc1450=int(answer["erc1450"]),
        guilty=str(answer["guilty"]),
        opens_at=int(answer["opensAt"]),
        largest=int(answer["largest"]),
        findings=tuple(_finding(values) for values in answer["findings"]),
    )


def _finding(values: Any) -> Finding:
    """IRuleList.Finding, by position: rule, name, step, code, reason, guilty, opensAt."""
    _, name, step, code, reason, guilty, opens_at = values
    name = label_text(name)
    contract = BY_NAME[name].contract if name in BY_NAME else name
    return Finding(contract, int(step), "0x" + bytes(code).hex(), label_text(reason), str(guilty), int(opens_at))


# In words


def lines_of(deployed: Deployed, explanation: Explanation) -> Iterator[str]:
    """The steps, the rules, and what follows."""
    for step, title in STEPS.items():
        yield f"{step:>2}  {title:<24}  {_state(step, explanation)}"
        for finding in explanation.findings:
            if finding.step == step:
                yield f"      {finding.rule:<22}  {_in_words(deployed, finding)}"
    yield ""
    yield from _verdict(deployed, explanation)


def _state(step: int, explanation: Explanation) -> str:
    decisive = explanation.step
    if explanation.is_success and decisive == SAME_INVESTOR and FIRST_OF_RULES <= step < LAST:
        return "not asked: the units stay with their investor"
    if explanation.is_success or step < decisive:
        return "passed"
    return "refused" if step == decisive else "not reached"


def _in_words(deployed: Deployed, finding: Finding) -> str:
    if finding.is_success:
        return "has nothing against it"
    if finding.reason == NEEDS_CONSENT:
        return "asks for the transfer agent's consent"
    cure = f", until {format_time(finding.opens_at)}" if finding.opens_at else ""
    return f"{finding.code} {finding.reason}, {_name(deployed, finding.guilty)}{cure}"


def _verdict(deployed: Deployed, explanation: Explanation) -> Iterator[str]:
    decimals = deployed.settings.decimals
    if explanation.is_success:
        reason = f": {REASONS[explanation.reason]}" if explanation.reason else ""
        yield f"allowed  {explanation.code} {explanation.reason}{reason}".replace(" :", ":")
    else:
        reason = explanation.reason
        number = explanation.erc1450 or erc1450_number(reason)
        yield f"refused  {explanation.code} {reason}: {REASONS.get(reason, reason)}"
        yield f"concerns {_name(deployed, explanation.guilty)}"
        yield f"ERC-1450 {number}"
        yield f"cure     {cure_of(explanation)}"
    yield f"largest  {format_amount(explanation.largest, decimals)} units would pass now, without consent"


def cure_of(explanation: Explanation) -> str:
    """When or how the transfer becomes possible."""
    if explanation.opens_at:
        return f"time: possible from {format_time(explanation.opens_at)}"
    if explanation.reason == NEEDS_CONSENT:
        return "the transfer agent's consent: `compliance request`, then `compliance approve`"
    return CURES.get(explanation.code, "not time alone")


CURES = {
    "0x50": "another amount or consent; time alone does not cure it",
    "0x52": "fewer units",
    "0x53": "a larger allowance",
    "0x54": "the end of the stop",
    "0x55": "fewer units, or what locks them comes to its end by somebody's decision",
    "0x56": "on the sender's side",
    "0x57": "another receiver, or a change in the receiver's entry",
    "0x58": "an authorisation by the holder",
}


def _name(deployed: Deployed, address: str) -> str:
    """Whom it concerns: an actor by name, the security, or the address."""
    if address == deployed.security.address:
        return "the security"
    name = deployed.actors.name_of(address)
    return name if name == address else f"{name} ({address})"
