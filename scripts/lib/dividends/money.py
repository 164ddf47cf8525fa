"""The money of a distribution: a token, or ETH, which the contracts call the zero address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.lib.addresses import ZERO_ADDRESS
from scripts.lib.amounts import format_amount
from scripts.lib.artifacts import at
from scripts.lib.deployed import CURRENCY, Deployed
from scripts.lib.dividends.context import ETH, ETH_DECIMALS
from scripts.lib.problems import DeskError


@dataclass(frozen=True)
class Money:
    """A currency, by its address; {token} is its contract."""

    address: str
    symbol: str
    decimals: int

    @property
    def is_eth(self) -> bool:
        """Whether it is no token."""
        return self.address == ZERO_ADDRESS

    @property
    def token(self) -> Any:
        """The token's contract."""
        return at("IERC20Metadata", self.address)

    def plain(self, amount: int) -> str:
        """An amount with all its places and nothing else, for reports."""
        return format_amount(amount, self.decimals).replace(",", "")

    def shown(self, amount: int) -> str:
        """An amount with the currency, for people."""
        return f"{self.symbol} {format_amount(amount, self.decimals)}"


ETHER = Money(ZERO_ADDRESS, ETH, ETH_DECIMALS)


def money_of(deployed: Deployed, number: int) -> Money:
    """The money of a distribution."""
    address = str(deployed.distributor.distribution(number)["currency"])
    if address == ZERO_ADDRESS:
        return ETHER
    known = deployed.network.currency or deployed.state.address_of(CURRENCY)
    if address == known:
        return network_money(deployed)
    token = at("IERC20Metadata", address)
    return Money(address, str(token.symbol()), int(token.decimals()))


def plan_money(deployed: Deployed, in_eth: bool) -> Money:
    """The money of a plan: ETH, or the currency of the network's settings."""
    return ETHER if in_eth else network_money(deployed)


def network_money(deployed: Deployed) -> Money:
    """The currency of the network's settings, called as in issuer.yaml; DeskError if its decimals are others."""
    token, settings = deployed.currency, deployed.settings.currency
    decimals = int(token.decimals())
    if decimals != settings.decimals:
        raise DeskError(
            f"The currency at {token.address} has {decimals} decimals; issuer.yaml says {settings.decimals}."
        )
    return Money(str(token.address), settings.symbol, decimals)
