"""Every refusal that the contracts can give has a plain sentence, and is decoded from its revert data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from eth_abi import encode
from eth_utils import keccak

from scripts.lib import roles
from scripts.lib.artifacts import all_abis
from scripts.lib.erc1450 import erc1450_number
from scripts.lib.paths import ROOT
from scripts.lib.reasons import explain
from scripts.lib.sentences import ERRORS, REASONS, STATES, sentence

CONTRACTS = ROOT / "contracts"
GUILTY = "0x1CBd3b2770909D4e10f157cABC84C7264073C9Ec"


def data(signature: str, *values: object) -> bytes:
    """Revert data of an error."""
    types = signature[signature.index("(") + 1 : -1]
    return keccak(text=signature)[:4] + encode(types.split(",") if types else [], values)


def solidity(pattern: str, path: Path) -> set[str]:
    """What a pattern finds in a source file."""
    return set(re.findall(pattern, path.read_text()))


def test_reasons__ids_of_the_evaluator__all_and_no_others() -> None:
    ids = solidity(r'bytes32 internal constant \w+ = "(\w+)"', CONTRACTS / "libraries" / "Verdict.sol")
    assert set(REASONS) == ids


def test_roles__ids_of_the_contracts__all_and_no_others() -> None:
    names = solidity(r'keccak256\("scrip\.(\w+)"\)', CONTRACTS / "libraries" / "RoleIds.sol")
    assert set(roles.GRANTABLE) == names


def test_errors__declared_in_the_interfaces__all_have_a_sentence() -> None:
    declared = set()
    for path in CONTRACTS.rglob("*.sol"):
        if "mocks" not in path.parts:
            declared |= solidity(r"^\s*error (\w+)\(", path) | set(re.findall(r"\n\s*error (\w+)\(", path.read_text()))
    special = {"Refused"}
    assert declared - special <= {name.partition("(")[0] for name in ERRORS}


def test_errors__placeholders__are_values_of_the_error() -> None:
    declared = [item for abi in all_abis() for item in abi if item["type"] == "error"]
    for item in declared:
        inputs = [value["name"] for value in item["inputs"]]
        text = ERRORS.get(f"{item['name']}({', '.join(inputs)})") or ERRORS.get(item["name"], "")
        assert set(re.findall(r"{(\w+)}", text)) <= set(inputs), item["name"]


def test_explain__two_errors_of_one_name__each_its_own_sentence() -> None:
    rule, vote = data("NotClosed(address)", GUILTY), data("NotClosed(uint256,uint256)", 7, 60)
    assert str(explain(rule)) == f"the rule {GUILTY} is not in the list, or not closed"
    assert str(explain(vote)) == "voting on resolution 7 closes at 1970-01-01 00:01:00 UTC"


def test_explain__parameter_of_a_rule__name_and_number() -> None:
    key = b"COUNTRY".ljust(30, b"\0") + (276).to_bytes(2, "big")
    assert "no parameter COUNTRY 276" in str(explain(data("InvalidParameter(bytes32,uint256)", key, 5)))


def test_erc1450__numbers__those_of_the_contracts() -> None:
    source = (CONTRACTS / "libraries" / "Restrictions.sol").read_text()
    reasons = "".join(re.findall(r'"([A-Z0-9_ ]+)"', source.partition("REASONS =")[2].partition(";")[0])).split()
    numbers = bytes.fromhex(re.findall(r'ERC1450_NUMBERS =\s+hex"(\w+)"', source)[0])
    assert len(numbers) == len(reasons)
    for reason, number in zip(reasons, numbers, strict=True):
        assert erc1450_number(reason) == (number or 999), reason


def test_explain__refused_movement__code_reason_guilty() -> None:
    refused = data("Refused(bytes1,bytes32,address)", b"\x57", b"RECEIVER_FROZEN".ljust(32, b"\0"), GUILTY)
    refusal = explain(refused)
    assert (refusal.code, refusal.reason, refusal.guilty) == ("0x57", "RECEIVER_FROZEN", GUILTY)
    assert str(refusal) == f"0x57 RECEIVER_FROZEN: the receiver is frozen (guilty: {GUILTY})"


@pytest.mark.parametrize(
    ("signature", "code", "reason"),
    [
        ("ERC20InsufficientBalance(address,uint256,uint256)", "0x52", "INSUFFICIENT_BALANCE"),
        ("ERC20InsufficientAllowance(address,uint256,uint256)", "0x53", "INSUFFICIENT_ALLOWANCE"),
    ],
)
def test_explain__errors_of_erc6093__same_words(signature: str, code: str, reason: str) -> None:
    refusal = explain(data(signature, GUILTY, 1, 2))
    assert (refusal.code, refusal.reason, refusal.guilty) == (code, reason, GUILTY)


def test_explain__missing_role__named() -> None:
    revert = data("AccessControlUnauthorizedAccount(address,bytes32)", GUILTY, roles.role_id("ISSUER"))
    assert str(explain(revert)) == f"{GUILTY} lacks the role ISSUER"


def test_explain__times_and_states__readable() -> None:
    revert = data("NotOpen(uint256,uint256,uint256,uint256)", 3, 60, 120, 180)
    assert "from 1970-01-01 00:01:00 UTC to 1970-01-01 00:02:00 UTC" in str(explain(revert))
    assert "state funded" in str(explain(data("WrongState(uint256,uint8)", 1, 3)))
    revert = data("OutsidePayPeriod(uint256,uint256,uint256,uint256)", 1, 60, 120, 180)
    assert "from 1970-01-01 00:01:00 UTC to 1970-01-01 00:02:00 UTC" in str(explain(revert))


def test_states__of_the_interface__all_in_their_order() -> None:
    source = (CONTRACTS / "interfaces" / "IDistributions.sol").read_text()
    names = re.findall(r"\w+", source.partition("enum State {")[2].partition("}")[0])
    assert tuple(name.lower() for name in names) == STATES


@pytest.mark.parametrize(
    ("revert", "text"),
    [
        (b"", "reverted without saying why"),
        (b"\x01\x02\x03\x04", "reverted with 0x01020304"),
        (data("Error(string)", "no luck"), "no luck"),
        (data("Panic(uint256)", 17), "the contract failed with panic code 17"),
        (data("NoVotes(uint256,address)", 1, GUILTY)[:-20], "reverted with NoVotes, with unreadable values"),
    ],
)
def test_explain__anything__a_sentence(revert: bytes, text: str) -> None:
    assert str(explain(revert)) == text


def test_sentence__unknown_error__name_and_values() -> None:
    assert sentence("Odd", {"a": 1, "b": b"X" + bytes(31)}) == "Odd (a 1, b X)"
    assert sentence("Odd", {}) == "Odd"
