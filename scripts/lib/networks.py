"""config/<network>.yaml: the chain, the accounts that act on it, and how commands behave there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.lib.addresses import parse_address
from scripts.lib.amounts import parse_count
from scripts.lib.paths import CONFIG, shown
from scripts.lib.problems import DeskError
from scripts.lib.yamlfile import Section, open_yaml, parse_flag


@dataclass(frozen=True)
class AccountEntry:
    """How an account is found: by its `index` among the node's, or as a keystore or bare address.

    A keystore is opened (Brownie asks for its password) only when the account sends. An address alone sends
    if the node or a signer holds its key; otherwise its transactions are left to whoever does.
    """

    index: int | None
    keystore: str | None
    address: str | None


@dataclass(frozen=True)
class Batches:
    """How many lines go into one transaction, so that it stays well below the block gas limit.

    `payees`: how many holders a payment has at most, of those whom its gas lets into half a block.
    """

    admissions: int
    allotments: int
    payments: int
    payees: int = 500


@dataclass(frozen=True)
class NetworkSettings:
    """A config/<network>.yaml as a whole.

    `keep_state`: whether the chain outlives the command. `estimate_gas`: whether a transaction gets what the
    node estimates, or as much as a block holds, which spares ganache seconds for each batch. `currency`: the
    money of dividends where it is not made by the project itself. `forwarder`: the trusted forwarder (ERC-2771) of
    securities deployed there. `registrar`: the one that is on the chain already, and with it its transfer office and
    enquiry desk; all three serve any number of securities.
    """

    path: Path
    name: str
    chain_id: int
    keep_state: bool
    dry_run: bool
    estimate_gas: bool
    confirmations: int
    batches: Batches
    currency: str | None
    forwarder: str | None
    registrar: str | None
    accounts: Mapping[str, AccountEntry]


def load_network(name: str, folder: Path = CONFIG) -> NetworkSettings:
    """Reads and checks the file of the network; DeskError when there is none."""
    path = folder / f"{name}.yaml"
    if not path.is_file():
        raise DeskError(f"There are no settings for the network {name}: write {shown(path)}.")
    with open_yaml(path) as root:
        batches = root.section("batches")
        settings = NetworkSettings(
            path=path,
            name=name,
            chain_id=root.value("chain_id", lambda text: parse_count(text, 2**63)),
            keep_state=root.value("keep_state", parse_flag),
            dry_run=root.value("dry_run", parse_flag),
            estimate_gas=root.value("estimate_gas", parse_flag, True),
            confirmations=root.value("confirmations", _parse_positive),
            batches=Batches(
                admissions=batches.value("admissions", _parse_positive),
                allotments=batches.value("allotments", _parse_positive),
                payments=batches.value("payments", _parse_positive),
                payees=batches.value("payees", _parse_positive, 500),
            ),
            currency=root.value("currency", parse_address, None),
            forwarder=root.value("forwarder", parse_address, None),
            registrar=root.value("registrar", parse_address, None),
            accounts=_accounts(root.section("accounts")),
        )
    return settings


def _parse_positive(text: str) -> int:
    number = parse_count(text, 1_000)
    if number == 0:
        raise ValueError("must be at least 1")
    return number


def _accounts(section: Section) -> dict[str, AccountEntry]:
    """Names to entries; one account must not go by two names."""
    entries: dict[str, AccountEntry] = {}
    for name in section.names():
        entry = _entry(section.section(name))
        twin = next((other for other, known in entries.items() if _is_same(known, entry)), None)
        if twin:
            section.note(f"{name} is the same account as {twin}", section.line_of(name))
        entries[name] = entry
    return entries


def _entry(section: Section) -> AccountEntry:
    entry = AccountEntry(
        index=section.value("index", lambda text: parse_count(text, 10_000), None),
        keystore=section.value("keystore", str, None),
        address=section.value("address", parse_address, None),
    )
    if (entry.index is None) == (entry.address is None):
        section.note("needs an index, or an address (with a keystore if this machine shall sign)")
    return entry


def _is_same(one: AccountEntry, other: AccountEntry) -> bool:
    if one.index is not None:
        return one.index == other.index
    return one.address is not None and one.address == other.address
