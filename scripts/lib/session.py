"""The security of the issuer at hand, on the network to which Brownie is connected."""

from __future__ import annotations

import os
from pathlib import Path

import brownie

from scripts.lib.actors import open_actors
from scripts.lib.chain import current_chain
from scripts.lib.compliance.merge import issuer_with_pack
from scripts.lib.deployed import Deployed
from scripts.lib.deployment import assemble
from scripts.lib.networks import NetworkSettings, load_network
from scripts.lib.paths import DEFAULT_ISSUER, DEPLOYMENTS
from scripts.lib.problems import DeskError
from scripts.lib.settings import IssuerSettings, load_issuer
from scripts.lib.state import State, load_state

DRY_RUN = "dry-run"
SEND = "send"


def issuer_settings() -> IssuerSettings:
    """The issuer.yaml that SCRIP_ISSUER names, or the example's; with the masks of the rule pack that it names."""
    return issuer_with_pack(load_issuer(Path(os.environ.get("SCRIP_ISSUER") or DEFAULT_ISSUER)))


def network_settings() -> NetworkSettings:
    """The settings of the network to which Brownie is connected."""
    return load_network(active_network())


def active_network() -> str:
    """The network to which Brownie is connected; DeskError when there is none."""
    name = brownie.network.show_active()
    if name is None:
        raise DeskError("Brownie is connected to no network.")
    return str(name)


def open_state(settings: IssuerSettings, network: NetworkSettings) -> State:
    """The network's state file, or the one that SCRIP_STATE names; in memory where no chain is kept."""
    chain = current_chain()
    if not network.keep_state:
        return State(chain, settings.symbol)
    path = Path(os.environ.get("SCRIP_STATE") or DEPLOYMENTS / f"{network.name}.json")
    return load_state(path, chain, settings.symbol)


def open_security(mode: str = "") -> Deployed:
    """The deployed security. `mode` is `dry-run`, `send`, or empty for what the network's settings say."""
    settings, network = issuer_settings(), network_settings()
    if not network.keep_state:
        raise DeskError(f"Nothing on {network.name} outlives a command: use --network local, after `make chain`.")
    state = open_state(settings, network)
    actors = open_actors(network, settings.account_names())
    return assemble(settings, network, actors, state, dry_run=is_dry_run(mode, network))


def is_dry_run(mode: str, network: NetworkSettings) -> bool:
    """Whether to send nothing."""
    if mode not in ("", DRY_RUN, SEND):
        raise DeskError(f"{mode} is no mode: use {DRY_RUN} or {SEND}.")
    return mode == DRY_RUN or (network.dry_run and mode != SEND)
