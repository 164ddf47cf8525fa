"""ERC-2612: allowances by signature, of members who may send; and transfers by permit, which nobody can spoil."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import clock
from tests.erc.signing import Signature, domain_hash, permit_digest, sign, signer_of
from tests.erc.spoken import answer, said, through
from tests.erc.standards import ERC20, ERC2612, ERC6093
from tests.errors import reverts
from tests.unit.standards.situations import FUNDS, INFINITE
from tests.world import CH, COMMON, NOWHERE, World, bytes32, spare_account

LATER = 2**32
VALUE = 30


@pytest.fixture(scope="module")
def token(market: World) -> Any:
    return through(market.security, ERC20, ERC2612, ERC6093)


class Desk:
    """Permits of investor_ch for the operator, as the ERC has them; each test changes what it is about."""

    def __init__(self, market: World, token: Any) -> None:
        self.world, self.token = market, token
        self.owner, self.spender = market.investor_ch, market.operator

    def digest(
        self, owner: Any = None, value: int = VALUE, nonce: int | None = None, deadline: int = LATER, **domain: Any
    ) -> bytes:
        owner = owner or self.owner
        at = domain.pop("contract", self.token)
        nonce = answer(self.token, "nonces", owner) if nonce is None else nonce
        return permit_digest(domain_hash(at, **domain), owner, self.spender, value, nonce, deadline)

    def signed(self, owner: Any = None, **changes: Any) -> Signature:
        return sign(self.digest(owner, **changes), owner or self.owner)

    def permit(
        self, signature: Signature, owner: Any = None, value: int = VALUE, deadline: int = LATER, sender: Any = None
    ) -> Any:
        arguments = (owner or self.owner, self.spender, value, deadline, *signature)
        return self.token.permit(*arguments, {"from": sender or self.world.stranger})

    def pay(self, signature: Signature, value: int = VALUE, deadline: int = LATER, sender: Any = None) -> Any:
        """transferWithPermit to investor_de."""
        arguments = (self.owner, self.world.investor_de, value, deadline, *signature)
        return self.world.security.transferWithPermit(*arguments, {"from": sender or self.spender})

    @property
    def allowance(self) -> int:
        return int(answer(self.token, "allowance", self.owner, self.spender))

    @property
    def nonce(self) -> int:
        return int(answer(self.token, "nonces", self.owner))


@pytest.fixture
def desk(market: World, token: Any) -> Desk:
    return Desk(market, token)


def test_permit__brought_by_anybody__sets_the_allowance_with_its_event(desk: Desk) -> None:
    tx = desk.permit(desk.signed())
    expected = {"owner": desk.owner, "spender": desk.spender, "value": VALUE}
    assert said(tx, ERC20) == [("Approval", expected)]
    assert (desk.allowance, desk.nonce) == (VALUE, 1)
    assert answer(desk.token, "allowance", desk.owner, desk.world.stranger) == 0


def test_permit__answers_nothing(desk: Desk) -> None:
    arguments = (desk.owner, desk.spender, VALUE, LATER, *desk.signed())
    assert answer(desk.token, "permit", *arguments, sender=desk.world.stranger) == ()


@pytest.mark.parametrize("value", [0, INFINITE])
def test_permit__each_value__replaces_what_was_allowed(desk: Desk, value: int) -> None:
    desk.token.approve(desk.spender, 50, {"from": desk.owner})
    desk.permit(desk.signed(value=value), value=value)
    assert desk.allowance == value


def test_permit__one_after_another__each_counts_up(desk: Desk) -> None:
    for number in range(3):
        assert desk.nonce == number
        desk.permit(desk.signed(value=number), value=number)
        assert desk.allowance == number
    assert answer(desk.token, "nonces", desk.world.investor_de) == 0


def test_permit__separator__is_made_of_chain_and_address(market: World, token: Any) -> None:
    assert answer(token, "DOMAIN_SEPARATOR") == domain_hash(market.security)


def test_permit__last_second__accepted(desk: Desk) -> None:
    deadline = clock.now() + 100
    signature = desk.signed(deadline=deadline)
    clock.next_block_at(deadline)
    desk.permit(signature, deadline=deadline)
    assert desk.allowance == VALUE


def test_permit__one_second_too_late__refused(desk: Desk) -> None:
    deadline = clock.now() + 100
    signature = desk.signed(deadline=deadline)
    clock.next_block_at(deadline + 1)
    with reverts(desk.world.security, "ERC2612ExpiredSignature", deadline):
        desk.permit(signature, deadline=deadline)
    assert (desk.allowance, desk.nonce) == (0, 0)


def test_permit__signed_by_another__refused(desk: Desk) -> None:
    signature = sign(desk.digest(), desk.world.investor_de)
    with reverts(desk.world.security, "ERC2612InvalidSigner", desk.world.investor_de, desk.owner):
        desk.permit(signature)


@pytest.mark.parametrize(
    "other",
    [
        lambda desk: {"chain_id": 1},
        lambda desk: {"contract": desk.world.deployed.registrar},
        lambda desk: {"contract": desk.world.deployed.transfer_office},
        lambda desk: {"name": "Test Security"},
        lambda desk: {"version": "2"},
        lambda desk: {"value": VALUE + 1},
        lambda desk: {"nonce": 1},
        lambda desk: {"deadline": LATER + 1},
    ],
    ids=["chain", "registrar", "office", "name", "version", "value", "nonce", "deadline"],
)
def test_permit__signed_for_something_else__refused(desk: Desk, other: Callable[[Desk], dict[str, Any]]) -> None:
    signature = desk.signed(**other(desk))
    found = signer_of(desk.digest(), signature)
    with reverts(desk.world.security, "ERC2612InvalidSigner", found, desk.owner):
        desk.permit(signature)
    assert (desk.allowance, desk.nonce) == (0, 0)


def test_permit__brought_twice__refused(desk: Desk) -> None:
    signature = desk.signed()
    desk.permit(signature)
    with reverts(desk.world.security, "ERC2612InvalidSigner", signer_of(desk.digest(), signature), desk.owner):
        desk.permit(signature)
    assert desk.nonce == 1


def test_permit__nonce_invalidated__signed_one_is_worthless_and_the_next_one_good(desk: Desk) -> None:
    signature = desk.signed()
    desk.world.security.invalidateNonce({"from": desk.owner})
    assert desk.nonce == 1
    with reverts(desk.world.security, "ERC2612InvalidSigner", signer_of(desk.digest(), signature), desk.owner):
        desk.permit(signature)
    desk.permit(desk.signed())
    assert (desk.allowance, desk.nonce) == (VALUE, 2)


def test_invalidateNonce__of_another__concerns_the_caller_alone(desk: Desk) -> None:
    desk.world.security.invalidateNonce({"from": desk.world.stranger})
    assert desk.nonce == 0
    desk.permit(desk.signed())


def test_permit__mirrored_signature__refused_though_the_precompile_takes_it(desk: Desk) -> None:
    signature = desk.signed()
    assert signer_of(desk.digest(), signature.mirrored()) == desk.owner
    with reverts(desk.world.security, "ERC2612InvalidSigner", NOWHERE, desk.owner):
        desk.permit(signature.mirrored())
    desk.permit(signature)


@pytest.mark.parametrize("v", [0, 1, 26, 29, 255])
def test_permit__no_such_v__refused(desk: Desk, v: int) -> None:
    with reverts(desk.world.security, "ERC2612InvalidSigner", NOWHERE, desk.owner):
        desk.permit(desk.signed()._replace(v=v))


@pytest.mark.parametrize(("r", "s"), [(bytes(32), None), (None, bytes(32)), (bytes(32), bytes(32))])
def test_permit__empty_signature__refused(desk: Desk, r: bytes | None, s: bytes | None) -> None:
    whole = desk.signed()
    with reverts(desk.world.security, "ERC2612InvalidSigner", NOWHERE, desk.owner):
        desk.permit(Signature(whole.v, whole.r if r is None else r, whole.s if s is None else s))


def test_permit__of_nobody__refused_though_nobody_signed(desk: Desk) -> None:
    """What cannot be recovered is the zero address: its allowances must not be for the taking."""
    arguments = (NOWHERE, desk.spender, VALUE, LATER, *desk.signed()._replace(v=29))
    with reverts(desk.world.security, "ERC2612InvalidSigner", NOWHERE, NOWHERE):
        desk.token.permit(*arguments, {"from": desk.world.stranger})
    assert answer(desk.token, "allowance", NOWHERE, desk.spender) == 0


def test_permit__for_nobody__refused(desk: Desk) -> None:
    desk.spender = NOWHERE
    with reverts(desk.token, "ERC20InvalidSpender", NOWHERE):
        desk.permit(desk.signed())


@pytest.mark.parametrize(
    ("stop", "reason"),
    [
        (lambda w: w.security.setAddressFrozen(w.investor_ch, True, {"from": w.freezer}), "SENDER_FROZEN"),
        (lambda w: w.security.setSanctioned(w.investor_ch, True, {"from": w.freezer}), "SENDER_SANCTIONED"),
        (lambda w: w.admit(w.investor_ch, CH, 1), "SENDER_KYC_EXPIRED"),
    ],
    ids=["frozen", "sanctioned", "expired"],
)
def test_permit__owner_may_not_send__refused_and_the_nonce_is_not_used(
    desk: Desk, stop: Callable[[World], Any], reason: str
) -> None:
    stop(desk.world)
    with reverts(desk.world.security, "Refused", b"\x56", bytes32(reason), desk.owner):
        desk.permit(desk.signed())
    assert (desk.allowance, desk.nonce) == (0, 0)


def test_permit__owner_not_in_the_register__refused(desk: Desk) -> None:
    stranger = desk.world.stranger
    with reverts(desk.world.security, "Refused", b"\x56", bytes32("SENDER_NOT_REGISTERED"), stranger):
        desk.permit(desk.signed(stranger), owner=stranger)
    assert answer(desk.token, "nonces", stranger) == 0


def test_permit__owner_removed_from_the_register__refused(desk: Desk) -> None:
    account = spare_account(0)
    desk.world.admit(account)
    desk.world.security.removeMember(account, {"from": desk.world.admitter})
    with reverts(desk.world.security, "Refused", b"\x56", bytes32("SENDER_NOT_REGISTERED"), account):
        desk.permit(desk.signed(account), owner=account)


def test_permit__expired_owner_where_that_may_sell__accepted(desk: Desk) -> None:
    desk.world.admit(desk.owner, CH, 1)
    desk.world.security.setExpiredMaySell(True, {"from": desk.world.configurer})
    desk.permit(desk.signed())
    assert desk.allowance == VALUE


def test_permit__spender_not_in_the_register__accepted(desk: Desk) -> None:
    assert desk.world.security.memberOf(desk.spender)["folio"] == 0
    desk.permit(desk.signed())
    assert desk.allowance == VALUE


def test_permit__refusal_lifted__the_same_signature_is_good(desk: Desk) -> None:
    freezer = {"from": desk.world.freezer}
    signature = desk.signed()
    desk.world.security.setAddressFrozen(desk.owner, True, freezer)
    with reverts(desk.world.security, "Refused", b"\x56", bytes32("SENDER_FROZEN"), desk.owner):
        desk.permit(signature)
    desk.world.security.setAddressFrozen(desk.owner, False, freezer)
    desk.permit(signature)
    assert desk.allowance == VALUE


def test_permit__security_renamed__signed_before_is_good(desk: Desk) -> None:
    """On a peer the new name made every permit worthless."""
    signature = desk.signed()
    desk.world.security.setName("Another Security", {"from": desk.world.configurer})
    desk.world.security.setSymbol("OTHER", {"from": desk.world.configurer})
    desk.permit(signature)
    assert desk.allowance == VALUE


def test_transferWithPermit__moves_and_leaves_nothing_allowed(desk: Desk) -> None:
    tx = desk.pay(desk.signed())
    owner, spender, receiver = desk.owner, desk.spender, desk.world.investor_de
    assert said(tx, ERC20) == [
        ("Approval", {"owner": owner, "spender": spender, "value": VALUE}),
        ("Transfer", {"from": owner, "to": receiver, "value": VALUE}),
    ]
    assert tx.return_value is True
    assert answer(desk.token, "balanceOf", receiver) == FUNDS + VALUE
    assert (desk.allowance, desk.nonce) == (0, 1)


def test_transferWithPermit__somebody_used_the_permit_before__moves_all_the_same(desk: Desk) -> None:
    """The permit can be taken out of the pool of pending transactions and sent first: that must spoil nothing."""
    signature = desk.signed()
    desk.permit(signature, sender=desk.world.stranger)
    assert said(desk.pay(signature), ERC20) == [
        ("Transfer", {"from": desk.owner, "to": desk.world.investor_de, "value": VALUE})
    ]
    assert (desk.allowance, desk.nonce) == (0, 1)


def test_transferWithPermit__twice__second_has_no_allowance_left(desk: Desk) -> None:
    signature = desk.signed()
    desk.pay(signature)
    with reverts(desk.token, "ERC20InsufficientAllowance", desk.spender, 0, VALUE):
        desk.pay(signature)


def test_transferWithPermit__by_another_than_the_spender__refused(desk: Desk) -> None:
    with reverts(desk.token, "ERC20InsufficientAllowance", desk.world.stranger, 0, VALUE):
        desk.pay(desk.signed(), sender=desk.world.stranger)
    assert desk.nonce == 0


def test_transferWithPermit__worthless_permit_but_allowed_before__spends_that(desk: Desk) -> None:
    desk.token.approve(desk.spender, 50, {"from": desk.owner})
    desk.pay(desk.signed()._replace(v=29))
    assert (desk.allowance, desk.nonce) == (50 - VALUE, 0)


def test_transferWithPermit__good_permit_and_allowed_before__permit_replaces_it(desk: Desk) -> None:
    desk.token.approve(desk.spender, 50, {"from": desk.owner})
    desk.pay(desk.signed())
    assert desk.allowance == 0


def test_transferWithPermit__other_value_than_signed__refused(desk: Desk) -> None:
    with reverts(desk.token, "ERC20InsufficientAllowance", desk.spender, 0, VALUE + 1):
        desk.pay(desk.signed(), value=VALUE + 1)


def test_transferWithPermit__too_late__refused(desk: Desk) -> None:
    deadline = clock.now()
    signature = desk.signed(deadline=deadline)
    clock.pass_time(10)
    with reverts(desk.token, "ERC20InsufficientAllowance", desk.spender, 0, VALUE):
        desk.pay(signature, deadline=deadline)


def test_transferWithPermit__all_that_can_be_signed__infinite_is_not_lowered(desk: Desk) -> None:
    desk.permit(desk.signed(value=INFINITE), value=INFINITE)
    desk.pay(desk.signed()._replace(v=29), value=FUNDS)
    assert desk.allowance == INFINITE


def test_transferWithPermit__receiver_may_not_hold__refused_and_nothing_is_used(desk: Desk) -> None:
    signature = desk.signed()
    desk.world.security.setAddressFrozen(desk.world.investor_de, True, {"from": desk.world.freezer})
    with reverts(desk.world.security, "Refused", b"\x57", bytes32("RECEIVER_FROZEN"), desk.world.investor_de):
        desk.pay(signature)
    assert (desk.allowance, desk.nonce) == (0, 0)
    desk.world.security.setAddressFrozen(desk.world.investor_de, False, {"from": desk.world.freezer})
    desk.pay(signature)
    assert desk.world.security.balanceOfByPartition(COMMON, desk.world.investor_de) == FUNDS + VALUE


def test_transferWithPermit__owner_frozen__refused_as_a_transfer(desk: Desk) -> None:
    desk.token.approve(desk.spender, VALUE, {"from": desk.owner})
    desk.world.security.setAddressFrozen(desk.owner, True, {"from": desk.world.freezer})
    with reverts(desk.world.security, "Refused", b"\x56", bytes32("SENDER_FROZEN"), desk.owner):
        desk.pay(desk.signed())
