"""What changes around the movements: members, parameters, consents, and how the hostile rule behaves."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.rules import key
from tests.stateful.compliance.ground import (
    ANSWERS_MUCH,
    BURNS_GAS,
    CALLS_BACK,
    MANAGER,
    PLAN,
    REVERTS,
    STAFF,
    approval_id,
)
from tests.stateful.compliance.model import (
    APPROVED,
    REJECTED,
    REQUESTED,
    SILENCE,
    VALIDITY,
    Consent,
    Deal,
    Kind,
    deed,
)
from tests.stateful.compliance.movements import Movements
from tests.world import AFFILIATE, CH, COMMON, DE, FAR, QIB, US, US_PERSON, bytes32

DOCUMENT = bytes32("MINUTES")
# Rule, parameter, number, and values that bind sometimes.
CHOICES: tuple[tuple[str, str, int, tuple[int, ...]], ...] = (
    ("HolderCaps", "HOLDERS", 0, (0, 4, 5, 6, 7)),
    ("HolderCaps", "NONACCREDITED", 0, (0, 2, 3, 4)),
    ("HolderCaps", "COUNTRY", US, (0, 1, 3)),
    ("HolderCaps", "CATEGORY", 1, (0, 1, 2)),
    ("HoldingLimits", "MAX_UNITS", 0, (0, 150, 300)),
    ("HoldingLimits", "MIN_UNITS", 0, (0, 5, 30)),
    ("BenefitPlans", "LIMIT", 0, (0, 100_000, 250_000)),
    ("AffiliateVolume", "SHARE", 0, (20_000, 60_000, 200_000)),
    ("AffiliateVolume", "AVERAGE_WEEKLY", 0, (0, 40)),
    ("AffiliateVolume", "OPERATOR", 0, (0, 1)),
    ("AffiliateVolume", "MONTHS", 0, (1, 3, 6)),
)


class Changes(Movements):
    """Whatever somebody with a role may do between two movements."""

    st_country = st.sampled_from((CH, DE, US))
    st_accredited = st.sampled_from((0, -1, 0, 40, FAR))
    st_attributes = st.sampled_from(
        (0, US_PERSON, AFFILIATE, QIB, PLAN, PLAN | US_PERSON, MANAGER, STAFF, AFFILIATE | PLAN)
    )
    st_choice = st.integers(0, len(CHOICES) - 1)
    st_value = st.integers(0, 4)
    st_later = st.sampled_from((0, 0, 1, 20))
    st_asked = st.sampled_from((0, 0, 0, REVERTS, BURNS_GAS, ANSWERS_MUCH))
    st_told = st.sampled_from((0, REVERTS, BURNS_GAS, ANSWERS_MUCH, CALLS_BACK))
    st_plan_share = st.sampled_from((0, 300_000, 1_000_000))
    st_group = st.integers(0, 2)
    st_again = st.booleans()
    st_cap = st.integers(0, 2)

    # MEMBERS

    def step_profile(self, st_who: int, st_country: int, st_accredited: int, st_attributes: int) -> None:
        """A member is admitted anew, as something else; or one who was removed comes back."""
        accredited = st_accredited if st_accredited in (0, FAR) else self.now.today + st_accredited
        admission = (self.wallet(st_who), st_country, FAR, accredited, st_attributes)
        self._entry_changes(self.world.admitter, "admit", admission)

    def step_link(self, st_who: int) -> None:
        """A further wallet, which the operator may use too."""
        wallet = self.spare[0]
        if len(self.wallets) < 14 and self._entry_changes(
            self.world.admitter, "linkWallet", wallet, self.wallet(st_who)
        ):
            self.wallets.append(self.spare.pop(0))
            self.done(wallet, "authorizeOperator", self.world.operator.address)

    def step_remove(self, st_who: int) -> None:
        self._entry_changes(self.world.admitter, "removeMember", self.wallet(st_who))

    def step_treasury(self, st_who: int) -> None:
        wallet = self.wallet(st_who)
        self._entry_changes(self.world.configurer, "setTreasury", wallet, not self.now.entries[wallet].treasury)

    def _entry_changes(self, actor: Any, name: str, *arguments: Any) -> bool:
        changed = self.done(actor, name, *arguments)
        if changed:
            self.told_for_sure()
        return changed

    # PARAMETERS

    def step_parameter(self, st_choice: int, st_value: int, st_later: int) -> None:
        """At once, or from a midnight to come."""
        rule, name, number, values = CHOICES[st_choice]
        value, since = values[st_value % len(values)], self.midnight(st_later) if st_later else 0
        before = self.now.time
        if self.ordered(rule, "setParameter", key(name, number), value, since, "Test Act 2"):
            self.parameters.set(name, number, value, before, since)

    def step_cap_and_newcomer(self, st_cap: int, st_whom: int, st_again: bool) -> None:
        """A cap at the count of today, or one above it; and somebody who holds nothing yet receives units."""
        counts = [self.rules["HolderCaps"].counts()[0], self.rules["HolderCaps"].counts()[1]]
        counts.append(self.rules["HolderCaps"].countOfCountry(US))
        name, number = (("HOLDERS", 0), ("NONACCREDITED", 0), ("COUNTRY", US))[st_cap]
        value, before = int(counts[st_cap]) + st_again, self.now.time
        if self.ordered("HolderCaps", "setParameter", key(name, number), value, 0, "Test Act 3"):
            self.parameters.set(name, number, value, before)
        newcomers = [w for w in self.wallets if not self.now.is_holder_at(w)]
        if newcomers:
            self.issue(COMMON, newcomers[st_whom % len(newcomers)], 40)

    def step_plan_subscribes(self, st_partition: bytes, st_who: int, st_units: int) -> None:
        plans = [wallet for wallet, entry in self.now.entries.items() if entry.attributes & PLAN]
        if plans:
            self.issue(st_partition, plans[st_who % len(plans)], st_units)

    def step_plan_share(self, st_who: int, st_plan_share: int) -> None:
        wallet = self.wallet(st_who)
        if self.ordered("BenefitPlans", "setPlanShare", wallet, st_plan_share, "certificate"):
            self.shares[self.now.investor(wallet)] = st_plan_share

    def step_group(self, st_who: int, st_group: int) -> None:
        """Affiliates whose sales count together."""
        wallet = self.wallet(st_who)
        if self.ordered("AffiliateVolume", "setGroup", wallet, st_group, "agreement"):
            self.sales.groups[self.now.investor(wallet)] = st_group

    # CONSENT

    def step_consent_and_transfer(
        self, st_partition: bytes, st_who: int, st_whom: int, st_share: int, st_again: bool
    ) -> None:
        """A consent, used now, and once more with units enough for it; or kept for later."""
        giver, taker = self.wallet(st_who), self.wallet(st_whom)
        done = deed(Kind.TRANSFER, st_partition, giver, taker, self.share(st_partition, giver, st_share) // 2)
        expiry = self.midnight(40)
        words = (*done.deal, expiry, DOCUMENT)
        if self.attempt(self.world.approver, self.engine, "approveTransfer", *words) is None:
            self.consents[done.deal] = Consent(APPROVED, expiry)
        if self.transfer(done) and st_again:
            self.transfer(done)

    def step_request(self, st_partition: bytes, st_who: int, st_whom: int, st_share: int) -> None:
        """Consent by silence."""
        giver, taker = self.wallet(st_who), self.wallet(st_whom)
        deal = (st_partition, giver, taker, self.share(st_partition, giver, st_share))
        known = self.consents.get(deal)
        if known and known.is_pending(self.now.time):
            return
        if self.attempt(giver, self.engine, "requestApproval", *deal, DOCUMENT) is None:
            since = self.now.time + SILENCE
            self.consents[deal] = Consent(REQUESTED, since + VALIDITY, since)

    def step_reject(self, st_whom: int) -> None:
        deals = list(self.consents)
        if deals:
            deal = deals[st_whom % len(deals)]
            if self.attempt(self.world.approver, self.engine, "rejectTransfer", approval_id(deal), 1) is None:
                self.consents[deal].status = REJECTED

    def step_use_consent(self, st_whom: int) -> None:
        """What somebody agreed to some time ago."""
        deals: list[Deal] = list(self.consents)
        if deals:
            self.transfer(deed(Kind.TRANSFER, *deals[st_whom % len(deals)]))

    # THE HOSTILE RULE

    def step_hostile(self, st_asked: int, st_told: int) -> None:
        self.hostile.behave(st_asked, st_told, {"from": self.world.deployer})
        self.fails_when_told = st_told in (REVERTS, BURNS_GAS, ANSWERS_MUCH)
        self.look()

    def step_peace(self) -> None:
        """It behaves again, and is reinstated where it was closed."""
        self.step_hostile(0, 0)
        officer = self.world.compliance_officer
        if self.attempt(officer, self.engine, "reinstateRule", self.hostile.address) is None:
            self.is_closed = False

    def step_hostile_and_force(
        self, st_told: int, st_partition: bytes, st_who: int, st_whom: int, st_share: int, st_again: bool
    ) -> None:
        """For one movement, and then there is peace again."""
        self.step_hostile(0, st_told)
        if st_again:
            self.step_force(st_partition, st_who, st_whom, st_share)
        else:
            self.step_force_redemption(st_partition, st_who, st_share)
