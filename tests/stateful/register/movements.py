"""Movements by holders, operators, spenders, the issuer and the controller, by every entry point that each has."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from tests.stateful.register.ground import Ground
from tests.stateful.register.model import UNLIMITED, Kind, Move
from tests.world import COMMON, NOWHERE, bytes32

UNKNOWN = bytes32("UNKNOWN")


class Movements(Ground):
    """Each rule draws who, how much and by which door; the doors of one movement must not differ."""

    st_consent = st.sampled_from(("all", "class", "none", "few", "any"))

    # TRANSFER

    def step_transfer(self, st_partition: bytes, st_who: int, st_whom: int, st_share: int, st_door: int) -> None:
        sender, receiver = self.wallet(st_who), self.wallet(st_whom)
        units = self.share(st_partition, sender, st_share)
        self._transfer(Move(Kind.TRANSFER, st_partition, sender, sender, receiver, units), st_door)

    def step_transfer_with_strangers(self, st_who: int, st_manner: int, st_share: int, st_door: int) -> None:
        """From or to one who is not in the register, to nobody, or of a class that does not exist."""
        member, units = self.wallet(st_who), self.share(COMMON, self.wallet(st_who), st_share)
        stranger = next(iter(self.model.successors), self.world.stranger.address)
        sender, receiver, partition = (
            (stranger, member, COMMON),
            (member, stranger, COMMON),
            (member, NOWHERE, COMMON),
            (member, self.wallet(st_who + 1), UNKNOWN),
        )[st_manner]
        self._transfer(Move(Kind.TRANSFER, partition, sender, sender, receiver, units), st_door)

    def _transfer(self, move: Move, door: int) -> None:
        receiver, units = move.receiver, move.units
        by_partition = ("transferByPartition", move.partition, receiver, units, b"")
        view = ("canTransferByPartition", move.sender, receiver, move.partition, units, b"")
        if move.partition == COMMON and door != 3:
            by_partition = (
                ("transfer", receiver, units),
                ("transferWithData", receiver, units, b"\1"),
                ("batchTransfer", [receiver], [units]),
            )[door]
            view = ("canTransfer", receiver, units, b"")
        self.perform(move, *by_partition, view=view if door else ())

    def step_transfer_for(
        self, st_partition: bytes, st_agent: int, st_who: int, st_whom: int, st_share: int, st_door: int
    ) -> None:
        """By an operator, a spender, or a controller, who forces it where it has no right."""
        agent, sender, receiver = self.agents[st_agent], self.wallet(st_who), self.wallet(st_whom)
        units = self.share(st_partition, sender, st_share)
        if st_partition == COMMON and st_door < 2:
            move = Move(*(Kind.TRANSFER, COMMON, agent, sender, receiver, units), self._allowance(agent, sender))
            name, data = (("transferFrom", ()), ("transferFromWithData", (b"\1",)))[st_door]
            self.perform(move, name, *move[3:6], *data, view=("canTransferFrom", *move[3:6], b""))
            return
        move = self._by_agent(Kind.TRANSFER, st_partition, agent, sender, receiver, units)
        view = ("canTransferByPartition", sender, receiver, st_partition, units, b"")
        self.perform(move, "operatorTransferByPartition", st_partition, *move[3:6], b"", b"", view=view)

    # ISSUE

    def step_issue(self, st_partition: bytes, st_whom: int, st_units: int, st_door: int) -> None:
        receiver = self.wallet(st_whom)
        move = Move(Kind.ISSUE, st_partition, self.world.issuer.address, NOWHERE, receiver, st_units)
        by_partition = ("issueByPartition", st_partition, receiver, st_units, b"")
        batch = ("issueBatch", st_partition, [receiver], [st_units], b"")
        doors = [by_partition, batch]
        if st_partition == COMMON:
            doors += [("issue", receiver, st_units, b""), ("mint", receiver, st_units)]
        self.perform(move, *doors[st_door % len(doors)])

    # REDEMPTION

    def step_redeem(self, st_partition: bytes, st_who: int, st_share: int, st_door: int) -> None:
        holder = self.wallet(st_who)
        units = self.share(st_partition, holder, st_share)
        move = Move(Kind.REDEEM, st_partition, holder, holder, NOWHERE, units)
        if st_partition == COMMON and st_door < 2:
            self.perform(move, "redeem", units, b"")
        else:
            self.perform(move, "redeemByPartition", st_partition, units, b"")

    def step_redeem_for(self, st_partition: bytes, st_agent: int, st_who: int, st_share: int, st_door: int) -> None:
        agent, holder = self.agents[st_agent], self.wallet(st_who)
        units = self.share(st_partition, holder, st_share)
        if st_partition == COMMON and st_door == 0:
            right = self._allowance(agent, holder)
            move = Move(Kind.REDEEM, COMMON, agent, holder, NOWHERE, units, right)
            self.perform(move, "redeemFrom", holder, units, b"", view=None)
            return
        move = self._by_agent(Kind.REDEEM, st_partition, agent, holder, NOWHERE, units)
        data = (b"", b"") if st_door == 1 else (b"",)
        # explainMovement speaks of a spender too, who may redeem nothing; here it takes an operator or an allowance.
        view = None if move.right is None else ()
        self.perform(move, "operatorRedeemByPartition", st_partition, holder, units, *data, view=view)

    # FORCE

    def step_force(self, st_partition: bytes, st_who: int, st_whom: int, st_share: int, st_door: int) -> None:
        sender, receiver = self.wallet(st_who), self.wallet(st_whom)
        units = self.share(st_partition, sender, st_share)
        move = Move(Kind.FORCED_TRANSFER, st_partition, self.agents[2], sender, receiver, units)
        doors = [("controllerTransferByPartition", st_partition, *move[3:6], b"", b"")]
        if st_partition == COMMON:
            doors += [
                ("controllerTransfer", *move[3:6], b"", b""),
                ("forcedTransfer", *move[3:6]),
                ("batchForcedTransfer", [sender], [receiver], [units]),
            ]
        self.perform(move, *doors[st_door % len(doors)])

    def step_force_redemption(self, st_partition: bytes, st_who: int, st_share: int, st_door: int) -> None:
        holder = self.wallet(st_who)
        units = self.share(st_partition, holder, st_share)
        move = Move(Kind.FORCED_REDEEM, st_partition, self.agents[2], holder, NOWHERE, units)
        doors = [("controllerRedeemByPartition", st_partition, holder, units, b"", b"")]
        if st_partition == COMMON:
            doors += [("controllerRedeem", holder, units, b"", b""), ("burn", holder, units)]
        self.perform(move, *doors[st_door % len(doors)])

    # RIGHTS

    def step_consent(self, st_partition: bytes, st_who: int, st_agent: int, st_consent: str) -> None:
        """The holder makes somebody an operator, of all classes or of one, or no operator, or gives an allowance."""
        model, holder, agent = self.model, self.wallet(st_who), self.agents[st_agent]
        of_all, of_class = (holder, agent, b""), (holder, agent, st_partition)
        if st_consent == "all":
            self.expect(None, holder, "authorizeOperator", agent)
            model.operators.add(of_all)
        elif st_consent == "class":
            self.expect(None, holder, "authorizeOperatorByPartition", st_partition, agent)
            model.operators.add(of_class)
        elif st_consent == "none":
            self.expect(None, holder, "revokeOperator", agent)
            self.expect(None, holder, "revokeOperatorByPartition", st_partition, agent)
            model.operators -= {of_all, of_class}
        else:
            units = UNLIMITED if st_consent == "any" else 25
            self.expect(None, holder, "approveByPartition", st_partition, agent, units)
            model.allowances[st_partition, holder, agent] = units

    def _allowance(self, agent: str, holder: str) -> float:
        return self.model.allowance(COMMON, holder, agent)

    def _by_agent(self, kind: Kind, partition: bytes, agent: str, sender: str, receiver: str, units: int) -> Move:
        """What an agent does by its right; what a controller does without one is forced."""
        right = self.model.right(partition, agent, sender)
        if right is None and agent == self.agents[2]:
            forced = Kind.FORCED_TRANSFER if kind == Kind.TRANSFER else Kind.FORCED_REDEEM
            return Move(forced, partition, agent, sender, receiver, units, math.inf)
        return Move(kind, partition, agent, sender, receiver, units, right)
