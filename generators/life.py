"""What a generated table is: its delay, and what turns its events into columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from generators.population import World
    from transpile.schema import TableSchema


class MakesColumns(Protocol):
    """What turns events of a table into its columns."""

    def columns(self, rows: Any, table: str) -> dict[str, Any]:  # each takes its kind of events
        """KQL column names to Arrow arrays."""


@dataclass(frozen=True)
class Delay:
    """From event to receipt: median and spread, then the pipeline to the end of ingestion.

    ``late_share`` of the rows is held back by a log-normal of its own, with ``late_median_s``.
    """

    median_s: float
    sigma: float
    pipeline_median_s: float = 35.0
    late_share: float = 0.0
    late_median_s: float = 0.0


@dataclass(frozen=True)
class TableLife:
    """A table that a tenant fills: how late its rows come, and who makes its columns."""

    name: str
    delay: Delay
    maker: Callable[[World, TableSchema], MakesColumns]
