"""The steps of a deployment.

Those that create a contract say which; the others compare the chain with the settings and give the calls that
are missing, none when all is as it should be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scripts.lib.artifacts import container, require_code
from scripts.lib.calls import Call
from scripts.lib.countries import alpha2_code
from scripts.lib.deployed import (
    DISTRIBUTION_OFFICE,
    DISTRIBUTOR,
    ENQUIRY_DESK,
    OFFICE,
    REGISTRAR,
    TOKEN,
    VOTING,
)
from scripts.lib.labels import label_bytes
from scripts.lib.roles import GRANTABLE, role_id
from scripts.lib.workshop import SETUP_ROLES, Workshop


@dataclass(frozen=True)
class Creation:
    """A step that creates a contract and keeps its address under `name`.

    `existing`: where one stands already that serves this security too, or None.
    """

    number: int
    name: str
    artifact: str
    arguments: Callable[[Workshop], tuple[Any, ...]]
    existing: Callable[[Workshop], str | None] = lambda shop: None


@dataclass(frozen=True)
class Change:
    """A step that changes the security; `by_admin` when the new administrator sends it, perhaps elsewhere."""

    number: int
    name: str
    calls: Callable[[Workshop], list[Call]]
    by_admin: bool = False


def token_arguments(shop: Workshop) -> tuple[Any, ...]:
    """Constructor of SecurityToken."""
    settings = shop.settings
    principal = settings.principal
    return (
        shop.address(REGISTRAR),
        shop.forwarder,
        settings.name,
        settings.symbol,
        settings.decimals,
        principal.id,
        principal.terms.as_tuple(),
        principal.authorised,
        shop.deployer.address,
    )


def of_the_enquiry_desk(shop: Workshop) -> tuple[Any, ...]:
    """Constructor of TransferOffice."""
    return (shop.address(ENQUIRY_DESK),)


def of_the_office(shop: Workshop) -> tuple[Any, ...]:
    """Constructor of Registrar."""
    return (shop.address(OFFICE),)


def existing_registrar(shop: Workshop) -> str | None:
    """The registrar that the network's settings name."""
    return shop.network.registrar


def existing_office(shop: Workshop) -> str | None:
    """The transfer office of that registrar."""
    registrar = existing_registrar(shop)
    return str(container("Registrar").at(require_code(registrar, "Registrar")).transferOffice()) if registrar else None


def existing_enquiry_desk(shop: Workshop) -> str | None:
    """The enquiry desk of that transfer office."""
    office = existing_office(shop)
    return str(container("TransferOffice").at(require_code(office, "TransferOffice")).enquiryDesk()) if office else None


def of_the_token(shop: Workshop) -> tuple[Any, ...]:
    """Constructor of a contract that serves the security."""
    return (shop.address(TOKEN),)


def of_token_and_office(shop: Workshop) -> tuple[Any, ...]:
    """Constructor of DividendDistributor."""
    return (shop.address(TOKEN), shop.address(DISTRIBUTION_OFFICE))


def setup_roles(shop: Workshop) -> list[Call]:
    """What the deployer needs for the set-up."""
    return shop.grants([(role, shop.deployer.address, "the deployer, for the set-up") for role in SETUP_ROLES])


def further_partitions(shop: Workshop) -> list[Call]:
    """The classes besides the principal one, which came with the token."""
    existing = [bytes(partition) for partition in shop.security.partitions()]
    return [
        shop.call(
            "createPartition",
            (partition.id, partition.terms.as_tuple(), partition.authorised),
            f"Create the class {partition.label}, {partition.authorised:,} units authorised",
        )
        for partition in shop.settings.partitions[1:]
        if partition.id not in existing
    ]


def conversions(shop: Workshop) -> list[Call]:
    """At which ratios units of a class become units of another."""
    calls = []
    for partition in shop.settings.partitions:
        for label, ratio in partition.converts_into.items():
            if tuple(shop.security.conversionRatio(partition.id, label_bytes(label))) != ratio:
                arguments = (partition.id, label_bytes(label), *ratio)
                sentence = f"Let {partition.label} convert into {label}, {ratio[0]} for {ratio[1]}"
                calls.append(shop.call("setConversionRatio", arguments, sentence))
    return calls


def terms_document(shop: Workshop) -> list[Call]:
    """The document comes before the rule that issuance waits for it."""
    document = shop.settings.terms_document
    if document is None:
        return []
    calls = []
    uri, digest, _ = shop.security.getDocument(document.id)
    if (uri, bytes(digest)) != (document.uri, document.hash):
        arguments = (document.id, document.uri, document.hash)
        calls.append(shop.call("setDocument", arguments, f"Set the document {document.name}"))
    if bytes(shop.security.termsDocument()) != document.id:
        calls.append(shop.call("setTermsDocument", (document.id,), f"Let issuance wait for {document.name}"))
    return calls


