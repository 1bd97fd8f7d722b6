"""The other side of the comparison: compiled SQL, run by DuckDB over the same rows."""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb

from tests.reference.values import EPOCH, FreeList, Value, is_nan, is_number, json_text, plain_json
from transpile.schema import Tables
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.reference.interpreter import Answer, Stored
    from transpile.pipeline import CompiledResult

ENGINE_TYPES = {
    KqlType.BOOL: "BOOLEAN",
    KqlType.INT: "INTEGER",
    KqlType.LONG: "BIGINT",
    KqlType.REAL: "DOUBLE",
    KqlType.DECIMAL: "DECIMAL(38,18)",
    KqlType.STRING: "VARCHAR",
    KqlType.GUID: "UUID",
    KqlType.DATETIME: "TIMESTAMP",
    KqlType.TIMESPAN: "BIGINT",
    KqlType.DYNAMIC: "VARIANT",
}
TOLERANCE = 1e-9


class DisagreementError(AssertionError):
    """SQL and interpreter give different answers."""


class Engine:
    """An in-memory DuckDB with the stored tables; one attached database plays ``ws``."""

    def __init__(self, stored: Stored) -> None:
        self.connection = duckdb.connect(":memory:", config={"threads": 1})
        self.connection.execute("ATTACH ':memory:' AS ws")
        self.schemas = Tables({name: schema for name, (schema, _) in stored.items()})
        for schema, rows in stored.values():
            if not schema.location:
                continue
            place = ".".join(f'"{part}"' for part in schema.location)
            kinds = dict(schema.columns)
            names = dict(schema.physical)
            if schema.has_ingestion:
                names |= {"$ingestion": "$ingestion", "$scenario": "$scenario"}
                kinds |= {"$ingestion": KqlType.DATETIME, "$scenario": KqlType.INT}
            shown = ", ".join(
                f'"{names[name]}" {ENGINE_TYPES[kind]}' for name, kind in kinds.items()
            )
            self.connection.execute(f"CREATE TABLE {place} ({shown})")
            slots = ", ".join(
                "?::JSON" if kind is KqlType.DYNAMIC else "?" for kind in kinds.values()
            )
            for row in rows:
                cells = [_stored(row[name], kind) for name, kind in kinds.items()]
                self.connection.execute(f"INSERT INTO {place} VALUES ({slots})", cells)

    def run(self, compiled: CompiledResult, now: int) -> list[tuple[Value, ...]]:
        """The rows of a compiled query as KQL values; every column must have its type."""
        known = {"now": EPOCH + timedelta(microseconds=now)}
        parameters = {name: known[name] for name in compiled.parameters}
        done = self.connection.execute(compiled.sql(), parameters or None)
        names = [str(entry[0]) for entry in done.description or ()]
        kinds = [str(entry[1]) for entry in done.description or ()]
        if not compiled.columns:  # rows of no columns: the engine needs one all the same
            return [()] * len(done.fetchall())
        for column, name, kind in zip(compiled.columns, names, kinds, strict=True):
            wanted = "VARCHAR" if column.type is KqlType.DYNAMIC else ENGINE_TYPES[column.type]
            if name != column.physical or kind != wanted:
                raise DisagreementError(f"column {name} {kind}, not {column.physical} {wanted}")
        types = [column.type for column in compiled.columns]
        return [tuple(map(_fetched, row, types)) for row in done.fetchall()]


def _stored(value: Value, kind: KqlType) -> object:
    if value is None:
        return None
    if kind is KqlType.DYNAMIC:
        return json_text(value)
    return EPOCH + timedelta(microseconds=value) if kind is KqlType.DATETIME else value


def _fetched(value: object, kind: KqlType) -> Value:
    if isinstance(value, datetime):
        return (value - EPOCH) // timedelta(microseconds=1)
    if kind is KqlType.DYNAMIC and value is not None:
        return plain_json(json.loads(str(value)))
    if kind is KqlType.STRING and value is None:
        raise DisagreementError("a string is null")
    return str(value) if kind is KqlType.GUID and value is not None else value


def agrees(expected: Value, found: Value) -> bool:
    """Whether two values are the same: reals to 1e-9, arrays in no order as multisets."""
    if isinstance(expected, FreeList) and isinstance(found, list):
        return _matched(expected, found)
    if isinstance(expected, list) and isinstance(found, list):
        pairs = zip(expected, found, strict=False)
        return len(expected) == len(found) and all(agrees(a, b) for a, b in pairs)
    if isinstance(expected, dict) and isinstance(found, dict):
        same = expected.keys() == found.keys()
        return same and all(agrees(expected[key], found[key]) for key in expected)
    numbers = (is_number(expected) or isinstance(expected, Decimal)) and (
        is_number(found) or isinstance(found, Decimal)
    )
    if numbers and not (isinstance(expected, int) and isinstance(found, int)):
        if is_nan(expected) or is_nan(found):
            return is_nan(expected) and is_nan(found)
        left, right = float(expected), float(found)
        if math.isinf(left) or math.isinf(right):
            return left == right
        return abs(left - right) <= TOLERANCE * max(1.0, abs(left), abs(right))
    if isinstance(expected, bool) is not isinstance(found, bool):
        return False
    return bool(plain_json(expected) == found)


def _matched(expected: Sequence[Value], found: Iterable[Value]) -> bool:
    left = list(found)
    for value in expected:
        place = next((i for i, other in enumerate(left) if agrees(value, other)), None)
        if place is None:
            return False
        del left[place]
    return not left


def compare(answer: Answer, found: list[tuple[Value, ...]]) -> None:
    """Raise unless the rows are the answer's: a multiset, in the answer's order where it has one.

    Where the language leaves a choice open only what every choice gives is compared.
    """
    if answer.choices:
        return
    if len(answer.rows) != len(found):
        raise DisagreementError(f"{len(answer.rows)} rows expected, {len(found)} found")
    if not found:
        return
    blocks = answer.blocks or [0] * len(answer.rows)
    starts = [
        place for place in range(len(blocks)) if place == 0 or blocks[place] != blocks[place - 1]
    ]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        left = found[start:end]
        for row in answer.rows[start:end]:
            place = next((i for i, other in enumerate(left) if all(map(agrees, row, other))), None)
            if place is None:
                raise DisagreementError(f"expected {row}\n found {left}")
            del left[place]
