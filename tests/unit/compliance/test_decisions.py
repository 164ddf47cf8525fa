"""A table of decided transfers, each through the real token with its configuration: the view and the call."""

from __future__ import annotations

import pytest

from tests import clock
from tests.decisions import Case, Court, case, cases, moment
from tests.errors import refusal, reverts
from tests.world import COMMON, World, bytes32, code, text

# One second and one unit either side of what the table decides, and what stands beside it.
FURTHER = [
    case("one unit more than the matured lot, to retail", "A1", "N1", 5_001, "55 REG_D_HOLD"),
    case("the matured lot to an accredited investor", "A1", "A3", 5_000, "51"),
    case("the second in which the lot matures", "A1", "N1", 15_000, "51", time="2026-06-02T00:00:00"),
    case("Reg S in the compliance period to a US person", "F1", "A3", 10, "57 REG_S_US_PERSON"),
    case("the last second of the period", "F1", "A3", 10, "57 REG_S_US_PERSON", time="2026-11-02T23:59:59"),
    case("Reg S in the period to a QIB", "F1", "Q1", 10, "57 REG_S_US_PERSON"),
    case("Reg S after it to a QIB", "F1", "Q1", 10, "51", time="2026-11-03T00:00:00"),
    case("Reg S in the period to the issuer", "F1", "ISS", 4_000, "51"),
    case("a newcomer in a full country", "F1", "USinDE", 10, "57 COUNTRY_CAP"),
    case("a country with one place left", "F1", "F2", 10, "51", countryCount={"DE": 149, "CH": 498}),
    case("Reg CF in 12 months to an accredited investor", "C1", "A3", 10, "51"),
    case("Reg CF in 12 months to the issuer", "C1", "ISS", 10, "51"),
    case("Reg CF, the last second", "C1", "N1", 10, "55 REG_CF_HOLD", time="2026-09-14T23:59:59"),
    case("144A to a QIB", "Q2", "Q1", 1, "51"),
    case("144A to a QIB's issuer", "Q2", "ISS", 900, "51"),
    case("affiliate, one unit above 1 %", "D1", "N1", 2_001, "50 AFFILIATE_VOLUME"),
    case(
        "affiliate, the last day of the older sale", "D1", "N1", 501, "50 AFFILIATE_VOLUME", time="2026-02-28T23:59:59"
    ),
    case(
        "affiliate, one unit above the weekly average",
        "D1",
        "N1",
        4_501,
        "50 AFFILIATE_VOLUME",
        listed=True,
        avgWeekly=12_500,
    ),
    case("affiliate back to the issuer", "D1", "ISS", 20_000, "51"),
    case("sender KYC expired, sells not allowed", "E1", "A3", 1, "56 SENDER_KYC_EXPIRED"),
    case("closed country", "A1", "K1", 1, "57 JURISDICTION_BLOCKED"),
    case("frozen sender", "Z1", "A3", 1, "56 SENDER_FROZEN"),
    case("more than there is", "A1", "A3", 15_001, "52 INSUFFICIENT_BALANCE"),
    case("one unit that is on hold", "H1", "A3", 501, "55 ON_HOLD"),
    case("one unit that is frozen", "H1", "A3", 800, "55 ON_HOLD"),
    case("holder cap", "A1", "N1", 10, "57 HOLDER_CAP", holders=1_999),
    case("holder cap with one place left", "A1", "N1", 10, "51", holders=1_998),
    case("holder cap, a holder already", "A1", "N2", 10, "51", holders=1_999),
    case("non-accredited cap with one place left", "A1", "N1", 10, "51", nonAcc=498),
    case("non-accredited cap, the sender leaves", "N2", "N1", 700, "51", nonAcc=499),
    case("ERISA: exactly 25 %", "ISS", "P1", 20_000, "57 ERISA_25"),
    case("maximum balance", "A1", "N2", 301, "57 MAX_BALANCE", maxBalance=1_000),
    case("maximum balance reached", "A1", "N2", 300, "51", maxBalance=1_000),
    case("nothing to retail", "A1", "N1", 0, "51"),
]


@pytest.fixture(scope="module")
def court(world: World) -> Court:
    """See {Court}."""
    return Court(world)


@pytest.mark.parametrize("decided", [*cases(), *FURTHER], ids=lambda decided: decided.name)
def test_transfer__each_decided_case__as_decided_in_view_and_call(court: Court, decided: Case) -> None:
    court.configure(decided.changes)
    sender, receiver = court.account(decided.sender), court.account(decided.receiver)
    clock.block_at(moment(decided.time))
    status, reason, *_ = court.security.explainMovement(0, COMMON, sender, sender, receiver, decided.units)
    assert (code(status), text(reason)) == (decided.code, decided.reason)
    if decided.code == 0x51:
        court.security.transfer.call(receiver, decided.units, {"from": sender})
        clock.next_block_at(moment(decided.time))
        court.security.transfer(receiver, decided.units, {"from": sender})
    elif decided.code == 0x52:
        with reverts(court.security, "ERC20InsufficientBalance", sender, 15_000, decided.units):
            court.security.transfer.call(receiver, decided.units, {"from": sender})
    else:
        with pytest.raises(Exception, match=r"Refused|revert"):
            court.security.transfer.call(receiver, decided.units, {"from": sender})
        name, values = refusal()
        assert (name, values[0][0], text(values[1])) == ("Refused", decided.code, decided.reason)


def test_transfer__that_needs_consent__passes_with_it_after_every_other_rule(court: Court) -> None:
    sender, receiver = court.account("A1"), court.account("A3")
    clock.block_at(moment(cases()[0].time))
    arguments = (COMMON, sender, receiver, 5_001)
    court.engine.approveTransfer(*arguments, 2**40 - 1, bytes32("OPINION"), {"from": court.world.approver})
    court.security.transfer(receiver, 5_001, {"from": sender})
    assert court.security.balanceOf(receiver) == 5_001


def test_table__sum_of_its_lots__the_units_outstanding(court: Court) -> None:
    assert court.security.totalSupply() == 1_000_000
    assert court.plans.ratio(COMMON)[1:] == (200_000 * 10**6, 880_000)
