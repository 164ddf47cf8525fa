"""Chapter: units on hold, a conversion, an admission by attestation, and a lost wallet with the dividend due to it."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.dividends import remit_tax, write_reports
from scripts.lib.amounts import format_amount
from scripts.lib.attestations import Attestation, admit_self_call, present_profile, sign_by_node
from scripts.lib.chain import move_to, now
from scripts.lib.dates import DAY, day_of, format_time
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.account import PotAccount, account_of
from scripts.lib.dividends.calls import carry_call
from scripts.lib.dividends.dues import dues_of
from scripts.lib.dividends.money import money_of
from scripts.lib.dividends.paying import push_to_all
from scripts.lib.freezing import release_calls
from scripts.lib.holds import Hold, create_call
from scripts.lib.holds import execute_call as execute_hold_call
from scripts.lib.movement import convert_call, transfer_call
from scripts.lib.problems import DeskError
from scripts.lib.reasons import Refusal
from scripts.lib.recoveries import due_time, execute_call, initiate_call
from scripts.story import cast as people
from scripts.story.cast import Cast
from scripts.story.narrator import Narrator
from scripts.story.transfers import COMMON, PREFERRED, refused, whose

DISTRIBUTION = 1
SOLD = 5_000
CONVERTED = 2_000


@dataclass(frozen=True)
class Changes:
    """What the chapter changed: the refusal that it shows, and the pot after the late payment."""

    refusal: Refusal
    account: PotAccount


def tell_changes(narrator: Narrator, deployed: Deployed, cast: Cast) -> Changes:
    """Nothing here is decided again by the meeting or the dividend before it."""
    narrator.chapter("Units on hold, a conversion, a new member, a lost wallet")
    refusal = _tell_hold(narrator, deployed, cast)
    _tell_conversion(narrator, deployed, cast)
    _tell_attestation(narrator, deployed, cast)
    return Changes(refusal, _tell_recovery(narrator, deployed, cast))


def _tell_hold(narrator: Narrator, deployed: Deployed, cast: Cast) -> Refusal:
    """Units are set aside for the buyer until the notary has seen the money."""
    seller, buyer = deployed.actors[cast.wallet(people.BANK)], cast.wallet(people.PENSION_FUND)
    notary = deployed.actors["notary"]
    hold = Hold("sale of INV-007 to INV-004", seller, buyer, notary, COMMON, SOLD, now() + 7 * DAY)
    [receipt] = deployed.send([create_call(deployed, hold)])
    narrator.done(
        f"{cast.named(people.BANK)} puts {SOLD:,} COMMON on hold for {cast.named(people.PENSION_FUND)}, "
        "in the hands of a notary",
        receipt,
    )
    units = deployed.security.balanceOfByPartition(deployed.settings.principal.id, seller.address)
    other = cast.wallet(people.BUYER)
    sale = transfer_call(deployed, COMMON, seller, other, units)
    refusal = refused(deployed, sale, COMMON, seller.address, other, units)
    narrator.refused(f"all {units:,} COMMON of the seller to somebody else", refusal, whose(deployed, cast, refusal))
    [receipt] = deployed.send([execute_hold_call(deployed, hold)])
    narrator.done("the buyer has paid, and the notary hands the units over", receipt)
    return refusal


def _tell_conversion(narrator: Narrator, deployed: Deployed, cast: Cast) -> None:
    """The meeting did not convert the class; each holder still may convert its own units."""
    holder = deployed.actors[cast.wallet(people.PENSION_FUND)]
    [receipt] = deployed.send([convert_call(deployed, PREFERRED, COMMON, holder, CONVERTED)])
    narrator.done(f"{cast.named(people.PENSION_FUND)} converts {CONVERTED:,} PREFERRED into COMMON, 1 for 1", receipt)


def _tell_attestation(narrator: Narrator, deployed: Deployed, cast: Cast) -> None:
    """A provider of identity checks signs, the investor sends."""
    provider, account = deployed.actors["identity_provider"], cast.wallet(people.RE_IDENTIFIED)
    profile = cast.wallets[people.RE_IDENTIFIED][0].profile
    last_day = day_of(now()) + 365
    replaces = present_profile(deployed, account)
    attestation = Attestation(account, profile.country, last_day, 0, 0, replaces, bytes(31) + b"\1", now() + DAY)
    signature = sign_by_node(deployed, attestation, provider)
    [receipt] = deployed.send([admit_self_call(deployed, attestation, provider, signature)])
    narrator.done(
        f"{cast.named(people.RE_IDENTIFIED)}, refused above, brings a listed provider's attestation and is admitted",
        receipt,
    )


def _tell_recovery(narrator: Narrator, deployed: Deployed, cast: Cast) -> PotAccount:
    """The frozen member had lost the key; the dividend that waits goes to the new wallet."""
    lost, new = cast.wallet(people.FROZEN), deployed.actors["new_wallet"].address
    evidence = deployed.settings.folder / "documents" / "loss-of-a-wallet.txt"
    [receipt] = deployed.send([initiate_call(deployed, lost, new, evidence)])
    due = due_time(deployed, lost)
    narrator.done(
        f"{cast.named(people.FROZEN)} was frozen for a lost key; the recovery at {new} begins, and the lost wallet "
        f"can object until {format_time(due)}",
        receipt,
    )
    move_to(due)
    [receipt] = deployed.send([execute_call(deployed, lost)])
    narrator.done(
        "nobody objected: the entry moves with its units, folio and history, and the lost wallet is barred", receipt
    )
    deployed.send(release_calls(deployed, new))
    # Nothing is due to the lost wallet any more, not even of the record date before.
    [waiting] = dues_of(deployed, DISTRIBUTION, [lost, new])
    if waiting.is_paid:
        raise DeskError("The dividend should wait for the new wallet.")
    push_to_all(deployed, DISTRIBUTION)
    remit_tax(deployed, DISTRIBUTION)
    deployed.send([carry_call(deployed, DISTRIBUTION)])
    write_reports(deployed, DISTRIBUTION)
    account, money = account_of(deployed, DISTRIBUTION), money_of(deployed, DISTRIBUTION)
    carried = deployed.distributor.carryOf(deployed.settings.principal.id, money.address)
    narrator.say(
        f"Released, the new wallet is paid the dividend that had waited: {money.shown(waiting.net)} net. Unclaimed "
        f"now: {format_amount(account.unclaimed, money.decimals)}. Everybody is paid, so the dust of "
        f"{money.shown(carried)} is carried into the next dividend on {deployed.settings.principal.label}."
    )
    return account
