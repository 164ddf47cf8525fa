"""The desk's verbs for distributions against a chain: each kind from its file to its reports, and what stops a verb."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from scripts import dividends
from scripts.lib import paths
from scripts.lib.artifacts import container
from scripts.lib.calls import Call, CallRefused, Sending
from scripts.lib.chain import latest_block, move_to, now
from scripts.lib.dates import format_time
from scripts.lib.deployed import CURRENCY, Deployed
from scripts.lib.dividends.account import account_of, standing_of
from scripts.lib.dividends.declaring import plan_of
from scripts.lib.dividends.instructions import claim_by_signature_call, instruction_of, sign_by_node
from scripts.lib.dividends.paying import push_to_all
from scripts.lib.dividends.planning import outlook
from scripts.lib.freezing import freeze_call, release_calls
from scripts.lib.playmoney import create_currency
from scripts.lib.problems import DeskError, InputError
from scripts.lib.recoveries import due_time, execute_call, initiate_call
from tests.world import COMMON, DE, PREFERRED, World, build_world

DATES = "record_date: +1 hours\npay_date: +2 hours\ndeadline: +10 days\nclaim_back_until: +20 days\n"
REST = "residual: residual\nexcluded: [treasury]\ndocument: resolution.txt\n"
TAX = (
    "tax: {agent: tax_agent, default: 30 %, rows: [{country: DE, rate: 26.375 %}, "
    "{country: US, rate: 15 %, form: true}]}\n"
)
POT = "kind: pot\nlines: [{class: COMMON, pot: 1_000.00}, {class: PREFERRED, pot: 50.00, taxed: false}]\n"
PER_UNIT = "kind: per-unit\nlines: [{class: COMMON, amount: 0.1370001}]\n"
COUPON = "kind: coupon\nlines: [{class: PREFERRED, from: 2026-01-15, to: 2026-07-15}]\n"
REDEMPTION = "kind: redemption\nlines: [{class: COMMON, part: 30 %, price: 10.25}]\n"
RANKED = (
    "kind: preferred\npot: 900.00\nperiod: '2026'\nbasis: units\ncommon: {class: COMMON}\n"
    "preferred: [{class: PREFERRED, dividend: 0.50, cumulative: true, arrears: {'2025': 7.00}}]\n"
)
SHARE = (
    "kind: revenue-share\nclass: COMMON\nrevenue: 12_345.67\nrate: 5 %\nadvance: 10_000\ncap: 1.5\n"
    "paid_so_far: 14_000\n"
)
LIST = "kind: list\nclass: COMMON\npot: 500.00\n"
UNITS = (101, 1_003, 57, 999)


@dataclass
class Desk:
    """A world whose treasurer has money, and a folder for files."""

    world: World
    deployed: Deployed
    folder: Path

    @property
    def distributor(self) -> Any:
        return self.world.distributor

    def file(self, kind: str, rest: str = TAX + REST, document: str = "", dates: str = DATES) -> Path:
        """Writes a dividend.yaml with a document of its own."""
        (self.folder / "resolution.txt").write_text(document or f"resolved: {kind}")
        path = self.folder / "dividend.yaml"
        path.write_text(kind + dates + rest)
        return path

    def declare(self, kind: str = POT, **rest: Any) -> int:
        return dividends.declare_distribution(self.deployed, self.file(kind, **rest))

    def pay_in(self, number: int) -> None:
        """Lets the record date pass, then funds."""
        move_to(standing_of(self.deployed, number).record_date + 1)
        dividends.fund_distribution(self.deployed, number)

    def payable(self, kind: str = POT, **rest: Any) -> int:
        """A distribution that can be paid now."""
        number = self.declare(kind, **rest)
        self.pay_in(number)
        move_to(standing_of(self.deployed, number).pay_date)
        return number

    def frozen(self, holder: Any) -> None:
        self.deployed.send([freeze_call(self.deployed, holder.address)])

    def reports(self) -> Path:
        return paths.REPORTS / self.deployed.network.name


@pytest.fixture(scope="module")
def base(module_isolation: Any) -> World:
    """Four holders of COMMON, of whom the fund has PREFERRED too, a treasury, and money."""
    world = build_world()
    for holder, units in zip(world.investors, UNITS, strict=True):
        world.issue(holder, units)
    world.issue(world.fund_us, 333, PREFERRED)
    world.issue(world.treasury, 500)
    create_currency(world.deployed)
    currency = container("PaymentToken").at(world.deployed.state.address_of(CURRENCY))
    currency.mint(world.treasurer, 10**12, {"from": world.deployer})
    return world


@pytest.fixture
def desk(base: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(paths, "REPORTS", tmp_path / "reports")
    deployed = base.deployed

    def opened(mode: str = "") -> Deployed:
        return replace(deployed, sending=Sending(dry_run=mode == "dry-run"))

    monkeypatch.setattr(dividends, "open_security", opened)
    return Desk(base, deployed, tmp_path)


def refused(match: str, verb: Callable[..., Any], *arguments: str) -> None:
    """The verb ends with 1 and this sentence."""
    with pytest.raises(SystemExit) as caught:
        verb(*arguments)
    assert caught.value.code == 1


# Each kind, from its file to its reports


@pytest.mark.parametrize(
    ("kind", "pot"),
    [
        (POT, 1_050_000_000),
        (PER_UNIT, 2_160 * 137_000_1 // 10),
        (REDEMPTION, 10_250_000 * (2_160 * 300_000 // 1_000_000)),
        (RANKED, 900_000_000),
        (SHARE, 617_283_500),
        (LIST, 500_000_000),
        (POT + "currency: ETH\n", 1_050 * 10**18),
    ],
    ids=["pot", "per-unit", "redemption", "preferred", "revenue-share", "list", "eth"],
)
def test_kind__declared_funded_pushed__everybody_paid_and_conserved(desk: Desk, kind: str, pot: int) -> None:
    number = desk.payable(kind)
    assert account_of(desk.deployed, number).pot == pytest.approx(pot, abs=0 if "list" not in kind else 3)
    receipts = push_to_all(desk.deployed, number)
    account = account_of(desk.deployed, number)
    assert len(receipts) == 1 and account.unclaimed < 5 + 3 * 10_250_000 * ("redemption" in kind)
    assert push_to_all(desk.deployed, number) == []
    rows = json.loads(dividends.write_reports(desk.deployed, number)[1].read_text())["rows"]
    assert {row["state"] for row in rows} == {"paid"} and len({row["holder"] for row in rows}) == 4
    assert bool(dividends.remit_tax(desk.deployed, number)) == (account.withheld > 0) == ("redemption" not in kind)
    assert dividends.remit_tax(desk.deployed, number) == []


def test_coupon__terms_of_the_bond__paid_to_the_unit(desk: Desk) -> None:
    document = str(desk.file(COUPON))
    dividends.set_bond(desk.deployed, "PREFERRED", "1_000", "5 %", "ACT/365F", "2", document)
    number = desk.payable(COUPON)
    push_to_all(desk.deployed, number)
    # 333 bonds of 1,000 at 5 % for 181 days: 24.794520... each, rounded down for the position
    assert account_of(desk.deployed, number).pot == 333 * 50_000_000 * 181 // 365


def test_coupon__no_bond__refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="PREFERRED bears no interest"):
        desk.declare(COUPON)


def test_coupon__icma_without_period__refused(desk: Desk) -> None:
    document = str(desk.file(COUPON))
    dividends.set_bond(desk.deployed, "PREFERRED", "1_000", "5 %", "ACT/ACT-ICMA", "2", document)
    with pytest.raises(DeskError, match="needs the regular period"):
        desk.declare(COUPON)


def test_redemption__pushed__units_cancelled(desk: Desk) -> None:
    push_to_all(desk.deployed, desk.payable(REDEMPTION))
    left = [desk.world.security.balanceOf(holder) for holder in desk.world.investors]
    assert left == [units - units * 3 // 10 + extra for units, extra in zip(UNITS, (0, 0, 0, 333), strict=True)]


def test_preferred__arrears_come_first__as_the_rank_says(desk: Desk) -> None:
    number = desk.payable(RANKED)
    lines = desk.distributor.linesOf(number)
    assert [(line["partition"], line["amount"]) for line in lines] == [
        ("0x" + PREFERRED.hex(), 7_000_000),
        ("0x" + PREFERRED.hex(), 166_500_000),
        ("0x" + COMMON.hex(), 726_500_000),
    ]


def test_revenue_share__cap_reached__only_what_is_left(desk: Desk) -> None:
    number = desk.payable(SHARE.replace("paid_so_far: 14_000", "paid_so_far: 14_999"))
    assert account_of(desk.deployed, number).pot == 1_000_000


def test_revenue_share__nothing_due__not_declared(desk: Desk) -> None:
    with pytest.raises(DeskError, match="nothing is declared"):
        desk.declare(SHARE.replace("revenue: 12_345.67", "revenue: -5"))


# Declaration


def test_declare__same_document__not_twice(desk: Desk) -> None:
    assert desk.declare() == desk.declare() == 1
    assert desk.distributor.count() == 1


def test_declare__cancelled__declared_anew(desk: Desk) -> None:
    number = desk.declare()
    dividends.cancel(str(number))
    assert standing_of(desk.deployed, number).state == "cancelled"
    assert desk.declare() == number + 1


def test_declare__equal_tax_table__used_again(desk: Desk) -> None:
    desk.declare(document="first")
    desk.declare(PER_UNIT, document="second")
    desk.declare(rest=TAX.replace("30 %", "31 %") + REST, document="third")
    assert [standing_of(desk.deployed, number).tax_table for number in (1, 2, 3)] == [1, 1, 2]


def test_declare__dry_run__nothing_sent(desk: Desk) -> None:
    block = latest_block().number
    for kind in (POT, PER_UNIT, REDEMPTION, RANKED, SHARE, LIST):
        desk.file(kind)
        dividends.declare(str(desk.folder / "dividend.yaml"), "dry-run")
    assert latest_block().number == block and desk.distributor.count() == 0


def test_declare__malformed__refused_before_anything_is_sent(desk: Desk) -> None:
    block = latest_block().number
    with pytest.raises(InputError):
        desk.declare(POT.replace("COMMON", "GOLD"))
    assert latest_block().number == block


def test_plan__file__holders_and_cost(desk: Desk) -> None:
    found = outlook(desk.deployed, plan_of(desk.deployed, desk.file(POT)))
    assert (found.holders, found.push.transactions, found.by_list.transactions) == (4, 1, 1)
    assert found.push.gas > 0 and found.price > 0
    dividends.plan(str(desk.file(POT)))
    assert desk.distributor.count() == 0


# Funding


def test_fund__twice__refused_before_sending(desk: Desk) -> None:
    number = desk.declare()
    dividends.fund(str(number))
    with pytest.raises(DeskError, match="Distribution 1 is funded, not declared or recorded"):
        dividends.fund_distribution(desk.deployed, number)


def test_fund__per_unit_before_the_record_date__says_when(desk: Desk) -> None:
    number = desk.declare(PER_UNIT)
    until = format_time(standing_of(desk.deployed, number).record_date)
    with pytest.raises(DeskError, match=f"known after the record date, {until}"):
        dividends.fund_distribution(desk.deployed, number)


def test_fund__unknown__refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="There is no distribution 7"):
        dividends.fund_distribution(desk.deployed, 7)


def test_fund__dry_run__nothing_sent(desk: Desk) -> None:
    number = desk.declare()
    block = latest_block().number
    dividends.fund(str(number), "dry-run")
    assert latest_block().number == block


# Payment


def test_push__before_the_pay_date__refused(desk: Desk) -> None:
    number = desk.declare()
    desk.pay_in(number)
    with pytest.raises(DeskError, match="are paid from"):
        push_to_all(desk.deployed, number)


def test_push__not_funded__refused(desk: Desk) -> None:
    number = desk.declare()
    with pytest.raises(DeskError, match="is declared, not payable or closed"):
        push_to_all(desk.deployed, number)


def test_push__small_batches__same_payments(desk: Desk) -> None:
    number = desk.payable()
    small = replace(desk.deployed.network, batches=replace(desk.deployed.network.batches, payees=1))
    assert len(push_to_all(replace(desk.deployed, network=small), number)) == 4
    assert account_of(desk.deployed, number).unclaimed == 0


def test_push__somebody_claims_meanwhile__paid_once(desk: Desk) -> None:
    number = desk.payable()
    dividends.claim(str(number), desk.world.investor_de.address)
    before = desk.deployed.currency.balanceOf(desk.world.investor_de)
    push_to_all(desk.deployed, number)
    assert desk.deployed.currency.balanceOf(desk.world.investor_de) == before > 0


def test_push__frozen__left_out_set_aside_and_released(desk: Desk) -> None:
    number, holder = desk.payable(), desk.world.investor_de
    desk.frozen(holder)
    dividends.push(str(number))
    assert not desk.distributor.isPaid(number, holder)
    assert push_to_all(desk.deployed, number) == []
    dividends.aside(str(number))
    waiting = desk.distributor.setAsideOf(number, holder)
    assert waiting == standing_of(desk.deployed, number).set_aside > 0
    states = {row["holder"]: row["state"] for row in statement_rows(desk, number)}
    assert states[holder.address] == "set aside"
    desk.deployed.send(release_calls(desk.deployed, holder.address))
    dividends.claim(str(number), holder.address)
    assert {row["state"] for row in statement_rows(desk, number)} == {"paid"}


def test_push__blocked_by_the_currency__recorded_and_left_out(desk: Desk) -> None:
    currency = container("BlocklistCurrency").deploy({"from": desk.world.deployer})
    currency.mint(desk.world.treasurer, 10**12, {"from": desk.world.deployer})
    network = replace(desk.deployed.network, currency=currency.address)
    deployed = replace(desk.deployed, network=network)
    desk.deployed = deployed
    number, holder = desk.payable(), desk.world.investor_fr
    currency.setBlocked(holder, True, {"from": desk.world.deployer})
    assert len(push_to_all(deployed, number)) == 1
    assert push_to_all(deployed, number) == []
    assert [row["state"] for row in statement_rows(desk, number) if row["holder"] == holder.address] == ["failed"]
    currency.setBlocked(holder, False, {"from": desk.world.deployer})
    assert len(push_to_all(deployed, number, again=True)) == 1
    assert account_of(deployed, number).unclaimed == 0


def test_push__recovered_wallet__new_wallet_paid(desk: Desk) -> None:
    long = DATES.replace("10 days", "100 days").replace("20 days", "200 days")
    number, lost, new = desk.payable(dates=long), desk.world.investor_fr, desk.world.second_wallet_ch
    desk.deployed.send([initiate_call(desk.deployed, lost.address, new.address, desk.file(POT))])
    move_to(due_time(desk.deployed, lost.address))
    desk.deployed.send([execute_call(desk.deployed, lost.address)])
    push_to_all(desk.deployed, number)
    assert desk.deployed.currency.balanceOf(new) > desk.deployed.currency.balanceOf(lost) == 0
    assert new.address in {row["holder"] for row in statement_rows(desk, number)}


def test_push__verb_with_an_unknown_word__refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    refused("", dividends.push, "1", "twice")
    assert "only `again` can stand here" in capsys.readouterr().err


def test_push__dry_run__nothing_sent(desk: Desk) -> None:
    number = desk.payable()
    block = latest_block().number
    dividends.push(str(number), "dry-run")
    assert latest_block().number == block


def test_claim__by_signature__sent_elsewhere_and_stated(desk: Desk) -> None:
    number, holder, to = desk.payable(), desk.world.investor_ch, desk.world.operator
    instruction = instruction_of(desk.deployed, [number], holder.address, to.address, now() + 1_000)
    signature = sign_by_node(desk.deployed, instruction)
    sender = desk.deployed.actors["stranger"]
    desk.deployed.send([claim_by_signature_call(desk.deployed, instruction, signature, sender)])
    [row] = [row for row in statement_rows(desk, number) if row["holder"] == holder.address]
    assert (row["state"], row["paid_to"]) == ("paid", to.address)
    assert desk.deployed.currency.balanceOf(to) > 0


def test_claim__twice__refused(desk: Desk) -> None:
    number = desk.payable()
    dividends.claim(str(number), desk.world.investor_ch.address)
    refused("", dividends.claim, str(number), desk.world.investor_ch.address)


# Lists


def test_list__file_of_amounts__paid_as_it_says(desk: Desk) -> None:
    holders = desk.world.investors
    lines = "".join(f"{holder.address},{10 * place},,{place}.5\n" for place, holder in enumerate(holders, start=1))
    (desk.folder / "amounts.csv").write_text("holder,units,redeemed,gross\n" + lines)
    number = desk.payable("kind: list\nclass: COMMON\nfile: amounts.csv\n", rest=REST)
    push_to_all(desk.deployed, number)
    balances = [desk.deployed.currency.balanceOf(holder) for holder in holders]
    assert balances == [1_500_000, 2_500_000, 3_500_000, 4_500_000]
    assert account_of(desk.deployed, number).unclaimed == 0


def test_list__file_names_strangers__refused_by_line(desk: Desk) -> None:
    line = f"{desk.world.stranger.address},1,,1\n{desk.world.treasury.address},1,,1\n"
    (desk.folder / "amounts.csv").write_text("holder,units,redeemed,gross\n" + line)
    with pytest.raises(InputError) as caught:
        desk.declare("kind: list\nclass: COMMON\nfile: amounts.csv\n")
    assert [problem.line for problem in caught.value.problems] == [2, 3]


def test_list__tax_and_amounts__those_of_the_register(desk: Desk) -> None:
    """The list's arithmetic and the contract's agree to the last unit, tax by country and form included."""
    document = desk.file(POT)
    dividends.file_form(desk.deployed, desk.world.fund_us.address, "table", "2100-12-31", str(document))
    pot = "kind: pot\nlines: [{class: COMMON, pot: 500.00}]\n"
    by_register, by_list = desk.declare(pot, document="one"), desk.declare(LIST, document="two")
    for number in (by_register, by_list):
        desk.pay_in(number)
    move_to(standing_of(desk.deployed, by_list).pay_date)
    for number in (by_register, by_list):
        push_to_all(desk.deployed, number)
    facts = ("holder", "units", "gross", "rate", "tax", "net", "country")
    one, two = (
        [tuple(row[fact] for fact in facts) for row in statement_rows(desk, number)]
        for number in (by_register, by_list)
    )
    assert one == two and "15" in {row[3] for row in one}


def test_list__claimed_and_pushed__each_once(desk: Desk) -> None:
    number = desk.payable(LIST)
    dividends.claim(str(number), desk.world.investor_de.address)
    refused("", dividends.claim, str(number), desk.world.stranger.address)
    desk.frozen(desk.world.investor_ch)
    push_to_all(desk.deployed, number)
    assert push_to_all(desk.deployed, number) == []
    assert standing_of(desk.deployed, number).set_aside > 0
    with pytest.raises(DeskError, match="`push` itself sets aside"):
        dividends.set_aside_stopped(desk.deployed, number)


def test_list__changed_after_declaration__refused(desk: Desk) -> None:
    number = desk.payable(LIST)
    path = desk.reports() / f"list-{number}.json"
    content = json.loads(path.read_text())
    content["entries"][0]["gross"] = "1"
    path.write_text(json.dumps(content))
    with pytest.raises(DeskError, match="was changed"):
        push_to_all(desk.deployed, number)
    path.unlink()
    with pytest.raises(DeskError, match="There is no list"):
        push_to_all(desk.deployed, number)


def test_list__another_distribution_between__says_to_cancel(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is made for the next number; who declares meanwhile takes it."""
    real = Call.calldata.fget  # type: ignore[attr-defined]
    other = desk.file(PER_UNIT, document="another")
    between = plan_of(desk.deployed, other)
    done: list[int] = []

    def late(call: Call) -> str:
        if call.function == "declare" and not done:
            done.append(1)
            from scripts.lib.dividends.declaring import declare_plan

            (desk.folder / "resolution.txt").write_text("another")
            declare_plan(desk.deployed, between)
            (desk.folder / "resolution.txt").write_text("listed")
        return str(real(call))

    path = desk.file(LIST, document="listed")
    monkeypatch.setattr(Call, "calldata", property(late))
    with pytest.raises(DeskError, match="the list is for number 1, but this one has 2"):
        dividends.declare_distribution(desk.deployed, path)


