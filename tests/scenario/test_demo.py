"""The story of `make demo` on a fresh chain: its figures, against a count of our own from the example's files."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brownie
import pytest

from scripts.admit import admit
from scripts.demo import Story, tell
from scripts.issue import issue
from scripts.lib import paths
from scripts.lib.allotments import read_allotments
from scripts.lib.ballots import read_ballots
from scripts.lib.chain import current_chain, latest_block
from scripts.lib.dividends.account import PotAccount, account_of
from scripts.lib.dividends.arithmetic.lines import PotLine
from scripts.lib.dividends.arithmetic.withholding import Form
from scripts.lib.dividends.context import context_of
from scripts.lib.dividends.dues import dues_of
from scripts.lib.dividends.kinds import Lines
from scripts.lib.dividends.plan import load_plan
from scripts.lib.investors import Investor, read_investors
from scripts.lib.meetings import Result
from scripts.lib.networks import load_network
from scripts.lib.paths import DEFAULT_ISSUER
from scripts.lib.settings import load_issuer
from scripts.lib.state import State
from scripts.lib.verify import differences
from scripts.story import cast as people
from scripts.story.changes import CONVERTED

LABELS = ("COMMON", "PREFERRED")
MILLION = 1_000_000
FAR = 50_000  # a day


@dataclass(frozen=True)
class Told:
    """The story, what it printed, and where its reports went."""

    story: Story
    text: str
    reports: Path


@pytest.fixture(scope="module")
def told(module_isolation: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once. What it prints is caught here: pytest's own fixture works in single tests only."""
    reports = tmp_path_factory.mktemp("reports")
    settings, network = load_issuer(DEFAULT_ISSUER), load_network(brownie.network.show_active())
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as text:
        patch.setattr(paths, "REPORTS", reports)
        story = tell(settings, network, State(current_chain(), settings.symbol))
        yield Told(story, text.getvalue(), reports / network.name)


@pytest.fixture(scope="module")
def investors() -> dict[str, Investor]:
    """The file's lines by wallet."""
    settings = load_issuer(DEFAULT_ISSUER)
    lines = read_investors(settings.folder / "investors.csv", settings.attributes)
    return {investor.address: investor for investor in lines}


@pytest.fixture(scope="module")
def allotted() -> dict[str, dict[str, int]]:
    """Units by class and wallet, as allotted."""
    units: dict[str, dict[str, int]] = {label: {} for label in LABELS}
    for line in read_allotments(DEFAULT_ISSUER.parent / "allotments.csv", LABELS):
        held = units[line.partition]
        held[line.address] = held.get(line.address, 0) + line.units
    return units


def wallet(investors: dict[str, Investor], reference: str) -> str:
    """An investor's first wallet."""
    return next(address for address, line in investors.items() if line.reference == reference)


def wallets(investors: dict[str, Investor], reference: str) -> list[str]:
    """All wallets of an investor."""
    return [address for address, line in investors.items() if line.reference == reference]


def test_tell__admission__everybody_but_four(told: Told) -> None:
    plan = told.story.admission
    assert [line.investor.reference for line in plan.refused] == ["INV-018", "INV-025", "INV-057", "INV-064"]
    assert (len(plan.admitted), len(plan.linked), len(plan.renewed), len(plan.unchanged)) == (61, 2, 0, 0)


def issued_at_the_end(allotted: dict[str, dict[str, int]]) -> dict[str, int]:
    """As allotted, and as converted later."""
    return {
        "COMMON": sum(allotted["COMMON"].values()) + CONVERTED,
        "PREFERRED": sum(allotted["PREFERRED"].values()) - CONVERTED,
    }


def test_tell__issue_and_conversion__supply_as_allotted_and_converted(
    told: Told, allotted: dict[str, dict[str, int]]
) -> None:
    security, issued = told.story.deployed.security, issued_at_the_end(allotted)
    for partition in told.story.deployed.settings.partitions:
        assert security.totalSupplyByPartition(partition.id) == issued[partition.label] <= partition.authorised


