"""While issuance waited for the terms document, a conversion still brought more units into being than it ended."""

from __future__ import annotations

import pytest

from tests.unit.office.helpers import EVIDENCE, refused
from tests.world import COMMON, PREFERRED, World, bytes32, code, text

TERMS = bytes32("TERMS")


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """Issuance waits for its terms, after 100 PREFERRED were issued."""
    world.issue(world.fund_us, 100, PREFERRED)
    world.security.setTermsDocument(TERMS, {"from": world.configurer})
    return world


def set_ratio(world: World, numerator: int, denominator: int) -> None:
    world.security.setConversionRatio(PREFERRED, COMMON, numerator, denominator, {"from": world.issuer})


def test_convert__into_more_units__waits_for_the_document_like_an_issue(market: World) -> None:
    security, holder = market.security, market.fund_us
    set_ratio(market, 2, 1)
    view = security.canConvert(PREFERRED, COMMON, holder, 10, {"from": holder})
    assert (code(view[0]), text(view[1]), view[2]) == (0x50, "TERMS_DOCUMENT_MISSING", 0)
    with refused(market, 0x50, "TERMS_DOCUMENT_MISSING", security):
        security.convert(PREFERRED, COMMON, holder, 10, b"", {"from": holder})
    security.setDocument(TERMS, "https://example.org/terms", EVIDENCE, {"from": market.configurer})
    assert security.convert(PREFERRED, COMMON, holder, 10, b"", {"from": holder}).return_value == 20


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 1), (1, 2)])
def test_convert__into_no_more_units__passes(market: World, numerator: int, denominator: int) -> None:
    set_ratio(market, numerator, denominator)
    market.security.convert(PREFERRED, COMMON, market.fund_us, 10, b"", {"from": market.fund_us})
