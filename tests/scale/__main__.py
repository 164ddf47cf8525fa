"""Measures a distribution to many holders on a chain of its own: `make scale HOLDERS=10000`.

Admits and issues, declares, plans, pushes with a crash in the middle, writes the statements, and does the same by a
list; prints times, gas and memory.
"""

from __future__ import annotations

import argparse
import importlib
import socket
from pathlib import Path

import brownie
from brownie._config import CONFIG

ROOT = Path(__file__).parents[2]
NETWORK = "anvil"


def main() -> None:
    """Starts an anvil, without the traces of every step that tests want."""
    parser = argparse.ArgumentParser(prog="make scale", description=__doc__)
    parser.add_argument("--holders", type=int, default=10_000)
    arguments = parser.parse_args()
    loaded = brownie.project.load(ROOT)
    loaded.load_config()
    loaded._add_to_main_namespace()  # what scripts under `brownie run` find there
    settings = CONFIG.networks[NETWORK]["cmd_settings"]
    settings.pop("steps_tracing", None)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings["port"] = probe.getsockname()[1]
    brownie.network.connect(NETWORK)
    try:
        importlib.import_module("tests.scale.measure").measure(arguments.holders)
    finally:
        brownie.network.disconnect()


if __name__ == "__main__":
    main()
