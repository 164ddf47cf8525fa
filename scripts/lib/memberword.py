"""Reads the word that the register keeps of a member; its layout is that of contracts/register/Member.sol."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MemberWord:
    """The fields of a member's word.

    Dates are days since 1970-01-01, `attributes` a bit set, `epoch` counts dates.
    """

    units: int
    folio: int
    investor: int
    admitted_through: int
    accredited_through: int
    country: int
    attributes: int
    flags: int
    epoch: int


_WIDTHS = (96, 24, 24, 16, 16, 16, 32, 16, 16)


def read_member(word: int) -> MemberWord:
    """The word's fields, from the lowest bit."""
    fields = []
    for width in _WIDTHS:
        fields.append(word & ((1 << width) - 1))
        word >>= width
    return MemberWord(*fields)
