"""Compliance: applies a rule pack, compares the chain with one, and says why a transfer would be refused.

Who runs it: the compliance officer (role COMPLIANCE) applies packs, for which the administrator sets the engine and
the configurer (CONFIGURER) the masks; a holder asks for consent and the transfer agent (APPROVER) answers; anybody
reads. PACK is a file, or a name in compliance/packs. SENDER and RECEIVER are addresses or names of
config/<network>.yaml; without a CLASS the units are of the principal class. A TIME is `2027-01-31` or
`2027-01-31 16:00`, UTC.

    brownie run compliance apply PACK [dry-run|send] --network local
    brownie run compliance verify PACK --network local                  exit code 1 on any difference
    brownie run compliance status --network local
    brownie run compliance explain SENDER RECEIVER UNITS [CLASS] [TIME] --network local
    brownie run compliance set RULE PARAMETER VALUE CITATION [CLASS] [dry-run|send] --network local
    brownie run compliance request SENDER RECEIVER UNITS [CLASS] [DOCUMENT] [dry-run|send] --network local
    brownie run compliance approve SENDER RECEIVER UNITS UNTIL [CLASS] [DOCUMENT] [dry-run|send] --network local
    brownie run compliance reject SENDER RECEIVER UNITS REASON [CLASS] [dry-run|send] --network local
    brownie run compliance reconcile [dry-run|send] --network local

`apply` prints in what the chain differs from the pack, and sends only that: a second run sends nothing. `set` is for
what a pack leaves to the issuer, such as a price. REASON is a number of ERC-1450; DOCUMENT a file, whose hash is kept.
"""

from __future__ import annotations

import logging
from contextlib import nullcontext
from pathlib import Path

from scripts.lib.amounts import parse_count
from scripts.lib.arguments import amount_argument, parsed_argument, partition_argument
from scripts.lib.command import command
from scripts.lib.compliance.apply import apply_pack, reconcile_calls
from scripts.lib.compliance.consent import Transfer, approve_call, consent_in_words, reject_call, request_call
from scripts.lib.compliance.explanation import Explanation, lines_of
from scripts.lib.compliance.explanation import explain as ask
from scripts.lib.compliance.pack import Pack, find_pack, load_pack
from scripts.lib.compliance.present import engine_of
from scripts.lib.compliance.single import single_call
from scripts.lib.compliance.status import status_lines
from scripts.lib.compliance.timetravel import time_set_to
from scripts.lib.compliance.verify import verify_pack
from scripts.lib.dates import DAY, is_date, parse_day, parse_time
from scripts.lib.deployed import Deployed
from scripts.lib.documents import hash_document
from scripts.lib.problems import DeskError
from scripts.lib.session import open_security

log = logging.getLogger("scrip")

MAX_REASON = 2**16 - 1


@command
def apply(pack: str, mode: str = "") -> None:
    """apply PACK [dry-run|send]: makes the chain as the pack says."""
    deployed = open_security(mode)
    apply_and_report(deployed, open_pack(deployed, pack))


def apply_and_report(deployed: Deployed, pack: Pack) -> None:
    """Applies the pack, and says what is left to do."""
    log.info("%s: %s", pack.name, pack.title)
    log.info("%s", pack.disclaimer)
    for sentence in apply_pack(deployed, pack):
        log.info("left to do: %s", sentence)


@command
def verify(pack: str) -> None:
    """verify PACK: compares the chain with the pack."""
    deployed = open_security()
    verify_pack(deployed, open_pack(deployed, pack))
    log.info("verified: the chain is as %s says", pack)


@command
def status() -> None:
    """status: the rules, their parameters, what waits, and how many hold."""
    for line in status_lines(open_security()):
        log.info("%s", line)


