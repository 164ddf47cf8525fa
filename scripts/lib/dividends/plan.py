"""dividend.yaml: a distribution as the board decided it, before it is put into a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripts.lib.addresses import is_address
from scripts.lib.dates import Moment, parse_moment
from scripts.lib.dividends.context import ETH, Context
from scripts.lib.dividends.kindparsers import PARSERS
from scripts.lib.dividends.kinds import Kind, ListedLine
from scripts.lib.dividends.taxplan import TaxPlan, read_tax
from scripts.lib.planparts import check_order, existing_file, one_of
from scripts.lib.yamlfile import Section, open_yaml

MAX_EXCLUDED = 32


@dataclass(frozen=True)
class DistributionPlan:
    """A distribution as declared. Accounts (`residual`, `excluded`) are names of config/<network>.yaml or addresses.

    `in_eth`: whether it is paid in ETH instead of the network's currency.
    """

    path: Path
    name: str
    kind: Kind
    in_eth: bool
    record_date: Moment
    pay_date: Moment
    deadline: Moment
    claim_back_until: Moment
    tax: TaxPlan | None
    residual: str
    excluded: tuple[str, ...]
    document: Path

    @property
    def is_listed(self) -> bool:
        """Whether holders are paid by a list instead of by the register."""
        return isinstance(self.kind, ListedLine)


def load_plan(path: Path, context: Context) -> DistributionPlan:
    """Reads and checks the file; InputError with every problem in it."""
    with open_yaml(path) as root:
        name = root.value("kind", one_of(PARSERS))
        in_eth = root.value("currency", one_of((ETH,)), "") == ETH
        record, pay, deadline, claim_back = _dates(root)
        if name is None:
            _leave_unread(root)
        plan = DistributionPlan(
            path=path,
            name=name,
            kind=PARSERS[name](root, context.in_eth() if in_eth else context) if name else None,  # type: ignore[arg-type]
            in_eth=in_eth,
            record_date=record,
            pay_date=pay,
            deadline=deadline,
            claim_back_until=claim_back,
            tax=read_tax(root.optional_section("tax"), context),
            residual=root.value("residual", str),
            excluded=_excluded(root),
            document=existing_file(root, "document"),
        )
    return plan


def _dates(root: Section) -> tuple[Moment, Moment, Moment, Moment]:
    record = root.value("record_date", parse_moment)
    pay = root.value("pay_date", parse_moment)
    deadline = root.value("deadline", parse_moment)
    claim_back = root.value("claim_back_until", parse_moment, deadline)
    check_order(root, ("record_date", record), ("pay_date", pay), ("deadline", deadline))
    if claim_back is not deadline:
        check_order(root, ("deadline", deadline), ("claim_back_until", claim_back))
    return record, pay, deadline, claim_back


def _excluded(root: Section) -> tuple[str, ...]:
    names = root.values("excluded", str, ())
    keys = [name.lower() if name and is_address(name) else name for name in names]
    if len(set(keys)) < len(keys):
        root.note("excluded: the same one twice", root.line_of("excluded"))
    if len(names) > MAX_EXCLUDED:
        root.note(f"excluded: at most {MAX_EXCLUDED}", root.line_of("excluded"))
    return names


def _leave_unread(root: Section) -> None:
    """Of an unknown kind, nothing can be said of the keys that only some kinds have."""
    known = {"kind", "currency", "record_date", "pay_date", "deadline", "claim_back_until", "tax"}
    root.ignore(*(set(root.names()) - known - {"residual", "excluded", "document"}))
