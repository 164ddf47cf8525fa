"""Chapter: transfers that pass, and transfers that are refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from scripts.lib.calls import Call, probe
from scripts.lib.countries import country_name, numeric_code
from scripts.lib.deployed import Deployed
from scripts.lib.freezing import freeze_call, freeze_units_call, release_calls
from scripts.lib.labels import label_bytes
from scripts.lib.movement import TRANSFER, explain_movement, transfer_call
from scripts.lib.problems import DeskError
from scripts.lib.reasons import Refusal
from scripts.lib.roles import CONFIGURER, PAUSER
from scripts.story import cast as people
from scripts.story.cast import Cast
from scripts.story.narrator import Narrator

COMMON, PREFERRED = "COMMON", "PREFERRED"
TRANSFERS_ONLY = 1  # ISettings.PauseLevel
NO_END = 2**32 - 1


def tell_transfers(narrator: Narrator, deployed: Deployed, cast: Cast) -> list[Refusal]:
    """Returns what was refused, in the order of the telling."""
    narrator.chapter("Members transfer units")
    _tell_passing(narrator, deployed, cast)
    narrator.space()
    narrator.say(
        "The same rules refuse the following, each really called on the chain. Code and reason are those of "
        "the revert, and `explainMovement` says the same beforehand."
    )
    narrator.space()
    return list(_tell_refused(narrator, deployed, cast))


def _tell_passing(narrator: Narrator, deployed: Deployed, cast: Cast) -> None:
    actors = deployed.actors
    seller, buyer = cast.wallet(people.SELLER), cast.wallet(people.BUYER)
    [receipt] = deployed.send([transfer_call(deployed, COMMON, actors[seller], buyer, 100)])
    narrator.done(f"{cast.named(people.SELLER)} sells 100 COMMON to {cast.named(people.BUYER)}", receipt)
    fund = people.SMALL_CAP_FUND
    moves = transfer_call(deployed, PREFERRED, actors[cast.wallet(fund)], cast.wallet(fund, 1), 1_500)
    [receipt] = deployed.send([moves])
    narrator.done(f"{cast.named(fund)} moves 1,500 PREFERRED to its other wallet", receipt)


def _tell_refused(narrator: Narrator, deployed: Deployed, cast: Cast) -> Iterator[Refusal]:
    """Each case on its own; what a case sets up is taken back after it, but for the frozen member."""

    def case(text: str, sender: str, receiver: str, units: int, label: str = COMMON) -> Refusal:
        call = transfer_call(deployed, label, deployed.actors[sender], receiver, units)
        refusal = refused(deployed, call, label, sender, receiver, units)
        narrator.refused(text, refusal, whose(deployed, cast, refusal))
        return refusal

    seller, buyer = cast.wallet(people.SELLER), cast.wallet(people.BUYER)
    pension, private = cast.wallet(people.PENSION_FUND), cast.named(people.SELLER)

    yield case(f"100 PREFERRED to {private}, who is not accredited", pension, seller, 100, PREFERRED)
    former = people.EXPIRED_ACCREDITATION
    yield case(
        f"100 PREFERRED to {cast.named(former)}, whose accreditation has run out",
        pension,
        cast.wallet(former),
        100,
        PREFERRED,
    )
    stranger = people.REFUSED_BY_COUNTRY
    yield case(f"10 COMMON to {cast.named(stranger)}, never admitted", seller, cast.wallet(stranger), 10)
    yield case("1,000,000 COMMON, more than the seller has", seller, buyer, 1_000_000)

    deployed.send([freeze_call(deployed, cast.wallet(people.FROZEN))])
    yield case(
        f"10 COMMON to {cast.named(people.FROZEN)}, whom the compliance officer froze",
        seller,
        cast.wallet(people.FROZEN),
        10,
    )
    with units_frozen(deployed, cast.wallet(people.PART_FROZEN)):
        yield case(
            f"1 COMMON by {cast.named(people.PART_FROZEN)}, all of whose units are frozen",
            cast.wallet(people.PART_FROZEN),
            buyer,
            1,
        )
    with country_closed(deployed, "AU"):
        yield case(
            f"10 COMMON to {cast.named(people.AUSTRALIAN)}, where the issuer has closed the books",
            seller,
            cast.wallet(people.AUSTRALIAN),
            10,
        )
    with transfers_paused(deployed):
        yield case("10 COMMON while transfers are paused", seller, buyer, 10)
    yield _tell_operator(narrator, deployed, cast)


def whose(deployed: Deployed, cast: Cast, refusal: Refusal) -> str:
    """Who the guilty party is, in words."""
    if refusal.guilty == deployed.security.address:
        return "the security itself"
    return cast.owner_of(refusal.guilty) or deployed.actors.name_of(refusal.guilty)


def _tell_operator(narrator: Narrator, deployed: Deployed, cast: Cast) -> Refusal:
    """Somebody else's units, without the holder's authorisation."""
    holder, receiver = cast.wallet(people.SELLER), cast.wallet(people.BUYER)
    stranger = deployed.actors["stranger"]
    arguments = (label_bytes(COMMON), holder, receiver, 10, b"", b"")
    call = Call(deployed.security, "operatorTransferByPartition", arguments, "Move another holder's units", stranger)
    refusal = refused(deployed, call, COMMON, holder, receiver, 10)
    narrator.refused("10 COMMON of somebody else, by a stranger", refusal, whose(deployed, cast, refusal))
    return refusal


def refused(deployed: Deployed, call: Call, label: str, sender: str, receiver: str, units: int) -> Refusal:
    """The revert of the call; DeskError if it passes, or if the view does not say the same."""
    verdict = explain_movement(deployed, TRANSFER, label, call.sender.address, sender, receiver, units)
    actual = probe(call)
    if actual is None or verdict.refusal is None:
        raise DeskError(f"This should have been refused: {call.sentence}")
    foreseen = (verdict.refusal.code, verdict.refusal.reason, verdict.refusal.guilty)
    if foreseen != (actual.code, actual.reason, actual.guilty):
        raise DeskError(f"The view says {verdict.refusal}, the call says {actual}.")
    return actual


@contextmanager
def units_frozen(deployed: Deployed, holder: str) -> Iterator[None]:
    """All units of the principal class that a holder has are frozen."""
    units = deployed.security.balanceOfByPartition(deployed.settings.principal.id, holder)
    deployed.send([freeze_units_call(deployed, holder, units)])
    yield
    deployed.send(release_calls(deployed, holder))


@contextmanager
def country_closed(deployed: Deployed, alpha2: str) -> Iterator[None]:
    """A country is closed."""
    code, issuer = numeric_code(alpha2), deployed.holder_of(CONFIGURER)
    name = country_name(code)
    deployed.send([Call(deployed.security, "setCountriesClosed", ([code], True), f"Close {name}", issuer)])
    yield
    deployed.send([Call(deployed.security, "setCountriesClosed", ([code], False), f"Open {name}", issuer)])


@contextmanager
def transfers_paused(deployed: Deployed) -> Iterator[None]:
    """Transfers are paused."""
    officer, reason = deployed.holder_of(PAUSER), label_bytes("DEMONSTRATION")
    pause = (TRANSFERS_ONLY, NO_END, reason)
    deployed.send([Call(deployed.security, "pauseUntil", pause, "Pause transfers", officer)])
    yield
    deployed.send([Call(deployed.security, "unpause", (), "End the pause", officer)])