def test_list__register_date_ahead__refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="cannot be read before that has passed"):
        desk.declare(LIST + "register_date: +1 hours\n")


def test_list__verb__writes_and_checks(desk: Desk) -> None:
    dividends.list(str(desk.file(LIST)))
    assert (desk.reports() / "list-1.csv").is_file() and desk.distributor.count() == 0
    number = desk.declare(LIST)
    dividends.list(str(number))


# The end


def test_end__closed_then_swept__each_in_its_time(desk: Desk) -> None:
    number = desk.payable()
    dividends.claim(str(number), desk.world.investor_de.address)
    refused("", dividends.close, str(number))
    move_to(standing_of(desk.deployed, number).deadline + 1)
    dividends.close(str(number))
    assert standing_of(desk.deployed, number).state == "closed"
    dividends.claim(str(number), desk.world.investor_fr.address)
    refused("", dividends.sweep, str(number))
    move_to(standing_of(desk.deployed, number).claim_back_until + 1)
    unclaimed = account_of(desk.deployed, number).unclaimed
    dividends.sweep(str(number))
    assert desk.deployed.currency.balanceOf(desk.world.residual) - unclaimed in (0, 1)
    with pytest.raises(DeskError, match="is swept, not payable or closed"):
        push_to_all(desk.deployed, number)


