"""Without a forwarder, a call from the zero address was answered for the address at the end of its data.

Nodes take the zero address for the caller when nobody is named. No transaction comes from it: only answers were wrong.
"""

from __future__ import annotations

import pytest
from brownie import web3
from web3.exceptions import Web3RPCError

from scripts.lib.roles import role_id
from tests.world import NOWHERE, World


def test_canTransfer__asked_from_the_zero_address__is_about_the_zero_address(world: World) -> None:
    world.issue(world.investor_ch, 10)
    ending = bytes.fromhex(str(world.investor_ch)[2:])
    data = world.security.canTransfer["address,uint256,bytes"].encode_input(world.investor_de, 5, bytes(12) + ending)
    answer = web3.eth.call({"from": NOWHERE, "to": world.security.address, "data": data})
    assert answer[0] == 0x56


def test_gate__asked_from_the_zero_address__stays_shut(world: World) -> None:
    data = world.security.grantRole.encode_input(role_id("ISSUER"), world.stranger) + str(world.admin)[2:]
    with pytest.raises((Web3RPCError, ValueError), match="revert"):
        web3.eth.call({"from": NOWHERE, "to": world.security.address, "data": data})
