"""A security as it stands on a chain: its contracts, who acts for it, and how transactions are sent there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scripts.lib.actors import Actor, Actors
from scripts.lib.artifacts import at, container
from scripts.lib.calls import Call, Sending, send
from scripts.lib.labels import label_bytes
from scripts.lib.networks import NetworkSettings
from scripts.lib.problems import DeskError
from scripts.lib.settings import IssuerSettings
from scripts.lib.state import State

ENQUIRY_DESK = "enquiry desk"
OFFICE = "transfer office"
REGISTRAR = "registrar"
TOKEN = "token"
DISTRIBUTION_OFFICE = "distribution office"
DISTRIBUTOR = "distributor"
VOTING = "voting"
CURRENCY = "currency"


@dataclass(frozen=True)
class Deployed:
    """A deployed security.

    `security` has every function of the one address: the token's, its registrar's, its transfer office's and its
    enquiry desk's.
    """

    settings: IssuerSettings
    actors: Actors
    state: State
    network: NetworkSettings
    sending: Sending
    security: Any
    distributor: Any
    voting: Any
    remaining: tuple[str, ...] = ()

    @property
    def token(self) -> Any:
        """The token with its own artifact; everything else goes through `security`."""
        return container("SecurityToken").at(str(self.security.address))

    @property
    def registrar(self) -> Any:
        """The registrar's contract, which is called through the token and never directly."""
        return container("Registrar").at(str(self.security.registrar()))

    @property
    def transfer_office(self) -> Any:
        """The transfer office's contract, which is called through the token and never directly."""
        return container("TransferOffice").at(str(self.security.transferOffice()))

    @property
    def enquiry_desk(self) -> Any:
        """The enquiry desk's contract, which is called through the token and never directly."""
        return container("EnquiryDesk").at(str(self.security.enquiryDesk()))

    @property
    def currency(self) -> Any:
        """The money of dividends; DeskError when neither the network's settings nor the state name it."""
        address = self.network.currency or self.state.address_of(CURRENCY)
        if address is None:
            raise DeskError(f"No currency: name its address in {self.network.path.name}, or run `dividends currency`.")
        return at("IERC20Metadata", address)

    def partition(self, label: str) -> bytes:
        """A class as the contracts name it."""
        return label_bytes(label)

    def account(self, name: str) -> Any:
        """Brownie's account of an actor."""
        return self.actors[name].account

    def holder_of(self, role: str) -> Actor:
        """The first holder of a role that can send from here; DeskError when there is none."""
        names = self.settings.roles[role]
        actors = [self.actors[name] for name in names]
        able = next((actor for actor in actors if actor.can_send), None)
        if able is None:
            raise DeskError(f"Nobody here holds the key of a {role} ({', '.join(names) or 'no holder is named'}).")
        return able

    def send(self, calls: Sequence[Call], label: str = "") -> list[Any]:
        """Sends calls as the network's settings say."""
        return send(calls, self.sending, label)
