"""The ground on which the distributor's machine stands: a world with two currencies, and how something is tried."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from brownie.exceptions import VirtualMachineError
from hypothesis import strategies as st

from tests import clock, errors
from tests.invariants import hold
from tests.stateful.distribution.model import Event, Model, Person, Refusal
from tests.stateful.distribution.terms import Distribution
from tests.unit.distribution.helpers import new
from tests.world import CH, COMMON, DAY, DE, NOWHERE, PREFERRED, US, US_PERSON, World, build_world, spare_account

PARTITIONS = (COMMON, PREFERRED)
RICH = 2**120
# Units of each class, country, attributes; odd numbers, so that there is dust.
HOLDERS: dict[str, tuple[int, int, int, int]] = {
    "investor_ch": (301, 0, CH, 0),
    "investor_de": (120, 83, DE, 1),
    "fund_us": (207, 200, US, US_PERSON | 4),
    "moody": (150, 61, CH, 2),
    "sullen": (33, 0, US, US_PERSON),
    "treasury": (100, 50, CH, 0),
}
PAYEES = ("moody", "sullen")
SECOND_WALLET = (41, 11)
Told = tuple[str, tuple[object, ...]] | None
# The sentence that is at stake where a call should have been refused like that, and was not.
AT_STAKE = {
    "AlreadyPaid": "D-2",
    "HolderStopped": "D-7",
    "HolderNotStopped": "D-7",
    "DustUnknown": "D-12",
    "ListExceedsPot": "D-14",
    "NotOnTheList": "D-14",
    "WrongHolder": "D-14",
}


@dataclass(frozen=True)
class Bench:
    """A world, two currencies, two holders that are contracts, and somebody who asks."""

    world: World
    blocking: Any
    hooked: Any
    payees: dict[str, Any]
    enquirer: Any


def distributing_world() -> Bench:
    """Six holders, one of them with two wallets, one the treasury; recoveries take a day."""
    world = build_world()
    security = world.security
    payees = {name: new(world, "MoodyPayee") for name in PAYEES}
    world.set_terms(PREFERRED, accreditedOnly=False, redeemable=True)
    security.setRecoveryDelay(DAY, {"from": world.admin})
    for name, (common, preferred, country, attributes) in HOLDERS.items():
        account = payees.get(name) or getattr(world, name)
        world.admit(account, country, attributes=attributes)
        for partition, units in zip(PARTITIONS, (common, preferred), strict=True):
            if units:
                world.issue(account, units, partition)
    security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    for partition, units in zip(PARTITIONS, SECOND_WALLET, strict=True):
        world.issue(world.second_wallet_ch, units, partition)
    currencies = [new(world, "BlocklistCurrency"), new(world, "HookCurrency")]
    for currency in currencies:
        currency.mint(world.treasurer, RICH, {"from": world.deployer})
        currency.approve(world.distributor, RICH, {"from": world.treasurer})
    for payee in payees.values():
        currencies[1].setListens(payee, True, {"from": world.deployer})
    by_address = {payee.address: payee for payee in payees.values()}
    return Bench(world, *currencies, by_address, new(world, "Enquirer"))


class Ground:
    """Every date is a midnight, or now, and days pass from noon to noon: the seconds decide nothing."""

    st_who = st.integers(0, 8)
    st_whom = st.integers(0, 8)
    st_crowd = st.lists(st.integers(0, 8), min_size=1, max_size=6)
    st_which = st.integers(0, 5)
    st_numbers = st.lists(st.integers(0, 5), min_size=1, max_size=4)
    st_partition = st.sampled_from(PARTITIONS)
    st_share = st.integers(1, 4)
    st_flag = st.booleans()

    def __init__(cls, bench: Bench) -> None:
        cls.bench = bench

    def setup(self) -> None:
        clock.block_at((clock.now() // DAY + 1) * DAY + DAY // 2)
        self.world, self.payees = self.bench.world, self.bench.payees
        self.security, self.distributor = self.world.security, self.world.distributor
        self.currencies = (self.bench.blocking.address, self.bench.hooked.address, NOWHERE)
        self.model = Model(self.distributor.address, *self.currencies[:2])
        self.model.pass_to(clock.now())
        self.spare = [spare_account(number).address for number in range(40)]
        self.agents = (self.world.tax_agent.address, self.spare.pop())
        self.residuals = (self.world.residual.address, self.spare.pop())
        self.told: list[tuple[list[Event], list[Event]]] = []
        self.is_changed = True
        self._read_people()
        self.begin()

    def begin(self) -> None:
        """What the checks note before anything happens."""
        raise NotImplementedError

    def _read_people(self) -> None:
        names = {name: self._account(name) for name in HOLDERS} | {"second": self.world.second_wallet_ch.address}
        for name, wallet in names.items():
            entry = self.security.memberOf(wallet)
            held = SECOND_WALLET if name == "second" else HOLDERS[name][:2]
            folio, investor, country, attributes = (int(entry[i]) for i in (0, 1, 2, 5))
            units = dict(zip(PARTITIONS, held, strict=True))
            self.model.people[folio] = Person(folio, investor, wallet, units, country, attributes)

    def _account(self, name: str) -> str:
        contracts = dict(zip(PAYEES, self.payees, strict=True))
        return contracts.get(name) or str(getattr(self.world, name).address)

    # WHO AND WHICH

    def wallets(self) -> list[str]:
        """Those in the register, those that were lost, and one that never was."""
        return [*self._holders(), *self.model.successors, self.world.stranger.address]

    def _holders(self) -> list[str]:
        return [person.wallet for person in self.model.people.values()]

    def wallet(self, number: int) -> str:
        wallets = self.wallets()
        return wallets[number % len(wallets)]

    def holder(self, number: int) -> str:
        """A wallet that is in the register."""
        holders = self._holders()
        return holders[number % len(holders)]

    def person(self, number: int) -> Person:
        person = self.model.person(self.holder(number))
        assert person
        return person

    def crowd(self, numbers: list[int]) -> list[str]:
        return [self.wallet(number) for number in numbers]

    def which(self, number: int) -> Distribution | None:
        """A distribution, the newer the smaller the number."""
        found = self.model.distributions
        return found[-1 - number % len(found)] if found else None

    # TRYING

    def attempt(self, actor: str, target: Any, name: str, *arguments: Any, value: int = 0) -> Told:
        """Sends what would succeed. What would not is refused in the call: error and values."""
        function, sender = getattr(target, name), {"from": actor, "value": value}
        if actor in self.payees:
            arguments = (target.address, function.encode_input(*arguments))
            function, sender = self.payees[actor].act, {"from": self.world.stranger.address}
        try:
            function.call(*arguments, sender)
        except VirtualMachineError:
            return errors.refusal()
        self.receipt = function(*arguments, sender)
        self.fee = str(sender["from"]), int(self.receipt.gas_used) * int(self.receipt.gas_price)
        self.is_changed = True
        return None

    def done(self, actor: str, name: str, *arguments: Any) -> bool:
        """Whether the security, or a currency, did what changes the world around the distributions."""
        done = self.attempt(actor, self.security, name, *arguments) is None
        if done:
            self._pay_fee()
        return done

    def perform(
        self, actor: str, name: str, *arguments: Any, act: Callable[[Model], None], value: int = 0, **at_stake: str
    ) -> bool:
        """Tries what the model has an opinion on; whether it was done.

        `at_stake` names sentences by the errors in whose place something else happened.
        """
        self.model.pass_to(clock.now())
        trial, foretold = deepcopy(self.model), None
        trial.events = []
        try:
            act(trial)
        except Refusal as refusal:
            foretold = refusal.told
        told = self.attempt(actor, self.distributor, name, *arguments, value=value)
        if told != foretold:
            expected = foretold[0] if foretold else ""
            sentence = ({"": "D-16"} if name.startswith("push") else {}) | AT_STAKE | at_stake
            hold(sentence.get(expected, "D-4"), False, name, arguments, told, foretold)
        if told is not None:
            return False
        self.model = trial
        self._pay_fee()
        self.told.append((trial.events, self._events()))
        return True

    def _pay_fee(self) -> None:
        sender, fee = self.fee
        self.model.money[NOWHERE, sender] -= fee

    def _events(self) -> list[Event]:
        """What the distributor told in the last transaction; of a declaration its id and who made it."""
        told = [e for e in self.receipt.events if str(e.address) == self.distributor.address]
        return [(e.name, *map(_plain, e.values())) for e in told]

    # TIME

    def pass_to_noon(self, day: int) -> None:
        noon = day * DAY + DAY // 2
        self.model.pass_to(noon)
        clock.block_at(noon)

    @property
    def today(self) -> int:
        return self.model.time // DAY

    def midnight(self, days: int) -> int:
        """The first second of a day to come."""
        return (self.today + days) * DAY


def _plain(value: Any) -> Any:
    """An event's value as the model writes it."""
    if isinstance(value, (list, tuple)):
        return tuple(map(_plain, value))
    if hasattr(value, "hex") and not isinstance(value, (int, float)):
        return bytes(value)
    return value
