"""Sanctions lists: the file, the root, and who can prove to be on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from eth_account import Account
from eth_utils import keccak

from scripts.lib.problems import DeskError
from scripts.lib.sanctions import SanctionsTree, leaf, read_list, verifies
from tests.unit.desk.problems import finds

FIRST, SECOND, THIRD = (Account.from_key(number.to_bytes(32, "big")).address for number in (1, 2, 3))


def test_read_list__lines__in_order_and_once(write: Callable[..., Path]) -> None:
    file = write(f"{SECOND}\n\n  {FIRST.lower()}\r\n{SECOND.lower()}\n")
    assert read_list(file) == (SECOND, FIRST)


def test_read_list__what_is_no_address__every_line(write: Callable[..., Path]) -> None:
    wrong = FIRST[:-1] + FIRST[-1].swapcase() if FIRST[-1].isalpha() else FIRST.replace("E", "e", 1)
    file = write(f"{FIRST}\nsomebody\n{wrong}\n0x{'0' * 40}\n")
    with finds((2, "not an address"), (3, "wrong checksum"), (4, "the zero address")):
        read_list(file)


def test_read_list__empty__said(write: Callable[..., Path]) -> None:
    with finds((0, "no address")):
        read_list(write("\n"))


def test_root__of_one_address__its_leaf() -> None:
    tree = SanctionsTree([FIRST])
    assert tree.root == leaf(FIRST) == keccak(keccak(bytes(12) + bytes.fromhex(FIRST[2:])))
    assert tree.proof(FIRST) == ()


def test_root__of_three__as_drawn_on_paper() -> None:
    """The two smallest leaves share a parent, and the largest stands beside that."""
    low, middle, high = sorted(map(leaf, (FIRST, SECOND, THIRD)))
    pair = keccak(low + middle)
    assert SanctionsTree([FIRST, SECOND, THIRD]).root == keccak(min(pair, high) + max(pair, high))


def test_root__in_any_order_and_twice__the_same() -> None:
    assert SanctionsTree([FIRST, SECOND, THIRD]).root == SanctionsTree([THIRD, FIRST, SECOND, FIRST]).root


def test_tree__of_nobody__refused() -> None:
    with pytest.raises(DeskError):
        SanctionsTree([])


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 8, 13, 64, 100])
def test_proof__of_each_on_the_list__verifies_for_it_alone(size: int) -> None:
    addresses = [Account.from_key((100 + number).to_bytes(32, "big")).address for number in range(size)]
    tree = SanctionsTree(addresses)
    for address in addresses:
        assert verifies(tree.root, address, tree.proof(address))
        assert not verifies(tree.root, FIRST, tree.proof(address))
    with pytest.raises(DeskError, match="not on the list"):
        tree.proof(FIRST)
