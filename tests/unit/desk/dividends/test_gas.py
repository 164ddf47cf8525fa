"""Batches by gas: as many payees as fit into half a block, and never more than the settings say."""

from __future__ import annotations

import pytest

from scripts.lib.dividends import gas
from scripts.lib.dividends.gas import Cost
from scripts.lib.problems import DeskError


@pytest.fixture
def block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gas, "block_gas", lambda: 30_000_000)


@pytest.mark.parametrize(
    ("cost", "most", "size"),
    [
        (Cost(0, 50_000), 500, 300),
        (Cost(50_000, 50_000), 500, 299),
        (Cost(0, 20_000), 500, 500),
        (Cost(0, 15_000_000), 500, 1),
    ],
)
def test_size__half_a_block__and_at_most(block: None, cost: Cost, most: int, size: int) -> None:
    assert cost.size(most) == size


def test_size__not_even_one__refused(block: None) -> None:
    with pytest.raises(DeskError, match="more than there is"):
        Cost(0, 15_000_001).size(500)


def test_of__last_batch_not_full__has_its_base_too() -> None:
    assert Cost(100, 10).of(21, 10) == 3 * 100 + 21 * 10
