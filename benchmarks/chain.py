"""One fresh chain for all systems, and the sending of transactions whose gas counts."""

from __future__ import annotations

import contextlib
import io
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import brownie
from eth_account import Account
from web3 import Web3

from benchmarks.compiler import ROOT, Artifact
from benchmarks.problems import BenchError
from tests import clock

GAS_LIMIT = 29_000_000
GAS_PRICE = 3 * 10**9
POLL_SECONDS = 0.005
FIRST_UNKNOWN_KEY = 1_000
START = 2_000_000_000


@contextlib.contextmanager
def opened(network: str) -> Iterator[Chain]:
    """Starts the project's network on a free port, and ends it whatever happens."""
    if network not in ("ganache-cli", "anvil"):
        raise BenchError(f"NETWORK={network} is not for measuring: use ganache-cli or anvil.")
    loaded = brownie.project.load(str(ROOT))
    loaded.load_config()
    loaded._add_to_main_namespace()  # what scripts under `brownie run` find there
    config = sys.modules["brownie._config"].CONFIG  # the project's settings are in it only now
    config.networks[network]["cmd_settings"]["port"] = _free_port()
    with contextlib.redirect_stdout(io.StringIO()):
        brownie.network.connect(network)
    try:
        brownie.chain.reset()  # here it only notes what the empty chain is
        yield Chain(_web3())
    finally:
        process = brownie.network.rpc.process
        with contextlib.redirect_stdout(io.StringIO()):
            brownie.network.rpc.kill(False)
        if process is not None:  # a killed ganache leaves its database behind
            for folder in Path(tempfile.gettempdir()).glob(f"ganache_-{process.pid}-*"):
                shutil.rmtree(folder, ignore_errors=True)


class Chain:
    """The chain under measurement. Its accounts are the same in each run, and so are the addresses that follow."""

    def __init__(self, web3: Web3) -> None:
        self.web3 = web3
        self.accounts = [str(account) for account in brownie.accounts]

    def deploy(
        self, artifact: Artifact, *arguments: Any, sender: str, libraries: Mapping[str, str] | None = None
    ) -> tuple[Any, int]:
        """Creates a contract; returns it and the gas."""
        code = artifact.linked(libraries or {})
        call = self.web3.eth.contract(abi=artifact.abi, bytecode=code).constructor(*arguments)
        receipt = self._mined(call, f"the creation of {artifact.name}", sender)
        return self.web3.eth.contract(receipt["contractAddress"], abi=artifact.abi), int(receipt["gasUsed"])

    def at(self, address: str, abi: list[dict[str, Any]]) -> Any:
        """A contract that is already there."""
        return self.web3.eth.contract(self.web3.to_checksum_address(address), abi=abi)

    def send(self, call: Any, sender: str) -> int:
        """Sends a call of a contract's function; returns the gas of the whole transaction."""
        return int(self._mined(call, str(call), sender)["gasUsed"])

    def mine(self) -> None:
        """Makes an empty block."""
        brownie.chain.mine()

    def fresh(self) -> None:
        """Back to the empty chain, at a fixed time: the bytes of a date, and with them the gas, are always the same."""
        brownie.chain.reset()
        clock.block_at(START)

    def keep(self) -> None:
        """What stands now is what `undo` comes back to."""
        brownie.chain.snapshot()

    def undo(self) -> None:
        """Back to what was kept."""
        brownie.chain.revert()

    def gas_of(self, transaction: str) -> int:
        """The gas of a transaction that is mined."""
        return int(self.web3.eth.get_transaction_receipt(transaction)["gasUsed"])

    def _mined(self, call: Any, name: str, sender: str) -> Any:
        values = {"from": sender, "gas": GAS_LIMIT, "gasPrice": GAS_PRICE}
        try:
            transaction = call.transact(values)
        except ValueError as problem:
            raise BenchError(f"The chain refuses {name}: {problem}") from None
        receipt = self.web3.eth.wait_for_transaction_receipt(transaction, poll_latency=POLL_SECONDS)
        if receipt["status"] != 1:
            raise BenchError(f"{name} failed.")
        return receipt


def unknown_addresses(count: int) -> list[str]:
    """Addresses that the node does not know, always the same."""
    keys = range(FIRST_UNKNOWN_KEY, FIRST_UNKNOWN_KEY + count)
    return [Account.from_key(key.to_bytes(32, "big")).address for key in keys]


def _web3() -> Web3:
    """Brownie's web3, without what it asks around each request and nobody here needs."""
    web3: Web3 = brownie.network.web3
    for name in ("validation", "gas_price_strategy"):
        if name in web3.middleware_onion:
            web3.middleware_onion.remove(name)
    return web3


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
