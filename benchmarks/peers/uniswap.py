"""Uniswap's MerkleDistributor, from the artifact that its package ships: a list of amounts, one contract for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eth_abi.packed import encode_packed
from web3 import Web3

from benchmarks import packages
from benchmarks.chain import Chain
from benchmarks.compiler import shipped
from benchmarks.merkle_tree import MerkleTree
from benchmarks.peers.dividends import Dividends, Kind
from benchmarks.peers.peer import Peer, wrappers

PACKAGE = "@uniswap/merkle-distributor"
POT = 10**9
PAYER_INDEX = 1


class MerkleDistributor(Peer):
    """No security at all: who is owed what is found out elsewhere."""

    key = "merkle"
    title = "Uniswap MerkleDistributor"
    configuration = (
        "a contract for each distribution, deployed and funded with OpenZeppelin's ERC20; it has no push, in place of "
        "which somebody sends the claims of all holders, each a transaction"
    )
    has_rules = False

    def version(self) -> str:
        return f"{PACKAGE} {packages.version(PACKAGE)}"

    def compiler(self) -> str:
        return "as shipped: solc 0.6.11"

    def deploy(self) -> dict[str, int]:
        return {}

    def dividends(self, kind: Kind, holders: Sequence[str]) -> Dividends | None:
        return Lists(self.chain, self.issuer, holders) if kind == Kind(by_list=True) else None


class Lists(Dividends):
    """A claim can be sent by anybody, so a push is as many claims as there are holders, each a transaction."""

    def __init__(self, chain: Chain, issuer: str, holders: Sequence[str]) -> None:
        self._chain, self._issuer, self._holders = chain, issuer, holders
        self._artifact = shipped(f"{PACKAGE}/build/MerkleDistributor.json")
        self._currency, _ = chain.deploy(wrappers()["PlainToken"], sender=issuer)
        for account in (issuer, *holders):
            chain.send(self._currency.functions.mint(account, POT * len(holders)), issuer)
        self._tree = MerkleTree([_leaf(*line) for line in map(self._line, range(len(holders)))])
        self._distributors: list[Any] = []

    def declare(self, has_own_date: bool) -> int:
        arguments = (self._currency.address, self._tree.root)
        distributor, gas = self._chain.deploy(self._artifact, *arguments, sender=self._issuer)
        self._distributors.append(distributor)
        return gas + self._chain.send(self._currency.functions.transfer(distributor.address, POT), self._issuer)

    def claim(self, number: int, holder: str) -> int:
        return self._pay(number, holder, holder)

    def push(self, number: int, holders: Sequence[str]) -> int:
        sender = self._chain.accounts[PAYER_INDEX]
        return sum(self._pay(number, holder, sender) for holder in holders)

    def _pay(self, number: int, holder: str, sender: str) -> int:
        index = self._holders.index(holder)
        claim = self._distributors[number].functions.claim(*self._line(index), self._tree.proof(index))
        return self._chain.send(claim, sender)

    def _line(self, index: int) -> tuple[int, str, int]:
        return index, self._holders[index], POT // len(self._holders)


def _leaf(index: int, account: str, amount: int) -> bytes:
    return bytes(Web3.keccak(encode_packed(["uint256", "address", "uint256"], [index, account, amount])))
