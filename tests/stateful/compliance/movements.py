"""Movements of all kinds, by will and by force."""

from __future__ import annotations

from unittest.mock import ANY

from hypothesis import strategies as st

from scripts.lib.lots import MAX_LOTS, REG_A_T2, REG_CF, REG_D_506C, REG_S, RULE_144A, lot_instruction
from tests.invariants import hold
from tests.stateful.compliance.ground import AGES, Ground
from tests.stateful.compliance.model import Deed, Kind, deed
from tests.world import AFFILIATE, COMMON, NOWHERE, PREFERRED, bytes32, code

RECOVERY_DELAY = 3


class Movements(Ground):
    """Each step draws who, how much and by which door."""

    st_regime = st.sampled_from((0, REG_A_T2, REG_CF, REG_D_506C, REG_D_506C, REG_S, RULE_144A))
    st_age = st.sampled_from(AGES)
    st_units = st.sampled_from((0, 1, 20, 50, 150))
    st_days = st.sampled_from((1, 31, 75, 75, 92, 200))

    def step_transfer(self, st_partition: bytes, st_who: int, st_whom: int, st_share: int, st_door: int) -> None:
        giver, taker = self.wallet(st_who), self.wallet(st_whom)
        self.transfer(
            deed(Kind.TRANSFER, st_partition, giver, taker, self.share(st_partition, giver, st_share)), st_door
        )

    def transfer(self, done: Deed, door: int = 0) -> bool:
        """By the holder, or by an operator."""
        actor = self.world.operator.address if door == 1 else done.giver
        words: tuple[object, ...] = (done.taker, done.units, b"")
        if door == 1:
            words = (done.giver, *words)
            code_, reason, _ = self.security.canTransferByPartition(
                *words[:2], done.partition, *words[2:], {"from": actor}
            )
            foretold = self.refusal(done, code(code_), bytes(reason), ANY)
            return self.move(done, foretold, actor, "operatorTransferByPartition", done.partition, *words, b"")
        foretold = self.explanation(done, actor)
        if door == 2 and done.partition == COMMON:
            return self.move(done, foretold, actor, "transfer", done.taker, done.units)
        return self.move(done, foretold, actor, "transferByPartition", done.partition, *words)

    def step_sell(self, st_partition: bytes, st_who: int, st_whom: int, st_share: int, st_days: int) -> None:
        """An affiliate, where there is one; and again some time later."""
        affiliates = [wallet for wallet, entry in self.now.entries.items() if entry.attributes & AFFILIATE]
        for giver in affiliates[: 1 + st_who % 2]:
            units = self.share(st_partition, giver, st_share) // 2
            done = deed(Kind.TRANSFER, st_partition, giver, self.wallet(st_whom), units)
            if self.transfer(done):
                self.pass_days(st_days)
                self.transfer(done)

    def step_issue(self, st_partition: bytes, st_whom: int, st_units: int, st_regime: int, st_age: int) -> None:
        taker, data = self.wallet(st_whom), lot_instruction(st_regime, self.now.today - st_age)
        lots = self.now.lots.get((st_partition, self.now.investor(taker)), [])
        # The view knows nothing of the lot, which only matters where there are too many.
        self.issue(st_partition, taker, st_units, data if len(lots) < MAX_LOTS else b"")

    def issue(self, partition: bytes, taker: str, units: int, data: bytes = b"") -> None:
        issuer, done = self.world.issuer.address, deed(Kind.ISSUE, partition, NOWHERE, taker, units)
        self.move(done, self.explanation(done, issuer), issuer, "issueByPartition", partition, taker, units, data)

    def step_redeem(self, st_partition: bytes, st_who: int, st_share: int) -> None:
        holder = self.wallet(st_who)
        done = deed(Kind.REDEEM, st_partition, holder, NOWHERE, self.share(st_partition, holder, st_share))
        self.move(done, self.explanation(done, holder), holder, "redeemByPartition", st_partition, done.units, b"")

    def step_force(self, st_partition: bytes, st_who: int, st_whom: int, st_share: int) -> None:
        giver, taker, controller = self.wallet(st_who), self.wallet(st_whom), self.world.controller.address
        done = deed(Kind.FORCED_TRANSFER, st_partition, giver, taker, self.share(st_partition, giver, st_share))
        foretold, words = self.explanation(done, controller), (giver, taker, done.units, b"", b"")
        self.move(done, foretold, controller, "controllerTransferByPartition", st_partition, *words)

    def step_force_redemption(self, st_partition: bytes, st_who: int, st_share: int) -> None:
        giver, controller = self.wallet(st_who), self.world.controller.address
        done = deed(Kind.FORCED_REDEEM, st_partition, giver, NOWHERE, self.share(st_partition, giver, st_share))
        foretold, words = self.explanation(done, controller), (giver, done.units, b"", b"")
        self.move(done, foretold, controller, "controllerRedeemByPartition", st_partition, *words)

    def step_hold_and_execute(self, st_partition: bytes, st_who: int, st_whom: int, st_share: int) -> None:
        giver, taker, notary = self.wallet(st_who), self.wallet(st_whom), self.world.secretary.address
        units, number = self.share(st_partition, giver, st_share), bytes32(f"hold {self.holds}")
        words = (giver, units, NOWHERE, self.midnight(2), notary, st_partition, bytes(32))
        if not self.done(giver, "createHold", number, words):
            return
        self.holds += 1
        done = deed(Kind.HOLD_EXECUTION, st_partition, giver, taker, units)
        self.move(done, self.explanation(done, notary), notary, "executeHold", number, taker, units, bytes(32))

    def step_convert(self, st_partition: bytes, st_who: int, st_share: int) -> None:
        """The view says everything but who is guilty."""
        holder, new = self.wallet(st_who), PREFERRED if st_partition == COMMON else COMMON
        units = self.share(st_partition, holder, st_share)
        units -= units % 2
        status, reason, converted = self.security.canConvert(st_partition, new, holder, units, {"from": holder})
        done = Deed(Kind.CONVERSION, st_partition, holder, holder, units, new, int(converted))
        foretold = self.refusal(done, code(status), bytes(reason), ANY)
        self.move(done, foretold, holder, "convert", st_partition, new, holder, units, b"")

    def step_lose_a_wallet(self, st_who: int) -> None:
        """A recovery is not stopped by any rule either."""
        lost, replacement, controller = self.wallet(st_who), self.spare[0], self.world.controller.address
        if lost == self.world.treasury.address:
            return
        words = (lost, replacement, bytes32("EVIDENCE"))
        if not self.done(self.world.admitter, "initiateRecovery", *words):
            return
        self.pass_days(RECOVERY_DELAY)
        self.spare.pop(0)
        self.wallets[self.wallets.index(lost)] = replacement
        hold("C-5", self.done(controller, "executeRecovery", lost), lost, replacement)
        self.told_for_sure()

    def step_pass_days(self, st_days: int) -> None:
        self.pass_days(st_days)
