"""Declaring: what is stored and told, each field that can be wrong, and who may."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.artifacts import at
from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import (
    DECLARED,
    MAX_POT,
    PPM,
    RECORDED,
    RESOLUTION,
    Desk,
    new,
    pot_line,
    unit_line,
)
from tests.world import CH, COMMON, DAY, DE, NOWHERE, PREFERRED, US, World

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
        claim_back_until=record_date + 3,
        default_tax=263_750,
    )
    stored = distributor.distribution(number)
    assert (number, stored["state"], stored["pot"]) == (1, DECLARED, 77)
    assert (stored["currency"], stored["residual"]) == (desk.address, world.residual)
    dates = ("recordDate", "payDate", "deadline", "claimBackUntil")
    assert [stored[date] - record_date for date in dates] == [0, 1, 2, 3]
    assert distributor.taxTable(stored["taxTable"]) == (world.tax_agent, 263_750, False)
    fresh = ("settled", "withheld", "remitted", "setAside", "carriedIn", "carriedOut", "isListed")
    assert [stored[field] for field in fresh] == [0] * len(fresh)


def test_declare__several_lines__each_stored_with_its_class(desk: Desk, distributor: Any) -> None:
    lines = [
        pot_line(COMMON, 77),
        unit_line(PREFERRED, 5, per=3, taxed=False),
        unit_line(PREFERRED, 9, redeemed=500_000),
    ]
    number = desk.declare(lines=lines)
    stored = [tuple(line) for line in distributor.linesOf(number)]
    common, preferred = "0x" + COMMON.hex(), "0x" + PREFERRED.hex()
    assert stored == [
        (common, 77, 0, 0, True, True, 0, 0),
        (preferred, 5, 3, 0, False, False, 0, 0),
        (preferred, 9, 1, 500_000, True, False, 0, 0),
    ]
    assert desk.term(number, "pot") == 77  # amounts per unit count when recorded


def test_declare__proper_terms__event_tells_all(desk: Desk, distributor: Any, world: World) -> None:
    terms = desk.terms(taxes=[(CH, 350_000)])
    event = distributor.declare(terms, {"from": world.treasurer}).events["DistributionDeclared"]
    told = event["declaration"]
    assert (event["id"], event["treasurer"]) == (1, world.treasurer)
    assert [tuple(line) for line in told["lines"]] == [("0x" + COMMON.hex(), 1_000_000, 0, 0, True)]
    assert (told["taxTable"], told["excluded"], told["coupons"]) == (1, (world.treasury,), ())
    dates = (told["recordDate"], told["payDate"], told["deadline"], told["claimBackUntil"])
    assert dates == (0, *(terms[field] for field in (4, 5, 6)))
    assert told["documentHash"] == "0x" + RESOLUTION.hex()


def test_declare__principal_class__partition_is_named(desk: Desk) -> None:
    assert desk.line(desk.declare())["partition"] == "0x" + COMMON.hex()


def test_declare__record_date_0__that_of_the_block(desk: Desk, world: World) -> None:
    number = desk.declare()
    assert desk.term(number, "recordDate") == clock.now() == world.security.recordDates()[-1]


def test_declare__several__ids_count_from_1(desk: Desk, distributor: Any) -> None:
    assert [desk.declare() for _ in range(3)] == [1, 2, 3]
    assert distributor.count() == 3


POT = pot_line(COMMON, 1)
ROOT = b"\x01" * 32


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [POT] * 17}, "lines"),
        ({"partition": b"NONE".ljust(32, b"\0")}, "partition"),
        ({"partition": bytes(32)}, "partition"),
        ({"lines": [POT, pot_line(b"NONE".ljust(32, b"\0"), 1)]}, "partition"),
        ({"pot": 0}, "amount"),
        ({"pot": MAX_POT + 1}, "amount"),
        ({"lines": [POT, unit_line(COMMON, 0)]}, "amount"),
        ({"lines": [unit_line(COMMON, 1, redeemed=PPM + 1)]}, "redeemed"),
        ({"lines": [POT, unit_line(COMMON, 1, per=0, redeemed=1)]}, "redeemed"),
        ({"lines": [unit_line(COMMON, 1, redeemed=PPM), unit_line(COMMON, 2, redeemed=1)]}, "redeemed"),
        ({"coupons": [(1, 0, 1, 0, 1)]}, "coupons"),
        ({"list_root": ROOT, "excluded": [], "lines": [POT, POT]}, "listRoot"),
        ({"list_root": ROOT, "excluded": [], "lines": [unit_line(COMMON, 1)]}, "listRoot"),
        ({"list_root": ROOT}, "listRoot"),
        ({"pay_date": LATE, "deadline": LATE - 1, "claim_back_until": LATE}, "deadline"),
        ({"pay_date": LATE - 1, "deadline": LATE, "claim_back_until": LATE - 1}, "claimBackUntil"),
        ({"residual": NOWHERE}, "residual"),
        ({"tax_table": 1}, "taxTable"),
        ({"default_tax": 1, "tax_table": 2}, "taxTable"),
        ({"excluded": [*crowd(2), crowd(1)[0]]}, "excluded"),
        ({"excluded": crowd(33)}, "excluded"),
    ],
)
def test_declare__wrong_field__refused_by_its_name(
    desk: Desk, distributor: Any, world: World, changes: dict[str, Any], field: str
) -> None:
    terms = desk.terms(**changes)
    with reverts(distributor, "InvalidDeclaration", field):
        distributor.declare(terms, {"from": world.treasurer})


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"agent": NOWHERE}, "agent"),
        ({"default": PPM + 1}, "defaultPpm"),
        ({"default": 2**24 - 1}, "defaultPpm"),
        ({"rows": [(CH, 0, 0, False), (DE, 0, 1, False), (CH, 0, 0, False)]}, "rows"),
        ({"rows": [(CH, 0, PPM + 1, False)]}, "rows"),
        ({"rows": [(CH, 0, 2**24 - 1, False)]}, "rows"),
        ({"rows": [(CH, 2, 1, False), (CH, 2, 1, False)]}, "rows"),
        ({"rows": [(CH, 2, 1, False), (CH, 1, 1, False)]}, "rows"),
        ({"rows": [(CH, 1, 1, False), (CH, 0, 1, False)]}, "rows"),
        ({"rows": [(CH, 33, 1, False)]}, "rows"),
        ({"rows": [(CH, n, 1, False) for n in range(1, 11)]}, "rows"),
    ],
)
def test_addTaxTable__wrong_field__refused_by_its_name(
    distributor: Any, world: World, terms: dict[str, Any], field: str
) -> None:
    whole = {"agent": world.tax_agent, "default": 0, "rows": []} | terms
    with reverts(distributor, "InvalidTaxTable", field):
        distributor.addTaxTable(*whole.values(), {"from": world.treasurer})


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
        pot=MAX_POT,
        pay_date=LATE,
        deadline=LATE,
        default_tax=PPM,
        taxes=[(CH, PPM), (DE, 0), (2**16 - 1, 1)],
        excluded=crowd(32),
    )
    assert (desk.term(number, "pot"), desk.term(number, "deadline")) == (MAX_POT, LATE)
    assert distributor.isExcluded(number, crowd(32)[-1])


def test_declare__sixteen_lines_with_the_largest_amount_per_unit__accepted(desk: Desk, distributor: Any) -> None:
    number = desk.declare(lines=[unit_line(COMMON, 2**128 - 1, per=2**96 - 1, redeemed=PPM // 16)] * 16)
    assert len(distributor.linesOf(number)) == 16


def test_declare__pots_that_are_too_large_together__refused(desk: Desk, distributor: Any, world: World) -> None:
    for pots in ([MAX_POT, 1], [MAX_POT, MAX_POT]):
        lines = [pot_line(COMMON, pot) for pot in pots]
        with reverts(distributor, "InvalidDeclaration", "amount"):
            distributor.declare(desk.terms(lines=lines), {"from": world.treasurer})


def test_record__amounts_per_unit_that_are_too_large_together__refused(
    desk: Desk, distributor: Any, world: World
) -> None:
    fits = desk.declare(lines=[unit_line(COMMON, MAX_POT // 4_000)])
    number = desk.declare(lines=[unit_line(COMMON, MAX_POT // 4_000 + 1)])
    clock.pass_time(1)
    desk.record(fits)
    with reverts(distributor, "InvalidDeclaration", "amount"):
        distributor.record(number, {"from": world.stranger})


# the rate


def test_taxRate__listed_and_unlisted__own_and_default_rate(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare(default_tax=300_000, taxes=[(CH, 350_000), (US, 0), (DE, 263_750)])
    clock.pass_time(1)
    desk.record(number)
    rates = [distributor.taxRate(number, holder) for holder in (*world.investors, world.stranger)]
    assert rates == [350_000, 263_750, 300_000, 0, 300_000]


def test_taxRate__form_on_file__rate_of_the_form(desk: Desk, distributor: Any, world: World) -> None:
    distributor.fileTaxForm(world.investor_ch, 50_000, 2**16 - 1, RESOLUTION, {"from": world.treasurer})
    number = desk.declare(default_tax=300_000)
    clock.pass_time(1)
    desk.record(number)
    assert desk.term(number, "state") == RECORDED
    assert distributor.taxRate(number, world.investor_ch) == 50_000


def test_taxRate__unknown_id__refused(distributor: Any, world: World) -> None:
    with reverts(distributor, "WrongState", 99, 0):
        distributor.taxRate(99, world.investor_ch)


def test_isExcluded__named_and_not_named__told_apart(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare(excluded=[world.treasury, world.investor_de])
    excluded = [distributor.isExcluded(number, account) for account in (world.treasury, *world.investors)]
    assert excluded == [True, False, True, False, False]


def test_views__unknown_id__nothing_and_no_error(distributor: Any, world: World) -> None:
    assert distributor.distribution(9)["state"] == 0
    assert distributor.accountOf(9) == (0, 0, 0, 0, 0)
    assert not distributor.isPaid(9, world.investor_ch)
    assert not distributor.isExcluded(9, world.treasury)
    assert distributor.linesOf(9) == ()
    assert distributor.paidBits(9, 0) == 0
    assert distributor.carryOf(COMMON, NOWHERE) == 0
    assert distributor.setAsideOf(9, world.investor_ch) == 0


def test_security__of_the_distributor__the_one_it_pays_for(distributor: Any, world: World) -> None:
    assert distributor.security() == world.security


# who may

GATED: dict[str, tuple[str, Any]] = {
    "declare": ("TREASURER", lambda desk: (desk.terms(),)),
    "declareAndFund": ("TREASURER", lambda desk: (desk.terms(),)),
    "fund": ("TREASURER", lambda desk: (1,)),
    "cancel": ("TREASURER", lambda desk: (1,)),
    "close": ("TREASURER", lambda desk: (1,)),
    "addTaxTable": ("TREASURER", lambda desk: (desk.world.tax_agent, 0, [])),
    "fileTaxForm": ("TREASURER", lambda desk: (desk.world.investor_ch, 0, 0, RESOLUTION)),
    "setBond": ("CONFIGURER", lambda desk: (COMMON, (1, 1, 0, 0, 1), RESOLUTION)),
}
SELF_MADE = {"declare", "addTaxTable", "fileTaxForm", "setBond"}
"""Those that need neither a distribution nor money."""


@pytest.mark.parametrize("function", GATED)
@pytest.mark.parametrize("who", ["stranger", "admin", "secretary", "scheduler"])
def test_gate__without_the_role__refused(desk: Desk, distributor: Any, world: World, function: str, who: str) -> None:
    caller, (role, arguments) = getattr(world, who), GATED[function]
    with reverts(distributor, "MissingRole", caller, role_id(role)):
        getattr(distributor, function)(*arguments(desk), {"from": caller})


@pytest.mark.parametrize("function", sorted(SELF_MADE))
def test_gate__role_granted_and_revoked__follows_the_one_table(
    desk: Desk, distributor: Any, world: World, function: str
) -> None:
    name, arguments = GATED[function]
    role = role_id(name)
    world.security.grantRole(role, world.stranger, {"from": world.admin})
    getattr(distributor, function)(*arguments(desk), {"from": world.stranger})
    world.security.revokeRole(role, world.stranger, {"from": world.admin})
    with reverts(distributor, "MissingRole", world.stranger, role):
        getattr(distributor, function)(*arguments(desk), {"from": world.stranger})


def test_declare__distributor_may_not_schedule__refused(distributor: Any, desk: Desk, world: World) -> None:
    lone = new(world, "DividendDistributor", world.security, distributor.distributionOffice())
    role = role_id("SCHEDULER")
    with reverts(None, "AccessControlUnauthorizedAccount", lone, role):
        at("IDividendDistributor", lone.address).declare(desk.terms(), {"from": world.treasurer})
