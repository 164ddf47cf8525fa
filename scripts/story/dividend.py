"""Chapter: a dividend on two classes is declared, funded and paid; one payee is refused and has it sent elsewhere."""

from __future__ import annotations

from typing import Any

from scripts.dividends import declare_distribution, file_form, fund_distribution, remit_tax, write_reports
from scripts.lib.amounts import format_amount, format_count
from scripts.lib.artifacts import container
from scripts.lib.calls import Call, deploy
from scripts.lib.chain import move_to, now
from scripts.lib.dates import DAY, format_time
from scripts.lib.deployed import CURRENCY, Deployed
from scripts.lib.dividends.account import PotAccount, account_of, lines_of, standing_of
from scripts.lib.dividends.calls import claim_call
from scripts.lib.dividends.dues import dues_of, holders_due
from scripts.lib.dividends.instructions import claim_by_signature_call, instruction_of, sign_by_node
from scripts.lib.dividends.money import money_of
from scripts.lib.dividends.paying import push_to_all
from scripts.lib.labels import label_text
from scripts.lib.movement import transfer_call
from scripts.lib.problems import DeskError
from scripts.lib.roles import TREASURER
from scripts.story import cast as people
from scripts.story.cast import Cast
from scripts.story.narrator import Narrator

PLAY_CURRENCY = "BlocklistCurrency"
FORM_THROUGH = "2029-12-31"


def tell_dividend(narrator: Narrator, deployed: Deployed, cast: Cast) -> PotAccount:
    """Returns the account at the end of the chapter."""
    narrator.chapter("A dividend is paid")
    _create_currency(deployed)
    folder = deployed.settings.folder
    form = folder / "documents" / "tax-form-inv-010.txt"
    file_form(deployed, cast.wallet(people.TREATY_FUND), "table", FORM_THROUGH, str(form))
    number = declare_distribution(deployed, folder / "dividend.yaml")
    _tell_terms(narrator, deployed, cast, number)
    _fund(narrator, deployed, number)
    _pass_record_date(narrator, deployed, cast, number)
    _claim(narrator, deployed, cast, number)
    _push(narrator, deployed, cast, number)
    remit_tax(deployed, number)
    return _tell_account(narrator, deployed, number)


def _create_currency(deployed: Deployed) -> None:
    """A play currency whose issuer can refuse to pay a wallet, as those of real ones can."""
    sentence = f"Create the play currency {deployed.settings.currency.symbol}"
    receipt = deploy(container(PLAY_CURRENCY), (), deployed.actors["deployer"], sentence, deployed.sending)
    deployed.state.keep(CURRENCY, str(receipt.contract_address))


def _currency(deployed: Deployed) -> Any:
    return container(PLAY_CURRENCY).at(deployed.state.address_of(CURRENCY))


def _tell_terms(narrator: Narrator, deployed: Deployed, cast: Cast, number: int) -> None:
    standing, money = standing_of(deployed, number), money_of(deployed, number)
    narrator.say(f"Distribution {number}, as the board resolved and the treasurer declared it:")
    for line in lines_of(deployed, number):
        narrator.fact(f"pot of {label_text(line.partition)}", money.shown(line.amount))
    narrator.fact("record date", format_time(standing.record_date))
    narrator.fact("pay date", format_time(standing.pay_date))
    narrator.fact("deadline", format_time(standing.deadline))
    narrator.fact("claims until", format_time(standing.claim_back_until))
    narrator.fact("tax table", f"{standing.tax_table}; {cast.named(people.TREATY_FUND)} has handed in its form")
    narrator.space()


def _fund(narrator: Narrator, deployed: Deployed, number: int) -> None:
    money, pot = money_of(deployed, number), account_of(deployed, number).pot
    treasurer, deployer = deployed.holder_of(TREASURER), deployed.actors["deployer"]
    deployed.send([Call(_currency(deployed), "mint", (treasurer.address, pot), f"Make {money.shown(pot)}", deployer)])
    receipt = fund_distribution(deployed, number)[-1]
    narrator.done(f"the treasurer pays in {money.shown(pot)}", receipt)


