"""The verb `split` against a chain: what it plans, sends and leaves, and how the books show a class that was split."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from scripts import captable, split
from scripts.lib import paths
from scripts.lib.calls import CallRefused, Sending
from scripts.lib.chain import latest_block, move_to, now
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.problems import DeskError
from scripts.lib.reconciliation import register_differences
from scripts.lib.register import read_register
from scripts.lib.splitting import cancel_call
from tests.world import CH, COMMON, World


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reports go elsewhere."""
    monkeypatch.setattr(paths, "REPORTS", tmp_path / "reports")
    return tmp_path / "reports"


@pytest.fixture
def deployed(world: World, monkeypatch: pytest.MonkeyPatch) -> Deployed:
    """investor_ch holds 45 COMMON, 25 and 20 in two wallets, investor_de 20, the fund 19 and the treasury 7."""
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    for holder, units in (
        (world.investor_ch, 20),
        (world.second_wallet_ch, 25),
        (world.investor_de, 20),
        (world.fund_us, 19),
        (world.treasury, 7),
    ):
        world.issue(holder, units)
    for verb in (split, captable):
        monkeypatch.setattr(verb, "open_security", lambda mode="": world.deployed)
    return world.deployed


@pytest.fixture
def decision(tmp_path: Path) -> Path:
    """The minutes of the meeting that decided."""
    path = tmp_path / "minutes.txt"
    path.write_text("One share for ten.")
    return path


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    """What a verb has printed for its reader since the last time."""
    return lambda: [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a report, without its foot."""
    return [
        row for row in csv.DictReader(path.read_text().splitlines()) if not next(iter(row.values())).startswith("#")
    ]


def test_plan__one_for_ten_at_a_price__by_investor_with_cash(
    deployed: Deployed, world: World, told: Callable[[], list[str]]
) -> None:
    split.plan("COMMON", "1", "10", "20")
    assert [line for line in told() if not line.startswith("written")] == [
        "COMMON: shares for units 1 for 1 now, 1 for 10 by the plan",
        "treasury                   0 shares and 7/10",
        "folio 2                    4 shares and 1/2, which 5 units make up for 10.000000",
        "folio 5                    1 shares and 9/10, which 9 units make up for 18.000000",
        "of 4 investors 3 with a fraction",
        "cash in lieu 28.000000",
    ]
    _, _, (plan, fractions) = split.write_plan(deployed, "COMMON", (1, 10), "20")
    found = {row["investor"]: row for row in rows(plan)}
    assert found["2"]["wallets"] == f"{world.second_wallet_ch} {world.investor_ch}"
    columns = ("units", "shares_before", "shares_after", "whole_shares", "fraction", "fraction_units", "cash_in_lieu")
    assert [found["2"][column] for column in columns] == ["45", "45", "4.500000", "4", "1/2", "5", "10.000000"]
    assert [tuple(row.values()) for row in rows(fractions)] == [
        (str(world.second_wallet_ch), "5", "10.000000"),
        (str(world.fund_us), "9", "18.000000"),
    ]
    assert "# shares for units,1 for 10\n" in plan.read_text()


def test_plan__two_for_one__warns_that_single_shares_do_not_move(
    deployed: Deployed, told: Callable[[], list[str]]
) -> None:
    split.plan("COMMON", "2", "1")
    lines = told()
    assert "units would make up whole shares in lots of 2 only: single shares could not be moved" in lines
    assert not any("cash" in line for line in lines)


def test_plan__wrong_arguments__said_in_a_sentence(deployed: Deployed, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, problem in (
        (("COMMON", "0", "1"), "neither is 0"),
        (("COMMON", "1", "x"), "not a whole number: 'x'"),
        (("COMMON", str(2**64), "1"), "is more than"),
        (("BONDS", "2", "1"), "There is no class BONDS"),
        (("COMMON", "1", "10", "20.1234567"), "more than 6 decimal places"),
    ):
        with pytest.raises(SystemExit):
            split.plan(*arguments)
        assert problem in capsys.readouterr().err


def test_schedule__decided__applies_at_its_moment_and_the_books_say_so(
    deployed: Deployed, world: World, decision: Path, told: Callable[[], list[str]]
) -> None:
    split.schedule("COMMON", "1", "10", "+1 day", str(decision))
    moment = world.security.pendingSplit(COMMON)[2]
    assert any(f"Split COMMON 1 for 10 from {format_time(moment)} on" in line for line in told())
    before = latest_block()
    move_to(moment)
    block = latest_block()
    register = read_register(deployed, block)
    ratios = [register.ratios.at("COMMON", time) for time in (before.time, moment - 1, moment)]
    assert ratios == [1, 1, Fraction(1, 10)]
    for seen in (before, block):
        assert register_differences(deployed, read_register(deployed, seen), seen) == []


def test_schedule__same_document_again__stops_before_sending(deployed: Deployed, decision: Path) -> None:
    split.schedule_split(deployed, "COMMON", (1, 10), "+1 day", decision)
    block = latest_block().number
    with pytest.raises(DeskError, match=r"minutes\.txt has split COMMON already, 1 for 10 from"):
        split.schedule_split(deployed, "COMMON", (1, 10), "+2 days", decision)
    assert latest_block().number == block


def test_schedule__no_such_document__stops(deployed: Deployed, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="There is no file"):
        split.schedule_split(deployed, "COMMON", (1, 10), "+1 day", tmp_path / "none.txt")


def test_schedule__moment_that_has_passed__refused_in_a_sentence(deployed: Deployed, decision: Path) -> None:
    with pytest.raises(CallRefused, match="a split applies from now on at the earliest: 2020-01-01 00:00:00 UTC"):
        split.schedule_split(deployed, "COMMON", (1, 10), "2020-01-01T00:00", decision)


def test_schedule__another_to_come__refused_in_a_sentence(deployed: Deployed, decision: Path, tmp_path: Path) -> None:
    split.schedule_split(deployed, "COMMON", (1, 10), "+1 day", decision)
    other = tmp_path / "other.txt"
    other.write_text("Two shares for one.")
    with pytest.raises(CallRefused, match="a split of COMMON is to come already, at"):
        split.schedule_split(deployed, "COMMON", (2, 1), "+2 days", other)


def test_schedule__dry_run__nothing_sent(deployed: Deployed, decision: Path) -> None:
    block = latest_block().number
    dry = replace(deployed, sending=Sending(dry_run=True))
    split.schedule_split(dry, "COMMON", (1, 10), "+1 day", decision)
    assert latest_block().number == block


def test_cancel__to_come__taken_back_and_can_be_decided_again(deployed: Deployed, world: World, decision: Path) -> None:
    split.schedule_split(deployed, "COMMON", (1, 10), "+1 day", decision)
    split.cancel("COMMON")
    split.schedule_split(deployed, "COMMON", (1, 10), "+2 days", decision)
    assert tuple(world.security.pendingSplit(COMMON))[:2] == (1, 10)
    block = latest_block()
    assert register_differences(deployed, read_register(deployed, block), block) == []


def test_cancel__none_to_come__refused_in_a_sentence(deployed: Deployed) -> None:
    with pytest.raises(CallRefused, match="no split of COMMON is to come"):
        deployed.send([cancel_call(deployed, "COMMON")])


def test_status__one_that_applies_and_one_to_come__both_told(
    deployed: Deployed, decision: Path, tmp_path: Path, told: Callable[[], list[str]]
) -> None:
    split.schedule_split(deployed, "COMMON", (1, 10), "+1 hour", decision)
    move_to(now() + 3_600)
    other = tmp_path / "other.txt"
    other.write_text("Six shares for five.")
    split.schedule_split(deployed, "PREFERRED", (6, 5), "+1 day", other)
    split.status()
    lines = told()[-4:]
    assert lines[0] == "COMMON: 1 for 10" and lines[2] == "PREFERRED: 1 for 1"
    assert "1 for 10, applies, by 0x" in lines[1] and "6 for 5, to come, by 0x" in lines[3]


def test_captable__after_a_split__shares_beside_units(
    deployed: Deployed, decision: Path, told: Callable[[], list[str]]
) -> None:
    split.schedule_split(deployed, "COMMON", (1, 10), "+1 hour", decision)
    move_to(now() + 3_600)
    table, (as_csv, _) = captable.write(deployed)
    assert {row["COMMON"]: row["COMMON_shares"] for row in table.rows if row["COMMON"] != "0"} == {
        "7": "0.700000",
        "20": "2",
        "19": "1.900000",
        "25": "2.500000",
    }
    assert "# COMMON shares for units,1 for 10" in as_csv.read_text()
    captable.main()
    assert "COMMON                    91 units, 9.100000 shares" in told()


def test_captable__ratio_tampered__found(deployed: Deployed, world: World, decision: Path) -> None:
    split.schedule_split(deployed, "COMMON", (1, 10), "+1 hour", decision)
    move_to(now() + 3_600)
    block = latest_block()
    register = read_register(deployed, block)
    register.ratios.splits["COMMON"].clear()
    assert register_differences(deployed, register, block) == [
        "shares for units of COMMON are 1 for 10, the events say 1 for 1"
    ]


def test_fractions__after_the_split__bought_in_leaves_whole_shares(
    deployed: Deployed, world: World, decision: Path
) -> None:
    """The list made once the split applies, by the factor 1 1, is of the fractions that there are then."""
    split.schedule_split(deployed, "COMMON", (1, 10), "+1 hour", decision)
    move_to(now() + 3_600)
    world.security.transfer(world.investor_de, 3, {"from": world.fund_us})
    _, found, (_, fractions) = split.write_plan(deployed, "COMMON", (1, 1), "20")
    assert {outcome.investor: outcome.surplus for outcome in found} == {1: 0, 2: 5, 3: 3, 5: 6}
    for row in rows(fractions):
        units = int(row["units"])
        world.security.controllerRedeem(row["address"], units, b"", b"cash in lieu", {"from": world.controller})
    for holder, shares in ((world.investor_de, 2), (world.fund_us, 1)):
        assert world.security.balanceOfUI(holder) == shares == Fraction(world.security.balanceOf(holder), 10)
    both = [world.security.balanceOf(wallet) for wallet in (world.investor_ch, world.second_wallet_ch)]
    assert Fraction(sum(both), 10) == 4 and world.security.memberOf(world.investor_ch)["country"] == CH
