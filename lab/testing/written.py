"""What a file of tests says: rules covered, cases, rows given and expected. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import yaml

    from transpile.types import KqlType


@dataclass(frozen=True)
class GivenRow:
    """One row as it is written: its cells by column, and what is said of it with a ``$``."""

    line: int
    cells: Mapping[str, yaml.Node]
    repeat: int = 1
    every: timedelta = timedelta(0)
    ingested: yaml.Node | None = None


@dataclass(frozen=True)
class GivenTable:
    """The rows of one table, in order, and the line of its name."""

    name: str
    line: int
    rows: tuple[GivenRow, ...]


@dataclass(frozen=True)
class ExpectedRow:
    """A result row: the columns that matter, with their values as written."""

    line: int
    cells: Mapping[str, yaml.Node]


@dataclass(frozen=True)
class ExpectedAlert:
    """One alert: its anchor, its rows, and columns of its row in ``SecurityAlert``; None is any."""

    line: int
    at: datetime | None = None
    rows: tuple[ExpectedRow, ...] | None = None
    more_rows: bool = False
    fields: Mapping[str, yaml.Node] | None = None


@dataclass(frozen=True)
class Expected:
    """What a case expects: how many alerts (None: at least one), the alerts, the result rows."""

    line: int
    count: int | None = None
    alerts: tuple[ExpectedAlert, ...] | None = None
    rows: tuple[ExpectedRow, ...] | None = None
    more_rows: bool = False


@dataclass(frozen=True)
class Case:
    """One case: what is there, when the rule runs, what is expected.

    It runs at each instant of ``at``; at its own frequency from ``span[0]`` to ``span[1]``; or, for
    a scenario without either, whenever its window holds rows of it. ``background`` adds the rows
    of daily life to those of the scenario.
    """

    name: str
    line: int
    expected: Expected
    at: tuple[datetime, ...] = ()
    span: tuple[datetime, datetime] | None = None
    tables: tuple[GivenTable, ...] = ()
    watchlists: tuple[GivenTable, ...] = ()
    scenario: str = ""
    background: bool = False


@dataclass(frozen=True)
class RuleTests:
    """The tests of one rule: one document of a file.

    ``rule`` is the id or the title of the rule where its file holds several; "" means every rule.
    ``schemas`` are tables of the document's own.
    """

    path: str
    rule: str
    covers: tuple[str, ...]
    covers_line: int
    cases: tuple[Case, ...]
    schemas: Mapping[str, Mapping[str, KqlType]]

    def about(self, identity: str, title: str) -> bool:
        """Whether these are tests of the rule of this id and title."""
        return self.rule in ("", identity, title)
