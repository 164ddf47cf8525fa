"""The roles of a security, as contracts/libraries/RoleIds.sol names them, and who shall hold them."""

from __future__ import annotations

from eth_utils import keccak

ADMINISTRATOR = "ADMINISTRATOR"
ADMITTER = "ADMITTER"
ISSUER = "ISSUER"
FREEZER = "FREEZER"
CONTROLLER = "CONTROLLER"
PAUSER = "PAUSER"
CONFIGURER = "CONFIGURER"
SCHEDULER = "SCHEDULER"
TREASURER = "TREASURER"
REDEEMER = "REDEEMER"
SECRETARY = "SECRETARY"
COMPLIANCE = "COMPLIANCE"
APPROVER = "APPROVER"

GRANTABLE = (
    ADMITTER,
    ISSUER,
    FREEZER,
    CONTROLLER,
    PAUSER,
    CONFIGURER,
    SCHEDULER,
    TREASURER,
    REDEEMER,
    SECRETARY,
    COMPLIANCE,
    APPROVER,
)


CONTRACT_ROLES = ((SCHEDULER, "distributor"), (SCHEDULER, "voting"), (REDEEMER, "distributor"))
"""The roles that contracts of the security itself hold, and which."""


def role_id(name: str) -> bytes:
    """The role's id on chain."""
    return bytes(32) if name == ADMINISTRATOR else keccak(text=f"scrip.{name}")


_NAMES = {role_id(name): name for name in (ADMINISTRATOR, *GRANTABLE)}


def role_name(identifier: bytes) -> str:
    """The name of a role id; hex for an unknown one."""
    raw = bytes(identifier)
    return _NAMES.get(raw, "0x" + raw.hex())
