"""On a peer an investor who had been restricted to selling could never be made a full holder again."""

from __future__ import annotations

from typing import Any

from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.unit.office.helpers import refused
from tests.world import CH, FAR, World


def buy(world: World) -> Any:
    return world.security.transfer(world.investor_ch, 1, {"from": world.investor_de})


def sell(world: World) -> Any:
    return world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})


def test_expired_member__sells_only__until_it_is_admitted_again(world: World) -> None:
    world.issue_all(10)
    world.security.setExpiredMaySell(True, {"from": world.configurer})
    world.admit(world.investor_ch, CH, through=1)
    sell(world)
    with refused(world, 0x57, "RECEIVER_KYC_EXPIRED", world.investor_ch):
        buy(world)
    world.admit(world.investor_ch, CH, FAR)
    buy(world)
    sell(world)


def test_closed_country__its_members_sell_only__until_it_is_opened(world: World) -> None:
    world.issue_all(10)
    engine = attach_engine(world)
    rule = new_rule(world, engine, "Countries")
    enact(world, engine, rule)
    set_parameter(world, rule, "COUNTRIES", 1 << CH % 200, CH // 200)
    sell(world)
    with refused(world, 0x57, "JURISDICTION_BLOCKED", world.investor_ch):
        buy(world)
    set_parameter(world, rule, "COUNTRIES", 0, CH // 200)
    buy(world)
    sell(world)
