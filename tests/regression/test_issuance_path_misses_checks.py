"""On peers units were issued to wallets that a transfer would not have reached, and while everything was paused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.office.helpers import EVIDENCE, freeze, pause, recover, refused, sanction
from tests.world import COMMON, DE, FAR, KP, NOWHERE, US_PERSON, World, bytes32, spare_account

Issue = Callable[[World, Any], Any]


def _by(world: World) -> dict[str, Any]:
    return {"from": world.issuer}


WAYS: dict[str, Issue] = {
    "issue": lambda w, to: w.security.issue(to, 1, b"", _by(w)),
    "issueByPartition": lambda w, to: w.security.issueByPartition(COMMON, to, 1, b"", _by(w)),
    "issueBatch": lambda w, to: w.security.issueBatch(COMMON, [w.investor_ch, to], [1, 1], b"", _by(w)),
    "mint": lambda w, to: w.security.mint(to, 1, _by(w)),
    "batchMint": lambda w, to: w.security.batchMint([w.investor_ch, to], [1, 1], _by(w)),
    "multicall": lambda w, to: w.security.multicall([w.security.mint.encode_input(to, 1)], _by(w)),
}

OBSTACLES: dict[str, tuple[Callable[[World], Any], int, str]] = {
    "paused": (lambda w: pause(w, 2), 0x54, "PAUSED"),
    "class stopped": (
        lambda w: w.security.setPartitionFrozen(COMMON, True, {"from": w.freezer}),
        0x54,
        "PARTITION_FROZEN",
    ),
    "renounced": (
        lambda w: w.security.renounceIssuance("I renounce for ever to issue units of TEST.", {"from": w.admin}),
        0x50,
        "ISSUANCE_RENOUNCED",
    ),
    "terms missing": (
        lambda w: w.security.setTermsDocument(bytes32("TERMS"), {"from": w.configurer}),
        0x50,
        "TERMS_DOCUMENT_MISSING",
    ),
    "capital": (lambda w: w.security.setAuthorised(COMMON, 0, {"from": w.configurer}), 0x50, "AUTHORISED_EXCEEDED"),
    "frozen": (lambda w: freeze(w, w.investor_de), 0x57, "RECEIVER_FROZEN"),
    "sanctioned": (lambda w: sanction(w, w.investor_de), 0x57, "RECEIVER_SANCTIONED"),
    "expired": (lambda w: w.admit(w.investor_de, DE, 1), 0x57, "RECEIVER_KYC_EXPIRED"),
    "country": (lambda w: w.admit(w.investor_de, KP), 0x57, "JURISDICTION_BLOCKED"),
    "attribute": (
        lambda w: (w.admit(w.investor_de, DE, attributes=US_PERSON), w.set_terms(forbidAny=US_PERSON)),
        0x57,
        "ATTRIBUTE_FORBIDDEN",
    ),
    "accreditation": (
        lambda w: (w.admit(w.investor_ch, accredited=FAR), w.set_terms(accreditedOnly=True)),
        0x57,
        "ACCREDITATION_REQUIRED",
    ),
    "removed": (
        lambda w: w.security.removeMember(w.investor_de, {"from": w.admitter}),
        0x57,
        "RECEIVER_NOT_REGISTERED",
    ),
    "lost": (lambda w: recover(w, w.investor_de, spare_account(0)), 0x57, "RECEIVER_NOT_REGISTERED"),
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
@pytest.mark.parametrize("way", WAYS)
def test_issue__each_way__meets_every_check_and_nobody_gets_any(world: World, way: str, obstacle: str) -> None:
    spoil, status, reason = OBSTACLES[obstacle]
    spoil(world)
    guilty = world.investor_de if status == 0x57 else world.security
    with refused(world, status, reason, guilty):
        WAYS[way](world, world.investor_de)
    assert world.security.totalSupply() == 0


@pytest.mark.parametrize("way", WAYS)
def test_issue__each_way__not_to_nobody_nor_to_the_security(world: World, way: str) -> None:
    with refused(world, 0x57, "ZERO_ADDRESS", NOWHERE):
        WAYS[way](world, NOWHERE)
    with refused(world, 0x57, "RECEIVER_NOT_REGISTERED", world.security):
        WAYS[way](world, world.security)


@pytest.mark.parametrize("way", WAYS)
def test_issue__each_way__after_the_terms_are_there(world: World, way: str) -> None:
    world.security.setTermsDocument(bytes32("TERMS"), {"from": world.configurer})
    world.security.setDocument(bytes32("TERMS"), "", EVIDENCE, {"from": world.configurer})
    WAYS[way](world, world.investor_de)
    assert world.security.balanceOf(world.investor_de) == 1
