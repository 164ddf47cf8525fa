"""Measures Scrip and its peers on one chain: `make bench`, or `python -m benchmarks [--network anvil]`.

On ganache it writes results.json, results.md and results.svg. On another chain it writes nothing, and says whether the
figures are those of results.json.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import sys
from collections.abc import Sequence

from benchmarks import packages, tables
from benchmarks.compiler import ROOT
from benchmarks.figures import KEPT, Results, System, load_kept, load_quoted
from benchmarks.picture import draw
from benchmarks.problems import BenchError

REFERENCE = "ganache-cli"
PEERS = (
    ("scrip", "Scrip"),
    ("openzeppelin", "PlainErc20"),
    ("solady", "SoladyErc20"),
    ("openzeppelin", "Votes"),
    ("openzeppelin", "Snapshot"),
    ("trex", "Trex"),
    ("ats", "Ats"),
    ("uniswap", "MerkleDistributor"),
)


def run(network: str) -> Results:
    """Measures everything; what Brownie says about single transactions is left out."""
    from benchmarks import chain

    packages.install()
    with chain.opened(network) as opened:
        # Only now: what these import needs Brownie's project.
        measure = importlib.import_module("benchmarks.operations").measure
        systems = []
        for module, name in PEERS:
            peer = getattr(importlib.import_module(f"benchmarks.peers.{module}"), name)(opened)
            print(f"bench: {peer.title}", file=sys.stderr, flush=True)
            with contextlib.redirect_stdout(io.StringIO()):
                gas = measure(peer)
            systems.append(
                System(
                    key=peer.key,
                    title=peer.title,
                    version=peer.version(),
                    compiler=peer.compiler(),
                    configuration=peer.configuration,
                    source="measured",
                    has_rules=peer.has_rules,
                    quoted=False,
                    gas=gas,
                )
            )
    return Results(chain_name(network), (*systems, *load_quoted()))


def chain_name(network: str) -> str:
    """The chain with its version and rules."""
    if network != REFERENCE:
        return f"{network}, shanghai"
    content = json.loads((ROOT / "node_modules" / "ganache" / "package.json").read_text())
    return f"ganache {content['version']}, shanghai"


def write(results: Results) -> None:
    """The three files."""
    KEPT.write_text(results.as_json())
    (packages.FOLDER / "results.md").write_text(tables.for_markdown(results))
    (packages.FOLDER / "results.svg").write_text(draw(results))


def differences(results: Results) -> list[str]:
    """Where the figures measured are not those of results.json."""
    known = {system.key: system.gas for system in load_kept().measured}
    return [
        f"{system.title}, {row}: {known.get(system.key, {}).get(row)} -> {figure}"
        for system in results.measured
        for row, figure in system.gas.items()
        if known.get(system.key, {}).get(row) != figure
    ]


def main(argv: Sequence[str]) -> int:
    """Command line; 1 and one sentence when something is in the way, 1 also when another chain counts otherwise."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Gas of Scrip beside its peers.")
    parser.add_argument("--network", default=REFERENCE)
    network = parser.parse_args(argv).network
    try:
        results = run(network)
    except BenchError as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    print("\n" + tables.for_terminal(results))
    if network == REFERENCE:
        write(results)
        return 0
    changes = differences(results)
    print("\n" + "\n".join(changes or ["The figures are those of benchmarks/results.json."]))
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
