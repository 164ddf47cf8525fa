"""Brings everybody the money: who is to be paid, who is passed over and why, and in which batches."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from scripts.lib.actors import Actor
from scripts.lib.calls import Call
from scripts.lib.chain import latest_block, now
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.account import Standing, standing_of
from scripts.lib.dividends.calls import claim_call
from scripts.lib.dividends.dues import Due, dues_of, unsettled
from scripts.lib.dividends.holders import holders_by_folio
from scripts.lib.dividends.journal import histories
from scripts.lib.dividends.listpush import claim_listed_call, listed_builder, listed_payees, open_list
from scripts.lib.dividends.push import aside_builder, pay_all, push_builder
from scripts.lib.problems import DeskError
from scripts.lib.roles import TREASURER

log = logging.getLogger("scrip")

READ = "read what is due"


def push_to_all(deployed: Deployed, number: int, again: bool = False, sender: Actor | None = None) -> list[Any]:
    """Pays everybody who is not paid yet; returns the receipts.

    Who is stopped is left out, and so is who could not be paid before, but `again`. The treasurer sends it unless
    another `sender` is named: anybody may.
    """
    standing, sender = _paying(deployed, number), sender or deployed.holder_of(TREASURER)
    if _is_unknown(deployed, standing):
        return []
    if standing.is_listed:
        payees = listed_payees(deployed, open_list(deployed, number))
        failed = set() if again else _failed(deployed, number)
        chosen = [payee for payee in payees if payee.address not in failed]
        _say_left_out(len(payees) - len(chosen), 0)
        return pay_all(deployed, number, chosen, listed_builder(deployed, number, sender))
    open_dues = _open_dues(deployed, number)
    failed = set() if again else _failed(deployed, number)
    able = [due for due in open_dues if not due.is_stopped]
    payees = [due for due in able if due.address not in failed]
    _say_left_out(len(able) - len(payees), len(open_dues) - len(able))
    return pay_all(deployed, number, payees, push_builder(deployed, number, sender))


def set_aside_stopped(deployed: Deployed, number: int) -> list[Any]:
    """Sets aside what is due to holders who are stopped, so that it is not swept; returns the receipts."""
    standing = _paying(deployed, number)
    if standing.is_listed:
        raise DeskError("By a list, `push` itself sets aside what is due to holders who are stopped.")
    if _is_unknown(deployed, standing):
        return []
    stopped = [due for due in _open_dues(deployed, number) if due.is_stopped]
    return pay_all(deployed, number, stopped, aside_builder(deployed, number, deployed.holder_of(TREASURER)))


def claim_of(deployed: Deployed, number: int, holder: Actor) -> Call:
    """The holder fetches what is due, by the register or by the list."""
    if standing_of(deployed, number).is_listed:
        return claim_listed_call(deployed, open_list(deployed, number), holder)
    return claim_call(deployed, number, holder)


def _paying(deployed: Deployed, number: int) -> Standing:
    """DeskError outside the time in which holders are paid, which spares the chain the questions."""
    standing, time = standing_of(deployed, number), now()
    if standing.state == "funded" and time > standing.record_date:
        deployed.send([_record(deployed, number)])
    else:
        standing.require("payable", "closed")
    if not standing.pay_date <= time <= standing.claim_back_until:
        raise DeskError(
            f"Holders of distribution {number} are paid from {format_time(standing.pay_date)} "
            f"to {format_time(standing.claim_back_until)}."
        )
    return standing


def _is_unknown(deployed: Deployed, standing: Standing) -> bool:
    """Whether a dry run cannot tell who is due what, since the units would be counted first."""
    return deployed.sending.dry_run and standing.state == "funded"


def _record(deployed: Deployed, number: int) -> Call:
    """Counts the units, without which nobody can be told what is due."""
    sentence = f"Count the units of distribution {number}"
    return Call(deployed.distributor, "record", (number,), sentence, deployed.holder_of(TREASURER))


def _open_dues(deployed: Deployed, number: int) -> Sequence[Due]:
    holders = unsettled(deployed, number, holders_by_folio(deployed, latest_block().number))
    return dues_of(deployed, number, holders.values(), label=READ if len(holders) > 1_000 else "")


def _failed(deployed: Deployed, number: int) -> set[str]:
    """Those who have refused the money, or whose units were not there; not those who were stopped then."""
    found = histories(deployed, number, latest_block().number)
    return {holder for holder, history in found.items() if history.skipped not in ("", "FROZEN")}


def _say_left_out(failed: int, stopped: int) -> None:
    if failed:
        log.info("%d could not be paid before and can claim; `push NUMBER again` tries them anew", failed)
    if stopped:
        log.info("%d stopped: the money waits, and `aside` keeps it from being swept", stopped)
