"""Steps that follow on each other at once, because by chance they would seldom meet."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.stateful.register.movements import Movements
from tests.stateful.register.office import Office
from tests.stateful.register.stops import Stops


class Sequels(Movements, Office, Stops):
    """What was frozen, held, recorded or lost a moment ago, moves."""

    st_half = st.sampled_from((2, 4))

    def step_freeze_and_force(
        self, st_partition: bytes, st_who: int, st_whom: int, st_half: int, st_share: int, st_door: int
    ) -> None:
        self.step_freeze_units(st_partition, st_who, st_half)
        if st_who == st_whom:
            self.step_force_redemption(st_partition, st_who, st_share, st_door)
        else:
            self.step_force(st_partition, st_who, st_whom, st_share, st_door)

    def step_freeze_and_convert(self, st_old: bytes, st_who: int, st_half: int, st_share: int) -> None:
        self.step_freeze_units(st_old, st_who, st_half)
        self.step_convert(st_old, st_who, st_share, 0, 1)

    def step_hold_and_execute(
        self, st_partition: bytes, st_who: int, st_whom: int, st_days: int, st_share: int, st_manner: int
    ) -> None:
        """The last hold; on its last day, or a day after it."""
        self.step_hold(st_partition, st_who, st_whom, 2, st_days, st_manner)
        if st_days == 1:
            self.pass_days(1)
        self.step_execute_hold(len(self.model.holds) - 1, st_whom, st_share, st_manner)

    def step_hold_and_release(self, st_partition: bytes, st_who: int, st_whom: int) -> None:
        self.step_hold(st_partition, st_who, st_whom, 1, 1, 0)
        self.step_release_hold(len(self.model.holds) - 1, 0)

    def step_hold_and_lose_the_wallet(self, st_partition: bytes, st_who: int, st_whom: int, st_flag: bool) -> None:
        """The holder's, or the recipient's."""
        self.step_hold(st_partition, st_who, st_whom, 1, 3, 0)
        self.step_lose_a_wallet(st_who if st_flag else st_whom, True)

    def step_record_and_move(self, st_partition: bytes, st_who: int, st_whom: int, st_share: int) -> None:
        self.step_record_date(1, True)
        self.step_transfer(st_partition, st_who, st_whom, st_share, 3)

    def step_record_and_issue(self, st_partition: bytes, st_whom: int, st_units: int) -> None:
        self.step_record_date(1, True)
        self.step_issue(st_partition, st_whom, st_units, 0)

    def step_record_and_lose_the_wallet(self, st_who: int) -> None:
        self.step_record_date(1, True)
        self.step_lose_a_wallet(st_who, True)
