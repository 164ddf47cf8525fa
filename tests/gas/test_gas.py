"""What each operation costs: gasUsed of the whole transaction, storage cold, under review in snapshots/gas.json.

The chain's clock is set to a fixed future time, so that the bytes of every date, and with them the gas, are always the
same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from brownie import chain
from eth_account import Account

from scripts.lib.artifacts import container, security_at
from scripts.lib.compliance.apply import apply_pack
from scripts.lib.compliance.pack import find_pack, load_pack
from scripts.lib.compliance.present import engine_of, find_rule
from scripts.lib.lots import REG_D_506C, lot_instruction
from scripts.lib.roles import role_id
from tests import clock
from tests.gas.snapshots import FOLDER, compare, table
from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.signing import Attestation, as_bytes, key_of, permit
from tests.world import CH, COMMON, FAR, NOWHERE, PREFERRED, US, World, build_world, bytes32, spare_account

START = 2_000_000_000
DAY = 86_400
LONE_ISSUER = ("ADMITTER", "ISSUER", "FREEZER", "CONTROLLER", "PAUSER", "CONFIGURER")

figures: dict[str, int] = {}


def note(name: str, tx: Any, share: int = 1) -> Any:
    """Keeps the transaction's gas, or what one of `share` items in it cost, rounded up."""
    figures[name] = -(-int(tx.gas_used) // share)
    return tx


def holders(count: int) -> list[str]:
    """Addresses that the node does not know: always the same."""
    return [Account.from_key(number.to_bytes(32, "big")).address for number in range(1_000, 1_000 + count)]


@pytest.fixture(scope="module")
def world(module_isolation: Any) -> World:
    """In place of the usual world: its deployment is measured, at a fixed time."""
    clock.block_at(START)
    before = chain.height
    world = build_world()
    blocks = [chain[number] for number in range(before + 1, chain.height)]  # all but the admission of the investors
    figures["deploy.everything"] = sum(block["gasUsed"] for block in blocks)
    world.admit(spare_account(0), US, FAR, FAR)
    world.issue_all(1_000)
    world.issue_all(500, PREFERRED)
    return world


@pytest.fixture(scope="module", autouse=True)
def reviewed(world: World) -> Iterator[None]:
    """After all figures are there."""
    yield
    budget = json.loads((FOLDER / "gas-budget.json").read_text())
    print("\n" + table(figures, budget, "gas"))
    compare("gas", figures, "make gas")


def test_deployment__of_a_token_for_a_lone_issuer(world: World) -> None:
    """The four parts and every role that one issuer needs; and where the three that serve any token are there."""
    issuer = {"from": world.deployer}
    enquiry_desk = container("EnquiryDesk").deploy(issuer)
    office = container("TransferOffice").deploy(enquiry_desk, issuer)
    registrar = container("Registrar").deploy(office, issuer)
    terms = (0, 0, 0, False, True)
    token = container("SecurityToken").deploy(
        registrar, NOWHERE, "Test Security", "TEST", 0, COMMON, terms, 1_000_000, world.deployer, issuer
    )
    security = security_at(token.address)
    receipts = [enquiry_desk.tx, office.tx, registrar.tx, token.tx]
    receipts += [security.grantRole(role_id(role), world.deployer, issuer) for role in LONE_ISSUER]
    figures["deploy.token"] = sum(receipt.gas_used for receipt in receipts)
    figures["deploy.token.partsThere"] = sum(receipt.gas_used for receipt in receipts[3:])


def test_admission(world: World) -> None:
    note("admit.one", world.admit(world.stranger))
    lines = [(address, CH, FAR, FAR, 3) for address in holders(100)]
    note("admit.batch100.each", world.security.admitBatch(lines, {"from": world.admitter}), 100)


def test_transfer(world: World) -> None:
    security = world.security
    world.admit(world.stranger)
    note("transfer.principal.existing", security.transfer(world.investor_de, 10, {"from": world.investor_ch}))
    note("transfer.principal.new", security.transfer(world.stranger, 10, {"from": world.investor_ch}))
    note(
        "transferByPartition.principal.existing",
        security.transferByPartition(COMMON, world.investor_de, 10, b"", {"from": world.investor_ch}),
    )


def test_transfer_of_another_class(world: World) -> None:
    arguments = (PREFERRED, spare_account(0), 10, b"", {"from": world.fund_us})
    note("transferByPartition.other.new", world.security.transferByPartition(*arguments))
    note("transferByPartition.other.existing", world.security.transferByPartition(*arguments))


def test_issue_and_redeem(world: World) -> None:
    security = world.security
    note("issue.admitted", security.issue(world.investor_ch, 100, b"", {"from": world.issuer}))
    note("redeem", security.redeem(10, b"", {"from": world.investor_ch}))
    security.admitBatch([(address, CH, FAR, FAR, 3) for address in holders(50)], {"from": world.admitter})
    tx = security.issueBatch(COMMON, holders(50), [100] * 50, b"", {"from": world.issuer})
    note("issue.batch50.each", tx, 50)


def test_control(world: World) -> None:
    security = world.security
    note("freeze", security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer}))
    arguments = (world.investor_ch, world.investor_de, 10, b"", b"")
    note("forcedTransfer", security.controllerTransfer(*arguments, {"from": world.controller}))


