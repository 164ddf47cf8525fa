"""issuer.yaml: what the security is, whom it is closed to, and who holds which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from scripts.lib.amounts import MAX_UNITS, parse_count
from scripts.lib.countries import numeric_code
from scripts.lib.dates import parse_day, parse_duration, parse_time
from scripts.lib.labels import label_bytes, parse_label
from scripts.lib.roles import GRANTABLE
from scripts.lib.yamlfile import Section, open_yaml, parse_flag

T = TypeVar("T")

MAX_PARTITIONS = 32
MAX_ADMIN_DELAY = 30 * 86_400
ATTRIBUTE_BITS = 32


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
    """A class of units: its label, its terms and how many units may be issued."""

    label: str
    terms: Terms
    authorised: int

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
class Currency:
    """The money in which dividends are declared."""

    name: str
    symbol: str
    decimals: int


@dataclass(frozen=True)
class IssuerSettings:
    """An issuer.yaml as a whole. Names of accounts are those of config/<network>.yaml."""

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
        return {"deployer", self.admin, self.treasury.account} | holders


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
    _distinct(root, "partitions", tuple(partition.label for partition in partitions))
    return partitions


def _partition(section: Section, attributes: Mapping[str, int]) -> Partition:
    def bit(name: str) -> int:
        if name not in attributes:
            raise ValueError(f"{name!r} is not among the attributes of this file")
        return 1 << attributes[name]

    terms = Terms(
        require_all=sum(filter(None, set(section.values("require", bit, ())))),
        forbid_any=sum(filter(None, set(section.values("forbid", bit, ())))),
        unlock_at=section.value("locked_until", parse_time, 0),
        accredited_only=section.value("accredited_only", parse_flag, False),
        redeemable=section.value("redeemable", parse_flag, False),
    )
    return Partition(
        label=section.value("label", parse_label),
        terms=terms,
        authorised=section.value("authorised", lambda text: parse_count(text, MAX_UNITS)),
    )


def _roles(section: Section) -> dict[str, tuple[str, ...]]:
    """Each role to the names of its holders.

    The distributor and the voting contract become SCHEDULER by themselves.
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
