"""issuer.yaml: what the security is, whom it is closed to, and who holds which role."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from scripts.lib.amounts import MAX_UNITS, parse_count
from scripts.lib.countries import numeric_code
from scripts.lib.dates import MAX_DAY, parse_day, parse_duration, parse_time
from scripts.lib.documents import hash_document
from scripts.lib.labels import label_bytes, parse_label
from scripts.lib.roles import GRANTABLE
from scripts.lib.yamlfile import Section, open_yaml, parse_flag

T = TypeVar("T")

MAX_PARTITIONS = 32
MAX_ADMIN_DELAY = 30 * 86_400
ATTRIBUTE_BITS = 32
MAX_RATIO = 2**32 - 1

_RATIO = re.compile(r"([0-9]+) for ([0-9]+)", re.ASCII)


@dataclass(frozen=True)
class Terms:
    """Terms of a partition, in the order of IClasses.PartitionTerms.

    Attributes are bit sets, `unlock_at` a unix time.
    """

    require_all: int
    forbid_any: int
    unlock_at: int
    accredited_only: bool
    redeemable: bool

    def as_tuple(self) -> tuple[int, int, int, bool, bool]:
        """As the contracts take them."""
        return (self.require_all, self.forbid_any, self.unlock_at, self.accredited_only, self.redeemable)


@dataclass(frozen=True)
class Partition:
    """A class of units: its label, its terms and how many units may be issued.

    `converts_into`: by the label of another class, how many of its units (first) become of how many of these (second).
    """

    label: str
    terms: Terms
    authorised: int
    converts_into: Mapping[str, tuple[int, int]]

    @property
    def id(self) -> bytes:
        """The label as bytes32."""
        return label_bytes(self.label)


@dataclass(frozen=True)
class Treasury:
    """The issuer's own entry in the register. `account` is a name of config/<network>.yaml."""

    account: str
    country: int
    admitted_through: int


@dataclass(frozen=True)
class TermsDocument:
    """The document that issuance waits for. The chain keeps its name, where it is found, and its hash."""

    name: str
    uri: str
    file: Path

    @property
    def id(self) -> bytes:
        """The name as bytes32."""
        return label_bytes(self.name)

    @property
    def hash(self) -> bytes:
        """Keccak-256 of the file as it is now."""
        return hash_document(self.file)


@dataclass(frozen=True)
class Mandate:
    """What a provider of identity checks may attest, in the order of IAttestations.Mandate.

    `longest_admission` are days that an admission may reach ahead.
    """

    attributes: int
    longest_admission: int
    may_accredit: bool

    def as_tuple(self) -> tuple[int, int, bool]:
        """As the contracts take it."""
        return (self.attributes, self.longest_admission, self.may_accredit)


@dataclass(frozen=True)
class Currency:
    """The money in which dividends are declared."""

    name: str
    symbol: str
    decimals: int


@dataclass(frozen=True)
class IssuerSettings:
    """An issuer.yaml as a whole. Names of accounts are those of config/<network>.yaml.

    `compliance` is the rule pack that the deployment ends with: a file, or a name in compliance/packs.
    """

    path: Path
    name: str
    symbol: str
    decimals: int
    partitions: tuple[Partition, ...]
    closed_countries: tuple[int, ...]
    expired_may_sell: bool
    attributes: Mapping[str, int]
    admin: str
    admin_delay: int
    roles: Mapping[str, tuple[str, ...]]
    treasury: Treasury
    currency: Currency
    terms_document: TermsDocument | None
    providers: Mapping[str, Mandate]
    compliance: str | None

    @property
    def folder(self) -> Path:
        """Where the issuer's other files lie."""
        return self.path.parent

    @property
    def principal(self) -> Partition:
        """The class that the ERC-20 functions concern."""
        return self.partitions[0]

    def account_names(self) -> set[str]:
        """Every account that the settings name, and the deployer."""
        holders = {name for names in self.roles.values() for name in names}
        return {"deployer", self.admin, self.treasury.account, *self.providers} | holders


def load_issuer(path: Path) -> IssuerSettings:
    """Reads and checks the file; InputError with every problem in it."""
    with open_yaml(path) as root:
        security = root.section("security")
        attributes = _attributes(root.section("attributes"))
        settings = IssuerSettings(
            path=path,
            name=security.value("name", str),
            symbol=security.value("symbol", str),
            decimals=security.value("decimals", lambda text: parse_count(text, 18), 0),
            partitions=_partitions(root, attributes),
            closed_countries=_distinct(root, "closed_countries", root.values("closed_countries", numeric_code)),
            expired_may_sell=root.value("expired_may_sell", parse_flag),
            attributes=attributes,
            admin=root.value("admin", str),
            admin_delay=root.value("admin_delay", _parse_admin_delay),
            roles=_roles(root.section("roles")),
            treasury=_treasury(root.section("treasury")),
            currency=_currency(root.section("currency")),
            terms_document=_terms_document(root.optional_section("terms_document")),
            providers=_providers(root.optional_section("providers"), attributes),
            compliance=root.value("compliance", str, None),
        )
    return settings


