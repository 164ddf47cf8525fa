"""Issues the allotments of a file, each once: the chain itself says which were issued.

The units of a batch carry the text `allotments 12-36` in their events; the numbers of a batch follow one
another, and so do its events. A second run reads them and leaves out what was issued.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.lib.addresses import ZERO_ADDRESS
from scripts.lib.allotments import Allotment
from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.events import Event, read_events
from scripts.lib.investors import Investor
from scripts.lib.labels import label_bytes, label_text
from scripts.lib.movement import ISSUE, explain_movement
from scripts.lib.problems import InputError, Problem
from scripts.lib.roles import ISSUER
from scripts.lib.succession import Succession, read_succession

TREASURY = "TREASURY"

_MARK = re.compile(rb"allotments ([0-9]+)-([0-9]+)")


@dataclass(frozen=True)
class IssuePlan:
    """What an issue would do: the allotments that the chain does not have, and those that it has."""

    outstanding: tuple[Allotment, ...]
    issued: tuple[Allotment, ...]


def plan_issue(
    deployed: Deployed, path: Path, allotments: Sequence[Allotment], investors: Sequence[Investor]
) -> IssuePlan:
    """Compares the file with the register and the chain.

    InputError when any line would be refused; sends nothing.
    """
    done, succession = _issued_numbers(deployed), read_succession(deployed)
    outstanding = tuple(allotment for allotment in allotments if allotment.number not in done)
    problems = _wrong_holders(deployed, allotments, investors, succession)
    problems += _contradictions(allotments, done, succession)
    problems += _refused(deployed, outstanding)
    problems += _above_authorised(deployed, outstanding)
    if problems:
        raise InputError(Problem(path, line, text) for line, text in problems)
    return IssuePlan(outstanding, tuple(allotment for allotment in allotments if allotment.number in done))


def issue_calls(deployed: Deployed, plan: IssuePlan) -> list[Call]:
    """The transactions of a plan."""
    size = deployed.network.batches.allotments
    return [_issue_call(deployed, batch) for batch in batches(plan.outstanding, size)]


def batches(allotments: Sequence[Allotment], size: int) -> list[list[Allotment]]:
    """The allotments by number, cut where the class changes, a number is missing or `size` is reached."""
    cut: list[list[Allotment]] = []
    for allotment in sorted(allotments, key=lambda allotment: allotment.number):
        last = cut[-1][-1] if cut else None
        follows = last and last.number + 1 == allotment.number and last.partition == allotment.partition
        if follows and len(cut[-1]) < size:
            cut[-1].append(allotment)
        else:
            cut.append([allotment])
    return cut


def _issue_call(deployed: Deployed, batch: Sequence[Allotment]) -> Call:
    label, first, last = batch[0].partition, batch[0].number, batch[-1].number
    holders = [allotment.address for allotment in batch]
    units = [allotment.units for allotment in batch]
    sentence = f"Issue {sum(units):,} {label} to {len(batch)} wallets, allotments {first} to {last}"
    arguments = (label_bytes(label), holders, units, f"allotments {first}-{last}".encode())
    return Call(deployed.security, "issueBatch", arguments, sentence, deployed.holder_of(ISSUER))


def _issued_numbers(deployed: Deployed) -> dict[int, tuple[str, str, int]]:
    """Number to (class, wallet, units), of every allotment that the chain records."""
    issued: dict[int, tuple[str, str, int]] = {}
    position: dict[tuple[str, bytes], int] = {}
    for event in read_events(deployed.security, {"IssuedByPartition"}):
        match = _MARK.fullmatch(bytes(event["data"]))
        if match:
            key = (event.transaction, match[0])
            number = int(match[1]) + position.get(key, 0)
            position[key] = position.get(key, 0) + 1
            issued[number] = _facts(event)
    return issued


def _facts(event: Event) -> tuple[str, str, int]:
    return (label_text(event["partition"]), event["to"], event["value"])


def _wrong_holders(
    deployed: Deployed, allotments: Sequence[Allotment], investors: Sequence[Investor], succession: Succession
) -> list[tuple[int, str]]:
    """Lines whose wallet is not that of their reference, nor one that it lost."""
    owners = {succession.present(investor.address): investor.reference for investor in investors}
    owners[deployed.actors[deployed.settings.treasury.account].address] = TREASURY
    return [
        (
            allotment.line,
            f"{allotment.address} is not a wallet of {allotment.reference}"
            f" but of {owners.get(succession.present(allotment.address), 'nobody in the investors file')}",
        )
        for allotment in allotments
        if owners.get(succession.present(allotment.address)) != allotment.reference
    ]


def _contradictions(
    allotments: Sequence[Allotment], done: Mapping[int, tuple[str, str, int]], succession: Succession
) -> list[tuple[int, str]]:
    """Lines that were changed after their units were issued, otherwise than by a recovery of the wallet."""
    found = []
    for allotment in allotments:
        facts = (allotment.partition, allotment.address, allotment.units)
        partition, holder, units = done.get(allotment.number, facts)
        present = succession.present
        if (partition, present(holder), units) != (allotment.partition, present(allotment.address), allotment.units):
            text = f"allotment {allotment.number} was issued otherwise: {units:,} {partition} to {holder}"
            found.append((allotment.line, text))
    return found


def _refused(deployed: Deployed, allotments: Sequence[Allotment]) -> list[tuple[int, str]]:
    """Lines that the security would refuse, each on its own."""
    found = []
    for allotment in allotments:
        verdict = explain_movement(
            deployed,
            ISSUE,
            allotment.partition,
            ZERO_ADDRESS,
            ZERO_ADDRESS,
            allotment.address,
            allotment.units,
        )
        if verdict.refusal:
            found.append((allotment.line, f"would be refused: {verdict.refusal}"))
    return found


def _above_authorised(deployed: Deployed, allotments: Sequence[Allotment]) -> list[tuple[int, str]]:
    """The line of each class with which its authorised capital is exceeded."""
    found = []
    for label in sorted({allotment.partition for allotment in allotments}):
        partition = label_bytes(label)
        available = deployed.security.authorisedOf(partition) - deployed.security.totalSupplyByPartition(partition)
        for allotment in (allotment for allotment in allotments if allotment.partition == label):
            available -= allotment.units
            if available < 0:
                found.append((allotment.line, f"with this line {label} exceeds its authorised capital"))
                break
    return found
