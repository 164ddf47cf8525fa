"""Dividends: declares them, finds who is to be paid, and keeps the account of the pot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.lib.actions import DividendPlan
from scripts.lib.actors import Actor
from scripts.lib.amounts import format_amount
from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.documents import hash_document
from scripts.lib.events import read_events
from scripts.lib.labels import label_bytes
from scripts.lib.problems import DeskError
from scripts.lib.roles import TREASURER
from scripts.lib.sentences import STATES


@dataclass(frozen=True)
class PotAccount:
    """Where the pot of a distribution is, in the currency's smallest unit."""

    pot: int
    paid: int
    withheld: int
    unclaimed: int
    dust: int

    def __post_init__(self) -> None:
        if self.paid + self.withheld + self.unclaimed + self.dust != self.pot:
            raise DeskError(f"The account does not add up: {self}.")


@dataclass(frozen=True)
class Due:
    """What is due to a holder: units on the record date, and amounts in the currency's smallest unit."""

    address: str
    units: int
    gross: int
    tax: int
    net: int
    is_paid: bool


def declaration(deployed: Deployed, plan: DividendPlan, now: int) -> tuple[Any, ...]:
    """IDividendDistributor.Declaration of a plan, for a chain whose time is `now`."""
    actors = deployed.actors
    return (
        label_bytes(plan.partition),
        str(deployed.currency.address),
        plan.pot,
        plan.record_date.at(now),
        plan.pay_date.at(now),
        plan.deadline.at(now),
        actors[plan.tax_agent].address,
        actors[plan.residual].address,
        plan.default_tax,
        plan.taxes,
        tuple(actors[name].address for name in plan.excluded),
        hash_document(plan.document),
    )


def find_distribution(deployed: Deployed, plan: DividendPlan) -> int | None:
    """The number of the distribution that was declared by the plan's document; None when there is none."""
    wanted = hash_document(plan.document)
    for event in read_events(deployed.distributor, {"DistributionDeclared"}):
        if bytes(event["declaration"]["documentHash"]) == wanted:
            return int(event["id"])
    return None


def declare_call(deployed: Deployed, plan: DividendPlan, now: int) -> Call:
    """Declares, and sets the record date."""
    symbol, decimals = deployed.settings.currency.symbol, deployed.settings.currency.decimals
    sentence = f"Declare {symbol} {format_amount(plan.pot, decimals)} for {plan.partition}"
    return _call(deployed, "declare", (declaration(deployed, plan, now),), sentence)


def fund_calls(deployed: Deployed, number: int) -> list[Call]:
    """Allows the distributor the pot, as far as needed, and pays it in; DeskError unless it is declared."""
    terms = deployed.distributor.distribution(number)
    if STATES[terms["state"]] != "declared":
        raise DeskError(f"Distribution {number} cannot be funded: its state is {STATES[terms['state']]}.")
    distributor, treasurer = str(deployed.distributor.address), deployed.holder_of(TREASURER)
    calls = [_call(deployed, "fund", (number,), f"Fund distribution {number}")]
    if deployed.currency.allowance(treasurer.address, distributor) < terms["pot"]:
        sentence = f"Allow the distributor the pot of distribution {number}"
        calls.insert(0, Call(deployed.currency, "approve", (distributor, terms["pot"]), sentence, treasurer))
    return calls


def claim_call(deployed: Deployed, number: int, holder: Actor) -> Call:
    """The holder fetches what is due."""
    return Call(deployed.distributor, "claim", (number,), f"{holder} claims distribution {number}", holder)


def push_calls(deployed: Deployed, number: int, holders: Sequence[str], sender: Actor) -> list[Call]:
    """Pays holders in batches; anybody may send it."""
    size = deployed.network.batches.payments
    batches = [list(holders[start : start + size]) for start in range(0, len(holders), size)]
    return [
        Call(
            deployed.distributor,
            "push",
            (number, batch),
            f"Pay {len(batch)} holders of distribution {number}",
            sender,
        )
        for batch in batches
    ]


def remit_call(deployed: Deployed, number: int) -> Call:
    """Hands the tax withheld so far to the tax agent; anybody may send it."""
    return _call(deployed, "remitTax", (number,), f"Hand over the tax of distribution {number}")


def close_call(deployed: Deployed, number: int) -> Call:
    """Ends a distribution after its deadline."""
    return _call(deployed, "close", (number,), f"Close distribution {number}")


def account_of(deployed: Deployed, number: int) -> PotAccount:
    """The account of a distribution; DeskError if it did not add up to the pot."""
    return PotAccount(*map(int, deployed.distributor.accountOf(number)))


def dues(deployed: Deployed, number: int, addresses: Iterable[str]) -> list[Due]:
    """What is due to each of the addresses, without those to whom nothing is."""
    found = []
    for address in addresses:
        units, gross, tax, net = map(int, deployed.distributor.entitlement(number, address))
        if units:
            found.append(Due(address, units, gross, tax, net, deployed.distributor.isPaid(number, address)))
    return found


def _call(deployed: Deployed, function: str, arguments: tuple[Any, ...], sentence: str) -> Call:
    return Call(deployed.distributor, function, arguments, sentence, deployed.holder_of(TREASURER))