def test_carry__everybody_paid__dust_into_the_next(desk: Desk) -> None:
    number = desk.payable(POT.replace("1_000.00", "1_000.000001"))
    refused("", dividends.carry, str(number))
    push_to_all(desk.deployed, number)
    dividends.carry(str(number))
    dust = account_of(desk.deployed, number).dust
    assert desk.distributor.carryOf(COMMON, desk.deployed.currency.address) == dust > 0


def test_cancel__after_the_record_date__refused(desk: Desk) -> None:
    number = desk.declare()
    move_to(standing_of(desk.deployed, number).record_date + 1)
    with pytest.raises(CallRefused):
        desk.deployed.send([dividends.calls.cancel_call(desk.deployed, number)])


# Reports


def statement_rows(desk: Desk, number: int) -> list[dict[str, str]]:
    """The rows of the statements, written anew; CSV and JSON say the same."""
    table, content = dividends.write_reports(desk.deployed, number)[:2]
    rows = json.loads(content.read_text())["rows"]
    plain = [line for line in table.read_text().splitlines() if not line.startswith("#")]
    assert [dict(row) for row in csv.DictReader(plain)] == [{k: str(v) for k, v in row.items()} for row in rows]
    return rows


def test_statements__same_block__same_bytes(desk: Desk) -> None:
    number = desk.payable()
    dividends.claim(str(number), desk.world.investor_de.address)
    first = [path.read_bytes() for path in dividends.write_reports(desk.deployed, number)]
    assert [path.read_bytes() for path in dividends.write_reports(desk.deployed, number)] == first