def _attributes(section: Section) -> dict[str, int]:
    """Names of attributes to their bits; each bit once."""
    bits = {name: section.value(name, lambda text: parse_count(text, ATTRIBUTE_BITS - 1)) for name in section.names()}
    _distinct(section, "a bit of the attributes", tuple(bits.values()))
    return bits


def _partitions(root: Section, attributes: Mapping[str, int]) -> tuple[Partition, ...]:
    """At least one; the first is the principal class."""
    partitions = tuple(_partition(section, attributes) for section in root.sections("partitions"))
    if not 0 < len(partitions) <= MAX_PARTITIONS:
        root.note(f"partitions: there must be 1 to {MAX_PARTITIONS}", root.line_of("partitions"))
    labels = _distinct(root, "partitions", tuple(partition.label for partition in partitions))
    if None not in labels and len(set(labels)) == len(labels):
        _check_conversions(root, partitions)
    return partitions


def _check_conversions(root: Section, partitions: tuple[Partition, ...]) -> None:
    """Units of a class become units of another class of the file."""
    labels = [partition.label for partition in partitions]
    for partition in partitions:
        for label in partition.converts_into:
            if label not in labels or label == partition.label:
                root.note(f"{partition.label} cannot convert into {label}", root.line_of("partitions"))


def _partition(section: Section, attributes: Mapping[str, int]) -> Partition:
    terms = Terms(
        require_all=_bits(section, "require", attributes),
        forbid_any=_bits(section, "forbid", attributes),
        unlock_at=section.value("locked_until", parse_time, 0),
        accredited_only=section.value("accredited_only", parse_flag, False),
        redeemable=section.value("redeemable", parse_flag, False),
    )
    return Partition(
        label=section.value("label", parse_label),
        terms=terms,
        authorised=section.value("authorised", lambda text: parse_count(text, MAX_UNITS)),
        converts_into=_ratios(section.optional_section("converts_into")),
    )


def _bits(section: Section, key: str, attributes: Mapping[str, int]) -> int:
    """A list of attributes as a bit set."""

    def bit(name: str) -> int:
        if name not in attributes:
            raise ValueError(f"{name!r} is not among the attributes of this file")
        return 1 << attributes[name]

    return sum(filter(None, set(section.values(key, bit, ()))))


def _ratios(section: Section | None) -> dict[str, tuple[int, int]]:
    return {label: section.value(label, _parse_ratio) for label in section.names()} if section else {}


def _parse_ratio(text: str) -> tuple[int, int]:
    """`3 for 2`: three units of the other class for two of this one."""
    match = _RATIO.fullmatch(text)
    numbers = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(0 < number <= MAX_RATIO for number in numbers):
        raise ValueError(f"not a ratio (such as 3 for 2): {text!r}")
    return numbers


def _terms_document(section: Section | None) -> TermsDocument | None:
    if section is None:
        return None

    def existing(text: str) -> Path:
        path = section.path.parent / text
        if not path.is_file():
            raise ValueError(f"there is no file {text}")
        return path

    return TermsDocument(
        name=section.value("name", parse_label),
        uri=section.value("uri", str),
        file=section.value("file", existing),
    )


def _providers(section: Section | None, attributes: Mapping[str, int]) -> dict[str, Mandate]:
    """Accounts whose attestations admit investors."""
    return {name: _mandate(section.section(name), attributes) for name in section.names()} if section else {}


def _mandate(section: Section, attributes: Mapping[str, int]) -> Mandate:
    return Mandate(
        attributes=_bits(section, "attributes", attributes),
        longest_admission=section.value("longest_admission", _parse_days),
        may_accredit=section.value("may_accredit", parse_flag, False),
    )


def _parse_days(text: str) -> int:
    days, rest = divmod(parse_duration(text), 86_400)
    if rest or not 0 < days <= MAX_DAY:
        raise ValueError(f"must be 1 to {MAX_DAY} whole days")
    return days


def _roles(section: Section) -> dict[str, tuple[str, ...]]:
    """Each role to the names of its holders.

    The distributor and the voting contract become SCHEDULER, the distributor REDEEMER, by themselves.
    """
    for name in section.names():
        if name not in GRANTABLE:
            section.note(f"{name} is no role; the roles are {', '.join(GRANTABLE)}", section.line_of(name))
            section.values(name, str)
    return {name: section.values(name, str, ()) for name in GRANTABLE}


def _treasury(section: Section) -> Treasury:
    return Treasury(
        account=section.value("account", str),
        country=section.value("country", numeric_code),
        admitted_through=section.value("admitted_through", parse_day),
    )


def _currency(section: Section) -> Currency:
    return Currency(
        name=section.value("name", str),
        symbol=section.value("symbol", str),
        decimals=section.value("decimals", lambda text: parse_count(text, 36)),
    )


def _parse_admin_delay(text: str) -> int:
    delay = parse_duration(text)
    if delay > MAX_ADMIN_DELAY:
        raise ValueError("is more than 30 days")
    return delay


def _distinct(section: Section, what: str, values: tuple[T, ...]) -> tuple[T, ...]:
    """The values, noting a problem when one repeats. (None stands for one that could not be read.)"""
    read = [value for value in values if value is not None]
    if len(set(read)) != len(read):
        section.note(f"{what}: the same one twice", section.line_of(what))
    return values
