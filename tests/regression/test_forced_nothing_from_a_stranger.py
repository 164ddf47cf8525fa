"""Forcing a transfer of nothing from a wallet without an entry wrote its word: at its admission in a later epoch the
two epochs ran together, and its history had no end."""

from __future__ import annotations

import pytest

from tests.errors import reverts
from tests.world import COMMON, NOWHERE, World, bytes32, code

FORCED_TRANSFER, FORCED_REDEEM = 3, 4


@pytest.mark.parametrize("kind", [FORCED_TRANSFER, FORCED_REDEEM])
def test_forced__nothing_from_a_stranger__refused_and_nothing_written(world: World, kind: int) -> None:
    security, stranger = world.security, world.stranger
    world.record_now()
    receiver = world.investor_ch if kind == FORCED_TRANSFER else NOWHERE
    arguments = (kind, COMMON, world.controller, stranger, receiver, 0)
    assert code(security.explainMovement(*arguments)[0]) == 0x56
    with reverts(security, "Refused", b"\x56", bytes32("SENDER_NOT_REGISTERED"), stranger):
        if kind == FORCED_TRANSFER:
            security.controllerTransfer(stranger, receiver, 0, b"", b"", {"from": world.controller})
        else:
            security.controllerRedeem(stranger, 0, b"", b"", {"from": world.controller})
    assert security.wordOf(stranger) == 0


def test_balanceOfAt__after_the_attempt_and_an_admission__ends(world: World) -> None:
    security, stranger = world.security, world.stranger
    date = world.record_now()
    world.admit(stranger)
    world.issue(stranger, 5)
    assert security.balanceOfAt(COMMON, stranger, date) == 0
    assert security.balanceOfAt(COMMON, stranger, world.record_now()) == 5
