"""Every rule at its strictest, for the regression tests that must not leave one out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from scripts.lib.lots import RULE_144A, rule_144a
from tests import clock
from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.unit.office.helpers import FOREVER, refused
from tests.world import AFFILIATE, CH, COMMON, DAY, FR, QIB, World

PLAN = 32
NEVER = 2**40 - 1


@dataclass(frozen=True)
class Strict:
    """A rule, how it is made to refuse, and what it then says of a movement to investor_fr."""

    artifact: str
    code: int
    reason: str
    guilty: str = ""
    parameters: dict[str, int] = field(default_factory=dict)
    prepare: Callable[[World, Any], Any] = lambda world, rule: None

    def refuses(self, world: World, sender: Any = None) -> Any:
        """Expects it of a movement by investor_ch, or by another sender."""
        parties = {"": world.security, "sender": sender or world.investor_ch, "receiver": world.investor_fr}
        return refused(world, self.code, self.reason, parties[self.guilty])


def _only_institutions(world: World, rule: Any) -> None:
    for name, number, value in rule_144a(QIB).parameters():
        set_parameter(world, rule, name, value, number)


def _lock_all(world: World, rule: Any) -> None:
    document, officer = b"\x11" * 32, {"from": world.compliance_officer}
    rule.addLock(COMMON, world.investor_ch, 100, NEVER, document, officer)


def _close(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOURS", 1 << 56)
    set_parameter(world, rule, "PERIOD", clock.now() - 1 | FOREVER << 40)


def _close_france(world: World, rule: Any) -> None:
    set_parameter(world, rule, "COUNTRIES", 1 << FR % 200, FR // 200)


def _cap_at_present(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOLDERS", 2)


LIMITS = {
    "countries": Strict("Countries", 0x57, "JURISDICTION_BLOCKED", "receiver", prepare=_close_france),
    "sanctions": Strict("SanctionsList", 0x50, "SANCTIONS_LIST_OUTDATED", parameters={"MAX_AGE": DAY}),
    "maximum": Strict("HoldingLimits", 0x57, "MAX_BALANCE", "receiver", {"MAX_UNITS": 9}),
    "holders": Strict("HolderCaps", 0x57, "HOLDER_CAP", "receiver", prepare=_cap_at_present),
    "plans": Strict("BenefitPlans", 0x57, "ERISA_25", "receiver", {"PLANS": PLAN, "LIMIT": 1}),
}
# Rules that refuse a transfer of ten units by investor_ch to investor_fr.
ON_SALES = {
    "lots": Strict(
        "HoldingPeriods", 0x57, "QIB_REQUIRED", "receiver", {"DEFAULT_REGIME": RULE_144A}, _only_institutions
    ),
    "locks": Strict("VestingLocks", 0x55, "CONTRACTUAL_LOCK", "sender", prepare=_lock_all),
    "calendar": Strict("TradingCalendar", 0x55, "WINDOW_CLOSED", prepare=_close),
    "volume": Strict("AffiliateVolume", 0x50, "AFFILIATE_VOLUME", parameters={"AFFILIATES": AFFILIATE, "SHARE": 1}),
    **LIMITS,
    "consent": Strict("ApprovalRequired", 0x50, "TA_APPROVAL_REQUIRED"),
}
# Rules that refuse an issue of ten units to investor_fr.
ON_ISSUES = {
    "lots": Strict("HoldingPeriods", 0x50, "INVALID_LOT", parameters={"DEFAULT_REGIME": 1234}),
    "offering": Strict("PrimaryOffering", 0x57, "ACCREDITATION_REQUIRED", "receiver", {"ACCREDITED": 1}),
    "investment": Strict("InvestmentLimits", 0x50, "INVESTMENT_LIMIT", parameters={"PRICE": 1, "LIMITED": 1}),
    "ticket": Strict("InvestmentLimits", 0x50, "BELOW_MINIMUM_TICKET", parameters={"PRICE": 1, "LEAST_NATURAL": 11}),
    "purchasers": Strict("PurchaserLimit", 0x57, "PURCHASER_LIMIT", "receiver", {"LIMIT": 1}),
    **LIMITS,
}


def fill(world: World) -> World:
    """investor_ch, an affiliate with two wallets, holds 100, investor_de 50, and investor_fr, a benefit plan, none."""
    world.admit(world.investor_ch, CH, attributes=AFFILIATE)
    world.admit(world.investor_fr, FR, attributes=PLAN)
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.issue(world.investor_ch, 100)
    world.issue(world.investor_de, 50)
    return world


def impose(world: World, rules: Iterable[Strict]) -> Any:
    """An engine with these rules, which know the members; whatever was attached before."""
    engine = attach_engine(world)
    made = {}
    for strict in rules:
        rule = new_rule(world, engine, strict.artifact)
        for name, value in strict.parameters.items():
            set_parameter(world, rule, name, value)
        strict.prepare(world, rule)
        made[rule] = rule.step()
    enact(world, engine, *sorted(made, key=lambda rule: made[rule]))
    engine.reconcile([world.investor_ch, world.second_wallet_ch, world.investor_de, world.investor_fr])
    return engine
