"""ERC-165: the ids that the security claims are those of the standards, computed from the standards' own lines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.erc import standards
from tests.erc.abi import Abi, interface_id
from tests.erc.spoken import answer, through
from tests.world import World

CALLDATA_GAS = 21_000 + 36 * 16  # what any transaction with that data pays before it runs

CLAIMED: list[tuple[str, Abi, str]] = [
    ("ERC-165", standards.ERC165, "0x01ffc9a7"),
    ("ERC-20", standards.ERC20, "0x36372b07"),
    ("ERC-20 metadata", standards.ERC20_METADATA, "0xa219a025"),
    ("ERC-1404", standards.ERC1404, "0xab84a5c8"),
    ("ERC-1404 with the spender", standards.ERC1404_SPENDER, "0x78a8de7d"),
    ("ERC-1410", standards.ERC1410, "0x063ae966"),
    ("ERC-1594", standards.ERC1594, "0x27cac147"),
    ("ERC-1643", standards.ERC1643, "0xecfecec8"),
    ("ERC-1644", standards.ERC1644, "0x953cc54c"),
    ("ERC-2612", standards.ERC2612, "0x9d8ff7da"),
    ("ERC-5267", standards.ERC5267, "0x84b0196e"),
    ("ERC-6372", standards.ERC6372, "0xda287a1d"),
    ("ERC-7943", standards.ERC7943, "0x3edbb4c4"),
    ("ERC-8056", standards.ERC8056, "0xa60bf13d"),
    ("ERC-8056 pending", standards.ERC8056_PENDING, "0x4bd27648"),
    ("ERC-8056 conversion", standards.ERC8056_CONVERSION, "0x57854fc3"),
    ("ERC-8056 balances", standards.ERC8056_BALANCES, "0xd890fd71"),
]


@pytest.fixture(scope="module")
def probe(world: World) -> Any:
    return through(world.security, standards.ERC165)


@pytest.mark.parametrize(("name", "lines", "published"), CLAIMED, ids=[name for name, _, _ in CLAIMED])
def test_supportsInterface__each_standard__its_selectors_make_the_published_id(
    probe: Any, name: str, lines: Abi, published: str
) -> None:
    assert interface_id(lines) == published
    assert answer(probe, "supportsInterface", bytes.fromhex(published[2:])) is True


@pytest.mark.parametrize(
    "identifier",
    [
        "ffffffff",  # which ERC-165 forbids
        "00000000",
        "29388973",  # ERC-7943 as drafted before
        "41c4fbad",  # ERC-7943 for many tokens
        "b97d944c",  # ERC-3643, of which a part is here
        "e90fb3f6",  # votes by delegation
    ],
)
def test_supportsInterface__what_is_not_here__denied(probe: Any, identifier: str) -> None:
    assert answer(probe, "supportsInterface", bytes.fromhex(identifier)) is False


def test_supportsInterface__part_of_erc3643__its_id_is_not_claimed(probe: Any) -> None:
    assert answer(probe, "supportsInterface", bytes.fromhex(interface_id(standards.ERC3643)[2:])) is False


@pytest.mark.parametrize("identifier", ["3edbb4c4", "ffffffff"])
def test_supportsInterface__gas__below_the_limit_of_the_erc(world: World, probe: Any, identifier: str) -> None:
    tx = probe.supportsInterface.transact("0x" + identifier, {"from": world.stranger})
    assert tx.gas_used - CALLDATA_GAS < 30_000
