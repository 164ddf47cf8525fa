"""The books of the desk after what moves units otherwise than by a sale: recovery, conversion, holds, force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brownie
import pytest

from scripts.admit import admit
from scripts.captable import write
from scripts.dividends import declare_distribution
from scripts.issue import issue
from scripts.lib import meetings, paths
from scripts.lib.actions import load_meeting
from scripts.lib.actors import actor_at
from scripts.lib.attestations import Attestation, admit_self_call, sign_by_node, typed_data
from scripts.lib.calls import CallRefused, probe
from scripts.lib.captable import CapTable
from scripts.lib.chain import latest_block, move_to, now
from scripts.lib.dates import day_of
from scripts.lib.deployed import Deployed
from scripts.lib.deployment import deploy
from scripts.lib.dividends.account import account_of
from scripts.lib.dividends.calls import claim_call, fund_calls
from scripts.lib.dividends.dues import holders_due
from scripts.lib.dividends.paying import push_to_all
from scripts.lib.freezing import freeze_call, freeze_units_call, release_calls
from scripts.lib.holds import Hold, create_call
from scripts.lib.holds import execute_call as execute_hold_call
from scripts.lib.investors import Investor, read_investors
from scripts.lib.labels import label_bytes
from scripts.lib.movement import convert_call, transfer_call
from scripts.lib.networks import load_network
from scripts.lib.paths import DEFAULT_ISSUER
from scripts.lib.playmoney import create_currency, give
from scripts.lib.problems import DeskError
from scripts.lib.reconciliation import register_differences
from scripts.lib.recoveries import cancel_call, due_time, execute_call, initiate_call
from scripts.lib.register import Register, read_register
from scripts.lib.settings import load_issuer
from scripts.voting import certify_meeting, convene_meeting

FOLDER = DEFAULT_ISSUER.parent
EVIDENCE = FOLDER / "documents" / "loss-of-a-wallet.txt"
COMMON, PREFERRED = label_bytes("COMMON"), label_bytes("PREFERRED")
BANK, PENSION_FUND, PRIVATE, OTHER = "INV-007", "INV-004", "INV-013", "INV-014"
FOR, AGAINST = 1, 2
# Accounts of the node that play no part in the example.
NEW, NEWER = 93, 94


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports go elsewhere."""
    monkeypatch.setattr(paths, "REPORTS", tmp_path / "reports")


@dataclass(frozen=True)
class Desk:
    """The example security, and its investors by reference."""

    deployed: Deployed
    investors: tuple[Investor, ...]

    @property
    def security(self) -> Any:
        return self.deployed.security

    def wallet(self, reference: str) -> str:
        """An investor's first wallet."""
        return next(line.address for line in self.investors if line.reference == reference)

    def recover(self, lost: str, new: str) -> None:
        """Moves the entry as the desk does, with its time lock."""
        self.deployed.send([initiate_call(self.deployed, lost, new, EVIDENCE)])
        move_to(due_time(self.deployed, lost))
        self.deployed.send([execute_call(self.deployed, lost)])

    def sell(self, seller: str, buyer: str, units: int, label: str = "COMMON") -> None:
        self.deployed.send([transfer_call(self.deployed, label, actor_at(seller), buyer, units)])

    def agreed_register(self) -> Register:
        """The register by the events, which the state must agree with in every field."""
        block = latest_block()
        register = read_register(self.deployed, block)
        assert register_differences(self.deployed, register, block) == []
        return register

    def table(self) -> CapTable:
        """The cap table; written only where events and state agree."""
        return write(self.deployed)[0]

    def fund_dividend(self) -> int:
        """Declares and funds the example's dividend."""
        number = declare_distribution(self.deployed, FOLDER / "dividend.yaml")
        give(self.deployed, self.deployed.actors["treasurer"].address, 220_000)
        self.deployed.send(fund_calls(self.deployed, number))
        return number

    def pass_record_date(self, number: int) -> None:
        move_to(int(self.deployed.distributor.distribution(number)["recordDate"]) + 1)
        self.deployed.distributor.record(number, {"from": self.deployed.account("stranger")})

    def pass_pay_date(self, number: int) -> None:
        move_to(int(self.deployed.distributor.distribution(number)["payDate"]))


