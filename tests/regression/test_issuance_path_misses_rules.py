"""On a peer one way of issuing met fewer rules than a transfer, and one forgot to list the investor's wallet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.regression.strictness import ON_ISSUES, fill, impose
from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.world import COMMON, FAR, World, bytes32

Issue = Callable[[World, Any], tuple[Any, ...]]

# Each issues ten units: the function and its arguments.
WAYS: dict[str, Issue] = {
    "issue": lambda w, to: (w.security.issue, to, 10, b""),
    "issueByPartition": lambda w, to: (w.security.issueByPartition, COMMON, to, 10, b""),
    "issueBatch": lambda w, to: (w.security.issueBatch, COMMON, [w.treasury, to], [10, 10], b""),
    "mint": lambda w, to: (w.security.mint, to, 10),
    "batchMint": lambda w, to: (w.security.batchMint, [w.treasury, to], [10, 10]),
    "multicall": lambda w, to: (w.security.multicall, [w.security.mint.encode_input(to, 10)]),
}


@pytest.fixture(scope="module")
def market(world: World) -> World:
    return fill(world)


@pytest.mark.parametrize("name", ON_ISSUES)
def test_issue__each_rule_at_its_strictest__refused_each_way(market: World, name: str) -> None:
    impose(market, [ON_ISSUES[name]])
    if name == "purchasers":
        market.issue(market.investor_de, 1)
    for way in WAYS.values():
        function, *arguments = way(market, market.investor_fr)
        with ON_ISSUES[name].refuses(market):
            function.call(*arguments, {"from": market.issuer})


def test_issue__each_way_to_a_second_wallet__booked_once_and_for_the_investor(market: World) -> None:
    """On two other peers what was issued counted twice in a quota: the rule was told of it on two ways."""
    engine = attach_engine(market)
    rules = [new_rule(market, engine, name) for name in ("InvestmentLimits", "HolderCaps")]
    quota, caps = rules
    set_parameter(market, quota, "PRICE", 7)
    set_parameter(market, quota, "LIMITED", 1)
    enact(market, engine, *rules)
    engine.reconcile([market.investor_ch, market.second_wallet_ch, market.investor_de])
    officer = {"from": market.compliance_officer}
    quota.setInvestorLimit(market.investor_ch, 10_000, 0, FAR, bytes32("ATTESTATION"), officer)
    for number, way in enumerate(WAYS.values(), start=1):
        function, *arguments = way(market, market.second_wallet_ch)
        function(*arguments, {"from": market.issuer})
        assert quota.boughtBy(market.investor_ch) == quota.boughtBy(market.second_wallet_ch) == number * 70
        assert caps.counts() == (2, 2) and caps.recordOf(market.investor_ch)["positions"] == 2
