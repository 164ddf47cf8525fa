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
from dataclasses import replace

from scripts.lib import lots
from scripts.lib.amounts import parse_count
from scripts.lib.compliance.values import VALUE, Glossary, Kind, of_text, read_attributes
from scripts.lib.lots import ENDLESS, Flag, Gate, read_gate, reason_word
from scripts.lib.yamlfile import Section, parse_flag

# Numbers of ERC-1450; from 0x8000 on, the project's own.
REGIMES = {
    "REG_S1": 0x0001,
    "REG_D_504": 0x0002,
    "REG_A_T1": 0x0004,
    "REG_A_T2": lots.REG_A_T2,
    "REG_CF": lots.REG_CF,
    "REG_D_506B": lots.REG_D_506B,
    "REG_D_506C": lots.REG_D_506C,
    "REG_S": lots.REG_S,
    "RULE_144A": lots.RULE_144A,
    "EU_PROSPECTUS_EXEMPT": lots.EU_PROSPECTUS,
    "CA_NI_45_106": 0x0201,
    "CONTRACT": 0x8000,
    "CH_FINSA": 0x8001,
}

SIDES = {
    "free": {"accredited": Flag.FREE_ACCREDITED, "everyone": Flag.FREE_EVERYONE},
    "approval": {
        "accredited": Flag.APPROVAL_ACCREDITED,
        "related": Flag.APPROVAL_RELATED,
        "everyone": Flag.APPROVAL_EVERYONE,
    },
}
SWITCHES = {"receiver_cures": Flag.RECEIVER_CURES, "from_offering": Flag.FROM_OFFERING}
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
    gate = _gate(value, glossary)
    word = replace(
        gate,
        flags=gate.flags | sum(flag for key, flag in SWITCHES.items() if value.value(key, parse_flag, False)),
        months=value.value("months", _parse_months, 0) or 0,
        days=value.value("days", lambda text: parse_count(text, MAX_DAYS), 0) or 0,
    ).word()
    if word == 0:
        section.note(f"{VALUE} says nothing: a regime needs a lock, or receivers", section.line_of(VALUE))
    return word


def read_after_lock(section: Section, glossary: Glossary) -> int:
    """The word of a regime for after the lock."""
    return _gate(section.section(VALUE), glossary).word()


def _gate(value: Section, glossary: Glossary) -> Gate:
    """Whom the units are free to, and whom consent can be given to."""
    masks: dict[str, int] = {}
    flags = 0
    for side, names in SIDES.items():
        receivers = value.optional_section(side)
        if receivers is not None:
            for mask in ("any_of", "none_of"):
                masks[f"{side}_{mask}"] = read_attributes(receivers, mask, glossary, ())
            flags |= sum(flag for name, flag in names.items() if receivers.value(name, parse_flag, False))
    return Gate(**masks, flags=flags)


def _parse_months(text: str) -> int:
    return ENDLESS if text == FOR_EVER else parse_count(text, MAX_MONTHS)


def show_gate(word: int, glossary: Glossary) -> str:
    """Both words in human terms."""
    gate = read_gate(word)
    free = _show_side("free", gate.free_any_of, gate.free_none_of, gate.flags, glossary)
    approval = _show_side("approval", gate.approval_any_of, gate.approval_none_of, gate.flags, glossary)
    parts = [_show_length(gate), f"free to {free}" if free else "", f"with consent to {approval}" if approval else ""]
    parts += [name.replace("_", " ") for name, flag in SWITCHES.items() if gate.flags & flag]
    return "; ".join(filter(None, parts))


def _show_length(gate: Gate) -> str:
    if gate.months == ENDLESS:
        return FOR_EVER
    lengths = ((gate.months, "month"), (gate.days, "day"))
    return " ".join(f"{number} {name}{'s' * (number != 1)}" for number, name in lengths if number)


def _show_side(side: str, any_of: int, none_of: int, flags: int, glossary: Glossary) -> str:
    parts = [glossary.mask(any_of)] if any_of else []
    parts += [f"who is not {glossary.mask(none_of)}"] if none_of else []
    return " or ".join([*parts, *(name for name, flag in SIDES[side].items() if flags & flag)])


def _parse_reason(text: str, _: Glossary) -> int:
    if not _REASON.fullmatch(text):
        raise ValueError(f"not a reason (up to {REASON_BYTES} of A-Z 0-9 _): {text!r}")
    return reason_word(text)


def _show_reason(word: int, _: Glossary) -> str:
    return word.to_bytes(REASON_BYTES, "big").rstrip(b"\0").decode("ascii", "replace")


REGIME = of_text(parse_regime, show_regime)
LOCK = Kind(read_lock, show_gate)
AFTER_LOCK = Kind(read_after_lock, show_gate)
REASON = of_text(_parse_reason, _show_reason)
