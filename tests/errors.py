"""`reverts`: expects one custom error and every value it carries, on ganache and on anvil alike.

    with reverts(token, "TransferRefused", investor, "0x52"):
        token.transfer(investor, 1, {"from": issuer})

The first argument is the contract (or container) whose ABI must declare the error, or None for an error of
any contract of the project, for example one raised in a library or in a contract behind the one called.
Transactions, calls and deployments are all covered. The built-in errors go by their own names:

    reverts(None, "Error", "text of require")
    reverts(None, "Panic", 0x11)
    reverts(None, "")                              a revert without data

What is compared is not the text that Brownie makes of the error but the decoded revert data: numbers as
numbers, addresses without regard to case (accounts and contracts may be given as such), bytes as bytes
("0x..." or a text, padded as Solidity pads it), arrays and structs item by item. `ANY` of `unittest.mock`
matches any value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple
from unittest.mock import ANY

from brownie import Wei, project
from brownie.exceptions import VirtualMachineError
from eth_abi import decode
from eth_abi.exceptions import DecodingError
from eth_utils import keccak, to_checksum_address

BUILT_IN = (
    {"type": "error", "name": "Error", "inputs": [{"name": "message", "type": "string"}]},
    {"type": "error", "name": "Panic", "inputs": [{"name": "code", "type": "uint256"}]},
)


class Error(NamedTuple):
    """A custom error as declared: its name and its ABI inputs."""

    name: str
    inputs: tuple[dict[str, Any], ...]

    def types(self) -> list[str]:
        return [canonical(item) for item in self.inputs]

    def selector(self) -> bytes:
        return keccak(text=f"{self.name}({','.join(self.types())})")[:4]

    def describe(self, values: Sequence[object]) -> str:
        return f"{self.name}({', '.join(map(show, values))})"


class _Last:
    """The revert data of the last failed call or transaction, None before there was one."""

    data: bytes | None = None


def see(method: str, response: Any) -> None:
    """Notes the revert data in an answer of the chain; tests/plumbing.py passes each answer by here.

    Brownie keeps only a text made of the data. A failed call carries the data in its answer. For a failed
    transaction Brownie asks for the trace, where anvil states the data and ganache shows it in the memory of
    the last step.
    """
    if method == "eth_call" and "error" in response:
        _Last.data = as_data(response["error"].get("data"))
    elif method == "debug_traceTransaction" and "result" in response:
        trace = response["result"]
        last = trace["structLogs"][-1] if trace["structLogs"] else {"op": "STOP"}
        if last["op"] not in ("RETURN", "STOP", "SELFDESTRUCT"):
            _Last.data = as_data(trace.get("returnValue")) or reverted_memory(last)


@contextmanager
def reverts(contract: Any, name: str, *values: object) -> Iterator[None]:
    """Fails unless the block reverts with error `name` carrying exactly `values`; see the module's text."""
    __tracebackhide__ = True
    expected = declared(contract, name) if name else []
    _Last.data = None
    try:
        yield
    except VirtualMachineError as failure:
        data = _Last.data
        if data is None:
            raise AssertionError(f"reverted, but the chain gave no revert data: {failure}") from None
        problem = difference(expected, name, values, data)
        if problem:
            raise AssertionError(problem) from None
    else:
        raise AssertionError(f"expected {name or 'a revert without data'}, but nothing reverted")


def refusal() -> tuple[str, tuple[Any, ...]]:
    """Name and values of the error in the last failed call or transaction; addresses with their checksum."""
    data = _Last.data or b""
    error = errors_by_selector().get(data[:4])
    if error is None:
        return explain(data), ()
    types = error.types()
    values = zip(types, decode(types, data[4:]), strict=True)
    return error.name, tuple(to_checksum_address(value) if kind == "address" else value for kind, value in values)


def difference(expected: Sequence[Error], name: str, values: Sequence[object], data: bytes) -> str:
    """What is wrong with the revert data, in words; empty when error and values are the expected ones."""
    if not name:
        return f"expected a revert without data, got {explain(data)}" if data else ""
    found = next((error for error in expected if error.selector() == data[:4]), None)
    wanted = f"{name}({', '.join(map(show, values))})"
    if found is None:
        return f"expected {wanted}, got {explain(data)}"
    actual = decode(found.types(), data[4:])
    if len(values) != len(actual):
        return f"{name} has {len(actual)} values, the test names {len(values)}; got {found.describe(actual)}"
    if not all(map(matches, found.inputs, values, actual)):
        return f"expected {wanted}, got {found.describe(actual)}"
    return ""


