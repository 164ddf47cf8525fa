"""On peers the domain of a permit held the token's name: after a renaming no permit signed before was good any more."""

from __future__ import annotations

from typing import Any
from unittest.mock import ANY

import pytest

from tests import signing
from tests.errors import reverts
from tests.world import World, spare_account


@pytest.fixture(scope="module")
def market(world: World) -> World:
    world.issue_all(100)
    return world


def rename(world: World) -> None:
    world.security.setName("Renamed", {"from": world.configurer})
    world.security.setSymbol("RNMD", {"from": world.configurer})


def test_permit__signed_before_a_renaming__good_after_it(market: World) -> None:
    security, holder, spender = market.security, market.investor_ch, market.operator
    domain = tuple(security.eip712Domain())
    separator = security.DOMAIN_SEPARATOR()
    signed = signing.permit(security, holder, spender, 30)
    rename(market)
    assert (security.name(), security.symbol()) == ("Renamed", "RNMD")
    assert tuple(security.eip712Domain()) == domain and security.DOMAIN_SEPARATOR() == separator
    security.permit(*signed, {"from": market.stranger})
    assert security.allowance(holder, spender) == 30


def test_permit__of_another_security_of_the_same_name__refused(market: World) -> None:
    """The name makes no difference, the address does."""

    class Elsewhere:
        """A security at another address."""

        address = spare_account(0).address

        @staticmethod
        def nonces(owner: Any) -> int:
            return int(market.security.nonces(owner))

    security, holder = market.security, market.investor_ch
    signed = signing.permit(Elsewhere, holder, market.operator, 30)
    with reverts(security, "ERC2612InvalidSigner", ANY, holder):
        security.permit(*signed, {"from": market.stranger})
    assert security.allowance(holder, market.operator) == 0
