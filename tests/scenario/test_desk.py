"""The verbs of the desk against a chain: what they send, what they leave out, and what stops them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import brownie
import pytest

from scripts.admit import admit
from scripts.dividends import declare_distribution
from scripts.issue import issue
from scripts.lib import paths
from scripts.lib.actions import load_meeting
from scripts.lib.admission import plan_admission
from scripts.lib.calls import Call, CallRefused, Sending, probe
from scripts.lib.chain import latest_block, move_to, now
from scripts.lib.dates import day_of
from scripts.lib.deployed import Deployed
from scripts.lib.deployment import deploy
from scripts.lib.dividends.calls import fund_calls
from scripts.lib.freezing import freeze_call, freeze_units_call, release_calls
from scripts.lib.investors import Investor, read_investors
from scripts.lib.labels import label_bytes
from scripts.lib.meetings import convene_call, find_meeting
from scripts.lib.movement import explain_transfer, transfer_call
from scripts.lib.networks import load_network
from scripts.lib.paths import DEFAULT_ISSUER
from scripts.lib.playmoney import create_currency, give
from scripts.lib.problems import DeskError, InputError
from scripts.lib.reconciliation import register_differences
from scripts.lib.register import read_register
from scripts.lib.settings import load_issuer
from scripts.voting import convene_meeting

FOLDER = DEFAULT_ISSUER.parent
HEADER = "number,reference,address,partition,units\n"


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports go elsewhere."""
    monkeypatch.setattr(paths, "REPORTS", tmp_path / "reports")