def test_tell__refusals__code_reason_and_guilty(told: Told, investors: dict[str, Investor]) -> None:
    def of(reference: str) -> str:
        return wallet(investors, reference)

    deployed = told.story.deployed
    found = [(refusal.code, refusal.reason, refusal.guilty) for refusal in told.story.refusals]
    assert found == [
        ("0x57", "ACCREDITATION_REQUIRED", of(people.SELLER)),
        ("0x57", "ACCREDITATION_REQUIRED", of(people.EXPIRED_ACCREDITATION)),
        ("0x57", "RECEIVER_NOT_REGISTERED", of(people.REFUSED_BY_COUNTRY)),
        ("0x52", "INSUFFICIENT_BALANCE", of(people.SELLER)),
        ("0x57", "RECEIVER_FROZEN", of(people.FROZEN)),
        ("0x55", "PARTIALLY_FROZEN", of(people.PART_FROZEN)),
        ("0x57", "JURISDICTION_BLOCKED", of(people.AUSTRALIAN)),
        ("0x54", "PAUSED", deployed.security.address),
        ("0x58", "UNAUTHORIZED_OPERATOR", deployed.actors["stranger"].address),
    ]


def counted_account(investors: dict[str, Investor], allotted: dict[str, dict[str, int]]) -> PotAccount:
    """The account that the files imply: everybody is paid but the frozen member."""
    plan = load_plan(DEFAULT_ISSUER.parent / "dividend.yaml", context_of(load_issuer(DEFAULT_ISSUER)))
    assert isinstance(plan.kind, Lines) and plan.tax
    table, form = plan.tax.table, {wallet(investors, people.TREATY_FUND): Form(None, FAR)}
    frozen, paid, withheld, due, pot = wallet(investors, people.FROZEN), 0, 0, 0, 0
    for line in plan.kind.lines:
        assert isinstance(line, PotLine)
        held = {address: units for address, units in allotted[line.partition].items() if address in investors}
        if line.partition == "COMMON":
            held[wallet(investors, people.SELLER)] -= 100
            held[wallet(investors, people.BUYER)] = 100
        else:
            first, second = wallets(investors, people.SMALL_CAP_FUND)
            held[first], held[second] = held[first] - 1_500, 1_500
        eligible, pot = sum(held.values()), pot + line.pot
        for address, units in held.items():
            gross = line.pot * units // eligible
            profile = investors[address].profile
            rate = table.rate(profile.country, profile.attributes, form.get(address), 0)
            tax = (gross * rate + MILLION // 2) // MILLION
            due += gross
            if address != frozen:
                paid, withheld = paid + gross - tax, withheld + tax
    return PotAccount(pot, paid, withheld, due - paid - withheld, pot - due)


def test_tell__dividend__account_to_the_last_unit(
    told: Told, investors: dict[str, Investor], allotted: dict[str, dict[str, int]]
) -> None:
    account = told.story.account
    assert account == counted_account(investors, allotted)
    assert account.paid + account.withheld + account.unclaimed + account.dust == account.pot
    assert account.dust > 0 and account.unclaimed > 0


def test_tell__dividend__money_is_where_the_account_says(told: Told, investors: dict[str, Investor]) -> None:
    deployed, account = told.story.deployed, told.story.changes.account
    balance, new_wallet = deployed.currency.balanceOf, deployed.actors["new_wallet"].address
    assert account == account_of(deployed, 1)
    assert balance(deployed.distributor.address) == account.unclaimed + account.dust
    assert balance(deployed.actors["tax_agent"].address) == account.withheld
    elsewhere = deployed.actors["stranger"].address
    assert sum(balance(address) for address in (*investors, new_wallet, elsewhere)) == account.paid
    assert balance(wallet(investors, people.BLOCKED_PAYEE)) == balance(deployed.actors["treasurer"].address) == 0


def test_tell__recovery__waiting_share_to_the_new_wallet(told: Told, investors: dict[str, Investor]) -> None:
    deployed, before, after = told.story.deployed, told.story.account, told.story.changes.account
    lost, new_wallet = wallet(investors, people.FROZEN), deployed.actors["new_wallet"].address
    [due] = dues_of(deployed, 1, [lost, new_wallet])
    assert (due.address, due.is_paid, due.gross) == (new_wallet, True, before.unclaimed)
    assert deployed.currency.balanceOf(new_wallet) == due.net == after.paid - before.paid
    assert (after.unclaimed, after.dust) == (0, before.dust)
    principal = deployed.settings.principal.id
    assert deployed.distributor.carryOf(principal, deployed.currency.address) == before.dust
    assert deployed.security.memberOf(lost)["folio"] == deployed.security.balanceOf(lost) == 0
    assert deployed.security.presentWallet(lost) == new_wallet


def test_tell__hold__refused_meanwhile_then_handed_over(told: Told, investors: dict[str, Investor]) -> None:
    refusal = told.story.changes.refusal
    assert (refusal.code, refusal.reason, refusal.guilty) == ("0x55", "ON_HOLD", wallet(investors, people.BANK))
    security, principal = told.story.deployed.security, told.story.deployed.settings.principal.id
    assert security.heldUnitsOf(principal, wallet(investors, people.BANK)) == 0


def test_tell__attestation__refused_at_first_and_a_member_now(told: Told, investors: dict[str, Investor]) -> None:
    entry = told.story.deployed.security.memberOf(wallet(investors, people.RE_IDENTIFIED))
    assert (entry["folio"], entry["country"]) == (65, 756)
    assert entry["admittedThrough"] > 0


def test_tell__dividend__sold_after_the_record_date__paid_nonetheless(
    told: Told, investors: dict[str, Investor]
) -> None:
    deployed, seller = told.story.deployed, wallet(investors, people.SELLER)
    assert deployed.security.balanceOf(seller) == 0
    [due] = dues_of(deployed, 1, [seller])
    assert due.is_paid and deployed.currency.balanceOf(seller) == due.net > 0


def counted_votes(investors: dict[str, Investor], allotted: dict[str, dict[str, int]]) -> list[list[int]]:
    """For, against and abstentions of each resolution, and all votes, from the files: the last ballot counts."""
    votes = {address: 0 for address in investors}
    for held in allotted.values():
        for address in held.keys() & investors.keys():
            votes[address] += held[address]
    seller, buyer = wallet(investors, people.SELLER), wallet(investors, people.BUYER)
    votes[buyer] += votes.pop(seller)
    last = {ballot.address: ballot.choices for ballot in read_ballots(DEFAULT_ISSUER.parent / "ballots.csv", 2)}
    return [
        [sum(votes[address] for address, choices in last.items() if choices[index] == choice) for choice in (1, 2, 3)]
        + [sum(votes.values())]
        for index in (0, 1)
    ]


def test_tell__meeting__counted_with_quorum(
    told: Told, investors: dict[str, Investor], allotted: dict[str, dict[str, int]]
) -> None:
    def facts(result: Result) -> list[int]:
        return [result.votes_for, result.votes_against, result.abstentions, result.eligible]

    results = told.story.results
    assert [facts(result) for result in results] == counted_votes(investors, allotted)
    assert [result.outcome for result in results] == ["passed", "rejected"]
    assert all(result.is_quorate and result.is_certified for result in results)


def test_tell__cap_table__every_unit_once(told: Told, allotted: dict[str, dict[str, int]]) -> None:
    table = told.story.table
    for label in LABELS:
        assert sum(int(row[label]) for row in table.rows) == issued_at_the_end(allotted)[label] == table.totals[label]
    assert [row["folio"] for row in table.rows] == list(range(1, 66))
    assert all(row["reference"] for row in table.rows[1:])
    names = {"Beispiel", "Exemple", "Specimen"}
    assert not any(name in str(row) for row in table.rows for name in names)


def test_tell__reports__written(told: Told) -> None:
    assert sorted(path.name for path in told.reports.iterdir()) == [
        "admission.csv",
        "captable.csv",
        "captable.json",
        *(f"dividend-1-{name}.{kind}" for name in ("statements", "tax", "unclaimed") for kind in ("csv", "json")),
        "meeting-1.json",
    ]
    rows = list(csv.DictReader((told.reports / "admission.csv").open()))
    assert len(rows) == 67 and sum(row["outcome"] == "refused" for row in rows) == 4
    assert json.loads((told.reports / "captable.json").read_text())["block"] == told.story.table.block.number


def test_tell__text__says_the_main_things(told: Told) -> None:
    for part in (
        "Refused: 4",
        "0x50 TERMS_DOCUMENT_MISSING",
        "0x57 ACCREDITATION_REQUIRED",
        "together, the pot",
        "rejected",
        "0x55 ON_HOLD",
        "the lost wallet can object until",
        "captable.csv",
    ):
        assert " ".join(part.split()) in " ".join(told.text.split())
    assert "\033" not in told.text


def test_admit_and_issue__again__nothing_sent(told: Told, investors: dict[str, Investor]) -> None:
    deployed, block = told.story.deployed, latest_block().number
    plan, receipts = admit(deployed, tuple(investors.values()))
    assert (len(plan.unchanged), receipts) == (62, [])
    lost = [line.investor.reference for line in plan.refused if "was lost" in line.reason]
    assert (len(plan.refused), lost) == (5, [people.FROZEN])
    issued, receipts = issue(deployed, deployed.settings.folder / "allotments.csv")
    assert (len(issued.outstanding), len(issued.issued), receipts) == (0, 75, [])
    assert latest_block().number == block


def test_tell__end__roles_and_rules_as_in_the_file(told: Told) -> None:
    assert differences(told.story.deployed) == []
