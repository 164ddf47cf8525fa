"""What the treasurer does, and what anybody may do with a distribution as a whole."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests import clock
from tests.stateful.distribution.ground import Ground, Told
from tests.stateful.distribution.model import Model, tax_of
from tests.stateful.distribution.terms import PPM, Distribution, Form, Line, ListEntry, Table, Terms, Tree
from tests.unit.distribution.helpers import RESOLUTION
from tests.world import CH, COMMON, DE, NOWHERE, PREFERRED, US

# Partition, amount, units for which it is paid, part that is redeemed, whether taxed.
KINDS: dict[str, tuple[tuple[bytes, int, int, int, bool], ...]] = {
    "pot": ((COMMON, 1_000_003, 0, 0, True),),
    "preferred pot": ((PREFERRED, 77_777, 0, 0, True),),
    "two pots": ((PREFERRED, 5_003, 0, 0, True), (COMMON, 90_001, 0, 0, False)),
    "per unit": ((COMMON, 7, 3, 0, True),),
    "arrears and participation": (
        (PREFERRED, 13, 1, 0, True),
        (PREFERRED, 10_007, 0, 0, True),
        (COMMON, 1, 2, 0, True),
    ),
    "coupon and part of the principal": ((COMMON, 41, 8, 0, True), (COMMON, 100, 1, 250_000, False)),
    "principal": ((PREFERRED, 1_000, 1, PPM, False),),
    "pot and principal": ((COMMON, 12_345, 0, 0, True), (PREFERRED, 9, 2, 500_000, True)),
}
ROWS = (
    (),
    ((CH, 0, 350_000, False), (US, 0, 300_000, False), (US, 1, 150_000, True)),
    ((0, 0, 200_000, False), (CH, 1, 50_000, False), (CH, 2, 123_457, True), (DE, 0, 263_750, True)),
    ((US, 3, 0, True), (0, 1, 1_000_000, False)),
)
DEFAULTS = (300_000, 0, 261_313, 1_000_000)
OF_THE_TABLE = 2**24 - 1


class Office(Ground):
    """Terms are always in order: what is not is refused at the declaration, and unit tests try that."""

    st_kind = st.sampled_from(tuple(KINDS))
    st_currency = st.integers(0, 2)
    st_record = st.sampled_from((0, 0, 0, 1, 2))
    st_pay = st.integers(1, 2)
    st_period = st.integers(0, 5)
    st_window = st.integers(0, 4)
    st_table = st.integers(0, 3)
    st_excluded = st.sampled_from((0, 0, 0, 1, 2))
    st_rows = st.integers(0, len(ROWS) - 1)
    st_more = st.sampled_from((0, 0, 0, 0, 1))
    st_rate = st.sampled_from((None, 0, 1, 125_000, 1_000_000))
    st_through = st.sampled_from((-1, 0, 1, 30))
    st_greed = st.sampled_from((1, 1, 1, 2))

    # DECLARATIONS

    def step_declare(
        self,
        st_kind: str,
        st_currency: int,
        st_record: int,
        st_pay: int,
        st_period: int,
        st_window: int,
        st_table: int,
        st_excluded: int,
        st_who: int,
        st_flag: bool,
    ) -> None:
        """Recorded now, or on a day to come; pots funded at once, or later."""
        lines = [Line(*line) for line in KINDS[st_kind]]
        out = [self.world.treasury.address, self.holder(st_who)]
        excluded = tuple(dict.fromkeys(out))[:st_excluded] if st_excluded else (out[0],)
        dates = self._dates(st_record, st_pay, st_period, st_window)
        self.declare(lines, st_currency, dates, st_table, excluded, st_flag)

    def step_declare_list(
        self, st_currency: int, st_partition: bytes, st_table: int, st_crowd: list[int], st_flag: bool, st_greed: int
    ) -> None:
        """Amounts that follow no formula, of greedy ones more than the pot; some for units that are cancelled."""
        table = self._table(st_table)
        entries = tuple(self._list_entry(i, who, st_greed, bool(table)) for i, who in enumerate(st_crowd))
        pot = sum(entry.gross for entry in entries) // st_greed + 1
        lines = [Line(st_partition, pot, 0, 0, True)]
        self.declare(lines, st_currency, self._dates(0, 1, 2, 2), st_table, (), st_flag, entries)

    def _list_entry(self, place: int, who: int, greed: int, is_taxed: bool) -> ListEntry:
        person, gross = self.person(who), 1_001 * (who + 1) + place
        rate = (0, 150_000)[place % 2] if is_taxed else 0
        redeemed = 3 if (who + place) % 3 == 0 else 0
        return ListEntry(person.folio, 10 + place, redeemed, gross, tax_of(gross, rate), rate, person.country)

    def _dates(self, record: int, pay: int, period: int, window: int) -> tuple[int, int, int, int]:
        """Zero for a record date of now."""
        days = (record + pay, record + pay + period, record + pay + period + window)
        return self.midnight(record) if record else 0, *(self.midnight(day) for day in days)  # type: ignore[return-value]

    def _table(self, table: int) -> int:
        """A table that there is; none where there are none."""
        return min(table, len(self.model.tables))

    def declare(
        self,
        lines: list[Line],
        currency: int,
        dates: tuple[int, int, int, int],
        table: int,
        excluded: tuple[str, ...],
        is_funded: bool,
        entries: tuple[ListEntry, ...] = (),
    ) -> None:
        number = len(self.model.distributions) + 1
        root = Tree(number, entries).root if entries else bytes(32)
        money, residual = self.currencies[currency], self.residuals[number % 2]
        treasurer = self.world.treasurer.address
        said = (money, *dates, self._table(table), residual, excluded, root)
        declaration = ([line.declared for line in lines], [], *said, RESOLUTION)
        is_funded = is_funded and all(line.is_pot for line in lines)
        pot = sum(line.amount for line in lines) if is_funded and money == NOWHERE else 0
        told = self.attempt(
            treasurer, self.distributor, "declareAndFund" if is_funded else "declare", declaration, value=pot
        )
        assert told is None, told
        self._pay_fee()
        date = dates[0] or int(self.receipt.timestamp)
        terms = Terms(money, date, *dates[1:], *said[5:])
        self.model.events = [("DistributionDeclared", number, treasurer)]
        self.model.declare(Distribution(number, terms, lines, entries))
        if is_funded:
            self.model.fund(number, treasurer, pot)
        self.told.append((self.model.events, self._events()))
        if not dates[0]:
            clock.pass_time(2)
            self.model.pass_to(clock.now())

    # MONEY COMES AND GOES

    def step_fund(self, st_which: int, st_more: int) -> None:
        """What is due; or a little more of ETH than that."""
        if d := self.which(st_which):
            self.fund(d, st_more)

    def fund(self, d: Distribution, more: int = 0) -> bool:
        treasurer, value = self.world.treasurer.address, more
        if d.terms.currency == NOWHERE:
            value += self.model.due_of(d.number)

        def act(model: Model) -> None:
            model.fund(d.number, treasurer, value)

        return self.perform(treasurer, "fund", d.number, act=act, value=value)

    def step_cancel(self, st_which: int) -> None:
        if d := self.which(st_which):
            self._treasurer_does("cancel", d, lambda model: model.cancel(d.number))

    def step_record(self, st_which: int) -> None:
        if d := self.which(st_which):
            self._anybody_does("record", d, lambda model: model.record(d.number))

    def step_remit(self, st_which: int) -> None:
        if d := self.which(st_which):
            self._anybody_does("remitTax", d, lambda model: model.remit_tax(d.number))

    def step_carry_over(self, st_which: int) -> None:
        if d := self.which(st_which):
            self._anybody_does("carryOver", d, lambda model: model.carry_over(d.number))

    def step_close(self, st_which: int) -> None:
        if d := self.which(st_which):
            self._treasurer_does("close", d, lambda model: model.close(d.number))

    def step_sweep(self, st_which: int) -> None:
        if d := self.which(st_which):
            self._anybody_does("sweep", d, lambda model: model.sweep(d.number), NotYet="D-11")

    def _treasurer_does(self, name: str, d: Distribution, act: Any, **at_stake: str) -> bool:
        return self.perform(self.world.treasurer.address, name, d.number, act=act, **at_stake)

    def _anybody_does(self, name: str, d: Distribution, act: Any, **at_stake: str) -> bool:
        return self.perform(self.world.stranger.address, name, d.number, act=act, **at_stake)

    def step_stranger(self, st_which: int, st_who: int) -> None:
        """Who is not the treasurer does nothing of what the treasurer does."""
        if d := self.which(st_which):
            for name in ("fund", "cancel", "close"):
                told = self.attempt(self.wallet(st_who), self.distributor, name, d.number)
                assert told and told[0] == "MissingRole", told

    # TAX

    def step_tax_table(self, st_rows: int, st_flag: bool) -> None:
        """One of two agents receives the tax."""
        agent, default, rows = self.agents[st_flag], DEFAULTS[st_rows], ROWS[st_rows]
        told = self._treasurer_orders("addTaxTable", agent, default, rows)
        assert told is None, told
        self.model.tables.append(Table(agent, default, rows))

    def step_form(self, st_who: int, st_rate: int | None, st_through: int) -> None:
        """A form with a rate or without; it has run out, ends today, tomorrow, or in a month."""
        person, through = self.person(st_who), self.today + st_through
        ppm = OF_THE_TABLE if st_rate is None else st_rate
        told = self._treasurer_orders("fileTaxForm", person.wallet, ppm, through, RESOLUTION)
        assert told is None, told
        form = Form(int(self.receipt.timestamp), st_rate, through)
        self.model.forms[person.investor] = (*self.model.forms.get(person.investor, ()), form)

    def _treasurer_orders(self, name: str, *arguments: Any) -> Told:
        told = self.attempt(self.world.treasurer.address, self.distributor, name, *arguments)
        self._pay_fee()
        return told
