"""Solady's ERC-20, written in assembly for gas."""

from __future__ import annotations

from benchmarks import packages
from benchmarks.peers.peer import WrapperPeer


class SoladyErc20(WrapperPeer):
    """The floor of an ERC-20 without rules."""

    key = "solady"
    title = "Solady ERC20"
    configuration = "plain, with a mint of the issuer's"
    wrapper = "SoladyToken"

    def version(self) -> str:
        return f"solady {packages.version('solady')}"
