"""Breaks a contract on purpose: a mutant is compiled from the sources and put in the place of the good code.

A test that still passes on a mutant proves nothing. The mutant's storage is the good contract's, so that only the one
defect makes the difference.

To compile a contract takes long, so all defects of one contract are compiled in at once, each behind a switch of its
own: it is as if it were not there until its switch, an address, has money.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from brownie import network
from brownie.network.web3 import web3
from eth_utils import to_checksum_address

from scripts.lib.artifacts import at, container
from tests.world import COMMON, NOWHERE, World, text

ROOT = Path(__file__).parents[1]
SOLC = ROOT / ".solcx" / "solc-v0.8.30"


@dataclass(frozen=True)
class Victim:
    """A contract of the world: its source, its name, where it stands, and what it is constructed with."""

    source: str
    name: str
    address: Callable[[World], str]
    arguments: Callable[[World], tuple[Any, ...]]
    # Without, it takes half as long, of contracts whose functions have few enough variables.
    via_ir: bool = True


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
OFFICE = Victim(
    "contracts/office/TransferOffice.sol",
    "TransferOffice",
    lambda world: world.security.transferOffice(),
    lambda world: (world.security.enquiryDesk(),),
)
DESK = Victim(
    "contracts/office/EnquiryDesk.sol",
    "EnquiryDesk",
    lambda world: world.security.enquiryDesk(),
    lambda world: (),
)
DISTRIBUTOR = Victim(
    "contracts/distribution/DividendDistributor.sol",
    "DividendDistributor",
    lambda world: world.distributor.address,
    lambda world: (world.security.address, world.distributor.distributionOffice()),
)
DISTRIBUTION_OFFICE = Victim(
    "contracts/distribution/DistributionOffice.sol",
    "DistributionOffice",
    lambda world: world.distributor.distributionOffice(),
    lambda world: (world.security.address,),
)
VOTING = Victim(
    "contracts/governance/ShareholderVoting.sol",
    "ShareholderVoting",
    lambda world: world.voting.address,
    lambda world: (world.security.address,),
)
ENGINE = Victim(
    "contracts/compliance/ComplianceEngine.sol",
    "ComplianceEngine",
    lambda world: _engine(world).address,
    lambda world: (world.security.address,),
    via_ir=False,
)


def rule_victim(name: str) -> Victim:
    """The rule of that artefact, of which the world's engine has one."""
    return Victim(
        f"contracts/compliance/rules/{name}.sol",
        name,
        lambda world: _rule(world, name).address,
        lambda world: (_engine(world).address, _rule(world, name).scope()),
        via_ir=False,
    )


def _engine(world: World) -> Any:
    return at("IRuleList", world.security.complianceEngine())


def _rule(world: World, name: str) -> Any:
    rules = [at("IRule", address) for address in _engine(world).rules()]
    spoken = re.sub("(?<!^)(?=[A-Z])", "_", name).upper()
    return next(rule for rule in rules if text(rule.name()) == spoken)


@dataclass(frozen=True)
class Defect:
    """One statement, or several, of a victim replaced by `bad` ones; `sentence` is what must break."""

    sentence: str
    path: str
    good: str
    bad: str
    victim: Victim = TOKEN

    def behind(self, switch: str) -> str:
        """The bad statements if the switch is on, the good ones if not."""
        return f"if (address({switch}).balance != 0) {{ {self.bad} }} else {{ {self.good} }}"


def sabotage(world: World, defect: Defect, defects: Sequence[Defect]) -> None:
    """Replaces the defect's victim by one with all its defects among `defects`, and switches this one alone on."""
    address = defect.victim.address(world)
    numbered = tuple((number, one) for number, one in enumerate(defects) if one.victim == defect.victim)
    runtime = _runtime_code(world, defect.victim, _compile(numbered))
    _set("Code", address, runtime)
    assert bytes(web3.eth.get_code(address)).hex() == runtime[2:]
    for number, one in enumerate(defects):
        _set("Balance", _switch(number), hex(one == defect))


def _set(what: str, address: str, value: str) -> None:
    """Gives an account code or money, past all transactions."""
    method = f"anvil_set{what}" if "anvil" in network.show_active() else f"evm_setAccount{what}"
    answer = web3.provider.make_request(method, [address, value])
    assert "error" not in answer, answer


def _switch(number: int) -> str:
    return to_checksum_address(f"0x{0xBAD0000 + number:040x}")


@cache
def _compile(defects: tuple[tuple[int, Defect], ...]) -> str:
    """Creation code of the one victim with these defects, each behind the switch of its number."""
    victim = defects[0][1].victim
    sources = _sources(victim.source)
    for number, defect in defects:
        path, good = defect.path, defect.good
        assert sources[path].count(good) == 1, f"{path} has {sources[path].count(good)} times: {good}"
        sources[path] = sources[path].replace(good, defect.behind(_switch(number)))
    request = {
        "language": "Solidity",
        "sources": {name: {"content": text} for name, text in sources.items()},
        "settings": {
            "remappings": ["@openzeppelin=node_modules/@openzeppelin"],
            "evmVersion": "shanghai",
            "viaIR": victim.via_ir,
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


def _sources(path: str) -> dict[str, str]:
    """A file of the project and all that it imports of the project; what nobody needs costs time to compile."""
    sources: dict[str, str] = {}
    waiting = [path]
    while waiting:
        path = waiting.pop()
        if path in sources:
            continue
        sources[path] = (ROOT / path).read_text()
        imports = re.findall(r'^import [^;]*?"(\.[^"]+)";', sources[path], re.M)
        waiting += [os.path.normpath(os.path.join(os.path.dirname(path), one)) for one in imports]
    return sources


def _runtime_code(world: World, victim: Victim, creation: str) -> str:
    """Code of the mutant, constructed as the victim was."""
    good = container(victim.name)
    encoded = good.deploy.encode_input(*victim.arguments(world)).split(good.bytecode)[-1]
    receipt = world.deployer.transfer(data="0x" + creation + encoded, silent=True)
    return "0x" + bytes(web3.eth.get_code(receipt.contract_address)).hex()
