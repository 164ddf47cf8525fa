"""The distributor is two contracts at one address: every function is in one of them.

That both agree on the storage is tried in tests/unit/token/test_conformance.py.
"""

from __future__ import annotations

from typing import Any

import pytest
from brownie import interface
from brownie.network.web3 import web3
from eth_utils import keccak

from scripts.lib.artifacts import container
from tests.errors import canonical, reverts
from tests.unit.distribution.helpers import new
from tests.world import NOWHERE, World

PARTS = ("DividendDistributor", "DistributionOffice")
# What OpenZeppelin's bases bring, which both parts need.
INHERITED = {"eip712Domain()", "nonces(address)"}
# What the distributor calls of itself, and nobody else may.
OF_ITSELF = {
    "payRedeeming(uint256,address)",
    "payListed(uint256,address,(uint32,uint96,uint96,uint104,uint104,uint24,uint16),bool)",
    "setAsideRedeeming(uint256,address)",
}


def functions(abi: list[dict[str, Any]]) -> set[str]:
    """The signatures of the functions of an ABI."""
    items = [item for item in abi if item["type"] == "function"]
    return {f"{item['name']}({','.join(map(canonical, item['inputs']))})" for item in items}


def promised() -> set[str]:
    return functions(interface.IDividendDistributor.abi)


def test_functions__of_the_interface__each_in_just_one_part() -> None:
    distributor, office = (functions(container(part).abi) for part in PARTS)
    assert promised() <= distributor | office
    assert distributor & office == INHERITED


def test_functions__of_the_parts__all_in_the_interface() -> None:
    distributor, office = (functions(container(part).abi) for part in PARTS)
    assert distributor - promised() == OF_ITSELF
    assert office <= promised()


def test_errors__of_the_parts__known_to_the_interface() -> None:
    known = errors(interface.IDividendDistributor.abi)
    own = {"NotItsOffice(address)"}  # of the constructor
    bases = {
        "InvalidAccountNonce(address,uint256)",
        "InvalidShortString()",
        "StringTooLong(string)",
        "ReentrancyGuardReentrantCall()",
        "SafeERC20FailedOperation(address)",
        "NotEnoughGas(uint256)",
    }
    for part in PARTS:
        assert errors(container(part).abi) <= known | own | bases


def errors(abi: list[dict[str, Any]]) -> set[str]:
    return {f"{e['name']}({','.join(map(canonical, e['inputs']))})" for e in abi if e["type"] == "error"}


@pytest.mark.parametrize("signature", sorted(INHERITED))
def test_inherited__at_the_distributor__answered(world: World, signature: str) -> None:
    data = keccak(text=signature)[:4] + bytes(32)
    assert web3.eth.call({"to": world.distributor.address, "data": data})


def test_call__of_no_function__refused(world: World) -> None:
    for data in ("0x", "0x12345678"):
        with reverts(None, ""):
            world.stranger.transfer(world.distributor, 0, data=data)


@pytest.mark.parametrize("function", ["payRedeeming", "payListed", "setAsideRedeeming"])
def test_call__what_the_distributor_calls_of_itself__refused(world: World, function: str) -> None:
    distributor = container("DividendDistributor").at(str(world.distributor.address))
    entry = ((1, 1, 0, 1, 0, 0, 756), False) if function == "payListed" else ()
    with reverts(distributor, "OnlyItself"):
        getattr(distributor, function)(1, world.stranger, *entry, {"from": world.stranger})


# construction


def test_office__without_code__refused(world: World) -> None:
    for office in (NOWHERE, world.stranger):
        with reverts(container("DividendDistributor"), "NotItsOffice", office):
            container("DividendDistributor").deploy(world.security, office, {"from": world.deployer})


def test_office__of_another_security__refused(world: World) -> None:
    terms = (0, 0, 0, False, True)
    label, registrar = b"P".ljust(32, b"\0"), world.security.registrar()
    token = new(world, "SecurityToken", registrar, NOWHERE, "N", "S", 0, label, terms, 1, world.admin)
    office = new(world, "DistributionOffice", token)
    with reverts(container("DividendDistributor"), "NotItsOffice", office):
        container("DividendDistributor").deploy(world.security, office, {"from": world.deployer})
    assert new(world, "DividendDistributor", token, office).distributionOffice() == office
