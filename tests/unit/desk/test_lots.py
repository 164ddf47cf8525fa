"""The words, bytes and dates of lots as the scripts make them."""

from __future__ import annotations

import pytest
from eth_utils import keccak

from scripts.lib.dates import DAY, parse_day
from scripts.lib.lots import (
    ENDLESS,
    NEVER,
    Gate,
    Lot,
    Regime,
    lot_instruction,
    read_lot,
    reason_word,
    reg_d,
    rule_144a,
)


def test_gate_word__each_field__in_its_place() -> None:
    assert Gate(1, 2, 3, 4, 5, 6, 7).word() == 1 | 2 << 32 | 3 << 64 | 4 << 96 | 5 << 128 | 6 << 144 | 7 << 152


def test_lot_word__there_and_back__the_same() -> None:
    lot = Lot(acquired=20_000, unlock_at=NEVER, regime=0x0101, units=2**96 - 1)
    assert lot.word() == 2**96 - 1 | 0x0101 << 96 | NEVER << 112 | 20_000 << 152
    assert read_lot(lot.word() | 16 << 248) == lot


def test_lock_end__months_then_days__midnight() -> None:
    acquired = parse_day("2025-08-31")
    assert Gate(months=6, days=10).lock_end(acquired) == parse_day("2026-03-11") * DAY
    assert Gate(days=40).lock_end(acquired) == (acquired + 40) * DAY
    assert Gate(months=ENDLESS, days=1).lock_end(acquired) == NEVER
    assert Gate().lock_end(acquired) == 0


def test_lot_instruction__four_words__tag_first() -> None:
    data = lot_instruction(8, 20_000, 5)
    assert data[:32] == keccak(text="scrip.Lot")
    assert [int.from_bytes(data[at : at + 32], "big") for at in (32, 64, 96)] == [8, 20_000, 5]
    assert len(data) == 128


def test_reason_word__ascii__left_in_27_bytes() -> None:
    assert reason_word("REG_D_HOLD").to_bytes(27, "big") == b"REG_D_HOLD".ljust(27, b"\0")
    assert reason_word("") == 0
    with pytest.raises(ValueError, match="at most 27"):
        reason_word("A" * 28)


def test_parameters__of_a_regime__lock_maturity_and_reason() -> None:
    regime: Regime = reg_d(8, us_person=1, qib=4)
    names = [(name, number) for name, number, _ in regime.parameters()]
    assert names == [("LOCKED", 8), ("MATURED", 8), ("REASON", 8)]
    assert rule_144a(4).locked.lock_end(1) == NEVER
