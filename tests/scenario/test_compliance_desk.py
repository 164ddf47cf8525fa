"""The compliance verbs against a chain: what a pack changes, what a second run leaves out, what explanations say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import brownie
import pytest

from scripts import compliance
from scripts.compliance import explanation_of
from scripts.lib import calls, paths
from scripts.lib.actors import Actor
from scripts.lib.artifacts import container
from scripts.lib.calls import CallRefused, Sending
from scripts.lib.chain import latest_block
from scripts.lib.compliance.apply import apply_pack, reconcile_calls
from scripts.lib.compliance.consent import Transfer, approve_call, consent_in_words, reject_call, request_call
from scripts.lib.compliance.explanation import STEPS, lines_of
from scripts.lib.compliance.pack import Pack, find_pack, load_pack, pack_names
from scripts.lib.compliance.present import engine_of, find_rule
from scripts.lib.compliance.single import single_call
from scripts.lib.compliance.status import status_lines
from scripts.lib.compliance.verify import pack_differences, verify_pack
from scripts.lib.dates import DAY, format_time
from scripts.lib.deployed import Deployed
from scripts.lib.labels import parameter_key
from scripts.lib.problems import DeskError
from tests import clock
from tests.world import COMMON, DE, FAR, QIB, US, US_PERSON, World, spare_account

NOWHERE = "0x" + "00" * 20


@pytest.fixture
def deployed(world: World) -> Deployed:
    """The world's security, without an engine; investor_de is accredited, as is the fund."""
    world.admit(world.investor_de, DE, accredited=FAR)
    return replace(world.deployed, state=deepcopy(world.deployed.state))


@pytest.fixture
def lines_told(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[str]]]:
    """What the desk logs for its reader."""
    log = logging.getLogger("scrip")
    level = log.level
    log.addHandler(caplog.handler)
    log.setLevel(logging.INFO)
    yield lambda: caplog.messages
    log.setLevel(level)
    log.removeHandler(caplog.handler)


@pytest.fixture
def edited(tmp_path: Path, deployed: Deployed) -> Callable[..., Pack]:
    """A pack of the project with some of its text replaced."""

    def edit(name: str, *changes: tuple[str, str]) -> Pack:
        text = find_pack(name).read_text()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / f"{name}.yaml"
        path.write_text(text)
        return load_pack(path, deployed.settings)

    return edit


def pack_for(deployed: Deployed, name: str) -> Pack:
    return load_pack(find_pack(name), deployed.settings)


def applied(deployed: Deployed, name: str) -> Pack:
    """Applies a pack of the project; returns it."""
    pack = pack_for(deployed, name)
    apply_pack(deployed, pack)
    return pack


def rule_of(deployed: Deployed, pack: Pack, contract: str) -> Any:
    """The contract of a rule of the pack."""
    plan = next(plan for plan in pack.rules if plan.kind.contract == contract)
    found = find_rule(deployed, engine_of(deployed), plan)
    assert found is not None
    return found.contract


def sent_since(block: int) -> int:
    return latest_block().number - block


def officer(deployed: Deployed) -> dict[str, Any]:
    return {"from": deployed.account("compliance_officer")}


# The verbs


