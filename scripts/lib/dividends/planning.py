"""What a distribution would cost to pay out, before it is declared, and whether a list would cost less.

The figures are gas of whole transactions, measured by tests/scale on this project's own contracts; once a distribution
is payable, `push` measures anew on the chain at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log2

from scripts.lib.chain import latest_block, now
from scripts.lib.deployed import Deployed
from scripts.lib.dividends import kinds
from scripts.lib.dividends.gas import WEI_IN_ETH, Cost, gas_price
from scripts.lib.dividends.lists import make_list
from scripts.lib.dividends.plan import DistributionPlan
from scripts.lib.dividends.terms import Terms, excluded_addresses, terms_of
from scripts.lib.register import read_register

# Of a push by the register. A payee who has none of the currency yet makes the currency write a new slot.
PUSH_BASE = 35_000
PUSH_EACH = 21_600
NEW_BALANCE = 17_100
FURTHER_LINE = 9_000
TAX_ROWS = 3_000
REDEEMED = 45_000
# Of a push by a list: an entry, and for each step of its proof 32 bytes and a hash.
LIST_BASE = 35_000
LIST_EACH = 8_300
LIST_STEP = 750


@dataclass(frozen=True)
class Option:
    """A way to pay everybody: gas in all, in how many transactions of how many payees."""

    gas: int
    transactions: int
    size: int

    def eth(self, price: int) -> str:
        """What it costs at a gas price, in ETH."""
        return f"{self.gas * price / WEI_IN_ETH:.6f}"


@dataclass(frozen=True)
class Outlook:
    """Who would be paid and at what cost. `terms` is None for a list, whose gross is `gross`."""

    holders: int
    terms: Terms | None
    gross: int | None
    push: Option
    by_list: Option
    price: int


def outlook(deployed: Deployed, plan: DistributionPlan) -> Outlook:
    """The outlook of a plan, by the register of the newest block or the list's."""
    if isinstance(plan.kind, kinds.ListedLine):
        found = make_list(deployed, plan, int(deployed.distributor.count()) + 1, now())
        return _outlook(deployed, plan, len(found.holders), None, found.gross)
    terms = terms_of(deployed, plan)
    return _outlook(deployed, plan, _holders(deployed, plan, terms), terms, None)


def _outlook(
    deployed: Deployed, plan: DistributionPlan, holders: int, terms: Terms | None, gross: int | None
) -> Outlook:
    most = deployed.network.batches.payees
    return Outlook(
        holders=holders,
        terms=terms,
        gross=gross,
        push=_option(push_cost(plan, terms), holders, most),
        by_list=_option(list_cost(plan, holders), holders, most),
        price=gas_price(),
    )


def push_cost(plan: DistributionPlan, terms: Terms | None) -> Cost:
    """Of a push by the register, for payees who have none of the currency yet."""
    lines = terms.lines if terms else ()
    each = PUSH_EACH + FURTHER_LINE * max(0, len(lines) - 1) + (0 if plan.in_eth else NEW_BALANCE)
    each += TAX_ROWS if plan.tax and plan.tax.table.rows else 0
    return Cost(PUSH_BASE, each + sum(REDEEMED for line in lines if line.redeemed))


def list_cost(plan: DistributionPlan, holders: int) -> Cost:
    """Of a push by a list of so many holders."""
    steps = ceil(log2(holders)) if holders > 1 else 0
    return Cost(LIST_BASE, LIST_EACH + LIST_STEP * steps + (0 if plan.in_eth else NEW_BALANCE))


def _option(cost: Cost, holders: int, most: int) -> Option:
    size = cost.size(most)
    return Option(cost.of(holders, size), -(-holders // size), size)


def _holders(deployed: Deployed, plan: DistributionPlan, terms: Terms) -> int:
    """How many hold units of a class that is paid, and are not excluded."""
    register = read_register(deployed, latest_block())
    excluded = {register.succession.present(wallet) for wallet in excluded_addresses(deployed, plan)}
    labels = {line.line.partition for line in terms.lines}
    return sum(
        entry.address not in excluded and any(entry.units.get(label, 0) for label in labels)
        for entry in register.members()
    )
