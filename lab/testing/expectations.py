"""What a case expected against what came: differences in lines that a person can act on."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from lab.testing.document import plain
from lab.testing.rows import cell_value
from transpile.diagnostics import near
from transpile.syntax.literals import EPOCH, datetime_value, format_timespan, timespan_value
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml

    from lab.testing.document import Reading
    from lab.testing.written import Expected, ExpectedAlert, ExpectedRow

Row = Mapping[str, object]
_SHOWN_ROWS = 5
_SHOWN_CELLS = 12
_SHOWN_WIDTH = 60


@dataclass(frozen=True)
class GotAlert:
    """An alert that came: its anchor, result rows as JSON holds them, columns of its own row."""

    at: datetime
    rows: tuple[Row, ...]
    fields: Row


@dataclass(frozen=True)
class WantedRow:
    """An expected row with typed values, and the line where it stands."""

    line: int
    cells: Row


class Comparison:
    """Compares one case; complaints about its own values go to ``reading``."""

    def __init__(self, reading: Reading, columns: Mapping[str, KqlType], at: datetime) -> None:
        self._reading = reading
        self._columns = columns
        self._at = at

    def differences(self, expected: Expected, got: Sequence[GotAlert], silent: str) -> list[str]:
        """What differs, a line each; ``silent`` explains why no alert came."""
        lines = self._counted(expected, got, silent)
        if expected.rows is not None:
            rows = [row for alert in got for row in alert.rows]
            lines += self._rows(expected.rows, rows, more=expected.more_rows)
        if expected.alerts is not None:
            lines += self._alerts(expected.alerts, got)
        return lines

    def _counted(self, expected: Expected, got: Sequence[GotAlert], silent: str) -> list[str]:
        wanted = expected.count
        if expected.rows is not None and wanted is None:
            if not expected.rows or got:
                return []
            return [f"expected {_rows_text(len(expected.rows))}, but no alert came: {silent}"]
        if wanted == len(got) or (wanted is None and got):
            return []
        text = "at least 1 alert" if wanted is None else _alerts_text(wanted)
        if not got:
            return [f"expected {text}, got none: {silent}"]
        lines = [f"expected {text}, got {len(got)}:"]
        for alert in got[:_SHOWN_ROWS]:
            first = f", first {_row_text(alert.rows[0])}" if alert.rows else ""
            lines.append(f"  at {_instant(alert.at)} with {_rows_text(len(alert.rows))}{first}")
        if len(got) > _SHOWN_ROWS:
            lines.append(f"  and {len(got) - _SHOWN_ROWS} more")
        return lines

    # --- rows -----------------------------------------------------------------------------------

    def _rows(self, wanted: Sequence[ExpectedRow], got: Sequence[Row], *, more: bool) -> list[str]:
        typed = [WantedRow(row.line, self._typed(row.cells)) for row in wanted]
        pairs = _matched([[self._same(one, row) for row in got] for one in typed])
        left = [row for index, row in enumerate(got) if index not in pairs.values()]
        lines = []
        for index, one in enumerate(typed):
            if index not in pairs:
                lines += self._missing(one, left)
        if not more:
            lines += [f"not expected: {_row_text(row)}" for row in left[:_SHOWN_ROWS]]
            if len(left) > _SHOWN_ROWS:
                lines.append(f"not expected: {len(left) - _SHOWN_ROWS} more rows")
        return lines

    def _typed(self, cells: Mapping[str, yaml.Node]) -> dict[str, object]:
        result: dict[str, object] = {}
        for name, node in cells.items():
            kind = self._columns.get(name)
            if kind is None:
                hint = near(name, self._columns) or f"columns: {', '.join(self._columns)}"
                self._reading.complain(node, f"the query gives no column '{name}'; {hint}", name)
                continue
            try:
                result[name] = cell_value(node, kind, self._at)
            except ValueError as error:
                self._reading.complain(node, f"{name}: {error}", name)
        return result

    def _same(self, wanted: WantedRow, got: Row) -> bool:
        return all(
            same_value(v, got[name], self._columns[name]) for name, v in wanted.cells.items()
        )

    def _missing(self, wanted: WantedRow, left: Sequence[Row]) -> list[str]:
        shown = {name: self._shown(name, value) for name, value in wanted.cells.items()}
        lines = [f"expected in line {wanted.line}: {_row_text(shown)}"]

        def equal(row: Row) -> int:
            cells = wanted.cells.items()
            return sum(same_value(value, row[name], self._columns[name]) for name, value in cells)

        nearest = max(left, key=equal, default=None)
        if nearest is None:
            lines.append("  and no row is left that could be it")
            return lines
        for name, value in wanted.cells.items():
            if not same_value(value, nearest[name], self._columns[name]):
                lines.append(
                    f"  the nearest has {name} = {_cell_text(nearest[name])}, "
                    f"expected {_cell_text(shown[name])}"
                )
        return lines

    def _shown(self, name: str, value: object) -> object:
        kind = self._columns[name]
        if kind is KqlType.DATETIME and isinstance(value, int):
            return _instant_of(value)
        if kind is KqlType.TIMESPAN and isinstance(value, int):
            return format_timespan(value)
        if kind is KqlType.DYNAMIC and isinstance(value, str):
            return json.loads(value)
        return value

    # --- alerts ---------------------------------------------------------------------------------

    def _alerts(self, wanted: Sequence[ExpectedAlert], got: Sequence[GotAlert]) -> list[str]:
        found = [[self._alert(one, alert) for alert in got] for one in wanted]
        pairs = _matched([[not lines for lines in row] for row in found])
        left = [index for index in range(len(got)) if index not in pairs.values()]
        lines = []
        for index, one in enumerate(wanted):
            if index in pairs:
                continue
            lines.append(f"no alert is the one expected in line {one.line}")
            # min takes the first of equals, as the alerts are in order of time
            counts = [(len(found[index][place]), place) for place in left]
            if counts:
                _, nearest = min(counts)
                lines.append(f"  the nearest is that at {_instant(got[nearest].at)}:")
                lines += [f"    {line}" for line in found[index][nearest]]
        return lines

    def _alert(self, wanted: ExpectedAlert, got: GotAlert) -> list[str]:
        lines = []
        if wanted.at is not None and wanted.at != got.at:
            lines.append(f"expected at {_instant(wanted.at)}")
        if wanted.rows is not None:
            lines += self._rows(wanted.rows, got.rows, more=wanted.more_rows)
        for name, node in (wanted.fields or {}).items():
            if name not in got.fields:
                hint = near(name, got.fields) or f"columns: {', '.join(got.fields)}"
                self._reading.complain(node, f"an alert has no column '{name}'; {hint}", name)
            elif not _same_field(node, got.fields[name]):
                lines.append(
                    f"{name} is {_cell_text(got.fields[name])}, expected {_cell_text(plain(node))}"
                )
        return lines


def same_value(wanted: object, got: object, kind: KqlType) -> bool:
    """Whether a typed value is the one that came, as JSON holds that."""
    if wanted is None or got is None:
        return wanted is got
    if kind is KqlType.DATETIME:
        return wanted == datetime_value(str(got))
    if kind is KqlType.TIMESPAN:
        return wanted == timespan_value(str(got))
    if kind is KqlType.DECIMAL:
        return Decimal(str(wanted)) == Decimal(str(got))
    if kind is KqlType.REAL:
        return _same_number(float(str(wanted)), float(str(got)))
    if kind is KqlType.DYNAMIC:
        return alike(json.loads(str(wanted)), got)
    return wanted == got


def alike(wanted: object, got: object) -> bool:
    """Whether two dynamic values are the same; the order of an array does not matter.

    Numbers are compared as reals; so are bags by their keys.
    """
    if isinstance(wanted, bool) or isinstance(got, bool):
        return wanted is got
    if isinstance(wanted, int | float) and isinstance(got, int | float):
        return wanted == got or _same_number(float(wanted), float(got))
    if isinstance(wanted, dict) and isinstance(got, dict):
        return wanted.keys() == got.keys() and all(alike(v, got[k]) for k, v in wanted.items())
    if isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            return False
        if all(map(alike, wanted, got)):
            return True
        return len(_matched([[alike(one, item) for item in got] for one in wanted])) == len(wanted)
    return wanted == got


def _same_number(wanted: float, got: float) -> bool:
    if math.isnan(wanted) or math.isnan(got):
        return math.isnan(wanted) and math.isnan(got)
    return math.isclose(wanted, got, rel_tol=1e-9, abs_tol=1e-12)


def _same_field(node: yaml.Node, got: object) -> bool:
    wanted = plain(node)
    if isinstance(got, str) and isinstance(wanted, dict | list):
        try:
            got = json.loads(got)
        except ValueError:
            return False
    if isinstance(wanted, dict) and isinstance(got, dict):  # part of a bag is enough
        return all(key in got and alike(value, got[key]) for key, value in wanted.items())
    return alike(wanted, got) or str(node.value) == got


def _matched(fits: Sequence[Sequence[bool]]) -> dict[int, int]:
    """The most pairs of a row with a column that fits it, each used once (augmenting paths)."""
    taken: dict[int, int] = {}

    def give(row: int, seen: set[int]) -> bool:
        for column, fit in enumerate(fits[row]):
            if fit and column not in seen:
                seen.add(column)
                if column not in taken or give(taken[column], seen):
                    taken[column] = row
                    return True
        return False

    for row in range(len(fits)):
        give(row, set())
    return {row: column for column, row in taken.items()}


# --- spelling -----------------------------------------------------------------------------------


def _row_text(row: Row) -> str:
    cells = [f"{name} = {_cell_text(value)}" for name, value in row.items()]
    more = f", and {len(cells) - _SHOWN_CELLS} columns more" if len(cells) > _SHOWN_CELLS else ""
    return ", ".join(cells[:_SHOWN_CELLS]) + more if cells else "any row"


def _cell_text(value: object) -> str:
    if value is None:
        return "null"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split()) or '""'
    return text if len(text) <= _SHOWN_WIDTH else f"{text[: _SHOWN_WIDTH - 1]}…"


def _instant(moment: datetime) -> str:
    return f"{moment.isoformat()}Z"


def _instant_of(micros: int) -> str:

    return _instant(EPOCH + timedelta(microseconds=micros))


def _rows_text(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _alerts_text(count: int) -> str:
    return "no alert" if count == 0 else "1 alert" if count == 1 else f"{count:,} alerts"
