"""Records of texts to a table of KQL types, converted by the language's own functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from transpile.pipeline import compile_table
from transpile.schema import Tables, TableSchema, physical_names
from transpile.syntax.printer import bracket_name
from transpile.types import CONVERSIONS, KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lab.engines.protocol import Engine
    from transpile.pipeline import CompiledResult

_RAW = "lab_raw_records"


def texts(columns: Mapping[str, KqlType], records: Sequence[Sequence[str]]) -> pa.Table:
    """Records as an Arrow table of texts under the columns' physical names.

    A record that is too short is filled up with empty texts; what it has too many is left out.
    """
    names = physical_names(columns)
    made = [
        pa.array([record[at] if at < len(record) else "" for record in records], pa.string())
        for at in range(len(names))
    ]
    return pa.table(made, names=list(names))


def conversion(columns: Mapping[str, KqlType], location: tuple[str, ...]) -> CompiledResult:
    """The query that reads a table of texts as these columns; an empty text is null."""
    raw = TableSchema("Raw", dict.fromkeys(columns, KqlType.STRING), location=location)
    parts = ", ".join(
        f"{bracket_name(name)} = {_converted(bracket_name(name), kind)}"
        for name, kind in columns.items()
    )
    return compile_table(f"Raw | project {parts}", Tables({"Raw": raw}))


def _converted(name: str, kind: KqlType) -> str:
    if kind is KqlType.STRING:
        return name
    if kind is KqlType.DYNAMIC:
        return f"iff(isempty({name}), dynamic(null), parse_json({name}))"
    return f"{CONVERSIONS[kind]}({name})"


def fill(engine: Engine, table: TableSchema, records: Sequence[Sequence[str]]) -> None:
    """Make the temporary table that a query's external table stands for."""
    *_, name = table.location
    engine.create_temporary(_RAW, texts(table.columns, records))
    query = conversion(table.columns, ("temp", "main", _RAW))
    engine.register(query.kernels)
    engine.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {query.statement}')
    engine.execute(f'DROP TABLE temp.main."{_RAW}"')
