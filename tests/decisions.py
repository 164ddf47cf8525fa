"""A worked table of decided transfers, laid out on a chain: investors, lots, limits, and what each case changes.

The table stands in tests/data/decisions.json. Its dates stand for the same dates 28 years later, when the calendar is
the same; where it gives a count and a cap, the cap here is as far above the count that the investors really make.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timezone
from functools import cache
from typing import Any, NamedTuple

from scripts.lib.lots import REG_A_T2, REG_CF, REG_D_506B, REG_D_506C, REG_S, RULE_144A, lot_instruction
from tests import clock
from tests.lots import REGIMES, day
from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.world import (
    AFFILIATE,
    CH,
    COMMON,
    DATA,
    DAY,
    DE,
    FR,
    KP,
    NOWHERE,
    QIB,
    US,
    US_PERSON,
    World,
    bytes32,
    spare_account,
)

BENEFIT_PLAN = 8
YEARS = 28
COUNTRIES = {"US": US, "DE": DE, "CH": CH, "FR": FR, "KP": KP}
REGIME_NUMBERS = {
    "D506C": REG_D_506C,
    "D506B": REG_D_506B,
    "A2": REG_A_T2,
    "CF": REG_CF,
    "S3": REG_S,
    "R144A": RULE_144A,
}


class Case(NamedTuple):
    """One transfer and what is to become of it."""

    name: str
    sender: str
    receiver: str | None
    units: int
    time: datetime
    changes: Mapping[str, Any]
    code: int
    reason: str


@cache
def table() -> dict[str, Any]:
    """The file."""
    read: dict[str, Any] = json.loads((DATA / "decisions.json").read_text(encoding="utf-8"))
    return read


def cases() -> list[Case]:
    """The table's cases."""
    return [
        Case(
            entry["case"],
            entry["frm"],
            entry["to"],
            entry["amount"],
            datetime.fromisoformat(entry["time"]),
            entry["cfg"],
            int(entry["code"], 16),
            entry["reason"],
        )
        for entry in table()["cases"]
    ]


def case(name: str, sender: str, receiver: str | None, units: int, expected: str, **changes: Any) -> Case:
    """A further case beside the table's, on 2026-03-02 12:00 UTC if no `time` is given; `expected` as "55 VESTING"."""
    time = datetime.fromisoformat(changes.pop("time", "2026-03-02T12:00:00")).replace(tzinfo=timezone.utc)
    code, _, reason = expected.partition(" ")
    return Case(name, sender, receiver, units, time, changes, int(code, 16), reason)


def moment(time: datetime) -> int:
    """Unix time that a time of the table stands for."""
    return int(time.replace(year=time.year + YEARS).timestamp())


def last_day(seconds: int) -> int:
    """The day, as the register counts, that an expiry of the table stands for; 0 for none."""
    if seconds == 0:
        return 0
    expiry = datetime.fromtimestamp(seconds, timezone.utc).date()
    return (date(expiry.year + YEARS, expiry.month, expiry.day) - date(1970, 1, 1)).days


