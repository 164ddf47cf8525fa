"""ERC-1643 by its own interface: documents and the list of their names; and issuance that waits for one."""

from __future__ import annotations

from typing import Any

import pytest
from eth_utils import keccak

from tests import clock
from tests.erc.spoken import answer, said, through
from tests.erc.standards import ERC1643
from tests.errors import reverts
from tests.world import COMMON, World, bytes32

TERMS, PROSPECTUS, ARTICLES = (bytes32(label) for label in ("TERMS", "PROSPECTUS", "ARTICLES"))
NAMES = (TERMS, PROSPECTUS, ARTICLES)
URI, OTHER_URI = (
    "https://issuer.example/terms.pdf",
    "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
)
HASH, OTHER_HASH = keccak(text="one"), keccak(text="another")
NONE = ("", bytes(32), 0)


@pytest.fixture(scope="module")
def archive(world: World) -> Any:
    return through(world.security, ERC1643)


def put(world: World, archive: Any, name: bytes, uri: str = URI, digest: bytes = HASH) -> Any:
    return archive.setDocument(name, uri, digest, {"from": world.configurer})


def drop(world: World, archive: Any, name: bytes) -> Any:
    return archive.removeDocument(name, {"from": world.configurer})


def listed(archive: Any) -> set[bytes]:
    """The names, of which each must stand there once."""
    names = answer(archive, "getAllDocuments")
    assert len(set(names)) == len(names)
    return set(names)


def event(kind: str, name: bytes, uri: str = URI, digest: bytes = HASH) -> list[tuple[str, dict[str, Any]]]:
    return [(kind, {"name": name, "uri": uri, "documentHash": digest})]


# SETTING


def test_setDocument__first_one__stored_listed_and_told(world: World, archive: Any) -> None:
    assert listed(archive) == set()
    assert answer(archive, "setDocument", TERMS, URI, HASH, sender=world.configurer) == ()
    assert said(put(world, archive, TERMS), ERC1643) == event("DocumentUpdated", TERMS)
    assert answer(archive, "getDocument", TERMS) == (URI, HASH, clock.now())
    assert answer(archive, "getAllDocuments") == (TERMS,)


def test_setDocument__again__replaces_and_stays_listed_once(world: World, archive: Any) -> None:
    put(world, archive, TERMS)
    clock.pass_time(1_000)
    tx = put(world, archive, TERMS, OTHER_URI, OTHER_HASH)
    assert said(tx, ERC1643) == event("DocumentUpdated", TERMS, OTHER_URI, OTHER_HASH)
    assert answer(archive, "getDocument", TERMS) == (OTHER_URI, OTHER_HASH, clock.now())
    assert answer(archive, "getAllDocuments") == (TERMS,)


def test_setDocument__same_again__time_is_new(world: World, archive: Any) -> None:
    put(world, archive, TERMS)
    first = answer(archive, "getDocument", TERMS)[2]
    clock.pass_time(1_000)
    put(world, archive, TERMS)
    assert answer(archive, "getDocument", TERMS) == (URI, HASH, clock.now())
    assert clock.now() >= first + 1_000


def test_setDocument__same_content_under_two_names__both_are_there_and_go_apart(world: World, archive: Any) -> None:
    """On a peer the list was of hashes, and the second document of one hash broke it."""
    put(world, archive, TERMS)
    put(world, archive, PROSPECTUS)
    assert listed(archive) == {TERMS, PROSPECTUS}
    drop(world, archive, TERMS)
    assert answer(archive, "getAllDocuments") == (PROSPECTUS,)
    assert answer(archive, "getDocument", PROSPECTUS)[:2] == (URI, HASH)
    assert answer(archive, "getDocument", TERMS) == NONE


@pytest.mark.parametrize("uri", ["", "x" * 31, "x" * 32, "x" * 500, "ä€𝄞"])
def test_setDocument__address_of_each_length__kept_whole(world: World, archive: Any, uri: str) -> None:
    put(world, archive, TERMS, "y" * 100)
    put(world, archive, TERMS, uri)
    assert answer(archive, "getDocument", TERMS)[0] == uri
    assert said(drop(world, archive, TERMS), ERC1643) == event("DocumentRemoved", TERMS, uri)


@pytest.mark.parametrize(("name", "digest"), [(bytes(32), HASH), (TERMS, bytes(32)), (bytes(32), bytes(32))])
def test_setDocument__no_name_or_no_hash__refused(world: World, archive: Any, name: bytes, digest: bytes) -> None:
    with reverts(world.security, "InvalidDocument", name, digest):
        put(world, archive, name, URI, digest)
    assert listed(archive) == set()


def test_getDocument__unknown__empty(archive: Any) -> None:
    assert answer(archive, "getDocument", TERMS) == NONE
    assert answer(archive, "getDocument", bytes(32)) == NONE


@pytest.mark.parametrize("method", ["setDocument", "removeDocument", "setTermsDocument"])
def test_documents__by_a_stranger__refused(world: World, archive: Any, method: str) -> None:
    put(world, archive, TERMS)
    arguments = (TERMS, OTHER_URI, OTHER_HASH) if method == "setDocument" else (TERMS,)
    role = keccak(text="scrip.CONFIGURER")
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.stranger, role):
        getattr(world.security, method)(*arguments, {"from": world.stranger})
    assert answer(archive, "getDocument", TERMS)[:2] == (URI, HASH)


