"""The life of a distribution to many holders, with a clock beside it."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from brownie.network.web3 import web3

from scripts import dividends
from scripts.lib import paths
from scripts.lib.chain import latest_block
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.account import account_of
from scripts.lib.dividends.declaring import plan_of
from scripts.lib.dividends.paying import push_to_all
from scripts.lib.dividends.planning import outlook
from tests.scale.crash import kill_when_paid, start_push
from tests.scale.ground import LIST, REGISTER, Crowd, enter, money, payable, write_file
from tests.world import build_world

T = TypeVar("T")

CRASH_AT = 0.3
SIZE = 250


@dataclass
class Clock:
    """Prints what each part took: seconds, gas if any, and the memory of this process so far."""

    holders: int
    since: float = field(default_factory=time.monotonic)

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Does a part and prints its line."""
        first, start = latest_block().number + 1, time.monotonic()
        result = work()
        seconds, gas = time.monotonic() - start, _gas(first)
        each = f"{gas / self.holders:10,.0f} each" if gas else ""
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name:<34} {seconds:8.1f} s {gas:16,} gas {each:16} {memory:6,} MiB", flush=True)
        return result


def measure(holders: int) -> None:
    """All of it; ends with an error if anybody is paid twice or forgotten."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths.REPORTS = folder / "reports"
        clock, deployed, crowd = Clock(holders), build_world().deployed, Crowd(holders)
        print(f"{holders:,} holders")
        clock.run("admit and issue", lambda: enter(deployed, crowd))
        money(deployed)
        for kind, title in ((REGISTER, "register"), (LIST, "list")):
            _pay(clock, deployed, folder, kind, title)
        print(f"{'in all':<34} {time.monotonic() - clock.since:8.1f} s")


def _pay(clock: Clock, deployed: Deployed, folder: Path, kind: str, title: str) -> None:
    found = clock.run(f"plan, {title}", lambda: outlook(deployed, plan_of(deployed, write_file(folder, kind))))
    print(f"    expected: register {found.push.gas:,} gas, list {found.by_list.gas:,} gas")
    number = clock.run(f"declare and fund, {title}", lambda: payable(deployed, folder, kind))
    deployed.distributor.record(number, {"from": deployed.account("stranger"), "silent": True})
    log = folder / "push.log"
    process = start_push(deployed, number, SIZE, "treasurer", log)
    clock.run(f"push until killed, {title}", lambda: kill_when_paid(deployed, number, process, CRASH_AT, log))
    clock.run(f"push the rest, {title}", lambda: push_to_all(deployed, number))
    if push_to_all(deployed, number):
        raise RuntimeError("There was somebody left to be paid.")
    written = clock.run(f"statements, {title}", lambda: dividends.write_reports(deployed, number))
    _check(deployed, number, clock.holders, written[0])


def _check(deployed: Deployed, number: int, holders: int, statements: Path) -> None:
    """The statements agree with the chain's account, or they would not have been written; everybody is in them once."""
    rows = [line.split(",") for line in statements.read_text().splitlines()[1:] if not line.startswith("#")]
    account = account_of(deployed, number)
    if len({row[0] for row in rows}) != holders or len(rows) != holders or {row[10] for row in rows} != {"paid"}:
        raise RuntimeError(f"Of {holders} holders {len(rows)} are paid.")
    print(f"    paid {account.paid:,}, withheld {account.withheld:,}, dust {account.dust:,}, nobody twice")


def _gas(first: int) -> int:
    """Gas of the blocks since one."""
    last = latest_block().number
    found: list[Any] = [web3.eth.get_block(number)["gasUsed"] for number in range(first, last + 1)]
    return sum(map(int, found))
