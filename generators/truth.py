"""What is planted, and which rows it left: the ground truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np

    from generators.events import Events
    from generators.population import World
    from generators.records import Record

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - naive UTC


def instant(time_us: int) -> datetime:
    """Naive UTC of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=time_us)


def told(time_us: int) -> str:
    """An instant as the services write it into JSON."""
    return f"{instant(time_us).isoformat()}Z"


@dataclass(frozen=True)
class Planted:
    """The rows of one attack, before they are stamped, and whom it concerns.

    ``events`` pairs tables with events, ``entities`` maps kinds of entity to their values.
    """

    entities: Mapping[str, tuple[str, ...]]
    events: tuple[tuple[str, Events], ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Stage:
    """Where an attack happens: the population, the span to fit into, its variant and victim.

    ``variant`` counts the instances of the scenario in a plan, so that they can differ on purpose;
    ``victim`` is a person, and no two instances have the same while there are people left.
    """

    world: World
    rng: np.random.Generator
    start_us: int
    end_us: int
    variant: int
    victim: int


@dataclass(frozen=True)
class Scenario:
    """A kind of attack: how it is planted, and how often unless a plan says otherwise.

    A ``benign`` one only looks like an attack: it has entities and a span, but no truth.
    """

    name: str
    title: str
    severity: str
    techniques: tuple[str, ...]
    usual_count: int
    plant: Callable[[Stage], Planted]
    benign: bool = False


@dataclass(frozen=True)
class ScenarioTruth:
    """One planted attack: number from 1, span (naive UTC), its rows by table and item id.

    That of a ``benign`` one says which rows look like an attack.
    """

    number: int
    name: str
    title: str
    severity: str
    techniques: tuple[str, ...]
    entities: Mapping[str, tuple[str, ...]]
    from_utc: datetime
    to_utc: datetime
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    benign: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it left rows in."""
        return tuple(sorted(self.items))

    @property
    def row_count(self) -> int:
        """How many rows it left."""
        return sum(len(ids) for ids in self.items.values())
