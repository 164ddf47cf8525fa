"""The rows of the comparison, and how each is measured: the same way for every system."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks import dividends
from benchmarks.chain import unknown_addresses
from benchmarks.peers.peer import Peer
from benchmarks.rows import BATCH_ADMITTED, BATCH_ISSUED

ISSUED, MOVED, APPROVED = 1_000, 10, 1_000
SELLER, BUYER, NEWCOMER, SPENDER = 40, 41, 42, 43
CROWD = 50


@dataclass(frozen=True)
class Cast:
    """The accounts of a measurement. Seller and buyer hold units; the others hold none and are not admitted."""

    seller: str
    buyer: str
    newcomer: str
    spender: str
    crowd: Sequence[str]

    @property
    def holders(self) -> tuple[str, str]:
        """Those who hold units from the start, equally many."""
        return self.seller, self.buyer


def cast_of(accounts: Sequence[str]) -> Cast:
    """The cast, from the accounts of the chain."""
    crowd = accounts[CROWD : CROWD + BATCH_ISSUED]
    return Cast(accounts[SELLER], accounts[BUYER], accounts[NEWCOMER], accounts[SPENDER], crowd)


def set_stage(peer: Peer, cast: Cast) -> None:
    """Admits seller and buyer and issues to them, so that the supply is never zero."""
    for holder in cast.holders:
        _welcome(peer, holder)
        peer.issue(holder, ISSUED)


def _welcome(peer: Peer, account: str) -> None:
    peer.prepare_person(account)
    peer.admit(account)


def transfer_existing(peer: Peer, cast: Cast) -> int | None:
    return peer.transfer(cast.seller, cast.buyer, MOVED)


def transfer_new(peer: Peer, cast: Cast) -> int | None:
    _welcome(peer, cast.newcomer)
    return peer.transfer(cast.seller, cast.newcomer, MOVED)


def partition_existing(peer: Peer, cast: Cast) -> int | None:
    return peer.transfer_by_partition(cast.seller, cast.buyer, MOVED)


def partition_new(peer: Peer, cast: Cast) -> int | None:
    _welcome(peer, cast.newcomer)
    return peer.transfer_by_partition(cast.seller, cast.newcomer, MOVED)


def other_partition_existing(peer: Peer, cast: Cast) -> int | None:
    for holder in cast.holders:
        peer.issue_other_partition(holder, ISSUED)
    return peer.transfer_by_other_partition(cast.seller, cast.buyer, MOVED)


def other_partition_new(peer: Peer, cast: Cast) -> int | None:
    peer.issue_other_partition(cast.seller, ISSUED)
    return peer.transfer_by_other_partition(cast.seller, cast.buyer, MOVED)


def ruled_existing(peer: Peer, cast: Cast) -> int | None:
    if not peer.set_rules(cast.holders, ISSUED):
        return None
    peer.transfer(cast.seller, cast.buyer, MOVED)
    return peer.transfer(cast.seller, cast.buyer, MOVED)


def ruled_new(peer: Peer, cast: Cast) -> int | None:
    _welcome(peer, cast.newcomer)
    if not peer.set_rules(cast.holders, ISSUED):
        return None
    peer.transfer(cast.seller, cast.buyer, MOVED)
    return peer.transfer(cast.seller, cast.newcomer, MOVED)


def approve(peer: Peer, cast: Cast) -> int | None:
    return peer.approve(cast.seller, cast.spender, APPROVED)


def transfer_from_existing(peer: Peer, cast: Cast) -> int | None:
    peer.approve(cast.seller, cast.spender, APPROVED)
    return peer.transfer_from(cast.spender, cast.seller, cast.buyer, MOVED)


def transfer_from_new(peer: Peer, cast: Cast) -> int | None:
    _welcome(peer, cast.newcomer)
    peer.approve(cast.seller, cast.spender, APPROVED)
    return peer.transfer_from(cast.spender, cast.seller, cast.newcomer, MOVED)


def admit(peer: Peer, cast: Cast) -> int | None:
    peer.prepare_person(cast.newcomer)
    return peer.admit(cast.newcomer)


def admit_stranger(peer: Peer, cast: Cast) -> int | None:
    preparation = peer.prepare_person(cast.newcomer)
    admission = peer.admit(cast.newcomer)
    return None if admission is None else preparation + admission


def admit_batch(peer: Peer, cast: Cast) -> int | None:
    return _share(peer.admit_batch(unknown_addresses(BATCH_ADMITTED)), BATCH_ADMITTED)


def issue_existing(peer: Peer, cast: Cast) -> int | None:
    return peer.issue(cast.buyer, ISSUED)


def issue_new(peer: Peer, cast: Cast) -> int | None:
    _welcome(peer, cast.newcomer)
    return peer.issue(cast.newcomer, ISSUED)


def issue_batch(peer: Peer, cast: Cast) -> int | None:
    for account in cast.crowd:
        _welcome(peer, account)
    return _share(peer.issue_batch(cast.crowd, ISSUED), BATCH_ISSUED)


def force(peer: Peer, cast: Cast) -> int | None:
    return peer.force(cast.seller, cast.buyer, MOVED)


def freeze(peer: Peer, cast: Cast) -> int | None:
    return peer.freeze(cast.seller)


def record_date(peer: Peer, cast: Cast) -> int | None:
    _one_record_date_with_movement(peer, cast)
    return peer.record_date()


def after_record_date(peer: Peer, cast: Cast) -> int | None:
    if not peer.has_history:
        return None
    _one_record_date_with_movement(peer, cast)
    peer.record_date()
    return peer.transfer(cast.seller, cast.buyer, MOVED)


def after_record_date_again(peer: Peer, cast: Cast) -> int | None:
    return None if after_record_date(peer, cast) is None else peer.transfer(cast.seller, cast.buyer, MOVED)


def vote(peer: Peer, cast: Cast) -> int | None:
    return peer.vote(cast.holders)


def _one_record_date_with_movement(peer: Peer, cast: Cast) -> None:
    if peer.has_history:
        peer.start_history(cast.holders)
        peer.record_date()
        peer.transfer(cast.seller, cast.buyer, MOVED)


def _share(gas: int | None, count: int) -> int | None:
    """What one of `count` items cost, rounded up."""
    return None if gas is None else -(-gas // count)


MEASURED: dict[str, Callable[[Peer, Cast], int | None]] = {
    "transfer_existing": transfer_existing,
    "transfer_new": transfer_new,
    "partition_existing": partition_existing,
    "partition_new": partition_new,
    "other_partition_existing": other_partition_existing,
    "other_partition_new": other_partition_new,
    "ruled_existing": ruled_existing,
    "ruled_new": ruled_new,
    "approve": approve,
    "transfer_from_existing": transfer_from_existing,
    "transfer_from_new": transfer_from_new,
    "admit": admit,
    "admit_stranger": admit_stranger,
    "admit_batch": admit_batch,
    "issue_existing": issue_existing,
    "issue_new": issue_new,
    "issue_batch": issue_batch,
    "force": force,
    "freeze": freeze,
    "record_date": record_date,
    "after_record_date": after_record_date,
    "after_record_date_again": after_record_date_again,
    "vote": vote,
}


def measure(peer: Peer) -> dict[str, int | None]:
    """The gas of each row; None where the system has no such thing."""
    peer.chain.fresh()
    cast = cast_of(peer.chain.accounts)
    gas: dict[str, int | None] = dict(peer.deploy())
    set_stage(peer, cast)
    peer.chain.keep()
    for key, operation in MEASURED.items():
        gas[key] = operation(peer, cast)
        peer.chain.undo()
    for kind in dividends.KINDS:
        gas |= dividends.measure(peer, kind, cast.holders)
        peer.chain.undo()
    return gas
