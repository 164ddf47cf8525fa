"""A hall in which the tests hold general meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests import clock
from tests.world import COMMON, DAY, World

NO_CHOICE, FOR, AGAINST, ABSTAIN = range(4)
CAST, PRESENT, OUTSTANDING = range(3)
PENDING, PASSED, REJECTED, NO_QUORUM = range(4)
HALF, TWO_THIRDS, THREE_QUARTERS, PPM = 500_000, 666_667, 750_000, 1_000_000
NOTICE_HASH, MOTION_HASH, MINUTES = b"\x0c" * 32, b"\x0d" * 32, b"\x0e" * 32


class Hall:
    """Convenes meetings, puts resolutions and collects ballots, as the secretary and the members do."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.voting = world.voting

    def notice(self, **changes: Any) -> tuple[Any, ...]:
        """A notice: holders of COMMON but the treasury, a majority as quorum, open tomorrow for a day."""
        opens_at = changes.get("opens_at", clock.now() + DAY)
        notice = {
            "record_date": 0,
            "opens_at": opens_at,
            "closes_at": opens_at + DAY,
            "quorum": HALF,
            "quorum_exceeded": True,
            "classes": [(COMMON, 1)],
            "excluded": [self.world.treasury],
            "notice_hash": NOTICE_HASH,
        }
        assert changes.keys() <= notice.keys(), f"not in a notice: {changes.keys() - notice.keys()}"
        return tuple((notice | changes).values())

    def convene(self, **changes: Any) -> int:
        """Convenes a meeting; returns its number."""
        self.voting.convene(self.notice(**changes), {"from": self.world.secretary})
        return int(self.voting.meetings())

    def propose(self, meeting: int, base: int = CAST, threshold: int = HALF, exceeded: bool = True) -> int:
        """Puts a resolution, an ordinary one if nothing else is said; returns its number."""
        self.voting.propose(meeting, (MOTION_HASH, base, threshold, exceeded), {"from": self.world.secretary})
        return int(self.voting.resolutions())

    def open(self, meeting: int) -> None:
        """The latest block is in the first second of voting."""
        clock.block_at(self.voting.meetingOf(meeting)["opensAt"])

    def close(self, meeting: int) -> None:
        """The latest block is in the first second after voting."""
        clock.block_at(self.voting.meetingOf(meeting)["closesAt"] + 1)

    def cast(self, resolution: int, voter: Any, choice: int) -> Any:
        """A member's ballot; the resolution's count then holds no more votes than there are."""
        transaction = self.voting.cast(resolution, choice, {"from": voter})
        assert sum(self.count(resolution)) <= self.voting.tally(resolution)["eligible"]
        return transaction

    def cast_on_all(self, resolutions: Iterable[int], voter: Any, choice: int) -> Any:
        """The same ballot of a member on several resolutions."""
        numbers = list(resolutions)
        return self.voting.castMany(numbers, [choice] * len(numbers), {"from": voter})

    def certify(self, resolution: int) -> Any:
        return self.voting.certify(resolution, MINUTES, {"from": self.world.secretary})

    def count(self, resolution: int) -> tuple[int, int, int]:
        """Votes for, against and abstentions."""
        tally = self.voting.tally(resolution)
        return tally["votesFor"], tally["votesAgainst"], tally["abstentions"]

    def outcome(self, resolution: int) -> int:
        return int(self.voting.tally(resolution)["outcome"])
