"""Dividends, coupons, redemptions: declares a distribution, funds it, pays it, reports on it, and ends it.

Who runs what: the treasurer (role TREASURER) makes tax tables, files forms, declares, funds, closes and cancels; the
configurer sets the interest of bonds; a holder claims; anybody pushes, sets aside, sweeps, carries, remits and reads.
The file is dividend.yaml beside issuer.yaml unless another is named. A distribution is known by its document: one that
was declared is not declared again. docs/dividends.md says what the file holds for each kind.

    brownie run dividends plan [FILE] --network local
    brownie run dividends declare [FILE] [dry-run|send] --network local
    brownie run dividends fund NUMBER [dry-run|send] --network local
    brownie run dividends push NUMBER [again] [dry-run|send] --network local
    brownie run dividends claim NUMBER HOLDER [dry-run|send] --network local
    brownie run dividends aside NUMBER [dry-run|send] --network local
    brownie run dividends status [NUMBER] --network local
    brownie run dividends statements NUMBER --network local
    brownie run dividends remit NUMBER [dry-run|send] --network local
    brownie run dividends carry NUMBER [dry-run|send] --network local
    brownie run dividends close NUMBER [dry-run|send] --network local
    brownie run dividends sweep NUMBER [dry-run|send] --network local
    brownie run dividends cancel NUMBER [dry-run|send] --network local
    brownie run dividends list FILE|NUMBER --network local
    brownie run dividends form HOLDER RATE|table VALID_THROUGH DOCUMENT [dry-run|send] --network local
    brownie run dividends bond CLASS FACE RATE CONVENTION FREQUENCY DOCUMENT [dry-run|send] --network local
    brownie run dividends currency --network local      a play currency, for developers' chains only

Reports in reports/<network>/: dividend-NUMBER-statements, -tax and -unclaimed, list-NUMBER; each as CSV and JSON.
"""

from __future__ import annotations

import builtins
import logging
from pathlib import Path

from scripts.lib.amounts import format_count, parse_amount, parse_ppm
from scripts.lib.arguments import number_argument, parsed_argument, partition_argument
from scripts.lib.chain import latest_block, now
from scripts.lib.command import command
from scripts.lib.dates import format_time, parse_day
from scripts.lib.deployed import Deployed
from scripts.lib.dividends import calls
from scripts.lib.dividends.account import PotAccount, account_of, standing_of
from scripts.lib.dividends.arithmetic.withholding import Form
from scripts.lib.dividends.bondterms import CONVENTIONS, Interest, bond_call
from scripts.lib.dividends.declaring import declare_plan, plan_of
from scripts.lib.dividends.kindparsers import parse_frequency
from scripts.lib.dividends.listfiles import write_list
from scripts.lib.dividends.listpush import open_list
from scripts.lib.dividends.lists import PaymentList, make_list
from scripts.lib.dividends.money import Money, money_of, plan_money
from scripts.lib.dividends.paying import claim_of, push_to_all, set_aside_stopped
from scripts.lib.dividends.planning import Option, outlook
from scripts.lib.dividends.reports import write_statements, write_totals, write_unclaimed
from scripts.lib.dividends.statements import make_statement
from scripts.lib.dividends.taxtables import form_call
from scripts.lib.paths import shown
from scripts.lib.planparts import existing_path, one_of
from scripts.lib.playmoney import create_currency, give
from scripts.lib.problems import DeskError
from scripts.lib.roles import TREASURER
from scripts.lib.session import open_security

log = logging.getLogger("scrip")

AGAIN = "again"
OF_THE_TABLE = "table"


# Before


@command
def plan(path: str = "") -> None:
    """plan [FILE]: how many would be paid, in how many batches, at what cost; nothing is sent."""
    show_outlook(open_security(), path)


def show_outlook(deployed: Deployed, path: str = "") -> None:
    """Logs the outlook of a file."""
    file = plan_of(deployed, _file(deployed, path))
    found, money = outlook(deployed, file), plan_money(deployed, file.in_eth)
    log.info("%-24s %s, paid in %s", "kind", file.name, money.symbol)
    for line in found.terms.lines if found.terms else ():
        log.info("%-24s %s", line.line.partition, _line_text(line.line, money))
    if found.gross is not None:
        log.info("%-24s %s", "gross", money.shown(found.gross))
    log.info("%-24s %s", "holders", format_count(found.holders))
    for name, option in (("push by the register", found.push), ("push by a list", found.by_list)):
        log.info("%-24s %s", name, _option_text(option, found.price))
    log.info("%-24s %.3f gwei", "gas price", found.price / 10**9)


