"""``schema_merge``: several schemas as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.serial import Sequence
from transpile.bind.tree import (
    Column,
    ColumnRef,
    Constant,
    Expr,
    Gather,
    Node,
    Project,
    Rows,
    Union,
    visible,
)
from transpile.catalog.plugins.entry import plugin
from transpile.diagnostics import refusal
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from transpile.catalog.plugins.entry import PluginCall
    from transpile.diagnostics import CompileError

    Row = dict[str, object]

_KEEP = "PreserveOrder"
_COLUMNS = {
    "ColumnName": KqlType.STRING,
    "ColumnOrdinal": KqlType.LONG,
    "DataType": KqlType.STRING,
    "ColumnType": KqlType.STRING,
}
_MOVED = "ERROR(columns are out of order)"


@plugin(
    "schema_merge(PreserveOrder?)",
    source="learn:schema-merge-plugin",
    lifted="as literal rows",
    differs=(
        "Schemas come from getschema, by union where there are several. A column of two types is "
        "refused, as are schemas that neither hold nor follow each other's columns: what becomes "
        "of those is not documented."
    ),
    examples=(
        "union (datatable(a:int)[] | getschema), (datatable(a:int, b:string)[] | getschema) "
        "| evaluate schema_merge()",
    ),
)
def schema_merge(call: PluginCall) -> Node:
    """The columns of all schemas, in the order of the last that has new ones.

    A column at another place than in the first schema that has it is an error in the row's text,
    unless ``PreserveOrder`` is false.
    """
    call.count(0, 1)
    keep = _keeps_order(call)
    held = {column.name: column.type for column in visible(call.source)}
    if held != _COLUMNS:
        raise call.wrong("'schema_merge' takes what 'getschema' gives", hint="T | getschema")
    rows = _literal(call.source)
    if rows is None:
        raise refusal(
            codes.UNSUPPORTED,
            "'schema_merge' goes by the order of its rows, and only those of getschema have one",
            call.span,
            "union (A | getschema), (B | getschema) | evaluate schema_merge()",
        )
    types: dict[str, tuple[object, object]] = {}
    first: dict[str, object] = {}  # where the first schema that has it has it
    moved: set[str] = set()
    order: list[str] = []
    for schema in _schemas(rows):
        for row in schema:
            name, kinds = str(row["ColumnName"]), (row["DataType"], row["ColumnType"])
            if types.setdefault(name, kinds) != kinds:
                raise _unsettled(call, f"'{name}' has two types")
            if first.setdefault(name, row["ColumnOrdinal"]) != row["ColumnOrdinal"]:
                moved.add(name)
        order = _merged(call, order, [str(row["ColumnName"]) for row in schema])
    outputs = tuple(Column(name, kind, nullable=False) for name, kind in _COLUMNS.items())
    made = []
    for place, name in enumerate(order):
        system, kind = types[name]
        values = (name, first[name] if keep else place, system, kind)
        if keep and name in moved:
            values = (name, -1, f"ERROR(unknown CSL type:{_MOVED})", _MOVED)
        made.append(
            tuple(Constant(v, c.type) for v, c in zip(values, outputs, strict=True)),
        )
    return Rows(outputs, tuple(made), span=call.span)


def _keeps_order(call: PluginCall) -> bool:
    given = (*call.positional, *call.named(_KEEP).values())
    if not given:
        return True
    return bool(call.constant(given[0], KqlType.BOOL, _KEEP))


def _unsettled(call: PluginCall, what: str) -> CompileError:
    return refusal(
        codes.UNSUPPORTED,
        f"{what}, and what 'schema_merge' makes of that is not documented",
        call.span,
    )


def _schemas(rows: list[Row]) -> list[list[Row]]:
    """The rows of each schema: one begins where columns are counted from 0."""
    made: list[list[Row]] = []
    for row in rows:
        if row["ColumnOrdinal"] == 0 or not made:
            made.append([])
        made[-1].append(row)
    return made


def _merged(call: PluginCall, known: list[str], schema: list[str]) -> list[str]:
    """The order of both: one holds the other's columns, or the new ones come last."""
    if _within(known, schema):
        return schema
    old = [name for name in schema if name in known]
    if _within(old, known) and schema[: len(old)] == old:
        new = schema[len(old) :]
        if not new or known[-1] == (old or [""])[-1]:
            return known + new
    raise _unsettled(call, "the schemas have their columns in different orders")


def _within(part: list[str], whole: list[str]) -> bool:
    """Whether a list holds another's names in their order."""
    rest = iter(whole)
    return all(name in rest for name in part)


def _literal(node: Node) -> list[Row] | None:
    """The rows of a tree over literal ones, in order; None where it is over anything else."""
    if isinstance(node, Rows):
        return _read([{}], *(_named(node.outputs, row) for row in node.rows))
    if isinstance(node, Project):
        items = {item.column.name: item.value for item in node.items}
        return _read(_literal(node.input), items)
    if isinstance(node, Sequence) and isinstance(node.input, Rows):  # as getschema gives them
        return _literal(node.input)
    if not isinstance(node, Union | Gather):
        return None
    made: list[Row] = []
    for place, leg in enumerate(node.inputs):
        values: Iterable[Expr] = map(ColumnRef, leg.columns)
        if isinstance(node, Gather):
            values = [node.value(place, column) for column in node.outputs]
        rows = _read(_literal(leg), _named(node.columns, values))
        if rows is None:
            return None
        made += rows
    return made


def _named(columns: Iterable[Column], values: Iterable[Expr]) -> dict[str, Expr]:
    return {c.name: value for c, value in zip(columns, values, strict=False)}


def _read(rows: list[Row] | None, *shapes: Mapping[str, Expr]) -> list[Row] | None:
    """Each row in each shape; None where that takes more than reading columns and constants."""
    if rows is None:
        return None
    known = all(isinstance(v, ColumnRef | Constant) for shape in shapes for v in shape.values())
    if not known:
        return None
    return [
        {
            name: value.value if isinstance(value, Constant) else row[value.column.name]
            for name, value in shape.items()
            if isinstance(value, ColumnRef | Constant)
        }
        for row in rows
        for shape in shapes
    ]