def explain(data: bytes) -> str:
    """Revert data in words, decoded with the errors of the whole project where possible."""
    if not data:
        return "a revert without data"
    for error in errors_of_project():
        if error.selector() == data[:4]:
            try:
                return error.describe(decode(error.types(), data[4:]))
            except DecodingError:
                break
    return f"an unknown error 0x{data.hex()}"


def declared(contract: Any, name: str) -> list[Error]:
    """The errors of this name in the contract's ABI, or for None in the project; fails if there is none."""
    errors = errors_of_project() if contract is None else errors_of_abi(contract.abi)
    found = [error for error in errors if error.name == name]
    if not found:
        place = "the project" if contract is None else contract._name
        raise AssertionError(f"no error {name} is declared in {place}")
    return found


def errors_of_abi(abi: Sequence[dict[str, Any]]) -> list[Error]:
    return [Error(item["name"], tuple(item["inputs"])) for item in abi if item["type"] == "error"]


@cache
def errors_by_selector() -> dict[bytes, Error]:
    return {error.selector(): error for error in errors_of_project()}


@cache
def errors_of_project() -> list[Error]:
    """The errors of all artifacts, each signature once, and the two built-in ones."""
    abis = [build["abi"] for loaded in project.get_loaded_projects() for _, build in loaded._build.items()]
    errors = [error for abi in [BUILT_IN, *abis] for error in errors_of_abi(abi)]
    return list({error.selector(): error for error in errors}.values())


def canonical(item: dict[str, Any]) -> str:
    """The ABI type as it stands in a signature: structs spelled out."""
    kind: str = item["type"]
    if not kind.startswith("tuple"):
        return kind
    return f"({','.join(map(canonical, item['components']))}){kind[len('tuple') :]}"


def matches(item: dict[str, Any], expected: Any, actual: Any) -> bool:
    """Whether the test's value is the decoded one, by the rules of its ABI type."""
    kind: str = item["type"]
    if expected is ANY:
        return True
    if kind.endswith("]"):
        element = {**item, "type": kind[: kind.rindex("[")]}
        return len(expected) == len(actual) and all(
            matches(element, *pair) for pair in zip(expected, actual, strict=True)
        )
    if kind == "tuple":
        return len(expected) == len(actual) and all(map(matches, item["components"], expected, actual))
    if kind == "address":
        return str(getattr(expected, "address", expected)).lower() == str(actual).lower()
    if kind.startswith("bytes"):
        return as_bytes(expected, int(kind[5:] or 0)) == actual
    if kind.startswith(("uint", "int")):
        return not isinstance(expected, bool) and int(Wei(expected)) == actual
    return type(expected) is type(actual) and bool(expected == actual)


def as_bytes(value: Any, size: int) -> bytes:
    """The test's value as bytes: hex text, or other text padded with zeros to `size`."""
    if not isinstance(value, str):
        return bytes(value)
    if value.startswith("0x"):
        return bytes.fromhex(value[2:])
    return value.encode().ljust(size, b"\0")


def as_data(value: Any) -> bytes | None:
    """Revert data from what the chain reports: hex text with or without 0x, None where it reports nothing."""
    return bytes.fromhex(value.removeprefix("0x")) if isinstance(value, str) else None


def reverted_memory(step: dict[str, Any]) -> bytes:
    """What the REVERT step of a trace returns; nothing for a step that fails otherwise, as without gas."""
    if step["op"] != "REVERT":
        return b""
    size, start = (int(item, 16) for item in step["stack"][-2:])
    return bytes.fromhex("".join(word.removeprefix("0x") for word in step["memory"]))[start : start + size]


def show(value: Any) -> str:
    """A value in a failure message: bytes as hex, and as text too where they are one."""
    if isinstance(value, bytes):
        text = value.rstrip(b"\0")
        readable = text and all(32 <= byte < 127 for byte in text)
        return f'0x{value.hex()} ("{text.decode()}")' if readable else f"0x{value.hex()}"
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(show, value))})"
    return "ANY" if value is ANY else str(getattr(value, "address", value))
