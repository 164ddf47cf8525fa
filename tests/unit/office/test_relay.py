"""Several calls in one, and calls that a forwarder sends: always on behalf of whoever signed, and of nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from brownie import accounts

from scripts.lib.artifacts import at, container
from scripts.lib.roles import role_id
from tests import clock, signing
from tests.errors import reverts
from tests.unit.access.test_gates import GATES
from tests.unit.office.helpers import DELAY, EVIDENCE, ID, Holdings, freeze, hexed, initiate, pause, refused
from tests.world import CH, COMMON, DAY, DE, FAR, NOWHERE, PREFERRED, World, build_world, code, spare_account

PAUSE_SELECTOR = "0x8456cb59"
Refusal = Callable[[], Any]


@pytest.fixture(scope="module")
def world(module_isolation: Any) -> World:
    """In place of the usual world: it trusts OpenZeppelin's forwarder."""
    forwarder = container("TrustedForwarder").deploy({"from": accounts[0]})
    world = build_world(forwarder.address)
    world.forwarder = forwarder  # type: ignore[attr-defined]
    world.issue_all(100)
    world.issue_all(100, PREFERRED)
    world.admit(world.investor_de, DE, accredited=FAR)
    return world


@pytest.fixture(scope="module")
def crude(world: World) -> World:
    """A second security, whose forwarder appends what it is told and passes refusals on."""
    puppet = container("RefusingPayee").deploy({"from": accounts[0]})
    crude = build_world(puppet.address)
    crude.forwarder = puppet  # type: ignore[attr-defined]
    crude.issue_all(100)
    return crude


def relay(world: World, signer: Any, data: str) -> Any:
    """The stranger brings what `signer` signed, and pays for it."""
    request = signing.request(world.forwarder, signer, world.security, data)
    return world.forwarder.execute(request, {"from": world.stranger})


def forward(crude: World, data: str, suffix: Any = "") -> Any:
    """The crude forwarder's call, with an address at its end."""
    return crude.forwarder.act(crude.security, data + ending(suffix), {"from": crude.stranger})


def ending(account: Any) -> str:
    """An address as it stands at the end of call data."""
    return str(account)[2:].lower()


def call(world: World, function: str, *arguments: Any) -> str:
    """Call data."""
    return str(getattr(world.security, function).encode_input(*arguments))


def units(world: World, *holders: Any, partition: bytes = COMMON) -> list[int]:
    return [int(world.security.balanceOfByPartition(partition, holder)) for holder in holders]


# multicall


def test_multicall__several__all_done_and_answered(world: World) -> None:
    calls = [
        call(world, "transfer", world.investor_de, 10),
        call(world, "approve", world.operator, 7),
        call(world, "balanceOf", world.investor_ch),
        call(world, "name"),
    ]
    tx = world.security.multicall(calls, {"from": world.investor_ch})
    answers = [bytes(answer) for answer in tx.return_value]
    assert [int.from_bytes(answer, "big") for answer in answers[:3]] == [1, 1, 90]
    assert b"Test Security" in answers[3]
    assert tx.events["Transfer"]["from"] == world.investor_ch
    assert world.security.allowance(world.investor_ch, world.operator) == 7


def test_multicall__nothing__answers_nothing(world: World) -> None:
    assert world.security.multicall([], {"from": world.stranger}).return_value == ()


def test_multicall__one_refused__none_done_and_its_own_error(world: World) -> None:
    security, holder = world.security, world.investor_ch
    good = call(world, "transfer", world.investor_de, 10)
    cases: list[tuple[str, Refusal]] = [
        (
            call(world, "transfer", world.stranger, 1),
            lambda: refused(world, 0x57, "RECEIVER_NOT_REGISTERED", world.stranger),
        ),
        (
            call(world, "pause"),
            lambda: reverts(security, "AccessControlUnauthorizedAccount", holder, role_id("PAUSER")),
        ),
        (call(world, "releaseHold", ID), lambda: reverts(security, "NoOpenHold", ID)),
        ("0xdeadbeef", lambda: reverts(None, "")),
        ("0x", lambda: reverts(None, "")),
    ]
    for bad, refusal in cases:
        for calls in ([good, bad], [bad, good]):
            with refusal():
                security.multicall(calls, {"from": holder})
    with reverts(security, "ERC20InsufficientBalance", holder, 90, 91):
        security.multicall([good, call(world, "transfer", world.investor_de, 91)], {"from": holder})
    assert units(world, holder) == [100]


