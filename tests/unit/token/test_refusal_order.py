"""The refusal order, case by case: each step refuses with its code, reason and guilty party, before all later ones.

Each case breaks one thing. `test_order` breaks all things from a step on at once, so that only the order decides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.world import COMMON, NOWHERE, PREFERRED, QIB, US_PERSON, World, bytes32, code, text

FOREVER = 2**32 - 1
FUNDS = 100
REASON = bytes32("TEST")

Break = Callable[[World], Any]


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """Every investor holds 100 units of COMMON, the fund 100 of PREFERRED."""
    world.issue_all(FUNDS)
    world.issue_all(FUNDS, PREFERRED)
    return world


def pause(world: World) -> None:
    world.security.pauseUntil(1, FOREVER, REASON, {"from": world.pauser})


def sanction_sender(world: World) -> None:
    world.security.setSanctioned(world.investor_ch, True, {"from": world.freezer})


def freeze_sender(world: World) -> None:
    world.security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer})


def expire_sender(world: World) -> None:
    world.admit(world.investor_ch, through=1)


def sanction_receiver(world: World) -> None:
    world.security.setSanctioned(world.investor_de, True, {"from": world.freezer})


def freeze_receiver(world: World) -> None:
    world.security.setAddressFrozen(world.investor_de, True, {"from": world.freezer})


def close_country(world: World) -> None:
    world.security.setCountriesClosed([276], True, {"from": world.configurer})


def expire_receiver(world: World) -> None:
    world.admit(world.investor_de, 276, 1)


def accredited_only(world: World) -> None:
    world.set_terms(accreditedOnly=True)


def require_attribute(world: World) -> None:
    world.set_terms(requireAll=QIB)


def forbid_attribute(world: World) -> None:
    world.admit(world.investor_de, 276, attributes=US_PERSON)
    world.set_terms(forbidAny=US_PERSON)


def freeze_units(world: World) -> None:
    world.security.setFrozenTokens(world.investor_ch, FUNDS, {"from": world.freezer})


def lock_partition(world: World) -> None:
    world.set_terms(unlockAt=FOREVER)


CASES: list[tuple[Break, int, str, str]] = [
    (pause, 0x54, "PAUSED", "security"),
    (sanction_sender, 0x56, "SENDER_SANCTIONED", "investor_ch"),
    (freeze_sender, 0x56, "SENDER_FROZEN", "investor_ch"),
    (expire_sender, 0x56, "SENDER_KYC_EXPIRED", "investor_ch"),
    (sanction_receiver, 0x57, "RECEIVER_SANCTIONED", "investor_de"),
    (freeze_receiver, 0x57, "RECEIVER_FROZEN", "investor_de"),
    (close_country, 0x57, "JURISDICTION_BLOCKED", "investor_de"),
    (expire_receiver, 0x57, "RECEIVER_KYC_EXPIRED", "investor_de"),
    (accredited_only, 0x57, "ACCREDITATION_REQUIRED", "investor_de"),
    (require_attribute, 0x57, "ATTRIBUTE_REQUIRED", "investor_de"),
    (forbid_attribute, 0x57, "ATTRIBUTE_FORBIDDEN", "investor_de"),
    (freeze_units, 0x55, "PARTIALLY_FROZEN", "investor_ch"),
    (lock_partition, 0x55, "PARTITION_LOCKED", "investor_ch"),
]


def expect(world: World, status: int, reason: str, guilty: Any, sender: Any, receiver: Any, units: int = 1) -> None:
    """Both views and the transfer itself refuse alike."""
    seen = world.restriction(sender, receiver, units)
    assert (code(seen[0]), text(seen[1]), seen[2]) == (status, reason, guilty)
    view = world.security.canTransfer["address,uint256,bytes"](receiver, units, b"", {"from": sender})
    assert (code(view[0]), text(view[1])) == (status, reason)
    with reverts(world.security, "Refused", bytes([status]), bytes32(reason), guilty):
        world.security.transfer(receiver, units, {"from": sender})


@pytest.mark.parametrize(("spoil", "status", "reason", "guilty"), CASES, ids=[case[2] for case in CASES])
def test_transfer__one_thing_wrong__refused_with_its_reason(
    market: World, spoil: Break, status: int, reason: str, guilty: str
) -> None:
    spoil(market)
    culprit = getattr(market, guilty)
    expect(market, status, reason, getattr(culprit, "address", culprit), market.investor_ch, market.investor_de)


@pytest.mark.parametrize("position", range(len(CASES)), ids=[case[2] for case in CASES])
def test_order__everything_from_here_on_wrong__first_reason_wins(market: World, position: int) -> None:
    """The cases spoil from the last to the first, so what two of them set differently stays as the first needs it."""
    for spoil, *_ in reversed(CASES[position:]):
        spoil(market)
    _, status, reason, guilty = CASES[position]
    culprit = getattr(market, guilty)
    expect(market, status, reason, getattr(culprit, "address", culprit), market.investor_ch, market.investor_de)


def test_transfer__nothing_wrong__allowed(market: World) -> None:
    seen = market.restriction(market.investor_ch, market.investor_de, FUNDS)
    assert (code(seen[0]), text(seen[1]), seen[2]) == (0x51, "", NOWHERE)
    market.security.transfer(market.investor_de, FUNDS, {"from": market.investor_ch})
    assert market.security.balanceOf(market.investor_de) == 2 * FUNDS


def test_transfer__sender_unknown__refused_before_its_balance(market: World) -> None:
    expect(
        market,
        0x56,
        "SENDER_NOT_REGISTERED",
        market.stranger,
        market.stranger,
        market.investor_de,
        units=FUNDS + 1,
    )


def test_transfer__balance_too_small__erc6093_error(market: World) -> None:
    seen = market.restriction(market.investor_ch, market.investor_de, FUNDS + 1)
    assert (code(seen[0]), text(seen[1]), seen[2]) == (0x52, "INSUFFICIENT_BALANCE", market.investor_ch)
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, FUNDS, FUNDS + 1):
        market.security.transfer(market.investor_de, FUNDS + 1, {"from": market.investor_ch})


def test_transfer__balance_too_small_and_sender_frozen__balance_comes_first(market: World) -> None:
    freeze_sender(market)
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, FUNDS, FUNDS + 1):
        market.security.transfer(market.investor_de, FUNDS + 1, {"from": market.investor_ch})


def test_transferFrom__allowance_too_small__erc6093_error_after_balance(market: World) -> None:
    security, holder, spender = market.security, market.investor_ch, market.operator
    security.approve(spender, 5, {"from": holder})
    freeze_sender(market)
    with reverts(security, "ERC20InsufficientAllowance", spender, 5, 6):
        security.transferFrom(holder, market.investor_de, 6, {"from": spender})
    with reverts(security, "ERC20InsufficientBalance", holder, FUNDS, FUNDS + 1):
        security.transferFrom(holder, market.investor_de, FUNDS + 1, {"from": spender})
    view = security.canTransferFrom(holder, market.investor_de, 6, b"", {"from": spender})
    assert (code(view[0]), text(view[1])) == (0x53, "INSUFFICIENT_ALLOWANCE")


def test_transfer__paused_and_no_operator__pause_comes_first(market: World) -> None:
    args = (COMMON, market.investor_ch, market.investor_de, 1, b"", b"")
    with reverts(market.security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), market.operator):
        market.security.operatorTransferByPartition(*args, {"from": market.operator})
    pause(market)
    with reverts(market.security, "Refused", b"\x54", bytes32("PAUSED"), market.security):
        market.security.operatorTransferByPartition(*args, {"from": market.operator})


def test_operatorTransfer__stranger_for_an_unknown_sender__operator_comes_first(market: World) -> None:
    args = (COMMON, market.stranger, market.investor_de, 1, b"", b"")
    with reverts(market.security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), market.operator):
        market.security.operatorTransferByPartition(*args, {"from": market.operator})


def test_transfer__unknown_partition__refused_also_for_nothing(market: World) -> None:
    nowhere = bytes32("NOWHERE")
    for units in (0, 1):
        seen = market.restriction(market.investor_ch, market.investor_de, units, nowhere)
        assert (code(seen[0]), text(seen[1]), seen[2]) == (0x50, "UNKNOWN_PARTITION", market.security)
        with reverts(market.security, "Refused", b"\x50", bytes32("UNKNOWN_PARTITION"), market.security):
            market.security.transferByPartition(nowhere, market.investor_de, units, b"", {"from": market.investor_ch})


def test_transfer__to_nobody__refused(market: World) -> None:
    expect(market, 0x57, "ZERO_ADDRESS", NOWHERE, market.investor_ch, NOWHERE)


def test_transfer__to_a_stranger__refused(market: World) -> None:
    expect(market, 0x57, "RECEIVER_NOT_REGISTERED", market.stranger, market.investor_ch, market.stranger)


def test_transfer__zero_units__meets_the_same_checks(market: World) -> None:
    expect(market, 0x57, "RECEIVER_NOT_REGISTERED", market.stranger, market.investor_ch, market.stranger, units=0)
    freeze_sender(market)
    expect(market, 0x56, "SENDER_FROZEN", market.investor_ch, market.investor_ch, market.investor_de, units=0)


def test_transfer__expired_sender_where_that_may_sell__allowed(market: World) -> None:
    expire_sender(market)
    market.security.setExpiredMaySell(True, {"from": market.configurer})
    market.security.transfer(market.investor_de, 1, {"from": market.investor_ch})


def test_transfer__last_second_of_admission__allowed_and_refused_one_second_later(market: World) -> None:
    day = clock.now() // 86_400 + 10
    market.admit(market.investor_de, 276, day)
    clock.block_at((day + 1) * 86_400 - 1)
    assert code(market.restriction(market.investor_ch, market.investor_de, 1)[0]) == 0x51
    clock.block_at((day + 1) * 86_400)
    expect(market, 0x57, "RECEIVER_KYC_EXPIRED", market.investor_de, market.investor_ch, market.investor_de)


def test_transfer__last_second_of_accreditation__allowed_and_refused_one_second_later(market: World) -> None:
    day = clock.now() // 86_400 + 10
    market.admit(market.investor_de, 276, accredited=day)
    accredited_only(market)
    clock.block_at((day + 1) * 86_400 - 1)
    assert code(market.restriction(market.investor_ch, market.investor_de, 1)[0]) == 0x51
    clock.block_at((day + 1) * 86_400)
    expect(market, 0x57, "ACCREDITATION_REQUIRED", market.investor_de, market.investor_ch, market.investor_de)


def test_transfer__partition_lock__opens_at_its_second_and_says_so(market: World) -> None:
    opening = clock.now() + 1_000
    market.set_terms(unlockAt=opening)
    assert market.restriction(market.investor_ch, market.investor_de, 1)[3] == opening
    clock.next_block_at(opening - 1)
    with reverts(market.security, "Refused", b"\x55", bytes32("PARTITION_LOCKED"), market.investor_ch):
        market.security.transfer(market.investor_de, 1, {"from": market.investor_ch})
    clock.next_block_at(opening)
    market.security.transfer(market.investor_de, 1, {"from": market.investor_ch})


def test_transfer__locked_but_from_or_to_the_treasury__allowed(market: World) -> None:
    lock_partition(market)
    market.security.transfer(market.treasury, 5, {"from": market.investor_ch})
    market.security.transfer(market.investor_de, 5, {"from": market.treasury})
    assert market.security.balanceOf(market.investor_de) == FUNDS + 5


def test_transfer__to_the_treasury_without_accreditation_or_attributes__allowed(market: World) -> None:
    market.set_terms(requireAll=QIB, accreditedOnly=True)
    market.security.transfer(market.treasury, 5, {"from": market.investor_ch})
    assert market.security.balanceOf(market.treasury) == 5


def test_transfer__between_wallets_of_one_investor__free_of_the_lock_with_its_reason(market: World) -> None:
    market.security.linkWallet(market.second_wallet_ch, market.investor_ch, {"from": market.admitter})
    lock_partition(market)
    seen = market.restriction(market.investor_ch, market.second_wallet_ch, FUNDS)
    assert (code(seen[0]), text(seen[1])) == (0x51, "SAME_IDENTITY")
    market.security.transfer(market.second_wallet_ch, FUNDS, {"from": market.investor_ch})


def test_transfer__between_wallets_of_one_investor__not_free_of_frozen_units(market: World) -> None:
    market.security.linkWallet(market.second_wallet_ch, market.investor_ch, {"from": market.admitter})
    freeze_units(market)
    expect(market, 0x55, "PARTIALLY_FROZEN", market.investor_ch, market.investor_ch, market.second_wallet_ch)


def test_transfer__part_frozen__free_part_moves_to_the_unit(market: World) -> None:
    market.security.setFrozenTokens(market.investor_ch, FUNDS - 30, {"from": market.freezer})
    expect(market, 0x55, "PARTIALLY_FROZEN", market.investor_ch, market.investor_ch, market.investor_de, units=31)
    market.security.transfer(market.investor_de, 30, {"from": market.investor_ch})


def test_transfer__more_frozen_than_held__nothing_moves_and_no_view_reverts(market: World) -> None:
    market.security.setFrozenTokens(market.investor_ch, 2**256 - 1, {"from": market.freezer})
    expect(market, 0x55, "PARTIALLY_FROZEN", market.investor_ch, market.investor_ch, market.investor_de)
    market.security.transfer(market.investor_de, 0, {"from": market.investor_ch})


def test_explainMovement__paused__tells_when_it_ends(market: World) -> None:
    until = clock.now() + 500
    market.security.pauseUntil(1, until, REASON, {"from": market.pauser})
    assert market.restriction(market.investor_ch, market.investor_de, 1)[3] == until + 1


def test_explainMovement__paused_for_ever__names_no_time(market: World) -> None:
    pause(market)
    assert market.restriction(market.investor_ch, market.investor_de, 1)[3] == 0


def test_explainMovement__nothing_by_a_stranger__allowed_as_transferFrom_would(market: World) -> None:
    args = (0, COMMON, market.operator, market.investor_ch, market.investor_de, 0)
    assert code(market.security.explainMovement(*args)[0]) == 0x51
    market.security.transferFrom(market.investor_ch, market.investor_de, 0, {"from": market.operator})
