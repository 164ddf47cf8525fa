"""Deploys a security in numbered steps.

A second run sends nothing; a run after one that broke goes on where it broke.
"""

from __future__ import annotations

import logging
from typing import Any

from brownie.network.web3 import web3

from scripts.lib.actors import Actors, open_actors
from scripts.lib.artifacts import at, container, require_code, security_at
from scripts.lib.calls import Sending, send
from scripts.lib.calls import deploy as create
from scripts.lib.chain import current_chain, has_code
from scripts.lib.deployed import DISTRIBUTOR, TOKEN, VOTING, Deployed
from scripts.lib.networks import NetworkSettings
from scripts.lib.problems import DeskError
from scripts.lib.settings import IssuerSettings
from scripts.lib.state import Plan, State, Step
from scripts.lib.steps import STEPS, Change, Creation
from scripts.lib.workshop import Workshop

log = logging.getLogger("scrip")


def deploy(
    settings: IssuerSettings,
    network: NetworkSettings,
    actors: Actors | None = None,
    state: State | None = None,
) -> Deployed:
    """Does the steps that the state does not know as done, and returns the security.

    `actors` are opened from the network's settings when not given; `state` lives in memory when not given.
    Where the administrator's key is not at hand the last steps stay open: `remaining` says what there is
    still to do. CallRefused and DeskError leave the state as it was after the last good step.
    """
    chain = current_chain()
    if chain.number != network.chain_id:
        raise DeskError(f"The chain has id {chain.number}, but {network.path.name} is about {network.chain_id}.")
    actors = actors or open_actors(network, settings.account_names())
    state = state or State(chain, settings.symbol)
    shop = Workshop(settings, actors, state, sending_on(network), network)
    remaining = tuple(sentence for step in outstanding_steps(state) for sentence in _do(shop, step))
    return assemble(settings, network, actors, state, remaining)


def assemble(
    settings: IssuerSettings,
    network: NetworkSettings,
    actors: Actors,
    state: State,
    remaining: tuple[str, ...] = (),
    dry_run: bool = False,
) -> Deployed:
    """The security whose addresses the state keeps; DeskError when one is missing or has no code."""
    contracts = {}
    kinds = {DISTRIBUTOR: "IDividendDistributor", VOTING: "IShareholderVoting"}
    for name in (TOKEN, DISTRIBUTOR, VOTING):
        address = state.address_of(name)
        if address is None or not has_code(address):
            raise DeskError(f"There is no {name} at {address or 'any address'}: run `deploy` first.")
        contracts[name] = security_at(address) if name == TOKEN else at(kinds[name], address)
    return Deployed(
        settings=settings,
        actors=actors,
        state=state,
        network=network,
        sending=sending_on(network, dry_run),
        security=contracts[TOKEN],
        distributor=contracts[DISTRIBUTOR],
        voting=contracts[VOTING],
        remaining=remaining,
    )


def outstanding_steps(state: State) -> list[Creation | Change]:
    """The steps that are not done yet."""
    return [step for step in STEPS if not state.is_done(step.number)]


def sending_on(network: NetworkSettings, dry_run: bool = False) -> Sending:
    """How transactions are sent on the network."""
    return Sending(dry_run, network.confirmations, network.estimate_gas)


def _do(shop: Workshop, step: Creation | Change) -> list[str]:
    """Does a step; returns what of it somebody else has to do."""
    log.info("step %2d of %d: %s", step.number, len(STEPS), step.name)
    if isinstance(step, Creation):
        shop.state.finish(_create(shop, step))
        return []
    calls = step.calls(shop)
    if step.by_admin and calls and not shop.admin.can_send:
        return [call.sentence for call in calls]
    receipts = send(calls, shop.sending)
    shop.state.finish(Step(step.number, step.name, None, tuple(receipt.txid for receipt in receipts)))
    return []


def _create(shop: Workshop, step: Creation) -> Step:
    """Creates the contract, or finds the one that a broken run created, or that serves every security."""
    existing = step.existing(shop)
    if existing:
        return Step(step.number, step.name, require_code(existing, step.artifact), ())
    begun = shop.state.plan
    if begun and begun.name == step.name and _is_created(shop, begun):
        return Step(step.number, step.name, begun.address, ())
    plan = _plan(shop, step.name)
    shop.state.begin(plan)
    receipt = create(
        container(step.artifact),
        step.arguments(shop),
        shop.deployer,
        f"Create {step.artifact} at {plan.address}",
        shop.sending,
    )
    if receipt.contract_address != plan.address:
        raise DeskError(f"{step.artifact} came to {receipt.contract_address}: another program sends as the deployer.")
    return Step(step.number, step.name, plan.address, (receipt.txid,))


def _plan(shop: Workshop, name: str) -> Plan:
    account: Any = shop.deployer.account
    nonce = int(web3.eth.get_transaction_count(account.address, "pending"))
    return Plan(name, str(account.get_deployment_address(nonce)), nonce)


def _is_created(shop: Workshop, plan: Plan) -> bool:
    """Whether the contract is there; DeskError while its transaction is still on its way."""
    if has_code(plan.address):
        return True
    sender = shop.deployer.address
    mined = int(web3.eth.get_transaction_count(sender, "latest"))
    pending = int(web3.eth.get_transaction_count(sender, "pending"))
    if mined <= plan.nonce < pending:
        raise DeskError(f"The creation of the {plan.name} is still on its way: wait until it is mined, then go on.")
    return False
