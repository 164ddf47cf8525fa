"""The issuer's settings with the masks of a pack, which adds to what the issuer's file demands and lifts nothing."""

from __future__ import annotations

from dataclasses import replace

from scripts.lib.compliance.pack import Masks, Pack, find_pack, load_pack
from scripts.lib.settings import IssuerSettings, Partition


def issuer_with_pack(settings: IssuerSettings) -> IssuerSettings:
    """The settings with the pack that they name, if they name one."""
    pack = pack_of(settings)
    return with_pack(settings, pack) if pack else settings


def pack_of(settings: IssuerSettings) -> Pack | None:
    """The pack that the issuer's file names; None when it names none."""
    return load_pack(find_pack(settings.compliance, settings.folder), settings) if settings.compliance else None


def with_pack(settings: IssuerSettings, pack: Pack) -> IssuerSettings:
    """Attributes required and forbidden by either, countries closed by either; expired members as the pack says."""
    closed = settings.closed_countries + tuple(
        code for code in pack.closed_countries if code not in settings.closed_countries
    )
    may_sell = settings.expired_may_sell if pack.expired_may_sell is None else pack.expired_may_sell
    return replace(
        settings,
        partitions=tuple(_masked(partition, pack.masks.get(partition.label)) for partition in settings.partitions),
        closed_countries=closed,
        expired_may_sell=may_sell,
    )


def _masked(partition: Partition, masks: Masks | None) -> Partition:
    if masks is None:
        return partition
    terms = replace(
        partition.terms,
        require_all=partition.terms.require_all | masks.require_all,
        forbid_any=partition.terms.forbid_any | masks.forbid_any,
        accredited_only=partition.terms.accredited_only or masks.accredited_only,
    )
    return replace(partition, terms=terms)
