"""Compiles the benchmark's contracts and one peer's with the project's own solc, apart from Brownie's project.

What was compiled is kept in benchmarks/build until the sources, the packages or the settings change.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks import packages
from benchmarks.problems import BenchError

ROOT = Path(__file__).parents[1]
KEPT = packages.FOLDER / "build"


@dataclass(frozen=True)
class Artifact:
    """A compiled contract. `links` tells where in the code, as hexadecimal text, a library's address belongs."""

    name: str
    abi: list[dict[str, Any]]
    code: str
    links: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def linked(self, libraries: Mapping[str, str]) -> str:
        """The code to deploy, with the addresses of its libraries."""
        code = self.code
        for library, places in self.links.items():
            for place in places:
                code = code[:place] + libraries[library][2:].lower() + code[place + 40 :]
        return "0x" + code


@dataclass(frozen=True)
class Settings:
    """How solc is called."""

    version: str
    evm: str
    runs: int
    via_ir: bool

    def __str__(self) -> str:
        return f"solc {self.version}, {self.evm}, {'via IR, ' if self.via_ir else ''}{self.runs} runs"


def project_settings() -> Settings:
    """The settings of brownie-config.yaml."""
    solc = yaml.safe_load((ROOT / "brownie-config.yaml").read_text())["compiler"]["solc"]
    return Settings(str(solc["version"]), solc["evm_version"], solc["optimizer"]["runs"], bool(solc.get("viaIR")))


def shipped(path: str) -> Artifact:
    """An artifact that a package brings along, in Hardhat's form or Waffle's; `path` is relative to node_modules."""
    content = json.loads((packages.MODULES / path).read_text())
    return Artifact(Path(path).stem, content["abi"], content["bytecode"].removeprefix("0x"))


def compiled(
    label: str, wanted: Iterable[tuple[str, str]], settings: Settings, remappings: Mapping[str, str]
) -> dict[str, Artifact]:
    """The contracts `wanted`, as (file, name), by name. All paths begin in the folder benchmarks.

    Paths are a part of the metadata of which the code carries a digest: were they absolute, a zero byte more or less
    in that would change the gas of a deployment from folder to folder.
    """
    request = _request(tuple(wanted), settings, remappings)
    text = json.dumps(request, sort_keys=True)
    contents = [(packages.FOLDER / source).read_bytes() for source in request["sources"]]
    key = packages.fingerprint(text.encode(), packages.LOCK.read_bytes(), *contents)
    path = KEPT / f"{label}.json"
    if not path.is_file() or json.loads(path.read_text())["key"] != key:
        print(f"bench: compile {label}", file=sys.stderr, flush=True)
        KEPT.mkdir(exist_ok=True)
        path.write_text(json.dumps({"key": key, "contracts": _run(text, settings)}))
    contracts = json.loads(path.read_text())["contracts"]
    return {name: _artifact(name, contracts[source][name]) for source, names in contracts.items() for name in names}


def _request(wanted: tuple[tuple[str, str], ...], settings: Settings, remappings: Mapping[str, str]) -> dict[str, Any]:
    selection: dict[str, dict[str, list[str]]] = {}
    for source, name in wanted:
        selection.setdefault(source, {})[name] = ["abi", "evm.bytecode.object", "evm.bytecode.linkReferences"]
    compiler: dict[str, Any] = {
        "optimizer": {"enabled": True, "runs": settings.runs},
        "evmVersion": settings.evm,
        "remappings": [f"{prefix}={target}" for prefix, target in remappings.items()],
        "outputSelection": selection,
    }
    if settings.via_ir:
        compiler["viaIR"] = True
    sources = {source: {"urls": [source]} for source in selection}
    return {"language": "Solidity", "sources": sources, "settings": compiler}


def _run(request: str, settings: Settings) -> dict[str, Any]:
    command = [
        str(ROOT / ".solcx" / f"solc-v{settings.version}"),
        "--standard-json",
        "--base-path",
        str(packages.FOLDER),
    ]
    result = subprocess.run(command, cwd=packages.FOLDER, input=request, capture_output=True, text=True)
    if result.returncode != 0:
        raise BenchError(f"solc failed: {result.stderr[-2000:]}")
    output = json.loads(result.stdout)
    errors = [error["formattedMessage"] for error in output.get("errors", []) if error["severity"] == "error"]
    if errors:
        raise BenchError("solc refuses the sources:\n" + "\n".join(errors[:3]))
    contracts = output["contracts"]
    return {
        source: {name: made for name, made in names.items() if "evm" in made} for source, names in contracts.items()
    }


def _artifact(name: str, made: dict[str, Any]) -> Artifact:
    bytecode = made["evm"]["bytecode"]
    links = {
        library: tuple(2 * place["start"] for place in places)
        for libraries in bytecode["linkReferences"].values()
        for library, places in libraries.items()
    }
    return Artifact(name, made["abi"], bytecode["object"], links)
