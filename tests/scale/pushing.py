"""What the process of a push does once it has joined the chain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scripts.lib import paths
from scripts.lib.actors import open_actors
from scripts.lib.chain import current_chain
from scripts.lib.deployment import assemble
from scripts.lib.dividends.paying import push_to_all
from scripts.lib.networks import load_network
from scripts.lib.settings import load_issuer
from scripts.lib.state import State

DATA = Path(__file__).parents[1] / "data"


def push(addresses: str, number: str, size: str, sender: str, reports: str) -> None:
    """Pays whoever is not paid yet, in batches of `size`."""
    paths.REPORTS = Path(reports)
    settings, network = load_issuer(DATA / "issuer.yaml"), load_network("world", DATA)
    network = replace(network, batches=replace(network.batches, payees=int(size)))
    state = State(current_chain(), settings.symbol)
    for pair in addresses.split(","):
        state.keep(*pair.split("="))
    actors = open_actors(network, settings.account_names())
    push_to_all(assemble(settings, network, actors, state), int(number), sender=actors[sender])