@pytest.fixture
def desk(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """Runs a verb as `brownie run compliance` does; returns its lines, or with `fails` those of the error."""
    monkeypatch.setattr(paths, "REPORTS", tmp_path)
    monkeypatch.setattr(compliance, "open_security", lambda mode="": deployed)

    def run(verb: str, *arguments: str, fails: bool = False) -> list[str]:
        capsys.readouterr()
        if fails:
            with pytest.raises(SystemExit):
                getattr(compliance, verb)(*arguments)
            return capsys.readouterr().err.splitlines()
        getattr(compliance, verb)(*arguments)
        return [line.strip() for line in capsys.readouterr().out.splitlines()]

    return run


def test_verbs__from_pack_to_consent__each_says_what_it_did(world: World, desk: Callable[..., list[str]]) -> None:
    assert desk("status") == ["the security has no compliance engine"]
    assert desk("reconcile", fails=True) == ["The security has no compliance engine: apply a pack first."]
    applied_lines = desk("apply", "reg-cf", "send")
    assert applied_lines[0] == "reg-cf: Regulation Crowdfunding"
    assert applied_lines[-1] == "left to do: set PRICE of InvestmentLimits of every class"
    assert desk("verify", "reg-cf") == ["verified: the chain is as reg-cf says"]
    assert "Set PRICE of InvestmentLimits of every class to USD 5.00 a unit" in " ".join(
        desk("set", "InvestmentLimits", "PRICE", "USD 5", "Offering memorandum, 3")
    )
    world.issue(world.investor_de, 100)
    assert desk("explain", "investor_de", "fund_us", "10")[-2] == "allowed  0x51"
    refused = desk("explain", "investor_de", "investor_ch", "10", "COMMON")
    assert "refused  0x55 REG_CF_HOLD: the units were crowdfunded less than a year ago" in "\n".join(refused)
    later = day(clock.now() // DAY + 400)
    assert desk("explain", "investor_de", "investor_ch", "10", later)[-2] == "allowed  0x51"
    assert desk("explain", "investor_de", "investor_ch", "10", "COMMON", f"{later} 12:00")[-2] == "allowed  0x51"
    assert desk("request", "investor_de", "investor_ch", "10")[-1] == "requested"
    assert desk("approve", "investor_de", "investor_ch", "10", later)[-1].startswith("approved, counts until")
    assert desk("reject", "investor_de", "investor_ch", "10", "999")[-1] == "rejected"
    assert "Tell the rules of 5 members" in " ".join(desk("reconcile"))


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("apply", "reg-x"), "There is no pack reg-x"),
        (("verify", "open"), "The chain differs from the pack open:"),
        (("explain", "investor_de", "investor_ch", "0"), "0 units are none."),
        (("explain", "investor_de", "investor_ch", "1", "GOLD"), "There is no class GOLD"),
        (("explain", "investor_de", "investor_ch", "1", "COMMON", "soon"), "soon is no time"),
        (("explain", "investor_de", "nobody", "1"), "There is no account nobody"),
        (("approve", "investor_de", "investor_ch", "1", "soon"), "not a date"),
        (("reject", "investor_de", "investor_ch", "1", "65536"), "65536 is more than 65535"),
        (("request", "investor_de", "investor_ch", "1", "COMMON", "none.pdf"), "There is no file none.pdf."),
    ],
)
def test_verbs__slip__one_sentence(desk: Callable[..., list[str]], arguments: tuple[str, ...], problem: str) -> None:
    assert desk(*arguments, fails=True)[0].startswith(problem)


# Applying


@pytest.mark.parametrize("name", pack_names())
def test_apply__each_pack__as_the_pack_says_and_never_twice(deployed: Deployed, name: str) -> None:
    pack = applied(deployed, name)
    verify_pack(deployed, pack)
    engine = engine_of(deployed)
    assert deployed.security.complianceEngine() == engine.address
    assert [str(address) for address in engine.rules()] == [
        str(rule_of(deployed, pack, plan.kind.contract).address) for plan in pack.rules
    ]
    block = latest_block().number
    apply_pack(deployed, pack)
    assert sent_since(block) == 0


def test_apply__dry_run__says_what_and_sends_nothing(deployed: Deployed, lines_told: Callable[[], list[str]]) -> None:
    dry, block = replace(deployed, sending=Sending(dry_run=True)), latest_block().number
    pack = pack_for(deployed, "reg-d-506c")
    assert apply_pack(dry, pack) == []
    assert sent_since(block) == 0 and engine_of(deployed) is None
    assert "- there is no compliance engine" in lines_told()
    assert "- there is no HolderCaps of COMMON" in lines_told()


def test_apply__left_to_the_issuer__said_until_it_is_set(deployed: Deployed) -> None:
    pack = pack_for(deployed, "reg-cf")
    assert apply_pack(deployed, pack) == ["set PRICE of InvestmentLimits of every class"]
    deployed.send([single_call(deployed, "InvestmentLimits", "PRICE", "USD 12.50", "Offering memorandum, 3", "")])
    assert apply_pack(deployed, pack) == []
    assert rule_of(deployed, pack, "InvestmentLimits").parameterOf(parameter_key("PRICE")) == (1_250, 0, 0)


