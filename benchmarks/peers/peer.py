"""What the measurement asks of a system."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from benchmarks.chain import Chain
from benchmarks.compiler import Artifact, compiled, project_settings
from benchmarks.peers.dividends import Dividends, Kind

ISSUER_INDEX = 0

REMAPPINGS = {
    "@openzeppelin/": "node_modules/@openzeppelin/",
    "openzeppelin-v4/": "node_modules/openzeppelin-v4/",
    "solady/": "node_modules/solady/src/",
}
WRAPPERS = ("PlainToken", "SnapshotToken", "SoladyToken", "TokenGovernor", "VotesToken")


class Peer(ABC):
    """A system under measurement. Each operation returns the gas of its one transaction.

    An operation that the system does not have stays as it is here and returns None. Admission belongs to no measured
    transaction but its own: where nobody needs to be admitted, `admit` does nothing.
    """

    key: str
    title: str
    configuration: str
    has_rules = True  # about who may hold
    has_history = False  # of past units

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.issuer = chain.accounts[ISSUER_INDEX]

    @abstractmethod
    def version(self) -> str:
        """Package and version."""

    def compiler(self) -> str:
        """How the code under measurement was compiled."""
        return str(project_settings())

    @abstractmethod
    def deploy(self) -> dict[str, int]:
        """Deploys all that a lone issuer needs; the gas by row of the table."""

    def prepare_person(self, account: str) -> int:
        """Does what a person needs once in all systems of this kind before it can be admitted; the gas of that."""
        return 0

    def admit(self, account: str) -> int | None:
        """Admits an account that `prepare_person` was called for."""
        return None

    def admit_batch(self, accounts: Sequence[str]) -> int | None:
        """Admits many with one transaction."""
        return None

    def issue(self, account: str, units: int) -> int | None:
        """Issues to somebody admitted."""
        return None

    def issue_batch(self, accounts: Sequence[str], units: int) -> int | None:
        """Issues to many with one transaction."""
        return None

    def transfer(self, sender: str, receiver: str, units: int) -> int | None:
        """ERC-20's transfer."""
        return None

    def transfer_by_partition(self, sender: str, receiver: str, units: int) -> int | None:
        """ERC-1410's transferByPartition, of the first or only partition."""
        return None

    def transfer_by_other_partition(self, sender: str, receiver: str, units: int) -> int | None:
        """The same of a further partition, of which the sender has units."""
        return None

    def issue_other_partition(self, account: str, units: int) -> None:
        """Issues units of the further partition."""
        return None

    def approve(self, holder: str, spender: str, units: int) -> int | None:
        """ERC-20's approve."""
        return None

    def transfer_from(self, spender: str, holder: str, receiver: str, units: int) -> int | None:
        """ERC-20's transferFrom."""
        return None

    def force(self, holder: str, receiver: str, units: int) -> int | None:
        """A transfer that the holder did not ask for."""
        return None

    def freeze(self, account: str) -> int | None:
        """Stops an account."""
        return None

    def set_rules(self, holders: Sequence[str], units: int) -> bool:
        """Sets rules with a state of their own, for holders of so many units; False where there are none."""
        return False

    def start_history(self, holders: Sequence[str]) -> None:
        """Has the past units of these holders kept from now on, where somebody must ask for it."""
        return None

    def record_date(self) -> int | None:
        """Sets a record date or takes a snapshot; afterwards it has passed."""
        return None

    def dividends(self, kind: Kind, holders: Sequence[str]) -> Dividends | None:
        """Distributions of this kind to these holders, who have equal units from now on; None where there are none."""
        return None

    def vote(self, holders: Sequence[str]) -> int | None:
        """The second ballot for the same side; `holders` have equal units."""
        return None


class TokenPeer(Peer):
    """A peer whose ERC-20 functions are all in one contract, `token`."""

    token: Any

    def transfer(self, sender: str, receiver: str, units: int) -> int:
        return self.chain.send(self.token.functions.transfer(receiver, units), sender)

    def approve(self, holder: str, spender: str, units: int) -> int:
        return self.chain.send(self.token.functions.approve(spender, units), holder)

    def transfer_from(self, spender: str, holder: str, receiver: str, units: int) -> int:
        return self.chain.send(self.token.functions.transferFrom(holder, receiver, units), spender)

    def issue(self, account: str, units: int) -> int:
        return self.chain.send(self.token.functions.mint(account, units), self.issuer)


class WrapperPeer(TokenPeer):
    """A library's token, wrapped in a contract of benchmarks/contracts."""

    wrapper: str
    has_rules = False

    def deploy(self) -> dict[str, int]:
        self.token, gas = self.chain.deploy(wrappers()[self.wrapper], sender=self.issuer)
        return {"deploy": gas}


def wrappers() -> dict[str, Artifact]:
    """The contracts of benchmarks/contracts, compiled as the project is."""
    wanted = [(f"contracts/{name}.sol", name) for name in WRAPPERS]
    return compiled("wrappers", wanted, project_settings(), REMAPPINGS)
