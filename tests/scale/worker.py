"""A push in a process of its own, that can be killed: NETWORK PORT ADDRESSES NUMBER SIZE SENDER REPORTS.

ADDRESSES are `name=address`, joined by commas, of what the deployment created.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import brownie
from brownie._config import CONFIG

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Joins the chain at PORT, then pushes. The desk's modules need a loaded project, so they come last."""
    network, port, *arguments = sys.argv[1:]
    loaded = brownie.project.load(ROOT)
    loaded.load_config()
    loaded._add_to_main_namespace()  # what scripts under `brownie run` find there
    CONFIG.networks[network]["cmd_settings"]["port"] = int(port)
    brownie.network.connect(network)
    importlib.import_module("tests.scale.pushing").push(*arguments)


if __name__ == "__main__":
    main()
