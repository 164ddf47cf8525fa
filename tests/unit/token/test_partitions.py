"""ERC-1410: partitions, their creation, terms and capital; transfers within them; operators."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.world import COMMON, FAR, PREFERRED, US, World, bytes32, code, text

BONDS = bytes32("BONDS")
TERMS = (1, 2, 3, True, True)


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """The fund and a second accredited member (the stranger of other tests) hold PREFERRED."""
    world.admit(world.stranger, US, FAR, FAR)
    world.issue(world.fund_us, 100)
    world.issue(world.fund_us, 60, PREFERRED)
    return world


def test_createPartition__new__listed_with_terms_and_capital(world: World, security: Any) -> None:
    events = security.createPartition(BONDS, TERMS, 5_000, {"from": world.configurer}).events
    assert [bytes(p) for p in security.partitions()] == [COMMON, PREFERRED, BONDS]
    assert security.partitionTerms(BONDS) == TERMS
    assert security.authorisedOf(BONDS) == 5_000
    assert security.totalSupplyByPartition(BONDS) == 0
    assert events["PartitionCreated"]["partition"] == "0x" + BONDS.hex()
    assert tuple(events["PartitionTermsSet"]["terms"]) == TERMS
    assert events["AuthorisedSet"]["authorised"] == 5_000


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_createPartition__existing__refused(world: World, security: Any, partition: bytes) -> None:
    with reverts(security, "PartitionExists", partition):
        security.createPartition(partition, TERMS, 1, {"from": world.configurer})


def test_createPartition__no_name__refused(world: World, security: Any) -> None:
    with reverts(security, "InvalidPartition", bytes(32)):
        security.createPartition(bytes(32), TERMS, 1, {"from": world.configurer})


def test_createPartition__more_than_the_list_holds__refused(world: World, security: Any) -> None:
    for number in range(30):
        security.createPartition(bytes32(f"CLASS {number}"), TERMS, 1, {"from": world.configurer})
    with reverts(security, "TooManyPartitions", 32):
        security.createPartition(BONDS, TERMS, 1, {"from": world.configurer})
    assert security.balanceOf(world.fund_us) == 0


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_setPartitionTerms__every_field__read_back(world: World, security: Any, partition: bytes) -> None:
    for terms in [(2**32 - 1, 0, 2**32 - 1, False, True), (0, 2**32 - 1, 0, True, False), TERMS]:
        security.setPartitionTerms(partition, terms, {"from": world.configurer})
        assert security.partitionTerms(partition) == terms
    assert security.authorisedOf(partition) in (1_000_000, 500_000)


def test_setPartitionTerms__of_the_principal_class__leaves_pause_and_record_dates(world: World, security: Any) -> None:
    security.pauseUntil(2, 2**32 - 1, BONDS, {"from": world.pauser})
    date = world.record_now()
    security.setPartitionTerms(COMMON, TERMS, {"from": world.configurer})
    assert security.pauseState() == (2, 2**32 - 1)
    assert security.recordDates() == (date,)
    assert security.folios() == 5


@pytest.mark.parametrize("call", ["setPartitionTerms", "setAuthorised", "partitionTerms"])
def test_unknown_partition__refused(world: World, security: Any, call: str) -> None:
    args = {"setPartitionTerms": (BONDS, TERMS), "setAuthorised": (BONDS, 1), "partitionTerms": (BONDS,)}[call]
    with reverts(security, "UnknownPartition", BONDS):
        getattr(security, call)(*args, {"from": world.configurer})


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_setAuthorised__down_to_what_is_issued_and_no_further(market: World, partition: bytes) -> None:
    security = market.security
    issued = security.totalSupplyByPartition(partition)
    security.setAuthorised(partition, issued, {"from": market.configurer})
    with reverts(security, "AuthorisedBelowIssued", partition, issued - 1, issued):
        security.setAuthorised(partition, issued - 1, {"from": market.configurer})
    with reverts(security, "Refused", b"\x50", bytes32("AUTHORISED_EXCEEDED"), security):
        market.issue(market.fund_us, 1, partition)


def test_partitionsOf__lists_what_is_held(market: World) -> None:
    security = market.security
    assert [bytes(p) for p in security.partitionsOf(market.fund_us)] == [COMMON, PREFERRED]
    assert security.partitionsOf(market.investor_ch) == ()
    security.transferByPartition(COMMON, market.investor_ch, 100, b"", {"from": market.fund_us})
    assert [bytes(p) for p in security.partitionsOf(market.fund_us)] == [PREFERRED]
    assert [bytes(p) for p in security.partitionsOf(market.investor_ch)] == [COMMON]


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_transferByPartition__moves_that_partition_only(market: World, partition: bytes) -> None:
    security = market.security
    tx = security.transferByPartition(partition, market.stranger, 25, b"\x01\x02", {"from": market.fund_us})
    assert tx.return_value == "0x" + partition.hex()
    assert tx.events["TransferByPartition"]["data"] == "0x0102"
    assert security.balanceOfByPartition(partition, market.stranger) == 25
    assert security.balanceOf(market.stranger) == 25
    assert security.totalSupplyByPartition(COMMON) == 100 and security.totalSupplyByPartition(PREFERRED) == 60


def test_transferByPartition__all_there_and_back__as_before(market: World) -> None:
    security = market.security
    for sender, receiver in [(market.fund_us, market.stranger), (market.stranger, market.fund_us)]:
        security.transferByPartition(PREFERRED, receiver, 60, b"", {"from": sender})
    assert security.balanceOfByPartition(PREFERRED, market.fund_us) == 60
    assert security.balanceOfByPartition(PREFERRED, market.stranger) == 0


def test_transferByPartition__other_class_to_oneself__changes_nothing(market: World) -> None:
    market.security.transferByPartition(PREFERRED, market.fund_us, 60, b"", {"from": market.fund_us})
    assert market.security.balanceOfByPartition(PREFERRED, market.fund_us) == 60


def test_transferByPartition__terms_of_that_class__apply_there_only(market: World) -> None:
    security = market.security
    seen = market.restriction(market.fund_us, market.investor_ch, 1, PREFERRED)
    assert (code(seen[0]), text(seen[1]), seen[2]) == (0x57, "ACCREDITATION_REQUIRED", market.investor_ch)
    with reverts(security, "Refused", b"\x57", bytes32("ACCREDITATION_REQUIRED"), market.investor_ch):
        security.transferByPartition(PREFERRED, market.investor_ch, 1, b"", {"from": market.fund_us})
    security.transferByPartition(COMMON, market.investor_ch, 1, b"", {"from": market.fund_us})


def test_setFrozenTokens__concerns_the_principal_class_only(market: World) -> None:
    security = market.security
    security.setFrozenTokens(market.fund_us, 100, {"from": market.freezer})
    security.transferByPartition(PREFERRED, market.stranger, 60, b"", {"from": market.fund_us})
    with reverts(security, "Refused", b"\x55", bytes32("PARTIALLY_FROZEN"), market.fund_us):
        security.transferByPartition(COMMON, market.stranger, 1, b"", {"from": market.fund_us})


def test_canTransferByPartition__as_holder_operator_and_stranger(market: World) -> None:
    args = (market.fund_us, market.stranger, PREFERRED, 60, b"")
    as_holder = market.security.canTransferByPartition(*args, {"from": market.fund_us})
    as_stranger = market.security.canTransferByPartition(*args, {"from": market.operator})
    assert (code(as_holder[0]), text(as_holder[1]), bytes(as_holder[2])) == (0x51, "", PREFERRED)
    assert (code(as_stranger[0]), text(as_stranger[1])) == (0x58, "UNAUTHORIZED_OPERATOR")
    market.security.authorizeOperatorByPartition(PREFERRED, market.operator, {"from": market.fund_us})
    as_operator = market.security.canTransferByPartition(*args, {"from": market.operator})
    assert code(as_operator[0]) == 0x51


def test_operator__of_all_partitions__moves_each_until_revoked(market: World) -> None:
    security = market.security
    event = security.authorizeOperator(market.operator, {"from": market.fund_us}).events["AuthorizedOperator"]
    assert event == {"operator": market.operator, "tokenHolder": market.fund_us}
    assert security.isOperator(market.operator, market.fund_us)
    assert security.isOperatorForPartition(COMMON, market.operator, market.fund_us)
    for partition in (COMMON, PREFERRED):
        tx = security.operatorTransferByPartition(
            partition, market.fund_us, market.stranger, 5, b"\x01", b"\x02", {"from": market.operator}
        )
        event = tx.events["TransferByPartition"]
        assert (event["operator"], event["data"], event["operatorData"]) == (market.operator, "0x01", "0x02")
    event = security.revokeOperator(market.operator, {"from": market.fund_us}).events["RevokedOperator"]
    assert event == {"operator": market.operator, "tokenHolder": market.fund_us}
    assert not security.isOperator(market.operator, market.fund_us)
    with reverts(security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), market.operator):
        security.operatorTransferByPartition(
            COMMON, market.fund_us, market.stranger, 5, b"", b"", {"from": market.operator}
        )


def test_operator__of_one_partition__moves_that_one_until_revoked(market: World) -> None:
    security, operator, holder = market.security, market.operator, market.fund_us
    event = security.authorizeOperatorByPartition(PREFERRED, operator, {"from": holder}).events
    assert event["AuthorizedOperatorByPartition"]["partition"] == "0x" + PREFERRED.hex()
    assert security.isOperatorForPartition(PREFERRED, operator, holder)
    assert not security.isOperator(operator, holder)
    security.operatorTransferByPartition(PREFERRED, holder, market.stranger, 5, b"", b"", {"from": operator})
    with reverts(security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), operator):
        security.operatorTransferByPartition(COMMON, holder, market.stranger, 5, b"", b"", {"from": operator})
    event = security.revokeOperatorByPartition(PREFERRED, operator, {"from": holder}).events
    assert event["RevokedOperatorByPartition"]["operator"] == operator
    assert not security.isOperatorForPartition(PREFERRED, operator, holder)


def test_operator__may_act_many_times__the_right_does_not_wear_off(market: World) -> None:
    """A peer kept operators as allowances, which the first transfer used up."""
    security = market.security
    security.authorizeOperator(market.operator, {"from": market.fund_us})
    for _ in range(2):
        security.operatorTransferByPartition(
            COMMON, market.fund_us, market.stranger, 1, b"", b"", {"from": market.operator}
        )
    assert security.isOperator(market.operator, market.fund_us)


def test_holder__is_an_operator_of_itself(market: World) -> None:
    assert market.security.isOperator(market.fund_us, market.fund_us)
    assert market.security.isOperatorForPartition(PREFERRED, market.fund_us, market.fund_us)
    market.security.operatorTransferByPartition(
        PREFERRED, market.fund_us, market.stranger, 1, b"", b"", {"from": market.fund_us}
    )
