"""Transactions: built apart from being sent, so that they can be shown, counted and tested first."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import brownie
from brownie.exceptions import TransactionError
from brownie.network.transaction import TransactionReceipt
from brownie.network.web3 import web3
from web3.exceptions import TimeExhausted

from scripts.lib.actors import Actor
from scripts.lib.problems import DeskError
from scripts.lib.progress import track
from scripts.lib.reasons import Refusal, explain

RECEIPT_SECONDS = 60

log = logging.getLogger("scrip")


@dataclass(frozen=True)
class Call:
    """One transaction to be sent; `sentence` says what for, `value` is in wei."""

    target: Any
    function: str
    args: tuple[Any, ...]
    sentence: str
    sender: Actor
    value: int = 0

    @property
    def calldata(self) -> str:
        """The encoded call, as hex."""
        return str(getattr(self.target, self.function).encode_input(*self.args))


@dataclass(frozen=True)
class Sending:
    """How calls are sent. A dry run prints the sentences and sends nothing."""

    dry_run: bool = False
    confirmations: int = 1
    estimate_gas: bool = True

    @property
    def terms(self) -> dict[str, Any]:
        """What Brownie is told with every transaction."""
        terms: dict[str, Any] = {"required_confs": self.confirmations}
        return terms if self.estimate_gas else {**terms, "gas_limit": int(brownie.chain.block_gas_limit)}


class CallRefused(DeskError):
    """The chain would refuse the call, or has refused it. Nothing after it was sent."""

    def __init__(self, call: Call, refusal: Refusal) -> None:
        self.call = call
        self.refusal = refusal
        super().__init__(f"Refused: {call.sentence}: {refusal}")


def probe(call: Call) -> Refusal | None:
    """What the call would be refused for now; None when it would succeed. Sends nothing."""
    transaction = {
        "from": call.sender.address,
        "to": str(call.target.address),
        "data": call.calldata,
        "value": hex(call.value),
    }
    answer: Any = web3.provider.make_request("eth_call", [transaction, "latest"])
    if "error" not in answer:
        return None
    data = answer["error"].get("data")
    if not isinstance(data, str):
        raise DeskError(f"The node does not answer {call.function}: {answer['error'].get('message')}")
    return explain(bytes.fromhex(data.removeprefix("0x")))


def send(calls: Sequence[Call], sending: Sending, label: str = "") -> list[Any]:
    """Sends the calls one after the other and returns their receipts; CallRefused stops at the first refused
    one.

    With a `label`, a progress bar takes the place of the lines (which then go to the journal only).
    """
    if sending.dry_run:
        for call in calls:
            log.info("would send, by %s: %s", call.sender, call.sentence)
        return []
    level = logging.DEBUG if label else logging.INFO
    return [_send_one(call, sending, level) for call in track(calls, label)]


def deploy(artifact: Any, args: tuple[Any, ...], sender: Actor, sentence: str, sending: Sending) -> Any:
    """Creates a contract and returns its receipt."""
    account, terms = sender.account, sending.terms
    receipt = _mined(lambda: account.deploy(artifact, *args, **terms, silent=True).tx)
    _journal(receipt, sentence, logging.INFO)
    return receipt


def _send_one(call: Call, sending: Sending, level: int) -> Any:
    refusal = probe(call)
    if refusal:
        raise CallRefused(call, refusal)
    terms = {"from": call.sender.account, "value": call.value, **sending.terms}
    method = getattr(call.target, call.function)
    receipt = _mined(lambda: method.transact(*call.args, terms, silent=True))
    if receipt.status != 1:
        raise DeskError(f"Failed on chain, in transaction {receipt.txid}: {call.sentence}")
    _journal(receipt, call.sentence, level)
    return receipt


def _mined(transact: Callable[[], Any]) -> Any:
    """The receipt of what `transact` sends.

    Brownie takes a transaction for dropped when the sender's nonce has grown and there is no receipt, as
    anvil shows it for a moment after mining a long one. So the receipt is waited for before that is believed.
    """
    try:
        return transact()
    except TransactionError:
        transaction = brownie.history[-1].txid
        try:
            web3.eth.wait_for_transaction_receipt(transaction, timeout=RECEIPT_SECONDS)
        except TimeExhausted:
            raise DeskError(f"The transaction {transaction} was dropped by the node.") from None
        return TransactionReceipt(transaction, silent=True)


def _journal(receipt: Any, sentence: str, level: int) -> None:
    log.log(level, "%s  gas %9s  %s", receipt.txid, f"{receipt.gas_used:,}", sentence)
