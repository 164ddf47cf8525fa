"""Every role gate from both sides: the role's holder passes, everybody else is refused with the role that is missing.

The list is complete: a state-changing function that is neither gated here nor named as open fails the last test.
"""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.world import CH, COMMON, FAR, NOWHERE, PREFERRED, World, bytes32, spare_account

EVIDENCE = b"\x11" * 32
TERMS = (0, 0, 0, False, True)
HOLDERS = (
    "admin",
    "admitter",
    "issuer",
    "freezer",
    "controller",
    "pauser",
    "configurer",
    "scheduler",
    "treasurer",
    "secretary",
    "compliance_officer",
    "approver",
    "treasury",
    "deployer",
    "investor_ch",
    "stranger",
)

# function: (who may, role, arguments)
GATES: dict[str, tuple[str, str, Any]] = {
    "admit": ("admitter", "ADMITTER", lambda w: ((w.stranger, CH, FAR, 0, 0),)),
    "admitBatch": ("admitter", "ADMITTER", lambda w: ([(w.stranger, CH, FAR, 0, 0)],)),
    "linkWallet": ("admitter", "ADMITTER", lambda w: (w.stranger, w.investor_ch)),
    "removeMember": ("admitter", "ADMITTER", lambda w: (w.investor_fr,)),
    "issue": ("issuer", "ISSUER", lambda w: (w.investor_ch, 1, b"")),
    "issueByPartition": ("issuer", "ISSUER", lambda w: (PREFERRED, w.fund_us, 1, b"")),
    "issueBatch": ("issuer", "ISSUER", lambda w: (COMMON, [w.investor_ch], [1], b"")),
    "setAddressFrozen": ("freezer", "FREEZER", lambda w: (w.investor_ch, True)),
    "setFrozenTokens": ("freezer", "FREEZER", lambda w: (w.investor_ch, 1)),
    "setSanctioned": ("freezer", "FREEZER", lambda w: (w.investor_ch, True)),
    "setFrozenTokensByPartition": ("freezer", "FREEZER", lambda w: (PREFERRED, w.fund_us, 1)),
    "freezePartialTokens": ("freezer", "FREEZER", lambda w: (w.investor_ch, 1)),
    "unfreezePartialTokens": ("freezer", "FREEZER", lambda w: (w.investor_ch, 0)),
    "setPartitionFrozen": ("freezer", "FREEZER", lambda w: (PREFERRED, True)),
    "batchSetAddressFrozen": ("freezer", "FREEZER", lambda w: ([w.investor_ch], [True])),
    "batchFreezePartialTokens": ("freezer", "FREEZER", lambda w: ([w.investor_ch], [1])),
    "batchUnfreezePartialTokens": ("freezer", "FREEZER", lambda w: ([w.investor_ch], [0])),
    "mint": ("issuer", "ISSUER", lambda w: (w.investor_ch, 1)),
    "batchMint": ("issuer", "ISSUER", lambda w: ([w.investor_ch], [1])),
    # The distributor's role; the operator stands in for it, since a contract cannot send by itself.
    "redeemPaid": ("operator", "REDEEMER", lambda w: (COMMON, w.investor_ch, 1, b"")),
    "burn": ("controller", "CONTROLLER", lambda w: (w.investor_ch, 1)),
    "batchBurn": ("controller", "CONTROLLER", lambda w: ([w.investor_ch], [1])),
    "forcedTransfer": ("controller", "CONTROLLER", lambda w: (w.investor_ch, w.investor_de, 1)),
    "batchForcedTransfer": ("controller", "CONTROLLER", lambda w: ([w.investor_ch], [w.investor_de], [1])),
    "controllerTransferByPartition": (
        "controller",
        "CONTROLLER",
        lambda w: (COMMON, w.investor_ch, w.investor_de, 1, b"", b""),
    ),
    "controllerRedeemByPartition": ("controller", "CONTROLLER", lambda w: (COMMON, w.investor_ch, 1, b"", b"")),
    "initiateRecovery": ("admitter", "ADMITTER", lambda w: (w.investor_ch, w.stranger, EVIDENCE)),
    "executeRecovery": ("controller", "CONTROLLER", lambda w: (w.investor_fr,)),
    "recoveryAddress": ("controller", "CONTROLLER", lambda w: (w.investor_fr, spare_account(0), NOWHERE)),
    "controllerTransfer": ("controller", "CONTROLLER", lambda w: (w.investor_ch, w.investor_de, 1, b"", b"")),
    "controllerRedeem": ("controller", "CONTROLLER", lambda w: (w.investor_ch, 1, b"", b"")),
    "pause": ("pauser", "PAUSER", lambda w: ()),
    "pauseUntil": ("pauser", "PAUSER", lambda w: (1, 2**32 - 1, bytes32("TEST"))),
    "unpause": ("pauser", "PAUSER", lambda w: ()),
    "createPartition": ("configurer", "CONFIGURER", lambda w: (bytes32("BONDS"), TERMS, 1)),
    "setPartitionTerms": ("configurer", "CONFIGURER", lambda w: (COMMON, TERMS)),
    "setAuthorised": ("configurer", "CONFIGURER", lambda w: (COMMON, 1_000)),
    "setTreasury": ("configurer", "CONFIGURER", lambda w: (w.investor_ch, True)),
    "setCountriesClosed": ("configurer", "CONFIGURER", lambda w: ([CH], True)),
    "setExpiredMaySell": ("configurer", "CONFIGURER", lambda w: (True,)),
    "setName": ("configurer", "CONFIGURER", lambda w: ("Renamed",)),
    "setSymbol": ("configurer", "CONFIGURER", lambda w: ("RNMD",)),
    "scheduleSplit": ("configurer", "CONFIGURER", lambda w: (COMMON, 2, 1, FAR * 86_400, EVIDENCE)),
    "cancelSplit": ("configurer", "CONFIGURER", lambda w: (PREFERRED,)),
    "setConversionRatio": ("issuer", "ISSUER", lambda w: (PREFERRED, COMMON, 3, 1)),
    "setDocument": ("configurer", "CONFIGURER", lambda w: (bytes32("TERMS"), "https://example.org/t", EVIDENCE)),
    "removeDocument": ("configurer", "CONFIGURER", lambda w: (bytes32("PROSPECTUS"),)),
    "setTermsDocument": ("configurer", "CONFIGURER", lambda w: (bytes32("TERMS"),)),
    "setProvider": ("admitter", "ADMITTER", lambda w: (w.stranger, (1, 365, True))),
    "scheduleRecordDate": ("scheduler", "SCHEDULER", lambda w: (0,)),
    "grantRole": ("admin", "ADMINISTRATOR", lambda w: (role_id("ISSUER"), w.stranger)),
    "revokeRole": ("admin", "ADMINISTRATOR", lambda w: (role_id("ISSUER"), w.issuer)),
    "proposeAdmin": ("admin", "ADMINISTRATOR", lambda w: (w.stranger,)),
    "setAdminDelay": ("admin", "ADMINISTRATOR", lambda w: (0,)),
    "setComplianceEngine": ("admin", "ADMINISTRATOR", lambda w: (NOWHERE,)),
    "setRecoveryDelay": ("admin", "ADMINISTRATOR", lambda w: (86_400,)),
    "renounceIssuance": (
        "admin",
        "ADMINISTRATOR",
        lambda w: (f"I renounce for ever to issue units of {w.security.symbol()}.",),
    ),
    "renounceControl": (
        "admin",
        "ADMINISTRATOR",
        lambda w: (f"I renounce for ever to control units of {w.security.symbol()}.",),
    ),
}

