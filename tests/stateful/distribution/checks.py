"""The sentences of distributions in docs/invariants.md, after each step; D-4 and D-16 where something is tried."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.invariants import hold
from tests.stateful.distribution.ground import PARTITIONS, Ground
from tests.stateful.distribution.terms import CLOSED, FUNDED, PAYABLE, Distribution
from tests.world import NOWHERE

Question = tuple[Any, ...]
FIELDS = (
    *("state", "currency", "pot", "recordDate", "payDate", "deadline", "claimBackUntil", "taxTable", "residual"),
    *("settled", "withheld", "remitted", "setAside", "carriedIn", "carriedOut", "isListed"),
)


class Checks(Ground):
    """All questions are asked at once, if anything was done since; the checks look the answers up."""

    def begin(self) -> None:
        self.pots: dict[int, int] = {}
        self.at_first: dict[Question, tuple[int, ...]] = {}
        self.at_first = self._ask(list(self._money_questions()))

    def invariant_distributions(self) -> None:
        if not self.is_changed:
            return
        self.is_changed = False
        self.answers = self._ask(list(self._questions()))
        self._check_carries()
        self._check_terms()
        self._check_units()
        self._check_total()
        self._check_money()
        self._check_accounts()
        self._check_marks()
        self._check_payees()
        self._check_events()

    # THE QUESTIONS

    def _ask(self, questions: list[Question]) -> dict[Question, tuple[int, ...]]:
        targets, calls = zip(*(self._encoded(*question) for question in questions), strict=True)
        answers = self.bench.enquirer.ask.call(targets, calls)
        return {question: _words(bytes(answer)) for question, answer in zip(questions, answers, strict=True)}

    def _encoded(self, name: str, *arguments: Any) -> tuple[str, bytes]:
        if name == "money":
            currency, account = arguments
            if currency == NOWHERE:
                return account, b""
            return currency, _encode(self.bench.hooked, "balanceOf", account)
        target = self.security if name in ("balanceOfByPartition",) else self.distributor
        return target.address, _encode(target, name, *arguments)

    def _questions(self) -> Iterator[Question]:
        yield from self._money_questions()
        for number in range(1, len(self.model.distributions) + 1):
            yield from ((name, number) for name in ("distribution", "accountOf", "linesOf"))
            yield "paidBits", number, 0
        for partition in PARTITIONS:
            yield from (("carryOf", partition, currency) for currency in self.currencies)
            yield from (("balanceOfByPartition", partition, wallet) for wallet in self.wallets())

    def _money_questions(self) -> Iterator[Question]:
        for currency in self.currencies:
            for account in self._accounts():
                yield "money", currency, account

    def _accounts(self) -> list[str]:
        """Everybody who ever gives or gets, but for who only sends transactions."""
        office = (self.world.treasurer.address, self.distributor.address)
        return [*self.agents, *self.residuals, *self.wallets(), *self.spare, *office]

    # TERMS AND UNITS

    def _book(self, d: Distribution) -> dict[str, int]:
        return dict(zip(FIELDS, self.answers["distribution", d.number], strict=True))

    def _check_terms(self) -> None:
        for d in self.model.distributions:
            book, terms = self._book(d), d.terms
            told = [book[name] for name in ("currency", "recordDate", "payDate", "deadline", "claimBackUntil")]
            told += [book[name] for name in ("taxTable", "residual", "isListed")]
            dates = [terms.record_date, terms.pay_date, terms.deadline, terms.until]
            declared = [int(terms.currency, 16), *dates, terms.table, int(terms.residual, 16), d.is_listed]
            hold("D-6", told == declared, d.number, told, declared)
            lines = [[int.from_bytes(line.partition, "big"), line.amount, line.redeemed] for line in d.lines]
            words = self.answers["linesOf", d.number][2:]
            told_lines = [[words[i], words[i + 1], words[i + 3]] for i in range(0, len(words), 8)]
            hold("D-6", told_lines == lines, d.number, told_lines, lines)
            if book["state"] in (PAYABLE, CLOSED):
                pot = self.pots.setdefault(d.number, book["pot"])
                hold("D-6", book["pot"] == pot, d.number, book["pot"], pot)

    def _check_units(self) -> None:
        for partition in PARTITIONS:
            for wallet in self.wallets():
                person, told = self.model.person(wallet), self._number("balanceOfByPartition", partition, wallet)
                hold("D-9", told == (person.units[partition] if person else 0), partition, wallet, told)

    # MONEY

    def _number(self, *question: Any) -> int:
        return self.answers[question][0]

    def _gained(self, currency: str, account: str) -> int:
        """What an account has more than at the beginning."""
        return self._number("money", currency, account) - self.at_first["money", currency, account][0]

    def _check_carries(self) -> None:
        for partition in PARTITIONS:
            for currency in self.currencies:
                told, due = self._number("carryOf", partition, currency), self.model.carries[partition, currency]
                hold("D-12", told == due, partition, currency, told, due)

    def _check_total(self) -> None:
        """By what the distributor says itself."""
        for currency in self.currencies:
            owed = sum(self._number("carryOf", partition, currency) for partition in PARTITIONS)
            owed += sum(_owed(self._book(d)) for d in self.model.distributions if d.terms.currency == currency)
            held = self._number("money", currency, self.distributor.address)
            hold("D-3", held == owed, currency, held, owed)

    def _check_accounts(self) -> None:
        for d in self.model.distributions:
            account, book = self.answers["accountOf", d.number], self._book(d)
            hold("D-1", sum(account[1:]) == sum(account[:1]) == book["pot"], d.number, account)
            hold("D-1", account == d.account, d.number, account, d.account)
            names = ("state", "settled", "withheld", "remitted", "setAside", "carriedIn", "carriedOut")
            told = [book[name] for name in names]
            known = [d.state, d.settled, d.withheld, d.remitted, d.set_aside, d.carried_in, d.carried_out]
            hold("D-1", told == known, d.number, names, told, known)

    def _check_money(self) -> None:
        for currency in self.currencies:
            for account in self._accounts():
                gained, due = self._gained(currency, account), self.model.money[currency, account]
                hold(self._sentence_of(currency, account, gained), gained == due, currency, account, gained, due)

    def _sentence_of(self, currency: str, account: str, gained: int) -> str:
        """What is broken when this account has not what it is due: even before tax it would not be so much."""
        if account in (self.world.treasurer.address, self.distributor.address):
            return "D-3"
        if account in self.agents:
            return "D-10"
        if account in self.residuals:
            return "D-11"
        if account == self.world.treasury.address:
            return "D-13"
        folio = self.model.folio_of(account)
        paid = [d.payments[folio] for d in self.model.distributions if folio in d.payments]
        return "D-2" if gained > sum(payment.gross for payment in paid) else "D-5"

    # PAYEES AND EVENTS

    def _check_marks(self) -> None:
        for d in self.model.distributions:
            bits = self._number("paidBits", d.number, 0)
            marked = {folio for folio in range(256) if bits >> folio & 1}
            wrong = marked ^ (set(d.payments) | d.out)
            hold("D-8" if wrong & self._moved() else "D-2", not wrong, d.number, wrong, set(d.payments), d.out)

    def _moved(self) -> set[int]:
        """Folios of those who came in the place of a lost wallet."""
        return {self.model.folio_of(wallet) for wallet in self.model.successors.values()}

    def _check_payees(self) -> None:
        for payee in self.payees.values():
            hold("D-2", not payee.succeeded(), payee.address)

    def _check_events(self) -> None:
        for due, told in self.told:
            # A declaration's terms are checked as they are kept.
            told = [e if e[0] != "DistributionDeclared" else (e[0], e[1], e[3]) for e in told]
            hold("D-15", told == due, told, due)
        self.told.clear()


def _owed(book: dict[str, int]) -> int:
    owed = book["withheld"] - book["remitted"] + book["setAside"]
    is_open = book["state"] in (FUNDED, PAYABLE, CLOSED)
    return owed + (book["pot"] - book["settled"] - book["carriedOut"] if is_open else 0)


@cache
def _encode(contract: Any, name: str, *arguments: Any) -> bytes:
    return bytes.fromhex(getattr(contract, name).encode_input(*arguments)[2:])


def _words(answer: bytes) -> tuple[int, ...]:
    return tuple(int.from_bytes(answer[i : i + 32], "big") for i in range(0, len(answer), 32))
