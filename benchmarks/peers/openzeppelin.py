"""OpenZeppelin's ERC-20, ERC20Votes with Governor, and the ERC20Snapshot of its version 4."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks import packages
from benchmarks.peers.peer import WrapperPeer, wrappers

FOR = 1
BLOCKS_UNTIL_VOTE = 2


class PlainErc20(WrapperPeer):
    """The yardstick: no rules at all."""

    key = "oz_erc20"
    title = "OpenZeppelin ERC20"
    configuration = "plain, with a mint of the issuer's"
    wrapper = "PlainToken"

    def version(self) -> str:
        return f"@openzeppelin/contracts {packages.version('@openzeppelin/contracts')}"


class Votes(WrapperPeer):
    """History by checkpoints, one for each party of each transfer once both have delegated."""

    key = "oz_votes"
    title = "OpenZeppelin ERC20Votes"
    configuration = (
        "with a mint of the issuer's; nobody has delegated, but for the rows on record dates and votes, in which every "
        "holder has, to itself; a Governor with simple counting for the vote"
    )
    wrapper = "VotesToken"
    has_history = True

    def version(self) -> str:
        return f"@openzeppelin/contracts {packages.version('@openzeppelin/contracts')}"

    def start_history(self, holders: Sequence[str]) -> None:
        for holder in holders:
            self.chain.send(self.token.functions.delegate(holder), holder)

    def vote(self, holders: Sequence[str]) -> int | None:
        self.start_history(holders)
        governor, _ = self.chain.deploy(wrappers()["TokenGovernor"], self.token.address, sender=self.issuer)
        proposal = ([self.token.address], [0], [b""], "a resolution")
        number = governor.functions.propose(*proposal).call({"from": self.issuer})
        self.chain.send(governor.functions.propose(*proposal), self.issuer)
        for _ in range(BLOCKS_UNTIL_VOTE):
            self.chain.mine()
        gas = [self.chain.send(governor.functions.castVote(number, FOR), holder) for holder in holders]
        return gas[1]


class Snapshot(WrapperPeer):
    """History by snapshots for whoever moves after one."""

    key = "oz_snapshot"
    title = "OpenZeppelin ERC20Snapshot"
    configuration = "of version 4, the last to have it, with a mint and snapshots of the issuer's"
    wrapper = "SnapshotToken"
    has_history = True

    def version(self) -> str:
        return f"@openzeppelin/contracts {packages.version('openzeppelin-v4')}"

    def record_date(self) -> int | None:
        return self.chain.send(self.token.functions.snapshot(), self.issuer)
