"""The size of each contract that is deployed, under review in snapshots/sizes.json."""

from __future__ import annotations

from pathlib import Path

import pytest
from brownie import project

from tests.gas.snapshots import compare, table

RULES = Path(__file__).parents[2] / "contracts" / "compliance" / "rules"
LIMIT = 24_576  # EIP-170
CONTRACTS = (
    "SecurityToken",
    "Registrar",
    "TransferOffice",
    "EnquiryDesk",
    "DividendDistributor",
    "DistributionOffice",
    "ShareholderVoting",
    "ComplianceEngine",
    # A rule is a contract that is named after its file; the other files there are parts of rules.
    *sorted(path.stem for path in RULES.glob("*.sol") if f"\ncontract {path.stem} is" in path.read_text()),
)


def test_sizes__of_every_contract__as_reviewed_and_under_the_limit(
    capsys: pytest.CaptureFixture[str],
) -> None:
    loaded = project.get_loaded_projects()[0]
    sizes = {name: len(loaded[name]._build["deployedBytecode"]) // 2 for name in CONTRACTS}
    with capsys.disabled():
        print("\n" + table(sizes, dict.fromkeys(CONTRACTS, LIMIT), "bytes"))
    assert max(sizes.values()) <= LIMIT
    compare("sizes", sizes, "make sizes")
