"""Sketches of a group: ``hll`` of its different values, ``tdigest`` of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.dynamic import to_json
from transpile.lower.kernels import crossed
from transpile.lower.sketches import (
    MERGED,
    PRECISIONS,
    digest_part,
    hash_text,
    hll,
    hll_texts,
)
from transpile.spec import aggregate, constant_value
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql
    from transpile.lower.grouping import LoweredAggregate

_EXACT = "Exact, and so as large as the different values are many."
# neither reals nor bools
_HASHED = "string|long|int|decimal|datetime|timespan|guid|dynamic"
_NO_HASHES = [[1024, 14], [], []]


def _accuracy(call: LoweredAggregate, place: int) -> int:
    """The accuracy from 0 to 4 that is asked for, 1 by default."""
    if len(call.bound) <= place:
        return 1
    value = constant_value(call.bound[place])
    if not isinstance(value, int) or not 0 <= value < len(PRECISIONS):
        raise refusal(
            codes.BAD_ARGUMENT,
            f"the accuracy of '{call.call.spec.name}' is a constant from 0 to 4",
            call.bound[place].span,
        )
    return value


def _hashed(call: LoweredAggregate, condition: Sql | None, accuracy: int) -> Sql:
    text = hash_text(call.kernel, call.arg(0), call.bound[0].type)
    listed = build.list_of(text)
    if condition is not None:
        listed = build.filtered(listed, condition)
    return hll(listed, accuracy)


@aggregate(
    f"hll(value: {_HASHED}, accuracy?: long|int) -> dynamic",
    source="learn:hll-aggregation-function",
    empty=_NO_HASHES,
    name_prefix="hll",
    differs=_EXACT,
    examples={"hll(v - 1)": [[1024, 14], ["-6977822845260490347", "3803688792395291579"], []]},
)
def hll_(call: LoweredAggregate) -> Sql:
    """A sketch of the different values, which ``dcount_hll`` counts; nulls left out."""
    return _hashed(call, None, _accuracy(call, 1))


@aggregate(
    f"hll_if(value: {_HASHED}, condition: bool, accuracy?: long|int) -> dynamic",
    source="learn:hll-if-aggregation-function",
    empty=_NO_HASHES,
    name_prefix="hll_if",
    differs=_EXACT,
    examples={"hll_if(v, false)": _NO_HASHES},
)
def hll_if(call: LoweredAggregate) -> Sql:
    """A sketch of the different values among the rows for which a condition holds."""
    return _hashed(call, call.arg(1, truth=True), _accuracy(call, 2))


@aggregate(
    "hll_merge(sketch: dynamic) -> dynamic",
    source="learn:hll-merge-aggregation-function",
    empty=_NO_HASHES,
    name_prefix="hll_merge",
    differs=_EXACT,
    examples={"hll_merge(dynamic([[1024, 14], ['1'], []]))": [[1024, 14], ["1"], []]},
)
def hll_merge(call: LoweredAggregate) -> Sql:
    """One sketch of all the sketches of a group."""
    return hll(build.plain_call("flatten", build.list_of(hll_texts(call.arg(0)))))


# --- digests ------------------------------------------------------------------------------------


@aggregate(
    "tdigest(value: number|timespan|datetime, weight?: long|int) -> dynamic",
    source="learn:tdigest-aggregation-function",
    nullable=True,
    name_prefix="tdigest",
    differs=_EXACT,
    examples={
        "tdigest(v)": [[7], [1, 2], [1, 1]],
        "tdigest(v, 5)": [[7], [1, 2], [5, 5]],
    },
    empty=[[7], [], []],
)
def tdigest(call: LoweredAggregate) -> Sql:
    """A digest of the values, of which ``percentile_tdigest`` tells the ranks; nulls left out."""
    kernel, held = digest_part(call.arg(0), call.bound[0].type)
    long = build.type_of(KqlType.LONG)
    weight = call.arg(1) if len(call.bound) > 1 else build.number(1)
    weights = build.list_of(build.cast_to(weight, long))
    return crossed(call.kernel(kernel, build.list_of(held), weights), KqlType.DYNAMIC)


for _name in ("tdigest_merge", "merge_tdigest"):

    @aggregate(
        f"{_name}(digest: dynamic) -> dynamic",
        source="learn:tdigest-merge-aggregation-function",
        nullable=True,
        name_prefix="merge_tdigests",
        differs=_EXACT,
        examples={f"{_name}(dynamic([[7], [1], [2]]))": [[7], [1], [6]]},
        empty=[[7], [], []],
    )
    def tdigest_merge(call: LoweredAggregate) -> Sql:
        """One digest of all the digests of a group; null where they are of two kinds."""
        text = build.cast_to(to_json(call.arg(0)), build.data_type("TEXT"))
        return crossed(call.kernel(MERGED, build.list_of(text)), KqlType.DYNAMIC)
