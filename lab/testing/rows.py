"""Given rows to typed ones: each cell by the type of its column, times also as offsets.

``-4m`` in a column of datetimes is four minutes before the case's first instant.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import yaml

from generators.columns import INGESTION, SCENARIO, complete, from_records
from lab.testing.document import is_null, plain
from transpile.diagnostics import near
from transpile.syntax.literals import EPOCH, BadLiteralError, timespan_value, typed_value
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lab.testing.document import Reading
    from lab.testing.written import GivenTable
    from transpile.schema import TableSchema

MOST_ROWS = 200_000
_MICROSECOND = timedelta(microseconds=1)
_OFFSET = re.compile(r"([+-])\s*(.+)")
_EXAMPLES = {
    KqlType.DATETIME: "2026-03-02T08:15:00Z, or -4m for four minutes before the case's instant",
    KqlType.TIMESPAN: "5m or 1.02:30:00",
    KqlType.BOOL: "true or false",
    KqlType.GUID: "5f0c1d0e-7a54-4d59-9a86-0d3b7b1d6c05",
}


def cell_value(node: yaml.Node, kind: KqlType, at: datetime) -> object:
    """The value of a cell: microseconds for datetimes, ticks for timespans, JSON text for dynamic.

    Raises:
        ValueError: where it is none of the column's type; says what would be.
    """
    if kind is KqlType.DYNAMIC:
        return None if is_null(node) else json.dumps(dynamic_value(node), ensure_ascii=False)
    if is_null(node):
        return "" if kind is KqlType.STRING else None
    if not isinstance(node, yaml.ScalarNode):
        if kind is KqlType.STRING:  # many columns of texts hold JSON
            return json.dumps(plain(node), ensure_ascii=False)
        raise ValueError(f"a {kind} is no list and no mapping")
    text = str(node.value)
    if kind is KqlType.STRING:
        return text
    if kind is KqlType.DATETIME and (moment := _moment(text.strip(), at)) is not None:
        return (moment - EPOCH) // _MICROSECOND
    try:
        return typed_value(kind, text.strip())
    except BadLiteralError as error:
        example = f"; write it like {_EXAMPLES[kind]}" if kind in _EXAMPLES else ""
        raise ValueError(f"'{text}' is no {kind}{example}") from error


def dynamic_value(node: yaml.Node) -> object:
    """A cell of a dynamic column; text that spells a bag or an array is that, as in logs."""
    value = plain(node)
    if isinstance(value, str) and value.strip()[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _moment(text: str, at: datetime) -> datetime | None:
    """``now``, ``-4m`` and ``+30s`` as instants; None for anything else."""
    if text == "now":
        return at
    offset = _OFFSET.fullmatch(text)
    ticks = timespan_value(offset.group(2)) if offset else None
    if offset is None or ticks is None:
        return None
    length = timedelta(microseconds=ticks // 10)
    return at - length if offset.group(1) == "-" else at + length


def typed_rows(reading: Reading, given: GivenTable, schema: TableSchema, at: datetime) -> pa.Table:
    """The rows of a table in the form in which they are stored; complaints go to ``reading``."""
    records: list[Mapping[str, object]] = []
    ingestion: list[int | None] = []
    for row in given.rows:
        cells: dict[str, object] = {"Type": given.name} if "Type" in schema.columns else {}
        for name, node in row.cells.items():
            kind = schema.columns.get(name)
            if kind is None:
                hint = near(name, schema.columns) or "'lab tables' lists its columns"
                reading.complain(node, f"{given.name} has no column '{name}'; {hint}", name)
                continue
            try:
                cells[name] = cell_value(node, kind, at)
            except ValueError as error:
                reading.complain(node, f"{given.name}.{name}: {error}", name)
        times = _times(cells, schema)
        if schema.time_column and cells.get(schema.time_column) is None:
            if row.cells.keys() <= cells.keys():  # else the complaint is made
                message = f"a row of {given.name} needs {schema.time_column}, as in -4m"
                reading.problem(message, row.line, schema.time_column)
            continue
        ingested: object = None
        if row.ingested is not None:
            ingested = _ingested(reading, row.ingested, cells.get(schema.time_column or ""), at)
        elif schema.time_column:
            ingested = cells[schema.time_column]
        if len(records) + row.repeat > MOST_ROWS:
            reading.problem(f"{given.name} has more than {MOST_ROWS:,} rows", row.line, "$repeat")
            break
        step = row.every // _MICROSECOND
        for count in range(row.repeat):
            moved = {name: _plus(cells[name], count * step) for name in times}
            arrived = _plus(ingested, count * step)
            if "_TimeReceived" in schema.columns and "_TimeReceived" not in row.cells:
                moved["_TimeReceived"] = arrived
            records.append({**cells, **moved})
            ingestion.append(arrived)
    columns = from_records(schema, records)
    columns[INGESTION] = pa.array(ingestion, pa.int64()).cast(pa.timestamp("us"))
    columns[SCENARIO] = pa.array([0] * len(records), pa.uint16())
    return complete(schema, columns, len(records))


def _times(cells: dict[str, object], schema: TableSchema) -> list[str]:
    """Columns that say when a row's event was: Defender's tables have two, which are the same."""
    names = [name for name in ("TimeGenerated", "Timestamp") if name in schema.columns]
    known = next((cells[name] for name in names if cells.get(name) is not None), None)
    for name in names:
        cells.setdefault(name, known)
    return names


def _ingested(reading: Reading, node: yaml.Node, event: object, at: datetime) -> object:
    """``$ingested``: an instant, or how long after the event."""
    text = str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
    delay = timespan_value(text.removeprefix("+"))
    if delay is not None and isinstance(event, int):
        return event + delay // 10
    try:
        return cell_value(node, KqlType.DATETIME, at)
    except ValueError:
        reading.complain(
            node, "$ingested is a delay after the event like 3m, or an instant", "$ingested"
        )
        return event


def _plus(value: object, micros: int) -> int | None:
    return value + micros if isinstance(value, int) else None
