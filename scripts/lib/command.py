"""What every verb of the desk does around its work: arguments, log lines, and errors as sentences."""

from __future__ import annotations

import inspect
import logging
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from brownie._config import CONFIG

from scripts.lib.paths import report_folder
from scripts.lib.problems import DeskError
from scripts.lib.session import DRY_RUN, SEND, active_network

log = logging.getLogger("scrip")


def command(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a function of texts a verb for `brownie run`.

    A last argument `dry-run` or `send` becomes the keyword `mode`. A DeskError is printed without a
    traceback, and the process ends with 1; in Brownie's console it goes on.
    """

    @wraps(verb)
    def run(*arguments: str) -> Any:
        start_logging()
        try:
            return _call(verb, arguments)
        except DeskError as problem:
            print(problem, file=sys.stderr)
            if not _is_console():
                raise SystemExit(1) from None

    return run


def start_logging() -> None:
    """Lines for the reader on the terminal, and every transaction in reports/<network>/transactions.log."""
    folder = report_folder(active_network())
    folder.mkdir(parents=True, exist_ok=True)
    terminal = logging.StreamHandler(sys.stdout)
    terminal.setLevel(logging.INFO)
    terminal.setFormatter(logging.Formatter("  %(message)s"))
    journal = logging.FileHandler(folder / "transactions.log", encoding="utf-8")
    journal.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    for handler in log.handlers[:]:
        log.removeHandler(handler)
        handler.close()
    log.setLevel(logging.DEBUG)
    log.propagate = False
    log.addHandler(terminal)
    log.addHandler(journal)


def _is_console() -> bool:
    return bool(CONFIG.argv["cli"] == "console")


def _call(verb: Callable[..., Any], arguments: tuple[str, ...]) -> Any:
    signature = inspect.signature(verb)
    options = {}
    if "mode" in signature.parameters and arguments and arguments[-1] in (DRY_RUN, SEND):
        *arguments, options["mode"] = arguments  # type: ignore[assignment]
    try:
        signature.bind(*arguments, **options)
    except TypeError as problem:
        raise DeskError(f"{verb.__name__}: {problem}. \n{verb.__globals__['__doc__']}") from None
    return verb(*arguments, **options)
