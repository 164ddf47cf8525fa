"""The deployed security in Brownie's console.

Who runs it: anybody, with the chain `local` running (make chain).

    .venv/bin/brownie console --network local
    >>> s = run("console")
    >>> s.security.totalSupply()
    >>> s.security.balanceOfByPartition(s.partition("PREFERRED"), s.actors["treasury"].address)
    >>> s.security.transfer(s.actors["stranger"].address, 1, {"from": s.account("issuer")})

`s.security`, `s.distributor` and `s.voting` are Brownie's contracts; `s.account(name)` is an account of
config/<network>.yaml; `s.currency` is the money of dividends.
"""

from __future__ import annotations

from scripts.lib.deployed import Deployed
from scripts.lib.session import open_security


def main() -> Deployed:
    """Opens the security that is deployed on this network, and says what there is."""
    deployed = open_security()
    classes = ", ".join(partition.label for partition in deployed.settings.partitions)
    print(f"{deployed.settings.name} ({deployed.settings.symbol}), classes {classes}")
    for name in ("security", "distributor", "voting"):
        print(f"  .{name:<12} {getattr(deployed, name).address}")
    print(f"  .account(...) {', '.join(deployed.actors)}")
    return deployed
