"""What sketches tell: how many values were different, and which value stands at a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.dynamics import boxed
from transpile.diagnostics import refusal
from transpile.errors import InternalError
from transpile.lower import build
from transpile.lower.dynamic import to_json
from transpile.lower.kernels import Kernel, crossed
from transpile.lower.sketches import MERGED, hll, hll_texts
from transpile.spec import CONVERSIONS, add_function, checked, scalar
from transpile.syntax import nodes
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder, Scope
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span
    from transpile.spec import FunctionSpec

_HLL = "dynamic([[1024, 14], ['1', '2'], []])"
_DIGEST = "dynamic([[7], [1, 5, 9], [1, 2, 1]])"
_RANKS = "learn:percentile-tdigest-function"


@scalar(
    "dcount_hll(sketch: dynamic) -> long",
    source="learn:dcount-hll-function",
    nulls="always",
    name_prefix="dcount_hll",
    examples={f"dcount_hll({_HLL})": 2, "dcount_hll(dynamic(null))": None},
)
def dcount_hll(sketch: Sql) -> Sql:
    """The number of different values in a sketch of ``hll``; null of what is none."""
    return build.plain_call("len", build.once(sketch, hll_texts))


def _bind_merge(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    if len(arguments) < 2:
        raise refusal(codes.ARGUMENT_COUNT, f"'{spec.name}' takes 2 to 64 sketches", span)
    return spec.applied(checked(binder, spec.signature, arguments, span), span)


def _merged_hashes(*sketches: Sql) -> Sql:
    """One sketch of several; what is none is left out."""
    lists = [build.once(sketch, hll_texts) for sketch in sketches]
    return hll(build.plain_call("flatten", build.plain_call("list_value", *lists)))


add_function(
    "hll_merge(sketches...: dynamic) -> dynamic",
    _merged_hashes,
    source="learn:hll-merge-function",
    nulls="never",
    bound_by=_bind_merge,
    fixed_name="hll_merged_result",
    examples={
        f"hll_merge({_HLL}, dynamic([[1024, 14], ['3'], []]))": [[1024, 14], ["1", "2", "3"], []]
    },
)


def _merged_digests(call: LoweredCall) -> Sql:
    """One digest of several; null where they are of two kinds."""
    texts = [build.cast_to(to_json(each), build.data_type("TEXT")) for each in call.args()]
    made = call.kernel(MERGED, build.plain_call("list_value", *texts))
    return crossed(made, KqlType.DYNAMIC)


for _name in ("merge_tdigest", "tdigest_merge"):
    add_function(
        f"{_name}(digests...: dynamic) -> dynamic",
        _merged_digests,
        source="learn:merge-tdigest-function",
        whole_call=True,
        nulls="always",
        bound_by=_bind_merge,
        fixed_name="tdigests_merge_result",
        examples={
            f"{_name}({_DIGEST}, dynamic([[7], [5], [1]]))": [[7], [1, 5, 9], [1, 3, 1]],
            f"{_name}({_DIGEST}, dynamic([[7, 'timespan'], [5], [1]]))": None,
        },
    )


# --- ranks --------------------------------------------------------------------------------------

_VALUES = Kernel("digests:values_at", ("VARCHAR", "VARCHAR"), "VARCHAR")


def _json(value: Sql) -> Sql:
    return build.cast_to(to_json(value), build.data_type("TEXT"))


def _values(call: LoweredCall) -> Sql:
    """The values of a digest at the ranks that the elements of an array ask for, as an array."""
    return crossed(call.kernel(_VALUES, _json(call.arg(0)), _json(call.arg(1))), KqlType.DYNAMIC)


add_function(
    "$tdigest_values(digest: dynamic, percents: dynamic) -> dynamic",
    _values,
    source=_RANKS,
    whole_call=True,
    nulls="always",
    examples={f"percentiles_array_tdigest({_DIGEST}, 50, 100)": [5, 9]},
)


def _never_lowered(_call: LoweredCall) -> Sql:
    raise InternalError("percentiles of a digest are resolved when binding")


def _bind_array(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    digest, *percents = checked(binder, spec.signature, arguments, span)
    one_array = percents[0].type is KqlType.DYNAMIC
    if one_array and len(percents) > 1:
        raise refusal(codes.ARGUMENT_COUNT, "one array of percentages, or single ones", span)
    wanted = percents[0] if one_array else binder.apply("$array", tuple(percents), span)
    return binder.apply("$tdigest_values", (digest, wanted), span)


add_function(
    "percentiles_array_tdigest(digest: dynamic, percents...: number|dynamic) -> dynamic",
    _never_lowered,
    doc="The values of a digest at several ranks, as an array; null of what is no digest.",
    source=_RANKS,
    whole_call=True,
    bound_by=_bind_array,
    name_prefix="percentile_tdigest",
    examples={f"percentiles_array_tdigest({_DIGEST}, dynamic([0, 75.5]))": [1, 9]},
)


def _bind_value(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    if not 2 <= len(syntax.arguments) <= 3:
        raise refusal(
            codes.ARGUMENT_COUNT,
            "'percentile_tdigest' takes a digest, a percentage and perhaps typeof(...)",
            syntax.span,
        )
    digest, percent = (binder.scalar(part, scope) for part in syntax.arguments[:2])
    wanted = binder.apply("$array", (percent,), syntax.span)
    found = binder.apply("$tdigest_values", (digest, wanted), syntax.span)
    first = Constant(0, KqlType.LONG, span=syntax.span)
    value = binder.apply("[]", (found, first), syntax.span)
    if len(syntax.arguments) == 2:
        return value
    kind = _named_type(syntax.arguments[2])
    return value if kind is KqlType.DYNAMIC else binder.apply(CONVERSIONS[kind], (value,))


def _named_type(syntax: nodes.Syntax) -> KqlType:
    """The type in ``typeof(long)``."""
    if isinstance(syntax, nodes.Call) and syntax.name == "typeof" and len(syntax.arguments) == 1:
        (named,) = syntax.arguments
        kind = type_named(named.name) if isinstance(named, nodes.Name) else None
        if kind is not None:
            return kind
    raise refusal(
        codes.BAD_ARGUMENT, "the type of a percentile is written typeof(long)", syntax.span
    )


add_function(
    "percentile_tdigest(digest: dynamic, percent: number, type?: dynamic) -> dynamic",
    _never_lowered,
    doc="The value of a digest at a rank in percent; of the type that ``typeof(...)`` names,"
    " else a dynamic.",
    source=_RANKS,
    whole_call=True,
    bound_in_scope=_bind_value,
    name_prefix="percentile_tdigest",
    examples={
        f"percentile_tdigest({_DIGEST}, 50)": 5,
        f"percentile_tdigest({_DIGEST}, 100, typeof(long))": 9,
        f"percentile_tdigest({_DIGEST}, 0, typeof(string))": "1",
        "percentile_tdigest(dynamic({}), 50)": None,
    },
)


def _rank(kernel: str) -> Callable[[LoweredCall], Sql]:
    made = Kernel(f"digests:{kernel}", ("VARCHAR", "VARCHAR"), "DOUBLE")

    def lower(call: LoweredCall) -> Sql:
        kind = call.bound[1].type
        held = KqlType.LONG if kind is KqlType.TIMESPAN else kind  # digests hold ticks
        return call.kernel(made, _json(call.arg(0)), _json(boxed(call.arg(1), held)))

    return lower


for _name, _kernel, _doc, _shown in (
    ("rank_tdigest", "ranks", "How many values of a digest are at most a value.", 3.0),
    (
        "percentrank_tdigest",
        "percent_ranks",
        "How many percent of the values of a digest are at most a value.",
        75.0,
    ),
):
    add_function(
        f"{_name}(digest: dynamic, value: any) -> real",
        _rank(_kernel),
        doc=f"{_doc[:-1]}; null of what is no digest, or of another type.",
        source="learn:rank-tdigest-function",
        whole_call=True,
        nulls="always",
        examples={f"{_name}({_DIGEST}, 5)": _shown, f"{_name}({_DIGEST}, 'a')": None},
    )
