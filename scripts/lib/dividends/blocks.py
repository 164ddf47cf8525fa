"""The block that a moment falls into."""

from __future__ import annotations

from brownie.network.web3 import web3

from scripts.lib.chain import BlockMark, latest_block
from scripts.lib.dates import format_time
from scripts.lib.problems import DeskError


def block_at(time: int) -> BlockMark:
    """The last block at or before a time; DeskError when that has not passed."""
    last = latest_block()
    if last.time < time:
        raise DeskError(f"The register of {format_time(time)} cannot be read before that has passed.")
    if last.time == time:
        return last
    low, high = 0, last.number
    while low < high:
        middle = (low + high + 1) // 2
        if int(web3.eth.get_block(middle)["timestamp"]) <= time:
            low = middle
        else:
            high = middle - 1
    block = web3.eth.get_block(low)
    return BlockMark(low, "0x" + bytes(block["hash"]).hex(), int(block["timestamp"]))
