"""What each Python of this project's `.venv` does at start-up, so that plain `.venv/bin/brownie` works.

tools/bootstrap.py copies this file into the venv as `scrip_venv.py`, with a one-line `.pth` to import it. It

- points py-solc-x at the project's compiler, `.solcx/`, and puts ganache and anvil on the PATH;
- keeps the manager of Vyper compilers, which Brownie loads too, from creating its folder in the home folder;
- gives the live network `local` its port, LOCAL_PORT: what the environment says, else the port on which the
  chain of `make chain` runs, else 18545;
- silences a warning that Brownie gives about itself.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from pathlib import Path

ROOT = Path(sys.prefix).parent
DEFAULT_LOCAL_PORT = 18545


def local_port() -> int:
    """The port in the pid file that tools/chain.py writes, or the default."""
    try:
        return int(json.loads((ROOT / ".chain" / "ganache.pid").read_text())["port"])
    except (OSError, ValueError, KeyError, TypeError):
        return DEFAULT_LOCAL_PORT


def install() -> None:
    """Sets the environment; a second call changes nothing."""
    os.environ["SOLCX_BINARY_PATH"] = str(ROOT / ".solcx")
    os.environ["VVM_BINARY_PATH"] = str(ROOT / ".brownie")
    os.environ.setdefault("LOCAL_PORT", str(local_port()))
    node_tools = str(ROOT / "node_modules" / ".bin")
    paths = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if paths[0] != node_tools:
        os.environ["PATH"] = os.pathsep.join([node_tools, *(path for path in paths if path != node_tools)])
    warnings.filterwarnings("ignore", r"rpc\.\w+ should not be called directly", FutureWarning)


install()
