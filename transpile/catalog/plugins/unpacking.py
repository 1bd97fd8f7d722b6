"""``bag_unpack``: the properties of a bag as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.reserved import reserve
from transpile.bind.tree import (
    Aggregate,
    Column,
    ColumnRef,
    Constant,
    Expand,
    Expr,
    Filter,
    Item,
    Node,
    Project,
    null_of,
    visible,
)
from transpile.catalog.plugins.entry import DEFAULT, plugin
from transpile.diagnostics import near, refusal
from transpile.types import KqlType, wider

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transpile.catalog.plugins.entry import Declared, PluginCall

_CONFLICTS = ("error", "replace_source", "keep_source")
_ORDER = ("OutputColumnPrefix", "columnsConflict", "ignoredProperties")
# gettype() of a value inside a bag; everything else stays dynamic
_TYPES = {
    "bool": KqlType.BOOL,
    "long": KqlType.LONG,
    "double": KqlType.REAL,
    "string": KqlType.STRING,
}
_PAIR = Column("$pair", KqlType.DYNAMIC)
_TABLE = "datatable(a:long, d:dynamic)[1, dynamic({'Name': 'x', 'Age': 20}), 2, dynamic(null)]"


@plugin(
    "bag_unpack(column, prefix?, columnsConflict?, ignoredProperties?)",
    source="learn:bag-unpack-plugin; FACTS 15",
    keeps_columns=True,
    declares=True,
    lifted="unchanged, the run kept; undeclared columns are those of any run (decision 0007)",
    differs=(
        "A datetime inside a bag is a string. A declared column reads its property as "
        "to<type>(...) would. A property without a name is left out."
    ),
    examples=(
        f"{_TABLE} | evaluate bag_unpack(d)",
        f"{_TABLE} | evaluate bag_unpack(d, 'p_', ignoredProperties=dynamic(['Age']))",
        f"{_TABLE} | evaluate bag_unpack(d) : (*, Name: string)",
    ),
)
def bag_unpack(call: PluginCall) -> Node:
    """A column for each property of a bag, in alphabetical order after the other columns.

    A property takes the place of a column of its name: always that of the bag itself, that of
    another column with ``columnsConflict='replace_source'``. Its type is that of its values, or
    dynamic where they differ.
    """
    call.count(1, 4)
    bag = call.column(call.positional[0], "what 'bag_unpack' unpacks", KqlType.DYNAMIC)
    options = _options(call)
    prefix, conflict, ignored = _prefix(call, options), _conflict(call, options), _ignored(options)
    if call.declared is not None:
        return _as_declared(call, call.declared, bag, prefix, conflict, ignored)
    found = {
        prefix + key: (key, kind)
        for key, kind in _properties(call, bag).items()
        if key and key not in ignored
    }
    own = found.pop(bag.name, None)
    others = [column for column in visible(call.source) if column.name != bag.name]
    if conflict == "error":
        _refuse_conflicts(call, found, others)
    items: list[Item] = []
    for column in visible(call.source):
        if column.name == bag.name and own is not None:
            items.append(_item(call, bag, column.name, *own))
        elif column.name != bag.name and column.name not in found:
            items.append(Item(column, ColumnRef(column)))
    held = {column.name: column for column in others}
    for name in sorted(found):
        if name in held and conflict == "keep_source":
            items.append(Item(held[name], ColumnRef(held[name])))
        else:
            items.append(_item(call, bag, name, *found[name]))
    return call.opened(_projected(call, items))


def _options(call: PluginCall) -> dict[str, Expr]:
    """The arguments after the column, by their names; those left at their default are not there."""
    given = dict(zip(_ORDER, call.positional[1:], strict=False)) | call.named(*_ORDER)
    bound = {name: call.scalar(syntax) for name, syntax in given.items()}
    for name, expr in bound.items():
        if not isinstance(expr, Constant):
            raise refusal(
                codes.NOT_CONSTANT, f"'{name}' of 'bag_unpack' must be a constant", given[name].span
            )
    return {
        name: expr
        for name, expr in bound.items()
        if isinstance(expr, Constant) and expr.value != DEFAULT
    }


def _text(call: PluginCall, options: dict[str, Expr], name: str, default: str) -> str:
    found = options.get(name)
    if found is None:
        return default
    assert isinstance(found, Constant)
    if not isinstance(found.value, str):
        raise refusal(codes.ARGUMENT_TYPE, f"'{name}' of 'bag_unpack' is a string", found.span)
    return found.value


def _prefix(call: PluginCall, options: dict[str, Expr]) -> str:
    return _text(call, options, "OutputColumnPrefix", "")


def _conflict(call: PluginCall, options: dict[str, Expr]) -> str:
    conflict = _text(call, options, "columnsConflict", "error")
    if conflict not in _CONFLICTS:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"'columnsConflict' is {', '.join(_CONFLICTS[:2])} or {_CONFLICTS[2]}, "
            f"not '{conflict}'",
            options["columnsConflict"].span,
            near(conflict, _CONFLICTS),
        )
    return conflict


def _ignored(options: dict[str, Expr]) -> frozenset[str]:
    found = options.get("ignoredProperties")
    if found is None:
        return frozenset()
    names = found.value if isinstance(found, Constant) else None
    if not isinstance(names, list):
        raise refusal(
            codes.ARGUMENT_TYPE,
            "'ignoredProperties' of 'bag_unpack' is an array of names",
            found.span,
            "dynamic(['a', 'b'])",
        )
    return frozenset(str(name) for name in names)


# --- what the data says ---------------------------------------------------------------------------


def _properties(call: PluginCall, bag: Column) -> dict[str, KqlType]:
    """The properties of all bags, and the type of each."""
    binder = call.binder
    held = Item(bag, ColumnRef(bag))
    is_bag = binder.apply(
        "==",
        (
            binder.apply("gettype", (ColumnRef(bag),)),
            Constant("dictionary", KqlType.STRING),
        ),
    )
    rows: Node = Project(Filter(call.source, (is_bag,)), (held,))
    rows = Expand(rows, (Item(_PAIR, ColumnRef(bag)),), (_PAIR,), pairs=True)

    def part(place: int) -> Expr:
        return binder.apply("[]", (ColumnRef(_PAIR), Constant(place, KqlType.LONG)))

    key = Column("key", KqlType.STRING, nullable=False)
    kind = Column("type", KqlType.STRING, nullable=False)
    keys = (
        Item(key, binder.apply("tostring", (part(0),))),
        Item(kind, binder.apply("gettype", (part(1),))),
    )
    found: dict[str, set[str]] = {}
    for name, shown in call.ask(Aggregate(rows, keys, ())):
        found.setdefault(str(name), set()).add(str(shown))
    return {name: _type_of(kinds) for name, kinds in found.items()}


def _type_of(kinds: set[str]) -> KqlType:
    known = {_TYPES.get(kind, KqlType.DYNAMIC) for kind in kinds if kind != "null"}
    return known.pop() if len(known) == 1 else KqlType.DYNAMIC


def _refuse_conflicts(call: PluginCall, names: Iterable[str], others: Iterable[Column]) -> None:
    twice = sorted({column.name for column in others} & set(names))
    if twice:
        raise refusal(
            codes.DUPLICATE_NAME,
            f"'bag_unpack' would make a second column '{twice[0]}'",
            call.span,
            "columnsConflict='replace_source' or 'keep_source', or a prefix",
        )


# --- columns --------------------------------------------------------------------------------------


def _item(call: PluginCall, bag: Column, name: str, key: str, kind: KqlType) -> Item:
    binder = call.binder
    value = binder.apply("[]", (ColumnRef(bag), Constant(key, KqlType.STRING)), call.span)
    value = call.converted(value, kind)
    return Item(Column(reserve(name, call.span), kind, value.nullable), value)


def _projected(call: PluginCall, items: list[Item]) -> Node:
    hidden = [Item(column, ColumnRef(column)) for column in call.source.columns if column.hidden]
    return Project(call.source, (*items, *hidden), span=call.span)


def _as_declared(
    call: PluginCall,
    declared: Declared,
    bag: Column,
    prefix: str,
    conflict: str,
    ignored: frozenset[str],
) -> Node:
    """The declared columns alone; a column of the input gives its values to one of its name."""
    held = {column.name: column for column in visible(call.source) if column.name != bag.name}
    names = dict(declared.columns)
    items = [
        Item(column, ColumnRef(column))
        for column in held.values()
        if declared.star and column.name not in names
    ]
    clashing = [name for name in names if name in held and name.startswith(prefix)]
    replaced: frozenset[str] = frozenset()
    if conflict == "replace_source" and clashing:  # whether a bag has it, only data can say
        properties = _properties(call, bag)
        replaced = frozenset(n for n in clashing if n.removeprefix(prefix) in properties)
    for name, kind in names.items():
        key = name.removeprefix(prefix)
        if name in held and name not in replaced:
            value: Expr = _fitting(call, held[name], kind)
            items.append(Item(Column(name, kind, value.nullable), value))
        elif name.startswith(prefix) and key not in ignored:
            items.append(_item(call, bag, name, key, kind))
        else:
            items.append(Item(Column(name, kind), null_of(kind)))
    return _projected(call, items)


def _fitting(call: PluginCall, column: Column, kind: KqlType) -> Expr:
    if column.type is not kind and wider(column.type, kind) is not kind:
        raise refusal(
            codes.TYPE_MISMATCH,
            f"'{column.name}' is declared a {kind}, and the column of that name is a {column.type}",
            call.span,
        )
    return call.converted(ColumnRef(column, span=call.span), kind)
