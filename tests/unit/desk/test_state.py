"""The state file: whole at every moment, and never mistaken for another chain's or another security's."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from scripts.lib.chain import ChainId
from scripts.lib.problems import DeskError
from scripts.lib.state import Plan, State, Step, load_state

CHAIN = ChainId(31337, "0x" + "11" * 32)
STEP = Step(1, "registrar", "0x5FbDB2315678afecb367f032d93F642f64180aa3", ("0x" + "22" * 32,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A state file with one step done and another begun."""
    file = tmp_path / "deployments" / "local.json"
    state = State(CHAIN, "BRUN", file)
    state.finish(STEP)
    state.begin(Plan("token", "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512", 1))
    return file


def test_load_state__no_file__empty(tmp_path: Path) -> None:
    state = load_state(tmp_path / "local.json", CHAIN, "BRUN")
    assert state.steps == () and not state.is_done(1)


def test_load_state__kept__as_it_was(path: Path) -> None:
    state = load_state(path, CHAIN, "BRUN")
    assert state.steps == (STEP,)
    assert state.address_of("registrar") == STEP.address
    assert state.plan == Plan("token", "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512", 1)


def test_finish__step_that_was_begun__nothing_begun_any_more(path: Path) -> None:
    state = load_state(path, CHAIN, "BRUN")
    state.finish(Step(2, "token", state.plan.address if state.plan else None, ()))
    assert load_state(path, CHAIN, "BRUN").plan is None


def test_keep__further_contract__found_again(path: Path) -> None:
    load_state(path, CHAIN, "BRUN").keep("currency", STEP.address or "")
    assert load_state(path, CHAIN, "BRUN").address_of("currency") == STEP.address


@pytest.mark.parametrize(
    "chain", [ChainId(1, CHAIN.first_block), ChainId(CHAIN.number, "0x" + "33" * 32)], ids=["number", "first block"]
)
def test_load_state__other_chain__refused(path: Path, chain: ChainId) -> None:
    with pytest.raises(DeskError, match="belongs to another chain"):
        load_state(path, chain, "BRUN")


def test_load_state__other_security__refused(path: Path) -> None:
    with pytest.raises(DeskError, match="belongs to the security BRUN, not to OTHER"):
        load_state(path, CHAIN, "OTHER")


@pytest.mark.parametrize("cut", [0, 1, 40, 200, -5])
def test_load_state__half_written__refused(path: Path, cut: int) -> None:
    path.write_text(path.read_text()[:cut])
    with pytest.raises(DeskError, match="is damaged"):
        load_state(path, CHAIN, "BRUN")


@pytest.mark.parametrize("change", [{"schema": 2}, {"steps": [{}]}, {"chain": {}}, {"contracts": 5}])
def test_load_state__other_shape__refused(path: Path, change: dict[str, Any]) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(DeskError, match="is damaged"):
        load_state(path, CHAIN, "BRUN")


def test_finish__disk_fails__old_file_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    state = load_state(path, CHAIN, "BRUN")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        state.finish(Step(2, "token", None, ()))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
