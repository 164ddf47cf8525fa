"""Where a distribution stands, and where its money is; in the currency's smallest unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.lib.deployed import Deployed
from scripts.lib.problems import DeskError
from scripts.lib.sentences import STATES


@dataclass(frozen=True)
class PotAccount:
    """Where the pot of a distribution is."""

    pot: int
    paid: int
    withheld: int
    unclaimed: int
    dust: int

    def __post_init__(self) -> None:
        if self.paid + self.withheld + self.unclaimed + self.dust != self.pot:
            raise DeskError(f"The account does not add up: {self}.")


@dataclass(frozen=True)
class Standing:
    """A distribution as it stands on chain. Dates are unix times; `set_aside` is part of what is unclaimed."""

    number: int
    state: str
    record_date: int
    pay_date: int
    deadline: int
    claim_back_until: int
    tax_table: int
    residual: str
    remitted: int
    set_aside: int
    is_listed: bool

    def require(self, *states: str) -> None:
        """DeskError unless it is in one of the states."""
        if self.state not in states:
            raise DeskError(f"Distribution {self.number} is {self.state}, not {' or '.join(states)}.")


@dataclass(frozen=True)
class LineStanding:
    """A line as it stands: a pot, or an amount for every `per` units; `redeemed` is the part cancelled, in ppm."""

    partition: bytes
    amount: int
    per: int
    redeemed: int
    is_taxed: bool
    is_pot: bool
    eligible: int
    settled: int


RECORDED = ("recorded", "payable", "closed", "swept")
PAYING = ("payable", "closed")


def account_of(deployed: Deployed, number: int, block: int | None = None) -> PotAccount:
    """The account of a distribution; DeskError if it did not add up to the pot."""
    return PotAccount(*map(int, deployed.distributor.accountOf(number, **_at(block))))


def standing_of(deployed: Deployed, number: int, block: int | None = None) -> Standing:
    """Where a distribution stands; DeskError when there is none of this number."""
    found: Any = deployed.distributor.distribution(number, **_at(block))
    state = STATES[found["state"]]
    if state == "none":
        raise DeskError(f"There is no distribution {number}.")
    return Standing(
        number=number,
        state=state,
        record_date=int(found["recordDate"]),
        pay_date=int(found["payDate"]),
        deadline=int(found["deadline"]),
        claim_back_until=int(found["claimBackUntil"]),
        tax_table=int(found["taxTable"]),
        residual=str(found["residual"]),
        remitted=int(found["remitted"]),
        set_aside=int(found["setAside"]),
        is_listed=bool(found["isListed"]),
    )


def lines_of(deployed: Deployed, number: int, block: int | None = None) -> list[LineStanding]:
    """The lines of a distribution."""
    return [
        LineStanding(
            partition=bytes(line["partition"]),
            amount=int(line["amount"]),
            per=int(line["per"]),
            redeemed=int(line["redeemed"]),
            is_taxed=bool(line["isTaxed"]),
            is_pot=bool(line["isPot"]),
            eligible=int(line["eligible"]),
            settled=int(line["settled"]),
        )
        for line in deployed.distributor.linesOf(number, **_at(block))
    ]


def _at(block: int | None) -> dict[str, int]:
    return {} if block is None else {"block_identifier": block}
