"""Arrays to rows: UNNEST over JSON.

Elements go through JSON: a cast to a list of VARIANT takes 60 times as long (100,000 rows of five
elements: 6.1 s against 0.1 s).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile.bind.tree import Column, Expand, Node
from transpile.lower import build
from transpile.lower.dynamic import to_json, to_variant
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql
    from transpile.lower.relation import Open, RelationLowering

_WHOLE = ("UBIGINT", "BIGINT")


def lower_expand(lowering: RelationLowering, node: Node) -> Open:
    """The values as JSON, then their elements as rows, then each element in its type."""
    found = cast("Expand", node)
    opened = lowering.lower(found.input)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
    opened = lowering.readable(opened, found.input, [item.value for item in found.items])
    kept = tuple(column for column in found.outputs if column.name not in found.made)
    held = tuple(Column(f"$json{place}", KqlType.DYNAMIC) for place in range(len(found.items)))
    for column, item in zip(held, found.items, strict=True):
        opened.computed[column.name] = to_json(lowering.value(opened, item.value))
    opened = lowering.sealed(opened, (*kept, *held))
    counted = [Column("$index", KqlType.LONG)] if found.index else []
    lists = [_elements(opened.get(column), found) for column in held]
    opened.plain = {column.name: opened.plain[column.name] for column in kept}
    if counted:  # the lists are read twice
        opened.computed = {c.name: made for c, made in zip(held, lists, strict=True)}
        opened = lowering.sealed(opened, (*kept, *held))
        lists = [opened.get(column) for column in held]
        opened.plain = {column.name: opened.plain[column.name] for column in kept}
    opened.computed = {
        column.name: build.plain_call("unnest", listed.copy())
        for column, listed in zip(held, lists, strict=True)
    }
    if counted:
        lengths = [build.plain_call("len", listed) for listed in lists]
        longest = lengths[0] if len(lengths) == 1 else build.plain_call("greatest", *lengths)
        series = build.plain_call("range", longest)
        opened.computed[counted[0].name] = build.plain_call("unnest", series)
    opened = lowering.sealed(opened, (*kept, *held, *counted))
    elements = {item.column.name: (item, c) for item, c in zip(found.items, held, strict=True)}
    computed: dict[str, Sql] = {}
    for column in found.outputs:
        if column.name in elements:
            item, element = elements[column.name]
            computed[column.name] = _typed(opened.get(element), item.column.type)
        elif found.index is not None and column.name == found.index.name:
            computed[column.name] = opened.get(counted[0])
    opened.plain = {column.name: opened.plain[column.name] for column in kept}
    opened.computed = computed
    return opened


def _elements(held: Sql, node: Expand) -> Sql:
    """The elements of a JSON value as a list; of what is no array and no bag, itself."""
    kind = build.plain_call("json_type", held)
    entry = exp.Identifier(this="entry", quoted=False)
    pair = exp.Column(this=entry)
    key = build.plain_call("struct_extract", pair.copy(), build.number(1))
    value = build.plain_call("struct_extract", pair.copy(), build.number(2))
    values = build.plain_call("json_extract", held.copy(), build.text("$.*"))
    entries = build.plain_call("list_zip", build.plain_call("json_keys", held.copy()), values)
    if node.pairs:
        shown = build.plain_call("json_array", key, value)
    else:  # no JSON_OBJECT, which sqlglot reads as a grammar of its own
        bag = build.plain_call("map_from_entries", build.plain_call("list_value", pair))
        shown = to_json(bag)
    bags = build.plain_call(
        "list_transform", entries, exp.Lambda(this=shown, expressions=[entry.copy()])
    )
    array = build.cast_to(held.copy(), build.data_type("JSON[]"))
    made = build.case(
        [
            (build.binary("=", kind, build.text("ARRAY")), array),
            (build.binary("=", kind.copy(), build.text("OBJECT")), bags),
        ],
        build.plain_call("list_value", held.copy()),
    )
    if node.limit is None:
        return made
    return build.plain_call("list_slice", made, build.number(1), build.number(node.limit))


def _typed(element: Sql, kind: KqlType) -> Sql:
    """An element in a type (FACTS 13): numbers of numbers, texts of anything, else null."""
    if kind is KqlType.DYNAMIC:
        return to_variant(element)
    text = build.plain_call("json_extract_string", element, build.text("$"))
    if kind is KqlType.STRING:
        return build.coalesce(text, build.text(""))
    held = build.plain_call("json_type", element.copy())
    whole = build.in_list(held, [build.text(name) for name in _WHOLE])
    fraction = build.binary("=", held.copy(), build.text("DOUBLE"))
    as_long = build.try_cast(text, build.type_of(KqlType.LONG))
    as_real = build.try_cast(text.copy(), build.type_of(KqlType.REAL))
    if kind in (KqlType.LONG, KqlType.INT):
        to = build.type_of(kind)
        cut = build.try_cast(build.plain_call("trunc", as_real), to)
        return build.case([(whole, build.try_cast(text, to)), (fraction, cut)])
    if kind is KqlType.REAL:
        number = build.in_list(held.copy(), [build.text(n) for n in (*_WHOLE, "DOUBLE")])
        return build.case([(number, as_real)])
    if kind is KqlType.BOOL:
        truth = build.binary("=", held.copy(), build.text("BOOLEAN"))
        return build.case(
            [
                (truth, build.binary("=", text.copy(), build.text("true"))),
                (whole, build.binary("<>", as_long, build.number(0))),
            ]
        )
    return build.null(kind)