def test_transfer__receiver_in_a_group_with_a_closed_country__looks_it_up(world: World) -> None:
    """The test security closes a country, but not one of the receivers' groups; now it closes one of Germany's."""
    world.security.setCountriesClosed([276 + 64], True, {"from": world.configurer})
    tx = world.security.transfer(world.investor_de, 10, {"from": world.investor_ch})
    note("transfer.principal.countryLookedUp", tx)


def test_allowances(world: World) -> None:
    security, holder, spender = world.security, world.investor_ch, world.operator
    note("approve", security.approve(spender, 100, {"from": holder}))
    note("transferFrom", security.transferFrom(holder, world.investor_de, 10, {"from": spender}))
    note("approveByPartition", security.approveByPartition(PREFERRED, spender, 100, {"from": world.fund_us}))
    calls = [security.transfer.encode_input(world.investor_de, 10) for _ in range(10)]
    note("multicall.transfer10.each", security.multicall(calls, {"from": holder}), 10)
    security.admitBatch([(address, CH, FAR, FAR, 3) for address in holders(50)], {"from": world.admitter})
    note("batchTransfer50.each", security.batchTransfer(holders(50), [1] * 50, {"from": holder}), 50)


def test_signatures(world: World) -> None:
    security, provider, spender = world.security, world.configurer, {"from": world.operator}
    security.setProvider(provider, (1, 30_000, False), {"from": world.admitter})
    attestation = Attestation(world.stranger, attributes=1, deadline=START + DAY)
    signature = as_bytes(attestation.signature(key_of(provider), security))
    arguments = (attestation.values(), provider, signature)
    note("admitSelf", security.admitSelf(*arguments, {"from": world.stranger}))
    world.issue(world.stranger, 100)
    signed = permit(security, world.stranger, world.operator, 50, START + DAY)
    note("permit", security.permit(*signed, spender))
    owner, _, value, *rest = permit(security, world.stranger, world.operator, 50, START + DAY)
    note("transferWithPermit", security.transferWithPermit(owner, world.investor_de, value, *rest, spender))


def test_holds(world: World) -> None:
    security, holder, notary = world.security, world.investor_ch, world.operator
    for number in range(3):
        hold = (holder, 10, world.investor_de, START + DAY, notary, COMMON, bytes(32))
        tx = security.createHold(bytes32(f"HOLD {number}"), hold, {"from": holder})
    note("hold.create", tx)
    arguments = (bytes32("HOLD 0"), world.investor_de, 10, bytes(32))
    note("hold.execute", security.executeHold(*arguments, {"from": notary}))
    note("hold.release", security.releaseHold(bytes32("HOLD 1"), {"from": notary}))
    note("transfer.principal.besideHold", security.transfer(world.investor_de, 10, {"from": holder}))


def test_conversion(world: World) -> None:
    security, holder = world.security, world.fund_us
    security.setConversionRatio(PREFERRED, COMMON, 1, 1, {"from": world.issuer})
    note("convert", security.convert(PREFERRED, COMMON, holder, 10, b"", {"from": holder}))


