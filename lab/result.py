"""The rows of a query with KQL's names and types, as Python values, Arrow, Polars or JSON.

From the engine dynamic values come as JSON text, timespans as counts of ticks and guids as UUIDs;
here they become what a Python reader expects.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

# Why Any: a cell is whatever its column's KQL type says; the column tells, not the signature.
from typing import TYPE_CHECKING, Any

from transpile.types import TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_SECOND, KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    import polars as pl
    import pyarrow as pa

_SHOWN_ROWS = 10
_SHOWN_WIDTH = 32


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of a result: its KQL name and type."""

    name: str
    type: KqlType

    def __str__(self) -> str:
        return f"{self.name}: {self.type}"


class Result:
    """The rows of one query, all in memory.

    Python values per KQL type: bool, int, float, ``Decimal``, str; ``datetime`` naive and in UTC;
    ``timedelta`` for timespan (a tick is 100 ns, so the last digit is lost: ``ticks`` keeps it in
    Arrow); str for guid; parsed JSON for dynamic. A null is None; strings are never null.
    """

    def __init__(
        self,
        columns: Sequence[ResultColumn],
        raw: pa.Table,
        *,
        warnings: Sequence[str] = (),
        render: str | None = None,
        name: str = "",
    ) -> None:
        self.columns = tuple(columns)
        self.warnings = tuple(warnings)
        self.render = render
        self.name = name  # where the query gives several and names them
        self._raw = raw

    def __len__(self) -> int:
        """How many rows there are."""
        return int(self._raw.num_rows)

    @property
    def raw(self) -> pa.Table:
        """The rows as they came from the engine, under physical names."""
        return self._raw

    def first(self, count: int) -> Result:
        """The first rows only."""
        return Result(
            self.columns, self._raw.slice(0, count), warnings=self.warnings, name=self.name
        )

    def rows(self) -> list[tuple[Any, ...]]:
        """All rows as tuples of Python values, in order."""
        columns = [
            python_values(self._raw.column(index), column.type)
            for index, column in enumerate(self.columns)
        ]
        if not columns:
            return [()] * len(self)
        return list(zip(*columns, strict=True))

    def records(self) -> list[dict[str, Any]]:
        """All rows as dictionaries by column name."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows()]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """The rows, in order."""
        return iter(self.rows())

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table under KQL's names.

        Timespans are durations in microseconds, guids text, dynamic values JSON text.
        """
        import pyarrow as pa

        arrays = []
        for index, column in enumerate(self.columns):
            values = self._raw.column(index)
            if column.type is KqlType.TIMESPAN:
                import pyarrow.compute as pc

                values = pc.cast(
                    pc.divide(values, pa.scalar(TICKS_PER_MICROSECOND, pa.int64())),
                    pa.duration("us"),
                )
            elif column.type is KqlType.GUID:
                values = values.cast(pa.string())
            arrays.append(values)
        return pa.table(arrays, names=[column.name for column in self.columns])

    def to_polars(self) -> pl.DataFrame:
        """The rows as a Polars frame; types as in ``to_arrow``."""
        import polars as pl

        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame)  # a table never becomes a series
        return frame

    def json_records(self) -> list[dict[str, object]]:
        """All rows as dictionaries that JSON can hold; see :func:`json_value`."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.json_rows()]

    def json_rows(self) -> list[tuple[object, ...]]:
        """All rows as tuples of values that JSON can hold; see :func:`json_values`."""
        columns = [
            json_values(self._raw.column(index), column.type)
            for index, column in enumerate(self.columns)
        ]
        return list(zip(*columns, strict=True)) if columns else [()] * len(self)

    def text_rows(self) -> list[tuple[str, ...]]:
        """All rows as text, as a table or a CSV file shows them; a null is nothing."""
        types = [column.type for column in self.columns]
        return [tuple(map(cell_text, row, types)) for row in self.json_rows()]

    def __repr__(self) -> str:
        head = self.first(_SHOWN_ROWS)
        table = [[column.name for column in self.columns]]
        table += [[_short(cell) for cell in row] for row in head.text_rows()]
        widths = [max(map(len, cells)) for cells in zip(*table, strict=True)]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in table
        ]
        lines.insert(1, "  ".join("-" * width for width in widths))
        rest = len(self) - _SHOWN_ROWS
        count = f"{len(self):,} rows" if len(self) != 1 else "1 row"
        lines.append(f"[{count}{f', {rest:,} not shown' if rest > 0 else ''}]")
        return "\n".join(lines)


def python_values(values: pa.ChunkedArray, kind: KqlType) -> list[Any]:
    """An engine column as Python values of a KQL type."""
    raw = values.to_pylist()
    if kind is KqlType.TIMESPAN:
        return [None if ticks is None else timedelta_of(ticks) for ticks in raw]
    if kind is KqlType.DYNAMIC:
        return [None if text is None else json.loads(text) for text in raw]
    if kind is KqlType.GUID:
        return [None if value is None else str(value) for value in raw]
    return list(raw)


def timedelta_of(ticks: int) -> timedelta:
    """A timespan as Python has it; the last digit of its ticks is cut off."""
    whole = abs(ticks) // TICKS_PER_MICROSECOND
    return timedelta(microseconds=whole if ticks >= 0 else -whole)


def timespan_text(ticks: int) -> str:
    """KQL's spelling of a timespan: ``1.02:03:04.0000005``."""
    sign, ticks = ("-", -ticks) if ticks < 0 else ("", ticks)
    days, ticks = divmod(ticks, TICKS_PER_DAY)
    seconds, fraction = divmod(ticks, TICKS_PER_SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return (
        f"{sign}{f'{days}.' if days else ''}{hours:02}:{minutes:02}:{seconds:02}"
        f"{f'.{fraction:07}' if fraction else ''}"
    )


def json_values(values: pa.ChunkedArray, kind: KqlType) -> list[Any]:
    """An engine column as values that JSON can hold.

    Datetimes become ISO text with ``Z``, timespans KQL's spelling, decimals text, dynamic values
    themselves; reals that JSON cannot spell become ``"NaN"``, ``"Infinity"`` and ``"-Infinity"``.
    """
    if kind is KqlType.TIMESPAN:
        return [None if ticks is None else timespan_text(ticks) for ticks in values.to_pylist()]
    plain = python_values(values, kind)
    convert = _TO_JSON.get(kind)
    if convert is None:
        return plain
    return [None if value is None else convert(value) for value in plain]


def _datetime_text(value: datetime) -> str:
    return f"{value.isoformat()}Z"


def _decimal_text(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _real_json(value: float) -> float | str:
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


_TO_JSON: dict[KqlType, Callable[[Any], object]] = {
    KqlType.DATETIME: _datetime_text,
    KqlType.DECIMAL: _decimal_text,
    KqlType.REAL: _real_json,
}


def cell_text(value: object, kind: KqlType) -> str:
    """A value of ``json_values`` as a table or a CSV file shows it; a null is nothing."""
    if value is None:
        return ""
    if kind is KqlType.DYNAMIC and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_WIDTH else f"{text[: _SHOWN_WIDTH - 1]}…"