def providers(shop: Workshop) -> list[Call]:
    """Whose attestations admit investors."""
    return [
        shop.call("setProvider", (shop.actors[name].address, mandate.as_tuple()), f"List the provider {name}")
        for name, mandate in shop.settings.providers.items()
        if tuple(shop.security.mandateOf(shop.actors[name].address)) != mandate.as_tuple()
    ]


def rules(shop: Workshop) -> list[Call]:
    """What holds for the whole register. Sending `setExpiredMaySell` twice would change nothing."""
    closing = [code for code in shop.settings.closed_countries if not shop.security.isCountryClosed(code)]
    names = ", ".join(map(alpha2_code, closing))
    calls = [shop.call("setCountriesClosed", (closing, True), f"Close the countries {names}")] if closing else []
    if shop.settings.expired_may_sell:
        calls.append(shop.call("setExpiredMaySell", (True,), "Let members whose admission has run out sell"))
    return calls


def treasury(shop: Workshop) -> list[Call]:
    """The issuer's own entry in the register."""
    settings = shop.settings.treasury
    address = shop.actors[settings.account].address
    entry = shop.security.memberOf(address)
    calls = []
    if entry["admittedThrough"] == 0:
        admission = (address, settings.country, settings.admitted_through, 0, 0)
        calls.append(shop.call("admit", (admission,), f"Admit the treasury {address}"))
    if not entry["treasury"]:
        calls.append(shop.call("setTreasury", (address, True), f"Mark {address} as the treasury"))
    return calls


def holders(shop: Workshop) -> list[Call]:
    """Everybody who shall hold a role gets it."""
    return shop.grants(shop.intended_roles())


def deployer_out(shop: Workshop) -> list[Call]:
    """The deployer loses every role that it holds and is not meant to keep."""
    kept = {(role, address) for role, address, _ in shop.intended_roles()}
    deployer = shop.deployer.address
    return [
        shop.call("revokeRole", (role_id(role), deployer), f"Revoke {role} from the deployer")
        for role in GRANTABLE
        if (role, deployer) not in kept and shop.security.hasRole(role_id(role), deployer)
    ]


def proposal(shop: Workshop) -> list[Call]:
    """The deployer proposes the administrator."""
    candidate = shop.security.proposedAdmin()["candidate"]
    if shop.admin.address in (candidate, shop.security.admin()):
        return []
    return [shop.call("proposeAdmin", (shop.admin.address,), f"Propose {shop.admin} as administrator")]


def acceptance(shop: Workshop) -> list[Call]:
    """The administrator takes over."""
    if shop.security.admin() == shop.admin.address:
        return []
    return [shop.call("acceptAdmin", (), f"{shop.admin} becomes administrator", shop.admin)]


def admin_delay(shop: Workshop) -> list[Call]:
    """From now on replacing the administrator takes its time."""
    delay = shop.settings.admin_delay
    if shop.security.adminDelay() == delay:
        return []
    return [shop.call("setAdminDelay", (delay,), f"Set the administrator's delay to {delay:,} seconds", shop.admin)]


STEPS: tuple[Creation | Change, ...] = (
    Creation(1, ENQUIRY_DESK, "EnquiryDesk", lambda shop: (), existing_enquiry_desk),
    Creation(2, OFFICE, "TransferOffice", of_the_enquiry_desk, existing_office),
    Creation(3, REGISTRAR, "Registrar", of_the_office, existing_registrar),
    Creation(4, TOKEN, "SecurityToken", token_arguments),
    Creation(5, DISTRIBUTION_OFFICE, "DistributionOffice", of_the_token),
    Creation(6, DISTRIBUTOR, "DividendDistributor", of_token_and_office),
    Creation(7, VOTING, "ShareholderVoting", of_the_token),
    Change(8, "roles for the set-up", setup_roles),
    Change(9, "further classes", further_partitions),
    Change(10, "conversions", conversions),
    Change(11, "rules", rules),
    Change(12, "terms document", terms_document),
    Change(13, "providers of attestations", providers),
    Change(14, "treasury", treasury),
    Change(15, "role holders", holders),
    Change(16, "deployer's roles revoked", deployer_out),
    Change(17, "administrator proposed", proposal),
    Change(18, "administrator accepted", acceptance, by_admin=True),
    Change(19, "administrator's delay", admin_delay, by_admin=True),
)