def test_statements__totals__by_country_and_rate(desk: Desk) -> None:
    number = desk.payable()
    push_to_all(desk.deployed, number)
    content = json.loads(dividends.write_reports(desk.deployed, number)[3].read_text())
    german = next(row for row in content["rows"] if row["country"] == "DE")
    gross = 1_000_000_000 * 1_003 // 2_160
    assert german["rate"] == "26.375" and german["gross"] == f"{gross // 10**6}.{gross % 10**6:06d}"
    withheld = sum(int(row["tax"].replace(".", "")) for row in content["rows"])
    assert withheld == account_of(desk.deployed, number).withheld
    american = next(row for row in content["rows"] if row["country"] == "US")
    assert (american["rate"], american["untaxed"]) == ("30", "50.000000")
    assert content["block_hash"].startswith("0x") and content["block"] == latest_block().number


def test_statements__unclaimed__everybody_who_waits(desk: Desk) -> None:
    number = desk.payable()
    dividends.claim(str(number), desk.world.investor_de.address)
    content = json.loads(dividends.write_reports(desk.deployed, number)[5].read_text())
    waiting = sum(int(row["gross"].replace(".", "")) for row in content["rows"])
    assert {row["state"] for row in content["rows"]} == {"waiting"}
    assert 0 <= account_of(desk.deployed, number).unclaimed - waiting < 4
    assert content["unclaimed"].replace(".", "").lstrip("0") == str(account_of(desk.deployed, number).unclaimed)


