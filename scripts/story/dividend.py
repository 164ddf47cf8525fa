"""Chapter: a dividend is declared, funded, claimed and paid, and its account adds up."""

from __future__ import annotations

from scripts.dividend import declare_dividend, holders_due, push_to_all, write_statement
from scripts.lib.amounts import format_amount, format_count
from scripts.lib.chain import move_to
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.distributions import PotAccount, account_of, claim_call, fund_calls, remit_call
from scripts.lib.movement import transfer_call
from scripts.lib.playmoney import create_currency, give
from scripts.lib.problems import DeskError
from scripts.lib.roles import TREASURER
from scripts.story import cast as people
from scripts.story.cast import Cast
from scripts.story.narrator import Narrator


def tell_dividend(narrator: Narrator, deployed: Deployed, cast: Cast) -> PotAccount:
    """Returns the account at the end of the chapter."""
    narrator.chapter("A dividend is paid")
    create_currency(deployed)
    number = declare_dividend(deployed, deployed.settings.folder / "dividend.yaml")
    _tell_terms(narrator, deployed, number)
    _fund(narrator, deployed, number)
    _pass_record_date(narrator, deployed, cast, number)
    _pay(narrator, deployed, cast, number)
    return _tell_account(narrator, deployed, number)


def _tell_terms(narrator: Narrator, deployed: Deployed, number: int) -> None:
    terms = deployed.distributor.distribution(number)
    narrator.say(f"Distribution {number}, as the board resolved and the treasurer declared it:")
    narrator.fact("pot", _money(deployed, terms["pot"]))
    narrator.fact("currency", terms["currency"])
    narrator.fact("record date", format_time(terms["recordDate"]))
    narrator.fact("pay date", format_time(terms["payDate"]))
    narrator.fact("deadline", format_time(terms["deadline"]))
    narrator.space()


def _fund(narrator: Narrator, deployed: Deployed, number: int) -> None:
    currency = deployed.settings.currency
    pot = int(deployed.distributor.distribution(number)["pot"])
    give(deployed, deployed.holder_of(TREASURER).address, -(-pot // 10**currency.decimals))
    receipt = deployed.send(fund_calls(deployed, number))[-1]
    narrator.done(f"the treasurer pays in {_money(deployed, pot)}", receipt)


def _pass_record_date(narrator: Narrator, deployed: Deployed, cast: Cast, number: int) -> None:
    """A sale after the record date shows that the date decides."""
    record_date = int(deployed.distributor.distribution(number)["recordDate"])
    move_to(record_date + 1)
    seller, buyer = cast.wallet(people.SELLER), cast.wallet(people.BUYER)
    units = deployed.security.balanceOfByPartition(deployed.settings.principal.id, seller)
    label = deployed.settings.principal.label
    [receipt] = deployed.send([transfer_call(deployed, label, deployed.actors[seller], buyer, units)])
    narrator.done(
        f"the record date has passed; {cast.named(people.SELLER)} sells all {units:,} {label}, "
        "and is paid for them nonetheless",
        receipt,
    )


def _pay(narrator: Narrator, deployed: Deployed, cast: Cast, number: int) -> None:
    move_to(int(deployed.distributor.distribution(number)["payDate"]))
    seller = cast.wallet(people.SELLER)
    due = next(due for due in holders_due(deployed, number) if due.address == seller)
    [receipt] = deployed.send([claim_call(deployed, number, deployed.actors[seller])])
    narrator.done(
        f"{cast.named(people.SELLER)} claims: {due.units:,} units, gross {_money(deployed, due.gross)}, "
        f"tax {_money(deployed, due.tax)}, net {_money(deployed, due.net)}",
        receipt,
    )
    narrator.say("Everybody else is paid in batches.")
    push_to_all(deployed, number)
    waiting = [due.address for due in holders_due(deployed, number) if not due.is_paid]
    if waiting != [cast.wallet(people.FROZEN)]:
        raise DeskError(f"Only the frozen member should be waiting, not {waiting}.")
    narrator.say(f"One could not be paid: {cast.named(people.FROZEN)} is frozen. The money waits until the deadline.")
    [receipt] = deployed.send([remit_call(deployed, number)])
    narrator.done("the tax withheld goes to the tax agent", receipt)
    narrator.space()


def _tell_account(narrator: Narrator, deployed: Deployed, number: int) -> PotAccount:
    """The contract's account, checked against a count of our own."""
    account = account_of(deployed, number)
    holders = holders_due(deployed, number)
    paid = [due for due in holders if due.is_paid]
    counted = (sum(due.net for due in paid), sum(due.tax for due in paid))
    if counted != (account.paid, account.withheld):
        raise DeskError(f"The contract says {account}, the holders' statements {counted}.")
    decimals = deployed.settings.currency.decimals
    rows = [
        (f"paid to {len(paid)} holders", account.paid),
        ("tax withheld", account.withheld),
        (f"unclaimed by {len(holders) - len(paid)} holder", account.unclaimed),
        ("dust of rounding", account.dust),
        ("together, the pot", account.paid + account.withheld + account.unclaimed + account.dust),
    ]
    narrator.table(
        (f"{format_count(sum(due.units for due in holders))} units", deployed.settings.currency.symbol),
        [(name, format_amount(value, decimals)) for name, value in rows],
    )
    write_statement(deployed, number)
    return account


def _money(deployed: Deployed, amount: int) -> str:
    currency = deployed.settings.currency
    return f"{currency.symbol} {format_amount(amount, currency.decimals)}"
