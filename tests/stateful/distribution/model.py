"""What the machine keeps of its own: the register and its past, distributions, tax, dust, and everybody's money.

Whatever the distributor is asked to do, the model does too: it refuses by `Refusal`, or writes and notes in `events`
what has to be told. What was settled, withheld and set aside are sums over the payments, never counters.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.stateful.distribution.terms import (
    CANCELLED,
    CLOSED,
    DECLARED,
    FUNDED,
    PAYABLE,
    PPM,
    RECORDED,
    SWEPT,
    Distribution,
    Form,
    ListEntry,
    Past,
    Picture,
    Share,
    Table,
)
from tests.world import DAY, NOWHERE

Event = tuple[Any, ...]
TAKES, REFUSES, BURNS_GAS, CALLS_BACK = range(4)


class Refusal(Exception):
    """How a call has to be refused: the error and its values."""

    def __init__(self, name: str, *values: object) -> None:
        super().__init__(name, values)
        self.told = name, values


@dataclass
class Person:
    """An entry of the register, at whichever wallet it stands."""

    folio: int
    investor: int
    wallet: str
    units: dict[bytes, int]
    country: int
    attributes: int = 0
    frozen: bool = False
    sanctioned: bool = False
    frozen_units: Counter[bytes] = field(default_factory=Counter)

    @property
    def stopped(self) -> bool:
        return self.frozen or self.sanctioned


class Payment(NamedTuple):
    """What a holder was paid, on each line; or what was set aside for it."""

    shares: tuple[Share, ...]

    @property
    def gross(self) -> int:
        return sum(share.gross for share in self.shares)

    @property
    def tax(self) -> int:
        return sum(share.tax for share in self.shares)

    @property
    def net(self) -> int:
        return self.gross - self.tax


class Model:
    """The world as it must be. Copied before each call, so that what is refused leaves nothing behind."""

    def __init__(self, distributor: str, blocking: str, hooked: str) -> None:
        self.distributor, self.blocking, self.hooked = distributor, blocking, hooked
        self.time = 0
        self.people: dict[int, Person] = {}
        self.successors: dict[str, str] = {}
        self.pictures: dict[int, Picture] = {}
        self.dates: set[int] = set()
        self.tables: list[Table] = []
        self.forms: dict[int, tuple[Form, ...]] = {}
        self.distributions: list[Distribution] = []
        self.carries: Counter[tuple[bytes, str]] = Counter()
        # What everybody has more, or less, than at the beginning.
        self.money: Counter[tuple[str, str]] = Counter()
        self.moods: dict[str, int] = {}
        self.blocked: set[str] = set()
        self.events: list[Event] = []

    # PEOPLE

    def person(self, wallet: str) -> Person | None:
        return next((person for person in self.people.values() if person.wallet == wallet), None)

    def folio_of(self, wallet: str) -> int:
        person = self.person(wallet)
        return person.folio if person else 0

    def present(self, wallet: str) -> str:
        """Where the entry is that was this wallet's."""
        while wallet in self.successors:
            wallet = self.successors[wallet]
        return wallet

    def stops(self, wallet: str) -> bool:
        person = self.person(wallet)
        return person is not None and person.stopped

    def move(self, partition: bytes, giver: str, taker: str, units: int) -> None:
        """Units that were moved, issued or redeemed; who is not in the register is nobody."""
        for wallet, change in ((giver, -units), (taker, units)):
            if person := self.person(wallet):
                person.units[partition] += change

    def recover(self, lost: str, replacement: str) -> None:
        person = self.person(lost)
        assert person
        person.wallet = replacement
        self.successors[lost] = replacement

    def pass_to(self, time: int) -> None:
        """What is held when a record date passes is what is held before the next transaction."""
        for date in self.dates:
            if date < time and date not in self.pictures:
                self.pictures[date] = self.picture()
        self.time = time

    def picture(self) -> Picture:
        return {
            folio: Past(tuple(person.units.items()), person.country, person.attributes)
            for folio, person in self.people.items()
        }

    # TAX

    def rate(self, d: Distribution, person: Person) -> int:
        """By which a holder's gross is taxed."""
        if not d.terms.table:
            return 0
        table, date = self.tables[d.terms.table - 1], d.terms.record_date
        filed = [form for form in self.forms.get(person.investor, ()) if form.since <= date]
        has_form = bool(filed) and filed[-1].through >= date // DAY
        if has_form and filed[-1].ppm is not None:
            return filed[-1].ppm
        past = self.pictures[date][person.folio]
        return table.rate(past.country, past.attributes, has_form)

    # WHAT IS DUE

    def shares(self, d: Distribution, person: Person | None) -> tuple[Share, ...]:
        """What is due by the register; nothing at all when no line has units."""
        picture = self.pictures[d.terms.record_date]
        if person is None or person.folio not in picture:
            return ()
        held, rate = dict(picture[person.folio].units), self.rate(d, person)
        shares = []
        for line in d.lines:
            units = line.paid_units(held[line.partition])
            gross = line.gross(units)
            shares.append(Share(units, gross, tax_of(gross, rate) if line.is_taxed else 0))
        return tuple(shares) if any(share.units for share in shares) else ()

    def excluded(self, d: Distribution) -> set[str]:
        return {self.present(wallet) for wallet in d.terms.excluded}

    # THE BEGINNING

    def declare(self, d: Distribution) -> None:
        """The record date is set; its id is the next."""
        self.distributions.append(d)
        self.dates.add(d.terms.record_date)

    def record(self, number: int) -> None:
        d = self.of(number)
        if d.state not in (RECORDED, PAYABLE):
            self._record(d)

    def _record(self, d: Distribution) -> None:
        self._require_state(d, DECLARED, FUNDED)
        date = d.terms.record_date
        if self.time <= date:
            raise Refusal("RecordDateNotPassed", date, self.time)
        d.state = RECORDED if d.state == DECLARED else PAYABLE
        out = {self.folio_of(wallet) for wallet in self.excluded(d)} - {0}
        for line in d.lines:
            held = {folio: dict(past.units)[line.partition] for folio, past in self.pictures[date].items()}
            line.eligible = line.paid_units(sum(units for folio, units in held.items() if folio not in out))
        d.out = frozenset(out)
        self.tell("DistributionRecorded", d.number, tuple(line.eligible for line in d.lines))

    def funding(self, d: Distribution) -> tuple[int, int]:
        """What has to be paid in, and the dust that is used; of a list none, which names what it names."""
        if d.is_listed:
            return d.pot, 0
        waiting = self.carries[self._line_of(d)]
        if d.lines[0].is_pot:
            return d.pot, waiting
        carried = min(waiting, d.pot)
        return d.pot - carried, carried

    def due_of(self, number: int) -> int:
        """What has to be paid in, by the units of the record date once it has passed."""
        trial = deepcopy(self)
        d = trial.of(number)
        if d.state == DECLARED and self.time > d.terms.record_date:
            trial._record(d)
        return trial.funding(d)[0]

    def fund(self, number: int, payer: str, value: int) -> None:
        d = self.of(number)
        if d.state == DECLARED and not all(line.is_pot for line in d.lines):
            self._record(d)
        self._require_state(d, DECLARED, RECORDED)
        if self.time > d.terms.deadline:
            raise Refusal("DeadlinePassed", number, d.terms.deadline, self.time)
        due, carried = self.funding(d)
        asked = due if d.terms.currency == NOWHERE else 0
        if value != asked:
            raise Refusal("WrongFunding", number, value, asked)
        d.state = FUNDED if d.state == DECLARED else PAYABLE
        self._move_money(d.terms.currency, payer, self.distributor, due)
        self.carries[self._line_of(d)] -= carried
        d.carried_in = carried
        if d.lines[0].is_pot:
            d.lines[0].amount += carried
        self.tell("DistributionFunded", number, payer, d.pot, carried)

    def cancel(self, number: int) -> None:
        d = self.of(number)
        self._require_state(d, DECLARED, FUNDED)
        if self.time > d.terms.record_date:
            raise Refusal("TooLateToCancel", number, d.terms.record_date)
        refund = d.pot - d.carried_in if d.state == FUNDED else 0
        d.state = CANCELLED
        self.tell("DistributionCancelled", number, d.terms.residual, refund)
        self._carry(d, d.carried_in)
        self.send(d.terms.currency, d.terms.residual, refund)

    # PAYMENTS

    def claim(self, number: int, holder: str) -> None:
        currency, net = self._claim(number, holder)
        self.send(currency, holder, net)

    def would_pay(self, number: int, holder: str) -> bool:
        try:
            deepcopy(self)._claim(number, holder)
        except Refusal:
            return False
        return True

    def claim_many(self, numbers: list[int], holder: str, to: str) -> None:
        """What is due in one currency in a row goes in one payment."""
        currency, total = NOWHERE, 0
        for number in numbers:
            if to != holder:
                self._require_payee(number, to)
            following, net = self._claim(number, holder)
            if to != holder:
                self.tell("PaidElsewhere", number, holder, to, net)
            if following != currency:
                self.send(currency, to, total)
                currency, total = following, 0
            total += net
        self.send(currency, to, total)

    def _require_payee(self, number: int, to: str) -> None:
        if to in (NOWHERE, self.distributor):
            raise Refusal("InvalidPayee", to)
        if self.stops(to):
            raise Refusal("HolderStopped", number, to)

    def _claim(self, number: int, holder: str) -> tuple[str, int]:
        d = self.of(number)
        if d.is_listed:
            raise Refusal("NothingDue", number, holder)
        if d.state == FUNDED:
            self._require_time(d)
            self._record(d)
        self._require_state(d, PAYABLE, CLOSED, SWEPT)
        person = self.person(holder)
        if person and d.is_done(person.folio):
            return d.terms.currency, self._release(d, person)
        self._require_open(d)
        shares = self.shares(d, person)
        if person is None or not shares:
            raise Refusal("NothingDue", number, holder)
        net = self._settle(d, person, shares)
        if person.stopped:
            raise Refusal("HolderStopped", number, holder)
        return d.terms.currency, net

    def _release(self, d: Distribution, person: Person) -> int:
        if not d.asides.get(person.folio):
            known = person.wallet in self.excluded(d)
            raise Refusal("NothingDue" if known else "AlreadyPaid", d.number, person.wallet)
        if person.stopped:
            raise Refusal("HolderStopped", d.number, person.wallet)
        net = d.asides.pop(person.folio)
        self.tell("Released", d.number, person.wallet, net)
        return net

    def _settle(self, d: Distribution, person: Person, shares: tuple[Share, ...]) -> int:
        """Pays a holder by the register; returns what is to be sent."""
        d.payments[person.folio] = payment = Payment(shares)
        for line, share in zip(d.lines, shares, strict=True):
            if line.redeemed and share.units:
                self._cancel_units(person, line.partition, share.units)
        self._tell_paid(d, person, shares)
        return payment.net

    def _tell_paid(self, d: Distribution, person: Person, shares: tuple[Share, ...]) -> None:
        country, rate = self.pictures[d.terms.record_date][person.folio].country, self.rate(d, person)
        for number, share in enumerate(shares):
            if share.units:
                self.tell("HolderPaid", d.number, person.wallet, number, *share, rate, country)

    def _cancel_units(self, person: Person, partition: bytes, units: int) -> None:
        held = person.units[partition]
        if units > held:
            raise Refusal("ERC20InsufficientBalance", person.wallet, held, units)
        if units > held - person.frozen_units[partition]:
            raise Refusal("Refused", b"\x55", b"PARTIALLY_FROZEN".ljust(32, b"\0"), person.wallet)
        person.units[partition] -= units

    def push(self, number: int, holders: list[str]) -> None:
        d = self._opened(number)
        if d.is_listed:
            raise Refusal("WrongState", number, d.state)
        for holder in holders:
            person = self.person(holder)
            if person is None or d.is_done(person.folio):
                continue
            if shares := self.shares(d, person):
                self._push(d, person, shares)

    def _push(self, d: Distribution, person: Person, shares: tuple[Share, ...]) -> None:
        if person.stopped:
            return self._skip(d, person, "FROZEN")
        reason = self._obstacle(d, person, Payment(shares), [line.redeemed > 0 for line in d.lines])
        if reason:
            return self._skip(d, person, reason)
        self.send(d.terms.currency, person.wallet, self._settle(d, person, shares))

    def _obstacle(self, d: Distribution, person: Person, payment: Payment, cancels: list[bool]) -> str:
        """Why a payment by push fails; nothing if it does not."""
        if self._lacks_units(d, person, payment, cancels):
            return "UNITS_MISSING"
        return "" if payment.net == 0 or self.takes(d.terms.currency, person.wallet) else "PAYMENT_FAILED"

    def _lacks_units(self, d: Distribution, person: Person, payment: Payment, cancels: list[bool]) -> bool:
        """Whether units that are to be cancelled are not there, or frozen."""
        needed: Counter[bytes] = Counter()
        for line, share, is_cancelled in zip(d.lines, payment.shares, cancels, strict=True):
            needed[line.partition] += share.units if is_cancelled else 0
        return any(units and units > person.units[cls] - person.frozen_units[cls] for cls, units in needed.items())

    def _skip(self, d: Distribution, person: Person, reason: str) -> None:
        self.tell("HolderSkipped", d.number, person.wallet, reason.encode().ljust(32, b"\0"))

    def set_aside(self, number: int, holders: list[str]) -> None:
        d = self._opened(number)
        if d.is_listed:
            raise Refusal("WrongState", number, d.state)
        for holder in holders:
            person = self.person(holder)
            if person and d.is_done(person.folio):
                continue
            shares = self.shares(d, person)
            if person is None or not shares:
                continue
            if not self.stops(holder):
                raise Refusal("HolderNotStopped", number, holder)
            cancels = [line.redeemed > 0 for line in d.lines]
            if self._lacks_units(d, person, Payment(shares), cancels):
                self._skip(d, person, "UNITS_MISSING")
            else:
                self._put_aside(d, person, self._settle(d, person, shares))

    def _put_aside(self, d: Distribution, person: Person, net: int) -> None:
        d.asides[person.folio] = net
        self.tell("SetAside", d.number, person.wallet, net)

    # LISTS

    def claim_listed(self, number: int, holder: str, entry: ListEntry, to: str) -> None:
        if to != holder:
            self._require_payee(number, to)
        d = self.of(number)
        person = self._checked(d, holder, entry)
        if d.is_done(person.folio):
            net = self._release(d, person)
        else:
            self._opened(number)
            self._require_payable(d, entry)
            if person.stopped:
                raise Refusal("HolderStopped", number, holder)
            net = self._settle_listed(d, person, entry)
        if to != holder:
            self.tell("PaidElsewhere", number, holder, to, net)
        self.send(d.terms.currency, to, net)

    def push_listed(self, number: int, lines: list[tuple[str, ListEntry]]) -> None:
        d = self._opened(number)
        if not d.is_listed:
            raise Refusal("WrongState", number, d.state)
        for holder, entry in lines:
            person = self._checked(d, holder, entry)
            if d.is_done(person.folio):
                continue
            self._require_payable(d, entry)
            payment, cancels = Payment((Share(entry.redeemed, entry.gross, entry.tax),)), [entry.redeemed > 0]
            if person.stopped and not self._lacks_units(d, person, payment, cancels):
                self._put_aside(d, person, self._settle_listed(d, person, entry))
            elif reason := self._obstacle(d, person, payment, cancels):
                self._skip(d, person, reason)
            else:
                self.send(d.terms.currency, holder, self._settle_listed(d, person, entry))

    def _require_payable(self, d: Distribution, entry: ListEntry) -> None:
        if entry.tax > entry.gross or (entry.tax and not d.terms.table):
            raise Refusal("InvalidListEntry", d.number, entry.folio)
        if d.settled + entry.gross > d.pot:
            raise Refusal("ListExceedsPot", d.number, d.settled + entry.gross, d.pot)

    def _checked(self, d: Distribution, holder: str, entry: ListEntry) -> Person:
        if entry not in d.entries:
            raise Refusal("NotOnTheList", d.number, entry.folio)
        person = self.person(holder)
        if person is None or person.folio != entry.folio:
            raise Refusal("WrongHolder", d.number, holder, entry.folio)
        return person

    def _settle_listed(self, d: Distribution, person: Person, entry: ListEntry) -> int:
        d.payments[person.folio] = payment = Payment((Share(entry.units, entry.gross, entry.tax),))
        if entry.redeemed:
            self._cancel_units(person, d.lines[0].partition, entry.redeemed)
        told = (entry.units, entry.gross, entry.tax, entry.rate, entry.country)
        self.tell("HolderPaid", d.number, person.wallet, 0, *told)
        return payment.net

    # THE END

    def remit_tax(self, number: int) -> None:
        d = self.of(number)
        amount, agent = d.withheld - d.remitted, self.agent_of(d)
        d.remitted = d.withheld
        self.tell("TaxRemitted", number, agent, amount)
        self.send(d.terms.currency, agent, amount)

    def agent_of(self, d: Distribution) -> str:
        return self.tables[d.terms.table - 1].agent if d.terms.table else NOWHERE

    def carry_over(self, number: int) -> None:
        d = self.of(number)
        self._require_state(d, PAYABLE)
        if d.is_listed or d.unclaimed:
            raise Refusal("DustUnknown", number)
        self._carry_dust(d)

    def close(self, number: int) -> None:
        d = self.of(number)
        if self.time <= d.terms.deadline:
            raise Refusal("NotYet", number, d.terms.deadline, self.time)
        if d.state == FUNDED:
            self._record(d)
        self._require_state(d, PAYABLE, DECLARED, RECORDED)
        is_funded = d.state == PAYABLE
        d.state = CLOSED if is_funded else SWEPT
        if is_funded:
            self._carry_dust(d)
        self.tell("DistributionClosed", number, d.unclaimed if is_funded else 0)
        if is_funded and self.time > d.terms.until:
            self._sweep(d)

    def sweep(self, number: int) -> None:
        d = self.of(number)
        self._require_state(d, FUNDED, PAYABLE, CLOSED)
        if self.time <= d.terms.until:
            raise Refusal("NotYet", number, d.terms.until, self.time)
        if d.state == FUNDED:
            self._record(d)
        if d.state != CLOSED:
            self._carry_dust(d)
        self._sweep(d)

    def _sweep(self, d: Distribution) -> None:
        rest = d.pot - d.settled - d.carried_out
        d.state = SWEPT
        self.tell("DistributionSwept", d.number, d.terms.residual, rest)
        self.send(d.terms.currency, d.terms.residual, rest)

    def _carry_dust(self, d: Distribution) -> None:
        dust = d.dust - d.carried_out
        d.carried_out += dust
        self._carry(d, dust)

    def _carry(self, d: Distribution, amount: int) -> None:
        if amount:
            self.carries[self._line_of(d)] += amount
            self.tell("DustCarried", d.number, *self._line_of(d), amount)

    def _line_of(self, d: Distribution) -> tuple[bytes, str]:
        return d.lines[0].partition, d.terms.currency

    # STATES AND DATES

    def of(self, number: int) -> Distribution:
        return self.distributions[number - 1]

    def _opened(self, number: int) -> Distribution:
        d = self.of(number)
        if d.state == FUNDED:
            self._require_time(d)
            self._record(d)
        self._require_open(d)
        return d

    def _require_open(self, d: Distribution) -> None:
        self._require_state(d, PAYABLE, CLOSED)
        self._require_time(d)

    def _require_state(self, d: Distribution, *states: int) -> None:
        if d.state not in states:
            raise Refusal("WrongState", d.number, d.state)

    def _require_time(self, d: Distribution) -> None:
        if not d.terms.pay_date <= self.time <= d.terms.until:
            raise Refusal("OutsidePayPeriod", d.number, d.terms.pay_date, d.terms.until, self.time)

    # MONEY

    def takes(self, currency: str, to: str) -> bool:
        if currency == self.blocking:
            return to not in self.blocked
        return self.moods.get(to, TAKES) not in (REFUSES, BURNS_GAS)

    def send(self, currency: str, to: str, amount: int) -> None:
        if amount and not self.takes(currency, to):
            raise Refusal("PaymentFailed", currency, to, amount)
        self._move_money(currency, self.distributor, to, amount)

    def _move_money(self, currency: str, giver: str, taker: str, amount: int) -> None:
        self.money[currency, giver] -= amount
        self.money[currency, taker] += amount

    def tell(self, name: str, *values: object) -> None:
        self.events.append((name, *values))


def tax_of(gross: int, rate: int) -> int:
    """Rounded half up."""
    return (2 * gross * rate + PPM) // (2 * PPM)
