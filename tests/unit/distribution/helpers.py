"""A desk that declares and pays distributions for the tests, and counts the money after each step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brownie import network
from brownie.network.web3 import web3

from scripts.lib.artifacts import container
from tests import clock
from tests.world import COMMON, DAY, NOWHERE, PREFERRED, World

NONE, DECLARED, RECORDED, FUNDED, PAYABLE, CLOSED, SWEPT, CANCELLED = range(8)
RESOLUTION = b"\x0b" * 32
RICH = 2**130
PPM = 1_000_000
GB, BR = 826, 76
MAX_POT = 2**104 - 1
CLASSES = (COMMON, PREFERRED)


class Desk:
    """Distributions of one world in one currency, ETH when none is named.

    `donated` is what a test has given to the distributor outside of any distribution.
    """

    def __init__(self, world: World, currency: Any = None) -> None:
        self.world = world
        self.distributor = world.distributor
        self.currency = currency
        self.donated = 0
        if currency is not None:
            currency.mint(world.treasurer, RICH, {"from": world.deployer})
            currency.approve(self.distributor, RICH, {"from": world.treasurer})

    @property
    def address(self) -> str:
        """The currency as a declaration names it."""
        return NOWHERE if self.currency is None else str(self.currency.address)

    def money_of(self, account: Any) -> int:
        """What an account has of the currency."""
        if self.currency is None:
            return int(web3.eth.get_balance(str(account)))
        return int(self.currency.balanceOf(account))

    # declaration and funding

    def terms(self, **changes: Any) -> tuple[Any, ...]:
        """A declaration: 1,000,000 for COMMON but the treasury, untaxed, to be paid from tomorrow on.

        `pot` and `partition` make one line, in place of which `lines` gives several; `default_tax` and `taxes`,
        which are (country, ppm) or whole rows, make a tax table for `tax_agent`, in place of which `tax_table` names
        one.
        """
        pay_date = changes.get("pay_date", clock.now() + DAY)
        deadline = changes.get("deadline", pay_date + 30 * DAY)
        pot = pot_line(changes.pop("partition", COMMON), changes.pop("pot", 1_000_000))
        table = self.table(
            changes.pop("default_tax", 0), changes.pop("taxes", []), changes.pop("tax_agent", self.world.tax_agent)
        )
        terms = {
            "lines": [pot],
            "coupons": [],
            "currency": self.address,
            "record_date": 0,
            "pay_date": pay_date,
            "deadline": deadline,
            "claim_back_until": deadline,
            "tax_table": table,
            "residual": self.world.residual,
            "excluded": [self.world.treasury],
            "list_root": b"\0" * 32,
            "document": RESOLUTION,
        }
        assert changes.keys() <= terms.keys(), f"not a term: {changes.keys() - terms.keys()}"
        return tuple((terms | changes).values())

    def table(self, default: int, rows: Sequence[tuple[Any, ...]] = (), agent: Any = None) -> int:
        """The number of a new tax table; 0, which is none, when nothing is withheld."""
        if not default and not rows:
            return 0
        whole = [row if len(row) == 4 else (row[0], 0, row[1], False) for row in rows]
        payee = agent or self.world.tax_agent
        made = self.distributor.addTaxTable(payee, default, whole, {"from": self.world.treasurer})
        return int(made.events["TaxTableAdded"]["table"])

    def declare(self, **changes: Any) -> int:
        """Declares; returns the id."""
        self._counted(self.distributor.declare(self.terms(**changes), {"from": self.world.treasurer}))
        return int(self.distributor.count())

    def declare_and_fund(self, **changes: Any) -> int:
        """Declares and funds in one; returns the id."""
        terms = self.terms(**changes)
        self._counted(self.distributor.declareAndFund(terms, self.payer(sum(line[1] for line in terms[0]))))
        return int(self.distributor.count())

    def open(self, **changes: Any) -> int:
        """A distribution on its pay date; returns the id."""
        number = self.declare_and_fund(**changes)
        self.at_pay_date(number)
        return number

    def fund(self, number: int) -> Any:
        """Pays in the pot."""
        return self._counted(self.distributor.fund(number, self.payer(int(self.distributor.fundingOf(number)))))

    def payer(self, pot: int) -> dict[str, Any]:
        """The treasurer as sender, with the pot attached if it is of ETH."""
        return {"from": self.world.treasurer, "value": pot if self.currency is None else 0}

    def cancel(self, number: int) -> Any:
        return self._counted(self.distributor.cancel(number, {"from": self.world.treasurer}))

    # payment

    def record(self, number: int) -> Any:
        return self._counted(self.distributor.record(number, {"from": self.world.stranger}))

    def claim(self, number: int, holder: Any) -> Any:
        return self._counted(self.distributor.claim(number, {"from": holder}))

    def claim_many(self, numbers: Sequence[int], holder: Any) -> Any:
        return self._counted(self.distributor.claimMany(numbers, {"from": holder}))

    def push(self, number: int, holders: Sequence[Any]) -> Any:
        return self._counted(self.distributor.push(number, holders, {"from": self.world.stranger}))

    def remit(self, number: int) -> Any:
        return self._counted(self.distributor.remitTax(number, {"from": self.world.stranger}))

    def carry_over(self, number: int) -> Any:
        return self._counted(self.distributor.carryOver(number, {"from": self.world.stranger}))

    def close(self, number: int) -> Any:
        return self._counted(self.distributor.close(number, {"from": self.world.treasurer}))

    def sweep(self, number: int) -> Any:
        return self._counted(self.distributor.sweep(number, {"from": self.world.stranger}))

    # time

    def at_pay_date(self, number: int) -> None:
        """The latest block is at the pay date."""
        clock.block_at(self.term(number, "payDate"))

    def after_deadline(self, number: int) -> None:
        """The latest block is at the first second after the deadline."""
        clock.block_at(self.term(number, "deadline") + 1)

    def after_claim_back(self, number: int) -> None:
        """The latest block is at the first second after the claim-back window."""
        clock.block_at(self.term(number, "claimBackUntil") + 1)

    # reading

    def term(self, number: int, field: str) -> int:
        """A number of the distribution as it stands."""
        return int(self.distributor.distribution(number)[field])

    def line(self, number: int, line: int = 0) -> Any:
        """A line as it stands."""
        return self.distributor.linesOf(number)[line]

    def eligible(self, number: int, line: int = 0) -> int:
        """The units that share a line, 0 until they are counted."""
        return int(self.line(number, line)["eligible"])

    def carried(self, partition: bytes = COMMON) -> int:
        """The dust that waits for the next distribution to a class."""
        return int(self.distributor.carryOf(partition, self.address))

    def dust(self, number: int) -> int:
        return int(self.distributor.accountOf(number)[4])

    def check(self) -> None:
        """Always paid + withheld + unclaimed + dust = pot, and the distributor has just what it owes."""
        owed = 0
        for number in range(1, self.distributor.count() + 1):
            book = self.distributor.distribution(number)
            due = owed_by(book, self.distributor.accountOf(number))
            owed += due if book["currency"] == self.address else 0
        owed += sum(self.carried(partition) for partition in CLASSES)
        assert self.money_of(self.distributor) == owed + self.donated

    def _counted(self, transaction: Any) -> Any:
        self.check()
        return transaction


def owed_by(book: Any, account: Sequence[int]) -> int:
    """What the distributor must have for a distribution, whose account is found to add up."""
    pot, paid, withheld, unclaimed, dust = account
    assert paid + withheld + unclaimed + dust == pot == book["pot"]
    assert paid + withheld == book["settled"] - book["setAside"]
    assert withheld == book["withheld"] >= book["remitted"]
    assert dust >= book["carriedOut"]
    owed = withheld - book["remitted"] + book["setAside"]
    if book["state"] in (FUNDED, PAYABLE, CLOSED):
        return int(owed + pot - book["settled"] - book["carriedOut"])
    assert book["state"] == SWEPT or book["settled"] == 0
    return int(owed)


def pot_line(partition: bytes, pot: int, taxed: bool = True) -> tuple[Any, ...]:
    """A line whose eligible units share a pot."""
    return (partition, pot, 0, 0, taxed)


def unit_line(partition: bytes, amount: int, per: int = 1, redeemed: int = 0, taxed: bool = True) -> tuple[Any, ...]:
    """A line that pays an amount for every `per` units, and cancels a part of them, ppm."""
    return (partition, amount, per, redeemed, taxed)


def gross_of(pot: int, units: int, eligible: int) -> int:
    """What the units are due before tax."""
    return pot * units // eligible


def tax_of(gross: int, ppm: int) -> int:
    """Tax on a gross amount, rounded half up."""
    return (2 * gross * ppm + PPM) // (2 * PPM)


def new(world: World, name: str, *arguments: Any) -> Any:
    """Deploys one of contracts/mocks."""
    return container(name).deploy(*arguments, {"from": world.deployer})


def member(world: World, account: Any, units: int, **profile: Any) -> Any:
    """Admits an account and gives it units of COMMON."""
    world.admit(account, **profile)
    if units:
        world.issue(account, units)
    return account


def force_eth(account: Any, balance: int) -> None:
    """Sets what an account has of ETH, as money does that comes without a call."""
    _force("Balance", account, hex(balance))


def remove_code(account: Any) -> None:
    """Leaves nothing of a contract, as if it had destroyed itself."""
    _force("Code", account, "0x")


def _force(what: str, account: Any, value: str) -> None:
    prefix = "anvil_set" if "anvil" in network.show_active() else "evm_setAccount"
    answer = web3.provider.make_request(f"{prefix}{what}", [str(account), value])
    assert "error" not in answer, answer
