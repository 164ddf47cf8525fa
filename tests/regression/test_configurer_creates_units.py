"""Whoever set the authorised capital also set the ratios of conversion, and with them made units out of one."""

from __future__ import annotations

from scripts.lib.roles import role_id
from tests.errors import reverts
from tests.world import COMMON, PREFERRED, World


def test_setConversionRatio__by_the_one_who_sets_the_capital__refused(world: World) -> None:
    configurer = {"from": world.configurer}
    world.security.setAuthorised(PREFERRED, 2**96 - 1, configurer)
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.configurer, role_id("ISSUER")):
        world.security.setConversionRatio(COMMON, PREFERRED, 2**32 - 1, 1, configurer)


def test_setProvider__by_one_who_may_not_admit__refused(world: World) -> None:
    """It would have admitted anybody by attestations of its own."""
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.configurer, role_id("ADMITTER")):
        world.security.setProvider(world.configurer, (0, 365, True), {"from": world.configurer})
