"""The trees of the benchmark's lists."""

from __future__ import annotations

import pytest
from web3 import Web3

from benchmarks.merkle_tree import MerkleTree

LEAVES = [bytes(Web3.keccak(number.to_bytes(32, "big"))) for number in range(102)]


def climb(leaf: bytes, proof: list[bytes]) -> bytes:
    """The root that a contract finds."""
    for partner in proof:
        leaf = bytes(Web3.keccak(min(leaf, partner) + max(leaf, partner)))
    return leaf


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 102])
def test_proof__of_every_leaf__leads_to_the_root(count: int) -> None:
    tree = MerkleTree(LEAVES[:count])
    for index, leaf in enumerate(LEAVES[:count]):
        assert climb(leaf, tree.proof(index)) == tree.root


def test_proof__of_another_leaf__leads_elsewhere() -> None:
    tree = MerkleTree(LEAVES)
    assert climb(LEAVES[1], tree.proof(0)) != tree.root


def test_proof__of_the_first_of_a_hundred_and_two__has_seven_hashes() -> None:
    assert len(MerkleTree(LEAVES).proof(0)) == 7
