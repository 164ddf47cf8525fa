"""Tax tables on chain, which never change, and the forms of investors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scripts.lib.amounts import format_ppm
from scripts.lib.calls import Call
from scripts.lib.dates import format_day
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.arithmetic.withholding import OF_THE_TABLE, Form
from scripts.lib.dividends.taxplan import TaxPlan
from scripts.lib.documents import hash_document
from scripts.lib.events import read_events
from scripts.lib.roles import TREASURER


def find_table(deployed: Deployed, plan: TaxPlan | None) -> int | None:
    """The number of the table on chain that is equal to the plan's; 0 without a plan, None when there is none."""
    if plan is None:
        return 0
    wanted = (plan.table.default_ppm, plan.table.values())
    agent = deployed.actors[plan.agent].address
    for event in read_events(deployed.distributor, {"TaxTableAdded"}):
        if event["agent"] == agent and _contents(event) == wanted:
            return int(event["table"])
    return None


def table_calls(deployed: Deployed, plan: TaxPlan | None) -> list[Call]:
    """The call that makes the table, unless there is an equal one."""
    if plan is None or find_table(deployed, plan) is not None:
        return []
    rows, default = plan.table.values(), plan.table.default_ppm
    arguments = (deployed.actors[plan.agent].address, default, rows)
    sentence = f"Make the tax table of {len(rows)} rows, {format_ppm(default)} for all others, paid to {plan.agent}"
    return [Call(deployed.distributor, "addTaxTable", arguments, sentence, deployed.holder_of(TREASURER))]


def form_call(deployed: Deployed, holder: str, form: Form, document: Path) -> Call:
    """Files the form of an investor; the chain keeps its rate, last day and the document's hash."""
    rate = "the table's rate" if form.ppm is None else format_ppm(form.ppm)
    sentence = f"File the tax form of {holder}: {rate} through {format_day(form.valid_through)}"
    arguments = (holder, *form.values(), hash_document(document))
    return Call(deployed.distributor, "fileTaxForm", arguments, sentence, deployed.holder_of(TREASURER))


def forms_by_investor(deployed: Deployed, last_block: int) -> dict[int, Form]:
    """The form of each investor, by the folio of its first wallet, that was filed last."""
    forms = {}
    for event in read_events(deployed.distributor, {"TaxFormFiled"}, last=last_block):
        ppm = int(event["ppm"])
        forms[int(event["investor"])] = Form(None if ppm == OF_THE_TABLE else ppm, int(event["validThrough"]))
    return forms


def _contents(event: Any) -> tuple[int, list[tuple[int, int, int, bool]]]:
    rows = sorted((row["country"], row["category"], row["ppm"], row["needsForm"]) for row in event["rows"])
    return int(event["defaultPpm"]), rows
