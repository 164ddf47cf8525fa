"""Breaks a contract on purpose: a mutant is compiled from the sources and put in the place of the good code.

A test that still passes on a mutant proves nothing. The mutant's storage is the good contract's, so that only the one
changed line makes the difference.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brownie import network
from brownie.network.web3 import web3

from scripts.lib.artifacts import container
from tests.world import COMMON, NOWHERE, World

ROOT = Path(__file__).parents[1]
SOLC = ROOT / ".solcx" / "solc-v0.8.30"


@dataclass(frozen=True)
class Victim:
    """A contract of the world: its source, its name, where it stands, and what it is constructed with."""

    source: str
    name: str
    address: Callable[[World], str]
    arguments: Callable[[World], tuple[Any, ...]]


TOKEN = Victim(
    "contracts/token/SecurityToken.sol",
    "SecurityToken",
    lambda world: world.security.address,
    lambda world: (
        world.security.registrar(),
        NOWHERE,
        *("M", "M", 0, COMMON, (0, 0, 0, False, True), 1, world.admin.address),
    ),
)
DISTRIBUTOR = Victim(
    "contracts/distribution/DividendDistributor.sol",
    "DividendDistributor",
    lambda world: world.distributor.address,
    lambda world: (world.security.address,),
)
VOTING = Victim(
    "contracts/governance/ShareholderVoting.sol",
    "ShareholderVoting",
    lambda world: world.voting.address,
    lambda world: (world.security.address,),
)


def sabotage(world: World, path: str, good: str, bad: str, victim: Victim = TOKEN) -> None:
    """Replaces the one occurrence of `good` in a source by `bad`, and the victim by what comes of it."""
    address = victim.address(world)
    runtime = _runtime_code(world, victim, _compile(victim, path, good, bad))
    method = "anvil_setCode" if "anvil" in network.show_active() else "evm_setAccountCode"
    answer = web3.provider.make_request(method, [address, runtime])
    assert "error" not in answer, answer
    assert bytes(web3.eth.get_code(address)).hex() == runtime[2:]


def _compile(victim: Victim, path: str, good: str, bad: str) -> str:
    """Creation code of the mutant."""
    sources = {str(file.relative_to(ROOT)): file.read_text() for file in (ROOT / "contracts").rglob("*.sol")}
    assert sources[path].count(good) == 1, f"{path} has {sources[path].count(good)} times: {good}"
    sources[path] = sources[path].replace(good, bad)
    request = {
        "language": "Solidity",
        "sources": {name: {"content": text} for name, text in sources.items()},
        "settings": {
            "remappings": ["@openzeppelin=node_modules/@openzeppelin"],
            "evmVersion": "shanghai",
            "viaIR": True,
            "optimizer": {"enabled": True, "runs": 1},
            "outputSelection": {victim.source: {victim.name: ["evm.bytecode.object"]}},
        },
    }
    command = [str(SOLC), "--standard-json", "--base-path", ".", "--allow-paths", "."]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(request), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    problems = [item["formattedMessage"] for item in answer.get("errors", ()) if item["severity"] == "error"]
    assert not problems, problems
    return str(answer["contracts"][victim.source][victim.name]["evm"]["bytecode"]["object"])


def _runtime_code(world: World, victim: Victim, creation: str) -> str:
    """Code of the mutant, constructed as the victim was."""
    good = container(victim.name)
    encoded = good.deploy.encode_input(*victim.arguments(world)).split(good.bytecode)[-1]
    receipt = world.deployer.transfer(data="0x" + creation + encoded, silent=True)
    return "0x" + bytes(web3.eth.get_code(receipt.contract_address)).hex()
