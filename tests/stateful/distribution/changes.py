"""What happens around the distributions: units move, holders are stopped, wallets get lost, payees turn, days pass."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.stateful.distribution.model import CALLS_BACK, TAKES
from tests.stateful.distribution.payments import Payments
from tests.world import CH, DAY, DE, FAR, NOWHERE, US, bytes32


class Changes(Payments):
    """Whether the register does what it is asked is no concern of this machine; what it did is."""

    st_country = st.sampled_from((CH, DE, US))
    st_attributes = st.integers(0, 7)
    st_mood = st.integers(0, 3)
    st_days = st.sampled_from((1, 1, 1, 2))

    # UNITS

    def step_transfer(self, st_partition: bytes, st_who: int, st_whom: int, st_share: int) -> None:
        giver, taker = self.person(st_who), self.holder(st_whom)
        units = giver.units[st_partition] * st_share // 4
        if self.done(giver.wallet, "transferByPartition", st_partition, taker, units, b""):
            self.model.move(st_partition, giver.wallet, taker, units)

    def step_issue(self, st_partition: bytes, st_whom: int, st_share: int) -> None:
        taker = self.holder(st_whom)
        if self.done(self.world.issuer.address, "issueByPartition", st_partition, taker, st_share * 17, b""):
            self.model.move(st_partition, NOWHERE, taker, st_share * 17)

    def step_redeem(self, st_partition: bytes, st_who: int, st_share: int) -> None:
        person = self.person(st_who)
        units = person.units[st_partition] * st_share // 8
        if self.done(person.wallet, "redeemByPartition", st_partition, units, b""):
            self.model.move(st_partition, person.wallet, NOWHERE, units)

    # STOPS

    def step_stop(self, st_who: int, st_flag: bool) -> None:
        """Frozen or sanctioned; or released, if it was stopped."""
        self.stop(st_who, st_flag)

    def stop(self, who: int, by_sanction: bool = False) -> None:
        person = self.person(who)
        by_sanction = person.sanctioned or (by_sanction and not person.frozen)
        name = "setSanctioned" if by_sanction else "setAddressFrozen"
        stopped = not person.stopped
        if self.done(self.world.freezer.address, name, person.wallet, stopped):
            setattr(person, "sanctioned" if by_sanction else "frozen", stopped)

    def step_freeze_units(self, st_partition: bytes, st_who: int, st_share: int) -> None:
        """Fourths of what is held; none if some are frozen."""
        person = self.person(st_who)
        units = 0 if person.frozen_units[st_partition] else person.units[st_partition] * st_share // 4
        freezer = self.world.freezer.address
        if self.done(freezer, "setFrozenTokensByPartition", st_partition, person.wallet, units):
            person.frozen_units[st_partition] = units

    # MEMBERS

    def step_renew(self, st_who: int, st_country: int, st_attributes: int) -> None:
        """Another country and other attributes, which count for record dates to come."""
        person = self.person(st_who)
        admission = (person.wallet, st_country, FAR, 0, st_attributes)
        if self.done(self.world.admitter.address, "admit", admission):
            person.country, person.attributes = st_country, st_attributes

    def step_lose_wallet(self, st_who: int) -> None:
        """The entry stands at a new wallet two days later."""
        self.lose_wallet(st_who)

    def lose_wallet(self, who: int) -> str:
        lost, replacement = self.holder(who), self.spare[0]
        if self.done(self.world.admitter.address, "initiateRecovery", lost, replacement, bytes32("AFFIDAVIT")):
            self.pass_to_noon(self.today + 2)
            if self.done(self.world.controller.address, "executeRecovery", lost):
                self.spare.pop(0)
                self.model.recover(lost, replacement)
        return self.model.present(lost)

    # PAYEES

    def step_block(self, st_who: int) -> None:
        """One of the currencies pays somebody no longer; or again."""
        self.block(self.holder(st_who))

    def block(self, wallet: str) -> None:
        self.model.blocked ^= {wallet}
        told = self.attempt(
            self.world.deployer.address, self.bench.blocking, "setBlocked", wallet, wallet in self.model.blocked
        )
        assert told is None, told
        self._pay_fee()

    def step_mood(self, st_who: int, st_mood: int, st_which: int) -> None:
        """A payee takes money, refuses it, burns the gas, or tries to be paid once more."""
        payee, d = list(self.payees)[st_who % len(self.payees)], self.which(st_which)
        mood = st_mood if d or st_mood != CALLS_BACK else TAKES
        call = self.distributor.claim.encode_input(d.number) if d else b""
        told = self.attempt(
            self.world.deployer.address, self.payees[payee], "setMood", mood, self.distributor.address, call
        )
        assert told is None, told
        self._pay_fee()
        self.model.moods[payee] = mood

    # TIME

    def step_days(self, st_days: int) -> None:
        self.pass_to_noon(self.today + st_days)

    def step_next_date(self, st_which: int) -> None:
        """The day of the next date of a distribution."""
        if d := self.which(st_which):
            dates = (d.terms.record_date, d.terms.pay_date, d.terms.deadline, d.terms.until)
            self.pass_to_noon(min((date // DAY for date in dates if date > self.model.time), default=self.today + 1))
