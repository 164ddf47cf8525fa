"""Chapters: the security is deployed, its members are admitted, its units are issued."""

from __future__ import annotations

from scripts.admit import admit
from scripts.issue import issue
from scripts.lib.admission import AdmissionPlan
from scripts.lib.amounts import format_count
from scripts.lib.calls import Call, probe
from scripts.lib.chain import now
from scripts.lib.countries import alpha2_code
from scripts.lib.dates import day_of
from scripts.lib.deployed import Deployed
from scripts.lib.deployment import deploy
from scripts.lib.investors import Investor
from scripts.lib.issuance import IssuePlan
from scripts.lib.networks import NetworkSettings
from scripts.lib.paths import shown
from scripts.lib.problems import DeskError
from scripts.lib.roles import CONFIGURER, ISSUER
from scripts.lib.settings import IssuerSettings
from scripts.lib.state import State
from scripts.lib.verify import differences
from scripts.story.narrator import Narrator


def tell_deployment(narrator: Narrator, settings: IssuerSettings, network: NetworkSettings, state: State) -> Deployed:
    """Deploys, and proves that the deployer holds nothing."""
    narrator.chapter(f"{settings.name} issues shares on chain {network.chain_id} ({network.name})")
    deployed = deploy(settings, network, state=state)
    sent = [transaction for step in state.steps for transaction in step.transactions]
    narrator.say(f"Deployed in {len(state.steps)} steps and {len(sent)} transactions:")
    narrator.fact(f"security ({settings.symbol})", deployed.security.address)
    narrator.fact("its registrar", deployed.security.registrar())
    narrator.fact("its transfer office", deployed.security.transferOffice())
    narrator.fact("its enquiry desk", deployed.security.enquiryDesk())
    narrator.fact("dividend distributor", deployed.distributor.address)
    narrator.fact("shareholder voting", deployed.voting.address)
    narrator.fact("first transaction", sent[0])
    narrator.fact("last transaction", sent[-1])
    found = differences(deployed)
    if found:
        raise DeskError("\n".join(found))
    administrator = deployed.actors[settings.admin]
    closed = ", ".join(map(alpha2_code, settings.closed_countries))
    narrator.space()
    narrator.say(
        f"Compared with {shown(settings.path)}: no difference. The administrator is {administrator}; the "
        f"deployer holds no role any more. Closed countries: {closed}."
    )
    return deployed


def tell_admission(narrator: Narrator, deployed: Deployed, investors: tuple[Investor, ...]) -> AdmissionPlan:
    """Admits the investors of the example, some of whom are refused."""
    narrator.chapter("Investors are admitted to the register of members")
    plan, receipts = admit(deployed, investors)
    countries = {investor.profile.country for investor in plan.admitted}
    today = day_of(now())
    accredited = sum(investor.profile.accredited_through >= today for investor in plan.admitted)
    narrator.say(
        f"The file has {len(investors)} wallets. Admitted: {len(plan.admitted)} investors of "
        f"{len(countries)} countries, {accredited} of them accredited, and {len(plan.linked)} "
        "further wallets of theirs. "
        f"Refused: {len(plan.refused)}."
    )
    narrator.space()
    rows = [(line.investor.line, line.investor.reference, line.reason) for line in plan.refused]
    narrator.table(("line", "reference", "why it is refused"), rows, left=3)
    narrator.space()
    narrator.transactions(receipts)
    return plan


def tell_issue(narrator: Narrator, deployed: Deployed) -> IssuePlan:
    """Issues the allotments of the example, once the document is there that issuance waits for."""
    narrator.chapter("Units are issued")
    _tell_terms_document(narrator, deployed)
    plan, receipts = issue(deployed, deployed.settings.folder / "allotments.csv")
    treasury = deployed.actors[deployed.settings.treasury.account].address
    narrator.say(f"{len(plan.outstanding)} allotments, every one checked before the first was sent.")
    narrator.space()
    rows = []
    for partition in deployed.settings.partitions:
        issued = deployed.security.totalSupplyByPartition(partition.id)
        own = deployed.security.balanceOfByPartition(partition.id, treasury)
        rows.append((partition.label, *map(format_count, (partition.authorised, issued, own, issued - own))))
    narrator.table(("class", "authorised", "issued", "of which treasury", "outstanding"), rows)
    narrator.space()
    narrator.transactions(receipts)
    return plan


def _tell_terms_document(narrator: Narrator, deployed: Deployed) -> None:
    """Without the terms nothing is issued, which the chain itself says."""
    document, issuer = deployed.settings.terms_document, deployed.holder_of(CONFIGURER)
    if document is None:
        return
    narrator.say(f"Issuance waits for the document {document.name}. Were it not there:")
    treasury = deployed.actors[deployed.settings.treasury.account].address
    deployed.send([Call(deployed.security, "removeDocument", (document.id,), f"Remove {document.name}", issuer)])
    refusal = probe(Call(deployed.security, "issue", (treasury, 1, b""), "Issue", deployed.holder_of(ISSUER)))
    if refusal is None:
        raise DeskError("Units were issued without the terms.")
    narrator.refused("1 COMMON to the treasury, before the terms are set", refusal, "the security itself")
    arguments = (document.id, document.uri, document.hash)
    [receipt] = deployed.send([Call(deployed.security, "setDocument", arguments, f"Set {document.name}", issuer)])
    narrator.done(f"the issuer sets {document.uri}, content 0x{document.hash.hex()[:16]}...", receipt)
    narrator.space()