# Functions that anybody may call: they concern the caller's own units, consents and roles.
OPEN = {
    "transfer",
    "transferFrom",
    "transferWithData",
    "transferFromWithData",
    "transferByPartition",
    "operatorTransferByPartition",
    "redeem",
    "redeemFrom",
    "redeemByPartition",
    "operatorRedeemByPartition",
    "approve",
    "approveByPartition",
    "permit",
    "transferWithPermit",
    "invalidateNonce",
    "batchTransfer",
    "multicall",
    "convert",
    "createHold",
    "executeHold",
    "releaseHold",
    "reclaimHold",
    "cancelRecovery",
    "admitSelf",
    "revokeAttestation",
    "authorizeOperator",
    "revokeOperator",
    "authorizeOperatorByPartition",
    "revokeOperatorByPartition",
    "renounceRole",
    "acceptAdmin",
}


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """With something to freeze, a document to remove, a recovery that is due and a split to come."""
    world.issue(world.investor_ch, 10)
    world.security.setDocument(bytes32("PROSPECTUS"), "", EVIDENCE, {"from": world.configurer})
    world.security.scheduleSplit(PREFERRED, 2, 1, FAR * 86_400, EVIDENCE, {"from": world.configurer})
    world.security.initiateRecovery(world.investor_fr, spare_account(0), EVIDENCE, {"from": world.admitter})
    world.security.grantRole(role_id("REDEEMER"), world.operator, {"from": world.admin})
    clock.pass_time(3 * 86_400)
    return world


@pytest.mark.parametrize("function", GATES)
def test_gate__holder_of_the_role__passes(market: World, function: str) -> None:
    holder, _, arguments = GATES[function]
    getattr(market.security, function)(*arguments(market), {"from": getattr(market, holder)})


@pytest.mark.parametrize("function", GATES)
def test_gate__everybody_else__refused_with_the_missing_role(market: World, function: str) -> None:
    holder, role, arguments = GATES[function]
    call = getattr(market.security, function).call
    for other in HOLDERS:
        if other == holder:
            continue
        account = getattr(market, other)
        with reverts(market.security, "AccessControlUnauthorizedAccount", account, role_id(role)):
            call(*arguments(market), {"from": account})


def test_gates__every_changing_function__is_listed(world: World) -> None:
    changing = {
        item["name"]
        for item in world.security.abi
        if item["type"] == "function" and item["stateMutability"] not in ("view", "pure")
    }
    assert changing == set(GATES) | OPEN
