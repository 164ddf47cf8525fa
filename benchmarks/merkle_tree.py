"""Lists by their root, as Scrip and Uniswap's distributor read them: the two halves of a pair are sorted."""

from __future__ import annotations

from collections.abc import Sequence

from web3 import Web3


class MerkleTree:
    """A tree over leaves that are hashes already. One without a partner rises as it is."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            self._levels.append(_above(self._levels[-1]))

    @property
    def root(self) -> bytes:
        """What a contract keeps of the list."""
        return self._levels[-1][0]

    def proof(self, index: int) -> list[bytes]:
        """The hashes with which the leaf makes the root."""
        partners = []
        for level in self._levels[:-1]:
            partner = index ^ 1
            if partner < len(level):
                partners.append(level[partner])
            index //= 2
        return partners


def _above(level: Sequence[bytes]) -> list[bytes]:
    pairs = [level[start : start + 2] for start in range(0, len(level), 2)]
    return [bytes(Web3.keccak(b"".join(sorted(pair)))) if len(pair) == 2 else pair[0] for pair in pairs]
