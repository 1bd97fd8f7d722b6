"""Lists of the engine: what is done to each element, and the texts that an array holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from transpile.lower import build
from transpile.lower.dynamic import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.lower.build import Sql


def lambda_of(name: str, use: Callable[[Sql], Sql]) -> Sql:
    """``lambda name: use(name)``; nested lambdas need names of their own."""
    held = exp.Identifier(this=name, quoted=False)
    used = use(exp.Column(this=held.copy()))
    return exp.Lambda(this=used, expressions=[held])


def each(listed: Sql, name: str, use: Callable[[Sql], Sql]) -> Sql:
    """The list with ``use`` made of every element."""
    made = build.plain_call("list_transform", listed, lambda_of(name, use))
    return build.queries_outside(made)


def kept(listed: Sql, name: str, test: Callable[[Sql], Sql]) -> Sql:
    """The elements for which ``test`` is true."""
    made = build.plain_call("list_filter", listed, lambda_of(name, test))
    return build.queries_outside(made)


def any_of(listed: Sql, name: str, test: Callable[[Sql], Sql]) -> Sql:
    """Whether ``test`` is true of any element; false of an empty list."""
    return build.binary(">", build.plain_call("len", kept(listed, name, test)), build.number(0))


def at(listed: Sql, place: int | Sql) -> Sql:
    """An element by its position from 1, or from the end by a negative one."""
    index = build.number(place) if isinstance(place, int) else place
    return build.plain_call("list_extract", listed, index)


def json_elements(value: Sql) -> Sql:
    """The elements of an array in a VARIANT as a list of JSON; null where it holds no array."""
    as_json = to_json(value)
    is_array = build.binary("=", build.plain_call("json_type", as_json), build.text("ARRAY"))
    items = build.cast_to(as_json.copy(), build.data_type("JSON[]"))
    return build.case([(is_array, items)])


def json_text(element: Sql) -> Sql:
    """The text of a JSON value, strings without their quotes; the empty text for null."""
    shown = build.plain_call("json_extract_string", element, build.text("$"))
    return build.coalesce(shown, build.text(""))


def element_texts(value: Sql) -> Sql:
    """The texts of an array's elements; a value that is no array is its only element."""

    def made(held: Sql) -> Sql:
        texts = each(json_elements(held), "element", json_text)
        whole = build.plain_call("list_value", json_text(to_json(held.copy())))
        nothing = build.cast_to(build.plain_call("list_value"), build.data_type("TEXT[]"))
        return build.case([(build.is_null(held.copy()), nothing)], build.coalesce(texts, whole))

    return build.once(value, made)
