"""Dividends: declares one, funds it, pays it, shows its account, and closes it.

Who runs what: the treasurer (role TREASURER) declares, funds and closes; a holder claims; anybody pushes,
records and reads. The file is dividend.yaml beside issuer.yaml unless another is named. A dividend is known
by its document: one that was declared is not declared again.

    brownie run dividend declare [FILE] [dry-run|send] --network local
    brownie run dividend fund NUMBER [dry-run|send] --network local
    brownie run dividend claim NUMBER HOLDER [dry-run|send] --network local
    brownie run dividend push NUMBER [dry-run|send] --network local
    brownie run dividend account NUMBER --network local
    brownie run dividend close NUMBER [dry-run|send] --network local
    brownie run dividend currency --network local       a play currency, for developers' chains only

Report: reports/<network>/dividend-NUMBER.csv, what is due to each holder.
"""

from __future__ import annotations

import logging
from pathlib import Path

from scripts.lib import distributions
from scripts.lib.actions import load_dividend
from scripts.lib.amounts import format_amount
from scripts.lib.arguments import number_argument
from scripts.lib.chain import latest_block, now
from scripts.lib.command import command
from scripts.lib.deployed import Deployed
from scripts.lib.distributions import Due, PotAccount
from scripts.lib.paths import report_folder, shown
from scripts.lib.playmoney import create_currency, give
from scripts.lib.problems import DeskError
from scripts.lib.register import read_register
from scripts.lib.reports import write_csv
from scripts.lib.roles import TREASURER
from scripts.lib.session import open_security

log = logging.getLogger("scrip")


@command
def declare(path: str = "", mode: str = "") -> None:
    """declare [FILE] [dry-run|send]: declares the dividend of the file and sets its record date."""
    deployed = open_security(mode)
    number = declare_dividend(deployed, Path(path) if path else deployed.settings.folder / "dividend.yaml")
    if number:
        log.info("distribution %d", number)


def declare_dividend(deployed: Deployed, file: Path) -> int:
    """Declares it unless its document shows that it was; returns its number, 0 after a dry run."""
    labels = [partition.label for partition in deployed.settings.partitions]
    plan = load_dividend(file, labels, deployed.settings.currency.decimals)
    if distributions.find_distribution(deployed, plan) is None:
        deployed.send([distributions.declare_call(deployed, plan, now())])
    return distributions.find_distribution(deployed, plan) or 0


@command
def fund(number: str, mode: str = "") -> None:
    """fund NUMBER [dry-run|send]: pays the pot in."""
    deployed = open_security(mode)
    deployed.send(distributions.fund_calls(deployed, number_argument(number)))


@command
def claim(number: str, holder: str, mode: str = "") -> None:
    """claim NUMBER HOLDER [dry-run|send]: pays one holder, who sends it."""
    deployed = open_security(mode)
    deployed.send([distributions.claim_call(deployed, number_argument(number), deployed.actors[holder])])


@command
def push(number: str, mode: str = "") -> None:
    """push NUMBER [dry-run|send]: pays everybody who is not paid yet, in batches."""
    deployed = open_security(mode)
    push_to_all(deployed, number_argument(number))
    _show(deployed, distributions.account_of(deployed, number_argument(number)))


def push_to_all(deployed: Deployed, number: int) -> None:
    """Pays everybody who is not paid yet; who cannot be paid now is passed over and can claim later."""
    waiting = [due.address for due in holders_due(deployed, number) if not due.is_paid]
    calls = distributions.push_calls(deployed, number, waiting, deployed.holder_of(TREASURER))
    deployed.send(calls, label=f"pay {len(waiting)} holder{'s' * (len(waiting) != 1)}")


def holders_due(deployed: Deployed, number: int) -> list[Due]:
    """What is due to each holder, in folio order."""
    register = read_register(deployed, latest_block())
    return distributions.dues(deployed, number, [entry.address for entry in register.members()])


@command
def account(number: str) -> None:
    """account NUMBER: where the pot is, and what is due to whom."""
    deployed = open_security()
    _show(deployed, distributions.account_of(deployed, number_argument(number)))
    log.info("written: %s", shown(write_statement(deployed, number_argument(number))))


def write_statement(deployed: Deployed, number: int) -> Path:
    """Writes what is due to each holder, with the account at the foot."""
    decimals = deployed.settings.currency.decimals
    account = distributions.account_of(deployed, number)
    rows = [
        {
            "address": due.address,
            "units": due.units,
            "gross": _plain(due.gross, decimals),
            "tax": _plain(due.tax, decimals),
            "net": _plain(due.net, decimals),
            "state": "paid" if due.is_paid else "waiting",
        }
        for due in holders_due(deployed, number)
    ]
    footer = {name: _plain(value, decimals) for name, value in vars(account).items()}
    columns = ("address", "units", "gross", "tax", "net", "state")
    path = report_folder(deployed.network.name) / f"dividend-{number}.csv"
    return write_csv(path, columns, rows, {**footer, "block": latest_block().number})


@command
def close(number: str, mode: str = "") -> None:
    """close NUMBER [dry-run|send]: ends it after its deadline."""
    deployed = open_security(mode)
    deployed.send([distributions.close_call(deployed, number_argument(number))])


@command
def currency() -> None:
    """currency: creates a play currency on a developer's chain and gives the treasurer some of it."""
    deployed = open_security()
    if deployed.network.currency:
        raise DeskError(f"The currency of this network stands in {shown(deployed.network.path)}.")
    create_currency(deployed)
    give(deployed, deployed.holder_of(TREASURER).address, 10**6)


def _show(deployed: Deployed, account: PotAccount) -> None:
    for name, value in vars(account).items():
        log.info("%-9s %20s", name, format_amount(value, deployed.settings.currency.decimals))


def _plain(value: int, decimals: int) -> str:
    return format_amount(value, decimals).replace(",", "")
