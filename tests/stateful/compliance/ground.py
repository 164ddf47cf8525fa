"""The ground on which the machine of the rules stands: a world with an engine, and how something is tried in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from brownie.exceptions import VirtualMachineError
from brownie.network.web3 import web3
from eth_abi import encode
from eth_utils import keccak
from hypothesis import strategies as st

from scripts.lib.lots import REG_A_T2, REG_CF, REG_D_506C, REG_S, Lot, lot_instruction
from tests import clock, errors
from tests.invariants import hold
from tests.lots import new_holding_periods
from tests.rules import EVERY_CLASS, attach_engine, enact, new_rule, set_parameter
from tests.stateful.compliance.model import (
    FORCED,
    PARTITIONS,
    SILENCE,
    USED,
    VALIDITY,
    Consent,
    Deal,
    Deed,
    Entry,
    Parameters,
    Picture,
    Sales,
)
from tests.stateful.register.reading import Question, read
from tests.world import (
    AFFILIATE,
    CH,
    COMMON,
    DAY,
    DE,
    FAR,
    PREFERRED,
    QIB,
    US,
    US_PERSON,
    World,
    build_world,
    spare_account,
)
from tests.world import code as code_of

STAFF, PLAN, MANAGER = 8, 16, 32
PROFILES = (
    (CH, FAR, 0),
    (DE, 0, 0),
    (US, FAR, US_PERSON | QIB),
    (US, 0, US_PERSON | AFFILIATE),
    (US, 0, US_PERSON | PLAN),
    (CH, 0, AFFILIATE),
    (DE, 0, 0),
    (US, FAR, US_PERSON),
    (CH, FAR, STAFF),
)
FOUNDERS, NEWCOMERS = 6, 3
UNITS = 120
AGES = (0, 30, 200, 360, 500)
# Of each rule: name, number, first value; a life changes some of them.
PARAMETERS = {
    "AffiliateVolume": (("AFFILIATES", 0, AFFILIATE), ("SHARE", 0, 60_000), ("MONTHS", 0, 3)),
    "HoldingLimits": (("MAX_UNITS", 0, 300),),
    "HolderCaps": (("EXEMPT", 0, STAFF), ("HOLDERS", 0, 6)),
    "BenefitPlans": (("PLANS", 0, PLAN), ("EXCLUDED", 0, MANAGER), ("LIMIT", 0, 250_000)),
}
HABITS = (REVERTS, BURNS_GAS, ANSWERS_MUCH, CALLS_BACK) = range(1, 5)
Refusal = tuple[str, tuple[object, ...]] | None


@dataclass(frozen=True)
class Bench:
    """A world and its rules, by the names of their artefacts; one of them is hostile when it is told to."""

    world: World
    engine: Any
    rules: dict[str, Any]
    # With which each life begins.
    opening: dict[tuple[bytes, int], list[Lot]] = field(default_factory=dict)


def compliance_world() -> Bench:
    """Five investors of all kinds with lots of all kinds, one with two wallets; three members without units."""
    world = build_world()
    security, engine = world.security, attach_engine(world)
    rules = {"HoldingPeriods": new_holding_periods(world, engine)}
    rules["RuleDouble"] = new_rule(world, engine, "RuleDouble")
    for name in ("AffiliateVolume", "HoldingLimits", "HolderCaps", "BenefitPlans", "ApprovalRequired"):
        scope = {"HoldingLimits": COMMON, "ApprovalRequired": PREFERRED}.get(name, EVERY_CLASS)
        rules[name] = new_rule(world, engine, name, scope)
        for parameter, number, value in PARAMETERS.get(name, ()):
            set_parameter(world, rules[name], parameter, value, number)
    enact(world, engine, *rules.values())
    callback = engine.reconcile.encode_input([world.treasury])
    rules["RuleDouble"].setCall(engine, callback, {"from": world.deployer})
    engine.setSilence(SILENCE, VALIDITY, {"from": world.compliance_officer})
    world.set_terms(PREFERRED, accreditedOnly=False, redeemable=True)
    for ratio in ((COMMON, PREFERRED, 1, 2), (PREFERRED, COMMON, 1, 1)):
        security.setConversionRatio(*ratio, {"from": world.issuer})
    _populate(world)
    return Bench(world, engine, rules)


def _populate(world: World) -> None:
    security, today = world.security, clock.now() // DAY
    people = [spare_account(number) for number in range(FOUNDERS + NEWCOMERS)]
    lines = [
        (account, country, FAR, accredited, attributes)
        for account, (country, accredited, attributes) in zip(people, PROFILES, strict=True)
        if account != people[FOUNDERS - 1]
    ]
    security.admitBatch(lines, {"from": world.admitter})
    # The second wallet of one who is an affiliate.
    security.linkWallet(people[FOUNDERS - 1], people[3], {"from": world.admitter})
    regimes = (REG_D_506C, REG_CF, REG_S, 0, REG_A_T2, REG_D_506C)
    for number, (account, regime) in enumerate(zip(people, regimes, strict=False)):
        data = lot_instruction(regime, today - AGES[number % len(AGES)])
        security.issueByPartition(COMMON, account, UNITS, data, {"from": world.issuer})
        data = lot_instruction(regime, today - 400)
        security.issueByPartition(PREFERRED, account, UNITS // 3, data, {"from": world.issuer})
    world.issue(world.treasury, 200)
    for account in (*people, world.treasury):
        security.authorizeOperator(world.operator, {"from": account})


class Ground:
    """Days pass from noon to noon, and what ends, ends at midnight: the seconds of a step decide nothing."""

    st_partition = st.sampled_from((COMMON, COMMON, COMMON, PREFERRED))
    st_who = st.integers(0, 9)
    st_whom = st.integers(0, 9)
    st_share = st.sampled_from((0, 1, 1, 1, 2, 2, 4, 4, 5))
    st_door = st.integers(0, 2)

    def __init__(cls, bench: Bench) -> None:
        cls.bench = bench

    def setup(self) -> None:
        clock.block_at((clock.now() // DAY + 1) * DAY + DAY // 2)
        self.world, self.engine, self.rules = self.bench.world, self.bench.engine, self.bench.rules
        self.security, self.hostile = self.world.security, self.rules["RuleDouble"]
        self.wallets = [spare_account(number).address for number in range(FOUNDERS + NEWCOMERS)]
        self.wallets.append(self.world.treasury.address)
        self.spare = [spare_account(number).address for number in range(FOUNDERS + NEWCOMERS, 60)]
        self.parameters, self.sales = Parameters(), Sales()
        for parameters in PARAMETERS.values():
            for name, number, value in parameters:
                self.parameters.set(name, number, value, clock.now())
        self.consents: dict[Deal, Consent] = {}
        self.shares: dict[int, int] = {}
        self.fails_when_told = self.is_closed = False
        self.holds = 0
        self.now: Any = None
        self.look()

    # WALLETS

    def wallet(self, number: int) -> str:
        return self.wallets[number % len(self.wallets)]

    def share(self, partition: bytes, wallet: str, share: int) -> int:
        """Fourths of what a wallet holds; with five, too much."""
        return self.now.units[partition, wallet] * share // 4 + (share == 5)

    def parameter(self, name: str, number: int = 0) -> int:
        """The value in force."""
        return self.parameters.value(self.now.time, name, number)

    def midnight(self, days: int) -> int:
        """The first second of a day to come."""
        return (self.now.today + days) * DAY

    # READING

    def look(self) -> None:
        """Takes the picture of this moment; of the lots, where units came or went."""
        self.is_changed, before = True, self.now
        questions: list[Question] = [("memberOf", wallet) for wallet in self.wallets]
        questions += [("balanceOfByPartition", cls, wallet) for cls in PARTITIONS for wallet in self.wallets]
        questions += [("totalSupplyByPartition", cls) for cls in PARTITIONS]
        answers = read(self.security, questions)
        self.now = Picture(
            clock.now(),
            {wallet: Entry(*answers["memberOf", wallet]) for wallet in self.wallets},
            {(c, w): answers["balanceOfByPartition", c, w][0] for c in PARTITIONS for w in self.wallets},
            {cls: answers["totalSupplyByPartition", cls][0] for cls in PARTITIONS},
        )
        known = before.lots if before else self.bench.opening
        for investor, wallets in self.now.investors().items():
            for cls in PARTITIONS:
                is_same = before is None or all(
                    before.units.get((cls, w), 0) == self.now.units[cls, w] for w in wallets
                )
                lots = known.get((cls, investor)) if is_same else None
                self.now.lots[cls, investor] = self.lots(cls, wallets[0]) if lots is None else lots
        if before is None:
            self.bench.opening.update(self.now.lots)

    def lots(self, partition: bytes, wallet: str) -> list[Lot]:
        """Those of the wallet's investor."""
        words = ask(self.rules["HoldingPeriods"], "lotsOf", partition, wallet)
        # Each is units, regime, acquired, unlockAt, after two words that say where they begin and how many they are.
        return [Lot(words[i + 2], words[i + 3], words[i + 1], words[i]) for i in range(2, len(words), 4)]

    # TRYING

    def attempt(self, actor: Any, target: Any, name: str, *arguments: Any) -> Refusal:
        """Sends what would succeed. What would not is refused in the call: error and values."""
        function, sender = getattr(target, name), {"from": str(actor)}
        try:
            function.call(*arguments, sender)
        except VirtualMachineError:
            return errors.refusal()
        function(*arguments, sender)
        self.look()
        return None

    def done(self, actor: Any, name: str, *arguments: Any) -> bool:
        """Whether the security did what is no movement."""
        return self.attempt(actor, self.security, name, *arguments) is None

    def ordered(self, rule: str, name: str, *arguments: Any) -> bool:
        """Whether a rule did what the compliance officer wants."""
        return self.attempt(self.world.compliance_officer, self.rules[rule], name, *arguments) is None

    def explanation(self, done: Deed, actor: str) -> Refusal:
        """The refusal that explainMovement foretells."""
        code, reason, guilty, _ = self.security.explainMovement(
            done.kind, done.partition, actor, done.giver, done.taker, done.units
        )
        return self.refusal(done, code_of(code), bytes(reason), str(guilty))

    def refusal(self, done: Deed, code: int, reason: bytes, guilty: str) -> Refusal:
        """How a movement is refused of which a view says that."""
        if code == 0x51:
            return None
        if code == 0x52:
            return "ERC20InsufficientBalance", (done.giver, self.now.units[done.partition, done.giver], done.units)
        return "Refused", (bytes([code]), reason, guilty)

    def move(self, done: Deed, foretold: Refusal, actor: Any, name: str, *arguments: Any) -> bool:
        """Tries a movement: it is refused as was foretold, or because the hostile rule cannot be told of it."""
        before = self.now
        told = self.attempt(actor, self.security, name, *arguments)
        if done.kind in FORCED:
            hold("C-5", told == foretold, done, told, foretold)
        else:
            # A closed rule is told of nothing, so that what no rule is asked about passes it.
            if foretold is None and self.fails_when_told and done.is_told and not self.is_closed:
                foretold = "Refused", (b"\x50", _text("RULE_FAILED"), self.hostile.address)
            hold("C-1", told == foretold, done, told, foretold)
        if told is None:
            self._book(before, done)
        return told is None

    def _book(self, before: Picture, done: Deed) -> None:
        if done.kind in FORCED:
            self.told_for_sure(done.is_told)
        else:
            self.check_consequences(before, done)
        consent = self.consents.get(done.deal)
        if consent and done.is_told and consent.is_granted(self.now.time):
            consent.status = USED

    def told_for_sure(self, is_told: bool = True) -> None:
        """A rule that fails when it is told of what cannot be stopped is closed."""
        self.is_closed = self.is_closed or (is_told and self.fails_when_told)

    def check_consequences(self, before: Picture, done: Deed) -> None:
        """What a movement of somebody's will must not have led to."""
        raise NotImplementedError

    def pass_days(self, days: int) -> None:
        clock.pass_time(days * DAY)
        self.look()


def approval_id(deal: Deal) -> bytes:
    """The consent's number, as the contract makes it."""
    return bytes(keccak(encode(["bytes32", "address", "address", "uint256"], deal)))


def ask(contract: Any, name: str, *arguments: Any) -> tuple[int, ...]:
    """The answer of a view, as the words of which it is made."""
    call = {"to": contract.address, "data": _encoded(contract, name, *arguments)}
    answer = web3.provider.make_request("eth_call", [call, "latest"])
    data = bytes.fromhex(answer["result"][2:])
    return tuple(int.from_bytes(data[i : i + 32], "big") for i in range(0, len(data), 32))


@cache
def _encoded(contract: Any, name: str, *arguments: Any) -> str:
    return str(getattr(contract, name).encode_input(*arguments))


def _text(reason: str) -> bytes:
    return reason.encode().ljust(32, b"\0")
