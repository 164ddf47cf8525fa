"""Lots and the regimes they are held under: the words, bytes and dates of the rule HoldingPeriods.

The layouts are those of contracts/compliance/rules/lots/Lot.sol and Gate.sol; the dates those of CivilDate.sol.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntFlag

from eth_abi import encode
from eth_utils import keccak

from scripts.lib.dates import DAY

LOT_TAG = keccak(text="scrip.Lot")
MAX_LOTS = 16
NEVER = 2**40 - 1
ENDLESS = 255

# Numbers of regimes: ERC-1450's, and for Rule 144A, which has none there, the first that is free after them.
REG_A_T2, REG_CF, REG_D_506B, REG_D_506C, REG_S, RULE_144A = 5, 6, 7, 8, 9, 0x000A
EU_PROSPECTUS = 0x0101

_EPOCH = date(1970, 1, 1)


class Flag(IntFlag):
    """What a gate says beside attributes."""

    FREE_ACCREDITED = 1
    FREE_EVERYONE = 2
    APPROVAL_ACCREDITED = 4
    APPROVAL_RELATED = 8
    APPROVAL_EVERYONE = 16
    RECEIVER_CURES = 32
    FROM_OFFERING = 64


def add_months(day: int, months: int) -> int:
    """The day that many months later; where its month has no such day, the first of the next."""
    start = _EPOCH + timedelta(days=day)
    years, month = divmod(start.month - 1 + months, 12)
    year, last = start.year + years, calendar.monthrange(start.year + years, month + 1)[1]
    missing = start.day > last
    end = date(year, month + 1, last) + timedelta(days=1) if missing else date(year, month + 1, start.day)
    return (end - _EPOCH).days


@dataclass(frozen=True)
class Gate:
    """Who may receive units of a regime, freely or with consent, and how long their lock lasts."""

    free_any_of: int = 0
    free_none_of: int = 0
    approval_any_of: int = 0
    approval_none_of: int = 0
    flags: int = 0
    months: int = 0
    days: int = 0

    def word(self) -> int:
        """The parameter's value."""
        return (
            self.free_any_of
            | self.free_none_of << 32
            | self.approval_any_of << 64
            | self.approval_none_of << 96
            | self.flags << 128
            | self.months << 144
            | self.days << 152
        )

    def lock_end(self, acquired: int) -> int:
        """Unix time at which the lock of units acquired on that day ends; 0 when there is none."""
        if self.months == ENDLESS:
            return NEVER
        if not self.months and not self.days:
            return 0
        return (add_months(acquired, self.months) + self.days) * DAY


def read_gate(word: int) -> Gate:
    """The gate of a parameter's value."""
    masks = [word >> shift & 0xFFFFFFFF for shift in (0, 32, 64, 96)]
    return Gate(*masks, flags=word >> 128 & 0xFFFF, months=word >> 144 & 0xFF, days=word >> 152 & 0xFFFF)


@dataclass(frozen=True)
class Regime:
    """An exemption or contract: its number, the gates while its units are locked and after it, the reason given."""

    number: int
    locked: Gate
    matured: Gate = field(default_factory=Gate)
    reason: str = ""

    def parameters(self) -> Iterator[tuple[str, int, int]]:
        """The parameters of the rule that set it up: name, number, value."""
        yield "LOCKED", self.number, self.locked.word()
        yield "MATURED", self.number, self.matured.word()
        yield "REASON", self.number, reason_word(self.reason)


def reason_word(reason: str) -> int:
    """Up to 27 ASCII characters as a parameter's value."""
    raw = reason.encode("ascii")
    if len(raw) > 27:
        raise ValueError(f"a reason has at most 27 characters: {reason!r}")
    return int.from_bytes(raw.ljust(27, b"\0"), "big")


@dataclass(frozen=True, order=True)
class Lot:
    """Units acquired on one day under one regime. Lots sort by acquisition, then by lock and regime."""

    acquired: int
    unlock_at: int
    regime: int
    units: int

    def word(self) -> int:
        """The lot's storage word, without the number of lots that the first one carries."""
        return self.units | self.regime << 96 | self.unlock_at << 112 | self.acquired << 152


def read_lot(word: int) -> Lot:
    """The lot of a storage word."""
    return Lot(word >> 152 & 0xFFFF, word >> 112 & NEVER, word >> 96 & 0xFFFF, word & (2**96 - 1))


def lot_instruction(regime: int, acquired: int = 0, unlock_at: int = 0) -> bytes:
    """The data of an issue that makes a lot; day 0 is today, time 0 what the regime says."""
    return bytes(encode(["bytes32", "uint16", "uint16", "uint40"], [LOT_TAG, regime, acquired, unlock_at]))


def reg_d(number: int, us_person: int, qib: int, months: int = 12) -> Regime:
    """Rule 506(b) or (c): 12 months, or 6 of a reporting issuer.

    Meanwhile free to qualified institutional buyers, with consent to accredited investors and offshore.
    """
    return Regime(
        number,
        Gate(free_any_of=qib, approval_none_of=us_person, flags=Flag.APPROVAL_ACCREDITED, months=months),
        reason="REG_D_HOLD",
    )


def reg_s(us_person: int, qib: int, months: int = 12) -> Regime:
    """Regulation S, category 3: free offshore; in the US nobody until the compliance period is over.

    After it free to qualified institutional buyers, and to others there with consent.
    """
    return Regime(
        REG_S,
        Gate(free_none_of=us_person, flags=Flag.RECEIVER_CURES | Flag.FROM_OFFERING, months=months),
        Gate(free_any_of=qib, free_none_of=us_person, flags=Flag.APPROVAL_EVERYONE),
        "REG_S_US_PERSON",
    )


def reg_cf() -> Regime:
    """Regulation Crowdfunding: 12 months, meanwhile free to accredited investors, with consent to family."""
    flags = Flag.FREE_ACCREDITED | Flag.APPROVAL_RELATED | Flag.FROM_OFFERING
    return Regime(REG_CF, Gate(flags=flags, months=12), reason="REG_CF_HOLD")


def rule_144a(qib: int) -> Regime:
    """Rule 144A: for qualified institutional buyers alone, without end."""
    return Regime(
        RULE_144A,
        Gate(free_any_of=qib, flags=Flag.RECEIVER_CURES, months=ENDLESS),
        reason="QIB_REQUIRED",
    )


def reg_a_t2() -> Regime:
    """Regulation A, tier 2: freely transferable at once."""
    return Regime(REG_A_T2, Gate(flags=Flag.FREE_EVERYONE))
