"""Whether a movement is allowed, from the model alone: the refusal order of docs/overview.md, written down once more.

Each function yields the refusals that apply, in order. The first one counts, and none after it is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.stateful.register.model import FORCED, PARTITIONS, Kind, Model, Move
from tests.world import NOWHERE, bytes32


class Verdict(NamedTuple):
    """A status byte of ERC-1400, the reason, and whom it concerns; NOWHERE when allowed."""

    code: int
    reason: str
    guilty: str


ALLOWED = Verdict(0x51, "", NOWHERE)
SAME_IDENTITY = Verdict(0x51, "SAME_IDENTITY", NOWHERE)


class Rules:
    """The rules over a model; `token` is guilty of what concerns nobody else."""

    def __init__(self, model: Model, token: str) -> None:
        self.model = model
        self.token = token

    def verdict(self, move: Move) -> Verdict:
        """On a transfer, issue, redemption, forced movement or the execution of a hold."""
        if move.kind == Kind.ISSUE:
            return next(self._issue(move), ALLOWED)
        return next(self._forced(move) if move.kind in FORCED else self._voluntary(move), ALLOWED)

    def holding(self, move: Move) -> Verdict:
        """On putting units on hold: as a transfer, as far as it concerns the sender."""
        return next(self._holding(move), ALLOWED)

    def conversion(self, move: Move, new: bytes) -> tuple[Verdict, int]:
        """On turning the units of the move into the class `new`; with the units that come of them."""
        verdict = next(self._conversion(move, new), ALLOWED)
        return verdict, self._converted(move, new) if verdict == ALLOWED else 0

    # KINDS

    def _issue(self, move: Move) -> Iterator[Verdict]:
        yield from self._halted(move)
        if self.model.terms_missing:
            yield self._failure("TERMS_DOCUMENT_MISSING")
        yield from self._class_known(move.partition)
        yield from self._receiver(move.partition, move.receiver)
        yield from self._capital(move.partition, move.units)

    def _forced(self, move: Move) -> Iterator[Verdict]:
        yield from self._sender_known(move)
        yield from self._class_known(move.partition)
        yield from self._balance(move)
        if move.kind == Kind.FORCED_TRANSFER:
            if move.sender == move.receiver:
                yield Verdict(0x57, "SAME_ACCOUNT", move.receiver)
            yield from self._receiver(move.partition, move.receiver)

    def _voluntary(self, move: Move) -> Iterator[Verdict]:
        yield from self._sender(move)
        if move.kind != Kind.REDEEM:
            yield from self._receiver(move.partition, move.receiver)
        yield from self._encumbrance(move)
        if move.kind == Kind.REDEEM:
            if not self.model.classes[move.partition].redeemable:
                yield self._failure("NOT_REDEEMABLE")
            return
        sender, receiver = self.model.entries[move.sender], self.model.entries[move.receiver]
        if sender.investor == receiver.investor:
            yield SAME_IDENTITY
        if not receiver.treasury:
            yield from self._lock(move)

    def _holding(self, move: Move) -> Iterator[Verdict]:
        yield from self._sender(move)
        yield from self._encumbrance(move)

    def _conversion(self, move: Move, new: bytes) -> Iterator[Verdict]:
        yield from self._sender(move)
        if new in PARTITIONS and self.model.classes[new].stopped:
            yield Verdict(0x54, "PARTITION_FROZEN", self.token)
        ratio = self.model.ratios.get((move.partition, new))
        if ratio is None:
            yield self._failure("NOT_CONVERTIBLE")
            return
        yield from self._receiver(new, move.sender)
        yield from self._encumbrance(move)
        yield from self._lock(move)
        if move.units % ratio[1]:
            yield self._failure("NOT_A_MULTIPLE")
        if self.model.terms_missing and self._converted(move, new) > move.units:
            yield self._failure("TERMS_DOCUMENT_MISSING")
        yield from self._capital(new, self._converted(move, new))

    def _converted(self, move: Move, new: bytes) -> int:
        numerator, denominator = self.model.ratios[move.partition, new]
        return move.units * numerator // denominator

    # STEPS

    def _sender(self, move: Move) -> Iterator[Verdict]:
        """1 to 5."""
        yield from self._halted(move)
        if move.right is None:
            yield Verdict(0x58, "UNAUTHORIZED_OPERATOR", move.actor)
        yield from self._sender_known(move)
        yield from self._class_known(move.partition)
        yield from self._balance(move)
        if move.right is not None and move.units > move.right:
            yield Verdict(0x53, "INSUFFICIENT_ALLOWANCE", move.actor)
        entry = self.model.entries[move.sender]
        if entry.sanctioned:
            yield Verdict(0x56, "SENDER_SANCTIONED", move.sender)
        if entry.frozen:
            yield Verdict(0x56, "SENDER_FROZEN", move.sender)
        if entry.through < self.model.today and not self.model.expired_may_sell:
            yield Verdict(0x56, "SENDER_KYC_EXPIRED", move.sender)

    def _halted(self, move: Move) -> Iterator[Verdict]:
        """1: pause, of transfers or of everything, and the stop of a class."""
        level = 1 if move.kind in (Kind.TRANSFER, Kind.HOLD_EXECUTION) else 2
        if self.model.now <= self.model.paused_until and self.model.pause_level >= level:
            yield Verdict(0x54, "PAUSED", self.token)
        if move.partition in PARTITIONS and self.model.classes[move.partition].stopped:
            yield Verdict(0x54, "PARTITION_FROZEN", self.token)

    def _sender_known(self, move: Move) -> Iterator[Verdict]:
        entry = self.model.entries.get(move.sender)
        if entry is None or not entry.through:
            yield Verdict(0x56, "SENDER_NOT_REGISTERED", move.sender)

    def _class_known(self, partition: bytes) -> Iterator[Verdict]:
        if partition not in PARTITIONS:
            yield self._failure("UNKNOWN_PARTITION")

    def _balance(self, move: Move) -> Iterator[Verdict]:
        if move.units > self.model.units(move.partition, move.sender):
            yield Verdict(0x52, "INSUFFICIENT_BALANCE", move.sender)

    def _receiver(self, partition: bytes, receiver: str) -> Iterator[Verdict]:
        """6."""
        if receiver == NOWHERE:
            yield Verdict(0x57, "ZERO_ADDRESS", receiver)
        entry = self.model.entries.get(receiver)
        if entry is None or not entry.through:
            yield Verdict(0x57, "RECEIVER_NOT_REGISTERED", receiver)
            return
        terms, today = self.model.classes[partition], self.model.today
        applies = {
            "RECEIVER_SANCTIONED": entry.sanctioned,
            "RECEIVER_FROZEN": entry.frozen,
            "JURISDICTION_BLOCKED": entry.country in self.model.closed,
            "RECEIVER_KYC_EXPIRED": entry.through < today,
        }
        if not entry.treasury:
            applies |= {
                "ACCREDITATION_REQUIRED": terms.accredited_only and entry.accredited < today,
                "ATTRIBUTE_REQUIRED": entry.attributes & terms.require_all != terms.require_all,
                "ATTRIBUTE_FORBIDDEN": bool(entry.attributes & terms.forbid_any),
            }
        yield from (Verdict(0x57, reason, receiver) for reason, true in applies.items() if true)

    def _encumbrance(self, move: Move) -> Iterator[Verdict]:
        """7. Of one who holds units; a hold's own units do not bind its execution."""
        unfrozen, free = self.model.free(move.partition, move.sender)
        if move.units > unfrozen:
            yield Verdict(0x55, "PARTIALLY_FROZEN", move.sender)
        if move.units > free and move.kind != Kind.HOLD_EXECUTION:
            yield Verdict(0x55, "ON_HOLD", move.sender)

    def _lock(self, move: Move) -> Iterator[Verdict]:
        """9. The treasury is free of it."""
        is_locked = self.model.now < self.model.classes[move.partition].unlock_at
        if is_locked and not self.model.entries[move.sender].treasury:
            yield Verdict(0x55, "PARTITION_LOCKED", move.sender)

    def _capital(self, partition: bytes, units: int) -> Iterator[Verdict]:
        """11."""
        if units > self.model.classes[partition].authorised - self.model.supply(partition):
            yield self._failure("AUTHORISED_EXCEEDED")

    def _failure(self, reason: str) -> Verdict:
        return Verdict(0x50, reason, self.token)


def opens_at(model: Model, verdict: Verdict, partition: bytes) -> int:
    """From when a refusal no longer holds; 0 where time alone does not cure it."""
    if verdict.reason == "PAUSED":
        return model.paused_until + 1
    return model.classes[partition].unlock_at if verdict.reason == "PARTITION_LOCKED" else 0


def error_of(model: Model, move: Move, verdict: Verdict) -> tuple[str, tuple[object, ...]] | None:
    """The error by which the movement is refused, with every value that it carries; None when it is allowed."""
    if verdict.code == 0x51:
        return None
    if verdict.code == 0x52:
        return "ERC20InsufficientBalance", (move.sender, model.units(move.partition, move.sender), move.units)
    if verdict.code == 0x53:
        return "ERC20InsufficientAllowance", (move.actor, move.right, move.units)
    return "Refused", (bytes([verdict.code]), bytes32(verdict.reason), verdict.guilty)
