"""Deploys the issuer's security, or compares what is deployed with the issuer's file.

Who runs it: the deployer, whose account keeps nothing afterwards. What is deployed: issuer.yaml (SCRIP_ISSUER
names another one) on the network, with the accounts of config/<network>.yaml. What is done is kept in
deployments/<network>.json: a second run sends nothing, a run after a broken one goes on. A rule pack that issuer.yaml
names is applied at the end, by those who hold the roles for it.

    brownie run deploy main [dry-run|send] --network local     deploy, then verify
    brownie run deploy verify --network local                  compare only; exit code 1 on any difference
"""

from __future__ import annotations

import logging

from scripts.compliance import apply_and_report
from scripts.lib.command import command
from scripts.lib.compliance.merge import pack_of
from scripts.lib.compliance.verify import issuer_differences
from scripts.lib.deployed import Deployed
from scripts.lib.deployment import deploy, outstanding_steps
from scripts.lib.problems import DeskError
from scripts.lib.session import is_dry_run, issuer_settings, network_settings, open_security, open_state
from scripts.lib.steps import STEPS
from scripts.lib.verify import differences

log = logging.getLogger("scrip")


@command
def main(mode: str = "") -> None:
    """main [dry-run|send]: deploys what is not deployed yet, and verifies the result."""
    settings, network = issuer_settings(), network_settings()
    state = open_state(settings, network)
    if is_dry_run(mode, network):
        for step in outstanding_steps(state):
            log.info("would do step %2d of %d: %s", step.number, len(STEPS), step.name)
        if settings.compliance:
            log.info("would apply the rule pack %s", settings.compliance)
        return
    deployed = deploy(settings, network, state=state)
    log.info("%s (%s) is at %s", settings.name, settings.symbol, deployed.security.address)
    for sentence in deployed.remaining:
        log.info("left to the administrator: %s", sentence)
    pack = pack_of(settings)
    if pack:
        apply_and_report(deployed, pack)
    _report(deployed)


@command
def verify() -> None:
    """verify: compares the chain with the issuer's file."""
    _report(open_security())


def _report(deployed: Deployed) -> None:
    found = [*differences(deployed), *issuer_differences(deployed)]
    if found:
        raise DeskError("\n".join(["The chain differs from the issuer's file:", *(f"- {line}" for line in found)]))
    log.info("verified: the chain is as %s says, and the deployer holds nothing", deployed.settings.path.name)
