"""The statement of a distribution: for each holder and line what was or will be paid, in the order of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts.lib.chain import BlockMark
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.account import (
    RECORDED,
    LineStanding,
    PotAccount,
    Standing,
    account_of,
    lines_of,
    standing_of,
)
from scripts.lib.dividends.dues import Due, Share, unsettled, waiting
from scripts.lib.dividends.holders import folios_of, holders_by_folio
from scripts.lib.dividends.journal import History, histories
from scripts.lib.dividends.listpush import open_list
from scripts.lib.dividends.money import Money, money_of
from scripts.lib.labels import label_text
from scripts.lib.problems import DeskError

PAID, SET_ASIDE, STOPPED, FAILED, WAITING = "paid", "set aside", "stopped", "failed", "waiting"


@dataclass(frozen=True)
class StatementRow:
    """What a holder gets on one line. `holder` is the wallet that was paid, or that the entry has now.

    `paid_to` is another address if the holder said so; `transaction` is empty while the money waits.
    """

    holder: str
    folio: int
    country: int
    partition: str
    line: int
    units: int
    gross: int
    rate: int
    tax: int
    state: str
    paid_to: str
    transaction: str

    @property
    def net(self) -> int:
        """What the holder receives."""
        return self.gross - self.tax

    @property
    def is_settled(self) -> bool:
        """Whether it was paid or set aside, so that its tax was withheld."""
        return self.state in (PAID, SET_ASIDE)


@dataclass(frozen=True)
class Statement:
    """A distribution at a block: rows of every line, and the account with which they agree."""

    number: int
    block: BlockMark
    money: Money
    standing: Standing
    account: PotAccount
    lines: tuple[LineStanding, ...]
    rows: tuple[StatementRow, ...]


def make_statement(deployed: Deployed, number: int, block: BlockMark) -> Statement:
    """The statement at a block; DeskError before the record date, or if the chain's account were another."""
    standing = standing_of(deployed, number, block.number)
    standing.require(*RECORDED)
    lines = tuple(lines_of(deployed, number, block.number))
    found = histories(deployed, number, block.number)
    rows = [*_paid_rows(deployed, found, lines, block), *_open_rows(deployed, standing, found, lines, block)]
    rows.sort(key=lambda row: (row.folio, row.line))
    account = account_of(deployed, number, block.number)
    statement = Statement(number, block, money_of(deployed, number), standing, account, lines, tuple(rows))
    _check(statement)
    return statement


def _paid_rows(
    deployed: Deployed, found: Mapping[str, History], lines: tuple[LineStanding, ...], block: BlockMark
) -> Iterator[StatementRow]:
    folios = folios_of(deployed, block.number)
    for holder, history in found.items():
        for paid in history.paid:
            yield StatementRow(
                holder=holder,
                folio=folios[holder],
                country=paid.country,
                partition=label_text(lines[paid.line].partition),
                line=paid.line + 1,
                units=paid.units,
                gross=paid.gross,
                rate=paid.rate,
                tax=paid.tax,
                state=SET_ASIDE if history.set_aside else PAID,
                paid_to=history.paid_to,
                transaction=history.transaction,
            )


def _open_rows(
    deployed: Deployed,
    standing: Standing,
    found: Mapping[str, History],
    lines: tuple[LineStanding, ...],
    block: BlockMark,
) -> Iterator[StatementRow]:
    dues = (
        _listed_dues(deployed, standing, block)
        if standing.is_listed
        else waiting(deployed, standing.number, block.number)
    )
    for due in dues:
        state = STOPPED if due.is_stopped else FAILED if _has_failed(found.get(due.address)) else WAITING
        for place, (units, gross, tax) in enumerate(due.shares):
            if units:
                label = label_text(lines[place].partition)
                shown = (due.address, due.folio, due.country, label, place + 1)
                yield StatementRow(*shown, units, gross, due.rate, tax, state, "", "")


def _listed_dues(deployed: Deployed, standing: Standing, block: BlockMark) -> Iterator[Due]:
    """What of the list is open; whether its holder is stopped the list does not know, so the register is asked."""
    wallets = holders_by_folio(deployed, block.number)
    entries = {holder.folio: holder.entry for holder in open_list(deployed, standing.number).holders}
    left = unsettled(deployed, standing.number, {folio: wallets[folio] for folio in entries}, block.number)
    for folio, wallet in left.items():
        entry = entries[folio]
        member = deployed.security.memberOf(wallet, block_identifier=block.number)
        is_stopped = bool(member["frozen"] or member["sanctioned"])
        shares: tuple[Share, ...] = ((entry.units, entry.gross, entry.tax),)
        yield Due(wallet, folio, entry.country, entry.rate, entry.gross, entry.tax, False, is_stopped, shares)


def _has_failed(history: History | None) -> bool:
    return history is not None and history.skipped not in ("", "FROZEN")


def _check(statement: Statement) -> None:
    """The rows and the chain's account say the same."""
    settled = [row for row in statement.rows if row.is_settled]
    withheld = sum(row.tax for row in settled)
    paid = sum(row.net for row in settled) - statement.standing.set_aside
    account = statement.account
    if (paid, withheld) != (account.paid, account.withheld):
        raise DeskError(f"The chain's account is {account}, but the payments come to {paid} paid, {withheld} withheld.")