def test_multicall__nested__the_same_caller_at_every_depth(world: World) -> None:
    data = call(world, "transfer", world.investor_de, 10)
    for _ in range(3):
        data = call(world, "multicall", [data])
    tx = world.security.multicall([data, data], {"from": world.investor_ch})
    assert {event["from"] for event in tx.events["Transfer"]} == {world.investor_ch}
    assert units(world, world.investor_ch, world.investor_de) == [80, 120]


def test_multicall__through_all_three_parts__the_role_is_the_callers(world: World) -> None:
    """Token, registrar and office each ask for the caller in their own way."""
    world.security.initiateRecovery(world.investor_fr, spare_account(0), EVIDENCE, {"from": world.admitter})
    calls = [
        call(world, "controllerTransfer", world.investor_ch, world.investor_de, 5, b"", b""),
        call(world, "cancelRecovery", world.investor_fr),
        call(world, "forcedTransfer", world.investor_ch, world.investor_de, 5),
        call(world, "batchForcedTransfer", [world.investor_ch], [world.investor_de], [5]),
    ]
    events = world.security.multicall(calls, {"from": world.controller}).events
    assert [event["controller"] for event in events["ControllerTransfer"]] == [world.controller] * 3
    assert events["RecoveryCancelled"]["agent"] == world.controller
    freezer = [call(world, "setAddressFrozen", world.investor_ch, True), call(world, "pause")]
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.freezer, role_id("PAUSER")):
        world.security.multicall(freezer, {"from": world.freezer})
    assert not world.security.isFrozen(world.investor_ch)


def test_multicall__somebody_elses_address_at_the_end__has_no_effect(world: World) -> None:
    for victim in (world.investor_ch, world.pauser, world.forwarder):
        stolen = call(world, "transfer", world.investor_de, 10) + ending(victim)
        with refused(world, 0x56, "SENDER_NOT_REGISTERED", world.stranger):
            world.security.multicall([stolen], {"from": world.stranger})
        for data in (call(world, "pause"), call(world, "multicall", [call(world, "pause") + ending(victim)])):
            with reverts(world.security, "AccessControlUnauthorizedAccount", world.stranger, role_id("PAUSER")):
                world.security.multicall([data + ending(victim)], {"from": world.stranger})


def test_multicall__with_ether__refused(world: World) -> None:
    with reverts(None, ""):
        world.investor_ch.transfer(world.security, 1, data=call(world, "multicall", []))


def test_multicall__permit_and_transferFrom__in_one(world: World) -> None:
    signed = signing.permit(world.security, world.investor_ch, world.operator, 30)
    calls = [call(world, "permit", *signed), call(world, "transferFrom", world.investor_ch, world.investor_de, 30)]
    world.security.multicall(calls, {"from": world.operator})
    assert units(world, world.investor_ch, world.investor_de) == [70, 130]


# relayed calls


def test_isTrustedForwarder__the_one_named_at_deployment(world: World) -> None:
    assert world.security.isTrustedForwarder(world.forwarder)
    assert not any(world.security.isTrustedForwarder(a) for a in (NOWHERE, world.stranger, world.security))


def test_isTrustedForwarder__none_named__nobody(world: World) -> None:
    security = build_world().security
    assert not any(security.isTrustedForwarder(account) for account in (NOWHERE, world.forwarder, security))


def test_relayed_transfer__of_the_signers_units(world: World) -> None:
    events = relay(world, world.investor_ch, call(world, "transfer", world.investor_de, 10)).events
    assert events["Transfer"] == {"from": world.investor_ch, "to": world.investor_de, "value": 10}
    assert events["TransferByPartition"]["operator"] == world.investor_ch
    assert units(world, world.investor_ch, world.investor_de) == [90, 110]


