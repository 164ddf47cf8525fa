"""Arguments of the verbs: texts from the command line, checked before anything else happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from scripts.lib.amounts import MAX_UNITS, parse_amount, parse_count
from scripts.lib.problems import DeskError
from scripts.lib.settings import IssuerSettings

T = TypeVar("T")


def parsed_argument(text: str, parse: Callable[[str], T]) -> T:
    """The argument as `parse` reads it; DeskError in place of its ValueError."""
    try:
        return parse(text)
    except ValueError as problem:
        raise DeskError(f"{problem}.") from None


def number_argument(text: str) -> int:
    """The number of a distribution, meeting or resolution."""
    return parsed_argument(text, lambda number: parse_count(number, 10**9))


def amount_argument(text: str, decimals: int) -> int:
    """Units in the security's smallest unit; at least one."""
    amount = parsed_argument(text, lambda units: parse_amount(units, decimals, MAX_UNITS))
    if amount == 0:
        raise DeskError("0 units are none.")
    return amount


def partition_argument(settings: IssuerSettings, text: str) -> str:
    """The label of a class; the principal one's for an empty text."""
    labels = [partition.label for partition in settings.partitions]
    if text and text not in labels:
        raise DeskError(f"There is no class {text}; the classes are {', '.join(labels)}.")
    return text or labels[0]
