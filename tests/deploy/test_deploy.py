"""The deployment of the example: run twice, broken at every transaction, by an absent administrator, and verified."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import brownie
import pytest

from scripts.deploy import main as deploy_verb
from scripts.lib import calls, paths
from scripts.lib.actors import Actor, open_actors
from scripts.lib.artifacts import at, container
from scripts.lib.chain import current_chain, latest_block
from scripts.lib.deployed import DISTRIBUTION_OFFICE, Deployed
from scripts.lib.deployment import assemble, deploy
from scripts.lib.labels import label_bytes
from scripts.lib.networks import AccountEntry, NetworkSettings, load_network
from scripts.lib.paths import DEFAULT_ISSUER
from scripts.lib.problems import DeskError
from scripts.lib.roles import ADMINISTRATOR, CONTRACT_ROLES, GRANTABLE, role_id
from scripts.lib.settings import IssuerSettings, load_issuer
from scripts.lib.state import State, load_state
from scripts.lib.steps import STEPS
from scripts.lib.verify import differences

TRANSACTIONS = 37
ABSENT = "0x000000000000000000000000000000000000dEaD"


class PowerCut(Exception):
    """The machine stops."""


@pytest.fixture(scope="module")
def settings() -> IssuerSettings:
    return load_issuer(DEFAULT_ISSUER)


@pytest.fixture(scope="module")
def network() -> NetworkSettings:
    return load_network(brownie.network.show_active())


@pytest.fixture(scope="module")
def deployed(module_isolation: Any, settings: IssuerSettings, network: NetworkSettings) -> Deployed:
    """The example, deployed once for all tests that only look at it or change it."""
    return deploy(settings, network)


@pytest.fixture
def restart(tmp_path: Path, settings: IssuerSettings) -> Callable[[], State]:
    """The state file as another process would read it."""
    return lambda: load_state(tmp_path / "local.json", current_chain(), settings.symbol)


def sent_since(block: int) -> int:
    """Transactions since a block: each has a block of its own on these chains."""
    return latest_block().number - block


def cut_power_after(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine stops when so many transactions are mined, before anything notes the last one."""
    mined = calls._mined
    left = [count]

    def mine_and_stop(transact: Callable[[], Any]) -> Any:
        receipt = mined(transact)
        left[0] -= 1
        if left[0] == 0:
            raise PowerCut
        return receipt

    monkeypatch.setattr(calls, "_mined", mine_and_stop)


# The deployment


def test_deploy__fresh_chain__as_the_file_says(deployed: Deployed) -> None:
    assert differences(deployed) == []
    assert deployed.remaining == ()
    assert [step.number for step in deployed.state.steps] == [step.number for step in STEPS]


def test_deploy__deployer__holds_nothing(deployed: Deployed) -> None:
    deployer = deployed.actors["deployer"].address
    held = [role for role in (ADMINISTRATOR, *GRANTABLE) if deployed.security.hasRole(role_id(role), deployer)]
    assert held == []
    assert deployed.security.admin() == deployed.actors["issuer"].address
    assert deployed.security.adminDelay() == deployed.settings.admin_delay


def test_deploy__one_address__all_functions(deployed: Deployed) -> None:
    assert deployed.security.name() == deployed.settings.name
    assert deployed.security.memberOf(deployed.actors["treasury"].address)["treasury"]
    assert deployed.distributor.security() == deployed.voting.security() == deployed.security.address


def test_deploy__distributor__in_two_parts_with_its_roles(deployed: Deployed) -> None:
    security, distributor = deployed.security, deployed.distributor
    office = deployed.state.address_of(DISTRIBUTION_OFFICE)
    assert distributor.distributionOffice() == office
    assert security.hasRole(role_id("SCHEDULER"), distributor) and security.hasRole(role_id("REDEEMER"), distributor)
    assert security.hasRole(role_id("SCHEDULER"), deployed.voting)
    assert not security.hasRole(role_id("REDEEMER"), deployed.voting)
    assert not any(security.hasRole(role_id(role), office) for role in GRANTABLE)


def test_deploy__twice__second_run_sends_nothing(
    settings: IssuerSettings, network: NetworkSettings, restart: Callable[[], State]
) -> None:
    start = latest_block().number
    first = deploy(settings, network, state=restart())
    assert sent_since(start) == TRANSACTIONS
    second = deploy(settings, network, state=restart())
    assert sent_since(start) == TRANSACTIONS
    assert second.security.address == first.security.address