@command
def explain(sender: str, receiver: str, units: str, *options: str) -> None:
    """explain SENDER RECEIVER UNITS [CLASS] [TIME]: why a transfer would be refused, and what would help."""
    deployed = open_security()
    *label, time = options if options and is_date(options[-1]) else (*options, "")
    if len(label) > 1:
        raise DeskError(f"{label[-1]} is no time: use 2027-01-31 or 2027-01-31 16:00.")
    for line in lines_of(deployed, explanation_of(deployed, sender, receiver, units, "".join(label), time)):
        log.info("%s", line)


def explanation_of(
    deployed: Deployed, sender: str, receiver: str, units: str, label: str = "", time: str = ""
) -> Explanation:
    """What the security says now, or on a developer's chain at a later time."""
    transfer = transfer_argument(deployed, sender, receiver, units, label)
    with time_set_to(time_argument(time)) if time else nullcontext():
        return ask(deployed, transfer.label, transfer.sender, transfer.receiver, transfer.units)


@command
def set(rule: str, parameter: str, value: str, citation: str, label: str = "", mode: str = "") -> None:
    """set RULE PARAMETER VALUE CITATION [CLASS] [dry-run|send]: sets one parameter at once."""
    deployed = open_security(mode)
    deployed.send([single_call(deployed, rule, parameter, value, citation, label)])


@command
def request(sender: str, receiver: str, units: str, label: str = "", document: str = "", mode: str = "") -> None:
    """request SENDER RECEIVER UNITS [CLASS] [DOCUMENT] [dry-run|send]: asks for consent, as the sender."""
    deployed = open_security(mode)
    transfer = transfer_argument(deployed, sender, receiver, units, label)
    deployed.send([request_call(deployed, transfer, document_argument(document), deployed.actors[sender])])
    log.info("%s", consent_in_words(deployed, transfer))


@command
def approve(
    sender: str, receiver: str, units: str, until: str, label: str = "", document: str = "", mode: str = ""
) -> None:
    """approve SENDER RECEIVER UNITS UNTIL [CLASS] [DOCUMENT] [dry-run|send]: consents to the transfer."""
    deployed = open_security(mode)
    transfer = transfer_argument(deployed, sender, receiver, units, label)
    deployed.send([approve_call(deployed, transfer, time_argument(until), document_argument(document))])
    log.info("%s", consent_in_words(deployed, transfer))


@command
def reject(sender: str, receiver: str, units: str, reason: str, label: str = "", mode: str = "") -> None:
    """reject SENDER RECEIVER UNITS REASON [CLASS] [dry-run|send]: refuses what was asked, or takes consent back."""
    deployed = open_security(mode)
    transfer = transfer_argument(deployed, sender, receiver, units, label)
    number = parsed_argument(reason, lambda text: parse_count(text, MAX_REASON))
    deployed.send([reject_call(deployed, transfer, number)])
    log.info("%s", consent_in_words(deployed, transfer))


@command
def reconcile(mode: str = "") -> None:
    """reconcile [dry-run|send]: tells the rules of everybody who is in the register."""
    deployed = open_security(mode)
    engine = engine_of(deployed)
    if engine is None:
        raise DeskError("The security has no compliance engine: apply a pack first.")
    deployed.send(reconcile_calls(deployed, engine))


# Arguments


def open_pack(deployed: Deployed, text: str) -> Pack:
    """The pack of that name or in that file, for the issuer at hand."""
    return load_pack(find_pack(text, deployed.settings.folder), deployed.settings)


def transfer_argument(deployed: Deployed, sender: str, receiver: str, units: str, label: str) -> Transfer:
    """One transfer."""
    return Transfer(
        label=partition_argument(deployed.settings, label),
        sender=deployed.actors[sender].address,
        receiver=deployed.actors[receiver].address,
        units=amount_argument(units, deployed.settings.decimals),
    )


def time_argument(text: str) -> int:
    """A moment; a day is its first second."""
    return parsed_argument(text, lambda time: parse_time(time) if ":" in time else parse_day(time) * DAY)


def document_argument(text: str) -> bytes:
    """The hash of a file; zeros for none."""
    if not text:
        return bytes(32)
    if not Path(text).is_file():
        raise DeskError(f"There is no file {text}.")
    return hash_document(Path(text))
