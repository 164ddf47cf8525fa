"""What is rare: conversions, holds from creation to their end, and recoveries of lost wallets."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from tests.invariants import hold
from tests.stateful.register.ground import RATIOS, Ground, Refusal
from tests.stateful.register.model import RECOVERY_DELAY, Hold, Kind, Move
from tests.stateful.register.rules import error_of
from tests.world import COMMON, DAY, NOWHERE, PREFERRED, bytes32, code, text

SECRET = bytes32("open sesame")
SECRET_HASH = hashlib.sha256(SECRET).digest()
EVIDENCE = bytes32("minutes of the police")


class Office(Ground):
    """Holds are numbered; a rule draws one of those ever made, closed ones too."""

    st_ratio = st.sampled_from((None, (1, 2), (3, 1), (5, 7)))
    st_old = st.sampled_from((COMMON, PREFERRED))

    # CONVERSION

    def step_convert(self, st_old: bytes, st_who: int, st_share: int, st_agent: int, st_manner: int) -> None:
        new = PREFERRED if st_old == COMMON else COMMON
        holder = self.wallet(st_who)
        actor = self.agents[st_agent] if st_manner == 0 else holder
        right = float("inf") if self.model.is_operator(st_old, actor, holder) else None
        move = Move(Kind.REDEEM, st_old, actor, holder, NOWHERE, self.share(st_old, holder, st_share), right)
        expected, converted = self.rules.conversion(move, new)
        view = self.security.canConvert(st_old, new, holder, move.units, {"from": actor})
        told = self.attempt(actor, "convert", st_old, new, holder, move.units, b"")
        hold("R-5", (told is None) == (code(view[0]) == 0x51), "convert", move, told, view)
        said = (code(view[0]), text(view[1]), int(view[2]))
        hold("R-6", said == (*expected[:2], converted), "convert", move, said, expected, converted)
        hold("R-6", told == error_of(self.model, move, expected), "convert", move, told, expected)
        if told is None:
            self.model.convert(holder, st_old, new, move.units, converted)

    def step_ratio(self, st_old: bytes, st_ratio: tuple[int, int] | None) -> None:
        """A new ratio, or none until the next one."""
        classes = next(pair for pair in RATIOS if pair[0] == st_old)
        self.expect(None, self.world.issuer, "setConversionRatio", *classes, *(st_ratio or (0, 0)))
        self.model.ratios.pop(classes, None)
        if st_ratio:
            self.model.ratios[classes] = st_ratio

    # HOLDS

    def step_hold(
        self, st_partition: bytes, st_who: int, st_whom: int, st_share: int, st_days: int, st_manner: int
    ) -> None:
        """In favour of one, or of whom the notary will name, or of who brings the secret; the last by an operator."""
        holder, units = self.wallet(st_who), self.share(st_partition, self.wallet(st_who), st_share)
        by_secret, actor = st_manner == 2, self.agents[0] if st_manner == 3 else holder
        recipient = NOWHERE if st_manner == 1 else self.wallet(st_whom)
        notary = NOWHERE if by_secret else self.world.secretary.address
        secret_hash = SECRET_HASH if by_secret else bytes(32)
        number = bytes32(f"hold {len(self.model.holds)}")
        expiry = self.midnight(st_days)
        words = (holder, units, recipient, expiry, notary, st_partition, secret_hash)
        refusal: Refusal = ("InvalidHold", (number,))
        if units:
            right = float("inf") if self.model.is_operator(st_partition, actor, holder) else None
            move = Move(Kind.TRANSFER, st_partition, actor, holder, NOWHERE, units, right)
            refusal = error_of(self.model, move, self.rules.holding(move))
        if self.expect(refusal, actor, "createHold", number, words):
            entry = self.model.entries[holder]
            self.model.holds[number] = Hold(st_partition, entry, units, recipient, expiry, notary, secret_hash)
            self.expect(("HoldExists", (number,)), actor, "createHold", number, words)

    def step_execute_hold(self, st_which: int, st_whom: int, st_share: int, st_manner: int) -> None:
        """By the notary or with the secret; in the last manner by a stranger to whom he likes."""
        number, held = self._hold(st_which)
        actor = self.world.stranger.address if st_manner > 1 else self.world.secretary.address
        secret = SECRET if st_manner == 2 else bytes(32)
        recipient = self.model.present(held.recipient) if held else NOWHERE
        if recipient == NOWHERE or st_manner == 3:
            recipient = self.wallet(st_whom)
        units = held.units * min(st_share, 4) // 4 + (st_share == 5) if held else 1
        arguments = (number, recipient, units, secret)
        refusal = self._not_executable(number, held, actor, *arguments[1:])
        if refusal or not held:
            self.expect(refusal, actor, "executeHold", *arguments)
            return
        sender = self.model.wallet_of(held.entry)
        move = Move(Kind.HOLD_EXECUTION, held.partition, actor, sender, recipient, units)
        if self.perform(move, "executeHold", *arguments):
            held.units -= units

    def _not_executable(
        self, number: bytes, held: Hold | None, actor: str, recipient: str, units: int, secret: bytes
    ) -> Refusal:
        """What the hold itself says against it, in this order."""
        if held is None or not held.units:
            return "NoOpenHold", (number,)
        if self.model.now > held.expiry:
            return "HoldExpired", (number, held.expiry)
        if units > held.units:
            return "HoldTooSmall", (number, held.units, units)
        if held.recipient != NOWHERE and recipient != self.model.present(held.recipient):
            return "WrongRecipient", (number, recipient)
        by_secret = held.secret_hash == SECRET_HASH and secret == SECRET
        if actor != held.notary and not (by_secret and (units == held.units or actor == recipient)):
            return "NotHoldNotary", (number, actor)
        return None

    def step_release_hold(self, st_which: int, st_manner: int) -> None:
        """By the notary, the recipient, or a stranger, who may not; or reclaimed by anybody after its end."""
        number, held = self._hold(st_which)
        recipient = self.model.present(held.recipient) if held else NOWHERE
        stranger = self.world.stranger.address
        actor = stranger
        if st_manner == 0:
            actor = self.world.secretary.address
        elif st_manner == 1 and recipient != NOWHERE:
            actor = recipient
        refusal: Refusal = None
        if held is None or not held.units:
            refusal = "NoOpenHold", (number,)
        elif st_manner == 3:
            refusal = None if self.model.now > held.expiry else ("HoldNotExpired", (number, held.expiry))
        elif actor not in (held.notary, recipient):
            refusal = "NotHoldNotary", (number, actor)
        if self.expect(refusal, actor, "reclaimHold" if st_manner == 3 else "releaseHold", number) and held:
            held.units = 0

    def _hold(self, which: int) -> tuple[bytes, Hold | None]:
        holds = list(self.model.holds.items())
        return holds[which % len(holds)] if holds else (bytes32("none"), None)

    # RECOVERY

    def step_lose_a_wallet(self, st_who: int, st_flag: bool) -> None:
        """The whole way; or at once, when it is not due."""
        lost = self.wallet(st_who)
        self._initiate(lost)
        if st_flag:
            self.pass_days(RECOVERY_DELAY // DAY)
        self._execute(lost)

    def step_go_on_with_a_recovery(self, st_which: int) -> None:
        if self.model.recoveries:
            pending = list(self.model.recoveries)
            self._execute(pending[st_which % len(pending)])

    def step_object_to_a_recovery(self, st_who: int, st_flag: bool) -> None:
        """The lost wallet proves that it is not lost, or the controller gives up."""
        lost = next(iter(self.model.recoveries), self.wallet(st_who))
        recovery = self.model.recoveries.get(lost)
        refusal = None if recovery else ("NoRecovery", (lost, NOWHERE))
        if self.expect(refusal, self.agents[2] if st_flag else lost, "cancelRecovery", lost):
            del self.model.recoveries[lost]

    def step_come_back_with_a_lost_wallet(self, st_who: int) -> None:
        """It is never admitted again, nor linked, nor recovered, nor a wallet to recover to."""
        for lost in self.model.successors:
            admission = (lost, 756, self.model.today + 9, 0, 0)
            self.expect(("WalletBarred", (lost,)), self.world.admitter, "admit", admission)
            member = self.wallet(st_who)
            if self.model.entries[member].through:
                self.expect(("WalletBarred", (lost,)), self.world.admitter, "linkWallet", lost, member)
            self.expect(("NotRegistered", (lost,)), self.world.admitter, "initiateRecovery", lost, member, EVIDENCE)
            if member not in self.model.recoveries:
                known = "ReplacementKnown", (lost,)
                self.expect(known, self.world.admitter, "initiateRecovery", member, lost, EVIDENCE)

    def _initiate(self, lost: str) -> None:
        replacement = self._unknown_wallet()
        refusal: Refusal = None
        if lost in self.model.recoveries:
            refusal = "RecoveryPending", (lost, self.model.recoveries[lost][0])
        if self.expect(refusal, self.world.admitter, "initiateRecovery", lost, replacement, EVIDENCE):
            due = int(self.receipt.timestamp) + RECOVERY_DELAY
            self.model.recoveries[lost] = replacement, due

    def _execute(self, lost: str) -> None:
        replacement, due = self.model.recoveries[lost]
        refusal: Refusal = None
        if self.model.now < due:
            refusal = "RecoveryNotDue", (lost, due)
        elif replacement in self.model.entries or replacement in self.model.successors:
            refusal = "ReplacementKnown", (replacement,)
        if self.expect(refusal, self.agents[2], "executeRecovery", lost):
            self.model.recover(lost)

    def _unknown_wallet(self) -> str:
        """The first one, so that two recoveries under way lead to one."""
        known = {*self.model.entries, *self.model.successors}
        return next(wallet for wallet in self.spare if wallet not in known)
