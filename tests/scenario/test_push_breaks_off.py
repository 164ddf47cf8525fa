"""A push that is killed, or meets another: nobody is paid twice, and nobody is forgotten."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scripts.lib import paths
from scripts.lib.chain import latest_block
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.account import account_of
from scripts.lib.dividends.dues import holders_due
from scripts.lib.dividends.journal import histories
from scripts.lib.dividends.listpush import open_list
from scripts.lib.dividends.paying import push_to_all
from scripts.lib.dividends.statements import make_statement
from tests.scale.crash import kill_when_paid, start_push
from tests.scale.ground import LIST, REGISTER, Crowd, balances, enter, money, payable
from tests.world import build_world

CROWD = Crowd(200)
SIZE = 10


@dataclass(frozen=True)
class Scene:
    """A distribution to the crowd, by the register or by a list, and where the processes write."""

    deployed: Deployed
    number: int
    nets: dict[str, int]
    log: Path


@pytest.fixture(scope="module")
def deployed(module_isolation: Any) -> Deployed:
    """The crowd in the register, and money."""
    deployed = build_world().deployed
    enter(deployed, CROWD)
    money(deployed)
    return deployed


@pytest.fixture(params=[REGISTER, LIST], ids=["by register", "by list"])
def scene(deployed: Deployed, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A distribution that can be paid now."""
    monkeypatch.setattr(paths, "REPORTS", tmp_path / "reports")
    number = payable(deployed, tmp_path, request.param)
    if request.param == REGISTER:
        deployed.distributor.record(number, {"from": deployed.account("stranger")})
        nets = {due.address: due.net for due in holders_due(deployed, number)}
    else:
        entries = open_list(deployed, number).holders
        nets = {holder.address: holder.entry.gross - holder.entry.tax for holder in entries}
    return Scene(deployed, number, nets, tmp_path / "push.log")


def check_everybody_paid_once(scene: Scene) -> None:
    """By the money in each wallet, by the events, and by the account."""
    assert balances(scene.deployed, list(scene.nets)) == list(scene.nets.values())
    found = histories(scene.deployed, scene.number, latest_block().number)
    assert Counter({holder: len(history.paid) for holder, history in found.items()}) == Counter(
        dict.fromkeys(scene.nets, 1)
    )
    assert make_statement(scene.deployed, scene.number, latest_block()).account.paid == sum(scene.nets.values())


def test_push__killed_in_the_middle__finished_by_another_run(scene: Scene) -> None:
    process = start_push(scene.deployed, scene.number, SIZE, "treasurer", scene.log)
    paid = kill_when_paid(scene.deployed, scene.number, process, 0.2, scene.log)
    assert 0 < paid < account_of(scene.deployed, scene.number).pot * 9 // 10
    assert push_to_all(scene.deployed, scene.number)
    check_everybody_paid_once(scene)
    assert push_to_all(scene.deployed, scene.number) == []


def test_push__two_at_once__everybody_paid_once(scene: Scene) -> None:
    first = start_push(scene.deployed, scene.number, SIZE, "stranger", scene.log)
    second_log = scene.log.with_suffix(".second")
    second = start_push(scene.deployed, scene.number, SIZE + 3, "operator", second_log)
    assert (first.wait(240), second.wait(240)) == (0, 0), scene.log.read_text() + second_log.read_text()
    check_everybody_paid_once(scene)
