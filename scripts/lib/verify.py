"""Compares a deployed security with issuer.yaml, and finds who holds a role that nobody meant to give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.lib.artifacts import is_code_of
from scripts.lib.countries import alpha2_code
from scripts.lib.deployed import DISTRIBUTOR, VOTING, Deployed
from scripts.lib.events import read_events
from scripts.lib.labels import label_text
from scripts.lib.roles import ADMINISTRATOR, CONTRACT_ROLES, GRANTABLE, role_id, role_name
from scripts.lib.settings import Partition


def differences(deployed: Deployed) -> list[str]:
    """Every difference, as a sentence; empty when the chain is as the settings say."""
    return [sentence for check in CHECKS for sentence in check(deployed)]


def _code(deployed: Deployed) -> Iterator[str]:
    """The contracts are those of this project, and know one another."""
    contracts = {
        "SecurityToken": deployed.security.address,
        "Registrar": deployed.security.registrar(),
        "TransferOffice": deployed.security.transferOffice(),
        "EnquiryDesk": deployed.security.enquiryDesk(),
        "DividendDistributor": deployed.distributor.address,
        "DistributionOffice": deployed.distributor.distributionOffice(),
        "ShareholderVoting": deployed.voting.address,
    }
    for name, address in contracts.items():
        if not is_code_of(str(address), name):
            yield f"the code at {address} is not that of {name} as compiled here"
    for name, contract in ((DISTRIBUTOR, deployed.distributor), (VOTING, deployed.voting)):
        yield from _compare(f"the security of the {name}", contract.security(), deployed.security.address)


def _names(deployed: Deployed) -> Iterator[str]:
    settings, security = deployed.settings, deployed.security
    yield from _compare("the name", security.name(), settings.name)
    yield from _compare("the symbol", security.symbol(), settings.symbol)
    yield from _compare("the number of decimals", security.decimals(), settings.decimals)


def _forwarder(deployed: Deployed) -> Iterator[str]:
    """The trusted forwarder could act as anybody."""
    address = str(deployed.security.trustedForwarder())
    on_chain = address if int(address, 16) else "none"
    in_file = deployed.network.forwarder or "none"
    if on_chain != in_file:
        yield f"the trusted forwarder is {on_chain}, the network's settings say {in_file}; it is fixed for ever"


def _classes(deployed: Deployed) -> Iterator[str]:
    labels = [label_text(partition) for partition in deployed.security.partitions()]
    yield from _compare("the list of classes", labels, [part.label for part in deployed.settings.partitions])
    for partition in deployed.settings.partitions:
        if partition.label in labels:
            yield from _class(deployed, partition)


def _class(deployed: Deployed, partition: Partition) -> Iterator[str]:
    terms = tuple(deployed.security.partitionTerms(partition.id))
    fields = ("requireAll", "forbidAny", "unlockAt", "accreditedOnly", "redeemable")
    for field, on_chain, in_file in zip(fields, terms, partition.terms.as_tuple(), strict=True):
        yield from _compare(f"{field} of {partition.label}", on_chain, in_file)
    authorised = deployed.security.authorisedOf(partition.id)
    yield from _compare(f"the authorised capital of {partition.label}", authorised, partition.authorised)


def _conversions(deployed: Deployed) -> Iterator[str]:
    """Ratios are compared both ways: no view lists them, the events do."""
    ratios: dict[tuple[str, str], tuple[int, int]] = {}
    for event in read_events(deployed.security, {"ConversionRatioSet"}):
        pair = (label_text(event["fromPartition"]), label_text(event["toPartition"]))
        ratios[pair] = (event["numerator"], event["denominator"])
    wanted = {
        (partition.label, label): ratio
        for partition in deployed.settings.partitions
        for label, ratio in partition.converts_into.items()
    }
    for pair in sorted(ratios.keys() | wanted.keys()):
        on_chain, in_file = (found.get(pair, (0, 0)) for found in (ratios, wanted))
        yield from _compare(f"the conversion of {pair[0]} into {pair[1]}", _ratio(on_chain), _ratio(in_file))


def _ratio(ratio: tuple[int, int]) -> str:
    return f"{ratio[0]} for {ratio[1]}" if any(ratio) else "none"


def _terms_document(deployed: Deployed) -> Iterator[str]:
    security, document = deployed.security, deployed.settings.terms_document
    name = label_text(security.termsDocument()) or "none"
    yield from _compare("the document that issuance waits for", name, document.name if document else "none")
    if document:
        uri, digest, _ = security.getDocument(document.id)
        yield from _compare(f"where {document.name} is found", uri, document.uri)
        yield from _compare(f"the hash of {document.name}", "0x" + bytes(digest).hex(), "0x" + document.hash.hex())


def _providers(deployed: Deployed) -> Iterator[str]:
    """Whoever is listed by the events, with what it may attest, against who shall be."""
    listed: dict[str, tuple[int, int, bool]] = {}
    for event in read_events(deployed.security, {"ProviderSet"}):
        mandate = event["mandate"]
        listed[event["provider"]] = (mandate["attributes"], mandate["longestAdmission"], mandate["mayAccredit"])
    actors = deployed.actors
    wanted = {actors[name].address: mandate.as_tuple() for name, mandate in deployed.settings.providers.items()}
    for address in sorted(listed.keys() | wanted.keys()):
        on_chain, in_file = (_mandate(found.get(address)) for found in (listed, wanted))
        yield from _compare(f"what {actors.name_of(address)} may attest", on_chain, in_file)


def _mandate(mandate: tuple[int, int, bool] | None) -> str:
    """In words; who may attest no day is not listed."""
    if mandate is None or mandate[1] == 0:
        return "nothing"
    accreditation = ", accreditation" if mandate[2] else ""
    return f"{mandate[1]} days, attributes {mandate[0]:#x}{accreditation}"


def _rules(deployed: Deployed) -> Iterator[str]:
    """Closed countries are compared both ways: no view lists them, the events do."""
    names = {"CountryClosed", "CountryOpened", "ExpiredMaySellSet"}
    closed: set[int] = set()
    may_sell = False
    for event in read_events(deployed.security, names):
        if event.name == "ExpiredMaySellSet":
            may_sell = event["maySell"]
        elif event.name == "CountryClosed":
            closed.add(event["country"])
        else:
            closed.discard(event["country"])
    for code in sorted(closed ^ set(deployed.settings.closed_countries)):
        yield f"{alpha2_code(code)} is {'closed' if code in closed else 'open'}, the file says otherwise"
    yield from _compare("whether expired members may sell", may_sell, deployed.settings.expired_may_sell)


def _treasury(deployed: Deployed) -> Iterator[str]:
    settings = deployed.settings.treasury
    address = deployed.actors[settings.account].address
    entry = deployed.security.memberOf(address)
    if not entry["treasury"]:
        yield f"{address} is not marked as the treasury"
    yield from _compare("the treasury's country", alpha2_code(entry["country"]), alpha2_code(settings.country))
    yield from _compare("the treasury's last day", entry["admittedThrough"], settings.admitted_through)


def _roles(deployed: Deployed) -> Iterator[str]:
    """Who holds what by the events of the table, against who shall."""
    held = _role_holders(deployed)
    wanted = _intended(deployed)
    for role, address in sorted(wanted - held):
        yield f"{deployed.actors.name_of(address)} lacks the role {role}"
    for role, address in sorted(held - wanted):
        yield f"{deployed.actors.name_of(address)} holds the role {role}, which the file does not give"


def _role_holders(deployed: Deployed) -> set[tuple[str, str]]:
    held: set[tuple[str, str]] = set()
    for event in read_events(deployed.security, {"RoleGranted", "RoleRevoked"}):
        entry = (role_name(event["role"]), event["account"])
        if event.name == "RoleGranted":
            held.add(entry)
        else:
            held.discard(entry)
    return held


def _intended(deployed: Deployed) -> set[tuple[str, str]]:
    settings, actors = deployed.settings, deployed.actors
    wanted = {(role, actors[name].address) for role in GRANTABLE for name in settings.roles[role]}
    wanted |= {(role, str(getattr(deployed, name).address)) for role, name in CONTRACT_ROLES}
    return wanted | {(ADMINISTRATOR, actors[settings.admin].address)}


def _administrator(deployed: Deployed) -> Iterator[str]:
    security, settings = deployed.security, deployed.settings
    yield from _compare("the administrator", security.admin(), deployed.actors[settings.admin].address)
    yield from _compare("the administrator's delay", security.adminDelay(), settings.admin_delay)
    candidate = security.proposedAdmin()["candidate"]
    if int(candidate, 16):
        yield f"{deployed.actors.name_of(candidate)} is proposed as administrator"


def _deployer(deployed: Deployed) -> Iterator[str]:
    """Asks the table itself, besides the events, unless the file gives the deployer a role."""
    address = deployed.actors["deployer"].address
    for role in (ADMINISTRATOR, *GRANTABLE):
        if (role, address) not in _intended(deployed) and deployed.security.hasRole(role_id(role), address):
            yield f"the deployer still holds the role {role}"


def _compare(what: str, on_chain: Any, in_file: Any) -> Iterator[str]:
    if on_chain != in_file:
        yield f"{what} is {on_chain}, the file says {in_file}"


CHECKS = (
    _code,
    _names,
    _forwarder,
    _classes,
    _conversions,
    _rules,
    _terms_document,
    _providers,
    _treasury,
    _roles,
    _administrator,
    _deployer,
)
