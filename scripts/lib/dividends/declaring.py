"""Declares a distribution: its tax table first where the chain has none like it, its list where it is paid by one."""

from __future__ import annotations

import logging
from pathlib import Path

from scripts.lib.calls import Call
from scripts.lib.chain import now
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.arithmetic.lines import PotLine
from scripts.lib.dividends.context import context_of
from scripts.lib.dividends.listfiles import write_list
from scripts.lib.dividends.lists import make_list
from scripts.lib.dividends.money import plan_money
from scripts.lib.dividends.plan import DistributionPlan, load_plan
from scripts.lib.dividends.taxtables import find_table, table_calls
from scripts.lib.dividends.terms import DeclaredLine, Terms, declaration, terms_of
from scripts.lib.documents import hash_document
from scripts.lib.events import read_events
from scripts.lib.paths import shown
from scripts.lib.problems import DeskError
from scripts.lib.roles import TREASURER

log = logging.getLogger("scrip")


def plan_of(deployed: Deployed, file: Path) -> DistributionPlan:
    """The plan of a file, read against the issuer's settings."""
    return load_plan(file, context_of(deployed.settings))


def find_distribution(deployed: Deployed, plan: DistributionPlan) -> int | None:
    """The number of the distribution that was declared by the plan's document and not cancelled; None for none."""
    wanted = hash_document(plan.document)
    cancelled = {int(event["id"]) for event in read_events(deployed.distributor, {"DistributionCancelled"})}
    for event in read_events(deployed.distributor, {"DistributionDeclared"}):
        if bytes(event["declaration"]["documentHash"]) == wanted and int(event["id"]) not in cancelled:
            return int(event["id"])
    return None


def declare_plan(deployed: Deployed, plan: DistributionPlan) -> int | None:
    """Declares it unless its document shows that it was; returns its number, None after a dry run."""
    found = find_distribution(deployed, plan)
    if found is not None:
        return found
    deployed.send(table_calls(deployed, plan.tax))
    if plan.is_listed:
        _declare_list(deployed, plan)
    else:
        terms = terms_of(deployed, plan)
        for note in terms.notes:
            log.info("%s", note)
        deployed.send([_declare_call(deployed, plan, terms, bytes(32))])
    return find_distribution(deployed, plan)


def _declare_list(deployed: Deployed, plan: DistributionPlan) -> None:
    """The leaves name the number that the distribution will have; DeskError when another one came between."""
    number = int(deployed.distributor.count()) + 1
    found = make_list(deployed, plan, number, now())
    for path in write_list(deployed, found, plan_money(deployed, plan.in_eth)):
        log.info("written: %s", shown(path))
    terms = Terms((DeclaredLine(PotLine(found.partition, "list", found.gross)),))
    deployed.send([_declare_call(deployed, plan, terms, found.tree.root)])
    declared = find_distribution(deployed, plan)
    if declared not in (None, number):
        raise DeskError(
            f"Another distribution was declared meanwhile: the list is for number {number}, but this one has "
            f"{declared}. Cancel {declared} before its record date, and declare again."
        )


def _declare_call(deployed: Deployed, plan: DistributionPlan, terms: Terms, root: bytes) -> Call:
    time = now()
    table = find_table(deployed, plan.tax)
    if table is None:  # a dry run has not made it
        table = int(deployed.distributor.taxTables()) + 1
    lines = ", ".join(dict.fromkeys(line.line.partition for line in terms.lines))
    sentence = f"Declare a distribution ({plan.name}) for {lines}, record date {format_time(plan.record_date.at(time))}"
    arguments = (declaration(deployed, plan, terms, table, time, root),)
    return Call(deployed.distributor, "declare", arguments, sentence, deployed.holder_of(TREASURER))
