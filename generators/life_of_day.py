"""The ordinary life of a tenant on one day: its parts, listed here once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.background.audit import audit_of_day
from generators.background.detections import detections_of_day
from generators.background.endpoints import endpoints_of_day
from generators.background.identity_info import identities_of_day
from generators.background.office import office_of_day
from generators.background.signins import sign_ins_of_day
from generators.background.windows import windows_of_day
from generators.records import by_table
from generators.tables.security_event import SECURITY_EVENT
from generators.tables.signins import BACKGROUND_SIGN_INS, SIGN_INS

if TYPE_CHECKING:
    from collections.abc import Callable

    from generators.events import Events
    from generators.population import World

    Part = Callable[[World, int, int, int], list[tuple[str, Events]]]


def _identity(world: World, seed: int, day: int, start_us: int) -> list[tuple[str, Events]]:
    interactive, silent = sign_ins_of_day(world, seed, day, start_us)
    records, interactive = detections_of_day(world, seed, day, start_us, interactive)
    return [(SIGN_INS, interactive), (BACKGROUND_SIGN_INS, silent), *by_table(records)]


def _windows(world: World, seed: int, day: int, start_us: int) -> list[tuple[str, Events]]:
    return [(SECURITY_EVENT, windows_of_day(world, seed, day, start_us))]


PARTS: tuple[Part, ...] = (
    _identity,
    _windows,
    endpoints_of_day,
    audit_of_day,
    office_of_day,
    identities_of_day,
)
