"""How holders get what is due to them, and how others try to."""

from __future__ import annotations

from tests.stateful.distribution.model import Model
from tests.stateful.distribution.office import Office
from tests.stateful.distribution.terms import Distribution, ListEntry, Tree


class Payments(Office):
    """Anybody claims, whether anything is due or not; pushes name whomever, some of them twice."""

    # CLAIMS

    def step_claim(self, st_who: int, st_which: int) -> None:
        if d := self.which(st_which):
            self.claim(d, self.wallet(st_who))

    def claim(self, d: Distribution, wallet: str) -> bool:
        def act(model: Model) -> None:
            model.claim(d.number, wallet)

        return self.perform(wallet, "claim", d.number, act=act, **self._at_stake(d, wallet))

    def _at_stake(self, d: Distribution, wallet: str) -> dict[str, str]:
        """Who came in the place of a lost wallet, and who is excluded, have sentences of their own."""
        came_later = wallet in self.model.successors.values() or wallet in self.model.successors
        is_out = self.model.present(wallet) in self.model.excluded(d)
        return ({"AlreadyPaid": "D-8"} if came_later else {}) | ({"NothingDue": "D-13"} if is_out else {})

    def step_claim_many(self, st_who: int, st_numbers: list[int]) -> None:
        """Some of them twice, now and then; one with nothing due refuses all."""
        if numbers := self._numbers(st_numbers):
            wallet = self.wallet(st_who)

            def act(model: Model) -> None:
                model.claim_many(numbers, wallet, wallet)

            self.perform(wallet, "claimMany", numbers, act=act)

    def step_claim_all(self, st_who: int, st_whom: int, st_flag: bool) -> None:
        """All that is due to a holder by now, for itself or for somebody else."""
        wallet = self.wallet(st_who)
        to = self.wallet(st_whom) if st_flag else wallet
        numbers = [d.number for d in self.model.distributions if self.model.would_pay(d.number, wallet)]

        def act(model: Model) -> None:
            model.claim_many(numbers, wallet, to)

        self.perform(wallet, "claimTo", numbers, to, act=act)

    def step_claim_to(self, st_who: int, st_whom: int, st_which: int, st_share: int) -> None:
        """To whomever; sometimes to the distributor itself."""
        if d := self.which(st_which):
            wallet = self.wallet(st_who)
            to = self.distributor.address if st_share == 4 else self.wallet(st_whom)

            def act(model: Model) -> None:
                model.claim_many([d.number], wallet, to)

            self.perform(wallet, "claimTo", [d.number], to, act=act)

    def _numbers(self, numbers: list[int]) -> list[int]:
        found = [self.which(number) for number in numbers]
        return [d.number for d in found if d]

    # PUSHES

    def step_push(self, st_which: int, st_crowd: list[int]) -> None:
        if d := self.which(st_which):
            self.push(d, self.crowd(st_crowd))

    def step_push_all(self, st_which: int) -> None:
        if d := self.which(st_which):
            self.push(d, self.wallets())

    def push(self, d: Distribution, holders: list[str]) -> bool:
        def act(model: Model) -> None:
            model.push(d.number, holders)

        return self.perform(self.world.stranger.address, "push", d.number, holders, act=act)

    def step_set_aside(self, st_which: int, st_crowd: list[int], st_flag: bool) -> None:
        """For those who are stopped; or for whomever, which is refused if one of them is not."""
        if d := self.which(st_which):
            holders = self.crowd(st_crowd)
            if st_flag:
                holders = [wallet for wallet in self.wallets() if self.model.stops(wallet)]
            self.set_aside(d, holders)

    def set_aside(self, d: Distribution, holders: list[str]) -> bool:
        def act(model: Model) -> None:
            model.set_aside(d.number, holders)

        return self.perform(self.world.stranger.address, "setAside", d.number, holders, act=act)

    # LISTS

    def step_claim_listed(self, st_which: int, st_who: int, st_whom: int, st_flag: bool, st_more: int) -> None:
        """By an entry of the list; sometimes for more than it says, sometimes by the wrong one."""
        if d := self._list(st_which):
            wallet = self.wallet(st_whom) if st_more else self.holder(st_who)
            place = self._place(d, self.model.folio_of(wallet), st_whom)
            entry, proof = self._proven(d, place, st_more if st_flag else 0)
            to = self.wallet(st_whom) if st_flag else wallet

            def act(model: Model) -> None:
                model.claim_listed(d.number, wallet, entry, to)

            self.perform(wallet, "claimListed", d.number, entry, proof, to, act=act)

    def step_push_list(self, st_which: int, st_crowd: list[int], st_more: int) -> None:
        """Some entries, in whatever order, one of them perhaps forged, or for the wrong holder."""
        if d := self._list(st_which):
            places = [number % len(d.entries) for number in st_crowd]
            proven = [self._proven(d, place, st_more if i == 1 else 0) for i, place in enumerate(places)]
            self.push_list(d, proven, wrong=st_more)

    def push_list(self, d: Distribution, proven: list[tuple[ListEntry, list[bytes]]], wrong: int = 0) -> bool:
        folios = [entry.folio for entry, _ in proven]
        holders = [self.model.people[folio].wallet for folio in folios]
        holders[-1] = self.wallet(folios[-1] + 1) if wrong else holders[-1]
        entries, proofs = [entry for entry, _ in proven], [proof for _, proof in proven]

        def act(model: Model) -> None:
            model.push_listed(d.number, list(zip(holders, entries, strict=True)))

        actor = self.world.stranger.address
        return self.perform(actor, "pushListed", d.number, holders, entries, proofs, act=act)

    def _list(self, which: int) -> Distribution | None:
        """One paid by a list, if there is any; now and then another one, whose list is empty, stays away."""
        listed = [d for d in self.model.distributions if d.is_listed]
        return listed[-1 - which % len(listed)] if listed else None

    def _place(self, d: Distribution, folio: int, otherwise: int) -> int:
        places = [i for i, entry in enumerate(d.entries) if entry.folio == folio]
        return places[otherwise % len(places)] if places else otherwise % len(d.entries)

    def _proven(self, d: Distribution, place: int, more: int) -> tuple[ListEntry, list[bytes]]:
        """An entry with its proof, for `more` than the list says."""
        entry = d.entries[place]
        return entry._replace(gross=entry.gross + more), Tree(d.number, d.entries).proof(place)
