"""The numbers that ERC-1450 gives to reasons of refusal."""

from __future__ import annotations

from collections.abc import Mapping

OTHER = 999

NUMBERS: Mapping[str, int] = {
    "ATTRIBUTE_REQUIRED": 1,
    "ATTRIBUTE_FORBIDDEN": 1,
    "SANCTIONS_LIST_OUTDATED": 1,
    "RECEIVER_SANCTIONED": 1,
    "SENDER_SANCTIONED": 1,
    "INSUFFICIENT_BALANCE": 2,
    "PARTITION_FROZEN": 3,
    "SENDER_FROZEN": 3,
    "RECEIVER_FROZEN": 3,
    "PARTIALLY_FROZEN": 3,
    "ON_HOLD": 3,
    "WINDOW_CLOSED": 4,
    "TOO_MANY_LOTS": 5,
    "AFFILIATE_VOLUME": 5,
    "INVESTMENT_LIMIT": 5,
    "BELOW_MINIMUM_TICKET": 5,
    "PURCHASER_LIMIT": 5,
    "MAX_BALANCE": 5,
    "MIN_BALANCE": 5,
    "HOLDER_CAP": 5,
    "NONACCREDITED_CAP": 5,
    "COUNTRY_CAP": 5,
    "CATEGORY_CAP": 5,
    "ERISA_25": 5,
    "PAUSED": 6,
    "ZERO_ADDRESS": 8,
    "REG_D_HOLD": 9,
    "REG_CF_HOLD": 9,
    "CONTRACTUAL_LOCK": 9,
    "VESTING": 9,
    "PARTITION_LOCKED": 9,
    "RECEIVER_KYC_EXPIRED": 10,
    "RECEIVER_NOT_REGISTERED": 11,
    "SENDER_NOT_REGISTERED": 11,
    "SENDER_KYC_EXPIRED": 12,
    "JURISDICTION_BLOCKED": 13,
    "REG_S_US_PERSON": 13,
    "ACCREDITATION_REQUIRED": 14,
    "QIB_REQUIRED": 14,
}


def erc1450_number(reason: str) -> int:
    """The number for a reason; 999 where the standard has none of its own."""
    return NUMBERS.get(reason, OTHER)
