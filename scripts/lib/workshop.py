"""What a deployment works with: the settings, the actors, and the contracts created so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.lib.actors import Actor, Actors
from scripts.lib.artifacts import security_at
from scripts.lib.calls import Call, Sending
from scripts.lib.deployed import TOKEN
from scripts.lib.networks import NetworkSettings
from scripts.lib.problems import DeskError
from scripts.lib.roles import ADMITTER, CONFIGURER, CONTRACT_ROLES, GRANTABLE, ISSUER, role_id
from scripts.lib.settings import IssuerSettings
from scripts.lib.state import State

NOBODY = "0x" + "00" * 20
SETUP_ROLES = (CONFIGURER, ADMITTER, ISSUER)


@dataclass(frozen=True)
class Workshop:
    """One deployment under way."""

    settings: IssuerSettings
    actors: Actors
    state: State
    sending: Sending
    network: NetworkSettings

    @property
    def forwarder(self) -> str:
        """The trusted forwarder of the security; the zero address for none."""
        return self.network.forwarder or NOBODY

    @property
    def deployer(self) -> Actor:
        """Who creates the contracts, sets them up and then hands everything over."""
        return self.actors["deployer"]

    @property
    def admin(self) -> Actor:
        """Who becomes administrator."""
        return self.actors[self.settings.admin]

    @property
    def security(self) -> Any:
        """The security at its one address."""
        return security_at(self.address(TOKEN))

    def address(self, name: str) -> str:
        """Where a contract of an earlier step is."""
        address = self.state.address_of(name)
        if address is None:
            raise DeskError(f"The state file does not say where the {name} is.")
        return address

    def call(self, function: str, args: tuple[Any, ...], sentence: str, sender: Actor | None = None) -> Call:
        """A call of the security, by the deployer unless another is given."""
        return Call(self.security, function, args, sentence, sender or self.deployer)

    def intended_roles(self) -> list[tuple[str, str, str]]:
        """Every (role, address, name) that shall be in the table when the deployment is over."""
        named = [(role, self.actors[name].address, name) for role in GRANTABLE for name in self.settings.roles[role]]
        contracts = [(role, self.address(name), f"the {name}") for role, name in CONTRACT_ROLES]
        return contracts + named

    def grants(self, wanted: list[tuple[str, str, str]]) -> list[Call]:
        """The calls that grant what is wanted and not yet held."""
        return [
            self.call("grantRole", (role_id(role), address), f"Grant {role} to {name}")
            for role, address, name in wanted
            if not self.security.hasRole(role_id(role), address)
        ]