def test_relayed_request__twice_altered_or_too_late__refused_by_the_forwarder(world: World) -> None:
    forwarder, relayer = world.forwarder, {"from": world.stranger}
    data = call(world, "transfer", world.investor_de, 10)
    request = signing.request(forwarder, world.investor_ch, world.security, data)
    altered = (*request[:5], bytes.fromhex(call(world, "transfer", world.investor_fr, 10)[2:]), request[6])
    assert not forwarder.verify(altered)
    forwarder.execute(request, relayer)
    assert not forwarder.verify(request)
    late = signing.request(forwarder, world.investor_ch, world.security, data, deadline=clock.now() - 1)
    with reverts(forwarder, "ERC2771ForwarderExpiredRequest", late[4]):
        forwarder.execute(late, relayer)
    assert units(world, world.investor_ch) == [90]


def test_relayed_call__of_a_role__is_the_signers_and_not_the_forwarders(world: World) -> None:
    security, pauser = world.security, role_id("PAUSER")
    event = relay(world, world.pauser, call(world, "pause")).events["Paused"]
    assert event["account"] == world.pauser
    relay(world, world.pauser, call(world, "unpause"))
    security.grantRole(pauser, world.forwarder, {"from": world.admin})
    with reverts(world.forwarder, "FailedCall"):
        relay(world, world.investor_ch, call(world, "pause"))
    assert not security.paused()


def test_relayed_administration__in_every_part(world: World) -> None:
    security = world.security
    relay(world, world.admin, call(world, "grantRole", role_id("ISSUER"), world.operator))
    assert security.hasRole(role_id("ISSUER"), world.operator) and not security.hasRole(role_id("ISSUER"), world.admin)
    event = relay(world, world.admitter, call(world, "admit", (world.residual, CH, FAR, 0, 0))).events
    assert event["MemberAdmitted"]["account"] == world.residual
    event = relay(world, world.issuer, call(world, "mint", world.residual, 5)).events["Issued"]
    assert (event["operator"], event["to"]) == (world.issuer, world.residual)
    event = relay(world, world.controller, call(world, "burn", world.residual, 5)).events["ControllerRedemption"]
    assert event["controller"] == world.controller
    relay(world, world.admitter, call(world, "initiateRecovery", world.investor_fr, spare_account(0), EVIDENCE))
    event = relay(world, world.investor_fr, call(world, "cancelRecovery", world.investor_fr)).events
    assert event["RecoveryCancelled"]["agent"] == world.investor_fr
    relay(world, world.admin, call(world, "proposeAdmin", world.operator))
    clock.pass_time(DAY + 1)
    relay(world, world.operator, call(world, "acceptAdmin"))
    assert security.admin() == world.operator


def test_relayed_hold_and_conversion__of_the_signer(world: World) -> None:
    holdings, security = Holdings(world), world.security
    events = relay(world, world.investor_ch, call(world, "createHold", ID, holdings.terms())).events
    assert events["HoldCreated"]["operator"] == world.investor_ch
    events = relay(world, world.operator, call(world, "executeHold", ID, world.investor_de, 10, bytes(32))).events
    assert events["TransferByPartition"]["operator"] == world.operator
    event = relay(world, world.investor_de, call(world, "releaseHold", ID)).events["HoldReleased"]
    assert (event["operator"], event["units"]) == (world.investor_de, 30)
    security.setConversionRatio(COMMON, PREFERRED, 1, 1, {"from": world.issuer})
    data = call(world, "convert", COMMON, PREFERRED, world.investor_de, 4, b"")
    assert relay(world, world.investor_de, data).events["IssuedByPartition"]["operator"] == world.investor_de
    assert units(world, world.investor_ch, world.investor_de) == [90, 106]


