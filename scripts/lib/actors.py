"""Who acts: the accounts of config/<network>.yaml by name, and any other account by its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import brownie

from scripts.lib.addresses import is_address, parse_address
from scripts.lib.networks import AccountEntry, NetworkSettings
from scripts.lib.paths import shown
from scripts.lib.problems import DeskError


@dataclass(frozen=True)
class Actor:
    """Somebody with an account.

    Only sending unlocks the account, so that reading never asks for a password.
    """

    name: str
    address: str
    keystore: str | None = None

    def __str__(self) -> str:
        return self.address if self.name == self.address else f"{self.name} ({self.address})"

    @property
    def can_send(self) -> bool:
        """Whether this machine, its node or its signer holds the key."""
        return self.keystore is not None or self.address in brownie.accounts

    @cached_property
    def account(self) -> Any:
        """Brownie's account; asks for the password of a keystore.

        DeskError when nobody here holds the key.
        """
        if self.keystore is not None and self.address not in brownie.accounts:
            brownie.accounts.load(self.keystore)
        if self.address not in brownie.accounts:
            raise DeskError(f"{self} cannot send from here: nobody here holds the key.")
        return brownie.accounts.at(self.address)


class Actors:
    """The named accounts of a network. An address stands for itself, so that a command can take either."""

    def __init__(self, actors: Iterable[Actor], origin: str) -> None:
        self._actors = {actor.name: actor for actor in actors}
        self._origin = origin

    def __getitem__(self, name: str) -> Actor:
        if name in self._actors:
            return self._actors[name]
        if is_address(name):
            return actor_at(name)
        raise DeskError(f"There is no account {name} in {self._origin}.")

    def __iter__(self) -> Iterator[str]:
        return iter(self._actors)

    def name_of(self, address: str) -> str:
        """The account's name if it has one, else the address."""
        return next((actor.name for actor in self._actors.values() if actor.address == address), address)


def actor_at(address: str) -> Actor:
    """Whoever has the address; DeskError when the text is none."""
    try:
        return Actor(address, parse_address(address))
    except ValueError as problem:
        raise DeskError(f"{problem}.") from None


def open_actors(network: NetworkSettings, needed: Iterable[str] = ()) -> Actors:
    """The accounts of the network; DeskError when a needed one is missing or one goes by two names."""
    missing = sorted(set(needed) - set(network.accounts))
    if missing:
        raise DeskError(f"{shown(network.path)} lacks the accounts {', '.join(missing)}.")
    actors = [Actor(name, _address(name, entry), entry.keystore) for name, entry in network.accounts.items()]
    by_address: dict[str, str] = {}
    for actor in actors:
        twin = by_address.setdefault(actor.address, actor.name)
        if twin != actor.name:
            raise DeskError(f"{shown(network.path)}: {actor.name} and {twin} are the same account.")
    return Actors(actors, shown(network.path))


def _address(name: str, entry: AccountEntry) -> str:
    if entry.address is not None:
        return entry.address
    if entry.index is None or entry.index >= len(brownie.accounts):
        raise DeskError(f"The node has no account number {entry.index} for {name}.")
    return str(brownie.accounts[entry.index].address)
