"""Admission on a provider's attestation: what it may say, whose it must be, when it ends, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account import Account

from scripts.lib.artifacts import container
from scripts.lib.roles import role_id
from tests import clock, signing
from tests.errors import reverts
from tests.signing import Attestation, as_bytes
from tests.unit.office.helpers import freeze, hexed, recover, refused, sanction
from tests.world import AFFILIATE, CH, COMMON, DAY, DE, FAR, FR, NOWHERE, QIB, US_PERSON, World, spare_account

LONG = 365
DECIDED = US_PERSON | QIB
NONCE = b"\x01" * 32
GAS_BUDGET = 100_000


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """The operator is a listed provider: it decides two attributes, a year ahead, and may accredit."""
    list_provider(world)
    return world


def list_provider(
    world: World, provider: Any = None, attributes: int = DECIDED, longest: int = LONG, accredits: bool = True
) -> Any:
    mandate = (attributes, longest, accredits)
    return world.security.setProvider(provider or world.operator, mandate, {"from": world.admitter})


def today() -> int:
    """The day of the next block, if it is not made at midnight."""
    return clock.now() // DAY


def attested(world: World, **changes: Any) -> Attestation:
    """The stranger, admitted for a month."""
    attestation = Attestation(world.stranger, admitted_through=today() + 30).but(**changes)
    return attestation.replacing(world.security) if "replaces" not in changes else attestation


def bring(
    world: World, attestation: Attestation, by: Any = None, provider: Any = None, signature: bytes | None = None
) -> Any:
    provider = provider or world.operator
    if signature is None:
        signature = as_bytes(attestation.signature(signing.key_of(provider), world.security))
    sender = {"from": by or attestation.account}
    return world.security.admitSelf(attestation.values(), provider, signature, sender)


def profile(world: World, account: Any) -> tuple[int, ...]:
    entry = world.security.memberOf(account)
    return tuple(entry[field] for field in ("country", "admittedThrough", "accreditedThrough", "attributes"))


# accepted


def test_admitSelf__listed_provider__entered_with_both_events(market: World) -> None:
    attestation = attested(market, country=FR, accredited_through=today() + 20, attributes=QIB)
    folios = market.security.folios()
    events = bring(market, attestation).events
    assert profile(market, market.stranger) == (FR, today() + 30, today() + 20, QIB)
    assert market.security.memberOf(market.stranger)["folio"] == folios + 1
    assert events["AttestationAccepted"] == {
        "account": market.stranger,
        "provider": market.operator,
        "nonce": hexed(NONCE),
    }
    assert events["MemberAdmitted"]["profile"] == market.security.wordOf(market.stranger)
    assert market.security.isAttestationUsed(market.operator, NONCE)
    market.issue(market.stranger, 5)


def test_admitSelf__cost__borne_by_the_investor_and_bounded(market: World) -> None:
    """About 95,000: a first admission alone costs about 54,000."""
    assert bring(market, attested(market)).gas_used < GAS_BUDGET


def test_admitSelf__renewal__units_folio_and_investor_stay(market: World) -> None:
    security, member = market.security, market.investor_ch
    market.issue(member, 77)
    before = security.memberOf(member)
    bring(market, attested(market, account=member, country=DE))
    after = security.memberOf(member)
    assert profile(market, member) == (DE, today() + 30, 0, 0)
    assert (after["folio"], after["investor"]) == (before["folio"], before["investor"])
    assert security.balanceOfByPartition(COMMON, member) == 77


def test_admitSelf__attributes_outside_of_the_mandate__stay(market: World) -> None:
    market.admit(market.stranger, CH, FAR, 0, AFFILIATE | US_PERSON | 1 << 31)
    bring(market, attested(market, attributes=QIB))
    assert profile(market, market.stranger)[3] == AFFILIATE | QIB | 1 << 31


def test_admitSelf__provider_may_not_accredit__accreditation_stays(market: World) -> None:
    list_provider(market, accredits=False)
    market.admit(market.stranger, CH, FAR, FAR - 7)
    bring(market, attested(market))
    assert profile(market, market.stranger)[2] == FAR - 7


def test_admitSelf__provider_may_accredit_and_does_not__accreditation_ends(market: World) -> None:
    market.admit(market.stranger, CH, FAR, FAR - 7)
    bring(market, attested(market))
    assert profile(market, market.stranger)[2] == 0


def test_admitSelf__frozen_and_sanctioned_member__stays_so(market: World) -> None:
    """An attestation is no way round a stop."""
    security, member = market.security, market.investor_ch
    freeze(market, member)
    sanction(market, member)
    bring(market, attested(market, account=member))
    entry = security.memberOf(member)
    assert entry["frozen"] and entry["sanctioned"] and entry["admittedThrough"] == today() + 30
    with refused(market, 0x57, "RECEIVER_SANCTIONED", member):
        market.issue(member, 1)


def test_admitSelf__treasury_and_frozen_units__stay(market: World) -> None:
    market.issue(market.treasury, 10)
    market.security.setFrozenTokens(market.treasury, 10, {"from": market.freezer})
    bring(market, attested(market, account=market.treasury))
    assert market.security.memberOf(market.treasury)["treasury"]
    with refused(market, 0x55, "PARTIALLY_FROZEN", market.treasury):
        market.security.transfer(market.investor_ch, 1, {"from": market.treasury})


def test_admitSelf__after_a_record_date__country_of_the_date_stays(market: World) -> None:
    market.issue(market.investor_ch, 10)
    date = market.record_now()
    bring(market, attested(market, account=market.investor_ch, country=DE))
    assert market.security.standingAt(COMMON, market.investor_ch, date)["country"] == CH
    assert profile(market, market.investor_ch)[0] == DE


def test_admitSelf__removed_member__comes_back_by_the_admitter_alone(market: World) -> None:
    security, member = market.security, market.investor_ch
    kept = attested(market, account=member)
    security.removeMember(member, {"from": market.admitter})
    for attestation in (kept, attested(market, account=member)):
        with reverts(security, "AttestationOutdated", member, 0):
            bring(market, attestation)
    market.admit(member)
    with reverts(security, "AttestationOutdated", member, attested(market, account=member).replaces):
        bring(market, attested(market, account=member, replaces=0))
    bring(market, attested(market, account=member))


def test_admitSelf__entry_changed_since__attestation_of_before_is_worthless(market: World) -> None:
    """What the transfer agent decides about a country, an end or an attribute is not undone by an old paper."""
    member = market.investor_ch
    for change in (
        {"country": DE},
        {"through": today() + 1},
        {"accredited": today() + 1},
        {"attributes": QIB},
    ):
        market.admit(member)
        kept = attested(market, account=member)
        market.admit(member, **change)
        now = attested(market, account=member)
        with reverts(market.security, "AttestationOutdated", member, now.replaces):
            bring(market, kept)


def test_admitSelf__two_of_one_entry__the_second_to_come_is_outdated(market: World) -> None:
    first, second = (attested(market, country=country, nonce=bytes([country % 256]) * 32) for country in (FR, DE))
    bring(market, first)
    with reverts(market.security, "AttestationOutdated", market.stranger, first.replacing(market.security).replaces):
        bring(market, second)
    assert profile(market, market.stranger)[0] == FR


# whose


@pytest.mark.parametrize("by", ["investor_ch", "operator", "admitter", "admin"])
def test_admitSelf__of_somebody_else__refused(market: World, by: str) -> None:
    caller = getattr(market, by)
    with reverts(market.security, "NotOwnAttestation", market.stranger, caller):
        bring(market, attested(market), by=caller)


def test_admitSelf__of_nobody__refused(market: World) -> None:
    with reverts(market.security, "NotOwnAttestation", NOWHERE, market.stranger):
        bring(market, attested(market, account=NOWHERE), by=market.stranger)


# when


def test_admitSelf__at_its_deadline__and_not_a_second_later(market: World) -> None:
    deadline = clock.now() + 100
    clock.next_block_at(deadline)
    bring(market, attested(market, deadline=deadline))
    clock.next_block_at(deadline + 1)
    with reverts(market.security, "AttestationExpired", deadline):
        bring(market, attested(market, deadline=deadline, nonce=b"\x02" * 32))


def test_admitSelf__twice__refused(market: World) -> None:
    attestation = attested(market)
    bring(market, attestation)
    for again in (attestation, attestation.but(country=FR), attestation.but(account=market.investor_ch)):
        with reverts(market.security, "AttestationUsed", market.operator, NONCE):
            bring(market, again)


def test_admitSelf__same_nonce_of_another_provider__is_another_one(market: World) -> None:
    list_provider(market, market.residual)
    bring(market, attested(market))
    bring(market, attested(market, country=FR), provider=market.residual)
    assert profile(market, market.stranger)[0] == FR


def test_revokeAttestation__before_it_is_brought__refused_then(market: World) -> None:
    event = market.security.revokeAttestation(NONCE, {"from": market.operator}).events["AttestationRevoked"]
    assert event == {"provider": market.operator, "nonce": hexed(NONCE)}
    with reverts(market.security, "AttestationUsed", market.operator, NONCE):
        bring(market, attested(market))
    bring(market, attested(market, nonce=b"\x02" * 32))


def test_revokeAttestation__by_another__leaves_the_providers(market: World) -> None:
    for other in (market.stranger, market.admin, market.configurer):
        market.security.revokeAttestation(NONCE, {"from": other})
    bring(market, attested(market))


def test_revokeAttestation__used_or_revoked_already__refused(market: World) -> None:
    bring(market, attested(market))
    with reverts(market.security, "AttestationUsed", market.operator, NONCE):
        market.security.revokeAttestation(NONCE, {"from": market.operator})
    market.security.revokeAttestation(NONCE, {"from": market.stranger})
    with reverts(market.security, "AttestationUsed", market.stranger, NONCE):
        market.security.revokeAttestation(NONCE, {"from": market.stranger})


# what


def test_admitSelf__provider_not_listed_or_no_longer__refused(market: World) -> None:
    security = market.security
    with reverts(security, "BeyondMandate", market.residual, "provider"):
        bring(market, attested(market), provider=market.residual)
    with reverts(security, "BeyondMandate", NOWHERE, "provider"):
        bring(market, attested(market), provider=NOWHERE, signature=b"")
    event = list_provider(market, attributes=0, longest=0, accredits=False).events["ProviderSet"]
    assert (event["provider"], tuple(event["mandate"])) == (market.operator, (0, 0, False))
    assert tuple(security.mandateOf(market.operator)) == (0, 0, False)
    with reverts(security, "BeyondMandate", market.operator, "provider"):
        bring(market, attested(market))


def test_admitSelf__provider_listed_again__earlier_attestation_counts_by_the_mandate_of_today(market: World) -> None:
    attestation = attested(market, attributes=QIB)
    list_provider(market, longest=0)
    list_provider(market, attributes=US_PERSON)
    with reverts(market.security, "BeyondMandate", market.operator, "attributes"):
        bring(market, attestation)
    list_provider(market)
    bring(market, attestation)
    assert tuple(market.security.mandateOf(market.operator)) == (DECIDED, LONG, True)


@pytest.mark.parametrize("field", ["admitted_through", "accredited_through"])
def test_admitSelf__as_far_ahead_as_the_mandate_goes__and_not_a_day_more(market: World, field: str) -> None:
    midnight = (today() + 1) * DAY
    latest = today() + 1 + LONG
    name = {"admitted_through": "admittedThrough", "accredited_through": "accreditedThrough"}[field]
    clock.next_block_at(midnight - 1)
    with reverts(market.security, "BeyondMandate", market.operator, name):
        bring(market, attested(market, **{field: latest}))
    clock.next_block_at(midnight)
    bring(market, attested(market, **{field: latest}))
    with reverts(market.security, "BeyondMandate", market.operator, name):
        bring(market, attested(market, nonce=b"\x02" * 32, **{field: latest + 1}))


def test_admitSelf__accreditation_without_leave__refused(market: World) -> None:
    list_provider(market, accredits=False)
    with reverts(market.security, "BeyondMandate", market.operator, "accreditedThrough"):
        bring(market, attested(market, accredited_through=1))


@pytest.mark.parametrize("attributes", [AFFILIATE, DECIDED | AFFILIATE, 1 << 31, 2**32 - 1])
def test_admitSelf__attributes_beyond_the_mandate__refused(market: World, attributes: int) -> None:
    with reverts(market.security, "BeyondMandate", market.operator, "attributes"):
        bring(market, attested(market, attributes=attributes))


def test_admitSelf__no_admission_at_all__refused(market: World) -> None:
    with reverts(market.security, "AdmissionWithoutEnd", market.stranger):
        bring(market, attested(market, admitted_through=0))
    for country in (0, 1_000, 2**16 - 1):
        with reverts(market.security, "InvalidCountry", country):
            bring(market, attested(market, country=country))
    assert not market.security.isAttestationUsed(market.operator, NONCE)


def test_admitSelf__already_over__entered_and_may_not_receive(market: World) -> None:
    bring(market, attested(market, admitted_through=today() - 1))
    with refused(market, 0x57, "RECEIVER_KYC_EXPIRED", market.stranger):
        market.issue(market.stranger, 1)


def test_admitSelf__lost_wallet__barred(market: World) -> None:
    new = spare_account(0)
    recover(market, market.investor_ch, new)
    with reverts(market.security, "WalletBarred", market.investor_ch):
        bring(market, attested(market, account=market.investor_ch))
    bring(market, attested(market, account=new))


# the signature

TAMPERED: dict[str, dict[str, Any]] = {
    "country": {"country": DE},
    "admittedThrough": {"admitted_through": 1},
    "accreditedThrough": {"accredited_through": 1},
    "attributes": {"attributes": QIB},
    "nonce": {"nonce": b"\x02" * 32},
    "deadline": {"deadline": 2**256 - 1},
}


@pytest.mark.parametrize("field", TAMPERED)
def test_admitSelf__changed_since__refused(market: World, field: str) -> None:
    signature = as_bytes(attested(market).signature(signing.key_of(market.operator), market.security))
    with reverts(market.security, "InvalidAttestation", market.operator):
        bring(market, attested(market, **TAMPERED[field]), signature=signature)
    bring(market, attested(market), signature=signature)


def test_admitSelf__attestation_of_another_account__refused(market: World) -> None:
    signature = as_bytes(attested(market).signature(signing.key_of(market.operator), market.security))
    with reverts(market.security, "InvalidAttestation", market.operator):
        bring(market, attested(market, account=market.residual), signature=signature)


@pytest.mark.parametrize(
    "domain",
    [
        {"chainId": 1},
        {"verifyingContract": "0x" + "11" * 20},
        {"name": "Test Security"},
        {"version": "2"},
    ],
    ids=["chain", "contract", "name", "version"],
)
def test_admitSelf__signed_for_another_place__refused(market: World, domain: dict[str, Any]) -> None:
    signature = attested(market).signature(signing.key_of(market.operator), market.security, **domain)
    with reverts(market.security, "InvalidAttestation", market.operator):
        bring(market, attested(market), signature=as_bytes(signature))


def test_admitSelf__signed_for_the_registrars_own_address__refused(market: World) -> None:
    place = {"verifyingContract": market.security.registrar()}
    signature = attested(market).signature(signing.key_of(market.operator), market.security, **place)
    with reverts(market.security, "InvalidAttestation", market.operator):
        bring(market, attested(market), signature=as_bytes(signature))


def test_admitSelf__security_renamed__attestations_signed_before_stay_good(market: World) -> None:
    signature = as_bytes(attested(market).signature(signing.key_of(market.operator), market.security))
    market.security.setName("Renamed", {"from": market.configurer})
    market.security.setSymbol("RNMD", {"from": market.configurer})
    bring(market, attested(market), signature=signature)


def test_admitSelf__signed_by_another__refused(market: World) -> None:
    list_provider(market, market.residual)
    for other in (market.stranger, market.residual, market.admin):
        signature = as_bytes(attested(market).signature(signing.key_of(other), market.security))
        with reverts(market.security, "InvalidAttestation", market.operator):
            bring(market, attested(market), signature=signature)
    unknown = as_bytes(attested(market).signature(Account.from_key(b"\x77" * 32), market.security))
    with reverts(market.security, "InvalidAttestation", market.operator):
        bring(market, attested(market), signature=unknown)


def test_admitSelf__other_forms_of_the_signature__refused(market: World) -> None:
    """High s, 64 bytes, one byte more or less, a v that is none, zeros: one attestation has one form."""
    good = attested(market).signature(signing.key_of(market.operator), market.security)
    plain = as_bytes(good)
    forms = [
        signing.mirrored(good),
        signing.compact(good),
        plain + b"\0",
        plain[:-1],
        plain[:-1] + bytes([good.v - 27]),
        plain[:-1] + b"\x1d",
        bytes(65),
        b"",
    ]
    for form in forms:
        with reverts(market.security, "InvalidAttestation", market.operator):
            bring(market, attested(market), signature=form)
    bring(market, attested(market), signature=plain)


# a provider that is a contract (ERC-1271)


@pytest.fixture(scope="module")
def contract(market: World) -> Any:
    signer = container("ContractSigner").deploy({"from": market.deployer})
    list_provider(market, signer)
    return signer


def test_admitSelf__contract_that_approved__accepted_once(market: World, contract: Any) -> None:
    attestation = attested(market, attributes=QIB)
    contract.approve(attestation.digest(market.security), {"from": market.deployer})
    event = bring(market, attestation, provider=contract, signature=b"anything").events["AttestationAccepted"]
    assert event["provider"] == contract
    with reverts(market.security, "AttestationUsed", contract, NONCE):
        bring(market, attestation, provider=contract, signature=b"")


def test_admitSelf__contract_that_did_not_approve_this__refused(market: World, contract: Any) -> None:
    attestation = attested(market)
    contract.approve(attestation.digest(market.security), {"from": market.deployer})
    with reverts(market.security, "InvalidAttestation", contract):
        bring(market, attestation.but(country=FR), provider=contract, signature=b"")


@pytest.mark.parametrize("answer", ["0x00000000", "0xffffffff", "0x20c13b0b"], ids=["zero", "no", "another standard's"])
def test_admitSelf__contract_with_another_answer__refused(market: World, contract: Any, answer: str) -> None:
    attestation = attested(market)
    contract.approve(attestation.digest(market.security), {"from": market.deployer})
    contract.setAnswer(answer, {"from": market.deployer})
    with reverts(market.security, "InvalidAttestation", contract):
        bring(market, attestation, provider=contract, signature=b"")


def test_admitSelf__contract_that_reverts_or_is_none_such__refused(market: World, contract: Any) -> None:
    attestation = attested(market)
    contract.approve(attestation.digest(market.security), {"from": market.deployer})
    contract.setReverts(True, {"from": market.deployer})
    list_provider(market, market.distributor)
    list_provider(market, market.security)
    for provider in (contract, market.distributor, market.security):
        with reverts(market.security, "InvalidAttestation", provider):
            bring(market, attestation, provider=provider, signature=b"")


def test_admitSelf__owners_key_of_a_contract__is_not_the_contract(market: World, contract: Any) -> None:
    signature = as_bytes(attested(market).signature(signing.key_of(market.deployer), market.security))
    with reverts(market.security, "InvalidAttestation", contract):
        bring(market, attested(market), provider=contract, signature=signature)


# order and roles


def test_admitSelf__several_reasons__own_first_then_late_then_mandate_then_used_then_signature(market: World) -> None:
    security, late = market.security, clock.now() - 1
    bring(market, attested(market, account=market.investor_ch))
    bad = attested(market, deadline=late, attributes=AFFILIATE)
    with reverts(security, "NotOwnAttestation", market.stranger, market.investor_ch):
        bring(market, bad, by=market.investor_ch, signature=b"")
    with reverts(security, "AttestationExpired", late):
        bring(market, bad, signature=b"")
    with reverts(security, "BeyondMandate", market.operator, "attributes"):
        bring(market, bad.but(deadline=signing.FOREVER), signature=b"")
    with reverts(security, "AttestationUsed", market.operator, NONCE):
        bring(market, attested(market), signature=b"")
    with reverts(security, "InvalidAttestation", market.operator):
        bring(market, attested(market, nonce=b"\x02" * 32), signature=b"")


def test_setProvider__by_a_provider_itself__refused(market: World) -> None:
    with reverts(market.security, "AccessControlUnauthorizedAccount", market.operator, role_id("ADMITTER")):
        market.security.setProvider(market.operator, (2**32 - 1, 2**16 - 1, True), {"from": market.operator})


def test_setProvider__largest_mandate__no_overflow(market: World) -> None:
    list_provider(market, attributes=2**32 - 1, longest=2**16 - 1)
    most = 2**16 - 1
    bring(market, attested(market, admitted_through=most, accredited_through=most, attributes=2**32 - 1))
    assert profile(market, market.stranger) == (CH, most, most, 2**32 - 1)
