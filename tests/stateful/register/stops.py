"""What the issuer sets: admissions, freezes, pauses, terms, countries, record dates; and time."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.stateful.register.ground import Ground, Refusal
from tests.stateful.register.model import PARTITIONS
from tests.world import AFFILIATE, CH, DE, FAR, FR, KP, QIB, US, US_PERSON, bytes32

SIERRA_LEONE = 694  # shares a group of countries with CH in the globals
TERMS_DOCUMENT = bytes32("TERMS")
MAX_DATES = 5


class Stops(Ground):
    """A stop of everything is set and lifted in turn, and lifted more often, so that most of a life is not stopped."""

    st_country = st.sampled_from((CH, DE, FR, US, SIERRA_LEONE, KP))
    st_through = st.sampled_from((0, 1, FAR, FAR))
    st_accredited = st.sampled_from((0, 1, FAR, FAR))
    st_attributes = st.sampled_from((0, US_PERSON, QIB, AFFILIATE | QIB))
    st_level = st.sampled_from((1, 2))
    st_terms = st.sampled_from(("lock", "unlock", "forbid", "require", "accredited", "redeemable", "plain"))
    st_amount = st.sampled_from((0, 1, 2, 4, 6))

    # ENTRIES

    def step_renew(self, st_who: int, st_country: int, st_through: int, st_accredited: int, st_attributes: int) -> None:
        """A new profile; admission and accreditation for long, or through today or tomorrow."""
        self._admit(self.wallet(st_who), st_country, st_through, st_accredited, st_attributes)

    def step_newcomer(self, st_who: int, st_flag: bool, st_country: int) -> None:
        """A wallet of a new investor, or a further one of an investor known."""
        newcomer, first = self.spare[-1], self.wallet(st_who)
        if newcomer in self.model.entries or newcomer in self.model.successors:
            return
        if st_flag:
            self._admit(newcomer, st_country, FAR, 0, 0)
        elif self.expect(self._unregistered(first), self.world.admitter, "linkWallet", newcomer, first):
            self.model.link(newcomer, first)

    def step_remove(self, st_who: int) -> None:
        wallet = self.wallet(st_who)
        refusal = self._unregistered(wallet)
        for partition in reversed(PARTITIONS):
            if units := self.model.units(partition, wallet):
                refusal = "MemberHoldsUnits", (wallet, partition, units)
        if self.expect(refusal, self.world.admitter, "removeMember", wallet):
            self.model.remove(wallet)

    def _admit(self, wallet: str, country: int, through: int, accredited: int, attributes: int) -> None:
        through = through if through == FAR else self.model.today + through
        accredited = self.model.today + accredited if accredited == 1 else accredited
        admission = (wallet, country, through, accredited, attributes)
        self.expect(None, self.world.admitter, "admit", admission)
        self.model.admit(*admission)

    def _unregistered(self, wallet: str) -> Refusal:
        return None if self.model.entries[wallet].through else ("NotRegistered", (wallet,))

    # FREEZES

    def step_stop_a_member(self, st_who: int, st_flag: bool) -> None:
        """Frozen or sanctioned; or released, if it was stopped."""
        wallet = self.wallet(st_who)
        entry = self.model.entries[wallet]
        if st_flag or entry.sanctioned:
            entry.sanctioned = not entry.sanctioned
            self.expect(None, self.world.freezer, "setSanctioned", wallet, entry.sanctioned)
        else:
            entry.frozen = not entry.frozen
            self.expect(None, self.world.freezer, "setAddressFrozen", wallet, entry.frozen)

    def step_freeze_units(self, st_partition: bytes, st_who: int, st_amount: int) -> None:
        """Fourths of what is held, up to more than that."""
        wallet = self.wallet(st_who)
        units = self.model.units(st_partition, wallet) * st_amount // 4
        self.expect(None, self.world.freezer, "setFrozenTokensByPartition", st_partition, wallet, units)
        self.model.entries[wallet].frozen_units[st_partition] = units

    def step_stop_a_class(self, st_partition: bytes) -> None:
        for partition in PARTITIONS:
            terms = self.model.classes[partition]
            if terms.stopped or partition == st_partition:
                terms.stopped = not terms.stopped
                self.expect(None, self.world.freezer, "setPartitionFrozen", partition, terms.stopped)

    # SETTINGS

    def step_pause(self, st_level: int, st_days: int) -> None:
        """Through the night before one of the next days."""
        until = self.midnight(st_days) - 1
        self.expect(None, self.world.pauser, "pauseUntil", st_level, until, bytes32("STORM"))
        self.model.pause_level, self.model.paused_until = st_level, until

    def step_unpause(self) -> None:
        self.expect(None, self.world.pauser, "unpause")
        self.model.pause_level, self.model.paused_until = 0, 0

    def step_country(self, st_country: int) -> None:
        """Closed, or opened again."""
        self.model.closed ^= {st_country}
        is_closed = st_country in self.model.closed
        self.expect(None, self.world.configurer, "setCountriesClosed", [st_country], is_closed)

    def step_terms(self, st_partition: bytes, st_terms: str, st_days: int) -> None:
        terms = self.model.classes[st_partition]
        terms.require_all = QIB if st_terms == "require" else 0
        terms.forbid_any = US_PERSON if st_terms == "forbid" else 0
        if st_terms in ("lock", "unlock"):
            terms.unlock_at = self.midnight(st_days) if st_terms == "lock" else 0
        terms.accredited_only ^= st_terms == "accredited"
        terms.redeemable ^= st_terms == "redeemable"
        words = (terms.require_all, terms.forbid_any, terms.unlock_at, terms.accredited_only, terms.redeemable)
        self.expect(None, self.world.configurer, "setPartitionTerms", st_partition, words)

    def step_capital(self, st_partition: bytes, st_units: int) -> None:
        """A little above what is issued, or far above it."""
        authorised = self.model.supply(st_partition) + 5 * st_units
        self.expect(None, self.world.configurer, "setAuthorised", st_partition, authorised)
        self.model.classes[st_partition].authorised = authorised

    def step_expired_may_sell(self, st_flag: bool) -> None:
        self.expect(None, self.world.configurer, "setExpiredMaySell", st_flag)
        self.model.expired_may_sell = st_flag

    def step_terms_document(self) -> None:
        """Issuance waits for a document that is not there, or no longer."""
        self.model.terms_missing = not self.model.terms_missing
        name = TERMS_DOCUMENT if self.model.terms_missing else bytes(32)
        self.expect(None, self.world.configurer, "setTermsDocument", name)

    # TIME

    def step_days_pass(self, st_days: int) -> None:
        self.pass_days(st_days)

    def step_record_date(self, st_days: int, st_flag: bool) -> None:
        """For this moment, or for one of the next midnights."""
        if len(self.model.past) + len(self.model.pending) >= MAX_DATES:
            return
        date = 0 if st_flag else self.midnight(st_days)
        self.expect(None, self.world.scheduler, "scheduleRecordDate", date)
        self.model.pending.add(date or int(self.receipt.timestamp))
        if st_flag:
            self.pass_a_moment()
