"""The sentences C-2 to C-12 of docs/invariants.md: after each step, and after each movement by will."""

from __future__ import annotations

from scripts.lib.chain import latest_block
from scripts.lib.counters import count_holders, count_plans
from tests.invariants import hold
from tests.lots import BLOCKED, FREE, grade
from tests.stateful.compliance.changes import Changes
from tests.stateful.compliance.ground import MANAGER, PLAN, STAFF, approval_id, ask
from tests.stateful.compliance.model import MILLION, PARTITIONS, SALES, Deed, Picture
from tests.world import AFFILIATE, CH, COMMON, DAY, DE, NOWHERE, US, text


class Checks(Changes):
    """The recounts, which read all events, take place at the end of a life, if at all."""

    recounts = True

    def invariant_compliance(self) -> None:
        if not self.is_changed:
            return
        self.is_changed = False
        self._check_lots()
        self._check_sales()
        self._check_consents()
        self._check_closed()

    def teardown(self) -> None:
        """At the end of a life."""
        if self.recounts:
            self._check_counters()
            self._check_every_lot()

    # AFTER EACH STEP

    def _check_lots(self) -> None:
        for (partition, investor), lots in self.now.lots.items():
            units = self.now.units_of(partition, investor)
            hold("C-2", sum(lot.units for lot in lots) == units, partition, investor, lots, units)

    def _check_sales(self) -> None:
        """Each wallet's sum is the model's, of whoever sold anything."""
        months = self.parameter("MONTHS")
        for partition, investor in {(partition, investor) for partition, investor, *_ in self.sales.sold}:
            wallet = self.now.investors()[investor][0]
            sold = ask(self.rules["AffiliateVolume"], "soldBy", wallet, partition)[0]
            expected = self.sales.in_window(partition, investor, self.now.today, months)
            hold("C-7", sold == expected, partition, wallet, sold, expected)

    def _check_consents(self) -> None:
        for deal, consent in self.consents.items():
            status = ask(self.engine, "consentOf", approval_id(deal))[0]
            hold("C-8", status == consent.status, deal, status, consent)

    def _check_closed(self) -> None:
        closed = bool(ask(self.engine, "isClosed", self.hostile.address)[0])
        hold("C-11", closed == self.is_closed, closed)

    def _check_every_lot(self) -> None:
        """Also those of investors whose units stayed as they were."""
        for investor, wallets in self.now.investors().items():
            for partition in PARTITIONS:
                lots = self.lots(partition, wallets[0])
                hold("C-2", lots == self.now.lots[partition, investor], partition, investor, lots)

    def _check_counters(self) -> None:
        """No other rule ever failed; and what the rules count, the events tell."""
        for name, rule in self.rules.items():
            if rule != self.hostile:
                hold("C-11", not self.engine.isClosed(rule), name)
        block, caps, plans = latest_block(), self.rules["HolderCaps"], self.rules["BenefitPlans"]
        counts = count_holders(self.world.deployed, block, None, STAFF)
        told = tuple(caps.counts())
        hold("C-3", told == (counts.total(), counts.non_accredited(block.time // DAY)), told, counts)
        for country in (CH, DE, US):
            hold("C-3", caps.countOfCountry(country) == counts.of_country(country), country, counts)
        for bit in range(6):
            hold("C-3", caps.countOfCategory(bit) == counts.of_category(bit), bit, counts)
        for partition in PARTITIONS:
            told = tuple(plans.ratio(partition)[1:])
            sums = count_plans(self.world.deployed, plans, block, text(partition), PLAN, MANAGER)
            hold("C-4", told == (sums.plan_units, sums.whole_units), partition, told, sums)

    # AFTER A MOVEMENT BY WILL

    def check_consequences(self, before: Picture, done: Deed) -> None:
        if before.moves_between_investors(done):
            self._check_caps(before, done)
            self._check_plans(done)
        self._check_limits(before, done)
        if done.kind in SALES and before.moves_between_investors(done):
            self._check_sale(before, done)
            self._check_locks(before, done)

    def _check_caps(self, before: Picture, done: Deed) -> None:
        entry, caps = before.entries[done.taker], self.rules["HolderCaps"]
        is_newcomer = done.received and not entry.treasury and not before.is_holder(entry.investor)
        if not is_newcomer or entry.attributes & STAFF:
            return
        holders, non_accredited = ask(caps, "counts")
        counts = {("HOLDERS", 0): holders, ("COUNTRY", entry.country): ask(caps, "countOfCountry", entry.country)[0]}
        if entry.accredited_through < before.today:
            counts["NONACCREDITED", 0] = non_accredited
        if entry.attributes & AFFILIATE:
            counts["CATEGORY", 1] = ask(caps, "countOfCategory", 1)[0]
        for (name, number), count in counts.items():
            cap = self.parameter(name, number)
            hold("C-6", cap == 0 or count <= cap, done, name, number, count, cap)

    def _check_limits(self, before: Picture, done: Deed) -> None:
        """Of the class COMMON, which alone the rule is about."""
        most, least = self.parameter("MAX_UNITS"), self.parameter("MIN_UNITS")
        crosses = before.moves_between_investors(done) or done.taker == NOWHERE
        if crosses and done.destination == COMMON and self._is_bound(before, done.taker) and done.received:
            units = self.now.units_of(COMMON, before.investor(done.taker))
            hold("C-9", (most == 0 or units <= most) and units >= least, done, units, most, least)
        if crosses and done.partition == COMMON and self._is_bound(before, done.giver) and done.units:
            units = self.now.units_of(COMMON, before.investor(done.giver))
            hold("C-9", units == 0 or units >= least, done, units, least)

    def _is_bound(self, before: Picture, wallet: str) -> bool:
        return wallet != NOWHERE and not before.entries[wallet].treasury

    def _check_plans(self, done: Deed) -> None:
        entry, limit = self.now.entries[done.taker], self.parameter("LIMIT")
        is_plan = entry.attributes & PLAN and self.shares.get(entry.investor, MILLION)
        if limit and is_plan and done.received:
            _, plan_units, whole = ask(self.rules["BenefitPlans"], "ratio", done.destination)
            hold("C-10", plan_units < limit * whole, done, plan_units, whole)

    def _check_sale(self, before: Picture, done: Deed) -> None:
        """By an affiliate, not to the issuer."""
        giver, taker = before.entries[done.giver], before.entries[done.taker]
        if giver.treasury or taker.treasury or not giver.attributes & AFFILIATE:
            return
        limit, today = self._volume_limit(before.supplies[done.partition]), self.now.today
        self.sales.sold.append((done.partition, giver.investor, today, done.units))
        sold = self.sales.in_window(done.partition, giver.investor, today, self.parameter("MONTHS"))
        hold("C-7", sold <= limit or not done.units, done, sold, limit)

    def _volume_limit(self, supply: int) -> int:
        share, average = supply * self.parameter("SHARE") // MILLION, self.parameter("AVERAGE_WEEKLY")
        if average == 0:
            return share
        return min(share, average) if self.parameter("OPERATOR") else max(share, average)

    def _check_locks(self, before: Picture, done: Deed) -> None:
        """Blocked units never move; those that need consent, with it alone."""
        units = [0, 0, 0]
        giver, taker = before.party(done.giver), before.party(done.taker)
        for lot in before.lots[done.partition, before.investor(done.giver)]:
            units[grade(lot, giver, taker, self.now.time)] += lot.units
        consent = self.consents.get(done.deal)
        has_consent = consent is not None and consent.is_granted(self.now.time)
        movable = sum(units[:BLOCKED]) if has_consent else units[FREE]
        hold("C-12", done.units <= movable, done, units, has_consent)
