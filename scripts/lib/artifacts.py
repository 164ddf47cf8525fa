"""What the compiler made: the contracts to deploy, and the interfaces through which they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from brownie import interface, project
from brownie.network.contract import ProjectContract
from brownie.network.state import _add_contract
from brownie.network.web3 import web3

from scripts.lib.problems import DeskError


def container(name: str) -> Any:
    """Brownie's container of a contract of this project."""
    try:
        return _project()[name]
    except KeyError:
        raise DeskError(f"There is no contract {name}: run `make compile`.") from None


def at(interface_name: str, address: str) -> Any:
    """The contract at an address, with the functions, events and errors of an interface."""
    return getattr(interface, interface_name)(address)


def security_at(address: str) -> Any:
    """The security at its one address: the token's functions, its registrar's, its transfer office's and its enquiry
    desk's.

    Brownie takes it also for what it reads in transactions: of the token's artifact alone it would neither
    name nor decode what goes through to the others.
    """
    project_ = _project()
    build = {**project_["SecurityToken"]._build, "abi": project_.interface.ISecurity.abi}
    contract = ProjectContract(project_, build, address)
    _add_contract(contract)
    return contract


def is_code_of(address: str, name: str) -> bool:
    """Whether the code at an address is the artifact's, but for the immutable values: PUSH32 of zeros as compiled."""
    compiled = bytes.fromhex(container(name)._build["deployedBytecode"])
    code = bytearray(web3.eth.get_code(address))
    for match in re.finditer(rb"\x7f\x00{32}", compiled):
        code[match.start() + 1 : match.end()] = bytes(len(code[match.start() + 1 : match.end()]))
    return bytes(code) == compiled


def require_code(address: str, name: str) -> str:
    """The address; DeskError unless the contract there is the one of this project."""
    if not is_code_of(address, name):
        raise DeskError(f"The code at {address} is not that of {name} as compiled here.")
    return address


def all_abis() -> Iterator[list[dict[str, Any]]]:
    """The ABI of every artifact of the project."""
    for _, build in _project()._build.items():
        yield build["abi"]


def _project() -> Any:
    loaded = project.get_loaded_projects()
    if not loaded:
        raise DeskError("No project is loaded: run the script with `brownie run`.")
    return loaded[0]