class Court:
    """The table's investors with their lots, an engine with every rule that the table needs, and its limits."""

    def __init__(self, world: World) -> None:
        self.world, self.security = world, world.security
        self.people = {name: spare_account(number) for number, name in enumerate(table()["fixture"]["ids"])}
        # Who holds the rest of the class: a plan, the affiliates beside D1, and somebody without a part in the table.
        for number, name in enumerate(("PLAN", "GROUP", "REST")):
            self.people[name] = spare_account(len(table()["fixture"]["ids"]) + number)
        # Everybody's admission is still valid, and the older of the affiliate's sales still counts.
        clock.block_at(day("2026-02-20") * DAY)
        self.engine = attach_engine(world)
        self.lots = new_rule(world, self.engine, "HoldingPeriods", COMMON)
        self.volume = new_rule(world, self.engine, "AffiliateVolume", COMMON)
        self.caps = new_rule(world, self.engine, "HolderCaps", COMMON)
        self.limits = new_rule(world, self.engine, "HoldingLimits", COMMON)
        self.plans = new_rule(world, self.engine, "BenefitPlans", COMMON)
        self._set_rules()
        enact(world, self.engine, self.lots, self.volume, self.limits, self.caps, self.plans)
        self._admit()
        self._issue()
        self._mark()
        self.counts = self._counts()
        self.configure(table()["fixture"]["cfg"])

    def _set_rules(self) -> None:
        for regime in REGIMES.values():
            for name, number, value in regime.parameters():
                set_parameter(self.world, self.lots, name, value, number)
        for rule, parameters in (
            (self.lots, {"AFFILIATES": AFFILIATE}),
            (self.volume, {"AFFILIATES": AFFILIATE, "SHARE": 10_000, "MONTHS": 3}),
            (self.plans, {"PLANS": BENEFIT_PLAN, "EXCLUDED": AFFILIATE, "LIMIT": 250_000}),
        ):
            for name, value in parameters.items():
                set_parameter(self.world, rule, name, value)

    def _admit(self) -> None:
        far = last_day(1830211200)
        lines = [
            (
                self.people[name],
                COUNTRIES[person["country"]],
                last_day(person["kyc"]),
                last_day(person["acc"]),
                person["us"] * US_PERSON
                | person["affiliate"] * AFFILIATE
                | person["qib"] * QIB
                | person["bpi"] * BENEFIT_PLAN,
            )
            for name, person in table()["fixture"]["ids"].items()
        ]
        extra = {"PLAN": BENEFIT_PLAN, "GROUP": AFFILIATE, "REST": 0}
        lines += [(self.people[name], US, far, far, US_PERSON | bit) for name, bit in extra.items()]
        for group in (lines[:12], lines[12:]):
            self.security.admitBatch(group, {"from": self.world.admitter})
        self.security.setTreasury(self.people["ISS"], True, {"from": self.world.configurer})

    def _issue(self) -> None:
        issued = 0
        for name, person in table()["fixture"]["ids"].items():
            for lot in person["lots"]:
                self._issue_lot(name, lot["q"], REGIME_NUMBERS[lot["reg"]], day(lot["acq"]))
                issued += lot["q"]
        config = table()["fixture"]["cfg"]
        affiliates = sum(
            lot["q"] for person in table()["fixture"]["ids"].values() if person["affiliate"] for lot in person["lots"]
        )
        group = config["affUnits"] - affiliates
        # The plan last: it may not be a quarter of the class at any moment.
        rest = {"REST": config["outstanding"] - issued - config["bpiUnits"] - group, "GROUP": group}
        rest["PLAN"] = config["bpiUnits"]
        for name, units in rest.items():
            self._issue_lot(name, units, REG_A_T2, day("2025-01-01"))

    def _issue_lot(self, name: str, units: int, regime: int, acquired: int) -> None:
        data = lot_instruction(regime, acquired)
        self.security.issueByPartition(COMMON, self.people[name], units, data, {"from": self.world.issuer})

    def _mark(self) -> None:
        freezer, officer = {"from": self.world.freezer}, {"from": self.world.compliance_officer}
        for name, person in table()["fixture"]["ids"].items():
            account = self.people[name]
            if person["held"]:
                hold = (account, person["held"], NOWHERE, 2**32, self.world.operator, COMMON, bytes(32))
                self.security.createHold(bytes32(name), hold, {"from": account})
            if person["frozenQty"]:
                self.security.setFrozenTokens(account, person["frozenQty"], freezer)
            if person["frozen"]:
                self.security.setAddressFrozen(account, True, freezer)
            if person["sanctioned"]:
                self.security.setSanctioned(account, True, freezer)
            if "family_of" in person:
                self.lots.setRelated(account, self.people[person["family_of"]], True, bytes32("BIRTH"), officer)
            for sold_on, units in person["sales"]:
                self.volume.recordSale(account, COMMON, day(sold_on), units, "Form 144", officer)

    def _counts(self) -> dict[str, int]:
        holders, non_accredited = self.caps.counts()
        countries = {name: self.caps.countOfCountry(code) for name, code in COUNTRIES.items()}
        return {"HOLDERS": holders, "NONACCREDITED": non_accredited, **countries}

    def configure(self, config: Mapping[str, Any]) -> None:
        """Sets what the table says of the issuer, its limits as far above the counts."""
        full = {**table()["fixture"]["cfg"], **config}
        self._cap("HOLDERS", self.counts["HOLDERS"] + full["maxHolders"] - full["holders"])
        self._cap("NONACCREDITED", self.counts["NONACCREDITED"] + full["maxNonAcc"] - full["nonAcc"])
        for name, most in full["countryMax"].items():
            self._cap("COUNTRY", self.counts[name] + most - full["countryCount"][name], COUNTRIES[name])
        self._set(self.volume, "AVERAGE_WEEKLY", full["avgWeekly"] if full["listed"] else 0)
        self._set(self.limits, "MAX_UNITS", full["maxBalance"])
        if full["allowSellWithExpiredKYC"]:
            self.security.setExpiredMaySell(True, {"from": self.world.configurer})
        if full["paused"]:
            self.security.pause({"from": self.world.pauser})

    def _cap(self, name: str, most: int, number: int = 0) -> None:
        self._set(self.caps, name, most, number)

    def _set(self, rule: Any, name: str, value: int, number: int = 0) -> None:
        set_parameter(self.world, rule, name, value, number)

    def account(self, name: str | None) -> Any:
        """Where an investor of the table is; None is the zero address."""
        return NOWHERE if name is None else self.people[name]
