"""The list by which holders are paid instead of by the register: worked out here, proven on chain.

Its amounts are those of the same arithmetic by which the contracts divide a line, for the register as the events
tell it up to a block; or those of a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cached_property

from eth_abi import encode
from eth_utils import keccak

from scripts.lib.chain import BlockMark
from scripts.lib.dates import day_of
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.amountsfile import ListedAmount, read_amounts
from scripts.lib.dividends.arithmetic.lines import Line
from scripts.lib.dividends.arithmetic.rounding import half_up_ppm
from scripts.lib.dividends.arithmetic.withholding import TaxTable
from scripts.lib.dividends.blocks import block_at
from scripts.lib.dividends.kinds import ListedLine
from scripts.lib.dividends.merkle import Tree, tree_of
from scripts.lib.dividends.plan import DistributionPlan
from scripts.lib.dividends.taxtables import forms_by_investor
from scripts.lib.dividends.terms import excluded_addresses
from scripts.lib.problems import DeskError, InputError, Problem
from scripts.lib.register import Entry, Register, read_register

_ENTRY = "(uint32,uint96,uint96,uint104,uint104,uint24,uint16)"
_NO_TAX = TaxTable((), 0)


@dataclass(frozen=True)
class ListEntry:
    """As IPayments.ListEntry has it."""

    folio: int
    units: int
    redeemed: int
    gross: int
    tax: int
    rate: int
    country: int

    def leaf(self, number: int) -> bytes:
        """The leaf of the entry in the list of a distribution."""
        return keccak(keccak(encode(["uint256", _ENTRY], [number, astuple(self)])))


@dataclass(frozen=True)
class ListedHolder:
    """An entry with the wallet that its folio had when the list was made."""

    address: str
    entry: ListEntry

    @property
    def folio(self) -> int:
        """Number of the entry in the register."""
        return self.entry.folio


@dataclass(frozen=True)
class PaymentList:
    """The list of a distribution, in the order of the register; it holds for no other number."""

    number: int
    partition: str
    register: BlockMark
    holders: tuple[ListedHolder, ...]

    @cached_property
    def tree(self) -> Tree:
        """The Merkle tree of all entries."""
        return tree_of([holder.entry.leaf(self.number) for holder in self.holders])

    @property
    def gross(self) -> int:
        """What has to be paid in."""
        return sum(holder.entry.gross for holder in self.holders)

    @property
    def tax(self) -> int:
        """What of it goes to the tax agent."""
        return sum(holder.entry.tax for holder in self.holders)


def make_list(deployed: Deployed, plan: DistributionPlan, number: int, now: int) -> PaymentList:
    """The list of a plan for a distribution of this number; DeskError when nobody would be on it."""
    kind = plan.kind
    if not isinstance(kind, ListedLine):
        raise DeskError(f"{plan.path.name} is of kind {plan.name}, not a list.")
    block = block_at(kind.register_date.at(now) if kind.register_date else now)
    register = read_register(deployed, block)
    amounts = _amounts(deployed, plan, kind, register)
    if not amounts:
        raise DeskError("Nobody is on this list.")
    rates = _Rates(plan.tax.table if plan.tax else _NO_TAX, forms_by_investor(deployed, block.number), block.time)
    is_taxed = kind.line.is_taxed if kind.line else True
    holders = [_holder(entry, amount, rates.of(entry) if is_taxed else 0) for entry, amount in amounts]
    return PaymentList(number, kind.partition, block, tuple(sorted(holders, key=lambda holder: holder.folio)))


@dataclass(frozen=True)
class _Rates:
    table: TaxTable
    forms: dict
    time: int

    def of(self, entry: Entry) -> int:
        form = self.forms.get(entry.investor)
        return self.table.rate(entry.country, entry.attributes, form, day_of(self.time))


def _amounts(
    deployed: Deployed, plan: DistributionPlan, kind: ListedLine, register: Register
) -> list[tuple[Entry, ListedAmount]]:
    excluded = {register.succession.present(wallet) for wallet in excluded_addresses(deployed, plan)}
    if kind.line:
        return _divided(kind.line, [entry for entry in register.members() if entry.address not in excluded])
    amounts = read_amounts(kind.entries, deployed, plan.in_eth)  # type: ignore[arg-type]
    problems, found = [], []
    for amount in amounts:
        entry = register.entries.get(register.succession.present(amount.address))
        if entry is None or not entry.folio or entry.address in excluded:
            text = f"{amount.address} is {'excluded' if entry and entry.folio else 'not in the register'}"
            problems.append(Problem(kind.entries, amount.line, text))  # type: ignore[arg-type]
        else:
            found.append((entry, amount))
    folios: set[int] = set()
    for entry, amount in found:
        if entry.folio in folios:
            problems.append(Problem(kind.entries, amount.line, f"{amount.address} stands here twice"))  # type: ignore[arg-type]
        folios.add(entry.folio)
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line))
    return found


def _divided(line: Line, entries: Sequence[Entry]) -> list[tuple[Entry, ListedAmount]]:
    """What a line makes of the units that these hold."""
    held = [(entry, entry.units.get(line.partition, 0)) for entry in entries]
    eligible = sum(units for _, units in held)
    return [
        (entry, ListedAmount(0, entry.address, units, 0, line.gross(units, eligible))) for entry, units in held if units
    ]


def _holder(entry: Entry, amount: ListedAmount, rate: int) -> ListedHolder:
    tax = half_up_ppm(amount.gross, rate)
    listed = ListEntry(entry.folio, amount.units, amount.redeemed, amount.gross, tax, rate, entry.country)
    return ListedHolder(entry.address, listed)