# REMOVAL


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0), (0, 2, 1), (2, 0, 1)])
def test_removeDocument__first_middle_last__list_is_right_after_each(
    world: World, archive: Any, order: tuple[int, ...]
) -> None:
    for number, name in enumerate(NAMES):
        put(world, archive, name, f"{URI}#{number}", keccak(number))
    left = set(NAMES)
    for number in order:
        name = NAMES[number]
        tx = drop(world, archive, name)
        assert said(tx, ERC1643) == event("DocumentRemoved", name, f"{URI}#{number}", keccak(number))
        left -= {name}
        assert listed(archive) == left
        for other in left:
            index = NAMES.index(other)
            assert answer(archive, "getDocument", other)[:2] == (f"{URI}#{index}", keccak(index))
        assert answer(archive, "getDocument", name) == NONE


def test_removeDocument__and_set_anew__listed_once(world: World, archive: Any) -> None:
    for name in NAMES:
        put(world, archive, name)
    drop(world, archive, TERMS)
    put(world, archive, TERMS, OTHER_URI, OTHER_HASH)
    assert listed(archive) == set(NAMES)
    for name in NAMES:
        drop(world, archive, name)
    assert listed(archive) == set()


def test_removeDocument__replaced_before__event_has_the_last_values(world: World, archive: Any) -> None:
    put(world, archive, TERMS)
    put(world, archive, TERMS, OTHER_URI, OTHER_HASH)
    assert said(drop(world, archive, TERMS), ERC1643) == event("DocumentRemoved", TERMS, OTHER_URI, OTHER_HASH)


def test_removeDocument__unknown__refused_also_a_second_time(world: World, archive: Any) -> None:
    put(world, archive, PROSPECTUS)
    with reverts(world.security, "UnknownDocument", TERMS):
        drop(world, archive, TERMS)
    drop(world, archive, PROSPECTUS)
    with reverts(world.security, "UnknownDocument", PROSPECTUS):
        drop(world, archive, PROSPECTUS)


# TERMS DOCUMENT

ISSUES = {
    "issue": lambda w: w.security.issue(w.investor_ch, 1, b"", {"from": w.issuer}),
    "issueByPartition": lambda w: w.issue(w.investor_ch, 1),
    "issueBatch": lambda w: w.security.issueBatch(COMMON, [w.investor_ch], [1], b"", {"from": w.issuer}),
    "mint": lambda w: w.security.mint(w.investor_ch, 1, {"from": w.issuer}),
    "batchMint": lambda w: w.security.batchMint([w.investor_ch], [1], {"from": w.issuer}),
}


def require(world: World, name: bytes) -> Any:
    return world.security.setTermsDocument(name, {"from": world.configurer})


@pytest.mark.parametrize("way", ISSUES)
def test_setTermsDocument__not_there__nothing_is_issued_until_it_is(world: World, archive: Any, way: str) -> None:
    tx = require(world, TERMS)
    assert tx.events["TermsDocumentSet"]["name"] == "0x" + TERMS.hex()
    assert bytes(world.security.termsDocument()) == TERMS
    put(world, archive, PROSPECTUS)
    with reverts(world.security, "Refused", b"\x50", bytes32("TERMS_DOCUMENT_MISSING"), world.security):
        ISSUES[way](world)
    put(world, archive, TERMS)
    ISSUES[way](world)
    assert world.security.totalSupply() == 1


def test_setTermsDocument__removed_afterwards__waits_again(world: World, archive: Any) -> None:
    put(world, archive, TERMS)
    put(world, archive, PROSPECTUS)
    require(world, TERMS)
    drop(world, archive, PROSPECTUS)
    world.issue(world.investor_ch, 1)
    drop(world, archive, TERMS)
    with reverts(world.security, "Refused", b"\x50", bytes32("TERMS_DOCUMENT_MISSING"), world.security):
        world.issue(world.investor_ch, 1)
    put(world, archive, TERMS, OTHER_URI, OTHER_HASH)
    world.issue(world.investor_ch, 1)


def test_setTermsDocument__lifted__issuance_goes_on_without(world: World) -> None:
    require(world, TERMS)
    with reverts(world.security, "Refused", b"\x50", bytes32("TERMS_DOCUMENT_MISSING"), world.security):
        world.issue(world.investor_ch, 1)
    require(world, bytes(32))
    assert bytes(world.security.termsDocument()) == bytes(32)
    world.issue(world.investor_ch, 1)


def test_setTermsDocument__another_one__decides_at_once(world: World, archive: Any) -> None:
    put(world, archive, TERMS)
    require(world, TERMS)
    world.issue(world.investor_ch, 1)
    require(world, PROSPECTUS)
    with reverts(world.security, "Refused", b"\x50", bytes32("TERMS_DOCUMENT_MISSING"), world.security):
        world.issue(world.investor_ch, 1)
    require(world, TERMS)
    world.issue(world.investor_ch, 1)


def test_setTermsDocument__not_there__view_says_so_and_the_rest_goes_on(world: World) -> None:
    world.issue(world.investor_ch, 10)
    require(world, TERMS)
    view = world.security.explainMovement(1, COMMON, world.issuer, "0x" + "00" * 20, world.investor_ch, 1)
    assert (bytes(view[0]), bytes(view[1]), view[2]) == (b"\x50", bytes32("TERMS_DOCUMENT_MISSING"), world.security)
    assert world.security.isIssuable() is True
    world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
    world.security.redeem(1, b"", {"from": world.investor_ch})
    world.security.burn(world.investor_ch, 1, {"from": world.controller})