def test_deploy__registrar_there_already__serves_this_security_too(
    deployed: Deployed, settings: IssuerSettings, network: NetworkSettings
) -> None:
    before = latest_block().number
    registrar = str(deployed.security.registrar())
    second = deploy(settings, replace(network, registrar=registrar))
    assert sent_since(before) == TRANSACTIONS - 3
    assert second.security.address != deployed.security.address
    assert second.security.registrar() == registrar
    assert second.security.transferOffice() == deployed.security.transferOffice()
    assert second.security.enquiryDesk() == deployed.security.enquiryDesk()
    assert differences(second) == []
    second.security.setName("Another", {"from": second.holder_of("CONFIGURER").account})
    assert deployed.security.name() == settings.name


@pytest.mark.parametrize("kind", ["an account", "another contract"])
def test_deploy__named_registrar_is_none__refused_before_anything_is_sent(
    deployed: Deployed, settings: IssuerSettings, network: NetworkSettings, kind: str
) -> None:
    before = latest_block().number
    address = ABSENT if kind == "an account" else str(deployed.security.transferOffice())
    with pytest.raises(DeskError, match=f"The code at {address} is not that of Registrar as compiled here"):
        deploy(settings, replace(network, registrar=address))
    assert sent_since(before) == 0


@pytest.mark.parametrize("count", range(1, TRANSACTIONS + 1))
def test_deploy__power_cut__resumes_without_sending_twice(
    settings: IssuerSettings,
    network: NetworkSettings,
    restart: Callable[[], State],
    monkeypatch: pytest.MonkeyPatch,
    count: int,
) -> None:
    start = latest_block().number
    with monkeypatch.context() as patch:
        cut_power_after(count, patch)
        with pytest.raises(PowerCut):
            deploy(settings, network, state=restart())
    deployed = deploy(settings, network, state=restart())
    assert sent_since(start) == TRANSACTIONS
    assert differences(deployed) == []