def test_recovery(world: World) -> None:
    """Of a wallet with units of two classes."""
    security, controller = world.security, {"from": world.controller}
    arguments = (world.fund_us, world.stranger, bytes32("EVIDENCE"))
    note("recovery.initiate", security.initiateRecovery(*arguments, {"from": world.admitter}))
    clock.block_at(START + 4 * DAY)
    note("recovery.execute", security.executeRecovery(world.fund_us, controller))


def test_engine(world: World) -> None:
    """A transfer with an engine: without rules, with the caps, with the lots."""
    engine = attach_engine(world)
    note("engine.deploy", engine.tx)
    security, holder = world.security, {"from": world.investor_ch}
    caps, lots = (new_rule(world, engine, artifact) for artifact in ("HolderCaps", "HoldingPeriods"))
    set_parameter(world, caps, "HOLDERS", 1_999)
    set_parameter(world, caps, "NONACCREDITED", 499)
    security.admitBatch([(address, CH, FAR, FAR, 3) for address in holders(2)], {"from": world.admitter})
    note("transfer.engine.noRules", security.transfer(world.investor_de, 10, holder))
    for number, (name, rule) in enumerate({"caps": caps, "lots": lots}.items()):
        enact(world, engine, rule)
        engine.reconcile(world.investors, {"from": world.stranger})
        security.transfer(world.investor_de, 10, holder)
        note(f"transfer.engine.{name}.existing", security.transfer(world.investor_de, 10, holder))
        note(f"transfer.engine.{name}.new", security.transfer(holders(2)[number], 10, holder))


