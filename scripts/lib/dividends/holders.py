"""Who stands in the register under which folio, read from few events: registers can have many entries."""

from __future__ import annotations

from brownie.network.web3 import web3
from eth_utils import keccak, to_checksum_address

from scripts.lib.deployed import Deployed
from scripts.lib.events import BLOCKS_A_REQUEST
from scripts.lib.memberword import read_member

_ADMITTED = keccak(text="MemberAdmitted(address,uint256)")
_RECOVERED = keccak(text="MemberRecovered(address,address,bytes32,address)")


def holders_by_folio(deployed: Deployed, last_block: int) -> dict[int, str]:
    """The wallet of each folio at a block, in the order of the folios; one that was lost is not there any more."""
    folios: dict[str, int] = {}
    for first in range(0, last_block + 1, BLOCKS_A_REQUEST):
        _read(folios, str(deployed.security.address), first, min(first + BLOCKS_A_REQUEST - 1, last_block))
    return dict(sorted((folio, wallet) for wallet, folio in folios.items()))


def folios_of(deployed: Deployed, last_block: int) -> dict[str, int]:
    """The folio of each wallet, of a lost one too: its entry's."""
    found = {wallet: folio for folio, wallet in holders_by_folio(deployed, last_block).items()}
    for entry in reversed(_logs(str(deployed.security.address), 0, last_block, [_RECOVERED])):
        lost, replacement = _address(entry["topics"][1]), _address(entry["topics"][2])
        if replacement in found:
            found[lost] = found[replacement]
    return found


def _read(folios: dict[str, int], security: str, first: int, last: int) -> None:
    for entry in _logs(security, first, last, [_ADMITTED, _RECOVERED]):
        subject = _address(entry["topics"][1])
        if bytes(entry["topics"][0]) == _ADMITTED:
            folios[subject] = read_member(int.from_bytes(bytes(entry["data"]), "big")).folio
        else:
            folios[_address(entry["topics"][2])] = folios.pop(subject)


def _logs(security: str, first: int, last: int, names: list[bytes]) -> list:
    topics = ["0x" + name.hex() for name in names]
    logs = web3.eth.get_logs({"address": security, "fromBlock": first, "toBlock": last, "topics": [topics]})
    return sorted(logs, key=lambda entry: (entry["blockNumber"], entry["logIndex"]))


def _address(topic: bytes) -> str:
    return to_checksum_address(bytes(topic)[12:])
