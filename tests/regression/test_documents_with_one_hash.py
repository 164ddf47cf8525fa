"""A peer listed documents by their hashes: two with one hash were one, and a replaced one stayed listed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.office.helpers import hexed
from tests.world import World, bytes32

NAMES = [bytes32(name) for name in ("ARTICLES", "PROSPECTUS", "TERMS")]
HASH, OTHER_HASH = b"\x11" * 32, b"\x22" * 32


def put(world: World, name: bytes, document_hash: bytes = HASH, uri: str = "https://example.org/d") -> Any:
    return world.security.setDocument(name, uri, document_hash, {"from": world.configurer})


def listed(world: World) -> list[bytes]:
    return sorted(bytes(name) for name in world.security.getAllDocuments())


@pytest.mark.parametrize("first", range(3))
def test_documents__of_one_hash__listed_and_removed_one_by_one(world: World, first: int) -> None:
    for name in NAMES:
        put(world, name)
    assert listed(world) == NAMES
    left = list(NAMES)
    for name in NAMES[first:] + NAMES[:first]:
        event = world.security.removeDocument(name, {"from": world.configurer}).events["DocumentRemoved"]
        assert (event["name"], event["documentHash"]) == (hexed(name), hexed(HASH))
        left.remove(name)
        assert listed(world) == left
        for other in left:
            assert world.security.getDocument(other)[1] == hexed(HASH)
        with reverts(world.security, "UnknownDocument", name):
            world.security.removeDocument(name, {"from": world.configurer})


def test_document__replaced__listed_once_and_the_old_hash_is_gone(world: World) -> None:
    for document_hash in (HASH, OTHER_HASH, HASH):
        put(world, NAMES[0], document_hash, "ipfs://x")
    assert listed(world) == NAMES[:1]
    assert tuple(world.security.getDocument(NAMES[0]))[:2] == ("ipfs://x", hexed(HASH))


def test_document__removed_and_set_again__listed_once(world: World) -> None:
    for name in NAMES:
        put(world, name)
    world.security.removeDocument(NAMES[1], {"from": world.configurer})
    assert tuple(world.security.getDocument(NAMES[1])) == ("", hexed(bytes(32)), 0)
    put(world, NAMES[1], OTHER_HASH)
    assert listed(world) == NAMES
    world.security.removeDocument(NAMES[2], {"from": world.configurer})
    assert listed(world) == NAMES[:2]
