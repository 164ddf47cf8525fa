"""Admits the investors of a file: who is refused and why, who is known, and the calls for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scripts.lib.calls import Call
from scripts.lib.countries import country_name
from scripts.lib.dates import format_day
from scripts.lib.deployed import Deployed
from scripts.lib.investors import Investor, Profile
from scripts.lib.roles import ADMITTER
from scripts.lib.succession import Succession, read_succession


@dataclass(frozen=True)
class RefusedLine:
    """A line that is not admitted, and why."""

    investor: Investor
    reason: str


@dataclass
class AdmissionPlan:
    """What an admission would do.

    Lines of `admitted` and `renewed` go in batches, those of `linked` one by one.
    """

    admitted: list[Investor] = field(default_factory=list)
    renewed: list[Investor] = field(default_factory=list)
    linked: list[tuple[Investor, Investor]] = field(default_factory=list)
    unchanged: list[Investor] = field(default_factory=list)
    refused: list[RefusedLine] = field(default_factory=list)


def plan_admission(deployed: Deployed, investors: Sequence[Investor], today: int) -> AdmissionPlan:
    """Sorts the lines by what the register says of them on the day `today`. Sends nothing."""
    plan = AdmissionPlan()
    closed = _closed_countries(deployed, investors)
    succession = read_succession(deployed)
    first: dict[str, Investor] = {}
    for investor in investors:
        known = first.get(investor.reference, investor)
        entry = deployed.security.memberOf(investor.address)
        reason = (
            _loss(succession, investor.address)
            or _objection(investor.profile, closed, today)
            or _wallet_objection(deployed, entry, investor, known)
        )
        if reason:
            plan.refused.append(RefusedLine(investor, reason))
        else:
            first[investor.reference] = known
            _place(plan, entry, investor, known)
    return plan


def admission_calls(deployed: Deployed, plan: AdmissionPlan) -> list[Call]:
    """The transactions of a plan: batches first, so that a linked wallet finds its investor's first one."""
    agent = deployed.holder_of(ADMITTER)
    lines = sorted(plan.admitted + plan.renewed, key=lambda investor: investor.line)
    size = deployed.network.batches.admissions
    batches = [lines[start : start + size] for start in range(0, len(lines), size)]
    calls = [
        Call(
            deployed.security,
            "admitBatch",
            ([_admission(investor) for investor in batch],),
            f"Admit {len(batch)} wallets, lines {batch[0].line} to {batch[-1].line}",
            agent,
        )
        for batch in batches
    ]
    for wallet, known in plan.linked:
        sentence = f"Link a further wallet of {wallet.reference}, line {wallet.line}"
        calls.append(Call(deployed.security, "linkWallet", (wallet.address, known.address), sentence, agent))
    return calls


def _closed_countries(deployed: Deployed, investors: Iterable[Investor]) -> set[int]:
    countries = {investor.profile.country for investor in investors}
    return {country for country in countries if deployed.security.isCountryClosed(country)}


def _loss(succession: Succession, address: str) -> str:
    """Why a wallet that was lost is not admitted again; empty for any other."""
    present = succession.present(address)
    return "" if present == address else f"the wallet was lost; the entry is now that of {present}"


def _objection(profile: Profile, closed: set[int], today: int) -> str:
    """Why nobody with this profile is admitted; empty when somebody would be."""
    if profile.admitted_through < today:
        return f"the admission ended on {format_day(profile.admitted_through)}"
    if profile.country in closed:
        return f"the country is closed: {country_name(profile.country)}"
    return ""


def _wallet_objection(deployed: Deployed, entry: Mapping[str, Any], investor: Investor, known: Investor) -> str:
    """Why the register does not take this wallet; `known` is the investor's first one."""
    if entry["treasury"]:
        return "the wallet is the treasury's"
    is_further = bool(entry["folio"]) and investor is not known
    if is_further and entry["investor"] != deployed.security.memberOf(known.address)["investor"]:
        return "the wallet is in the register as another investor's"
    return ""


def _place(plan: AdmissionPlan, entry: Mapping[str, Any], investor: Investor, known: Investor) -> None:
    """Puts a line where it belongs."""
    if _profile(entry) == investor.profile:
        plan.unchanged.append(investor)
    elif entry["folio"]:
        plan.renewed.append(investor)
    elif investor is known:
        plan.admitted.append(investor)
    else:
        plan.linked.append((investor, known))


def _profile(entry: Mapping[str, Any]) -> Profile:
    return Profile(
        country=entry["country"],
        admitted_through=entry["admittedThrough"],
        accredited_through=entry["accreditedThrough"],
        attributes=entry["attributes"],
    )


def _admission(investor: Investor) -> tuple[str, int, int, int, int]:
    """As IAdmission.Admission has it."""
    profile = investor.profile
    return (
        investor.address,
        profile.country,
        profile.admitted_through,
        profile.accredited_through,
        profile.attributes,
    )