@command
def declare(path: str = "", mode: str = "") -> None:
    """declare [FILE] [dry-run|send]: declares the distribution of the file and sets its record date."""
    deployed = open_security(mode)
    number = declare_distribution(deployed, _file(deployed, path))
    if number:
        log.info("distribution %d", number)


def declare_distribution(deployed: Deployed, file: Path) -> int:
    """Declares it unless its document shows that it was; returns its number, 0 after a dry run."""
    return declare_plan(deployed, plan_of(deployed, file)) or 0


@command
def list(what: str) -> None:
    """list FILE|NUMBER: makes the list of a file, or checks the one of a distribution against the chain."""
    deployed = open_security()
    if what.isdecimal():
        found = open_list(deployed, number_argument(what))
        _show_list(found, money_of(deployed, found.number))
        return
    file = plan_of(deployed, _file(deployed, what))
    found = make_list(deployed, file, int(deployed.distributor.count()) + 1, now())
    _show_list(found, plan_money(deployed, file.in_eth))
    for written in write_list(deployed, found, plan_money(deployed, file.in_eth)):
        log.info("written: %s", shown(written))


@command
def form(holder: str, rate: str, valid_through: str, document: str, mode: str = "") -> None:
    """form HOLDER RATE|table VALID_THROUGH DOCUMENT [dry-run|send]: files the tax form of an investor."""
    deployed = open_security(mode)
    file_form(deployed, holder, rate, valid_through, document)


def file_form(deployed: Deployed, holder: str, rate: str, valid_through: str, document: str) -> None:
    """Files a form; it counts for record dates from now on."""
    ppm = None if rate == OF_THE_TABLE else parsed_argument(rate, parse_ppm)
    day = parsed_argument(valid_through, parse_day)
    path = parsed_argument(document, existing_path)
    deployed.send([form_call(deployed, deployed.actors[holder].address, Form(ppm, day), path)])


@command
def bond(partition: str, face: str, rate: str, convention: str, frequency: str, document: str, mode: str = "") -> None:
    """bond CLASS FACE RATE CONVENTION FREQUENCY DOCUMENT [dry-run|send]: sets the interest of a class."""
    set_bond(open_security(mode), partition, face, rate, convention, frequency, document)


def set_bond(
    deployed: Deployed, partition: str, face: str, rate: str, convention: str, frequency: str, document: str
) -> None:
    """Sets the interest of a class: FACE is the principal of one whole unit."""
    decimals = deployed.settings.currency.decimals
    interest = Interest(
        face=parsed_argument(face, lambda text: parse_amount(text, decimals, 2**96 - 1)),
        per=10**deployed.settings.decimals,
        rate_ppm=parsed_argument(rate, parse_ppm),
        convention=CONVENTIONS[parsed_argument(convention, one_of(CONVENTIONS))],
        frequency=parsed_argument(frequency, parse_frequency),
    )
    label = partition_argument(deployed.settings, partition)
    deployed.send([bond_call(deployed, label, interest, parsed_argument(document, existing_path))])


@command
def fund(number: str, mode: str = "") -> None:
    """fund NUMBER [dry-run|send]: pays in what is due; amounts per unit after the record date."""
    fund_distribution(open_security(mode), number_argument(number))


def fund_distribution(deployed: Deployed, number: int) -> builtins.list:
    """Records it first where only that shows what is due; returns the receipts."""
    before = calls.record_calls(deployed, number)
    sent = deployed.send(before)
    if before and deployed.sending.dry_run:
        log.info("would then pay in what the units come to")
        return []
    return [*sent, *deployed.send(calls.fund_calls(deployed, number))]


# Payment


@command
def push(number: str, again: str = "", mode: str = "") -> None:
    """push NUMBER [again] [dry-run|send]: pays everybody who is not paid yet; `again` tries those who failed."""
    if again not in ("", AGAIN):
        raise DeskError(f"{again}: only `{AGAIN}` can stand here.")
    deployed = open_security(mode)
    push_to_all(deployed, number_argument(number), again == AGAIN)
    _show(deployed, number_argument(number))


@command
def claim(number: str, holder: str, mode: str = "") -> None:
    """claim NUMBER HOLDER [dry-run|send]: pays one holder, who sends it."""
    deployed = open_security(mode)
    deployed.send([claim_of(deployed, number_argument(number), deployed.actors[holder])])


@command
def aside(number: str, mode: str = "") -> None:
    """aside NUMBER [dry-run|send]: sets aside what is due to holders who are stopped."""
    deployed = open_security(mode)
    set_aside_stopped(deployed, number_argument(number))
    _show(deployed, number_argument(number))


