"""The transactions in the life of a distribution, up to those that pay holders."""

from __future__ import annotations

from typing import Any

from scripts.lib.actors import Actor
from scripts.lib.calls import Call
from scripts.lib.chain import now
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.account import account_of, lines_of, standing_of
from scripts.lib.dividends.money import Money, money_of
from scripts.lib.problems import DeskError
from scripts.lib.roles import TREASURER


def record_calls(deployed: Deployed, number: int) -> list[Call]:
    """Counts the units of amounts per unit, so that what is to be paid in is known; none where that is known.

    DeskError before the record date has passed.
    """
    standing = standing_of(deployed, number)
    if standing.state != "declared" or all(line.is_pot for line in lines_of(deployed, number)):
        return []
    if now() <= standing.record_date:
        until = format_time(standing.record_date)
        raise DeskError(f"What is to be paid in is known after the record date, {until}: amounts are per unit.")
    return [_call(deployed, "record", number, f"Count the units of distribution {number}")]


def fund_calls(deployed: Deployed, number: int) -> list[Call]:
    """Allows the distributor what is to be paid in, as far as needed, and pays it in.

    DeskError when it is funded, or not recorded where that is needed first ({record_calls}).
    """
    standing_of(deployed, number).require("declared", "recorded")
    due, money = int(deployed.distributor.fundingOf(number)), money_of(deployed, number)
    sentence = f"Fund distribution {number} with {money.shown(due)}"
    if money.is_eth:
        return [_call(deployed, "fund", number, sentence, due)]
    treasurer = deployed.holder_of(TREASURER)
    return [*_allowances(deployed, money, due, treasurer), _call(deployed, "fund", number, sentence)]


def claim_call(deployed: Deployed, number: int, holder: Actor) -> Call:
    """The holder fetches what is due."""
    return Call(deployed.distributor, "claim", (number,), f"{holder} claims distribution {number}", holder)


def remit_calls(deployed: Deployed, number: int) -> list[Call]:
    """Hands the tax withheld so far to the tax agent, none where that was done; anybody may send it."""
    withheld, remitted = account_of(deployed, number).withheld, standing_of(deployed, number).remitted
    if withheld == remitted:
        return []
    return [_call(deployed, "remitTax", number, f"Hand over the tax of distribution {number}")]


def close_call(deployed: Deployed, number: int) -> Call:
    """Ends a distribution after its deadline."""
    return _call(deployed, "close", number, f"Close distribution {number}")


def sweep_call(deployed: Deployed, number: int) -> Call:
    """Sends what nobody claimed back to whom the declaration said; anybody may send it."""
    return _call(deployed, "sweep", number, f"Sweep distribution {number}")


def carry_call(deployed: Deployed, number: int) -> Call:
    """Hands the dust on once everybody is paid; anybody may send it."""
    return _call(deployed, "carryOver", number, f"Hand on the dust of distribution {number}")


def cancel_call(deployed: Deployed, number: int) -> Call:
    """Withdraws a distribution before its record date has passed."""
    return _call(deployed, "cancel", number, f"Cancel distribution {number}")


def _allowances(deployed: Deployed, money: Money, due: int, treasurer: Actor) -> list[Call]:
    """Some tokens refuse to change an allowance that is not nothing, so it is taken back before."""
    distributor = str(deployed.distributor.address)
    allowed = int(money.token.allowance(treasurer.address, distributor))
    if allowed >= due:
        return []
    amounts = [0, due] if allowed else [due]
    return [
        Call(money.token, "approve", (distributor, amount), f"Allow the distributor {money.shown(amount)}", treasurer)
        for amount in amounts
    ]


def _call(deployed: Deployed, function: str, number: int, sentence: str, value: int = 0) -> Call:
    arguments: tuple[Any, ...] = (number,)
    return Call(deployed.distributor, function, arguments, sentence, deployed.holder_of(TREASURER), value)
