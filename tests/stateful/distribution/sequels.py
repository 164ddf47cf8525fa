"""Short stories of several steps, which a life would seldom tell by chance."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.stateful.distribution.changes import Changes
from tests.stateful.distribution.model import Model
from tests.stateful.distribution.office import KINDS
from tests.stateful.distribution.terms import Distribution, Line
from tests.world import DAY


class Sequels(Changes):
    """Each begins with a distribution of its own."""

    st_redeeming = st.sampled_from(("coupon and part of the principal", "principal", "pot and principal"))
    st_plain = st.sampled_from(("pot", "preferred pot", "two pots", "per unit", "arrears and participation"))

    # OPENINGS

    def step_open(self, st_kind: str, st_currency: int, st_table: int, st_period: int, st_window: int) -> None:
        self.opened(st_kind, st_currency, st_table, st_period, st_window)

    def opened(self, kind: str, currency: int, table: int = 0, period: int = 3, window: int = 3) -> Distribution:
        """A distribution that is funded, on its pay date, with the treasury excluded."""
        lines = [Line(*line) for line in KINDS[kind]]
        dates = self._dates(0, 1, period, window)
        self.declare(lines, currency, dates, table, (self.world.treasury.address,), False)
        return self._funded_and_payable()

    def step_open_list(
        self, st_currency: int, st_partition: bytes, st_table: int, st_crowd: list[int], st_greed: int
    ) -> None:
        """Some of it is claimed, the rest pushed, in an order of its own."""
        self.step_declare_list(st_currency, st_partition, st_table, st_crowd, False, st_greed)
        d = self._funded_and_payable()
        self.step_claim_listed(0, st_crowd[0], st_crowd[-1], False, 0)
        places = sorted(range(len(d.entries)), key=lambda place: d.entries[place].gross % 7)
        if places[1:]:
            self.push_list(d, [self._proven(d, place, 0) for place in places[1:]])

    def step_list_beyond_its_pot(self, st_currency: int, st_partition: bytes) -> None:
        """Each of its entries alone is within the pot."""
        self.step_declare_list(st_currency, st_partition, 0, [1, 3, 5], False, 2)
        d = self._funded_and_payable()
        for place in range(len(d.entries)):
            self.push_list(d, [self._proven(d, place, 0)])

    def _funded_and_payable(self) -> Distribution:
        number = len(self.model.distributions)
        self.pass_to_noon(self.today + 1)
        self.fund(self.model.of(number))
        return self.model.of(number)

    # WHO CLAIMS AND WHO IS PAID

    def step_claim_and_push(self, st_plain: str, st_currency: int, st_table: int, st_crowd: list[int]) -> None:
        """Some fetch it, then it is brought to everybody, twice."""
        d = self.opened(st_plain, st_currency, st_table)
        for number in st_crowd[:2]:
            self.claim(d, self.wallet(number))
        for _ in range(2):
            self.push(self.model.of(d.number), self.wallets())
        self.claim(d, self.holder(st_crowd[0]))
        self.step_remit(0)

    def step_stop_and_wait(self, st_plain: str, st_currency: int, st_table: int, st_who: int, st_flag: bool) -> None:
        """Stopped when it is paid; set aside or not; released after the end."""
        d, wallet = self.opened(st_plain, st_currency, st_table), self.holder(st_who)
        was_stopped = self.model.stops(wallet)
        if not was_stopped:
            self.stop(st_who)
        self.claim(d, wallet)
        self.push(d, [wallet])
        if st_flag:
            self.set_aside(d, [wallet])
            self.claim(d, wallet)
        self.end(d)
        self.stop(st_who)
        self.claim(d, wallet)
        self.claim(d, wallet)

    def step_lose_and_claim(self, st_plain: str, st_currency: int, st_who: int, st_flag: bool) -> None:
        """Before the wallet is lost, or afterwards, or both."""
        d, lost = self.opened(st_plain, st_currency), self.holder(st_who)
        if st_flag:
            self.claim(d, lost)
        replacement = self.lose_wallet(st_who)
        for wallet in (replacement, lost):
            self.claim(self.model.of(d.number), wallet)
        self.push(d, [lost, replacement])

    def step_excluded_claims(self, st_plain: str, st_currency: int, st_flag: bool) -> None:
        """The treasury, at its wallet or at another one."""
        d, treasury = self.opened(st_plain, st_currency), self.world.treasury.address
        wallet = self.model.present(treasury)
        if st_flag and self.model.person(treasury):
            place = [person.wallet for person in self.model.people.values()].index(treasury)
            wallet = self.lose_wallet(place)
        self.claim(d, wallet)
        self.push(d, [wallet])

    def step_form_too_late(self, st_who: int, st_currency: int, st_rows: int, st_rate: int | None) -> None:
        """Filed after the record date, before the payment."""
        self.step_tax_table(st_rows, False)
        self.step_form(st_who, 777, 30)
        d = self.opened("per unit", st_currency, len(self.model.tables))
        self.step_form(st_who, st_rate, 30)
        self.push(d, [self.holder(st_who)])

    def step_tax_and_remit(self, st_currency: int, st_crowd: list[int], st_flag: bool) -> None:
        """Handed over after some are paid, and once more after others."""
        self.step_tax_table(0, st_flag)
        d = self.opened("per unit", st_currency, len(self.model.tables))
        for number in st_crowd[:2]:
            self.push(d, [self.wallet(number)])
            self.step_remit(0)

    def step_redeem_and_pay(
        self, st_redeeming: str, st_currency: int, st_who: int, st_share: int, st_flag: bool, st_crowd: list[int]
    ) -> None:
        """Some of the units are frozen, or gone."""
        d = self.opened(st_redeeming, st_currency)
        if st_flag:
            self.step_freeze_units(d.lines[-1].partition, st_who, st_share)
        else:
            self.step_transfer(d.lines[-1].partition, st_who, st_who + 1, st_share)
        self.claim(d, self.wallet(st_crowd[0]))
        self.push(self.model.of(d.number), [*self.crowd(st_crowd), self.holder(st_who)])

    def step_turn_and_push(self, st_plain: str, st_mood: int, st_who: int, st_flag: bool) -> None:
        """A payee turns; a push passes over it, and it claims when it has turned again."""
        d, payee = self.opened(st_plain, 1 + st_flag), list(self.payees)[st_who % len(self.payees)]
        self.step_mood(st_who, st_mood, 0)
        self.push(d, [payee, *self.wallets()[:3]])
        self.claim(d, payee)
        self.step_mood(st_who, 0, 0)
        self.claim(d, payee)

    def step_block_and_push(self, st_plain: str, st_who: int) -> None:
        """The currency pays one holder no longer, and then does."""
        d, wallet = self.opened(st_plain, 0), self.holder(st_who)
        self.block(wallet)
        self.push(d, self.wallets())
        self.block(wallet)
        self.push(d, self.wallets())

    def step_elsewhere(self, st_currency: int, st_plain: str, st_who: int, st_whom: int) -> None:
        """All that is due to a holder, for somebody else."""
        self.opened(st_plain, st_currency)
        self.step_claim_all(st_who, st_whom, True)

    # ENDS

    def step_end(self, st_which: int, st_flag: bool) -> None:
        """Closed after its deadline, swept after its window; the latter perhaps too soon."""
        if d := self.which(st_which):
            self.end(d, too_soon=st_flag)

    def step_open_and_end(self, st_kind: str, st_currency: int, st_crowd: list[int], st_table: int) -> None:
        """Some are paid before it is closed, some after, the rest goes to the residual payee."""
        d = self.opened(st_kind, st_currency, st_table, 2, 2)
        self.push(d, self.crowd(st_crowd))
        self.end(d, crowd=[*self.crowd(st_crowd[::-1]), self.holder(st_crowd[0] + 1)], too_soon=True)

    def step_open_and_close(self, st_kind: str, st_currency: int, st_crowd: list[int]) -> None:
        d = self.opened(st_kind, st_currency, 0, 1, 3)
        self.push(d, self.crowd(st_crowd))
        self._pass_beyond(d.terms.deadline)
        self._treasurer_does("close", d, _closing(d.number))

    def end(self, d: Distribution, crowd: list[str] | None = None, too_soon: bool = False) -> None:
        self._pass_beyond(d.terms.deadline)
        self._treasurer_does("close", d, _closing(d.number))
        if crowd:
            self.push(d, crowd)
        if too_soon:
            self._anybody_does("sweep", d, _sweeping(d.number), NotYet="D-11")
        self._pass_beyond(d.terms.until)
        self._anybody_does("sweep", d, _sweeping(d.number), NotYet="D-11")

    def step_dust(self, st_plain: str, st_currency: int) -> None:
        """Everybody is paid, and the dust goes into the next of the same line."""
        d = self.opened(st_plain, st_currency)
        self.push(d, [wallet for wallet in self.wallets() if not self.model.stops(wallet)])
        self.step_carry_over(0)
        self.opened(st_plain, st_currency)

    def step_fund_and_cancel(self, st_plain: str, st_currency: int, st_flag: bool) -> None:
        """Before its record date; or too late for that."""
        lines = [Line(*line) for line in KINDS[st_plain]]
        self.declare(lines, st_currency, self._dates(1, 1, 1, 1), 0, (), True)
        if st_flag:
            self.pass_to_noon(self.today + 1)
        self.step_cancel(0)

    def step_fund_too_late(self, st_plain: str, st_currency: int) -> None:
        lines = [Line(*line) for line in KINDS[st_plain]]
        self.declare(lines, st_currency, self._dates(0, 1, 0, 3), 0, (), False)
        self.pass_to_noon(self.today + 1)
        self.fund(self.model.distributions[-1])

    def _pass_beyond(self, date: int) -> None:
        if self.model.time <= date:
            self.pass_to_noon(date // DAY)


def _closing(number: int) -> Callable[[Model], None]:
    def act(model: Model) -> None:
        model.close(number)

    return act


def _sweeping(number: int) -> Callable[[Model], None]:
    def act(model: Model) -> None:
        model.sweep(number)

    return act
