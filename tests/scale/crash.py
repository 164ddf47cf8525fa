"""Runs a push in another process, and kills it in the middle."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import brownie
from brownie.network.web3 import web3

from scripts.lib import paths
from scripts.lib.deployed import CURRENCY, DISTRIBUTOR, TOKEN, VOTING, Deployed
from scripts.lib.dividends.account import account_of
from scripts.lib.paths import ROOT

GIVE_UP = 300


def start_push(deployed: Deployed, number: int, size: int, sender: str, log: Path) -> subprocess.Popen[str]:
    """Starts a push by `sender` in batches of `size`."""
    port = urlsplit(str(web3.provider.endpoint_uri)).port
    names = (TOKEN, DISTRIBUTOR, VOTING, CURRENCY)
    addresses = ",".join(f"{name}={deployed.state.address_of(name)}" for name in names)
    arguments = (str(brownie.network.show_active()), str(port), addresses, str(number), str(size), sender)
    command = [sys.executable, "-m", "tests.scale.worker", *arguments, str(paths.REPORTS)]
    return subprocess.Popen(command, cwd=ROOT, stdout=log.open("w"), stderr=subprocess.STDOUT, text=True)


def kill_when_paid(deployed: Deployed, number: int, process: subprocess.Popen[str], part: float, log: Path) -> int:
    """Kills the process, which cannot know, once a part of the pot is paid; returns what was paid by then."""
    pot, until = account_of(deployed, number).pot, time.monotonic() + GIVE_UP
    while account_of(deployed, number).unclaimed > pot * (1 - part):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"The push ended by itself: {log.read_text()}")
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    account = account_of(deployed, number)
    return account.paid + account.withheld
