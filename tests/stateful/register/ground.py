"""The ground on which the register's machine stands: a world with seeds, its model, and how something is tried."""

from __future__ import annotations

from typing import Any

from brownie.exceptions import VirtualMachineError
from hypothesis import strategies as st

from tests import clock, errors
from tests.invariants import hold
from tests.stateful.register.journal import Journal
from tests.stateful.register.model import PARTITIONS, Class, Kind, Model, Move
from tests.stateful.register.rules import Rules, Verdict, error_of, opens_at
from tests.world import (
    CH,
    COMMON,
    DAY,
    DE,
    FAR,
    FR,
    NOWHERE,
    PREFERRED,
    QIB,
    US,
    US_PERSON,
    World,
    build_world,
    spare_account,
)
from tests.world import code as code_of
from tests.world import text as text_of

AUTHORISED = 1_500
HOLDINGS = {
    COMMON: {"investor_ch": 240, "second_wallet_ch": 40, "investor_de": 120, "fund_us": 200, "treasury": 100},
    PREFERRED: {"investor_de": 80, "investor_fr": 120, "fund_us": 200, "treasury": 60},
}
RATIOS = {(COMMON, PREFERRED): (1, 2), (PREFERRED, COMMON): (3, 1)}
ALLOWED_UNITS = 60
Refusal = tuple[str, tuple[object, ...]] | None


class Ground:
    """Seven wallets of six investors, treasury and second wallet included; an operator, a spender and a controller.

    Every point in time that matters is a midnight, and days pass from noon to noon, so that the seconds that pass by
    themselves decide nothing.
    """

    st_partition = st.sampled_from(PARTITIONS)
    st_who = st.integers(0, 6)
    st_whom = st.integers(0, 6)
    st_share = st.sampled_from((0, 1, 1, 2, 2, 3, 4, 5))
    st_door = st.integers(0, 3)
    st_agent = st.integers(0, 2)
    st_units = st.integers(0, 200)
    st_days = st.integers(1, 3)
    st_which = st.integers(0, 7)
    st_manner = st.integers(0, 3)
    st_flag = st.booleans()

    def __init__(cls, world: World) -> None:
        cls.world = world

    def setup(self) -> None:
        clock.block_at(_noon_after(clock.now()))
        self.security = self.world.security
        self.model = seeded_model(self.world, clock.now())
        self.rules = Rules(self.model, self.security.address)
        self.journal = Journal(self.security)
        self.is_changed = True
        self.agents = [a.address for a in (self.world.operator, self.world.stranger, self.world.controller)]
        self.spare = [spare_account(number).address for number in range(60)]

    # WALLETS

    def wallet(self, number: int) -> str:
        """A wallet that is in the register."""
        return list(self.model.entries)[number % len(self.model.entries)]

    def every_wallet(self) -> list[str]:
        """Those in the register, those that were lost, and one that never was."""
        return [*self.model.entries, *self.model.successors, self.world.stranger.address]

    def share(self, partition: bytes, wallet: str, share: int) -> int:
        """Fourths of what a wallet holds, so that most movements have the units for it; with five, too much."""
        return self.model.units(partition, wallet) * share // 4 + (share == 5)

    # TRYING

    def attempt(self, actor: Any, name: str, *arguments: Any) -> Refusal:
        """Sends what would succeed. What would not is refused in the call: error and values."""
        function, sender = getattr(self.security, name), str(actor)
        try:
            function.call(*arguments, {"from": sender})
        except VirtualMachineError:
            return errors.refusal()
        self.receipt = function(*arguments, {"from": sender})
        self.is_changed = True
        return None

    def expect(self, refusal: Refusal, actor: Any, name: str, *arguments: Any) -> bool:
        """Tries what the model has an opinion on; whether it was done."""
        told = self.attempt(actor, name, *arguments)
        hold("R-6", told == refusal, name, arguments, told, refusal)
        return told is None

    def perform(self, move: Move, name: str, *arguments: Any, view: tuple[Any, ...] | None = ()) -> bool:
        """Tries a movement: the view, the rules and the movement itself must agree.

        `view` is that of the entry point, explainMovement where it is empty; None where the entry point has none.
        """
        expected = self.rules.verdict(move)
        said = expected
        if view is not None:
            said = self.answer(move, *view, guilty=expected.guilty) if view else self.explanation(move)
        told = self.attempt(move.actor, name, *arguments)
        hold("R-5", told == error_of(self.model, move, said), name, move, told, said)
        hold("R-6", said == expected, name, move, said, expected)
        if told is None:
            self.model.move(move)
        return told is None

    def explanation(self, move: Move) -> Verdict:
        """What explainMovement says."""
        code, reason, guilty, opens = self.security.explainMovement(*move[:6])
        verdict = Verdict(code_of(code), text_of(reason), str(guilty))
        hold("R-5", opens == opens_at(self.model, verdict, move.partition), move, verdict, opens)
        return verdict

    def answer(self, move: Move, name: str, *arguments: Any, guilty: str) -> Verdict:
        """What a view says that the movement's actor asks. It names nobody; explainMovement does."""
        view = getattr(self.security, name)
        view = view["address,uint256,bytes"] if name == "canTransfer" else view
        answer = view(*arguments, {"from": move.actor})
        return Verdict(code_of(answer[0]), text_of(answer[1]), guilty)

    # TIME

    def pass_days(self, days: int) -> None:
        self._pass(days * DAY)

    def pass_a_moment(self) -> None:
        """What was set for this second is past."""
        self._pass(2)

    def _pass(self, seconds: int) -> None:
        clock.pass_time(seconds)
        self.model.time_is(clock.now())
        self.is_changed = True

    def midnight(self, days: int) -> int:
        """The first second of a day to come."""
        return (self.model.today + days) * DAY


