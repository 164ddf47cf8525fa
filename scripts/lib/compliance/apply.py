"""Applies a pack: creates what is missing, sends what differs, and lets the rules know who holds what already."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from brownie.network.web3 import web3

from scripts.lib.artifacts import container, is_code_of
from scripts.lib.calls import Call
from scripts.lib.calls import deploy as create
from scripts.lib.chain import has_code, latest_block, now
from scripts.lib.compliance.difference import differences
from scripts.lib.compliance.gaps import Gap
from scripts.lib.compliance.pack import Pack, RulePlan
from scripts.lib.compliance.parameters import unset
from scripts.lib.compliance.present import ENGINE, engine_of, find_rule, is_seated, state_name
from scripts.lib.deployed import Deployed
from scripts.lib.labels import label_bytes
from scripts.lib.problems import DeskError
from scripts.lib.register import read_register
from scripts.lib.state import Plan

log = logging.getLogger("scrip")


def apply_pack(deployed: Deployed, pack: Pack) -> list[str]:
    """Makes the chain as the pack says, sending only what differs; returns what somebody else has to do, or time."""
    gaps = differences(deployed, pack, now())
    for gap in gaps:
        log.info("- %s", gap)
    if not gaps:
        log.info("the chain is as %s says: nothing to send", pack.name)
    if deployed.sending.dry_run:
        return []
    if not gaps:
        return _left(deployed, pack, [])
    before = _in_force(deployed)
    engine = _ensure_engine(deployed)
    for plan in pack.rules:
        _ensure_rule(deployed, engine, plan)
    calls = [gap.call for gap in differences(deployed, pack, now()) if gap.call]
    deployed.send([call for call in calls if call.sender.can_send])
    if _in_force(deployed) != before:
        deployed.send(reconcile_calls(deployed, engine))
    return _left(deployed, pack, differences(deployed, pack, now()))


def reconcile_calls(deployed: Deployed, engine: Any) -> list[Call]:
    """Tells the rules of everybody who is in the register; anybody may. First wallets come before further ones."""
    wallets = [entry.address for entry in read_register(deployed, latest_block()).members()]
    size = deployed.network.batches.payments
    batches = [wallets[start : start + size] for start in range(0, len(wallets), size)]
    sender = deployed.actors["deployer"]
    return [Call(engine, "reconcile", (batch,), f"Tell the rules of {len(batch)} members", sender) for batch in batches]


def _in_force(deployed: Deployed) -> list[str]:
    """The rules that the security asks."""
    engine = engine_of(deployed)
    return [str(address) for address in engine.rules()] if engine and is_seated(deployed, engine) else []


def _left(deployed: Deployed, pack: Pack, gaps: Sequence[Gap]) -> list[str]:
    """What cannot be sent from here or now, and what the pack leaves to the issuer."""
    left = [gap.call.sentence for gap in gaps if gap.call and not gap.call.sender.can_send]
    left += [str(gap) for gap in gaps if gap.call is None]
    engine = engine_of(deployed)
    for plan in pack.rules:
        rule = find_rule(deployed, engine, plan) if engine else None
        left += [f"set {name} of {plan}" for name, _ in (unset(plan, rule) if rule else ())]
    return left


# Contracts


def _ensure_engine(deployed: Deployed) -> Any:
    engine = engine_of(deployed)
    if engine is not None:
        return engine
    security = str(deployed.security.address)
    address = _create(deployed, ENGINE, "ComplianceEngine", (security,), security, bytes(0))
    return container("ComplianceEngine").at(address)


def _ensure_rule(deployed: Deployed, engine: Any, plan: RulePlan) -> None:
    if find_rule(deployed, engine, plan) is None:
        scope = label_bytes(plan.scope)
        _create(
            deployed, state_name(plan), plan.kind.contract, (str(engine.address), scope), str(engine.address), scope
        )


def _create(deployed: Deployed, name: str, artifact: str, arguments: tuple[Any, ...], master: str, scope: bytes) -> str:
    """Creates the contract, unless a run that broke created it; notes its address before and after."""
    begun = deployed.state.plan
    if begun and begun.name == name and _serves(begun.address, artifact, master, scope):
        deployed.state.keep(name, begun.address)
        return begun.address
    deployer = deployed.actors["deployer"]
    account: Any = deployer.account
    nonce = int(web3.eth.get_transaction_count(account.address, "pending"))
    plan = Plan(name, str(account.get_deployment_address(nonce)), nonce)
    deployed.state.begin(plan)
    receipt = create(container(artifact), arguments, deployer, f"Create {artifact} at {plan.address}", deployed.sending)
    if receipt.contract_address != plan.address:
        raise DeskError(f"{artifact} came to {receipt.contract_address}: another program sends as the deployer.")
    deployed.state.keep(name, plan.address)
    return plan.address


def _serves(address: str, artifact: str, master: str, scope: bytes) -> bool:
    """Whether the contract is there, of this kind, and for this security or engine."""
    if not has_code(address) or not is_code_of(address, artifact):
        return False
    contract = container(artifact).at(address)
    if artifact == "ComplianceEngine":
        return bool(contract.token() == master)
    return bool(contract.engine() == master and bytes(contract.scope()) == scope)
