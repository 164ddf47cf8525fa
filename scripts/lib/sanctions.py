"""A sanctions list as the rule SanctionsList takes it: addresses in a file, a Merkle root, and a proof for one of them.

The tree is the standard one of OpenZeppelin for a single column of type `address`, so that root and proofs are the same
whoever works them out: leaves hashed twice and in ascending order, the children of a node hashed in ascending order.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eth_utils import keccak, to_canonical_address, to_checksum_address

from scripts.lib.addresses import is_address, parse_address
from scripts.lib.problems import DeskError, InputError, Problem


def read_list(path: Path) -> tuple[str, ...]:
    """The addresses of the file, one a line, each once; InputError with every line that is none.

    Lists of authorities are not typed by hand: an address in small letters, which carries no checksum, is taken too.
    """
    addresses: dict[str, None] = {}
    problems = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            if line.strip():
                addresses[_parse(line.strip())] = None
        except ValueError as problem:
            problems.append(Problem(path, number, str(problem)))
    if not addresses and not problems:
        problems.append(Problem(path, 0, "no address"))
    if problems:
        raise InputError(problems)
    return tuple(addresses)


def _parse(text: str) -> str:
    return parse_address(to_checksum_address(text) if is_address(text) and text == text.lower() else text)


class SanctionsTree:
    """The Merkle tree of a list; its order in the file does not matter."""

    def __init__(self, addresses: Iterable[str]) -> None:
        leaves = sorted({leaf(address) for address in addresses})
        if not leaves:
            raise DeskError("A sanctions list needs at least one address.")
        # The root stands first, the children of node i at 2i + 1 and 2i + 2, the leaves last, in descending order.
        self._nodes = [b""] * (len(leaves) - 1) + leaves[::-1]
        for index in reversed(range(len(leaves) - 1)):
            self._nodes[index] = _parent(self._nodes[2 * index + 1], self._nodes[2 * index + 2])

    @property
    def root(self) -> bytes:
        """What is published."""
        return self._nodes[0]

    def proof(self, address: str) -> tuple[bytes, ...]:
        """The hashes beside the way from the address up to the root; DeskError for one that is not on the list."""
        try:
            index = self._nodes.index(leaf(address), len(self._nodes) // 2)
        except ValueError:
            raise DeskError(f"{address} is not on the list.") from None
        beside = []
        while index:
            beside.append(self._nodes[index + 1 if index % 2 else index - 1])
            index = (index - 1) // 2
        return tuple(beside)


def leaf(address: str) -> bytes:
    """keccak256(keccak256(abi.encode(address)))."""
    return keccak(keccak(to_canonical_address(address).rjust(32, b"\0")))


def verifies(root: bytes, address: str, proof: Iterable[bytes]) -> bool:
    """Whether the proof shows that the address is on the list with that root."""
    node = leaf(address)
    for beside in proof:
        node = _parent(node, beside)
    return node == root


def _parent(left: bytes, right: bytes) -> bytes:
    return keccak(min(left, right) + max(left, right))