def test_relayed_multicall__each_call_on_behalf_of_the_signer(world: World) -> None:
    inner = [
        call(world, "transfer", world.investor_de, 10),
        call(world, "batchTransfer", [world.investor_de, world.investor_fr], [1, 2]),
        call(world, "multicall", [call(world, "approve", world.operator, 9)]),
        call(world, "authorizeOperator", world.operator),
    ]
    events = relay(world, world.investor_ch, call(world, "multicall", inner)).events
    assert {event["from"] for event in events["Transfer"]} == {world.investor_ch}
    assert events["Approval"]["owner"] == events["AuthorizedOperator"]["tokenHolder"] == world.investor_ch
    assert units(world, world.investor_ch, world.investor_de, world.investor_fr) == [87, 111, 102]


def test_relayed_multicall__somebody_elses_address_at_the_end__has_no_effect(world: World) -> None:
    """The known attack on a forwarder together with a multicall."""
    signer, victim = world.investor_ch, world.investor_fr
    stolen = call(world, "transfer", world.investor_de, 10) + ending(victim)
    events = relay(world, signer, call(world, "multicall", [stolen])).events
    assert events["Transfer"]["from"] == signer
    nested = call(world, "multicall", [call(world, "multicall", [stolen]) + ending(victim)]) + ending(victim)
    assert relay(world, signer, nested).events["Transfer"]["from"] == signer
    assert relay(world, signer, stolen).events["Transfer"]["from"] == signer
    assert units(world, signer, victim) == [70, 100]
    with reverts(world.forwarder, "FailedCall"):
        relay(world, signer, call(world, "multicall", [call(world, "pause") + ending(world.pauser)]))


def test_relayed_multicall__one_refused__none_done(world: World) -> None:
    inner = [call(world, "transfer", world.investor_de, 10), call(world, "transfer", world.stranger, 1)]
    with reverts(world.forwarder, "FailedCall"):
        relay(world, world.investor_ch, call(world, "multicall", inner))
    assert units(world, world.investor_ch) == [100]


def test_relayed_permit__whoever_brings_it(world: World) -> None:
    signed = signing.permit(world.security, world.investor_ch, world.operator, 30)
    relay(world, world.investor_fr, call(world, "permit", *signed))
    assert world.security.allowance(world.investor_ch, world.operator) == 30
    signed = signing.permit(world.security, world.investor_ch, world.operator, 40)
    data = call(world, "transferWithPermit", signed[0], world.investor_de, *signed[2:])
    events = relay(world, world.operator, data).events
    assert events["TransferByPartition"]["operator"] == world.operator
    assert units(world, world.investor_ch, world.investor_de) == [60, 140]
    with reverts(world.forwarder, "FailedCall"):
        relay(world, world.investor_fr, data)


def test_relayed_nonce__ended_for_the_signer_alone(world: World) -> None:
    relay(world, world.investor_ch, call(world, "invalidateNonce"))
    nonces = [world.security.nonces(a) for a in (world.investor_ch, world.forwarder, world.stranger)]
    assert nonces == [1, 0, 0]


def test_relayed_attestation__admits_the_signer_who_pays_nothing(world: World) -> None:
    security, provider, newcomer = world.security, world.operator, world.second_wallet_ch
    security.setProvider(provider, (0, 2**16 - 1, False), {"from": world.admitter})
    attestation = signing.Attestation(newcomer)
    signature = signing.as_bytes(attestation.signature(signing.key_of(provider), security))
    data = call(world, "admitSelf", attestation.values(), provider, signature)
    with reverts(world.forwarder, "FailedCall"):
        relay(world, world.investor_ch, data)
    before = newcomer.balance()
    event = relay(world, newcomer, data).events["AttestationAccepted"]
    assert (event["account"], event["provider"]) == (newcomer, provider)
    assert newcomer.balance() == before


def test_relayed_revocation__of_the_signers_attestations(world: World) -> None:
    nonce = b"\x07" * 32
    relay(world, world.operator, call(world, "revokeAttestation", nonce))
    security = world.security
    assert security.isAttestationUsed(world.operator, nonce)
    assert not security.isAttestationUsed(world.forwarder, nonce)