def register_world() -> World:
    """Little capital, so that it runs out; three accredited members, so that PREFERRED can move; two ratios."""
    world = build_world()
    security, configurer = world.security, {"from": world.configurer}
    for partition in PARTITIONS:
        security.setAuthorised(partition, AUTHORISED, configurer)
    for (old, new), ratio in RATIOS.items():
        security.setConversionRatio(old, new, *ratio, {"from": world.issuer})
    for account, country in ((world.investor_de, DE), (world.investor_fr, FR)):
        world.admit(account, country, accredited=FAR)
    security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    for partition, holdings in HOLDINGS.items():
        for name, units in holdings.items():
            world.issue(getattr(world, name), units, partition)
            holder = {"from": getattr(world, name)}
            security.authorizeOperatorByPartition(partition, world.operator, holder)
            security.approveByPartition(partition, world.stranger, ALLOWED_UNITS, holder)
    return world


def seeded_model(world: World, now: int) -> Model:
    """What {register_world} and the deployment made."""
    model = Model(now)
    model.classes = {COMMON: Class(AUTHORISED, False, True), PREFERRED: Class(AUTHORISED, True, False)}
    model.ratios = dict(RATIOS)
    model.admit(world.treasury.address, CH, FAR)
    model.entries[world.treasury.address].treasury = True
    model.admit(world.investor_ch.address, CH, FAR)
    model.admit(world.investor_de.address, DE, FAR, FAR)
    model.admit(world.investor_fr.address, FR, FAR, FAR)
    model.admit(world.fund_us.address, US, FAR, FAR, US_PERSON | QIB)
    model.link(world.second_wallet_ch.address, world.investor_ch.address)
    for partition, holdings in HOLDINGS.items():
        for name, units in holdings.items():
            holder = getattr(world, name).address
            model.move(Move(Kind.ISSUE, partition, world.issuer.address, NOWHERE, holder, units))
            model.operators.add((holder, world.operator.address, partition))
            model.allowances[partition, holder, world.stranger.address] = ALLOWED_UNITS
    return model


def _noon_after(time: int) -> int:
    return (time // DAY + 1) * DAY + DAY // 2
