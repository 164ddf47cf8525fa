"""Whether the state of the security is what its events say: two ways to the same register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

from scripts.lib.chain import BlockMark
from scripts.lib.deployed import Deployed
from scripts.lib.labels import label_bytes
from scripts.lib.ratios import format_ratio
from scripts.lib.register import Entry, Register


def register_differences(deployed: Deployed, register: Register, block: BlockMark) -> list[str]:
    """Where the security's state at the block is not what the events say; empty when they agree."""
    differences = [
        sentence
        for check in (_check_entries, _check_supply, _check_stops, _check_size)
        for sentence in check(deployed.security, register, block.number)
    ]
    return [*differences, *_check_ratios(deployed.security, register, block)]


def _check_entries(security: Any, register: Register, block: int) -> Iterator[str]:
    """Every field of every entry; units by class, and in all by the ERC-20 events too."""
    for entry in register.entries.values():
        stored = _stored_entry(security, entry.address, register.labels, block)
        for field in fields(Entry):
            on_chain, by_events = getattr(stored, field.name), getattr(entry, field.name)
            if isinstance(by_events, dict):
                by_events = {label: units for label, units in by_events.items() if units}
            if on_chain != by_events:
                yield f"{entry.address}: {field.name} is {on_chain}, the events say {by_events}"


def _stored_entry(security: Any, address: str, labels: list[str], block: int) -> Entry:
    """The entry as the security keeps it."""
    by_class = (security.balanceOfByPartition, security.frozenUnitsOf, security.heldUnitsOf)
    questions = [(view, (label_bytes(label), address)) for view in by_class for label in labels]
    known, total, *amounts = _ask(
        security, [(security.memberOf, (address,)), (security.balanceOf, (address,)), *questions], block
    )

    def amounts_of(position: int) -> dict[str, int]:
        """The classes of which there is anything."""
        given = amounts[position * len(labels) : (position + 1) * len(labels)]
        return {label: units for label, units in zip(labels, given, strict=True) if units}

    return Entry(
        address=address,
        folio=known["folio"],
        investor=known["investor"],
        country=known["country"],
        admitted_through=known["admittedThrough"],
        accredited_through=known["accreditedThrough"],
        attributes=known["attributes"],
        frozen=known["frozen"],
        sanctioned=known["sanctioned"],
        treasury=known["treasury"],
        units=amounts_of(0),
        frozen_units=amounts_of(1),
        held_units=amounts_of(2),
        total=total,
    )


def _ask(security: Any, questions: Sequence[tuple[Any, tuple[Any, ...]]], block: int) -> list[Any]:
    """The answers of several views in one call, which sends nothing: of a large register each call counts."""
    calls = [view.encode_input(*arguments) for view, arguments in questions]
    answers = security.multicall.call(calls, block_identifier=block)
    return [
        view.decode_output("0x" + bytes(answer).hex()) for (view, _), answer in zip(questions, answers, strict=True)
    ]


def _check_supply(security: Any, register: Register, block: int) -> Iterator[str]:
    for label in register.labels:
        supply = security.totalSupplyByPartition(label_bytes(label), block_identifier=block)
        if supply != register.issued(label):
            yield f"{supply} {label} are issued, the events say {register.issued(label)}"


def _check_stops(security: Any, register: Register, block: int) -> Iterator[str]:
    for label in register.labels:
        stopped = security.isPartitionFrozen(label_bytes(label), block_identifier=block)
        if stopped != (label in register.stopped):
            yield f"{label} is {'stopped' if stopped else 'not stopped'}, the events say otherwise"


def _check_size(security: Any, register: Register, block: int) -> Iterator[str]:
    folios = security.folios(block_identifier=block)
    if folios != len(register.members()):
        yield f"the register has {folios} entries, the events say {len(register.members())}"


def _check_ratios(security: Any, register: Register, block: BlockMark) -> Iterator[str]:
    for label in register.labels:
        stored = Fraction(*security.splitRatio(label_bytes(label), block_identifier=block.number))
        told = register.ratios.at(label, block.time)
        if stored != told:
            yield f"shares for units of {label} are {format_ratio(stored)}, the events say {format_ratio(told)}"
