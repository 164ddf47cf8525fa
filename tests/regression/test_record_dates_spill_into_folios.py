"""The 65,536th record date ran over its 16 bits, into the number of entries in the register, and reset the schedule."""

from __future__ import annotations

from brownie import network
from brownie.network.web3 import web3

from tests import clock
from tests.errors import reverts
from tests.world import World

LIMIT = 2**16 - 1
EPOCH_AT, SCHEDULED_AT = 104, 152


def pretend_record_dates(world: World, count: int) -> None:
    """Writes into the globals that so many record dates were set, and that all of them have passed."""
    address = world.security.address
    counts = (1 << EPOCH_AT) | (1 << SCHEDULED_AT)
    mask = (LIMIT << EPOCH_AT) | (LIMIT << SCHEDULED_AT)
    words = {slot: int.from_bytes(web3.eth.get_storage_at(address, slot), "big") for slot in range(32)}
    [slot] = [slot for slot, word in words.items() if word & mask == counts]
    word = words[slot] & ~mask | (count << EPOCH_AT) | (count << SCHEDULED_AT)
    method = "anvil_setStorageAt" if "anvil" in network.show_active() else "evm_setAccountStorageAt"
    place = "0x" + slot.to_bytes(32, "big").hex()
    answer = web3.provider.make_request(method, [address, place, "0x" + word.to_bytes(32, "big").hex()])
    assert "error" not in answer, answer


def test_scheduleRecordDate__schedule_full__refused_and_the_register_unharmed(world: World) -> None:
    security = world.security
    pretend_record_dates(world, LIMIT - 1)
    security.scheduleRecordDate(0, {"from": world.scheduler})
    clock.pass_time(2)
    with reverts(security, "ScheduleFull", LIMIT):
        security.scheduleRecordDate(0, {"from": world.scheduler})
    assert security.folios() == 5
    security.admit((world.stranger, 756, 47_846, 0, 0), {"from": world.admitter})
    assert security.memberOf(world.stranger)["folio"] == 6
