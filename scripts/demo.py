"""Tells the life of the example security: deployed, admitted, issued, transferred, paid, voted, changed, reported.

Who runs it: whoever wants to see what the toolkit does, on a developer's chain, where one machine holds all
keys and the clock can be moved. `make demo` runs it on a fresh chain that is kept; on `ganache-cli` and
`anvil` the chain ends with the command.

    make demo
    brownie run demo --network ganache-cli
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from scripts.lib.admission import AdmissionPlan
from scripts.lib.captable import CapTable
from scripts.lib.chain import is_play_chain
from scripts.lib.command import command
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.account import PotAccount
from scripts.lib.investors import read_investors
from scripts.lib.issuance import IssuePlan
from scripts.lib.meetings import Result
from scripts.lib.networks import NetworkSettings
from scripts.lib.problems import DeskError
from scripts.lib.reasons import Refusal
from scripts.lib.session import issuer_settings, network_settings, open_state
from scripts.lib.settings import IssuerSettings
from scripts.lib.state import State
from scripts.story.books import tell_books, tell_console
from scripts.story.cast import cast_of
from scripts.story.changes import Changes, tell_changes
from scripts.story.dividend import tell_dividend
from scripts.story.meeting import tell_meeting
from scripts.story.narrator import Narrator
from scripts.story.opening import tell_admission, tell_deployment, tell_issue
from scripts.story.transfers import tell_transfers


@dataclass(frozen=True)
class Story:
    """What happened, for tests."""

    deployed: Deployed
    admission: AdmissionPlan
    issue: IssuePlan
    refusals: list[Refusal]
    account: PotAccount
    results: list[Result]
    changes: Changes
    table: CapTable


@command
def main() -> None:
    """main: tells the story."""
    settings, network = issuer_settings(), network_settings()
    state = open_state(settings, network)
    if not is_play_chain():
        raise DeskError("The demonstration moves the clock: it runs on a developer's chain only.")
    if state.steps:
        raise DeskError("The story begins on a fresh chain: run `make demo`, or `make chain FRESH=1` before this.")
    logging.getLogger("scrip").handlers[0].setLevel(logging.WARNING)  # every transaction stands in the journal
    start = time.monotonic()
    tell(settings, network, state)
    print(f"\n  Told in {time.monotonic() - start:.0f} seconds.\n")


def tell(settings: IssuerSettings, network: NetworkSettings, state: State) -> Story:
    """All chapters. DeskError where the chain does not do what the story says."""
    narrator = Narrator()
    deployed = tell_deployment(narrator, settings, network, state)
    investors = read_investors(settings.folder / "investors.csv", settings.attributes)
    cast = cast_of(investors)
    story = Story(
        deployed=deployed,
        admission=tell_admission(narrator, deployed, investors),
        issue=tell_issue(narrator, deployed),
        refusals=tell_transfers(narrator, deployed, cast),
        account=tell_dividend(narrator, deployed, cast),
        results=tell_meeting(narrator, deployed),
        changes=tell_changes(narrator, deployed, cast),
        table=tell_books(narrator, deployed),
    )
    tell_console(narrator, deployed)
    return story