def _pass_record_date(narrator: Narrator, deployed: Deployed, cast: Cast, number: int) -> None:
    """A sale after the record date shows that the date decides."""
    move_to(standing_of(deployed, number).record_date + 1)
    seller, buyer = cast.wallet(people.SELLER), cast.wallet(people.BUYER)
    units = deployed.security.balanceOfByPartition(deployed.settings.principal.id, seller)
    label = deployed.settings.principal.label
    [receipt] = deployed.send([transfer_call(deployed, label, deployed.actors[seller], buyer, units)])
    narrator.done(
        f"the record date has passed; {cast.named(people.SELLER)} sells all {units:,} {label}, "
        "and is paid for them nonetheless",
        receipt,
    )


def _claim(narrator: Narrator, deployed: Deployed, cast: Cast, number: int) -> None:
    move_to(standing_of(deployed, number).pay_date)
    seller, money = cast.wallet(people.SELLER), money_of(deployed, number)
    [receipt] = deployed.send([claim_call(deployed, number, deployed.actors[seller])])
    [due] = dues_of(deployed, number, [seller])
    narrator.done(
        f"{cast.named(people.SELLER)} claims: {due.units:,} units, gross {money.shown(due.gross)}, "
        f"tax {money.shown(due.tax)}, net {money.shown(due.net)}",
        receipt,
    )


def _push(narrator: Narrator, deployed: Deployed, cast: Cast, number: int) -> None:
    """The currency refuses one payee; by its signature the money goes to another address."""
    refused, money = cast.wallet(people.BLOCKED_PAYEE), money_of(deployed, number)
    sentence = f"Block the wallet {refused}"
    deployed.send([Call(_currency(deployed), "setBlocked", (refused, True), sentence, deployed.actors["deployer"])])
    narrator.say("Everybody else is paid in batches.")
    push_to_all(deployed, number)
    _require_waiting(deployed, number, {refused, cast.wallet(people.FROZEN)})
    narrator.say(
        f"Two could not be paid: {cast.named(people.FROZEN)} is frozen, and the currency has blocked the wallet of "
        f"{cast.named(people.BLOCKED_PAYEE)}. Their money waits."
    )
    elsewhere = deployed.actors["stranger"]
    instruction = instruction_of(deployed, [number], refused, elsewhere.address, now() + DAY)
    signature = sign_by_node(deployed, instruction)
    [receipt] = deployed.send([claim_by_signature_call(deployed, instruction, signature, elsewhere)])
    [due] = dues_of(deployed, number, [refused])
    narrator.done(
        f"{cast.named(people.BLOCKED_PAYEE)} signs that the money shall go to {elsewhere.address}; whoever brings the "
        f"signature has {money.shown(due.net)} sent there",
        receipt,
    )
    _require_waiting(deployed, number, {cast.wallet(people.FROZEN)})


def _require_waiting(deployed: Deployed, number: int, expected: set[str]) -> None:
    waiting = {due.address for due in holders_due(deployed, number) if not due.is_paid}
    if waiting != expected:
        raise DeskError(f"These should be waiting: {sorted(expected)}, not {sorted(waiting)}.")


def _tell_account(narrator: Narrator, deployed: Deployed, number: int) -> PotAccount:
    """The contract's account, checked against a count of our own."""
    account, money = account_of(deployed, number), money_of(deployed, number)
    holders = holders_due(deployed, number)
    paid = [due for due in holders if due.is_paid]
    counted = (sum(due.net for due in paid), sum(due.tax for due in paid))
    if counted != (account.paid, account.withheld):
        raise DeskError(f"The contract says {account}, the holders' statements {counted}.")
    rows = [
        (f"paid to {len(paid)} holders", account.paid),
        ("tax withheld", account.withheld),
        (f"unclaimed by {len(holders) - len(paid)} holder", account.unclaimed),
        ("dust of rounding", account.dust),
        ("together, the pot", account.paid + account.withheld + account.unclaimed + account.dust),
    ]
    narrator.table(
        (f"{format_count(sum(due.units for due in holders))} units", money.symbol),
        [(name, format_amount(value, money.decimals)) for name, value in rows],
    )
    written = write_reports(deployed, number)
    narrator.say(f"Statements, totals for the tax agent and what is unclaimed: {', '.join(p.name for p in written)}.")
    return account
