"""What the measurement asks of a system that pays dividends."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """In which currency holders are paid, and whether by the register or by a list of which the chain has the root."""

    in_ether: bool = False
    by_list: bool = False


class Dividends(ABC):
    """Several distributions of one kind to the same holders, each of whom has some of the currency already.

    Their numbers count from 0. All of them are declared before the first is paid.
    """

    @abstractmethod
    def declare(self, has_own_date: bool) -> int:
        """Declares and funds a further one, of a later record date or of the last one's; the gas of all this."""

    def open(self) -> None:
        """From now on all of them can be claimed."""
        return None

    @abstractmethod
    def claim(self, number: int, holder: str) -> int:
        """The holder fetches what is due to it."""

    def claim_many(self, numbers: Sequence[int], holder: str) -> int | None:
        """The same of several with one transaction."""
        return None

    @abstractmethod
    def push(self, number: int, holders: Sequence[str]) -> int:
        """Somebody else pays all these holders; the gas of all this."""