@pytest.fixture(scope="module")
def desk(module_isolation: Any) -> Desk:
    """The example with everything issued."""
    deployed = deploy(load_issuer(DEFAULT_ISSUER), load_network(brownie.network.show_active()))
    investors = read_investors(FOLDER / "investors.csv", deployed.settings.attributes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scripts.admit.write_csv", lambda *_: None)
        admit(deployed, investors)
    issue(deployed, FOLDER / "allotments.csv")
    create_currency(deployed)
    return Desk(deployed, investors)


@pytest.fixture
def new() -> str:
    """A wallet that never was in the register."""
    return str(brownie.accounts[NEW].address)


@pytest.fixture
def newer() -> str:
    """Another one."""
    return str(brownie.accounts[NEWER].address)


def rows_of(table: CapTable, address: str) -> list[dict[str, Any]]:
    return [dict(row) for row in table.rows if row["address"] == address]


# Recovery and the register


def test_register__recovered_with_everything__whole_entry_at_the_new_wallet(desk: Desk, new: str) -> None:
    lost, deployed = desk.wallet(PENSION_FUND), desk.deployed
    held = {"COMMON": desk.security.balanceOfByPartition(COMMON, lost), "PREFERRED": 22_000}
    notary = deployed.actors["notary"]
    expiry = now() + 30 * 86_400
    deployed.send(
        [
            create_call(deployed, Hold("A", actor_at(lost), desk.wallet(BANK), notary, "COMMON", 30, expiry)),
            create_call(deployed, Hold("B", actor_at(lost), desk.wallet(BANK), notary, "PREFERRED", 40, expiry)),
            freeze_units_call(deployed, lost, 5),
            freeze_units_call(deployed, lost, 7, "PREFERRED"),
            freeze_call(deployed, lost),
        ]
    )
    before = desk.agreed_register().entries[lost]
    desk.recover(lost, new)
    register = desk.agreed_register()
    entry = register.entries[new]
    assert (entry.folio, entry.investor, entry.country) == (before.folio, before.investor, before.country)
    assert (entry.frozen, entry.sanctioned, entry.treasury) == (True, False, False)
    assert entry.units == held
    assert entry.frozen_units == {"COMMON": 5, "PREFERRED": 7}
    assert entry.held_units == {"COMMON": 30, "PREFERRED": 40}
    assert (register.entries[lost].folio, register.entries[lost].total) == (0, 0)


def test_captable__after_a_recovery_and_a_conversion__one_row_with_the_reference_and_every_unit_once(
    desk: Desk, new: str
) -> None:
    lost, before = desk.wallet(PENSION_FUND), desk.table()
    desk.recover(lost, new)
    deployed = desk.deployed
    deployed.send([convert_call(deployed, "PREFERRED", "COMMON", actor_at(new), 2_000)])
    table = desk.table()
    [old_row], [row] = rows_of(before, lost), rows_of(table, new)
    assert rows_of(table, lost) == []
    assert (row["folio"], row["reference"]) == (old_row["folio"], PENSION_FUND)
    assert int(row["COMMON"]) == int(old_row["COMMON"]) + 2_000
    assert int(row["PREFERRED"]) == int(old_row["PREFERRED"]) - 2_000
    assert table.totals == {
        "COMMON": before.totals["COMMON"] + 2_000,
        "PREFERRED": before.totals["PREFERRED"] - 2_000,
    }
    for label, total in table.totals.items():
        assert total == desk.security.totalSupplyByPartition(label_bytes(label))
        assert total == sum(int(line[label]) for line in table.rows)
    assert len(table.rows) == len(before.rows)


def test_register__lost_twice_and_a_hold_executed_between__followed_to_the_last_wallet(
    desk: Desk, new: str, newer: str
) -> None:
    lost, deployed = desk.wallet(BANK), desk.deployed
    hold = Hold("C", actor_at(lost), desk.wallet(OTHER), deployed.actors["notary"], "COMMON", 60, now() + 90 * 86_400)
    deployed.send([create_call(deployed, hold)])
    desk.recover(lost, new)
    part = (hold.id, desk.wallet(OTHER), 25, bytes(32))
    desk.security.executeHold(*part, {"from": hold.notary.account})
    assert desk.agreed_register().entries[new].held_units == {"COMMON": 35}
    desk.recover(new, newer)
    assert desk.agreed_register().entries[newer].held_units == {"COMMON": 35}
    desk.security.releaseHold(hold.id, {"from": hold.notary.account})
    entry = desk.agreed_register().entries[newer]
    assert (entry.held_units["COMMON"], entry.units["COMMON"]) == (0, 18_400 - 25)
    [row] = rows_of(desk.table(), newer)
    assert row["reference"] == BANK


def test_register__removed_member_recovered__folio_at_the_new_wallet(desk: Desk, new: str) -> None:
    lost = desk.wallet("INV-056")
    desk.security.removeMember(lost, {"from": desk.deployed.account("transfer_agent")})
    folio = desk.security.memberOf(lost)["folio"]
    desk.recover(lost, new)
    entry = desk.agreed_register().entries[new]
    assert (entry.folio, entry.admitted_through) == (folio, 0)


def test_recovery__cancelled_or_early__entry_stays(desk: Desk, new: str) -> None:
    lost, deployed = desk.wallet(BANK), desk.deployed
    deployed.send([initiate_call(deployed, lost, new, EVIDENCE)])
    with pytest.raises(CallRefused, match="can object until"):
        deployed.send([execute_call(deployed, lost)])
    deployed.send([cancel_call(deployed, lost)])
    with pytest.raises(DeskError, match=f"No recovery of {lost} is pending"):
        due_time(deployed, lost)
    assert desk.agreed_register().entries[lost].units == {"COMMON": 18_400}


def test_recovery__no_such_evidence__refused_before_sending(desk: Desk, new: str) -> None:
    with pytest.raises(DeskError, match="There is no file"):
        initiate_call(desk.deployed, desk.wallet(BANK), new, FOLDER / "none.txt")


# Other movements and the register


def test_register__force_in_every_form_and_class__each_unit_counted_once(desk: Desk) -> None:
    """A forced redemption of a class has two events, one of the principal class alone has one."""
    fund, security, controller = desk.wallet(PENSION_FUND), desk.security, desk.deployed.account("controller")
    common = security.balanceOfByPartition(COMMON, fund)
    by_force = {"from": controller}
    security.controllerRedeem(fund, 1, b"", b"order", by_force)
    security.controllerRedeemByPartition(PREFERRED, fund, 2, b"", b"order", by_force)
    security.controllerRedeemByPartition(COMMON, fund, 3, b"", b"order", by_force)
    operator_redeem = security.operatorRedeemByPartition
    operator_redeem["bytes32,address,uint256,bytes"](PREFERRED, fund, 4, b"order", by_force)
    operator_redeem["bytes32,address,uint256,bytes,bytes"](COMMON, fund, 5, b"", b"order", by_force)
    security.burn(fund, 6, by_force)
    both = [
        security.controllerRedeemByPartition.encode_input(COMMON, fund, 7, b"", b""),
        security.controllerRedeem.encode_input(fund, 8, b"", b""),
    ]
    security.multicall(both, by_force)
    security.controllerTransferByPartition(PREFERRED, fund, desk.wallet("INV-001"), 9, b"", b"order", by_force)
    entry = desk.agreed_register().entries[fund]
    assert entry.units == {"COMMON": common - 1 - 3 - 5 - 6 - 7 - 8, "PREFERRED": 22_000 - 2 - 4 - 9}


def test_register__force_through_frozen_and_held_units__amounts_as_the_chain_has_them(desk: Desk) -> None:
    fund, deployed = desk.wallet(PENSION_FUND), desk.deployed
    notary, expiry = deployed.actors["notary"], now() + 86_400
    hold = Hold("D", actor_at(fund), desk.wallet("INV-001"), notary, "PREFERRED", 15_000, expiry)
    deployed.send([create_call(deployed, hold), freeze_units_call(deployed, fund, 6_000, "PREFERRED")])
    arguments = (PREFERRED, fund, desk.wallet("INV-001"), 10_000, b"", b"order")
    desk.security.controllerTransferByPartition(*arguments, {"from": deployed.account("controller")})
    entry = desk.agreed_register().entries[fund]
    assert entry.units["PREFERRED"] == 12_000
    assert entry.held_units == {"PREFERRED": 15_000}
    assert entry.frozen_units["PREFERRED"] == desk.security.frozenUnitsOf(PREFERRED, fund)


def test_register__hold_executed_by_its_notary__units_and_hold_gone(desk: Desk) -> None:
    seller, buyer, deployed = desk.wallet(BANK), desk.wallet(OTHER), desk.deployed
    bought = desk.security.balanceOf(buyer)
    hold = Hold("E", actor_at(seller), buyer, deployed.actors["notary"], "COMMON", 18_000, now() + 86_400)
    deployed.send([create_call(deployed, hold)])
    [row] = rows_of(desk.table(), seller)
    assert row["status"] == "18000 COMMON on hold"
    with pytest.raises(CallRefused, match="0x55 ON_HOLD"):
        desk.sell(seller, buyer, 401)
    deployed.send([execute_hold_call(deployed, hold)])
    register = desk.agreed_register()
    assert register.entries[seller].units == {"COMMON": 400}
    assert register.entries[buyer].units == {"COMMON": bought + 18_000}
    assert register.entries[seller].held_units == {"COMMON": 0}


def test_register__class_stopped_and_units_of_it_frozen__as_the_chain_has_it(desk: Desk) -> None:
    fund, deployed = desk.wallet(PENSION_FUND), desk.deployed
    officer = {"from": deployed.account("compliance_officer")}
    desk.security.setPartitionFrozen(PREFERRED, True, officer)
    deployed.send([freeze_units_call(deployed, fund, 7, "PREFERRED")])
    assert desk.agreed_register().stopped == {"PREFERRED"}
    [row] = rows_of(desk.table(), fund)
    assert row["status"] == "7 PREFERRED frozen"
    desk.security.setPartitionFrozen(PREFERRED, False, officer)
    deployed.send(release_calls(deployed, fund))
    register = desk.agreed_register()
    assert (register.stopped, register.entries[fund].frozen_units) == (set(), {"PREFERRED": 0})


def test_register__tampered_beyond_units__found(desk: Desk) -> None:
    block = latest_block()
    register = read_register(desk.deployed, block)
    wallet = desk.wallet(BANK)
    register.entries[wallet].held_units["COMMON"] = 3
    register.entries[wallet].frozen_units["PREFERRED"] = 4
    register.stopped.add("COMMON")
    assert register_differences(desk.deployed, register, block) == [
        f"{wallet}: frozen_units is {{}}, the events say {{'PREFERRED': 4}}",
        f"{wallet}: held_units is {{}}, the events say {{'COMMON': 3}}",
        "COMMON is not stopped, the events say otherwise",
    ]


# The issuer's files after a recovery


def test_admit__wallet_lost__line_left_out_and_the_new_one_known(desk: Desk, new: str) -> None:
    lost = desk.wallet(BANK)
    desk.recover(lost, new)
    plan, receipts = admit(desk.deployed, desk.investors)
    [line] = [line for line in plan.refused if line.investor.reference == BANK]
    assert line.reason == f"the wallet was lost; the entry is now that of {new}"
    assert receipts == []


def allotment_file(path: Path, old: str, present: str) -> Path:
    """The example's allotments with one wallet replaced."""
    path.write_text((FOLDER / "allotments.csv").read_text().replace(old, present))
    return path


@pytest.mark.parametrize("names_the_new_one", [False, True], ids=["old file", "file follows"])
def test_issue__wallet_lost__nothing_is_issued_twice(
    desk: Desk, new: str, tmp_path: Path, names_the_new_one: bool
) -> None:
    lost = desk.wallet(BANK)
    desk.recover(lost, new)
    file = allotment_file(tmp_path / "allotments.csv", lost, new if names_the_new_one else lost)
    plan, receipts = issue(desk.deployed, file)
    assert (len(plan.outstanding), len(plan.issued), receipts) == (0, 75, [])


# Dividends after a recovery


def test_push__lost_before_the_record_date__new_wallet_paid_once(desk: Desk, new: str) -> None:
    lost, deployed = desk.wallet(BANK), desk.deployed
    number = desk.fund_dividend()
    # The time lock is longer than the two days to the record date.
    deployed.send([initiate_call(deployed, lost, new, EVIDENCE)])
    desk.pass_record_date(number)
    move_to(due_time(deployed, lost))
    deployed.send([execute_call(deployed, lost)])
    check_paid_once(desk, number, lost, new)


def check_paid_once(desk: Desk, number: int, lost: str, new: str) -> None:
    """The desk's push, twice; and the account adds up to what the holders have."""
    deployed = desk.deployed
    desk.pass_pay_date(number)
    dues = {due.address: due for due in holders_due(deployed, number)}
    assert lost not in dues and dues[new].units == 18_400 and not dues[new].is_paid
    push_to_all(deployed, number)
    push_to_all(deployed, number)
    assert (deployed.currency.balanceOf(new), deployed.currency.balanceOf(lost)) == (dues[new].net, 0)
    after = holders_due(deployed, number)
    assert all(due.is_paid for due in after)
    account = account_of(deployed, number)
    assert (account.paid, account.withheld) == (sum(due.net for due in after), sum(due.tax for due in after))
    for wallet in (lost, new):
        assert probe(claim_call(deployed, number, actor_at(wallet))) is not None


def test_push__lost_after_the_record_date__new_wallet_paid_once(desk: Desk, new: str) -> None:
    lost = desk.wallet(BANK)
    number = desk.fund_dividend()
    desk.pass_record_date(number)
    desk.recover(lost, new)
    check_paid_once(desk, number, lost, new)


def test_push__lost_after_the_payment__counts_as_paid_and_nobody_is_paid_again(desk: Desk, new: str) -> None:
    lost, deployed = desk.wallet(BANK), desk.deployed
    number = desk.fund_dividend()
    desk.pass_record_date(number)
    desk.pass_pay_date(number)
    push_to_all(deployed, number)
    paid = account_of(deployed, number)
    desk.recover(lost, new)
    [due] = [due for due in holders_due(deployed, number) if due.address == new]
    assert due.is_paid and deployed.currency.balanceOf(lost) == due.net
    push_to_all(deployed, number)
    assert account_of(deployed, number) == paid
    assert deployed.currency.balanceOf(new) == 0


def test_holders_due__sold_converted_and_held_after_the_record_date__as_on_the_date(desk: Desk) -> None:
    seller, fund, deployed = desk.wallet(PRIVATE), desk.wallet(PENSION_FUND), desk.deployed
    number = desk.fund_dividend()
    units = {wallet: desk.security.balanceOfByPartition(COMMON, wallet) for wallet in (seller, fund)}
    desk.pass_record_date(number)
    desk.sell(seller, desk.wallet(OTHER), units[seller])
    hold = Hold("F", actor_at(fund), desk.wallet(BANK), deployed.actors["notary"], "COMMON", 9, now() + 86_400)
    deployed.send([convert_call(deployed, "PREFERRED", "COMMON", actor_at(fund), 500), create_call(deployed, hold)])
    dues = {due.address: due.shares[0][0] for due in holders_due(deployed, number)}
    assert {wallet: dues[wallet] for wallet in units} == units
    assert sum(dues.values()) == 1_017_101 - 62_000


# Votes after a recovery


@pytest.fixture
def meeting(desk: Desk) -> int:
    """The example's meeting, convened; the record date has passed."""
    number = convene_meeting(desk.deployed, load_meeting(FOLDER / "meeting.yaml", ("COMMON", "PREFERRED")))
    move_to(int(desk.deployed.voting.meetingOf(number)["recordDate"]) + 1)
    return number


@pytest.fixture
def vote(desk: Desk, meeting: int) -> Callable[[str, int, int], None]:
    """Casts a ballot on both resolutions."""

    def cast(voter: str, accounts: int, conversion: int) -> None:
        call = meetings.cast_call(desk.deployed, actor_at(voter), [1, 2], [accounts, conversion])
        desk.deployed.send([call])

    return cast


def test_certify__old_and_new_wallet_voted__the_later_ballot_counts_once_and_the_recount_agrees(
    desk: Desk, new: str, meeting: int, vote: Callable[[str, int, int], None]
) -> None:
    lost, deployed = desk.wallet(BANK), desk.deployed
    terms = deployed.voting.meetingOf(meeting)
    deployed.send([initiate_call(deployed, lost, new, EVIDENCE)])
    move_to(int(terms["opensAt"]))
    vote(lost, FOR, FOR)
    vote(desk.wallet(OTHER), FOR, AGAINST)
    votes = deployed.voting.votesOf(meeting, lost)
    deployed.send([execute_call(deployed, lost)])
    assert deployed.voting.votesOf(meeting, new) == votes == 18_400
    others = deployed.voting.votesOf(meeting, desk.wallet(OTHER))
    assert meetings.recount(deployed, 1) == (votes + others, 0, 0)
    vote(new, AGAINST, FOR)
    assert meetings.recount(deployed, 1) == (others, votes, 0)
    assert meetings.recount(deployed, 2) == (votes, others, 0)
    move_to(int(terms["closesAt"]) + 1)
    accounts, conversion = certify_meeting(deployed, meeting)
    assert (accounts.votes_for, accounts.votes_against) == (others, votes)
    assert (conversion.votes_for, conversion.votes_against) == (votes, others)
    assert accounts.is_certified and conversion.is_certified


def test_cast__by_the_lost_wallet_after_the_recovery__refused(
    desk: Desk, new: str, meeting: int, vote: Callable[[str, int, int], None]
) -> None:
    lost = desk.wallet(BANK)
    desk.recover(lost, new)
    move_to(int(desk.deployed.voting.meetingOf(meeting)["opensAt"]))
    with pytest.raises(CallRefused, match="has no votes"):
        vote(lost, FOR, FOR)


def test_certify__ballots_and_count_differ__stops_before_certifying(
    desk: Desk, meeting: int, vote: Callable[[str, int, int], None]
) -> None:
    terms = desk.deployed.voting.meetingOf(meeting)
    move_to(int(terms["opensAt"]))
    vote(desk.wallet(BANK), FOR, FOR)
    result = meetings.result_of(desk.deployed, 1)
    assert meetings.recounted(desk.deployed, result) == result
    with pytest.raises(DeskError, match=r"The ballots on resolution 2 add up to \(18400, 0, 0\)"):
        forged = meetings.Result(2, 0, 18_400, 0, 1, True, "rejected", False)
        meetings.recounted(desk.deployed, forged)


# Admission by attestation


def attestation_of(account: str, nonce: int = 1, days: int = 365) -> Attestation:
    today = day_of(now())
    return Attestation(account, 756, today + days, 0, 1, 0, nonce.to_bytes(32, "big"), now() + 3_600)


def test_admit_self__signed_by_the_provider__in_the_register(desk: Desk, new: str) -> None:
    deployed = desk.deployed
    provider, attestation = deployed.actors["identity_provider"], attestation_of(new)
    signature = sign_by_node(deployed, attestation, provider)
    deployed.send([admit_self_call(deployed, attestation, provider, signature)])
    entry = desk.agreed_register().entries[new]
    assert (entry.country, entry.attributes, entry.folio) == (756, 1, desk.security.folios())
    refusal = probe(admit_self_call(deployed, attestation, provider, signature))
    assert refusal and refusal.error == "AttestationUsed"


def test_admit_self__changed_or_signed_by_another__refused(desk: Desk, new: str) -> None:
    deployed = desk.deployed
    provider, stranger = deployed.actors["identity_provider"], deployed.actors["stranger"]
    attestation, other = attestation_of(new), attestation_of(new, days=364)
    cases = [
        (other, sign_by_node(deployed, attestation, provider), "InvalidAttestation"),
        (attestation, sign_by_node(deployed, attestation, stranger), "InvalidAttestation"),
    ]
    for brought, signature, error in cases:
        refusal = probe(admit_self_call(deployed, brought, provider, signature))
        assert refusal and refusal.error == error


def test_sign_by_node__key_elsewhere__says_so(desk: Desk, new: str) -> None:
    absent = actor_at("0x000000000000000000000000000000000000dEaD")
    with pytest.raises(DeskError, match="The node does not sign for"):
        sign_by_node(desk.deployed, attestation_of(new), absent)


def test_typed_data__domain__as_the_security_states_it(desk: Desk, new: str) -> None:
    domain = typed_data(desk.deployed, attestation_of(new))["domain"]
    assert domain == {
        "name": "Scrip",
        "version": "1",
        "chainId": 1337,
        "verifyingContract": desk.security.address,
    }
