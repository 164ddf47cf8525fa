"""Recovery and what is due to members: each share is paid once, each vote counted once, and to the right wallet."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import Desk
from tests.unit.governance.helpers import ABSTAIN, AGAINST, CAST, FOR, HALF, NO_QUORUM, OUTSTANDING, PASSED, Hall
from tests.unit.office.helpers import DELAY, execute, freeze, initiate, recover
from tests.world import COMMON, DAY, PREFERRED, World, spare_account

POT, SHARE = 4_000, 1_000


@pytest.fixture(scope="module")
def company(market: World) -> World:
    """The four investors hold 100 COMMON each, the treasury 600, which the tests exclude."""
    market.issue(market.treasury, 600)
    return market


@pytest.fixture(scope="module")
def desk(company: World) -> Desk:
    return Desk(company, company.new_currency())


@pytest.fixture(scope="module")
def hall(company: World) -> Hall:
    return Hall(company)


@pytest.fixture(scope="module")
def new(company: World) -> Any:
    return spare_account(0)


@pytest.fixture(scope="module")
def third(company: World) -> Any:
    return spare_account(1)


def account_closed(desk: Desk, number: int, payees: list[Any]) -> None:
    """All are paid their share: nothing is left of the pot."""
    assert desk.distributor.accountOf(number) == (POT, POT, 0, 0, 0)
    assert [desk.money_of(payee) for payee in payees] == [SHARE] * len(payees)
    desk.check()


# dividends


WHEN = ("before it is declared", "before the record date", "before it is recorded", "last")


def payable(desk: Desk, company: World, lost: Any, new: Any, when: str) -> int:
    """A dividend on its pay date, in whose life the wallet was recovered at the time named."""
    if when == "before it is declared":
        recover(company, lost, new)
    record_date = clock.now() + 10 * DAY
    number = desk.declare_and_fund(pot=POT, record_date=record_date, pay_date=record_date + 10 * DAY)
    if when == "before the record date":
        recover(company, lost, new)
    clock.block_at(record_date + 1)
    if when == "before it is recorded":
        recover(company, lost, new)
    desk.record(number)
    if when == "last":
        recover(company, lost, new)
    desk.at_pay_date(number)
    return number


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("way", ["claim", "push"])
def test_dividend__not_paid_before_the_recovery__paid_to_the_new_wallet_once(
    desk: Desk, company: World, new: Any, when: str, way: str
) -> None:
    lost, others = company.investor_ch, [company.investor_de, company.investor_fr, company.fund_us]
    number = payable(desk, company, lost, new, when)
    with reverts(desk.distributor, "NothingDue", number, lost):
        desk.claim(number, lost)
    assert not desk.push(number, [lost]).events
    assert not desk.distributor.isPaid(number, new)
    assert desk.distributor.entitlement(number, new) == (100, SHARE, 0, SHARE)
    assert desk.distributor.entitlement(number, lost) == (0, 0, 0, 0)
    if way == "claim":
        desk.claim(number, new)
    else:
        assert desk.push(number, [lost, new, new]).events["HolderPaid"]["holder"] == new
    with reverts(desk.distributor, "AlreadyPaid", number, new):
        desk.claim(number, new)
    desk.push(number, others)
    account_closed(desk, number, [new, *others])


@pytest.mark.parametrize("way", ["claim", "push"])
def test_dividend__paid_before_the_recovery__not_again_to_either(
    desk: Desk, company: World, new: Any, way: str
) -> None:
    lost = company.investor_ch
    number = desk.open(pot=POT)
    if way == "claim":
        desk.claim(number, lost)
    else:
        desk.push(number, [lost])
    recover(company, lost, new)
    with reverts(desk.distributor, "AlreadyPaid", number, new):
        desk.claim(number, new)
    with reverts(desk.distributor, "NothingDue", number, lost):
        desk.claim(number, lost)
    assert not desk.push(number, [lost, new]).events
    assert desk.distributor.isPaid(number, new) and not desk.distributor.isPaid(number, lost)
    assert (desk.money_of(lost), desk.money_of(new)) == (SHARE, 0)


def test_dividend__chain_of_recoveries__one_share_in_all(desk: Desk, company: World, new: Any, third: Any) -> None:
    lost = company.investor_ch
    number = desk.open(pot=POT)
    recover(company, lost, new)
    desk.claim(number, new)
    recover(company, new, third)
    with reverts(desk.distributor, "AlreadyPaid", number, third):
        desk.claim(number, third)
    for wallet in (lost, new):
        with reverts(desk.distributor, "NothingDue", number, wallet):
            desk.claim(number, wallet)
    desk.push(number, [company.investor_de, company.investor_fr, company.fund_us, lost, new, third])
    account_closed(desk, number, [new, company.investor_de, company.investor_fr, company.fund_us])


def test_dividend__sold_after_the_record_date_and_removed__the_new_wallet_claims(
    desk: Desk, company: World, new: Any
) -> None:
    lost = company.investor_ch
    number = desk.open(pot=POT)
    company.security.transfer(company.investor_de, 100, {"from": lost})
    company.security.removeMember(lost, {"from": company.admitter})
    recover(company, lost, new)
    desk.claim(number, new)
    desk.push(number, [company.investor_de, company.investor_fr, company.fund_us])
    account_closed(desk, number, [new, company.investor_de, company.investor_fr, company.fund_us])


def test_dividend__frozen_wallet_recovered__waits_for_the_release(desk: Desk, company: World, new: Any) -> None:
    number = desk.open(pot=POT)
    freeze(company, company.investor_ch)
    recover(company, company.investor_ch, new)
    with reverts(desk.distributor, "HolderStopped", number, new):
        desk.claim(number, new)
    freeze(company, new, False)
    desk.claim(number, new)


def test_dividend__of_another_class__follows_too(desk: Desk, company: World, new: Any) -> None:
    number = desk.open(pot=POT, partition=PREFERRED, excluded=[])
    recover(company, company.fund_us, new)
    desk.claim(number, new)
    assert desk.money_of(new) == POT


@pytest.mark.parametrize("when", WHEN)
def test_dividend__excluded_wallet_recovered__excluded_wherever_it_is(
    desk: Desk, company: World, new: Any, when: str
) -> None:
    lost = company.treasury
    number = payable(desk, company, lost, new, when)
    assert desk.eligible(number) == 400
    for wallet in (lost, new):
        with reverts(desk.distributor, "NothingDue", number, wallet):
            desk.claim(number, wallet)
        assert desk.distributor.isExcluded(number, wallet)
        assert not desk.distributor.isPaid(number, wallet)
        assert desk.distributor.entitlement(number, wallet) == (0, 0, 0, 0)
    assert not desk.push(number, [lost, new]).events
    desk.push(number, company.investors)
    account_closed(desk, number, list(company.investors))


def test_dividend__old_and_new_wallet_both_excluded__counted_once(desk: Desk, company: World, new: Any) -> None:
    recover(company, company.treasury, new)
    number = desk.open(pot=POT, excluded=[company.treasury, new])
    desk.push(number, company.investors)
    assert desk.eligible(number) == 400
    account_closed(desk, number, list(company.investors))


# ballots


def test_ballot__cast_by_the_old_wallet_then_by_the_new_one__counted_once(hall: Hall, company: World, new: Any) -> None:
    lost = company.investor_ch
    meeting = hall.convene(closes_at=clock.now() + 30 * DAY, opens_at=clock.now() + DAY)
    first, second = hall.propose(meeting), hall.propose(meeting)
    hall.open(meeting)
    hall.cast_on_all([first, second], lost, FOR)
    recover(company, lost, new)
    for choice in (AGAINST, ABSTAIN, AGAINST):
        hall.cast(first, new, choice)
    assert (hall.count(first), hall.count(second)) == ((0, 100, 0), (100, 0, 0))
    assert hall.voting.ballotOf(first, new) == AGAINST and hall.voting.ballotOf(second, new) == FOR
    for resolution in (first, second):
        with reverts(hall.voting, "NoVotes", resolution, lost):
            hall.cast(resolution, lost, FOR)
        assert hall.voting.ballotOf(resolution, lost) == 0
    assert (hall.voting.votesOf(meeting, new), hall.voting.votesOf(meeting, lost)) == (100, 0)


def test_ballot__chain_of_recoveries__one_vote_in_all(hall: Hall, company: World, new: Any, third: Any) -> None:
    meeting = hall.convene(closes_at=clock.now() + 30 * DAY, opens_at=clock.now() + DAY)
    resolution = hall.propose(meeting)
    hall.open(meeting)
    hall.cast(resolution, company.investor_ch, FOR)
    recover(company, company.investor_ch, new)
    hall.cast(resolution, new, ABSTAIN)
    recover(company, new, third)
    hall.cast(resolution, third, AGAINST)
    assert hall.count(resolution) == (0, 100, 0)
    for wallet in (company.investor_ch, new):
        with reverts(hall.voting, "NoVotes", resolution, wallet):
            hall.cast(resolution, wallet, FOR)


@pytest.mark.parametrize("when", ["before the record date", "before voting", "while voting"])
def test_meeting__excluded_holder_recovered__neither_votes_nor_counts(
    hall: Hall, company: World, new: Any, when: str
) -> None:
    lost, opens_at = company.treasury, clock.now() + 20 * DAY
    record_date = clock.now() + 10 * DAY
    meeting = hall.convene(record_date=record_date, opens_at=opens_at, closes_at=opens_at + 30 * DAY)
    resolution = hall.propose(meeting, base=OUTSTANDING)
    if when == "before the record date":
        recover(company, lost, new)
    clock.block_at(record_date + 1)
    if when == "before voting":
        recover(company, lost, new)
    hall.open(meeting)
    if when == "while voting":
        recover(company, lost, new)
    assert hall.voting.eligibleVotes(meeting) == 400
    for wallet in (lost, new):
        assert hall.voting.votesOf(meeting, wallet) == 0
        with reverts(hall.voting, "NoVotes", resolution, wallet):
            hall.cast(resolution, wallet, FOR)
    for voter in (company.investor_ch, company.investor_de):
        hall.cast(resolution, voter, FOR)
    assert not hall.voting.tally(resolution)["quorate"]
    hall.cast(resolution, company.investor_fr, FOR)
    assert hall.voting.tally(resolution)["quorate"]
    hall.close(meeting)
    assert hall.outcome(resolution) == PASSED


def test_meeting__quorum__does_not_move_with_a_recovery(hall: Hall, company: World, new: Any) -> None:
    """Exactly half of the eligible votes are no quorum that must be exceeded, before and after."""
    meeting = hall.convene(closes_at=clock.now() + 30 * DAY, opens_at=clock.now() + DAY, quorum=HALF)
    resolution = hall.propose(meeting, base=CAST)
    hall.open(meeting)
    hall.cast(resolution, company.investor_ch, FOR)
    hall.cast(resolution, company.investor_de, FOR)
    recover(company, company.treasury, new)
    hall.close(meeting)
    assert hall.voting.tally(resolution)["eligible"] == 400
    assert hall.outcome(resolution) == NO_QUORUM


def test_convene__lost_wallet_named_as_excluded__refused_and_the_new_one_taken(
    hall: Hall, company: World, new: Any
) -> None:
    """A wallet without an entry would exclude nobody."""
    recover(company, company.treasury, new)
    with reverts(hall.voting, "InvalidNotice", b"excluded".ljust(32, b"\0")):
        hall.convene()
    meeting = hall.convene(excluded=[new])
    clock.pass_time(2)
    assert hall.voting.eligibleVotes(meeting) == 400


def test_meeting_and_dividend__of_one_record_date__both_follow(
    desk: Desk, hall: Hall, company: World, new: Any
) -> None:
    lost, date = company.fund_us, clock.now() + DAY
    number = desk.declare_and_fund(pot=POT, record_date=date, pay_date=date + 10 * DAY)
    meeting = hall.convene(
        record_date=date, opens_at=date + DAY, closes_at=date + 9 * DAY, classes=[(COMMON, 1), (PREFERRED, 10)]
    )
    resolution = hall.propose(meeting)
    clock.block_at(date + 1)
    initiate(company, lost, new)
    clock.pass_time(DELAY + 1)
    hall.cast(resolution, lost, FOR)
    execute(company, lost)
    hall.cast(resolution, new, AGAINST)
    assert hall.count(resolution) == (0, 1_100, 0)
    desk.at_pay_date(number)
    desk.claim(number, new)
    assert (desk.money_of(lost), desk.money_of(new)) == (0, SHARE)