def test_apply__another_pack__rules_replaced_and_the_engine_kept(deployed: Deployed) -> None:
    first = applied(deployed, "open")
    engine = engine_of(deployed)
    second = applied(deployed, "ch-finsa")
    assert engine_of(deployed).address == engine.address
    assert pack_differences(deployed, second) == []
    assert pack_differences(deployed, first)[0].startswith(
        "the rules are HolderCaps of every class, and changing them takes 2 days, the pack says: the rules are none"
    )


def test_apply__delay_in_force__proposed_and_enacted_when_its_time_has_come(deployed: Deployed) -> None:
    applied(deployed, "ch-finsa")
    pack = pack_for(deployed, "open")
    [left] = apply_pack(deployed, pack)
    assert "it is proposed, and can be enacted from" in left
    assert apply_pack(deployed, pack) == [left]
    clock.pass_time(2 * DAY)
    assert apply_pack(deployed, pack) == []
    verify_pack(deployed, pack)


def test_apply__proposal_of_somebody_else__withdrawn(deployed: Deployed) -> None:
    pack = applied(deployed, "ch-finsa")
    engine_of(deployed).proposeRules([], 0, officer(deployed))
    assert pack_differences(deployed, pack) == ["a proposal waits that the pack does not know"]
    apply_pack(deployed, pack)
    verify_pack(deployed, pack)


