"""ERC-5267: what a wallet needs to build the domain of a signature is told, and is the domain that counts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.erc.signing import CHAIN, domain_hash
from tests.erc.spoken import answer, said, through
from tests.erc.standards import ERC2612, ERC5267
from tests.world import World


@pytest.fixture(scope="module")
def domain(world: World) -> Any:
    return through(world.security, ERC5267, ERC2612)


def test_eip712Domain__each_field(world: World, domain: Any) -> None:
    fields, name, version, chain_id, contract, salt, extensions = answer(domain, "eip712Domain")
    assert fields == b"\x0f"  # name, version, chainId, verifyingContract; no salt
    assert (name, version, chain_id) == ("Scrip", "1", CHAIN)
    assert contract == world.security.address
    assert (salt, extensions) == (bytes(32), ())


def test_eip712Domain__hashed__is_the_separator_of_erc2612(world: World, domain: Any) -> None:
    _, name, version, chain_id, _, _, _ = answer(domain, "eip712Domain")
    assert domain_hash(world.security, chain_id, name, version) == answer(domain, "DOMAIN_SEPARATOR")


def test_eip712Domain__security_renamed__stays_with_no_event(world: World, domain: Any) -> None:
    """On a peer the domain bore the security's name, and a new name made every signature worthless."""
    before = answer(domain, "eip712Domain"), answer(domain, "DOMAIN_SEPARATOR")
    for tx in (
        world.security.setName("Another Security", {"from": world.configurer}),
        world.security.setSymbol("OTHER", {"from": world.configurer}),
    ):
        assert said(tx, ERC5267) == []
    assert (answer(domain, "eip712Domain"), answer(domain, "DOMAIN_SEPARATOR")) == before


def test_eip712Domain__of_the_parts_themselves__is_not_the_domain_of_the_security(world: World, domain: Any) -> None:
    """The registrar answers by itself as well, with its own address: what is signed for it is good nowhere."""
    part = through(world.deployed.registrar, ERC5267, ERC2612)
    assert answer(part, "eip712Domain")[4] == world.deployed.registrar.address
    assert answer(part, "DOMAIN_SEPARATOR") != answer(domain, "DOMAIN_SEPARATOR")