# Books


@command
def status(number: str = "") -> None:
    """status [NUMBER]: where a distribution and its money are; of all of them the state."""
    deployed = open_security()
    if number:
        _show(deployed, number_argument(number))
        return
    for each in range(1, int(deployed.distributor.count()) + 1):
        standing, money = standing_of(deployed, each), money_of(deployed, each)
        account = account_of(deployed, each)
        log.info(
            "%4d  %-9s  pot %s, unclaimed %s",
            each,
            standing.state,
            money.shown(account.pot),
            money.plain(account.unclaimed),
        )


@command
def statements(number: str) -> None:
    """statements NUMBER: writes the statements, the totals for the tax agent, and what is unclaimed."""
    deployed = open_security()
    for path in write_reports(deployed, number_argument(number)):
        log.info("written: %s", shown(path))


def write_reports(deployed: Deployed, number: int) -> builtins.list[Path]:
    """All reports of a distribution as of the newest block."""
    statement = make_statement(deployed, number, latest_block())
    return [
        *write_statements(deployed, statement),
        *write_totals(deployed, statement),
        *write_unclaimed(deployed, statement),
    ]


# The end


@command
def remit(number: str, mode: str = "") -> None:
    """remit NUMBER [dry-run|send]: hands the tax withheld so far to the tax agent."""
    deployed = open_security(mode)
    remit_tax(deployed, number_argument(number))


def remit_tax(deployed: Deployed, number: int) -> builtins.list:
    """Hands the tax over unless that was done; returns the receipts."""
    return deployed.send(calls.remit_calls(deployed, number))


@command
def carry(number: str, mode: str = "") -> None:
    """carry NUMBER [dry-run|send]: hands the dust to the next distribution, once everybody is paid."""
    deployed = open_security(mode)
    deployed.send([calls.carry_call(deployed, number_argument(number))])


@command
def close(number: str, mode: str = "") -> None:
    """close NUMBER [dry-run|send]: ends it after its deadline."""
    deployed = open_security(mode)
    deployed.send([calls.close_call(deployed, number_argument(number))])


@command
def sweep(number: str, mode: str = "") -> None:
    """sweep NUMBER [dry-run|send]: sends what nobody claimed back to whom the declaration said."""
    deployed = open_security(mode)
    deployed.send([calls.sweep_call(deployed, number_argument(number))])


@command
def cancel(number: str, mode: str = "") -> None:
    """cancel NUMBER [dry-run|send]: withdraws it before its record date has passed."""
    deployed = open_security(mode)
    deployed.send([calls.cancel_call(deployed, number_argument(number))])


@command
def currency() -> None:
    """currency: creates a play currency on a developer's chain and gives the treasurer some of it."""
    deployed = open_security()
    if deployed.network.currency:
        raise DeskError(f"The currency of this network stands in {shown(deployed.network.path)}.")
    create_currency(deployed)
    give(deployed, deployed.holder_of(TREASURER).address, 10**6)


def _file(deployed: Deployed, path: str) -> Path:
    return Path(path) if path else deployed.settings.folder / "dividend.yaml"


def _show(deployed: Deployed, number: int) -> None:
    standing, money = standing_of(deployed, number), money_of(deployed, number)
    log.info("%-12s %s", "state", standing.state)
    for name in ("record_date", "pay_date", "deadline", "claim_back_until"):
        log.info("%-12s %s", name.replace("_", " "), format_time(getattr(standing, name)))
    account: PotAccount = account_of(deployed, number)
    amounts = {**vars(account), "set aside": standing.set_aside, "remitted": standing.remitted}
    for name, value in amounts.items():
        log.info("%-12s %24s", name, money.shown(value))


def _show_list(found: PaymentList, money: Money) -> None:
    log.info("%-10s %d, for the register of block %d", "number", found.number, found.register.number)
    log.info("%-10s %s", "holders", format_count(len(found.holders)))
    log.info("%-10s %s", "gross", money.shown(found.gross))
    log.info("%-10s %s", "tax", money.shown(found.tax))
    log.info("%-10s 0x%s", "root", found.tree.root.hex())


def _line_text(line: object, money: Money) -> str:
    pot = getattr(line, "pot", None)
    if pot is not None:
        return f"{money.shown(pot)} for all units"
    return f"{getattr(line, 'amount', 0):,} of the smallest unit for every {getattr(line, 'per', 0):,} units"


def _option_text(option: Option, price: int) -> str:
    each = f"{option.transactions:,} transactions of up to {option.size:,} payees"
    return f"{each}, {option.gas:,} gas, ETH {option.eth(price)}"
