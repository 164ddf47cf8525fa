"""Splits the shares of a class: plans a split, a reverse split or a bonus issue, decides it, takes it back.

Who runs what: the issuer (role CONFIGURER) schedules and cancels; anybody plans and reads. What was DENOMINATOR
shares becomes NUMERATOR shares: 2 1 is two for one, 1 10 a reverse split, 6 5 a bonus of one for five. The units of
the register stay as they are. DATE is `2031-12-31T16:00` in UTC, or `+10 days`; DOCUMENT is the decision, whose
hash the chain keeps. PRICE is that of a share after the split, in the currency: fractions are bought in for it.
Once the split applies, a plan with the factor 1 1 lists the fractions that there are then.

    brownie run split plan PARTITION NUMERATOR DENOMINATOR [PRICE] --network local
    brownie run split schedule PARTITION NUMERATOR DENOMINATOR DATE DOCUMENT [dry-run|send] --network local
    brownie run split cancel PARTITION [dry-run|send] --network local
    brownie run split status --network local

Reports: reports/<network>/split-PARTITION.csv, what each investor will have; split-PARTITION-fractions.csv, from
which wallet how many units are bought in, and for how much.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from scripts.lib.amounts import format_amount, parse_amount, parse_count
from scripts.lib.arguments import parsed_argument, partition_argument
from scripts.lib.chain import BlockMark, latest_block, now
from scripts.lib.command import command
from scripts.lib.dates import format_time, parse_moment
from scripts.lib.deployed import Deployed
from scripts.lib.paths import report_folder, shown
from scripts.lib.problems import DeskError
from scripts.lib.ratios import format_ratio, format_shares
from scripts.lib.references import references_of
from scripts.lib.register import read_register
from scripts.lib.reports import write_csv
from scripts.lib.session import open_security
from scripts.lib.splitting import (
    MAX_NUMBER,
    Outcome,
    Terms,
    board_lot,
    cancel_call,
    outcomes,
    payments,
    schedule_call,
)

log = logging.getLogger("scrip")

COLUMNS = (
    "investor",
    "reference",
    "wallets",
    "units",
    "shares_before",
    "shares_after",
    "whole_shares",
    "fraction",
    "fraction_units",
    "cash_in_lieu",
    "missing_units",
)


@command
def plan(partition: str, numerator: str, denominator: str, price: str = "") -> None:
    """plan PARTITION NUMERATOR DENOMINATOR [PRICE]: what each investor would have, and what of it in fractions."""
    deployed = open_security()
    terms, found, files = write_plan(deployed, partition, _factor(numerator, denominator), price)
    for line in plan_lines(deployed, terms, found):
        log.info(line)
    log.info("written: %s", ", ".join(map(shown, files)))


def write_plan(
    deployed: Deployed, partition: str, factor: tuple[int, int], price: str = ""
) -> tuple[Terms, list[Outcome], tuple[Path, Path]]:
    """Writes the plan and what would be bought in, of the newest block; returns them with their files."""
    block = latest_block()
    register = read_register(deployed, block)
    label = partition_argument(deployed.settings, partition)
    present = register.ratios.at(label, block.time)
    worth = parsed_argument(price, lambda text: parse_amount(text, _places(deployed))) if price else None
    terms = Terms(label, present, present * Fraction(*factor), deployed.settings.decimals, worth)
    found = outcomes(register, terms, references_of(deployed, register.succession))
    return (
        terms,
        found,
        (_write_outcomes(deployed, terms, found, block), _write_payments(deployed, terms, found, block)),
    )


def plan_lines(deployed: Deployed, terms: Terms, found: list[Outcome]) -> Iterator[str]:
    """The plan for the reader: those with a fraction one by one, the others as a number."""
    yield f"{terms.label}: shares for units {format_ratio(terms.before)} now, {format_ratio(terms.after)} by the plan"
    for outcome in found:
        if outcome.fraction:
            yield _fraction_line(deployed, terms, outcome)
    fractions = sum(outcome.fraction > 0 for outcome in found)
    yield f"of {len(found)} investor{'s' * (len(found) != 1)} {fractions} with a fraction"
    if terms.price is not None:
        yield f"cash in lieu {_money(deployed, sum(outcome.cash for outcome in found))}"
    lot = board_lot(terms.after, terms.decimals)
    if lot > 1:
        yield f"units would make up whole shares in lots of {lot:,} only: single shares could not be moved"


def _fraction_line(deployed: Deployed, terms: Terms, outcome: Outcome) -> str:
    name = outcome.reference or ("treasury" if outcome.is_treasury else f"folio {outcome.investor}")
    line = f"{name:<12} {outcome.whole:>15,} shares and {outcome.fraction}"
    if not outcome.surplus:
        return line
    paid = f" for {_money(deployed, outcome.cash)}" if terms.price is not None else ""
    return f"{line}, which {format_amount(outcome.surplus, terms.decimals)} units make up{paid}"


def _write_outcomes(deployed: Deployed, terms: Terms, found: list[Outcome], block: BlockMark) -> Path:
    rows = [
        {
            "investor": outcome.investor,
            "reference": outcome.reference,
            "wallets": " ".join(address for address, _ in outcome.wallets),
            "units": _plain(format_amount(outcome.units, terms.decimals)),
            "shares_before": _plain(format_shares(outcome.before, terms.decimals)),
            "shares_after": _plain(format_shares(outcome.after, terms.decimals)),
            "whole_shares": outcome.whole,
            "fraction": str(outcome.fraction),
            "fraction_units": _plain(format_amount(outcome.surplus, terms.decimals)),
            "cash_in_lieu": "" if terms.price is None else _plain(_money(deployed, outcome.cash)),
            "missing_units": _plain(format_amount(outcome.missing, terms.decimals)),
        }
        for outcome in found
    ]
    return write_csv(_report(deployed, f"split-{terms.label}.csv"), COLUMNS, rows, _footer(terms, block))


def _write_payments(deployed: Deployed, terms: Terms, found: list[Outcome], block: BlockMark) -> Path:
    rows = [
        {
            "address": payment.address,
            "units": _plain(format_amount(payment.units, terms.decimals)),
            "amount": "" if terms.price is None else _plain(_money(deployed, payment.cash)),
        }
        for outcome in found
        for payment in payments(outcome)
    ]
    path = _report(deployed, f"split-{terms.label}-fractions.csv")
    return write_csv(path, ("address", "units", "amount"), rows, _footer(terms, block))


def _footer(terms: Terms, block: BlockMark) -> dict[str, object]:
    """Of which ratio and block a report is."""
    return {"shares for units": format_ratio(terms.after), "block": block.number, "hash": block.hash}


@command
def schedule(partition: str, numerator: str, denominator: str, date: str, document: str, mode: str = "") -> None:
    """schedule PARTITION NUMERATOR DENOMINATOR DATE DOCUMENT [dry-run|send]: decides the split."""
    schedule_split(open_security(mode), partition, _factor(numerator, denominator), date, Path(document))


def schedule_split(deployed: Deployed, partition: str, factor: tuple[int, int], date: str, document: Path) -> None:
    """Decides the split, unless its document has done so before."""
    label = partition_argument(deployed.settings, partition)
    moment = parsed_argument(date, parse_moment).at(now())
    ratios = read_register(deployed, latest_block()).ratios
    deployed.send([schedule_call(deployed, ratios, label, factor, moment, document)])


@command
def cancel(partition: str, mode: str = "") -> None:
    """cancel PARTITION [dry-run|send]: takes back the split that is to come."""
    deployed = open_security(mode)
    deployed.send([cancel_call(deployed, partition_argument(deployed.settings, partition))])


@command
def status() -> None:
    """status: the ratio of each class, and its splits."""
    for line in status_lines(open_security()):
        log.info(line)


def status_lines(deployed: Deployed) -> Iterator[str]:
    """What a unit of each class is, and by which splits it came to that."""
    block = latest_block()
    register = read_register(deployed, block)
    for label in register.labels:
        yield f"{label}: {format_ratio(register.ratios.at(label, block.time))}"
        for split in register.ratios.of(label):
            state = "to come" if split.effective_at > block.time else "applies"
            yield (
                f"    {format_time(split.effective_at)}  {format_ratio(split.factor)}, {state}, "
                f"by 0x{split.document.hex()}"
            )


def _factor(numerator: str, denominator: str) -> tuple[int, int]:
    """The factor of the arguments; both are positive."""
    numbers = [parsed_argument(text, lambda word: parse_count(word, MAX_NUMBER)) for text in (numerator, denominator)]
    if 0 in numbers:
        raise DeskError("A split is of so many shares for so many, and neither is 0.")
    return numbers[0], numbers[1]


def _places(deployed: Deployed) -> int:
    return deployed.settings.currency.decimals


def _money(deployed: Deployed, amount: int) -> str:
    return format_amount(amount, _places(deployed))


def _plain(text: str) -> str:
    """A number for machines: no separators."""
    return text.replace(",", "")


def _report(deployed: Deployed, name: str) -> Path:
    return report_folder(deployed.network.name) / name
