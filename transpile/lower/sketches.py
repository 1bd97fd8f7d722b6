"""Sketches that are exact: a set of hashes for ``hll``, every value for ``tdigest``.

Both have the shape in which Kusto shows small ones, and are read by nothing but their functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.lower import build
from transpile.lower.dynamic import json_type, step, to_variant, unquoted
from transpile.lower.kernels import CROSSING, Kernel
from transpile.lower.lists import element_texts
from transpile.lower.time import text_of_datetime
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.lower.build import Sql

# Kusto's accuracies from 0 to 4, as powers of two of its registers
PRECISIONS = (12, 14, 16, 17, 18)
HASHES = {
    KqlType.STRING: Kernel("hashes:of_texts", (CROSSING[KqlType.STRING],), "BIGINT"),
    KqlType.LONG: Kernel("hashes:of_longs", (CROSSING[KqlType.LONG],), "BIGINT"),
    KqlType.DATETIME: Kernel("hashes:of_datetimes", (CROSSING[KqlType.DATETIME],), "BIGINT"),
}


def hash_text(call: Callable[..., Sql], value: Sql, kind: KqlType) -> Sql:
    """The hash of a value as a text; values of two types never share theirs by intent."""
    if kind is KqlType.INT:
        value, kind = build.cast_to(value, build.type_of(KqlType.LONG)), KqlType.LONG
    if kind not in HASHES:
        shown = unquoted(value) if kind is KqlType.DYNAMIC else _text(value)
        # a text among the hashed ones has no such beginning but by design
        value = build.binary("||", build.text(f"\0{kind.value}:"), shown)
        kind = KqlType.STRING
    return _text(call(HASHES[kind], value))


def _text(value: Sql) -> Sql:
    return build.cast_to(value, build.data_type("TEXT"))


def hll(texts: Sql, accuracy: int = 1) -> Sql:
    """The sketch of a list of hashes; of null as of an empty one."""
    nothing = build.cast_to(build.plain_call("list_value"), build.data_type("TEXT[]"))
    kept = build.plain_call("list_sort", build.plain_call("list_distinct", texts))
    numbers = [build.number(number) for number in (1024, PRECISIONS[accuracy])]
    parts = [
        build.plain_call("list_value", *numbers),
        build.coalesce(kept, nothing),
        nothing.copy(),
    ]
    return to_variant(build.plain_call("list_value", *(to_variant(part) for part in parts)))


def hll_texts(sketch: Sql) -> Sql:
    """The hashes in a sketch; null of what is none."""
    is_array = build.binary("=", json_type(sketch), build.text("ARRAY"))
    return build.case([(is_array, element_texts(step(sketch.copy(), 1)))])


def digest_part(value: Sql, kind: KqlType) -> tuple[Kernel, Sql]:
    """What makes a digest of a list of such values, and a value as that list holds it."""
    if kind is KqlType.DATETIME:
        name, held, shown = "digest_of_datetimes", "VARCHAR", text_of_datetime(value)
    elif kind is KqlType.TIMESPAN:
        name, held, shown = "digest_of_timespans", "BIGINT", value
    elif kind.is_integer:
        name, held = "digest_of_numbers", "BIGINT"
        shown = build.cast_to(value, build.type_of(KqlType.LONG))
    else:
        name, held = "digest_of_numbers", "DOUBLE"
        shown = build.cast_to(value, build.type_of(KqlType.REAL))
    return Kernel(f"digests:{name}", (f"{held}[]", "BIGINT[]"), "VARCHAR"), shown


MERGED = Kernel("digests:merged", ("VARCHAR[]",), "VARCHAR")
