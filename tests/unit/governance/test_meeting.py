"""Convening a meeting: what is stored and told, each field that can be wrong, and who may."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.unit.governance.helpers import HALF, NOTICE_HASH, PPM, Hall
from tests.world import COMMON, DAY, FAR, PREFERRED, World, spare_account

LATE = 2**32 - 1
CLASSES = [bytes([65 + i]) * 32 for i in range(9)]


@pytest.fixture(scope="module")
def many_classes(world: World) -> list[bytes]:
    """Nine more classes."""
    for partition in CLASSES:
        terms = (0, 0, 0, False, True)
        world.security.createPartition(partition, terms, 10, {"from": world.configurer})
    return CLASSES


def test_convene__proper_notice__stored(hall: Hall, voting: Any, world: World) -> None:
    date = clock.now() + 100
    meeting = hall.convene(
        record_date=date,
        opens_at=date + 1,
        closes_at=date + 2,
        quorum=333_333,
        quorum_exceeded=False,
        classes=[(COMMON, 1), (PREFERRED, 2**24 - 1)],
        excluded=[world.treasury, world.investor_fr],
    )
    stored = voting.meetingOf(meeting)
    assert (meeting, voting.meetings()) == (1, 1)
    assert (stored["recordDate"], stored["opensAt"], stored["closesAt"]) == (date, date + 1, date + 2)
    assert (stored["quorum"], stored["quorumExceeded"]) == (333_333, False)
    assert stored["classes"] == [("0x" + COMMON.hex(), 1), ("0x" + PREFERRED.hex(), 2**24 - 1)]
    assert stored["excluded"] == [world.treasury, world.investor_fr]
    assert stored["noticeHash"] == "0x" + NOTICE_HASH.hex()


def test_convene__proper_notice__event_tells_all(hall: Hall, voting: Any, world: World) -> None:
    notice = hall.notice()
    event = voting.convene(notice, {"from": world.secretary}).events["MeetingConvened"]
    assert (event["meeting"], event["secretary"]) == (1, world.secretary)
    told = event["notice"]
    assert (told["opensAt"], told["closesAt"], told["quorum"]) == (notice[1], notice[2], HALF)
    assert told["excluded"] == [world.treasury]


def test_convene__record_date_0__that_of_the_block(hall: Hall, voting: Any, world: World) -> None:
    meeting = hall.convene()
    assert voting.meetingOf(meeting)["recordDate"] == clock.now() == world.security.recordDates()[-1]


def test_convene__several__numbers_count_from_1(hall: Hall) -> None:
    assert [hall.convene() for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"opens_at": LATE, "closes_at": LATE - 1}, "closesAt"),
        ({"quorum": PPM + 1}, "quorum"),
        ({"quorum": 2**24 - 1}, "quorum"),
        ({"classes": []}, "classes"),
        ({"classes": [(b"NONE".ljust(32, b"\0"), 1)]}, "classes"),
        ({"classes": [(bytes(32), 1)]}, "classes"),
        ({"classes": [(COMMON, 1), (PREFERRED, 1), (COMMON, 1)]}, "classes"),
        ({"excluded": ["investor_ch", "treasury", "investor_ch"]}, "excluded"),
        ({"excluded": ["treasury", "stranger"]}, "excluded"),
    ],
)
def test_convene__wrong_field__refused_by_its_name(
    hall: Hall, voting: Any, world: World, changes: dict[str, Any], field: str
) -> None:
    if "excluded" in changes:
        changes = {"excluded": [getattr(world, name) for name in changes["excluded"]]}
    with reverts(voting, "InvalidNotice", field):
        voting.convene(hall.notice(**changes), {"from": world.secretary})


def test_convene__nine_classes__refused_and_eight_accepted(
    hall: Hall, voting: Any, world: World, many_classes: list[bytes]
) -> None:
    with reverts(voting, "InvalidNotice", "classes"):
        voting.convene(hall.notice(classes=[(c, 1) for c in many_classes]), {"from": world.secretary})
    meeting = hall.convene(classes=[(c, 1) for c in many_classes[:8]])
    assert len(voting.meetingOf(meeting)["classes"]) == 8


def test_convene__33_excluded__refused_and_32_accepted(hall: Hall, voting: Any, world: World) -> None:
    members = [spare_account(i) for i in range(33)]
    world.security.admitBatch([(m, 756, FAR, 0, 0) for m in members], {"from": world.admitter})
    with reverts(voting, "InvalidNotice", "excluded"):
        voting.convene(hall.notice(excluded=members), {"from": world.secretary})
    meeting = hall.convene(excluded=members[:32])
    assert len(voting.meetingOf(meeting)["excluded"]) == 32


@pytest.mark.parametrize("early_by", [0, 1, DAY])
def test_convene__opens_not_after_the_record_date__refused(
    hall: Hall, voting: Any, world: World, early_by: int
) -> None:
    date = clock.now() + 2 * DAY
    with reverts(voting, "InvalidNotice", "opensAt"):
        voting.convene(
            hall.notice(record_date=date, opens_at=date - early_by, closes_at=LATE), {"from": world.secretary}
        )


def test_convene__opens_in_the_second_of_the_block__refused(hall: Hall, voting: Any, world: World) -> None:
    time = clock.now() + 10
    clock.next_block_at(time)
    with reverts(voting, "InvalidNotice", "opensAt"):
        voting.convene(hall.notice(opens_at=time), {"from": world.secretary})


def test_convene__record_date_before_the_block__refused(hall: Hall, voting: Any, world: World) -> None:
    time = clock.now() + 10
    clock.next_block_at(time)
    with reverts(None, "RecordDateInPast", time - 1, time):
        voting.convene(hall.notice(record_date=time - 1), {"from": world.secretary})


def test_convene__extremes__accepted(hall: Hall, voting: Any) -> None:
    meeting = hall.convene(opens_at=LATE, closes_at=LATE, quorum=PPM, excluded=[])
    assert voting.meetingOf(meeting)["closesAt"] == LATE


def test_views__unknown_meeting__refused(voting: Any, world: World) -> None:
    for number in (0, 1):
        with reverts(voting, "UnknownMeeting", number):
            voting.meetingOf(number)
        with reverts(voting, "UnknownMeeting", number):
            voting.votesOf(number, world.investor_ch)
        with reverts(voting, "UnknownMeeting", number):
            voting.eligibleVotes(number)


def test_security__of_the_meetings__the_one_whose_members_vote(voting: Any, world: World) -> None:
    assert voting.security() == world.security


# who may

GATED: dict[str, Any] = {
    "convene": lambda hall: (hall.notice(),),
    "propose": lambda hall: (1, (bytes(32), 0, 0, False)),
    "certify": lambda hall: (1, bytes(32)),
}


@pytest.mark.parametrize("function", GATED)
@pytest.mark.parametrize("who", ["stranger", "admin", "treasurer", "scheduler"])
def test_gate__not_a_secretary__refused(hall: Hall, voting: Any, world: World, function: str, who: str) -> None:
    caller = getattr(world, who)
    with reverts(voting, "MissingRole", caller, role_id("SECRETARY")):
        getattr(voting, function)(*GATED[function](hall), {"from": caller})


def test_gate__role_granted_and_revoked__follows_the_one_table(hall: Hall, voting: Any, world: World) -> None:
    role = role_id("SECRETARY")
    world.security.grantRole(role, world.stranger, {"from": world.admin})
    voting.convene(hall.notice(), {"from": world.stranger})
    world.security.revokeRole(role, world.stranger, {"from": world.admin})
    with reverts(voting, "MissingRole", world.stranger, role):
        voting.convene(hall.notice(), {"from": world.stranger})
