"""The sentences R-1 to R-16 of docs/invariants.md, after each step, for every wallet that ever had a part."""

from __future__ import annotations

from collections.abc import Iterator

from tests.invariants import hold
from tests.stateful.register.ground import Ground
from tests.stateful.register.model import PARTITIONS
from tests.stateful.register.reading import Question, read
from tests.world import COMMON

UNITS = (1 << 96) - 1
BARRED, PARTLY_FROZEN, ON_HOLD = 1 << 227, 1 << 228, 1 << 229


class Checks(Ground):
    """All questions are asked at once, if anything was done since; the checks below look the answers up."""

    def invariant_register(self) -> None:
        if not self.is_changed:
            return
        self.is_changed = False
        self.wallets = self.every_wallet()
        self.answers = read(self.security, list(self._questions()))
        self._check_units()
        self._check_holds()
        self._check_freezes()
        self._check_lost_wallets()
        self._check_entries()
        self._check_flags()
        self._check_allowances()
        self._check_history()
        self._check_journal()

    def _questions(self) -> Iterator[Question]:
        yield from (("folios",), ("totalSupply",))
        yield from ((name, wallet) for name in ("balanceOf", "memberOf", "wordOf") for wallet in self.wallets)
        yield from (("presentWallet", wallet) for wallet in self.model.successors)
        yield from (("holdOf", number) for number in self.model.holds)
        yield from (("allowanceByPartition", *key) for key in self.model.allowances)
        for partition in PARTITIONS:
            yield from ((name, partition) for name in ("totalSupplyByPartition", "authorisedOf"))
            for name in ("balanceOfByPartition", "heldUnitsOf", "frozenUnitsOf"):
                yield from ((name, partition, wallet) for wallet in self.wallets)
            for date in self.model.past:
                yield "totalSupplyAt", partition, date
                for name in ("balanceOfAt", "standingAt"):
                    yield from ((name, partition, wallet, date) for wallet in self.wallets)

    def _number(self, *question: object) -> int:
        return self.answers[question][0]

    def _check_units(self) -> None:
        model, wallets = self.model, self.wallets
        for partition in PARTITIONS:
            balances = [self._number("balanceOfByPartition", partition, wallet) for wallet in wallets]
            supply, authorised = (self._number(n, partition) for n in ("totalSupplyByPartition", "authorisedOf"))
            hold("R-1", sum(balances) == supply, partition, balances, supply)
            hold("R-3", balances == [model.units(partition, wallet) for wallet in wallets], partition, balances)
            hold("R-4", supply <= authorised == model.classes[partition].authorised, partition, supply, authorised)
        totals = [self._number("balanceOf", wallet) for wallet in wallets]
        hold("R-2", totals == [sum(model.units(p, wallet) for p in PARTITIONS) for wallet in wallets], totals)
        hold("R-2", self._number("totalSupply") == sum(map(model.supply, PARTITIONS)), self._number("totalSupply"))

    def _check_holds(self) -> None:
        model = self.model
        for partition in PARTITIONS:
            held = [self._number("heldUnitsOf", partition, wallet) for wallet in self.wallets]
            hold("R-9", held == [model.held(partition, wallet) for wallet in self.wallets], partition, held)
        for number, known in model.holds.items():
            holder, recipient = model.wallet_of(known.entry), model.present(known.recipient)
            expected = (int(holder, 16), known.units, int(recipient, 16), known.expiry)
            hold("R-9", self.answers["holdOf", number][:4] == expected, number, expected)

    def _check_freezes(self) -> None:
        for partition in PARTITIONS:
            for wallet in self.wallets:
                frozen = self._number("frozenUnitsOf", partition, wallet)
                entry = self.model.entries.get(wallet)
                expected = entry.frozen_units[partition] if entry else 0
                hold("R-10", frozen == expected, partition, wallet, frozen, expected)

    def _check_lost_wallets(self) -> None:
        for wallet in self.model.successors:
            word = self._number("wordOf", wallet)
            hold("R-11", bool(word & BARRED) and not word & UNITS, wallet, hex(word))
            present = self._number("presentWallet", wallet)
            hold("R-11", present == int(self.model.present(wallet), 16), wallet, hex(present))

    def _check_entries(self) -> None:
        answers = [self.answers["memberOf", wallet] for wallet in self.wallets]
        given, folios = [answer[0] for answer in answers if answer[0]], self._number("folios")
        hold("R-12", len(set(given)) == len(given) == folios == self.model.folios, given, folios)
        for wallet, answer in zip(self.wallets, answers, strict=True):
            entry = self.model.entries.get(wallet)
            numbers = (entry.folio, entry.investor) if entry else (0, 0)
            hold("R-12", answer[:2] == numbers, wallet, answer, numbers)
            profile = entry.profile if entry else (0,) * 7
            hold("R-13", answer[2:] == profile, wallet, answer, profile)

    def _check_flags(self) -> None:
        for wallet, entry in self.model.entries.items():
            word = self._number("wordOf", wallet)
            hold("R-14", bool(word & ON_HOLD) == bool(self.model.held(COMMON, wallet)), wallet, hex(word))
            hold("R-14", bool(word & PARTLY_FROZEN) == bool(entry.frozen_units[COMMON]), wallet, hex(word))

    def _check_allowances(self) -> None:
        for key, allowed in self.model.allowances.items():
            answer = self._number("allowanceByPartition", *key)
            hold("R-15", answer == allowed, key, answer, allowed)

    def _check_history(self) -> None:
        for date, past in self.model.past.items():
            for partition in PARTITIONS:
                for wallet in self.wallets:
                    expected = self._standing(partition, wallet, date)
                    found = self.answers["standingAt", partition, wallet, date]
                    # Without units country and attributes have no meaning.
                    units, folio, country, stopped, investor, attributes = found
                    profile = (country, attributes) if units else (expected[2], expected[5])
                    standing = (units, folio, profile[0], stopped, investor, profile[1])
                    balance = self._number("balanceOfAt", partition, wallet, date)
                    details = (date, partition, wallet, standing, expected, balance)
                    hold("R-7", standing == expected and balance == expected[0], *details)
                supply = self._number("totalSupplyAt", partition, date)
                hold("R-8", supply == past.supply[partition], date, partition, supply)

    def _standing(self, partition: bytes, wallet: str, date: int) -> tuple[int, ...]:
        """What `standingAt` shall say of the entry that stands at the wallet today."""
        entry, past = self.model.entries.get(wallet), self.model.past[date]
        if entry is None:
            return 0, 0, 0, int(wallet in self.model.successors), 0, 0
        units = past.units.get((partition, entry.folio), 0)
        country, attributes = past.profiles.get(entry.folio, (0, 0))
        stopped = int(entry.frozen or entry.sanctioned)
        return units, entry.folio, country, stopped, entry.investor, attributes

    def _check_journal(self) -> None:
        self.journal.read_on()
        for wallet in self.wallets:
            units = [self.journal.units[partition, wallet] for partition in PARTITIONS]
            expected = [self.model.units(partition, wallet) for partition in PARTITIONS]
            hold("R-16", units == expected, wallet, units, expected)
            hold("R-16", self.journal.totals[wallet] == sum(expected), wallet, self.journal.totals[wallet])
