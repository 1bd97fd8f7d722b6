"""Functions of the columns around them: ``column_ifexists``, ``pack_all`` and its kin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.everywhere import PARTED
from transpile.bind.tree import ColumnRef, Constant, Expr, Node, visible
from transpile.catalog.functions.dynamics import boxed
from transpile.diagnostics import refusal
from transpile.errors import InternalError
from transpile.lower import build
from transpile.lower.arrays import bag_of, bagged, kept
from transpile.lower.dynamic import to_variant
from transpile.spec import CONVERSIONS, FunctionSpec, add_function
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder, Scope
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


def _never_lowered(_call: LoweredCall) -> Sql:
    raise InternalError("a function of the columns around it is resolved when binding")


def _bind_column(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    if len(syntax.arguments) != 2:
        raise refusal(
            codes.ARGUMENT_COUNT,
            f"'column_ifexists' takes a column's name and a default, "
            f"not {len(syntax.arguments)} arguments",
            syntax.span,
        )
    name = binder.constant(syntax.arguments[0], KqlType.STRING, "the name of the column").value
    default = binder.scalar(syntax.arguments[1], scope)
    column = scope.by_name.get(str(name)) if isinstance(scope, Node) else None
    if column is None or column.hidden:
        return default
    found = ColumnRef(column, span=syntax.span)
    if column.type is default.type:
        return found
    return binder.apply(CONVERSIONS[default.type], (found,), syntax.span)


for _name in ("column_ifexists", "columnifexists"):
    add_function(
        f"{_name}(name: string, default: any) -> like default",
        _never_lowered,
        doc="The column of a name, in the type of the default; the default where there is none.",
        source="learn:column-ifexists-function",
        whole_call=True,
        bound_in_scope=_bind_column,
        examples={f'{_name}("nowhere", 5)': 5},
    )


def _bind_exists(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    if len(syntax.arguments) != 1:
        raise refusal(codes.ARGUMENT_COUNT, "'iscolumnexists' takes a column's name", syntax.span)
    name = binder.constant(syntax.arguments[0], KqlType.STRING, "the name of the column").value
    column = scope.by_name.get(str(name)) if isinstance(scope, Node) else None
    return Constant(column is not None and not column.hidden, KqlType.BOOL, span=syntax.span)


add_function(
    "iscolumnexists(name: string) -> bool",
    _never_lowered,
    doc="Whether there is a column of a name.",
    source="measured: Microsoft's binder (an old function)",
    whole_call=True,
    bound_in_scope=_bind_exists,
    examples={'iscolumnexists("nowhere")': False},
)


def _columns(scope: Scope, syntax: nodes.Call) -> list[Expr]:
    """The columns around a call: none in ``print``."""
    if scope is not None and not isinstance(scope, Node):
        raise refusal(codes.UNEXPECTED, f"'{syntax.name}' does not fit here", syntax.span)
    columns = visible(scope) if scope is not None else ()
    return [ColumnRef(column, span=syntax.span) for column in columns]


def _bind_pack_all(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    if len(syntax.arguments) > 1:
        raise refusal(codes.ARGUMENT_COUNT, "'pack_all' takes 0 to 1 arguments", syntax.span)
    parts: list[Expr] = []
    for column in _columns(scope, syntax):
        assert isinstance(column, ColumnRef)
        parts += [Constant(column.column.name, KqlType.STRING, span=syntax.span), column]
    if not parts:
        return Constant({}, KqlType.DYNAMIC, span=syntax.span)
    packed = binder.apply("bag_pack", tuple(parts), syntax.span)
    dense = False
    if syntax.arguments:
        what = "whether 'pack_all' leaves out empty values"
        dense = binder.constant(syntax.arguments[0], KqlType.BOOL, what).value is True
    return binder.apply("$dense", (packed,), syntax.span) if dense else packed


def _dense(bag: Sql) -> Sql:
    """A bag without its nulls and empty texts."""

    def is_filled(entry: Sql) -> Sql:
        value = build.call("struct_extract", entry, build.text("value"))
        shown = build.cast_to(value, build.data_type("TEXT"))
        return build.coalesce(build.binary("<>", shown, build.text('""')), build.boolean(False))

    entries = kept(build.plain_call("map_entries", bag_of(bag)), is_filled, "x")
    return bagged(build.plain_call("map_from_entries", entries))


add_function(
    "pack_all(ignore_null_empty?: bool) -> dynamic",
    _never_lowered,
    doc="A bag of all columns by their names; on request without nulls and empty texts.",
    source="learn:pack-all-function",
    whole_call=True,
    bound_in_scope=_bind_pack_all,
    differs="The keys come in alphabetical order.",
    examples={'bag_has_key(pack_all(), "nowhere")': False},
)
add_function(
    "$dense(bag: dynamic) -> dynamic",
    _dense,
    source="learn:pack-all-function",
    examples={"pack_all(true).nothing": None},
)


def _bind_pack_columns(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    if not syntax.arguments:
        raise refusal(codes.ARGUMENT_COUNT, "'bag_pack_columns' takes columns", syntax.span)
    parts: list[Expr] = []
    for argument in syntax.arguments:
        bound = binder.scalar(argument, scope)
        if not isinstance(bound, ColumnRef):
            raise refusal(
                codes.BAD_ARGUMENT,
                "'bag_pack_columns' takes columns, and this is none",
                argument.span,
                'bag_pack("name", value) names it',
            )
        parts += [Constant(bound.column.name, KqlType.STRING, span=argument.span), bound]
    return binder.apply("bag_pack", tuple(parts), syntax.span)


add_function(
    "bag_pack_columns(columns...: any) -> dynamic",
    _never_lowered,
    doc="A bag of the listed columns by their names.",
    source="learn:bag-pack-columns-function",
    whole_call=True,
    bound_in_scope=_bind_pack_columns,
    differs="The keys come in alphabetical order.",
)


def _bind_pack_array(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    parts: list[Expr] = []
    for argument in syntax.arguments:
        if isinstance(argument, nodes.Star):
            parts += _columns(scope, syntax)
        else:
            parts.append(binder.scalar(argument, scope))
    if not syntax.arguments:
        raise refusal(codes.ARGUMENT_COUNT, "'pack_array' takes values, or *", syntax.span)
    return _ARRAY.applied(tuple(parts), syntax.span)  # more than 64 where a table is wide


def _array(call: LoweredCall) -> Sql:
    """An array of values; nulls stay."""
    values = [boxed(call.arg(place), bound.type) for place, bound in enumerate(call.bound)]
    return to_variant(build.plain_call("list_value", *values))


add_function(
    "pack_array(values...: any) -> dynamic",
    _never_lowered,
    doc="An array of values, or of all columns (``*``); nulls stay.",
    source="learn:pack-array-function; FACTS 2",
    whole_call=True,
    bound_in_scope=_bind_pack_array,
    examples={'pack_array(1, "a", long(null), 1d)': [1, "a", None, "1.00:00:00"]},
)
_ARRAY = add_function(
    "$array(values...: any) -> dynamic",
    _array,
    source="learn:pack-array-function; FACTS 2",
    whole_call=True,
    nulls="never",
    examples={"pack_array(pack_array(1))": [[1]]},
)


def _bind_row_text(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    return spec.applied(arguments, span)  # more than 64 where a table is wide


def _row_text(call: LoweredCall) -> Sql:
    """The texts of a row, parted by a sign that belongs to no term."""
    if not call.bound:
        return build.text("")
    return build.plain_call("concat_ws", build.text(PARTED), *call.args())


add_function(
    "$row_text(parts...: string) -> string",
    _row_text,
    source="lab",
    whole_call=True,
    nulls="never",
    bound_by=_bind_row_text,
    examples={"pack_all() has 'nowhere'": False},
)
