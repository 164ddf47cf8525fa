"""The security answers at one address to every function of its interfaces, with the standards' selectors."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from brownie import interface, project
from eth_utils import keccak

from tests.errors import reverts
from tests.world import NOWHERE, World

ROOT = Path(__file__).parents[3]

SELECTORS = {
    # ERC-20
    "transfer(address,uint256)": "a9059cbb",
    "transferFrom(address,address,uint256)": "23b872dd",
    "approve(address,uint256)": "095ea7b3",
    "allowance(address,address)": "dd62ed3e",
    "balanceOf(address)": "70a08231",
    "totalSupply()": "18160ddd",
    # ERC-1410
    "balanceOfByPartition(bytes32,address)": "30e82803",
    "partitionsOf(address)": "740ab8f4",
    "transferByPartition(bytes32,address,uint256,bytes)": "f3d490db",
    "operatorTransferByPartition(bytes32,address,address,uint256,bytes,bytes)": "8c0dee9c",
    "canTransferByPartition(address,address,bytes32,uint256,bytes)": "9945e70e",
    "isOperator(address,address)": "b6363cf2",
    "isOperatorForPartition(bytes32,address,address)": "6d77cad6",
    "authorizeOperator(address)": "959b8c3f",
    "revokeOperator(address)": "fad8b32a",
    "authorizeOperatorByPartition(bytes32,address)": "103ef9e1",
    "revokeOperatorByPartition(bytes32,address)": "168ecec5",
    "issueByPartition(bytes32,address,uint256,bytes)": "67c84919",
    "redeemByPartition(bytes32,uint256,bytes)": "62eb0068",
    "operatorRedeemByPartition(bytes32,address,uint256,bytes)": "98ddcec7",
    # ERC-1594
    "transferWithData(address,uint256,bytes)": "2535f762",
    "transferFromWithData(address,address,uint256,bytes)": "ee532f31",
    "isIssuable()": "2f1cae85",
    "issue(address,uint256,bytes)": "bb3acde9",
    "redeem(uint256,bytes)": "e77c646d",
    "redeemFrom(address,uint256,bytes)": "9675193c",
    "canTransfer(address,uint256,bytes)": "1badb25c",
    "canTransferFrom(address,address,uint256,bytes)": "122eb575",
    # ERC-1644
    "isControllable()": "4c783bf5",
    "controllerTransfer(address,address,uint256,bytes,bytes)": "f282527a",
    "controllerRedeem(address,uint256,bytes,bytes)": "2bc6acc3",
    # UniversalToken, widely read
    "totalSupplyByPartition(bytes32)": "a26734dc",
}

TOPICS = {
    "TransferByPartition": "ff4e9a26",
    "AuthorizedOperator": "f4caeb2d",
    "RevokedOperator": "50546e66",
    "AuthorizedOperatorByPartition": "3646a897",
    "RevokedOperatorByPartition": "3b287c4f",
    "Issued": "0e9905d6",
    "Redeemed": "b7d0d6b6",
    "IssuedByPartition": "f0ded82a",
    "RedeemedByPartition": "ce306c3d",
    "ControllerTransfer": "6bf62b4b",
    "ControllerRedemption": "876b7cb4",
}


def types(items: Iterable[dict[str, Any]]) -> str:
    return ",".join(f"({types(i['components'])}){i['type'][5:]}" if "components" in i else i["type"] for i in items)


def signatures(abi: Iterable[dict[str, Any]], kind: str) -> dict[str, str]:
    """Signature to selector or topic, eight hex digits."""
    entries = [f"{item['name']}({types(item['inputs'])})" for item in abi if item["type"] == kind]
    return {entry: keccak(text=entry)[:4].hex() for entry in entries}


def artifact(name: str) -> Any:
    return project.get_loaded_projects()[0][name]


def test_selectors__of_the_standards__exact() -> None:
    assert signatures(interface.ISecurity.abi, "function").items() >= SELECTORS.items()


def test_topics__of_the_umbrella__exact() -> None:
    topics = {entry.split("(")[0]: topic for entry, topic in signatures(interface.ISecurity.abi, "event").items()}
    assert topics.items() >= TOPICS.items()


PARTS = ("SecurityToken", "Registrar", "TransferOffice", "EnquiryDesk")


def test_parts__answer_together_to_the_whole_interface_and_nothing_twice() -> None:
    parts = [signatures(artifact(name).abi, "function") for name in PARTS]
    together = {entry: selector for part in parts for entry, selector in part.items()}
    assert len(together) == sum(map(len, parts))
    assert together == signatures(interface.ISecurity.abi, "function")


@pytest.mark.parametrize("kind", ["event", "error"])
def test_parts__all_they_say__is_in_the_interface(kind: str) -> None:
    entries = [entry for name in PARTS for entry in artifact(name).abi]
    elsewhere = {
        "NotARegistrar(address)",
        "NotATransferOffice(address)",
        "NotAnEnquiryDesk(address)",
        "InvalidAdmin(address)",
        "NotAtThisAddress(address)",
    }
    assert signatures(entries, kind).keys() - elsewhere <= signatures(interface.ISecurity.abi, kind).keys()


@pytest.mark.parametrize(
    ("identifier", "answer"),
    [
        ("0x01ffc9a7", True),  # ERC-165
        ("0x36372b07", True),  # ERC-20
        ("0xa219a025", True),  # ERC-20 metadata
        ("0x27cac147", True),  # ERC-1594
        ("0x953cc54c", True),  # ERC-1644
        ("0xffffffff", False),
        ("0x9d8ff7da", True),  # ERC-2612
        ("0x84b0196e", True),  # ERC-5267
        ("0xda287a1d", True),  # ERC-6372
        ("0x063ae966", True),  # ERC-1410
        ("0xecfecec8", True),  # ERC-1643
        ("0xab84a5c8", True),  # ERC-1404
        ("0x78a8de7d", True),  # ERC-1404 with the spender
        ("0x3edbb4c4", True),  # ERC-7943, final, fungible
        ("0x29388973", False),  # ERC-7943 as drafted before
        ("0xb97d944c", False),  # ERC-3643, of which only a part is here
    ],
)
def test_supportsInterface__ids(security: Any, identifier: str, answer: bool) -> None:
    assert security.supportsInterface(identifier) is answer


def test_fallback__unknown_function__refused_without_data(world: World) -> None:
    with reverts(None, ""):
        world.stranger.transfer(world.security, data="0xdeadbeef")


def test_constructor__registrar_without_code__refused(world: World) -> None:
    token = artifact("SecurityToken")
    with reverts(token, "NotARegistrar", world.stranger):
        arguments = (
            world.stranger,
            NOWHERE,
            "N",
            "S",
            0,
            b"P".ljust(32, b"\0"),
            (0, 0, 0, False, True),
            1,
            world.admin,
        )
        token.deploy(*arguments, {"from": world.deployer})


@pytest.mark.parametrize(
    ("part", "error"), [("Registrar", "NotATransferOffice"), ("TransferOffice", "NotAnEnquiryDesk")]
)
def test_constructor__further_part_without_code__refused(world: World, part: str, error: str) -> None:
    with reverts(artifact(part), error, world.stranger):
        artifact(part).deploy(world.stranger, {"from": world.deployer})


def test_constructor__no_principal_class__refused(world: World) -> None:
    token = artifact("SecurityToken")
    with reverts(interface.ISecurity, "InvalidPartition", bytes(32)):
        arguments = (
            world.security.registrar(),
            NOWHERE,
            "N",
            "S",
            0,
            bytes(32),
            (0, 0, 0, False, True),
            1,
            world.admin,
        )
        token.deploy(*arguments, {"from": world.deployer})
    assert world.security.registrar() != NOWHERE


def test_constructor__no_administrator__refused(world: World) -> None:
    token = artifact("SecurityToken")
    with reverts(token, "InvalidAdmin", NOWHERE):
        terms = (0, 0, 0, False, True)
        arguments = (world.security.registrar(), NOWHERE, "N", "S", 0, b"P".ljust(32, b"\0"), terms, 1, NOWHERE)
        token.deploy(*arguments, {"from": world.deployer})


Layout = Callable[[str], list[tuple[str, int, str, str]]]


@pytest.fixture(scope="module")
def layout() -> Layout:
    """Label, offset, slot and type of everything that a contract stores, by the contract's file."""
    sources = {str(path.relative_to(ROOT)): path for path in (ROOT / "contracts").rglob("*.sol")}
    request = {
        "language": "Solidity",
        "sources": {name: {"content": path.read_text()} for name, path in sources.items()},
        "settings": {
            "remappings": ["@openzeppelin=node_modules/@openzeppelin"],
            "evmVersion": "shanghai",
            "outputSelection": {"*": {"*": ["storageLayout"]}},
        },
    }
    command = [
        str(ROOT / ".solcx" / "solc-v0.8.30"),
        "--standard-json",
        "--allow-paths",
        ".",
        "--base-path",
        ".",
    ]
    answer = subprocess.run(command, cwd=ROOT, input=json.dumps(request), capture_output=True, text=True, check=True)
    contracts = json.loads(answer.stdout)["contracts"]

    def of(path: str) -> list[tuple[str, int, str, str]]:
        storage = contracts[f"contracts/{path}"][Path(path).stem]["storageLayout"]["storage"]
        return [(item["label"], item["offset"], item["slot"], item["type"].split(")")[0]) for item in storage]

    return of


def test_storage__of_the_four_parts__laid_out_alike(layout: Layout) -> None:
    """They run in the token's storage: a slot that differed would destroy the register."""
    token = layout("token/SecurityToken.sol")
    assert len(token) > 15
    for part in ("registrar/Registrar.sol", "office/TransferOffice.sol", "office/EnquiryDesk.sol"):
        assert layout(part) == token


def test_storage__of_both_parts_of_the_distributor__laid_out_alike(layout: Layout) -> None:
    """The office runs in the distributor's storage: a slot that differed would mix up the money."""
    distributor = layout("distribution/DividendDistributor.sol")
    assert len(distributor) > 10
    assert layout("distribution/DistributionOffice.sol") == distributor
