"""A statement accounts for every line to the last unit of money."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.lines import Line, PotLine, RateLine
from scripts.lib.dividends.arithmetic.statement import Recipient, Statement, state
from scripts.lib.dividends.arithmetic.withholding import Certificate

CLASSES = ["COMMON", "PREFERRED"]
LINES = st.lists(
    st.builds(PotLine, st.sampled_from(CLASSES), st.just("common"), st.integers(0, 10**12))
    | st.builds(RateLine, st.sampled_from(CLASSES), st.just("coupon"), st.integers(0, 10**12), st.integers(1, 10**9)),
    max_size=4,
)
RECIPIENTS = st.lists(
    st.builds(
        Recipient,
        st.just("A"),
        st.just(840),
        st.integers(0, 1_000_000),
        st.dictionaries(st.sampled_from(CLASSES), st.integers(0, 10**9)),
    ),
    max_size=6,
)


def test_state__two_classes_and_three_lines__certificates_and_accounts() -> None:
    lines = [PotLine("COMMON", "common", 100), RateLine("BOND", "coupon", 7, 2), PotLine("BOND", "premium", 11)]
    holders = [
        Recipient("A", 840, 0, {"COMMON": 3, "BOND": 1}),
        Recipient("B", 826, 150_000, {"COMMON": 3}),
        Recipient("C", 276, 263_750, {"COMMON": 1, "BOND": 3}),
    ]
    statement = state(lines, holders)
    assert statement.certificates == (
        Certificate("A", 840, 0, 42 + 3 + 2, 0),
        Certificate("B", 826, 150_000, 42, 6),
        Certificate("C", 276, 263_750, 14 + 10 + 8, 4 + 3 + 2),
    )
    assert [(account.pot, account.gross, account.dust) for account in statement.accounts] == [
        (100, 98, 2),
        (14, 13, 1),
        (11, 10, 1),
    ]


def test_state__principal_paid_back__is_not_taxed() -> None:
    lines = [RateLine("BOND", "principal", 1_000, 1, is_taxed=False), RateLine("BOND", "accrued interest", 5, 2)]
    (certificate,) = state(lines, [Recipient("A", 276, 250_000, {"BOND": 4})]).certificates
    assert certificate == Certificate("A", 276, 250_000, gross=4_010, tax=3, untaxed=4_000)
    assert certificate.net == 4_007


@given(lines=LINES, recipients=RECIPIENTS)
def test_state__any__every_line_and_holder_adds_up(lines: list[Line], recipients: list[Recipient]) -> None:
    statement = state(lines, recipients)
    gross = sum(certificate.gross for certificate in statement.certificates)
    assert gross == sum(account.gross for account in statement.accounts)
    for account in statement.accounts:
        units = [recipient.units.get(account.line.partition, 0) for recipient in recipients]
        sharers = sum(count > 0 for count in units)
        assert 0 <= account.dust < sharers or (not sharers and account.dust == account.pot)


@given(lines=LINES, recipients=RECIPIENTS, data=st.data())
def test_state__holders_in_another_order__same(
    lines: list[Line], recipients: list[Recipient], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(recipients))))
    before: Statement = state(lines, recipients)
    after = state(lines, [recipients[place] for place in order])
    assert after.certificates == tuple(before.certificates[place] for place in order)
    assert after.accounts == before.accounts


def test_state__holder_split_in_two__never_more_together() -> None:
    line = PotLine("COMMON", "common", 100)
    whole = state([line], [Recipient("A", 840, 0, {"COMMON": 6}), Recipient("B", 840, 0, {"COMMON": 1})])
    parts = state(
        [line], [Recipient(name, 840, 0, {"COMMON": units}) for name, units in (("A", 3), ("C", 3), ("B", 1))]
    )
    assert whole.certificates[0].gross == 85
    assert sum(certificate.gross for certificate in parts.certificates[:2]) == 84


@pytest.mark.parametrize(("amount", "per"), [(-1, 1), (1, 0), (1, -1), (2**128, 1), (1, 2**96)])
def test_line__impossible__refused(amount: int, per: int) -> None:
    with pytest.raises(ValueError, match=f"not an amount below 2.128 for units from 1 to 2.96 - 1: {amount}/{per}"):
        RateLine("BOND", "coupon", amount, per)


@pytest.mark.parametrize("pot", [-1, 2**104])
def test_line__impossible_pot__refused(pot: int) -> None:
    with pytest.raises(ValueError, match=f"not a pot from 0 to 2.104 - 1: {pot}"):
        PotLine("COMMON", "common", pot)


def test_line__largest_that_the_contracts_hold__accepted() -> None:
    assert PotLine("COMMON", "common", 2**104 - 1).needed(1) == 2**104 - 1
    assert RateLine("BOND", "coupon", 2**128 - 1, 2**96 - 1).gross(2**96 - 1, 0) == 2**128 - 1
