"""Merkle trees as OpenZeppelin's MerkleProof reads them: pairs are hashed in rising order, a single one goes up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eth_utils import keccak


@dataclass(frozen=True)
class Tree:
    """`layers` from the leaves to the root."""

    layers: tuple[tuple[bytes, ...], ...]

    @property
    def root(self) -> bytes:
        """What the declaration names."""
        return self.layers[-1][0]

    def proof(self, place: int) -> list[bytes]:
        """The hashes beside the way from a leaf to the root."""
        found = []
        for layer in self.layers[:-1]:
            sibling = place ^ 1
            if sibling < len(layer):
                found.append(layer[sibling])
            place //= 2
        return found


def tree_of(leaves: Sequence[bytes]) -> Tree:
    """The tree of some leaves, in their order; ValueError without any."""
    if not leaves:
        raise ValueError("a tree needs a leaf")
    layers = [tuple(leaves)]
    while len(layers[-1]) > 1:
        layers.append(_above(layers[-1]))
    return Tree(tuple(layers))


def is_proven(leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf to the root."""
    for sibling in proof:
        leaf = _pair(leaf, sibling)
    return leaf == root


def _above(layer: tuple[bytes, ...]) -> tuple[bytes, ...]:
    pairs = [_pair(layer[place], layer[place + 1]) for place in range(0, len(layer) - 1, 2)]
    return (*pairs, layer[-1]) if len(layer) % 2 else tuple(pairs)


def _pair(one: bytes, other: bytes) -> bytes:
    return keccak(min(one, other) + max(one, other))
