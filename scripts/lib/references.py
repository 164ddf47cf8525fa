"""The issuer's own names of the investors, which never reach the chain."""

from __future__ import annotations

from scripts.lib.deployed import Deployed
from scripts.lib.investors import read_investors
from scripts.lib.succession import Succession


def references_of(deployed: Deployed, succession: Succession) -> dict[str, str]:
    """Wallets of today to the references of investors.csv beside issuer.yaml; the treasury has none."""
    file = deployed.settings.folder / "investors.csv"
    if not file.is_file():
        return {}
    investors = read_investors(file, deployed.settings.attributes)
    return {succession.present(investor.address): investor.reference for investor in investors}