def test_apply__machine_stops_anywhere__next_run_completes(deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Contracts that were created are found again, none is created twice."""

    class PowerCut(Exception):
        pass

    pack, mined, created = pack_for(deployed, "reg-cf"), calls._mined, []
    deploy = calls.deploy

    def count(artifact: Any, *rest: Any) -> Any:
        created.append(artifact._name)
        return deploy(artifact, *rest)

    def mine_and_stop(transact: Callable[[], Any]) -> Any:
        mined(transact)
        raise PowerCut

    monkeypatch.setattr("scripts.lib.compliance.apply.create", count)
    for _ in range(5):
        with monkeypatch.context() as patch:
            patch.setattr(calls, "_mined", mine_and_stop)
            with pytest.raises(PowerCut):
                apply_pack(deployed, pack)
    apply_pack(deployed, pack)
    assert created == ["ComplianceEngine", "HoldingPeriods", "InvestmentLimits"]
    verify_pack(deployed, pack)


def test_apply__administrator_elsewhere__says_what_is_left(deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = pack_for(deployed, "open")
    with monkeypatch.context() as patch:
        patch.setattr(Actor, "can_send", property(lambda actor: actor.name != "admin"))
        assert apply_pack(deployed, pack) == ["Let the engine have a say in every movement"]
    assert pack_differences(deployed, pack) == ["the security asks no engine"]
    apply_pack(deployed, pack)
    verify_pack(deployed, pack)


def test_apply__members_already_there__the_rules_count_them(world: World, deployed: Deployed) -> None:
    world.issue_all(10)
    pack = applied(deployed, "ch-finsa")
    assert tuple(rule_of(deployed, pack, "HolderCaps").counts()) == (4, 2)
    block = latest_block().number
    deployed.send(reconcile_calls(deployed, engine_of(deployed)))
    assert sent_since(block) == 1
    assert tuple(rule_of(deployed, pack, "HolderCaps").counts()) == (4, 2)


def test_apply__masks__set_and_kept_together_with_the_issuers(deployed: Deployed, edited: Callable[..., Pack]) -> None:
    masks = "classes:\n  the principal class: {forbid: [us_person]}\nexpired_may_sell: true\ndelay: 2 days"
    pack = edited("reg-s-cat3", ("delay: 2 days", masks))
    assert "COMMON requires none, forbids none, the pack says: requires none, forbids us_person" in pack_differences(
        deployed, pack
    )
    apply_pack(deployed, pack)
    verify_pack(deployed, pack)
    assert tuple(deployed.security.partitionTerms(COMMON)) == (0, US_PERSON, 0, False, True)
    assert deployed.security.isCountryClosed(408)


def test_apply__silence__set_as_the_pack_says(deployed: Deployed, edited: Callable[..., Pack]) -> None:
    pack = edited("open", ("attributes: {}", "attributes: {}\napprovals: {silence: 90 days, validity: 30 days}"))
    apply_pack(deployed, pack)
    verify_pack(deployed, pack)
    assert pack_differences(deployed, pack_for(deployed, "open")) == [
        "silence of 90 days is consent for 30 days, the pack says: silence is never consent"
    ]


# Dates


def test_apply__date_ahead__waits_on_the_chain(deployed: Deployed, edited: Callable[..., Pack]) -> None:
    ahead = clock.now() // DAY + 30
    row = "- {name: HOLDERS, value: 499}"
    later = f"{row}\n      - {{name: HOLDERS, value: 600, effective_from: {day(ahead)}, citation: Act 2}}"
    pack = edited("ch-finsa", (row, later))
    apply_pack(deployed, pack)
    verify_pack(deployed, pack)
    caps = rule_of(deployed, pack, "HolderCaps")
    assert caps.parameterOf(parameter_key("HOLDERS")) == (499, 600, ahead * DAY)
    assert pack_differences(deployed, pack_for(deployed, "ch-finsa")) == [
        f"HolderCaps of every class: HOLDERS becomes 600 on {format_time(ahead * DAY)}, the pack says not"
    ]
    block = latest_block().number
    apply_pack(deployed, pack)
    assert sent_since(block) == 0
    clock.block_at(ahead * DAY)
    verify_pack(deployed, pack)
    assert caps.parameterOf(parameter_key("HOLDERS")) == (600, 0, 0)


def test_apply__date_no_longer_meant__taken_back(deployed: Deployed, edited: Callable[..., Pack]) -> None:
    ahead = day(clock.now() // DAY + 30)
    row = "- {name: HOLDERS, value: 499}"
    later = f"{row}\n      - {{name: HOLDERS, value: 600, effective_from: {ahead}, citation: Act 2}}"
    apply_pack(deployed, edited("ch-finsa", (row, later)))
    pack = applied(deployed, "ch-finsa")
    assert rule_of(deployed, pack, "HolderCaps").parameterOf(parameter_key("HOLDERS")) == (499, 0, 0)


def day(number: int) -> str:
    return format_time(number * DAY)[:10]


# Verification


def test_verify__parameter_changed_behind_the_pack__found(deployed: Deployed) -> None:
    pack = applied(deployed, "reg-d-506c")
    caps = rule_of(deployed, pack, "HolderCaps")
    caps.setParameter(parameter_key("HOLDERS"), 5_000, 0, "nobody said so", officer(deployed))
    with pytest.raises(DeskError, match=r"HolderCaps of COMMON: HOLDERS is 5,000, the pack says 1,999"):
        verify_pack(deployed, pack)
    apply_pack(deployed, pack)
    verify_pack(deployed, pack)


def test_verify__parameter_that_the_pack_does_not_name__found(deployed: Deployed) -> None:
    pack = applied(deployed, "reg-d-506c")
    caps = rule_of(deployed, pack, "HolderCaps")
    caps.setParameter(parameter_key("COUNTRY", 276), 3, 0, "nobody said so", officer(deployed))
    assert pack_differences(deployed, pack) == ["HolderCaps of COMMON: COUNTRY of DE is 3, the pack says not set"]
    apply_pack(deployed, pack)
    assert caps.parameterOf(parameter_key("COUNTRY", 276)) == (0, 0, 0)


def test_verify__regime_changed__found_in_words(deployed: Deployed) -> None:
    pack = applied(deployed, "reg-cf")
    holding = rule_of(deployed, pack, "HoldingPeriods")
    holding.setParameter(parameter_key("LOCKED", 6), 2 << 128 | 1 << 144, 0, "nobody said so", officer(deployed))
    assert pack_differences(deployed, pack) == [
        "HoldingPeriods of every class: LOCKED of REG_CF is 1 month; free to everyone, the pack says 12 months; "
        "free to accredited; with consent to related; from offering"
    ]


def test_verify__engine_taken_away__found(deployed: Deployed) -> None:
    pack = applied(deployed, "open")
    deployed.security.setComplianceEngine("0x" + "00" * 20, {"from": deployed.account("admin")})
    assert pack_differences(deployed, pack) == ["the security asks no engine"]


def test_verify__engine_that_is_not_of_the_project__refused(deployed: Deployed) -> None:
    pack, security = applied(deployed, "open"), str(deployed.security.address)
    stranger = replace(deployed, security=Impostor(deployed.security, security))
    with pytest.raises(DeskError, match="is not that of ComplianceEngine as compiled here"):
        pack_differences(stranger, pack)


class Impostor:
    """A security whose engine is somewhere else."""

    def __init__(self, security: Any, engine: str) -> None:
        self._security, self._engine = security, engine

    def complianceEngine(self) -> str:
        return self._engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._security, name)


def test_verify__country_opened__found(deployed: Deployed) -> None:
    pack = applied(deployed, "open")
    deployed.security.setCountriesClosed([364], False, {"from": deployed.account("configurer")})
    assert pack_differences(deployed, pack) == ["the countries IR are open, the pack closes them"]


# By hand


def test_single__one_of_a_family__set(deployed: Deployed) -> None:
    pack = applied(deployed, "reg-d-506c")
    deployed.send([single_call(deployed, "HolderCaps", "COUNTRY:DE", "149", "Resolution 7", "COMMON")])
    assert rule_of(deployed, pack, "HolderCaps").parameterOf(parameter_key("COUNTRY", 276))[0] == 149


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("BenefitPlans", "LIMIT", "25 %"), "There is no BenefitPlans: the rules are HoldingPeriods of every class"),
        (("HolderCaps", "HEADS", "1"), "HolderCaps of COMMON has no parameter HEADS that can be set alone"),
        (("HolderCaps", "HOLDERS", "many"), "value: not a whole number: 'many'"),
        (("HolderCaps", "COUNTRY", "1"), "of is missing"),
    ],
)
def test_single__slip__refused(deployed: Deployed, arguments: tuple[str, str, str], problem: str) -> None:
    applied(deployed, "reg-d-506c")
    with pytest.raises(DeskError, match=problem):
        single_call(deployed, *arguments, "Resolution 7", "")


# Explanations


@pytest.fixture
def sellers(world: World, deployed: Deployed) -> World:
    """Under Regulation D: investor_de, accredited and abroad, and the fund in the US hold 1,000 each since today."""
    pack = applied(deployed, "reg-d-506c")
    deployed.send([single_call(deployed, "InvestmentLimits", "PRICE", "USD 1_000", "Offering memorandum, 3", "")])
    assert pack_differences(deployed, pack) == []
    for buyer in (world.investor_de, world.fund_us):
        world.issue(buyer, 1_000)
    return world


def told(deployed: Deployed, *arguments: str) -> list[str]:
    """The lines of `compliance explain`, without runs of blanks."""
    return [" ".join(line.split()) for line in lines_of(deployed, explanation_of(deployed, *arguments))]


def test_explain__sale_to_an_institution__allowed_at_every_step(sellers: World, deployed: Deployed) -> None:
    lines = told(deployed, "investor_de", "fund_us", "1_000")
    passed = [line for line in lines if line.endswith("passed")]
    assert passed == [f"{step} {name} passed" for step, name in STEPS.items()]
    assert "HoldingPeriods has nothing against it" in lines
    assert lines[-2:] == ["allowed 0x51", "largest 1,000 units would pass now, without consent"]


def test_explain__locked_units_to_somebody_else__step_reason_party_and_cure(sellers: World, deployed: Deployed) -> None:
    sellers.admit(sellers.investor_fr, US, attributes=US_PERSON)
    explanation = explanation_of(deployed, "investor_de", "investor_fr", "10")
    assert (explanation.step, explanation.code, explanation.reason) == (9, "0x55", "REG_D_HOLD")
    assert (explanation.erc1450, explanation.largest) == (9, 0)
    assert 364 * DAY < explanation.opens_at - clock.now() <= 366 * DAY
    lines = told(deployed, "investor_de", "investor_fr", "10")
    assert "8 same investor passed" in lines and "9 locks and lots refused" in lines
    assert "10 volume not reached" in lines and "13 allowed not reached" in lines
    until = format_time(explanation.opens_at)
    seller = f"investor_de ({sellers.investor_de.address})"
    assert f"HoldingPeriods 0x55 REG_D_HOLD, {seller}, until {until}" in lines
    assert "HolderCaps has nothing against it" in lines
    assert lines[-5:] == [
        "refused 0x55 REG_D_HOLD: the units were sold under Regulation D, and are restricted for this receiver",
        f"concerns {seller}",
        "ERC-1450 9",
        f"cure time: possible from {until}",
        "largest 0 units would pass now, without consent",
    ]


def test_explain__at_a_later_time__answered_and_the_chain_put_back(sellers: World, deployed: Deployed) -> None:
    sellers.admit(sellers.investor_fr, US, attributes=US_PERSON)
    now, block = clock.now(), latest_block().number
    refused = explanation_of(deployed, "investor_de", "investor_fr", "10")
    before = explanation_of(deployed, "investor_de", "investor_fr", "10", "", day(refused.opens_at // DAY - 1))
    after = explanation_of(deployed, "investor_de", "investor_fr", "10", "", day(refused.opens_at // DAY))
    assert (before.reason, after.is_success) == ("REG_D_HOLD", True)
    assert latest_block().number == block and abs(clock.now() - now) < 5
    assert explanation_of(deployed, "investor_de", "investor_fr", "10").reason == "REG_D_HOLD"


def test_explain__time_gone_by__refused(deployed: Deployed) -> None:
    with pytest.raises(DeskError, match="has passed on this chain"):
        explanation_of(deployed, "investor_de", "investor_fr", "10", "", "2020-01-01")


def test_explain__later_on_a_live_chain__says_that_it_cannot(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.lib.compliance.timetravel.is_play_chain", lambda: False)
    with pytest.raises(DeskError, match="cannot be asked about another time than now"):
        explanation_of(deployed, "investor_de", "investor_fr", "10", "", "2090-01-01")


def test_explain__stopped_by_the_register__rules_still_heard(sellers: World, deployed: Deployed) -> None:
    lines = told(deployed, "investor_de", "stranger", "10")
    assert "6 receiver may hold refused" in lines and "9 locks and lots not reached" in lines
    stranger = f"stranger ({sellers.stranger.address})"
    assert f"concerns {stranger}" in lines and "ERC-1450 11" in lines
    assert "cure another receiver, or a change in the receiver's entry" in lines


def test_explain__too_many_units__the_largest_that_would_pass(sellers: World, deployed: Deployed) -> None:
    explanation = explanation_of(deployed, "investor_de", "fund_us", "1_001")
    assert (explanation.step, explanation.reason, explanation.largest) == (4, "INSUFFICIENT_BALANCE", 1_000)


def test_explain__offshore_sale_after_reg_s__us_person_refused_and_others_not(world: World, deployed: Deployed) -> None:
    applied(deployed, "reg-s-cat3")
    world.issue(world.investor_de, 1_000)
    buyer = spare_account(3)
    world.admit(buyer, US, attributes=US_PERSON)
    refused = explanation_of(deployed, "investor_de", str(buyer.address), "10")
    assert (refused.step, refused.code, refused.reason, refused.opens_at) == (9, "0x57", "REG_S_US_PERSON", 0)
    assert refused.guilty == buyer.address
    assert explanation_of(deployed, "investor_de", "investor_fr", "10").is_success
    world.admit(buyer, US, attributes=US_PERSON | QIB)
    assert explanation_of(deployed, "investor_de", str(buyer.address), "10").reason == "REG_S_US_PERSON"


def test_issue__first_buyers__as_the_packs_say(world: World, deployed: Deployed) -> None:
    pack = applied(deployed, "reg-d-506c")
    with pytest.raises(brownie.exceptions.VirtualMachineError):
        world.issue(world.investor_fr, 1_000)
    with pytest.raises(brownie.exceptions.VirtualMachineError):
        world.issue(world.investor_de, 1_000)  # no price is set
    deployed.send([single_call(deployed, "InvestmentLimits", "PRICE", "USD 1_000", "Offering memorandum, 3", "")])
    world.issue(world.investor_de, 200)
    with pytest.raises(brownie.exceptions.VirtualMachineError):
        world.issue(world.investor_de, 199)
    assert tuple(rule_of(deployed, pack, "HolderCaps").counts()) == (1, 0)


# Consent


def test_consent__asked_given_and_used__in_words(sellers: World, deployed: Deployed) -> None:
    sellers.admit(sellers.investor_fr, DE)
    transfer = Transfer("COMMON", sellers.investor_de.address, sellers.investor_fr.address, 10)
    refused = explanation_of(deployed, "investor_de", "investor_fr", "10")
    assert (refused.step, refused.reason) == (12, "TA_APPROVAL_REQUIRED")
    lines = told(deployed, "investor_de", "investor_fr", "10")
    assert "HoldingPeriods asks for the transfer agent's consent" in lines and "12 consent refused" in lines
    assert "cure the transfer agent's consent: `compliance request`, then `compliance approve`" in lines
    deployed.send([request_call(deployed, transfer, bytes(32), deployed.actors["investor_de"])])
    assert consent_in_words(deployed, transfer) == "requested"
    deployed.send([approve_call(deployed, transfer, clock.now() + DAY, bytes(32))])
    assert consent_in_words(deployed, transfer).startswith("approved, counts until")
    sellers.security.transfer(sellers.investor_fr, 10, {"from": sellers.investor_de})
    assert consent_in_words(deployed, transfer) == "used"


def test_consent__refused__in_words(sellers: World, deployed: Deployed) -> None:
    transfer = Transfer("COMMON", sellers.investor_de.address, sellers.investor_fr.address, 10)
    with pytest.raises(CallRefused, match="nobody has asked for consent"):
        deployed.send([reject_call(deployed, transfer, 999)])
    deployed.send([request_call(deployed, transfer, bytes(32), deployed.actors["investor_de"])])
    deployed.send([reject_call(deployed, transfer, 999)])
    assert consent_in_words(deployed, transfer) == "rejected"


def test_consent__no_engine__refused(deployed: Deployed) -> None:
    with pytest.raises(DeskError, match="has no compliance engine"):
        consent_in_words(deployed, Transfer("COMMON", NOWHERE, NOWHERE, 1))


# Status


def test_status__no_engine__says_so(deployed: Deployed) -> None:
    assert list(status_lines(deployed)) == ["the security has no compliance engine"]


def test_status__rules__parameters_counts_and_proposal_in_words(sellers: World, deployed: Deployed) -> None:
    engine = engine_of(deployed)
    engine.proposeRules([], 0, officer(deployed))
    lines = [line.strip() for line in status_lines(deployed)]
    assert lines[:3] == [f"engine   {engine.address}", "changes  take 2 days", "silence  is never consent"]
    caps = str(engine.rules()[-1])
    assert f"step 11  HolderCaps of COMMON  {caps}" in lines
    assert "HOLDERS: 1,999" in lines and "EXEMPT: employee" in lines and "SHARE: 1 %" in lines
    assert "LOCKED of REG_D_506C: 12 months; free to qib; with consent to who is not us_person or accredited" in lines
    assert "counts 2 holders, 0 of them not accredited" in lines
    assert lines[-1].startswith("proposed none, changes take 0 days; can be enacted from")


def test_status__rule_that_failed__closed(world: World, deployed: Deployed) -> None:
    """A rule that cannot keep its books refuses, until it is put right by hand."""
    pack = applied(deployed, "open")
    engine = engine_of(deployed)
    broken = container("RuleDouble").deploy(engine, bytes(32), {"from": world.deployer})
    broken.behave(0, 1, {"from": world.deployer})
    engine.proposeRules([broken], 0, officer(deployed))
    world.admit(world.investor_fr, DE)
    assert any("CLOSED" in line for line in status_lines(deployed))
    assert any("failed and is closed" in line for line in pack_differences(deployed, pack))