def test_relayed_refusals__name_the_signer(crude: World) -> None:
    """The forwarder would hide the refusal; a crude one passes it on."""
    security = crude.security
    with refused(crude, 0x56, "SENDER_NOT_REGISTERED", crude.stranger):
        forward(crude, call(crude, "transfer", crude.investor_de, 1), crude.stranger)
    with reverts(security, "ERC20InsufficientAllowance", crude.operator, 0, 1):
        forward(crude, call(crude, "transferFrom", crude.investor_ch, crude.investor_de, 1), crude.operator)
    with reverts(security, "AccessControlUnauthorizedAccount", crude.investor_ch, role_id("PAUSER")):
        forward(crude, call(crude, "multicall", [call(crude, "pause")]), crude.investor_ch)
    with reverts(security, "NotHoldNotary", ID, crude.fund_us):
        Holdings(crude).create()
        forward(crude, call(crude, "releaseHold", ID), crude.fund_us)
    with reverts(security, "NotOwnAttestation", crude.investor_de, crude.investor_ch):
        attestation = signing.Attestation(crude.investor_de)
        forward(crude, call(crude, "admitSelf", attestation.values(), crude.operator, b""), crude.investor_ch)


def test_relayed_by_a_frozen_member__stopped_all_the_same(crude: World) -> None:
    freeze(crude, crude.investor_ch)
    with refused(crude, 0x56, "SENDER_FROZEN", crude.investor_ch):
        forward(crude, call(crude, "transfer", crude.investor_de, 1), crude.investor_ch)


# what is no relayed call


def test_forged_ending__by_one_who_is_not_the_forwarder__has_no_effect(world: World) -> None:
    def send(data: str, victim: Any) -> Any:
        return world.stranger.transfer(world.security, 0, data=data + ending(victim))

    with refused(world, 0x56, "SENDER_NOT_REGISTERED", world.stranger):
        send(call(world, "transfer", world.investor_de, 10), world.investor_ch)
    for function in ("pause", "unpause"):
        with reverts(world.security, "AccessControlUnauthorizedAccount", world.stranger, role_id("PAUSER")):
            send(call(world, function), world.pauser)
    initiate(world, world.investor_ch, spare_account(0))
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.stranger, role_id("CONTROLLER")):
        send(call(world, "cancelRecovery", world.investor_ch), world.investor_ch)
    send(call(world, "approve", world.operator, 5), world.investor_ch)
    assert world.security.allowance(world.stranger, world.operator) == 5
    assert world.security.allowance(world.investor_ch, world.operator) == 0


def test_forged_ending__gated_functions_of_every_part__role_of_the_sender(world: World) -> None:
    """Each function that needs a role, sent by a stranger with the role holder's address at its end."""
    for function, (holder, role, arguments) in GATES.items():
        data = call(world, function, *arguments(world)) + ending(getattr(world, holder))
        with reverts(world.security, "AccessControlUnauthorizedAccount", world.stranger, role_id(role)):
            world.stranger.transfer(world.security, 0, data=data)


def test_forwarder__call_data_too_short_for_an_address__is_the_forwarders_own(crude: World) -> None:
    with reverts(crude.security, "AccessControlUnauthorizedAccount", crude.forwarder, role_id("PAUSER")):
        forward(crude, PAUSE_SELECTOR)
    with reverts(crude.security, "AccessControlUnauthorizedAccount", crude.forwarder, role_id("PAUSER")):
        forward(crude, PAUSE_SELECTOR + "00" * 15)
    for data in ("0x", "0x00", "0x" + ending(crude.pauser)[:38], "0x" + ending(crude.pauser)):
        with reverts(None, ""):
            forward(crude, data)
    crude.security.grantRole(role_id("PAUSER"), crude.forwarder, {"from": crude.admin})
    assert forward(crude, PAUSE_SELECTOR).events["Paused"]["account"] == crude.forwarder


def test_security__empty_call__refused(world: World) -> None:
    for data in ("0x", "0x84"):
        with reverts(None, ""):
            world.pauser.transfer(world.security, 0, data=data)


