"""Merkle trees: every proof leads to the root, and no other leaf does."""

from __future__ import annotations

import pytest
from eth_utils import keccak
from hypothesis import given
from hypothesis import strategies as st

from scripts.lib.dividends.merkle import is_proven, tree_of


def leaves(count: int) -> list[bytes]:
    return [keccak(number.to_bytes(32, "big")) for number in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 9, 33, 1_000])
def test_proof__every_leaf__leads_to_the_root(count: int) -> None:
    tree = tree_of(leaves(count))
    assert all(is_proven(leaf, tree.proof(place), tree.root) for place, leaf in enumerate(leaves(count)))


def test_proof__another_leaf__does_not(count: int = 9) -> None:
    tree = tree_of(leaves(count))
    assert not is_proven(leaves(10)[9], tree.proof(8), tree.root)
    assert not is_proven(leaves(10)[0], tree.proof(1)[1:], tree.root)


@given(st.integers(1, 200), st.data())
def test_proof__length__at_most_the_height(count: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, count - 1))
    assert len(tree_of(leaves(count)).proof(place)) <= (count - 1).bit_length()


def test_tree__single_leaf__is_the_root() -> None:
    [leaf] = leaves(1)
    assert tree_of([leaf]).root == leaf and tree_of([leaf]).proof(0) == []


def test_tree__nobody__refused() -> None:
    with pytest.raises(ValueError, match="a tree needs a leaf"):
        tree_of([])