def test_deploy__creation_not_sent__sent_at_the_next_run(
    settings: IssuerSettings,
    network: NetworkSettings,
    restart: Callable[[], State],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut(transact: Callable[[], Any]) -> Any:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(calls, "_mined", cut)
        with pytest.raises(PowerCut):
            deploy(settings, network, state=restart())
    assert restart().plan is not None
    assert differences(deploy(settings, network, state=restart())) == []


def test_deploy__administrator_elsewhere__says_what_remains(settings: IssuerSettings, network: NetworkSettings) -> None:
    elsewhere = replace(network, accounts={**network.accounts, "issuer": AccountEntry(None, None, ABSENT)})
    deployed = deploy(settings, elsewhere)
    assert [sentence.split(" (")[0] for sentence in deployed.remaining] == [
        "issuer",
        "Set the administrator's delay to 172,800 seconds",
    ]
    assert deployed.security.proposedAdmin()["candidate"] == ABSENT
    assert not deployed.state.is_done(18)
    assert "issuer is proposed as administrator" in differences(deployed)


def test_deploy__administrator_comes_later__next_run_completes(
    settings: IssuerSettings,
    network: NetworkSettings,
    restart: Callable[[], State],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Actor, "can_send", property(lambda actor: actor.name != "issuer"))
        assert len(deploy(settings, network, state=restart()).remaining) == 2
    deployed = deploy(settings, network, state=restart())
    assert deployed.remaining == () and differences(deployed) == []


# With a rule pack


def test_main__pack_in_the_file__deployed_applied_and_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The roles are handed over by then: those who hold them apply the pack."""
    folder = tmp_path / "issuer"
    shutil.copytree(DEFAULT_ISSUER.parent, folder)
    text = (folder / "issuer.yaml").read_text().replace("admin: issuer #", "compliance: reg-d-506c\n\nadmin: issuer #")
    (folder / "issuer.yaml").write_text(text)
    monkeypatch.setenv("SCRIP_ISSUER", str(folder / "issuer.yaml"))
    monkeypatch.setattr(paths, "REPORTS", tmp_path / "reports")
    start = latest_block().number
    deploy_verb("dry-run")
    assert "would apply the rule pack reg-d-506c" in capsys.readouterr().out and sent_since(start) == 0
    deploy_verb("send")
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "left to do: set PRICE of InvestmentLimits of COMMON" in lines
    assert lines[-1] == "verified: the chain is as issuer.yaml says, and the deployer holds nothing"


# What is refused before anything is sent


def test_deploy__other_chain_id__refused(settings: IssuerSettings, network: NetworkSettings) -> None:
    start = latest_block().number
    with pytest.raises(DeskError, match=r"The chain has id 1337, but .* is about 1"):
        deploy(settings, replace(network, chain_id=1))
    assert sent_since(start) == 0


def test_deploy__account_missing__refused(settings: IssuerSettings, network: NetworkSettings) -> None:
    accounts = {name: entry for name, entry in network.accounts.items() if name != "treasurer"}
    with pytest.raises(DeskError, match="lacks the accounts treasurer"):
        deploy(settings, replace(network, accounts=accounts))


def test_deploy__one_account_by_two_names__refused(settings: IssuerSettings, network: NetworkSettings) -> None:
    twin = AccountEntry(None, None, brownie.accounts[0].address)
    with pytest.raises(DeskError, match="treasurer and deployer are the same account"):
        deploy(settings, replace(network, accounts={**network.accounts, "treasurer": twin}))


def test_assemble__nothing_deployed__refused(settings: IssuerSettings, network: NetworkSettings) -> None:
    with pytest.raises(DeskError, match="run `deploy` first"):
        assemble(settings, network, open_actors(network), State(current_chain(), settings.symbol))


# What verify finds


def test_verify__role_given_behind_the_file__found(deployed: Deployed) -> None:
    stranger = deployed.actors["stranger"].address
    deployed.security.grantRole(role_id("ISSUER"), stranger, {"from": deployed.account("issuer")})
    assert differences(deployed) == ["stranger holds the role ISSUER, which the file does not give"]


def test_verify__role_taken__found(deployed: Deployed) -> None:
    agent = deployed.actors["transfer_agent"].address
    deployed.security.revokeRole(role_id("ADMITTER"), agent, {"from": deployed.account("issuer")})
    assert differences(deployed) == ["transfer_agent lacks the role ADMITTER"]


@pytest.mark.parametrize(("role", "name"), CONTRACT_ROLES)
def test_verify__contract_without_its_role__found(deployed: Deployed, role: str, name: str) -> None:
    contract = str(getattr(deployed, name).address)
    deployed.security.revokeRole(role_id(role), contract, {"from": deployed.account("issuer")})
    assert differences(deployed) == [f"{deployed.actors.name_of(contract)} lacks the role {role}"]


def test_verify__redeemer_beside_the_distributor__found(deployed: Deployed) -> None:
    treasurer = deployed.actors["treasurer"].address
    deployed.security.grantRole(role_id("REDEEMER"), treasurer, {"from": deployed.account("issuer")})
    assert differences(deployed) == ["treasurer holds the role REDEEMER, which the file does not give"]


def test_verify__deployer_comes_back__found_twice(deployed: Deployed) -> None:
    deployer = deployed.actors["deployer"].address
    deployed.security.grantRole(role_id("PAUSER"), deployer, {"from": deployed.account("issuer")})
    assert differences(deployed) == [
        "deployer holds the role PAUSER, which the file does not give",
        "the deployer still holds the role PAUSER",
    ]


def test_verify__administrator_proposed__found(deployed: Deployed) -> None:
    stranger = deployed.actors["stranger"].address
    deployed.security.proposeAdmin(stranger, {"from": deployed.account("issuer")})
    assert differences(deployed) == ["stranger is proposed as administrator"]


def test_verify__terms_changed__found(deployed: Deployed) -> None:
    issuer = {"from": deployed.account("issuer")}
    deployed.security.setPartitionTerms(label_bytes("PREFERRED"), (0, 1, 0, False, False), issuer)
    assert differences(deployed) == [
        "forbidAny of PREFERRED is 1, the file says 0",
        "accreditedOnly of PREFERRED is False, the file says True",
    ]


def test_verify__capital_changed__found(deployed: Deployed) -> None:
    deployed.security.setAuthorised(label_bytes("COMMON"), 5, {"from": deployed.account("issuer")})
    assert differences(deployed) == ["the authorised capital of COMMON is 5, the file says 1200000"]


def test_verify__class_added__found(deployed: Deployed) -> None:
    terms = (0, 0, 0, False, False)
    deployed.security.createPartition(label_bytes("GOLD"), terms, 1, {"from": deployed.account("issuer")})
    [difference] = differences(deployed)
    assert difference.startswith("the list of classes is ['COMMON', 'PREFERRED', 'GOLD']")


def test_verify__countries_changed__found_both_ways(deployed: Deployed) -> None:
    issuer = {"from": deployed.account("issuer")}
    deployed.security.setCountriesClosed([36], True, issuer)
    deployed.security.setCountriesClosed([124], False, issuer)
    assert differences(deployed) == ["AU is closed, the file says otherwise", "CA is open, the file says otherwise"]


def test_verify__terms_document_replaced__found(deployed: Deployed) -> None:
    terms, issuer = deployed.settings.terms_document, {"from": deployed.account("issuer")}
    assert terms is not None
    deployed.security.setDocument(terms.id, "https://elsewhere.example/", b"\x01" * 32, issuer)
    assert differences(deployed) == [
        "where TERMS is found is https://elsewhere.example/, the file says https://brunnhalde.example/terms.txt",
        f"the hash of TERMS is 0x{'01' * 32}, the file says 0x{terms.hash.hex()}",
    ]


def test_verify__terms_document_not_waited_for__found(deployed: Deployed) -> None:
    deployed.security.setTermsDocument(bytes(32), {"from": deployed.account("issuer")})
    assert differences(deployed) == ["the document that issuance waits for is none, the file says TERMS"]


def test_verify__conversion_changed_and_another_set__found_both_ways(deployed: Deployed) -> None:
    common, preferred = label_bytes("COMMON"), label_bytes("PREFERRED")
    issuer = {"from": deployed.holder_of("ISSUER").account}
    deployed.security.setConversionRatio(preferred, common, 0, 0, issuer)
    deployed.security.setConversionRatio(common, preferred, 3, 2, issuer)
    assert differences(deployed) == [
        "the conversion of COMMON into PREFERRED is 3 for 2, the file says none",
        "the conversion of PREFERRED into COMMON is none, the file says 1 for 1",
    ]


def test_verify__provider_listed_behind_the_file__found(deployed: Deployed) -> None:
    stranger = deployed.actors["stranger"].address
    deployed.security.setProvider(stranger, (3, 30, True), {"from": deployed.holder_of("ADMITTER").account})
    assert differences(deployed) == [
        "what stranger may attest is 30 days, attributes 0x3, accreditation, the file says nothing"
    ]
    deployed.security.setProvider(stranger, (0, 0, False), {"from": deployed.holder_of("ADMITTER").account})
    assert differences(deployed) == []


def test_verify__provider_taken_off__found(deployed: Deployed) -> None:
    provider = deployed.actors["identity_provider"].address
    deployed.security.setProvider(provider, (0, 0, False), {"from": deployed.holder_of("ADMITTER").account})
    assert differences(deployed) == [
        "what identity_provider may attest is nothing, the file says 366 days, attributes 0x1"
    ]


def test_deploy__file_without_the_optional_parts__as_the_file_says(
    settings: IssuerSettings, network: NetworkSettings
) -> None:
    plain = replace(
        settings,
        terms_document=None,
        providers={},
        partitions=tuple(replace(partition, converts_into={}) for partition in settings.partitions),
    )
    start = latest_block().number
    deployed = deploy(plain, network)
    assert sent_since(start) == TRANSACTIONS - 4
    assert differences(deployed) == []


def test_verify__expired_may_sell__found(deployed: Deployed) -> None:
    deployed.security.setExpiredMaySell(True, {"from": deployed.account("issuer")})
    assert differences(deployed) == ["whether expired members may sell is True, the file says False"]


def test_verify__treasury_unmarked__found(deployed: Deployed) -> None:
    treasury = deployed.actors["treasury"].address
    deployed.security.setTreasury(treasury, False, {"from": deployed.account("issuer")})
    assert differences(deployed) == [f"{treasury} is not marked as the treasury"]


def test_verify__forwarder__found_both_ways(settings: IssuerSettings, network: NetworkSettings) -> None:
    forwarder = brownie.accounts[95].address
    relayed = replace(network, forwarder=forwarder)
    deployed = deploy(settings, relayed)
    assert deployed.security.isTrustedForwarder(forwarder)
    assert differences(deployed) == []
    found = f"the trusted forwarder is {forwarder}, the network's settings say none; it is fixed for ever"
    assert differences(replace(deployed, network=network)) == [found]


def test_verify__forwarder_named_later__found(deployed: Deployed) -> None:
    relayed = replace(deployed.network, forwarder=ABSENT)
    found = f"the trusted forwarder is none, the network's settings say {ABSENT}; it is fixed for ever"
    assert differences(replace(deployed, network=relayed)) == [found]


def test_verify__other_code__found(deployed: Deployed) -> None:
    pretender = replace(deployed, voting=deployed.distributor)
    assert any("is not that of ShareholderVoting as compiled here" in line for line in differences(pretender))


def test_verify__distributor_with_another_office__found(deployed: Deployed) -> None:
    """What answers as an office of the security, and is none, is as good as the distributor itself."""
    token, deployer = deployed.security.address, {"from": deployed.account("deployer")}
    code = container("DividendDistributor").deploy(token, deployed.voting, deployer)
    pretender = replace(deployed, distributor=at("IDividendDistributor", code.address))
    found = f"the code at {deployed.voting.address} is not that of DistributionOffice as compiled here"
    assert found in differences(pretender)
