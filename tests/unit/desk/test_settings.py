"""issuer.yaml and config/<network>.yaml: the examples are good, and each slip is found by its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from eth_utils import keccak, to_checksum_address

from scripts.lib.networks import load_network
from scripts.lib.paths import CONFIG, DEFAULT_ISSUER
from scripts.lib.problems import DeskError
from scripts.lib.settings import load_issuer
from tests.unit.desk.problems import finds
from tests.world import DATA

Write = Callable[..., Path]

ISSUER = DEFAULT_ISSUER.read_text()
LOCAL = (CONFIG / "local.yaml").read_text()


@pytest.fixture(autouse=True)
def documents(tmp_path: Path) -> None:
    """The documents beside the files."""
    shutil.copytree(DEFAULT_ISSUER.parent / "documents", tmp_path / "documents")


def line_of(text: str, part: str) -> int:
    """The line in which a part stands first."""
    return text[: text.index(part)].count("\n") + 1


def test_load_issuer__example__complete() -> None:
    settings = load_issuer(DEFAULT_ISSUER)
    assert [partition.label for partition in settings.partitions] == ["COMMON", "PREFERRED"]
    assert settings.principal.terms.as_tuple() == (0, 0, 0, False, True)
    assert settings.partitions[1].terms.accredited_only
    assert settings.decimals == 0
    assert 124 in settings.closed_countries
    assert settings.admin_delay == 172_800
    assert settings.account_names() > {"deployer", settings.admin, settings.treasury.account, "identity_provider"}


def test_load_issuer__optional_parts__read() -> None:
    settings = load_issuer(DEFAULT_ISSUER)
    common, preferred = settings.partitions
    assert (common.converts_into, preferred.converts_into) == ({}, {"COMMON": (1, 1)})
    assert settings.terms_document is not None
    assert settings.terms_document.id == b"TERMS".ljust(32, b"\0")
    assert settings.terms_document.hash == keccak(settings.terms_document.file.read_bytes())
    assert settings.providers["identity_provider"].as_tuple() == (1, 366, False)


def test_load_issuer__without_the_optional_parts__none() -> None:
    settings = load_issuer(DATA / "issuer.yaml")
    assert (settings.terms_document, settings.providers) == (None, {})
    assert not any(partition.converts_into for partition in settings.partitions)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("decimals: 0", "decimals: 19", "decimals: 19 is more than 18"),
        ("label: COMMON", "label: common", "label: not a label"),
        ("authorised: 1_200_000", "authorised: -5", "authorised: not a whole number"),
        ("redeemable: true", "redeemable: maybe", "redeemable: must be true or false"),
        ("redeemable: true", "locked_until: tomorrow", "locked_until: not a time"),
        ("redeemable: true", "require: [wizard]", "require: 'wizard' is not among the attributes"),
        ("us_person: 0", "us_person: 32", "us_person: 32 is more than 31"),
        ("closed_countries: [CA, IR, KP]", "closed_countries: [XX]", "closed_countries: not a country"),
        ("closed_countries: [CA, IR, KP]", "closed_countries: [CA, CA]", "closed_countries: the same one twice"),
        ("admin_delay: 2 days", "admin_delay: 31 days", "admin_delay: is more than 30 days"),
        ("  ADMITTER: [transfer_agent]", "  WIZARD: [merlin]", "WIZARD is no role"),
        ("country: CH", "country: Switzerland", "country: not a country"),
        ("COMMON: 1 for 1", "COMMON: 1 to 1", "COMMON: not a ratio"),
        ("COMMON: 1 for 1", "COMMON: 0 for 1", "COMMON: not a ratio"),
        ("COMMON: 1 for 1", "COMMON: 4294967296 for 1", "COMMON: not a ratio"),
        ("file: documents/terms.txt", "file: documents/none.txt", "file: there is no file documents/none.txt"),
        ("name: TERMS", "name: the terms", "name: not a label"),
        ("longest_admission: 366 days", "longest_admission: 36 hours", "longest_admission: must be 1 to 65535"),
        ("attributes: [us_person]", "attributes: [wizard]", "attributes: 'wizard' is not among the attributes"),
        ("symbol: XFR", "sign: XFR", "unknown key sign"),
    ],
)
def test_load_issuer__slip__refused_by_line(write: Write, old: str, new: str, problem: str) -> None:
    text = ISSUER.replace(old, new, 1)
    expected = [(line_of(text, new), problem)]
    if problem.startswith("unknown key"):
        expected.insert(0, (line_of(text, new) - 1, "symbol is missing"))
    with finds(*expected):
        load_issuer(write(text, "issuer.yaml"))


def test_load_issuer__same_partition_twice__refused(write: Write) -> None:
    text = ISSUER.replace("label: PREFERRED", "label: COMMON")
    with finds((line_of(text, "partitions:"), "partitions: the same one twice")):
        load_issuer(write(text, "issuer.yaml"))


@pytest.mark.parametrize("label", ["GOLD", "PREFERRED"])
def test_load_issuer__converts_into_no_other_class__refused(write: Write, label: str) -> None:
    text = ISSUER.replace("COMMON: 1 for 1", f"{label}: 1 for 1")
    with finds((line_of(text, "partitions:"), f"PREFERRED cannot convert into {label}")):
        load_issuer(write(text, "issuer.yaml"))


def test_load_issuer__same_attribute_bit_twice__refused(write: Write) -> None:
    text = ISSUER.replace("affiliate: 1", "affiliate: 0")
    with finds((line_of(text, "us_person"), "a bit of the attributes: the same one twice")):
        load_issuer(write(text, "issuer.yaml"))


def test_load_issuer__no_partition__refused(write: Write) -> None:
    head, _, rest = ISSUER.partition("partitions:")
    text = head + "partitions: []\n" + rest[rest.index("attributes:") :]
    with finds((line_of(text, "partitions:"), "partitions: there must be 1 to 32")):
        load_issuer(write(text, "issuer.yaml"))


@pytest.mark.parametrize("network", ["local", "ganache-cli", "anvil"])
def test_load_network__projects_own__has_every_account(network: str) -> None:
    settings = load_network(network)
    assert load_issuer(DEFAULT_ISSUER).account_names() <= set(settings.accounts)
    assert settings.currency is None and not settings.dry_run


def test_load_network__example_of_a_live_one__dry_run_and_no_plain_key(write: Write) -> None:
    parts = (CONFIG / "live.yaml.example").read_text().split('"0x..."')
    addresses = [to_checksum_address(f"0x{number:040x}") for number in range(1, len(parts) + 1)]
    text = parts[0] + "".join(f'"{address}"{part}' for address, part in zip(addresses, parts[1:], strict=False))
    settings = load_network("live", write(text, "live.yaml").parent)
    assert settings.dry_run and settings.estimate_gas and settings.keep_state
    assert all(entry.index is None for entry in settings.accounts.values())
    assert load_issuer(DEFAULT_ISSUER).account_names() <= set(settings.accounts)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("chain_id: 31337", "chain_id: 0x7a69", "chain_id: not a whole number"),
        ("admissions: 25", "admissions: 0", "admissions: must be at least 1"),
        ("stranger: {index: 9}", "stranger: {index: 8}", "stranger is the same account as tax_agent"),
        ("stranger: {index: 9}", "stranger: {}", "needs an index, or an address"),
        ("stranger: {index: 9}", "stranger: {keystore: me}", "needs an index, or an address"),
        ("stranger: {index: 9}", "stranger: {address: '0x12'}", "address: not an address"),
        ("stranger: {index: 9}", "treasury: {index: 9}", "treasury stands here twice"),
    ],
)
def test_load_network__slip__refused_by_line(write: Write, old: str, new: str, problem: str) -> None:
    text = LOCAL.replace(old, new, 1)
    line = text[: text.rindex(new)].count("\n") + 1
    path = write(text, "here.yaml")
    with pytest.raises(DeskError) as caught:
        load_network("here", path.parent)
    assert f"here.yaml:{line}: {problem}" in str(caught.value)


def test_load_network__unknown__says_which_file(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"no settings for the network moon: write .*moon\.yaml"):
        load_network("moon", tmp_path)
