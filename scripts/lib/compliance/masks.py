"""What a pack says of the register's own rules: who may receive a class, closed countries, expired members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.lib.calls import Call
from scripts.lib.compliance.gaps import Gap
from scripts.lib.compliance.merge import with_pack
from scripts.lib.compliance.pack import Pack
from scripts.lib.countries import alpha2_code
from scripts.lib.deployed import Deployed
from scripts.lib.events import read_events
from scripts.lib.roles import CONFIGURER
from scripts.lib.settings import Partition


def register_gaps(deployed: Deployed, pack: Pack) -> Iterator[Gap]:
    """In which the register's rules are not those of the issuer's file and the pack together."""
    wanted = with_pack(deployed.settings, pack)
    for partition in wanted.partitions:
        if partition.label in pack.masks:
            yield from _class(deployed, pack, partition)
    yield from _countries(deployed, pack)
    if pack.expired_may_sell is not None and _may_expired_sell(deployed) != pack.expired_may_sell:
        words = "may" if pack.expired_may_sell else "may not"
        sentence = f"Let it be that members whose admission has run out {words} sell"
        call = _call(deployed, "setExpiredMaySell", (pack.expired_may_sell,), sentence)
        yield Gap(f"the pack says that members whose admission has run out {words} sell", call)


def _class(deployed: Deployed, pack: Pack, partition: Partition) -> Iterator[Gap]:
    """The lock of a class, and whether it is redeemable, stay as they are."""
    present = deployed.security.partitionTerms(partition.id)
    masks = (present["requireAll"], present["forbidAny"], present["accreditedOnly"])
    wanted = (partition.terms.require_all, partition.terms.forbid_any, partition.terms.accredited_only)
    if masks == wanted:
        return
    terms = (wanted[0], wanted[1], present["unlockAt"], wanted[2], present["redeemable"])
    call = _call(deployed, "setPartitionTerms", (partition.id, terms), f"Set who may receive {partition.label}")
    yield Gap(f"{partition.label} {_in_words(pack, *masks)}, the pack says: {_in_words(pack, *wanted)}", call)


def _in_words(pack: Pack, require_all: int, forbid_any: int, accredited_only: bool) -> str:
    required, forbidden = pack.glossary.mask(require_all), pack.glossary.mask(forbid_any)
    return f"requires {required}, forbids {forbidden}{', wants accreditation' * accredited_only}"


def _countries(deployed: Deployed, pack: Pack) -> Iterator[Gap]:
    """The issuer's file may close more of them."""
    missing = [code for code in pack.closed_countries if not deployed.security.isCountryClosed(code)]
    if missing:
        names = ", ".join(map(alpha2_code, missing))
        call = _call(deployed, "setCountriesClosed", (missing, True), f"Close the countries {names}")
        yield Gap(f"the countries {names} are open, the pack closes them", call)


def _may_expired_sell(deployed: Deployed) -> bool:
    """No view tells it, the events do."""
    may_sell = False
    for event in read_events(deployed.security, {"ExpiredMaySellSet"}):
        may_sell = event["maySell"]
    return may_sell


def _call(deployed: Deployed, function: str, arguments: tuple[Any, ...], sentence: str) -> Call:
    return Call(deployed.security, function, arguments, sentence, deployed.holder_of(CONFIGURER))