@pytest.fixture(scope="module")
def deployed(module_isolation: Any) -> Deployed:
    """The example, deployed with a play currency, and its investors admitted."""
    deployed = deploy(load_issuer(DEFAULT_ISSUER), load_network(brownie.network.show_active()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scripts.admit.write_csv", lambda *_: None)
        admit(deployed, lines(deployed))
    create_currency(deployed)
    return deployed


@pytest.fixture
def allotments(tmp_path: Path) -> Callable[[str], Path]:
    """Writes an allotment list."""

    def write(text: str) -> Path:
        path = tmp_path / "allotments.csv"
        path.write_text(HEADER + text)
        return path

    return write


def lines(deployed: Deployed) -> tuple[Investor, ...]:
    """The investors of the example."""
    return read_investors(FOLDER / "investors.csv", deployed.settings.attributes)


def investor(deployed: Deployed, reference: str) -> Investor:
    """An investor's first line."""
    return next(line for line in lines(deployed) if line.reference == reference)


def allot(deployed: Deployed, number: int, reference: str, units: int, label: str = "COMMON") -> str:
    """A line of an allotment list."""
    return f"{number},{reference},{investor(deployed, reference).address},{label},{units}\n"


# Admission


def test_admit__profile_changed__renewed_alone(deployed: Deployed) -> None:
    changed = [
        replace(line, profile=replace(line.profile, accredited_through=24_000)) if line.reference == "INV-013" else line
        for line in lines(deployed)
    ]
    plan, receipts = admit(deployed, tuple(changed))
    assert [line.reference for line in plan.renewed] == ["INV-013"]
    assert (len(plan.admitted), len(plan.linked), len(receipts)) == (0, 0, 1)
    assert deployed.security.memberOf(plan.renewed[0].address)["accreditedThrough"] == 24_000


def test_admit__further_wallet__same_investor_on_chain(deployed: Deployed) -> None:
    first, second = (line for line in lines(deployed) if line.reference == "INV-005")
    entry, further = (deployed.security.memberOf(line.address) for line in (first, second))
    assert entry["investor"] == further["investor"] == entry["folio"] != further["folio"]


def test_admit__wallet_of_another_investor__refused(deployed: Deployed) -> None:
    stolen = replace(investor(deployed, "INV-014"), reference="INV-013", profile=investor(deployed, "INV-013").profile)
    plan = plan_admission(deployed, (investor(deployed, "INV-013"), stolen), day_of(now()))
    [line] = plan.refused
    assert line.reason == "the wallet is in the register as another investor's"


def test_admit__treasurys_wallet__refused(deployed: Deployed) -> None:
    own = replace(investor(deployed, "INV-013"), address=deployed.actors["treasury"].address)
    [line] = plan_admission(deployed, (own,), day_of(now())).refused
    assert line.reason == "the wallet is the treasury's"


def test_admit__last_day__still_admitted(deployed: Deployed) -> None:
    line = investor(deployed, "INV-013")
    last = line.profile.admitted_through
    assert plan_admission(deployed, (line,), last).refused == []
    assert plan_admission(deployed, (line,), last + 1).refused[0].reason == "the admission ended on 2034-06-30"


def test_admit__dry_run__nothing_sent(deployed: Deployed) -> None:
    dry = replace(deployed, sending=Sending(dry_run=True))
    block = latest_block().number
    changed = replace(investor(deployed, "INV-013"), profile=replace(lines(deployed)[0].profile, country=276))
    plan, receipts = admit(dry, (changed,))
    assert (len(plan.renewed), receipts, latest_block().number) == (1, [], block)


# Issue


def test_issue__new_lines_later__each_once(deployed: Deployed, allotments: Callable[[str], Path]) -> None:
    first = allot(deployed, 1, "INV-013", 100) + allot(deployed, 2, "INV-013", 50)
    issue(deployed, allotments(first))
    plan, receipts = issue(deployed, allotments(first + allot(deployed, 3, "INV-014", 7)))
    assert [line.number for line in plan.outstanding] == [3] and len(receipts) == 1
    assert deployed.security.balanceOf(investor(deployed, "INV-013").address) == 150
    assert issue(deployed, allotments(first))[1] == []


def test_issue__changed_after_issue__stops(deployed: Deployed, allotments: Callable[[str], Path]) -> None:
    issue(deployed, allotments(allot(deployed, 1, "INV-013", 100)))
    with pytest.raises(InputError, match=r"allotments\.csv:2: allotment 1 was issued otherwise: 100 COMMON"):
        issue(deployed, allotments(allot(deployed, 1, "INV-013", 120)))


def test_issue__wrong_lines__all_reported_and_nothing_sent(
    deployed: Deployed, allotments: Callable[[str], Path]
) -> None:
    stranger = deployed.actors["stranger"].address
    path = allotments(
        allot(deployed, 1, "INV-013", 10)
        + allot(deployed, 2, "INV-013", 10, "PREFERRED")
        + allot(deployed, 3, "INV-057", 10)
        + f"4,INV-013,{stranger},COMMON,10\n"
        + allot(deployed, 5, "INV-001", 300_001, "PREFERRED")
    )
    block = latest_block().number
    with pytest.raises(InputError) as caught:
        issue(deployed, path)
    found = [(problem.line, problem.text) for problem in caught.value.problems]
    assert [line for line, _ in found] == [3, 4, 5, 5, 6, 6]
    for (_, text), part in zip(
        found,
        (
            "0x57 ACCREDITATION_REQUIRED",
            "0x57 RECEIVER_NOT_REGISTERED",
            "is not a wallet of INV-013 but of nobody",
            "0x57 RECEIVER_NOT_REGISTERED",
            "0x50 AUTHORISED_EXCEEDED",
            "with this line PREFERRED exceeds its authorised capital",
        ),
        strict=True,
    ):
        assert part in text
    assert latest_block().number == block


def test_issue__together_too_much__the_line_that_exceeds(deployed: Deployed, allotments: Callable[[str], Path]) -> None:
    path = allotments(
        allot(deployed, 1, "INV-001", 200_000, "PREFERRED") + allot(deployed, 2, "INV-004", 100_001, "PREFERRED")
    )
    with pytest.raises(InputError, match="csv:3: with this line PREFERRED exceeds"):
        issue(deployed, path)


# Transfers and freezing


@pytest.fixture
def seller(deployed: Deployed, allotments: Callable[[str], Path]) -> str:
    """A member with 100 COMMON."""
    issue(deployed, allotments(allot(deployed, 1, "INV-013", 100)))
    return investor(deployed, "INV-013").address


def test_send__refused_call__not_sent(deployed: Deployed, seller: str) -> None:
    block = latest_block().number
    call = transfer_call(deployed, "COMMON", deployed.actors[seller], deployed.actors["stranger"].address, 1)
    with pytest.raises(CallRefused, match="0x57 RECEIVER_NOT_REGISTERED"):
        deployed.send([call])
    assert latest_block().number == block


def test_send__second_call_refused__first_stays(deployed: Deployed, seller: str) -> None:
    other = investor(deployed, "INV-014").address
    calls = [transfer_call(deployed, "COMMON", deployed.actors[seller], other, 60) for _ in range(2)]
    with pytest.raises(CallRefused, match="0x52 INSUFFICIENT_BALANCE"):
        deployed.send(calls)
    assert deployed.security.balanceOf(other) == 60


def test_explain_transfer__locked__says_when_it_opens(deployed: Deployed, seller: str) -> None:
    opens = now() + 1_000
    terms = (label_bytes("COMMON"), (0, 0, opens, False, True))
    deployed.security.setPartitionTerms(*terms, {"from": deployed.account("issuer")})
    other = investor(deployed, "INV-014").address
    verdict = explain_transfer(deployed, "COMMON", seller, other, 1)
    assert verdict.refusal and (verdict.refusal.reason, verdict.opens_at) == ("PARTITION_LOCKED", opens)
    move_to(opens)
    assert explain_transfer(deployed, "COMMON", seller, other, 1).refusal is None


def test_release__frozen_both_ways__both_released(deployed: Deployed, seller: str) -> None:
    deployed.send([freeze_call(deployed, seller), freeze_units_call(deployed, seller, 10)])
    assert deployed.security.isFrozen(seller) and deployed.security.getFrozenTokens(seller) == 10
    deployed.send(release_calls(deployed, seller))
    assert not deployed.security.isFrozen(seller) and deployed.security.getFrozenTokens(seller) == 0
    assert release_calls(deployed, seller) == []


def test_probe__missing_role__named(deployed: Deployed) -> None:
    call = Call(deployed.security, "unpause", (), "End the pause", deployed.actors["stranger"])
    refusal = probe(call)
    assert refusal and refusal.sentence == f"{deployed.actors['stranger'].address} lacks the role PAUSER"


# Dividends and meetings


def test_declare__same_document__not_twice(deployed: Deployed) -> None:
    assert declare_distribution(deployed, FOLDER / "dividend.yaml") == 1
    assert declare_distribution(deployed, FOLDER / "dividend.yaml") == 1
    assert deployed.distributor.count() == 1


def test_declare__no_currency__says_what_to_do(deployed: Deployed) -> None:
    without = replace(deployed, state=type(deployed.state)(deployed.state.chain, "BRUN"))
    with pytest.raises(DeskError, match="No currency"):
        declare_distribution(without, FOLDER / "dividend.yaml")


def test_fund__twice__refused_before_sending(deployed: Deployed) -> None:
    number = declare_distribution(deployed, FOLDER / "dividend.yaml")
    give(deployed, deployed.actors["treasurer"].address, 220_000)
    deployed.send(fund_calls(deployed, number))
    with pytest.raises(DeskError, match="is funded, not declared or recorded"):
        fund_calls(deployed, number)


def test_convene__broken_after_the_notice__resolutions_follow(deployed: Deployed) -> None:
    plan = load_meeting(FOLDER / "meeting.yaml", ("COMMON", "PREFERRED"))
    deployed.send([convene_call(deployed, plan, now())])
    assert find_meeting(deployed, plan) == 1
    assert convene_meeting(deployed, plan) == convene_meeting(deployed, plan) == 1
    assert (deployed.voting.meetings(), deployed.voting.resolutions()) == (1, 2)


# The register


def test_register__any_history__events_and_state_agree(deployed: Deployed, seller: str) -> None:
    security, controller = deployed.security, deployed.account("controller")
    agent, other = deployed.account("transfer_agent"), investor(deployed, "INV-014").address
    security.issue(other, 40, b"", {"from": agent})
    security.transfer(other, 30, {"from": seller})
    security.redeem(5, b"", {"from": seller})
    security.redeemByPartition(label_bytes("COMMON"), 5, b"", {"from": other})
    security.controllerTransfer(other, seller, 7, b"", b"order", {"from": controller})
    security.controllerRedeem(other, 2, b"", b"order", {"from": controller})
    security.removeMember(investor(deployed, "INV-015").address, {"from": agent})
    security.setSanctioned(other, True, {"from": deployed.account("compliance_officer")})
    deployed.send([freeze_units_call(deployed, seller, 3)])
    block = latest_block()
    register = read_register(deployed, block)
    assert register_differences(deployed, register, block) == []
    assert register.entries[seller].units == {"COMMON": 72}
    assert register.entries[other].units == {"COMMON": 56}


def test_register__earlier_block__as_it_was(deployed: Deployed, seller: str) -> None:
    before = latest_block()
    other = investor(deployed, "INV-014").address
    deployed.send([transfer_call(deployed, "COMMON", deployed.actors[seller], other, 30)])
    register = read_register(deployed, before)
    assert register.entries[seller].units == {"COMMON": 100}
    assert register_differences(deployed, register, before) == []


def test_register__tampered__found(deployed: Deployed, seller: str) -> None:
    block = latest_block()
    register = read_register(deployed, block)
    register.entries[seller].add("COMMON", 1)
    register.entries[seller].country = 1
    assert register_differences(deployed, register, block) == [
        f"{seller}: country is 756, the events say 1",
        f"{seller}: units is {{'COMMON': 100}}, the events say {{'COMMON': 101}}",
        "100 COMMON are issued, the events say 101",
    ]
