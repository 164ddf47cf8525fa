"""Declaring: what is stored and told, each field that can be wrong, and who may."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import DECLARED, PPM, RESOLUTION, Desk, new
from tests.world import CH, COMMON, DAY, DE, FR, NOWHERE, PREFERRED, US, World

LATE = 2**32 - 1


def crowd(size: int) -> list[Any]:
    """Different addresses that nobody owns."""
    return [f"0x{number + 1:040x}" for number in range(size)]


def test_declare__proper_terms__stored(desk: Desk, distributor: Any, world: World) -> None:
    record_date = clock.now() + 100
    number = desk.declare(
        partition=PREFERRED,
        pot=77,
        record_date=record_date,
        pay_date=record_date + 1,
        deadline=record_date + 2,
        default_tax=263_750,
    )
    stored = distributor.distribution(number)
    assert (number, stored["state"], stored["partition"]) == (1, DECLARED, "0x" + PREFERRED.hex())
    assert (stored["currency"], stored["pot"], stored["defaultTax"]) == (desk.address, 77, 263_750)
    dates = (stored["recordDate"], stored["payDate"], stored["deadline"])
    assert dates == (record_date, record_date + 1, record_date + 2)
    assert (stored["taxAgent"], stored["residual"]) == (world.tax_agent, world.residual)
    fresh = ("eligibleUnits", "settledUnits", "settled", "withheld", "remitted")
    assert [stored[field] for field in fresh] == [0] * len(fresh)


def test_declare__proper_terms__event_tells_all(desk: Desk, distributor: Any, world: World) -> None:
    terms = desk.terms(taxes=[(CH, 350_000)])
    event = distributor.declare(terms, {"from": world.treasurer}).events["DistributionDeclared"]
    told = event["declaration"]
    assert (event["id"], event["treasurer"]) == (1, world.treasurer)
    assert (told["pot"], told["taxes"], told["excluded"]) == (terms[2], [(CH, 350_000)], [world.treasury])
    assert told["documentHash"] == "0x" + RESOLUTION.hex()


def test_declare__principal_class__partition_is_named(desk: Desk, distributor: Any) -> None:
    assert distributor.distribution(desk.declare())["partition"] == "0x" + COMMON.hex()


def test_declare__record_date_0__that_of_the_block(desk: Desk, world: World) -> None:
    number = desk.declare()
    assert desk.term(number, "recordDate") == clock.now() == world.security.recordDates()[-1]


def test_declare__several__ids_count_from_1(desk: Desk, distributor: Any) -> None:
    assert [desk.declare() for _ in range(3)] == [1, 2, 3]
    assert distributor.count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"partition": b"NONE".ljust(32, b"\0")}, "partition"),
        ({"partition": bytes(32)}, "partition"),
        ({"pot": 0}, "pot"),
        ({"pay_date": LATE, "deadline": LATE - 1}, "deadline"),
        ({"tax_agent": NOWHERE}, "taxAgent"),
        ({"residual": NOWHERE}, "residual"),
        ({"default_tax": PPM + 1}, "defaultTax"),
        ({"default_tax": 2**24 - 1}, "defaultTax"),
        ({"taxes": [(CH, 0), (DE, 1), (CH, 0)]}, "taxes"),
        ({"taxes": [(CH, PPM + 1)]}, "taxes"),
        ({"taxes": [(CH, 2**32 - 1)]}, "taxes"),
        ({"excluded": [*crowd(2), crowd(1)[0]]}, "excluded"),
        ({"excluded": crowd(33)}, "excluded"),
    ],
)
def test_declare__wrong_field__refused_by_its_name(
    desk: Desk, distributor: Any, world: World, changes: dict[str, Any], field: str
) -> None:
    with reverts(distributor, "InvalidDeclaration", field):
        distributor.declare(desk.terms(**changes), {"from": world.treasurer})


@pytest.mark.parametrize("early_by", [0, 1, DAY])
def test_declare__pay_date_not_after_record_date__refused(
    desk: Desk, distributor: Any, world: World, early_by: int
) -> None:
    record_date = clock.now() + 2 * DAY
    terms = desk.terms(record_date=record_date, pay_date=record_date - early_by)
    with reverts(distributor, "InvalidDeclaration", "payDate"):
        distributor.declare(terms, {"from": world.treasurer})


def test_declare__pay_date_in_the_second_of_the_block__refused(desk: Desk, distributor: Any, world: World) -> None:
    time = clock.now() + 10
    clock.next_block_at(time)
    with reverts(distributor, "InvalidDeclaration", "payDate"):
        distributor.declare(desk.terms(pay_date=time), {"from": world.treasurer})


def test_declare__record_date_before_the_block__refused(desk: Desk, distributor: Any, world: World) -> None:
    time = clock.now() + 10
    clock.next_block_at(time)
    with reverts(None, "RecordDateInPast", time - 1, time):
        distributor.declare(desk.terms(record_date=time - 1), {"from": world.treasurer})


def test_declare__extremes_of_each_field__accepted(desk: Desk, distributor: Any) -> None:
    number = desk.declare(
        pot=2**128 - 1,
        pay_date=LATE,
        deadline=LATE,
        default_tax=PPM,
        taxes=[(CH, PPM), (DE, 0), (2**16 - 1, 1)],
        excluded=crowd(32),
    )
    assert (desk.term(number, "pot"), desk.term(number, "deadline")) == (2**128 - 1, LATE)
    assert distributor.isExcluded(number, crowd(32)[-1])


def test_taxRate__listed_and_unlisted__own_and_default_rate(desk: Desk, distributor: Any) -> None:
    number = desk.declare(default_tax=300_000, taxes=[(CH, 350_000), (US, 0), (DE, 263_750)])
    assert [distributor.taxRate(number, c) for c in (CH, US, DE, FR, 0)] == [
        350_000,
        0,
        263_750,
        300_000,
        300_000,
    ]


def test_isExcluded__named_and_not_named__told_apart(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare(excluded=[world.treasury, world.investor_de])
    excluded = [distributor.isExcluded(number, account) for account in (world.treasury, *world.investors)]
    assert excluded == [True, False, True, False, False]


def test_views__unknown_id__nothing_and_no_error(distributor: Any, world: World) -> None:
    assert distributor.distribution(9)["state"] == 0
    assert distributor.accountOf(9) == (0, 0, 0, 0, 0)
    assert not distributor.isPaid(9, world.investor_ch)
    assert not distributor.isExcluded(9, world.treasury)


def test_security__of_the_distributor__the_one_it_pays_for(distributor: Any, world: World) -> None:
    assert distributor.security() == world.security


# who may

GATED = {
    "declare": lambda desk: (desk.terms(),),
    "declareAndFund": lambda desk: (desk.terms(),),
    "fund": lambda desk: (1,),
    "cancel": lambda desk: (1,),
    "close": lambda desk: (1,),
}


@pytest.mark.parametrize("function", GATED)
@pytest.mark.parametrize("who", ["stranger", "admin", "secretary", "scheduler"])
def test_gate__not_a_treasurer__refused(desk: Desk, distributor: Any, world: World, function: str, who: str) -> None:
    caller = getattr(world, who)
    with reverts(distributor, "MissingRole", caller, role_id("TREASURER")):
        getattr(distributor, function)(*GATED[function](desk), {"from": caller})


def test_gate__role_granted_and_revoked__follows_the_one_table(desk: Desk, distributor: Any, world: World) -> None:
    role = role_id("TREASURER")
    world.security.grantRole(role, world.stranger, {"from": world.admin})
    distributor.declare(desk.terms(), {"from": world.stranger})
    world.security.revokeRole(role, world.stranger, {"from": world.admin})
    with reverts(distributor, "MissingRole", world.stranger, role):
        distributor.declare(desk.terms(), {"from": world.stranger})


def test_declare__distributor_may_not_schedule__refused(distributor: Any, desk: Desk, world: World) -> None:
    lone = new(world, "DividendDistributor", world.security)
    role = role_id("SCHEDULER")
    with reverts(None, "AccessControlUnauthorizedAccount", lone, role):
        lone.declare(desk.terms(), {"from": world.treasurer})
