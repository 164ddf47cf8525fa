"""Regimes of resale in packs: how long units are locked, and who may receive them meanwhile and after.

    - name: LOCKED
      of: REG_D_506C
      value:
        months: 12                                  or `for ever`
        free: {any_of: [qib]}                       moves without consent to these receivers
        approval: {accredited: true, none_of: [us_person]}      and with the transfer agent's consent to these

Each of any_of, none_of, accredited and everyone, and for consent related, is enough for itself.
"""

from __future__ import annotations

import re

from scripts.lib.amounts import parse_count
from scripts.lib.compliance.values import VALUE, Glossary, Kind, of_text, read_attributes
from scripts.lib.yamlfile import Section, parse_flag

# Numbers of ERC-1450; from 0x8000 on, the project's own.
REGIMES = {
    "REG_S1": 0x0001,
    "REG_D_504": 0x0002,
    "REG_A_T1": 0x0004,
    "REG_A_T2": 0x0005,
    "REG_CF": 0x0006,
    "REG_D_506B": 0x0007,
    "REG_D_506C": 0x0008,
    "REG_S": 0x0009,
    "EU_PROSPECTUS_EXEMPT": 0x0101,
    "CA_NI_45_106": 0x0201,
    "CONTRACT": 0x8000,
    "RULE_144A": 0x8001,
    "CH_FINSA": 0x8002,
}

# The word, from the lowest bit; contracts/compliance/rules/lots/Gate.sol
FREE_AT, APPROVAL_AT = 0, 64
MASK_BITS = 32
FLAGS_AT, MONTHS_AT, DAYS_AT = 128, 144, 152
FLAGS = {
    ("free", "accredited"): 1,
    ("free", "everyone"): 2,
    ("approval", "accredited"): 4,
    ("approval", "related"): 8,
    ("approval", "everyone"): 16,
}
SWITCHES = {"receiver_cures": 32, "from_offering": 64}
ENDLESS = 255
FOR_EVER = "for ever"
MAX_MONTHS, MAX_DAYS = ENDLESS - 1, 2**16 - 1
REASON_BYTES = 27

_REASON = re.compile(rf"[A-Z][A-Z0-9_]{{0,{REASON_BYTES - 1}}}", re.ASCII)


def parse_regime(text: str, _: Glossary) -> int:
    """The number of a regime by its name."""
    if text not in REGIMES:
        raise ValueError(f"there is no regime {text!r}; the regimes are {', '.join(REGIMES)}")
    return REGIMES[text]


def show_regime(number: int, _: Glossary) -> str:
    """The name of a regime by its number."""
    return next((name for name, known in REGIMES.items() if known == number), f"regime {number}")


def read_lock(section: Section, glossary: Glossary) -> int:
    """The word of a regime while the lock lasts."""
    value = section.section(VALUE)
    months = value.value("months", _parse_months, 0) or 0
    days = value.value("days", lambda text: parse_count(text, MAX_DAYS), 0) or 0
    switches = sum(flag for key, flag in SWITCHES.items() if value.value(key, parse_flag, False))
    word = _gate(value, glossary) | switches << FLAGS_AT | months << MONTHS_AT | days << DAYS_AT
    if word == 0:
        section.note(f"{VALUE} says nothing: a regime needs a lock, or receivers", section.line_of(VALUE))
    return word


def read_after_lock(section: Section, glossary: Glossary) -> int:
    """The word of a regime for after the lock."""
    return _gate(section.section(VALUE), glossary)


def _gate(value: Section, glossary: Glossary) -> int:
    word = 0
    for key, shift in (("free", FREE_AT), ("approval", APPROVAL_AT)):
        receivers = value.optional_section(key)
        if receivers is None:
            continue
        any_of = read_attributes(receivers, "any_of", glossary, ())
        none_of = read_attributes(receivers, "none_of", glossary, ())
        word |= (any_of | none_of << MASK_BITS) << shift
        flags = {name: flag for (group, name), flag in FLAGS.items() if group == key}
        word |= sum(flag for name, flag in flags.items() if receivers.value(name, parse_flag, False)) << FLAGS_AT
    return word


def _parse_months(text: str) -> int:
    return ENDLESS if text == FOR_EVER else parse_count(text, MAX_MONTHS)


def show_gate(word: int, glossary: Glossary) -> str:
    """Both words in human terms."""
    parts = [_show_length(word), _show_receivers(word, "free", FREE_AT, glossary)]
    parts.append(_show_receivers(word, "approval", APPROVAL_AT, glossary))
    parts += [name.replace("_", " ") for name, flag in SWITCHES.items() if word >> FLAGS_AT & flag]
    return "; ".join(filter(None, parts))


def _show_length(word: int) -> str:
    months, days = word >> MONTHS_AT & 0xFF, word >> DAYS_AT & 0xFFFF
    if months == ENDLESS:
        return FOR_EVER
    parts = [f"{number} {name}{'s' * (number != 1)}" for number, name in ((months, "month"), (days, "day")) if number]
    return " ".join(parts)


def _show_receivers(word: int, key: str, shift: int, glossary: Glossary) -> str:
    """Whom it is free to, or whom consent can be given to."""
    mask = (1 << MASK_BITS) - 1
    any_of, none_of = word >> shift & mask, word >> (shift + MASK_BITS) & mask
    parts = [glossary.mask(any_of)] if any_of else []
    parts += [f"who is not {glossary.mask(none_of)}"] if none_of else []
    parts += [name for (group, name), flag in FLAGS.items() if group == key and word >> FLAGS_AT & flag]
    return f"{'free to' if key == 'free' else 'with consent to'} {' or '.join(parts)}" if parts else ""


def _parse_reason(text: str, _: Glossary) -> int:
    if not _REASON.fullmatch(text):
        raise ValueError(f"not a reason (up to {REASON_BYTES} of A-Z 0-9 _): {text!r}")
    return int.from_bytes(text.encode().ljust(REASON_BYTES, b"\0"), "big")


def _show_reason(word: int, _: Glossary) -> str:
    return word.to_bytes(REASON_BYTES, "big").rstrip(b"\0").decode("ascii", "replace")


REGIME = of_text(parse_regime, show_regime)
LOCK = Kind(read_lock, show_gate)
AFTER_LOCK = Kind(read_after_lock, show_gate)
REASON = of_text(_parse_reason, _show_reason)
