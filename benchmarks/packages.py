"""The peers from npm: installed into benchmarks/node_modules as benchmarks/package-lock.json lists them."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.problems import BenchError

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
MANIFEST = FOLDER / "package.json"
LOCK = FOLDER / "package-lock.json"
STAMP = MODULES / ".installed-from"


def install() -> None:
    """Installs what the lock file lists; does nothing while that is what is there."""
    wanted = fingerprint(MANIFEST.read_bytes(), LOCK.read_bytes())
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    print("bench: install the peers", file=sys.stderr, flush=True)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    result = subprocess.run(command, cwd=FOLDER, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode != 0:
        raise BenchError(f"npm could not install the peers: check the network and try again.\n{result.stderr[-2000:]}")
    STAMP.write_text(wanted)


def version(package: str) -> str:
    """The version of an installed package; `package` is the name of its folder."""
    return str(json.loads((MODULES / package / "package.json").read_text())["version"])


def fingerprint(*parts: bytes) -> str:
    """Digest of several contents."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