def test_rule_pack(world: World) -> None:
    """All of the pack for Regulation D, rule 506(c), between holders of lots that are free since long."""
    pack = load_pack(find_pack("reg-d-506c"), world.deployed.settings)
    apply_pack(world.deployed, pack)
    engine = engine_of(world.deployed)
    tickets = next(plan for plan in pack.rules if plan.kind.contract == "InvestmentLimits")
    set_parameter(world, find_rule(world.deployed, engine, tickets).contract, "PRICE", 10**9)
    security = world.security
    buyers = [world.investor_ch, world.investor_de, spare_account(1), spare_account(2)]
    security.admitBatch([(buyer, CH, FAR, FAR, 0) for buyer in buyers], {"from": world.admitter})
    bought = lot_instruction(REG_D_506C, START // DAY - 800)
    for buyer in buyers[:2]:
        # What they held without a lot goes first.
        security.controllerRedeem(buyer, 1_000, b"", b"", {"from": world.controller})
        tx = security.issue(buyer, 1_000, bought, {"from": world.issuer})
    note("issue.pack506c.new", tx)
    security.transfer(buyers[1], 10, {"from": buyers[0]})
    note("transfer.pack506c.existing", security.transfer(buyers[1], 10, {"from": buyers[0]}))
    note("transfer.pack506c.new", security.transfer(buyers[2], 10, {"from": buyers[0]}))
    forced = (buyers[0], buyers[1], 10, b"", b"", {"from": world.controller})
    note("forcedTransfer.pack506c", security.controllerTransfer(*forced))
    note("admit.pack506c", world.admit(spare_account(3)))
    asked = (COMMON, buyers[0], buyers[3], 10)
    note("approval.request", engine.requestApproval(*asked, bytes32("LETTER"), {"from": buyers[0]}))
    note("approval.approve", engine.approveTransfer(*asked, 2**40 - 1, bytes32("LETTER"), {"from": world.approver}))


def test_documents(world: World) -> None:
    arguments = (bytes32("PROSPECTUS"), "https://example.org/prospectus.pdf", bytes32("HASH"))
    note("document.set", world.security.setDocument(*arguments, {"from": world.configurer}))


def test_record_dates(world: World) -> None:
    security = world.security
    world.record_now()
    security.transfer(world.investor_de, 10, {"from": world.investor_ch})
    date = clock.now() + DAY
    note("recordDate.schedule", security.scheduleRecordDate(date, {"from": world.scheduler}))
    clock.block_at(date + 1)
    for name in ("first", "next"):
        tx = security.transfer(world.investor_de, 10, {"from": world.investor_ch})
        note(f"transfer.afterRecordDate.{name}", tx)


def declaration(
    world: World, currency: Any, tax_table: int, excluded: Any = None, root: bytes = bytes(32)
) -> tuple[Any, ...]:
    """A pot of 10^9 for COMMON, without the treasury unless others are excluded."""
    line = (COMMON, 10**9, 0, 0, True)
    date, pay, deadline = START + DAY, START + 2 * DAY, START + 900 * DAY
    who = (world.residual, [world.treasury] if excluded is None else excluded)
    return ([line], [], currency, date, pay, deadline, deadline, tax_table, *who, root, bytes32("RESOLUTION"))


@pytest.fixture
def payers(world: World) -> World:
    """A hundred further holders; the treasurer has made two tax tables, the second with a rate for Switzerland."""
    security, people = world.security, holders(100)
    security.admitBatch([(address, CH, FAR, FAR, 3) for address in people], {"from": world.admitter})
    security.issueBatch(COMMON, people, [100] * 100, b"", {"from": world.issuer})
    for rows in ([], [(CH, 0, 350_000, False)]):
        world.distributor.addTaxTable(world.tax_agent, 300_000, rows, {"from": world.treasurer})
    return world


def test_dividend(payers: World) -> None:
    world, distributor, people = payers, payers.distributor, holders(100)
    currency = world.new_currency()
    for account in [world.treasurer, *world.investors, *people]:
        currency.mint(account, 10**12, {"from": world.deployer})
    currency.approve(distributor, 2**256 - 1, {"from": world.treasurer})
    for _ in range(8):
        tx = distributor.declareAndFund(declaration(world, currency, 1), {"from": world.treasurer})
    note("dividend.declareAndFund", tx)
    tx = distributor.declareAndFund(declaration(world, currency, 2), {"from": world.treasurer})
    clock.block_at(START + 2 * DAY)
    for number in range(1, 10):
        distributor.claim(number, {"from": world.investor_ch})
    note("dividend.claim.existingCurrency", distributor.claim(2, {"from": world.investor_de}))
    note("dividend.claim.rateOfCountry", distributor.claim(9, {"from": world.investor_de}))
    note("dividend.claimFive.each", distributor.claimMany([3, 4, 5, 6, 7], {"from": world.investor_de}), 5)
    note("dividend.push50.each", distributor.push(2, people[:50], {"from": world.stranger}), 50)
    note("dividend.push100.each", distributor.push(3, people, {"from": world.stranger}), 100)


def test_dividend_in_ether(payers: World) -> None:
    world, distributor, people = payers, payers.distributor, holders(100)
    for _ in range(7):
        tx = distributor.declareAndFund(declaration(world, NOWHERE, 1), {"from": world.treasurer, "value": 10**9})
    note("dividend.declareAndFund.ether", tx)
    clock.block_at(START + 2 * DAY)
    for number in range(1, 8):
        distributor.claim(number, {"from": world.investor_ch})
    note("dividend.claim.ether", distributor.claim(2, {"from": world.investor_de}))
    note("dividend.claimFive.ether.each", distributor.claimMany([3, 4, 5, 6, 7], {"from": world.investor_de}), 5)
    for person in people:  # they have something, so that no account is created
        world.deployer.transfer(person, 1)
    note("dividend.push50.ether.each", distributor.push(2, people[:50], {"from": world.stranger}), 50)
    note("dividend.push100.ether.each", distributor.push(3, people, {"from": world.stranger}), 100)


def test_voting(world: World) -> None:
    voting = world.voting
    record, opens, closes = START + DAY, START + 2 * DAY, START + 3 * DAY
    classes = [(COMMON, 1)]
    notice = (record, opens, closes, 500_000, True, classes, [world.treasury], bytes32("NOTICE"))
    voting.convene(notice, {"from": world.secretary})
    motion = (bytes32("TEXT"), 0, 500_000, True)
    voting.propose(1, motion, {"from": world.secretary})
    note("resolution.create", voting.propose(1, motion, {"from": world.secretary}))
    clock.block_at(opens)
    voting.cast(2, 1, {"from": world.investor_ch})
    note("ballot.cast", voting.cast(2, 1, {"from": world.investor_de}))