# the parts at their own addresses


PARTS = ("registrar", "transferOffice", "enquiryDesk")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("function", GATES)
def test_part__called_directly__does_nothing_for_anybody(world: World, part: str, function: str) -> None:
    address = str(getattr(world.security, part)())
    holder, _, arguments = GATES[function]
    data = call(world, function, *arguments(world)) + ending(getattr(world, holder))
    # The enquiry desk is the last part: it has no further one to hand on to.
    with reverts(None, "") if part == "enquiryDesk" else reverts(None, "NotAtThisAddress", address):
        world.stranger.transfer(address, 0, data=data)


@pytest.mark.parametrize("part", PARTS)
def test_part__called_directly__open_functions_know_nobody(world: World, part: str) -> None:
    address = str(getattr(world.security, part)())
    is_last = part == "enquiryDesk"

    def nowhere() -> Any:
        return reverts(None, "NotAtThisAddress", address)

    def nothing() -> Any:
        return reverts(None, "") if is_last else nowhere()

    def no_hold() -> Any:
        return reverts(world.security, "NoOpenHold", ID) if part == "transferOffice" else nothing()

    cases: list[tuple[str, Refusal]] = [
        (call(world, "canTransferFrom", world.investor_ch, world.investor_de, 1, b""), nowhere),
        (call(world, "createHold", ID, Holdings(world).terms()), nothing),
        (call(world, "convert", COMMON, PREFERRED, world.investor_ch, 0, b""), nothing),
        (call(world, "reclaimHold", ID), no_hold),
        (call(world, "multicall", [call(world, "approve", world.operator, 1)]), nothing),
        (call(world, "batchTransfer", [world.investor_de], [1]), nothing),
        (call(world, "approve", world.operator, 1), nothing),
        (call(world, "acceptAdmin"), nothing),
        (call(world, "transfer", world.investor_de, 1), nothing),
    ]
    for data, refusal in cases:
        with refusal():
            world.stranger.transfer(address, 0, data=data + ending(world.investor_ch))


def test_part__called_directly__leaves_the_security_as_it_was(world: World) -> None:
    registrar = at("ISecurity", world.security.registrar())
    signed = signing.permit(registrar_of_nobody(world, registrar), world.investor_ch, world.operator, 30)
    with refused(world, 0x56, "SENDER_NOT_REGISTERED", world.investor_ch):
        registrar.permit(*signed, {"from": world.stranger})
    assert world.security.allowance(world.investor_ch, world.operator) == 0
    assert world.security.nonces(world.investor_ch) == 0


def registrar_of_nobody(world: World, registrar: Any) -> Any:
    """The registrar as the contract for which a permit is signed."""
    assert registrar.eip712Domain()[4] == registrar.address != world.security.address
    return registrar


def test_views__asked_through_the_forwarder__answer_for_the_signer(crude: World) -> None:
    security = crude.security
    freeze(crude, crude.investor_ch)
    view = security.canTransfer["address,uint256,bytes"]
    assert code(view(crude.investor_de, 1, b"", {"from": crude.investor_fr})[0]) == 0x51
    assert code(view(crude.investor_de, 1, b"", {"from": crude.investor_ch})[0]) == 0x56


def test_relayed_execution_of_a_recovery__by_the_controller(world: World) -> None:
    new = spare_account(0)
    initiate(world, world.investor_ch, new)
    clock.pass_time(DELAY + 1)
    events = relay(world, world.controller, call(world, "executeRecovery", world.investor_ch)).events
    assert events["MemberRecovered"]["agent"] == world.controller
    assert units(world, world.investor_ch, new) == [0, 100]
    assert events["MemberRecovered"]["evidence"] == hexed(EVIDENCE)


def test_relayed_while_paused__stopped(crude: World) -> None:
    pause(crude)
    with refused(crude, 0x54, "PAUSED", crude.security):
        forward(crude, call(crude, "transfer", crude.investor_de, 1), crude.investor_ch)