def test_statements__before_the_record_date__refused(desk: Desk) -> None:
    refused("", dividends.statements, str(desk.declare()))


def test_status__all_and_one__read_only(desk: Desk) -> None:
    number = desk.payable()
    block = latest_block().number
    dividends.status()
    dividends.status(str(number))
    assert latest_block().number == block
    refused("", dividends.status, "9")


# Forms and bonds


def test_form__of_its_own_rate__decides(desk: Desk) -> None:
    dividends.form(desk.world.investor_de.address, "5 %", "2100-12-31", str(desk.file(POT)))
    number = desk.payable()
    push_to_all(desk.deployed, number)
    assert desk.distributor.taxRate(number, desk.world.investor_de) == 50_000


@pytest.mark.parametrize(
    "arguments", [("5", "2100-12-31"), ("table", "soon"), ("101 %", "2100-12-31")], ids=["rate", "day", "above"]
)
def test_form__malformed__refused(desk: Desk, arguments: tuple[str, str]) -> None:
    refused("", dividends.form, desk.world.investor_de.address, *arguments, str(desk.file(POT)))


def test_form__no_document__refused(desk: Desk) -> None:
    refused("", dividends.form, desk.world.investor_de.address, "table", "2100-12-31", "nowhere.pdf")


@pytest.mark.parametrize("change", [{1: "x"}, {2: "5"}, {3: "30/365"}, {4: "3"}], ids=["face", "rate", "days", "times"])
def test_bond__malformed__refused(desk: Desk, change: dict[int, str]) -> None:
    arguments = ["PREFERRED", "1_000", "5 %", "30/360", "2", str(desk.file(POT))]
    for place, text in change.items():
        arguments[place] = text
    refused("", dividends.bond, *arguments)


def test_bond__set__on_chain(desk: Desk) -> None:
    dividends.bond("PREFERRED", "1_000", "5 %", "30/360", "2", str(desk.file(POT)))
    assert tuple(desk.distributor.bondOf(PREFERRED)) == (10**9, 1, 50_000, 0, 2)


def test_country__changed_after_the_record_date__rate_stays(desk: Desk) -> None:
    number = desk.payable()
    desk.world.admit(desk.world.investor_ch, DE)
    push_to_all(desk.deployed, number)
    [row] = [row for row in statement_rows(desk, number) if row["holder"] == desk.world.investor_ch.address]
    assert (row["country"], row["rate"]) == ("CH", "30")
