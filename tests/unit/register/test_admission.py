"""Admission: entries of the register, their renewal, further wallets, removal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.world import CH, COMMON, DE, FAR, NOWHERE, PREFERRED, US, World, spare_account

PROFILE_FIELDS = ("country", "admittedThrough", "accreditedThrough", "attributes")


def profile(security: Any, account: Any) -> tuple[int, ...]:
    entry = security.memberOf(account)
    return tuple(entry[field] for field in PROFILE_FIELDS)


def test_admit__new_member__entered_with_the_next_folio(world: World, security: Any) -> None:
    before = security.folios()
    world.admit(world.stranger, US, FAR - 1, FAR - 2, 5)
    entry = security.memberOf(world.stranger)
    assert profile(security, world.stranger) == (US, FAR - 1, FAR - 2, 5)
    assert entry["folio"] == entry["investor"] == before + 1 == security.folios()
    assert not (entry["frozen"] or entry["sanctioned"] or entry["treasury"])


def test_admit__new_member__event_tells_the_word_without_units(world: World, security: Any) -> None:
    event = world.admit(world.stranger, US, FAR, 0, 5).events["MemberAdmitted"]
    assert event["account"] == world.stranger
    assert event["profile"] == security.wordOf(world.stranger)


def test_admit__member_with_units__renews_and_keeps_units_and_folio(world: World, security: Any) -> None:
    world.issue(world.investor_ch, 77)
    before = security.memberOf(world.investor_ch)
    event = world.admit(world.investor_ch, DE, FAR - 9, FAR - 8, 3).events["MemberAdmitted"]
    after = security.memberOf(world.investor_ch)
    assert profile(security, world.investor_ch) == (DE, FAR - 9, FAR - 8, 3)
    assert (after["folio"], after["investor"]) == (before["folio"], before["investor"])
    assert security.balanceOfByPartition(COMMON, world.investor_ch) == 77
    assert event["profile"] == security.wordOf(world.investor_ch) - 77
    assert security.folios() == 5


def test_admit__extreme_values__kept_apart_in_the_word(world: World, security: Any) -> None:
    world.security.setAuthorised(COMMON, 2**96 - 1, {"from": world.configurer})
    world.admit(world.stranger, 999, 2**16 - 1, 2**16 - 1, 2**32 - 1)
    world.issue(world.stranger, 2**96 - 1)
    assert profile(security, world.stranger) == (999, 2**16 - 1, 2**16 - 1, 2**32 - 1)
    assert security.balanceOfByPartition(COMMON, world.stranger) == 2**96 - 1
    assert security.memberOf(world.stranger)["folio"] == 6


def test_admitBatch__many__each_entered_in_order(world: World, security: Any) -> None:
    accounts = [spare_account(i) for i in range(3)]
    security.admitBatch([(a, CH, FAR, 0, i) for i, a in enumerate(accounts)], {"from": world.admitter})
    assert [security.memberOf(a)["folio"] for a in accounts] == [6, 7, 8]
    assert [security.memberOf(a)["attributes"] for a in accounts] == [0, 1, 2]


def test_admitBatch__same_account_twice__one_entry_with_the_last_profile(world: World, security: Any) -> None:
    lines = [(world.stranger, CH, FAR, 0, 1), (world.stranger, DE, FAR, 0, 2)]
    security.admitBatch(lines, {"from": world.admitter})
    assert security.folios() == 6
    assert profile(security, world.stranger) == (DE, FAR, 0, 2)


def test_admitBatch__one_bad_line__nobody_admitted(world: World, security: Any) -> None:
    lines = [(world.stranger, CH, FAR, 0, 0), (spare_account(0), CH, 0, 0, 0)]
    with reverts(security, "AdmissionWithoutEnd", spare_account(0)):
        security.admitBatch(lines, {"from": world.admitter})
    assert security.memberOf(world.stranger)["folio"] == 0


def test_admit__no_last_day__refused(world: World, security: Any) -> None:
    with reverts(security, "AdmissionWithoutEnd", world.stranger):
        world.admit(world.stranger, through=0)


@pytest.mark.parametrize("country", [0, 1000, 2**16 - 1])
def test_admit__no_country_code__refused(world: World, security: Any, country: int) -> None:
    with reverts(security, "InvalidCountry", country):
        world.admit(world.stranger, country)


def test_admit__zero_address__refused(world: World, security: Any) -> None:
    with reverts(security, "InvalidAccount", NOWHERE):
        world.admit(NOWHERE)


def test_linkWallet__second_wallet__same_investor_and_profile_own_folio(world: World, security: Any) -> None:
    events = security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter}).events
    first, second = security.memberOf(world.investor_ch), security.memberOf(world.second_wallet_ch)
    assert second["investor"] == first["investor"] == first["folio"]
    assert second["folio"] == security.folios() != first["folio"]
    assert profile(security, world.second_wallet_ch) == profile(security, world.investor_ch)
    assert events["WalletLinked"] == {"wallet": world.second_wallet_ch, "member": world.investor_ch}
    assert events["MemberAdmitted"]["profile"] == security.wordOf(world.second_wallet_ch)


def test_linkWallet__to_a_second_wallet__all_share_the_first_investor(world: World, security: Any) -> None:
    security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    security.linkWallet(world.stranger, world.second_wallet_ch, {"from": world.admitter})
    assert security.memberOf(world.stranger)["investor"] == security.memberOf(world.investor_ch)["folio"]


def test_linkWallet__frozen_and_sanctioned_first_wallet__the_person_stays_stopped(world: World, security: Any) -> None:
    security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer})
    security.setSanctioned(world.investor_ch, True, {"from": world.freezer})
    security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    entry = security.memberOf(world.second_wallet_ch)
    assert entry["frozen"] and entry["sanctioned"] and not entry["treasury"]


def test_linkWallet__wallet_with_an_entry__refused(world: World, security: Any) -> None:
    with reverts(security, "AlreadyRegistered", world.investor_de):
        security.linkWallet(world.investor_de, world.investor_ch, {"from": world.admitter})


def test_linkWallet__unknown_member__refused(world: World, security: Any) -> None:
    with reverts(security, "NotRegistered", world.stranger):
        security.linkWallet(world.second_wallet_ch, world.stranger, {"from": world.admitter})


def test_linkWallet__zero_address__refused(world: World, security: Any) -> None:
    with reverts(security, "InvalidAccount", NOWHERE):
        security.linkWallet(NOWHERE, world.investor_ch, {"from": world.admitter})


def test_removeMember__without_units__taken_off_and_folio_kept(world: World, security: Any) -> None:
    folio = security.memberOf(world.investor_ch)["folio"]
    event = security.removeMember(world.investor_ch, {"from": world.admitter}).events["MemberRemoved"]
    assert event["account"] == world.investor_ch
    assert profile(security, world.investor_ch) == (0, 0, 0, 0)
    assert security.memberOf(world.investor_ch)["folio"] == folio


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_removeMember__with_units__refused_with_partition_and_units(
    world: World, security: Any, partition: bytes
) -> None:
    world.issue(world.fund_us, 3, partition)
    with reverts(security, "MemberHoldsUnits", world.fund_us, partition, 3):
        security.removeMember(world.fund_us, {"from": world.admitter})


def test_removeMember__unknown__refused(world: World, security: Any) -> None:
    with reverts(security, "NotRegistered", world.stranger):
        security.removeMember(world.stranger, {"from": world.admitter})


def test_admit__after_removal__same_folio_again(world: World, security: Any) -> None:
    before = security.memberOf(world.investor_ch)["folio"]
    security.removeMember(world.investor_ch, {"from": world.admitter})
    world.admit(world.investor_ch, DE)
    assert security.memberOf(world.investor_ch)["folio"] == before
    assert security.folios() == 5


def test_admit__after_removal_of_a_treasury__no_treasury_any_more(world: World, security: Any) -> None:
    events = security.removeMember(world.treasury, {"from": world.admitter}).events
    assert events["TreasurySet"] == {"account": world.treasury, "treasury": False}
    world.admit(world.treasury)
    assert not security.memberOf(world.treasury)["treasury"]


def test_admit__after_removal_of_a_frozen_member__still_frozen(world: World, security: Any) -> None:
    security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer})
    security.removeMember(world.investor_ch, {"from": world.admitter})
    world.admit(world.investor_ch)
    assert security.isFrozen(world.investor_ch)


def test_setSanctioned__removed_member__can_still_be_stopped_and_released(world: World, security: Any) -> None:
    """It may have a dividend to come from a date on which it held units."""
    security.removeMember(world.investor_ch, {"from": world.admitter})
    for stopped in (True, False):
        security.setSanctioned(world.investor_ch, stopped, {"from": world.freezer})
        assert security.memberOf(world.investor_ch)["sanctioned"] is stopped


def test_admit__renewed_before_any_record_date__keeps_no_word_that_nobody_can_ask_for(world: World) -> None:
    first, second = world.admit(world.stranger), world.admit(world.stranger, DE)
    assert second.gas_used < first.gas_used
