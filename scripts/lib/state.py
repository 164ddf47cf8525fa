"""deployments/<network>.json: which steps of the deployment are done, so that a second run goes on where one
stopped.

A step that creates a contract is written down twice: its future address before the transaction is sent, and
the step once it is mined. A run that broke in between finds the contract at that address and does not create
it again.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts.lib.chain import ChainId
from scripts.lib.paths import shown
from scripts.lib.problems import DeskError

SCHEMA = 1


@dataclass(frozen=True)
class Step:
    """A step that is done. `address` is that of the contract it created, or None."""

    number: int
    name: str
    address: str | None
    transactions: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A contract whose creation was begun: where it will be, and the sender's nonce that makes it so."""

    name: str
    address: str
    nonce: int


class State:
    """The steps done on one chain for one security. Without a path it lives in memory only."""

    def __init__(self, chain: ChainId, symbol: str, path: Path | None = None) -> None:
        self.chain = chain
        self.symbol = symbol
        self.path = path
        self._steps: dict[int, Step] = {}
        self._plan: Plan | None = None
        self._contracts: dict[str, str] = {}

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is done, in order."""
        return tuple(self._steps[number] for number in sorted(self._steps))

    @property
    def plan(self) -> Plan | None:
        """The creation that was begun and not finished."""
        return self._plan

    def is_done(self, number: int) -> bool:
        """Whether the step of this number is done."""
        return number in self._steps

    def address_of(self, name: str) -> str | None:
        """The address of a contract by the name under which it was kept."""
        return self._contracts.get(name)

    def begin(self, plan: Plan) -> None:
        """Notes that a contract is about to be created."""
        self._plan = plan
        self._save()

    def finish(self, step: Step) -> None:
        """Notes that a step is done."""
        self._steps[step.number] = step
        self._plan = None
        if step.address:
            self._contracts[step.name] = step.address
        self._save()

    def keep(self, name: str, address: str) -> None:
        """Notes a contract that is no step of the deployment."""
        self._contracts[name] = address
        self._save()

    def _save(self) -> None:
        """Writes the file beside itself and swaps, so that it is whole at every moment."""
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._as_json(), file, indent=2)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _as_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "symbol": self.symbol,
            "chain": asdict(self.chain),
            "contracts": self._contracts,
            "begun": asdict(self._plan) if self._plan else None,
            "steps": [asdict(step) for step in self.steps],
        }


def load_state(path: Path, chain: ChainId, symbol: str) -> State:
    """The state kept in the file, or an empty one when there is no file.

    DeskError when the file is damaged, or belongs to another chain or another security: it is never
    overwritten.
    """
    if not path.exists():
        return State(chain, symbol, path)
    try:
        state = _read(path)
    except (OSError, ValueError, KeyError, TypeError):
        raise DeskError(f"{shown(path)} is damaged, or of another version: no state file to go on with.") from None
    if state.symbol != symbol:
        raise DeskError(f"{shown(path)} belongs to the security {state.symbol}, not to {symbol}: move it away.")
    if state.chain != chain:
        raise DeskError(f"{shown(path)} belongs to another chain, perhaps an earlier one: move it away.")
    return state


def _read(path: Path) -> State:
    content = json.loads(path.read_text(encoding="utf-8"))
    if content["schema"] != SCHEMA:
        raise ValueError(content["schema"])
    state = State(ChainId(**content["chain"]), str(content["symbol"]), path)
    state._steps = {step["number"]: _step(step) for step in content["steps"]}
    state._plan = Plan(**content["begun"]) if content["begun"] else None
    state._contracts = dict(content["contracts"])
    return state


def _step(values: dict[str, Any]) -> Step:
    return Step(values["number"], values["name"], values["address"], tuple(values["transactions"]))
