"""Lost wallets: begins, ends and executes the move of an entry to a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scripts.lib.addresses import ZERO_ADDRESS
from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.documents import hash_document
from scripts.lib.problems import DeskError
from scripts.lib.roles import ADMITTER, CONTROLLER


def initiate_call(deployed: Deployed, lost: str, replacement: str, evidence: Path) -> Call:
    """Initiates the recovery; the chain keeps the hash of the file that proves the loss."""
    if not evidence.is_file():
        raise DeskError(f"There is no file {evidence}.")
    arguments = (lost, replacement, hash_document(evidence))
    return _call(deployed, "initiateRecovery", arguments, f"Initiate the recovery of {lost} at {replacement}", ADMITTER)


def cancel_call(deployed: Deployed, lost: str) -> Call:
    """Ends a recovery that was initiated."""
    return _call(deployed, "cancelRecovery", (lost,), f"Cancel the recovery of {lost}", CONTROLLER)


def execute_call(deployed: Deployed, lost: str) -> Call:
    """Moves the entry, once the time lock is over."""
    return _call(deployed, "executeRecovery", (lost,), f"Move the entry of {lost} to its new wallet", CONTROLLER)


def due_time(deployed: Deployed, lost: str) -> int:
    """From when the recovery can be executed, a unix time; DeskError when none is pending."""
    recovery = deployed.security.recoveryOf(lost)
    if recovery["replacement"] == ZERO_ADDRESS:
        raise DeskError(f"No recovery of {lost} is pending.")
    return int(recovery["executableFrom"])


def _call(deployed: Deployed, function: str, arguments: tuple[Any, ...], sentence: str, role: str) -> Call:
    return Call(deployed.security, function, arguments, sentence, deployed.holder_of(role))
