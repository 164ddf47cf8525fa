"""A register with many holders, and a distribution that they wait for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brownie import accounts
from eth_utils import keccak, to_checksum_address

from scripts import dividends
from scripts.lib.artifacts import container
from scripts.lib.chain import move_to
from scripts.lib.deployed import CURRENCY, Deployed
from scripts.lib.dividends.account import standing_of
from scripts.lib.labels import label_bytes
from scripts.lib.playmoney import create_currency
from scripts.lib.progress import track
from scripts.lib.roles import ADMITTER, CONFIGURER, ISSUER, TREASURER

COUNTRIES = (756, 276, 250, 840, 826, 40)
BATCH = 250
THROUGH = 47_846
LABEL = "COMMON"

DATES = "record_date: +1 hours\npay_date: +2 hours\ndeadline: +90 days\nclaim_back_until: +365 days\n"
TAX = "tax: {agent: tax_agent, default: 30 %, rows: [{country: DE, rate: 26.375 %}, {country: CH, rate: 35 %}]}\n"
REST = "residual: residual\nexcluded: [treasury]\ndocument: resolution.txt\n"
REGISTER, LIST = "kind: pot\nlines: [{class: COMMON, pot: 500_000}]\n", "kind: list\nclass: COMMON\npot: 500_000\n"


@dataclass(frozen=True)
class Crowd:
    """Holders by number, whose keys nobody has: they are paid, they send nothing."""

    count: int

    @property
    def wallets(self) -> list[str]:
        """Addresses that follow from the numbers."""
        return [to_checksum_address(keccak(number.to_bytes(32, "big"))[12:]) for number in range(self.count)]

    def units(self, number: int) -> int:
        """From 1 to 97 units, so that little divides evenly."""
        return 1 + number * 31 % 97


def enter(deployed: Deployed, crowd: Crowd, label: str = "") -> None:
    """Admits the crowd and issues its units, for which the capital is raised."""
    wallets, security = crowd.wallets, deployed.security
    starts = range(0, crowd.count, BATCH)
    admitter, issuer = deployed.holder_of(ADMITTER).account, deployed.holder_of(ISSUER).account
    capital = sum(map(crowd.units, range(crowd.count))) + int(security.authorisedOf(label_bytes(LABEL)))
    configurer = {"from": deployed.holder_of(CONFIGURER).account, "silent": True}
    security.setAuthorised(label_bytes(LABEL), capital, configurer)
    for start in track(starts, label):
        batch = wallets[start : start + BATCH]
        entries = [
            (wallet, COUNTRIES[(start + place) % len(COUNTRIES)], THROUGH, 0, 0) for place, wallet in enumerate(batch)
        ]
        units = [crowd.units(start + place) for place in range(len(batch))]
        security.admitBatch(entries, {"from": admitter, "silent": True})
        security.issueBatch(label_bytes(LABEL), batch, units, b"", {"from": issuer, "silent": True})


def money(deployed: Deployed) -> None:
    """The treasurer has enough of a play currency."""
    create_currency(deployed)
    currency = container("PaymentToken").at(deployed.state.address_of(CURRENCY))
    currency.mint(deployed.holder_of(TREASURER).address, 10**15, {"from": accounts[0], "silent": True})


def payable(deployed: Deployed, folder: Path, kind: str) -> int:
    """Declares and funds a distribution, and lets the pay date come."""
    number = declared(deployed, folder, kind)
    move_to(standing_of(deployed, number).record_date + 1)
    dividends.fund_distribution(deployed, number)
    move_to(standing_of(deployed, number).pay_date)
    return number


def declared(deployed: Deployed, folder: Path, kind: str) -> int:
    """Declares a distribution of a kind."""
    return dividends.declare_distribution(deployed, write_file(folder, kind))


def write_file(folder: Path, kind: str) -> Path:
    """The file of a distribution, with a document of its own."""
    (folder / "resolution.txt").write_text(f"resolved: {kind}")
    path = folder / "dividend.yaml"
    path.write_text(kind + DATES + TAX + REST)
    return path


def balances(deployed: Deployed, wallets: Sequence[str]) -> list[int]:
    """What each wallet has of the currency."""
    balance: Callable[[str], Any] = deployed.currency.balanceOf
    return [int(balance(wallet)) for wallet in wallets]
