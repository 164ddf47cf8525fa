"""A currency for developers' chains, where anybody can make money."""

from __future__ import annotations

from scripts.lib.artifacts import container
from scripts.lib.calls import Call, deploy
from scripts.lib.chain import is_play_chain
from scripts.lib.deployed import CURRENCY, Deployed
from scripts.lib.problems import DeskError


def create_currency(deployed: Deployed) -> str:
    """Creates the currency of issuer.yaml unless the state knows it; returns its address.

    DeskError on any chain but a developer's.
    """
    if not is_play_chain():
        raise DeskError("Play money is for developers' chains: name the currency's address in the network's settings.")
    known = deployed.state.address_of(CURRENCY)
    if known:
        return known
    currency = deployed.settings.currency
    sentence = f"Create the play currency {currency.name} ({currency.symbol})"
    arguments = (currency.name, currency.symbol, currency.decimals)
    receipt = deploy(container("PaymentToken"), arguments, deployed.actors["deployer"], sentence, deployed.sending)
    deployed.state.keep(CURRENCY, str(receipt.contract_address))
    return str(receipt.contract_address)


def give(deployed: Deployed, receiver: str, amount: int) -> None:
    """Makes whole units of the play currency for somebody."""
    currency = deployed.settings.currency
    target = container("PaymentToken").at(deployed.state.address_of(CURRENCY))
    sentence = f"Make {currency.symbol} {amount:,} for {receiver}"
    arguments = (receiver, amount * 10**currency.decimals)
    deployed.send([Call(target, "mint", arguments, sentence, deployed.actors["deployer"])])
