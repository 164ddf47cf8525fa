"""Money to another address: by the holder itself or by its signature, which anybody may send and nobody may change."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.messages import encode_typed_data
from eth_utils import keccak

from tests import clock
from tests.errors import reverts
from tests.signing import FOREVER, as_bytes, compact, domain, key_of, mirrored, signed
from tests.unit.distribution.drawing import freeze, sanction, set_aside
from tests.unit.distribution.helpers import Desk, force_eth, member, new
from tests.world import NOWHERE, World, spare_account

POT = 4_000_000
SHARE = 1_000_000
INSTRUCTION = {
    "PaymentInstruction": [
        {"name": "ids", "type": "uint256[]"},
        {"name": "holder", "type": "address"},
        {"name": "to", "type": "address"},
        {"name": "nonce", "type": "uint256"},
        {"name": "deadline", "type": "uint256"},
    ]
}


@pytest.fixture(scope="module")
def two(desk: Desk) -> list[int]:
    """Two distributions on their pay date, of 1,000,000 for each of the four investors."""
    numbers = [desk.declare_and_fund(pot=POT) for _ in range(2)]
    desk.at_pay_date(numbers[-1])
    return numbers


@pytest.fixture(scope="module")
def bank(world: World) -> Any:
    """The address to which the holder wants its money sent; not a member."""
    return spare_account(50)


class Instruction:
    """An instruction of investor_ch as it is signed; `changes` to its fields or its domain."""

    def __init__(self, world: World, ids: list[int], to: Any, **changes: Any) -> None:
        self.contract = world.distributor
        self.holder = changes.pop("holder", world.investor_ch)
        self.deadline = changes.pop("deadline", FOREVER)
        self.ids, self.to = ids, to
        nonce = changes.pop("nonce", 0)
        self.where = domain(self.contract, **changes)
        self.message = {
            "ids": ids,
            "holder": str(self.holder),
            "to": str(to),
            "nonce": nonce,
            "deadline": self.deadline,
        }

    def signature(self, signer: Any = None) -> Any:
        return signed(key_of(signer or self.holder), self.where, INSTRUCTION, self.message)

    def digest(self) -> bytes:
        """What is signed, as a contract approves it."""
        message = encode_typed_data(self.where, INSTRUCTION, self.message)
        return bytes(keccak(b"\x19" + message.version + message.header + message.body))

    def send(self, signature: bytes | None = None, **changes: Any) -> Any:
        """Sends it by a stranger, with other arguments than those signed if told so."""
        arguments = {"ids": self.ids, "holder": self.holder, "to": self.to, "deadline": self.deadline} | changes
        proof = as_bytes(self.signature()) if signature is None else signature
        sender = {"from": spare_account(60)}
        return self.contract.claimBySignature(*arguments.values(), proof, sender)


def elsewhere(transaction: Any) -> list[tuple[Any, ...]]:
    """Which payments went to another address."""
    return [(e["id"], e["holder"], e["to"], e["net"]) for e in transaction.events["PaidElsewhere"]]


# by signature


def test_claimBySignature__as_signed__paid_to_the_other_address_in_one_payment(
    desk: Desk, two: list[int], world: World, bank: Any
) -> None:
    transaction = Instruction(world, two, bank).send()
    desk.check()
    assert elsewhere(transaction) == [(number, world.investor_ch, bank, SHARE) for number in two]
    assert (desk.money_of(bank), desk.money_of(world.investor_ch)) == (2 * SHARE, 0)
    assert [event["value"] for event in transaction.events["Transfer"]] == [2 * SHARE]


def test_claimBySignature__to_the_holder_itself__paid_and_nothing_said(
    desk: Desk, two: list[int], world: World
) -> None:
    transaction = Instruction(world, two, world.investor_ch).send()
    assert "PaidElsewhere" not in transaction.events
    assert desk.money_of(world.investor_ch) == 2 * SHARE


def test_claimBySignature__again__refused(desk: Desk, two: list[int], world: World, bank: Any) -> None:
    instruction = Instruction(world, two[:1], bank)
    signature = as_bytes(instruction.signature())
    instruction.send(signature)
    with reverts(world.distributor, "InvalidInstruction", world.investor_ch):
        instruction.send(signature)
    with reverts(world.distributor, "AlreadyPaid", two[0], world.investor_ch):
        Instruction(world, two[:1], bank, nonce=1).send()
    assert desk.money_of(bank) == SHARE


def test_claimBySignature__in_order_of_their_numbers__only_the_next_is_good(
    desk: Desk, two: list[int], world: World, bank: Any
) -> None:
    first = Instruction(world, two[:1], bank)
    second = Instruction(world, two[1:], bank, nonce=1)
    with reverts(world.distributor, "InvalidInstruction", world.investor_ch):
        second.send()
    first.send()
    second.send()
    assert desk.money_of(bank) == 2 * SHARE


CHANGES: dict[str, Any] = {
    "ids": lambda w, two: {"ids": two[:1]},
    "order of ids": lambda w, two: {"ids": two[::-1]},
    "holder": lambda w, two: {"holder": w.investor_de},
    "to": lambda w, two: {"to": w.stranger},
    "to the holder": lambda w, two: {"to": w.investor_ch},
    "deadline": lambda w, two: {"deadline": FOREVER - 1},
    "no ids": lambda w, two: {"ids": []},
    "nobody": lambda w, two: {"holder": NOWHERE},
}


@pytest.mark.parametrize("change", CHANGES)
def test_claimBySignature__relayer_changes_anything__refused(
    two: list[int], world: World, bank: Any, change: str
) -> None:
    changed = CHANGES[change](world, two)
    with reverts(world.distributor, "InvalidInstruction", changed.get("holder", world.investor_ch)):
        Instruction(world, two, bank).send(**changed)
    assert not world.distributor.isPaid(two[0], world.investor_ch)


def test_claimBySignature__signed_for_elsewhere__refused(two: list[int], world: World, bank: Any) -> None:
    wheres: list[dict[str, Any]] = [
        {"chainId": 1},
        {"verifyingContract": str(world.security.address)},
        {"verifyingContract": str(world.distributor.distributionOffice())},
        {"name": "scrip"},
        {"version": "2"},
    ]
    for where in wheres:
        with reverts(world.distributor, "InvalidInstruction", world.investor_ch):
            Instruction(world, two, bank, **where).send()


def test_claimBySignature__by_another_or_garbled__refused(two: list[int], world: World, bank: Any) -> None:
    instruction = Instruction(world, two, bank)
    good = instruction.signature()
    high = mirrored(good)
    wrong = [
        as_bytes(instruction.signature(world.investor_de)),
        high,
        compact(good),
        as_bytes(good)[:-1],
        as_bytes(good) + b"\0",
        as_bytes(good)[:-1] + b"\x00",
        bytes(65),
        b"",
    ]
    for signature in wrong:
        with reverts(world.distributor, "InvalidInstruction", world.investor_ch):
            instruction.send(signature)
    instruction.send(as_bytes(good))


@pytest.mark.parametrize("late", [0, 1])
def test_claimBySignature__last_second_or_the_next__accepted_or_refused(
    desk: Desk, two: list[int], world: World, bank: Any, late: int
) -> None:
    deadline = clock.now() + 100
    instruction = Instruction(world, two, bank, deadline=deadline)
    signature = as_bytes(instruction.signature())
    clock.next_block_at(deadline + late)
    if late:
        with reverts(world.distributor, "InstructionExpired", deadline, deadline + 1):
            instruction.send(signature)
    else:
        instruction.send(signature)
        assert desk.money_of(bank) == 2 * SHARE


def test_revokeInstructions__signed_before__worthless_and_the_next_number_good(
    desk: Desk, two: list[int], world: World, bank: Any
) -> None:
    event = world.distributor.revokeInstructions({"from": world.investor_ch}).events["InstructionsRevoked"]
    assert (event["holder"], event["nonce"]) == (world.investor_ch, 0)
    with reverts(world.distributor, "InvalidInstruction", world.investor_ch):
        Instruction(world, two, bank).send()
    Instruction(world, two, bank, nonce=1).send()
    assert desk.money_of(bank) == 2 * SHARE


def test_revokeInstructions__by_another__touches_only_its_own(
    desk: Desk, two: list[int], world: World, bank: Any
) -> None:
    world.distributor.revokeInstructions({"from": world.stranger})
    Instruction(world, two, bank).send()
    assert desk.money_of(bank) == 2 * SHARE


def test_claimBySignature__refused_payment__number_is_not_used_up(
    desk: Desk, two: list[int], world: World, bank: Any
) -> None:
    freeze(world, world.investor_ch)
    with reverts(world.distributor, "HolderStopped", two[0], world.investor_ch):
        Instruction(world, two, bank).send()
    freeze(world, world.investor_ch, False)
    Instruction(world, two, bank).send()
    assert desk.money_of(bank) == 2 * SHARE


def test_claimBySignature__what_was_set_aside__paid_to_the_other_address(
    desk: Desk, two: list[int], world: World, bank: Any
) -> None:
    freeze(world, world.investor_ch)
    set_aside(desk, two[0], [world.investor_ch])
    freeze(world, world.investor_ch, False)
    assert elsewhere(Instruction(world, two, bank).send()) == [
        (number, world.investor_ch, bank, SHARE) for number in two
    ]
    desk.check()


# wallets that are contracts


def test_claimBySignature__wallet_that_is_a_contract__asked_and_paid(world: World, bank: Any) -> None:
    wallet = member(world, new(world, "ContractSigner"), 1_000)
    desk = Desk(world, world.new_currency())
    number = desk.open(pot=5_000_000)
    instruction = Instruction(world, [number], bank, holder=wallet)
    with reverts(world.distributor, "InvalidInstruction", wallet):
        instruction.send(b"anything")
    wallet.approve(instruction.digest(), {"from": world.stranger})
    instruction.send(b"anything")
    assert desk.money_of(bank) == SHARE


@pytest.mark.parametrize("habit", ["wrong answer", "reverts"])
def test_claimBySignature__contract_that_does_not_say_yes__refused(
    desk: Desk, two: list[int], world: World, bank: Any, habit: str
) -> None:
    wallet = member(world, new(world, "ContractSigner"), 0)
    instruction = Instruction(world, two, bank, holder=wallet)
    wallet.approve(instruction.digest(), {"from": world.stranger})
    if habit == "reverts":
        wallet.setReverts(True, {"from": world.stranger})
    else:
        wallet.setAnswer("0xffffffff", {"from": world.stranger})
    with reverts(world.distributor, "InvalidInstruction", wallet):
        instruction.send(b"")


# where money does not go


WRONG: dict[str, Any] = {"nobody": lambda world: NOWHERE, "the distributor": lambda world: world.distributor}


@pytest.mark.parametrize("payee", WRONG)
def test_claimTo__to_nobody_or_the_distributor__refused(two: list[int], world: World, payee: str) -> None:
    to = WRONG[payee](world)
    with reverts(world.distributor, "InvalidPayee", to):
        world.distributor.claimTo(two, to, {"from": world.investor_ch})
    with reverts(world.distributor, "InvalidPayee", to):
        Instruction(world, two, to).send()


@pytest.mark.parametrize("stop", [freeze, sanction])
def test_claimTo__to_a_stopped_member__refused(two: list[int], world: World, stop: Any) -> None:
    stop(world, world.investor_de)
    with reverts(world.distributor, "HolderStopped", two[0], world.investor_de):
        world.distributor.claimTo(two, world.investor_de, {"from": world.investor_ch})
    with reverts(world.distributor, "HolderStopped", two[0], world.investor_de):
        Instruction(world, two, world.investor_de).send()


def test_claimTo__by_the_holder__as_by_signature(desk: Desk, two: list[int], world: World, bank: Any) -> None:
    transaction = world.distributor.claimTo(two, bank, {"from": world.investor_ch})
    assert elsewhere(transaction) == [(number, world.investor_ch, bank, SHARE) for number in two]
    assert desk.money_of(bank) == 2 * SHARE
    desk.check()


def test_claimTo__by_one_who_has_nothing__refused(two: list[int], world: World, bank: Any) -> None:
    with reverts(world.distributor, "NothingDue", two[0], world.stranger):
        world.distributor.claimTo(two, bank, {"from": world.stranger})


# many at once


def test_claimTo__two_currencies__one_payment_for_each_in_a_row(shareholders: World, bank: Any) -> None:
    desks = [Desk(shareholders, shareholders.new_currency()) for _ in range(2)]
    numbers = [desk.declare_and_fund(pot=POT) for desk in desks for _ in range(2)]
    desks[0].at_pay_date(numbers[-1])
    transaction = shareholders.distributor.claimTo(numbers, bank, {"from": shareholders.investor_ch})
    assert [event["value"] for event in transaction.events["Transfer"]] == [2 * SHARE] * 2
    assert [desk.money_of(bank) for desk in desks] == [2 * SHARE] * 2
    for desk in desks:
        desk.check()


def test_claimTo__currencies_in_turns_with_ETH__all_paid(shareholders: World, bank: Any) -> None:
    desks = [Desk(shareholders), Desk(shareholders, shareholders.new_currency())]
    numbers = [desk.declare_and_fund(pot=POT) for _ in range(2) for desk in desks]
    desks[0].at_pay_date(numbers[-1])
    force_eth(bank, 0)
    transaction = shareholders.distributor.claimTo(numbers, bank, {"from": shareholders.investor_ch})
    assert [event["value"] for event in transaction.events["Transfer"]] == [SHARE] * 2
    assert [desk.money_of(bank) for desk in desks] == [2 * SHARE] * 2


def test_claimMany__same_number_twice__refused_as_a_whole(desk: Desk, two: list[int], world: World) -> None:
    with reverts(world.distributor, "AlreadyPaid", two[0], world.investor_ch):
        world.distributor.claimMany([two[0], two[1], two[0]], {"from": world.investor_ch})
    assert desk.money_of(world.investor_ch) == 0


def test_claimMany__nothing_asked__nothing_happens(desk: Desk, two: list[int], world: World) -> None:
    assert not world.distributor.claimMany([], {"from": world.stranger}).events
    assert not world.distributor.claimTo([], world.investor_ch, {"from": world.stranger}).events
