"""Bags: made of names and values, merged, and their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.catalog.functions.dynamics import boxed
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.arrays import bag_of, bagged, contains, kept, mapped
from transpile.lower.dynamic import elements, to_json, to_variant, unquoted
from transpile.spec import FunctionSpec, add_function, checked, constant_value, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:scalar-functions (dynamic/bag); conformance FACTS 8"
_ORDER = "The keys come in alphabetical order."


def _bind_pack(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    if len(arguments) % 2 or not arguments:
        raise refusal(
            codes.ARGUMENT_COUNT,
            f"'{spec.name}' takes pairs of a name and a value, not {len(arguments)} arguments",
            span,
        )
    fitted = list(arguments)
    for place in range(0, len(arguments), 2):
        key = arguments[place]
        if key.type is KqlType.DYNAMIC:
            fitted[place] = binder.apply("tostring", (key,), key.span)
        elif key.type is not KqlType.STRING:
            raise refusal(
                codes.ARGUMENT_TYPE,
                f"a name in '{spec.name}' is a string, not a {key.type}",
                key.span,
                "tostring(...) makes one",
            )
    return spec.applied_as(tuple(fitted), KqlType.DYNAMIC, False, span)


def _pack(call: LoweredCall) -> Sql:
    """A bag of names and values; a null stays, as null; of equal names the last value."""
    parts: list[Sql] = []
    for place in range(0, len(call.bound), 2):
        value = boxed(call.arg(place + 1), call.bound[place + 1].type)
        parts += [call.arg(place), to_json(value)]
    return to_variant(build.plain_call("json_object", *parts))


for _name in ("bag_pack", "pack", "pack_dictionary"):
    add_function(
        f"{_name}(parts...: any) -> dynamic",
        _pack,
        source=_SOURCE,
        whole_call=True,
        bound_by=_bind_pack,
        differs=_ORDER,
        examples={f'{_name}("a", 1, "b", 1d)': {"a": 1, "b": "1.00:00:00"}},
    )


def _keys(bag: Sql) -> Sql:
    """The names of a bag as a list; null of what is no bag."""
    return build.plain_call("map_keys", bag_of(bag))


@scalar(
    "bag_keys(bag: dynamic) -> dynamic",
    source=_SOURCE,
    nulls="always",
    differs=_ORDER,
    examples={
        'bag_keys(dynamic({"a": 1, "b": {"c": 2}}))': ["a", "b"],
        "bag_keys(dynamic(1))": None,
    },
)
def bag_keys(bag: Sql) -> Sql:
    """The names of a bag, those of its top level only; null of what is no bag."""
    return to_variant(_keys(bag))


def _bind_plain_key(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    fitted = checked(binder, spec.signature, arguments, span)
    key = constant_value(fitted[1])
    listed = key if isinstance(key, list) else [key]
    if any(isinstance(part, str) and part.startswith("$") for part in listed):
        raise refusal(
            codes.UNSUPPORTED, f"a JSON path in '{spec.name}' is not translated", fitted[1].span
        )
    return spec.applied(fitted, span)


@scalar(
    "bag_has_key(bag: dynamic, key: string) -> bool",
    source="learn:bag-has-key-function",
    nulls="always",
    bound_by=_bind_plain_key,
    differs="Names only, no JSON paths.",
    examples={'bag_has_key(dynamic({"a": 1}), "a")': True, 'bag_has_key(dynamic({}), "a")': False},
)
def bag_has_key(bag: Sql, key: Sql) -> Sql:
    """Whether a bag has a name; null of what is no bag."""
    return contains(_keys(bag), key)


def _bind_merge(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    if len(arguments) < 2:
        raise refusal(codes.ARGUMENT_COUNT, "'bag_merge' takes 2 to 64 bags", span)
    return spec.applied(checked(binder, spec.signature, arguments, span), span)


@scalar(
    "bag_merge(bags...: dynamic) -> dynamic",
    source=_SOURCE,
    nulls="always",
    bound_by=_bind_merge,
    differs=_ORDER,
    examples={'bag_merge(dynamic({"a": 1}), dynamic({"a": 2, "b": 3}))': {"a": 1, "b": 3}},
)
def bag_merge(*bags: Sql) -> Sql:
    """The names of all bags; of equal names the value that stands leftmost."""
    maps = [bag_of(bag) for bag in bags]
    known = build.disjunction([build.is_not_null(each.copy()) for each in maps])
    merged = build.plain_call("map_concat", *reversed(maps))  # there the last value wins
    return build.case([(known, bagged(merged))], build.null(KqlType.DYNAMIC))


@scalar(
    "bag_remove_keys(bag: dynamic, keys: dynamic) -> dynamic",
    source="learn:bag-remove-keys-function",
    nulls="always",
    bound_by=_bind_plain_key,
    differs="Names only, no JSON paths.",
    examples={'bag_remove_keys(dynamic({"a": 1, "b": 2}), dynamic(["b", "c"]))': {"a": 1}},
)
def bag_remove_keys(bag: Sql, keys: Sql) -> Sql:
    """A bag without some of its names; null of what is no bag, or where the names are no array."""
    names = mapped(elements(keys), unquoted, "k")

    def is_kept(entry: Sql) -> Sql:
        key = build.call("struct_extract", entry, build.text("key"))
        return build.negation(contains(names, key))

    def without(entries: Sql) -> Sql:
        rest = build.plain_call("map_from_entries", kept(entries.copy(), is_kept, "x"))
        known = build.conjunction((build.is_not_null(entries), build.is_not_null(names.copy())))
        return build.case([(known, bagged(rest))], build.null(KqlType.DYNAMIC))

    return build.once(build.plain_call("map_entries", bag_of(bag)), without)


def _bag_set_key(call: LoweredCall) -> Sql:
    """A bag with a value under a name, in place of what was there; null of what is no bag."""
    value = boxed(call.arg(2), call.bound[2].type)
    added = build.plain_call("json_object", call.arg(1), to_json(value))
    bag = bag_of(call.arg(0))
    merged = build.plain_call("map_concat", bag, bag_of(to_variant(added)))
    known = build.is_not_null(bag.copy())
    return build.case([(known, bagged(merged))], build.null(KqlType.DYNAMIC))


add_function(
    "bag_set_key(bag: dynamic, key: string, value: any) -> dynamic",
    _bag_set_key,
    source="learn:bag-set-key-function",
    whole_call=True,
    nulls="always",
    bound_by=_bind_plain_key,
    differs="Names only, no JSON paths.",
    examples={'bag_set_key(dynamic({"a": 1}), "b", "x")': {"a": 1, "b": "x"}},
)


@scalar(
    "dynamic_to_json(value: dynamic) -> string",
    source="learn:dynamic-to-json-function",
    nulls="always",
    examples={'dynamic_to_json(dynamic({"b": 1, "a": [true, null]}))': '{"a":[true,null],"b":1}'},
)
def dynamic_to_json(value: Sql) -> Sql:
    """The JSON text of a dynamic, its names in alphabetical order."""
    return build.cast_to(to_json(value), build.data_type("TEXT"))
