"""Pays by the list of a distribution: holders who fetch it, and batches that anybody sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from scripts.lib.actors import Actor
from scripts.lib.calls import Call
from scripts.lib.chain import latest_block
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.dues import unsettled
from scripts.lib.dividends.holders import holders_by_folio
from scripts.lib.dividends.journal import declared_root
from scripts.lib.dividends.listfiles import list_path, read_list
from scripts.lib.dividends.lists import ListEntry, PaymentList
from scripts.lib.problems import DeskError


@dataclass(frozen=True)
class ListedPayee:
    """An entry with its proof, and the wallet that the folio has now."""

    address: str
    entry: ListEntry
    proof: tuple[bytes, ...]

    @property
    def folio(self) -> int:
        """Number of the entry in the register."""
        return self.entry.folio


def open_list(deployed: Deployed, number: int) -> PaymentList:
    """The list of a distribution from the reports; DeskError unless it is the one that was declared."""
    found = read_list(list_path(deployed, number))
    if found.number != number or found.tree.root != declared_root(deployed, number):
        raise DeskError(f"The list in the reports is not the one by which distribution {number} was declared.")
    return found


def listed_payees(deployed: Deployed, found: PaymentList) -> list[ListedPayee]:
    """Those of the list who are not paid yet, at the wallets that their entries have now."""
    wallets = holders_by_folio(deployed, latest_block().number)
    open_ = unsettled(deployed, found.number, {holder.folio: holder.address for holder in found.holders})
    return [
        ListedPayee(wallets[holder.folio], holder.entry, tuple(found.tree.proof(place)))
        for place, holder in enumerate(found.holders)
        if holder.folio in open_ and holder.folio in wallets
    ]


def listed_builder(deployed: Deployed, number: int, sender: Actor) -> Callable[[Sequence[ListedPayee]], Call]:
    """Batches of holders who are paid by the list; for who is stopped the money is set aside."""

    def build(batch: Sequence[ListedPayee]) -> Call:
        arguments = (
            number,
            [payee.address for payee in batch],
            [astuple(payee.entry) for payee in batch],
            [list(payee.proof) for payee in batch],
        )
        sentence = f"Pay {len(batch)} holders of distribution {number} by its list"
        return Call(deployed.distributor, "pushListed", arguments, sentence, sender)

    return build


def claim_listed_call(deployed: Deployed, found: PaymentList, holder: Actor) -> Call:
    """The holder fetches what the list says; DeskError when it is not on it."""
    folio = int(deployed.security.memberOf(holder.address)["folio"])
    place = next((place for place, listed in enumerate(found.holders) if listed.folio == folio), None)
    if place is None:
        raise DeskError(f"{holder} is not on the list of distribution {found.number}.")
    arguments = (found.number, astuple(found.holders[place].entry), found.tree.proof(place), holder.address)
    return Call(deployed.distributor, "claimListed", arguments, f"{holder} claims distribution {found.number}", holder)
