"""Series element by element, their gaps, and single numbers of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.spec import FunctionSpec, checked, kernel
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.span import Span


def _source(name: str) -> str:
    return f"learn:{name.replace('_', '-')}-function"


# --- two series ---------------------------------------------------------------------------------


def _bind_pair(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    pair = checked(binder, spec.signature, arguments, span)
    if not any(part.type is KqlType.DYNAMIC for part in pair):
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"'{spec.name}' takes a series; these are two single numbers",
            span,
            "an operator does it for single numbers",
        )
    return spec.applied_as(pair, spec.signature.result_type(pair), True, span)


_PAIRS = {
    "add": ("add", "The sums of the elements; whole numbers stay whole.", [5, 4, 5]),
    "subtract": ("subtract", "The differences; whole numbers stay whole.", [-3, 0, 3]),
    "multiply": ("multiply", "The products; whole numbers stay whole.", [4, 4, 4]),
    "divide": ("divide", "The quotients, as reals.", [0.25, 1.0, 4.0]),
    "pow": ("power", "The first elements to the power of the second, as reals.", [1.0, 4.0, 4.0]),
    "equals": ("equals", "Whether the elements are equal.", [False, True, False]),
    "not_equals": ("not_equals", "Whether the elements differ.", [True, False, True]),
    "greater": ("greater", "Whether the first is greater.", [False, False, True]),
    "greater_equals": ("greater_equals", "Whether the first is not less.", [False, True, True]),
    "less": ("less", "Whether the first is less.", [True, False, False]),
    "less_equals": ("less_equals", "Whether the first is not greater.", [True, True, False]),
}
for _name, (_target, _doc, _shown) in _PAIRS.items():
    kernel(
        f"series_{_name}(first: dynamic|number, second: dynamic|number) -> dynamic",
        f"series:{_target}",
        source=_source(f"series_{_name}"),
        doc=f"{_doc} Null where an element is no number or has no partner; a single number stands "
        "beside every element.",
        differs="Moments and timespans in an array are no numbers.",
        bound_by=_bind_pair,
        nulls="always",
        examples={
            f"series_{_name}(dynamic([1, 2, 4]), dynamic([4, 2, 1]))": _shown,
            f"series_{_name}(dynamic([null, 'x']), dynamic([1, 1, 1]))": [None, None, None],
        },
    )

# --- one series ---------------------------------------------------------------------------------

_SINGLES = {
    "abs": ("absolute", "The magnitudes", "[-6.5, 0, 8]", [6.5, 0, 8]),
    "sign": ("sign", "-1, 0 or 1", "[-6, 0, 8]", [-1, 0, 1]),
    "ceiling": ("ceiling", "The least whole numbers not below, as reals", "[-1.5, 1]", [-1.0, 1.0]),
    "floor": ("floor", "The greatest whole numbers not above, as reals", "[-1.5, 1]", [-2.0, 1.0]),
    "exp": ("exp", "The powers of e", "[0, 1000]", [1.0, "Infinity"]),
    "log": ("log", "The natural logarithms", "[-1, 0, 1]", ["NaN", "-Infinity", 0.0]),
    "sin": ("sin", "The sines", "[0, 'x']", [0.0, None]),
    "cos": ("cos", "The cosines", "[0, true]", [1.0, None]),
    "tan": ("tan", "The tangents", "[0]", [0.0]),
    "asin": ("asin", "The angles of sines", "[0, 2]", [0.0, "NaN"]),
    "acos": ("acos", "The angles of cosines", "[1, 2]", [0.0, "NaN"]),
    "atan": ("atan", "The angles of tangents", "[0]", [0.0]),
}
for _name, (_target, _doc, _given, _result) in _SINGLES.items():
    kernel(
        f"series_{_name}(series: dynamic) -> dynamic",
        f"series:{_target}",
        source=_source(f"series_{_name}"),
        doc=f"{_doc}; null of an element that is no number.",
        nulls="always",
        examples={
            f"series_{_name}(dynamic({_given}))": _result,
            f"series_{_name}(dynamic([null]))": [None],
            f"series_{_name}(dynamic('x'))": None,
        },
    )

# --- gaps ---------------------------------------------------------------------------------------

_GAPS = "dynamic([null, 36, null, 41, null])"

for _way, _filled in (
    ("forward", [None, 36, 36, 41, 41]),
    ("backward", [36, 36, 41, 41, None]),
):
    kernel(
        f"series_fill_{_way}(series: dynamic, missing?: number) -> dynamic",
        f"series:fill_{_way}",
        source=_source(f"series_fill_{_way}"),
        doc="Missing elements (nulls, or a given number) become the nearest known one "
        + ("before" if _way == "forward" else "after")
        + " them.",
        nulls="always",
        passes_name=True,
        examples={
            f"series_fill_{_way}({_GAPS})": _filled,
            f"series_fill_{_way}(dynamic([1, 0, 1]), 0)": [1, 1, 1],
        },
    )

kernel(
    "series_fill_const(series: dynamic, value?: number, missing?: number) -> dynamic",
    "series:fill_const",
    source=_source("series_fill_const"),
    doc="Missing elements (nulls, or a given number) become a constant.",
    nulls="always",
    passes_name=True,
    examples={
        f"series_fill_const({_GAPS}, 0)": [0, 36, 0, 41, 0],
        "series_fill_const(dynamic([1, 0, null]), -1, 0)": [1, -1, None],
    },
)
kernel(
    "series_fill_linear(series: dynamic, missing?: number, edges?: bool, value?: number)"
    " -> dynamic",
    "series:fill_linear",
    source=_source("series_fill_linear"),
    doc="Missing elements (nulls, or a given number) lie on the line between those around them, "
    "cut to whole numbers where all are; at the ends they become the nearest unless ``edges`` is "
    "false. Where all are missing they become a constant, 0.0 unless told.",
    nulls="always",
    passes_name=True,
    examples={
        "series_fill_linear(dynamic([null, 111, null, 36, 41, null, null, 16]))": [
            *(111, 111, 73, 36, 41, 32, 24, 16),
        ],
        "series_fill_linear(dynamic([null, 1.0, null, 2.0]), double(null), false)": [
            *(None, 1.0, 1.5, 2.0),
        ],
        "series_fill_linear(dynamic([null, null]))": [0.0, 0.0],
    },
)

# --- single numbers -----------------------------------------------------------------------------

for _name, _target, _doc, _one in (
    ("sum", "total", "The sum of the numbers", 7.0),
    ("product", "product", "The product of the numbers", 12.0),
    ("magnitude", "magnitude", "The Euclidean length of the numbers", 5.0),
):
    kernel(
        f"series_{_name}(series: dynamic) -> real",
        f"series:{_target}",
        source=_source(f"series_{_name}"),
        doc=f"{_doc}; null of none.",
        nulls="always",
        examples={
            f"series_{_name}(dynamic([3, 4, null]))": _one,
            f"series_{_name}(dynamic([]))": None,
        },
    )

kernel(
    "series_dot_product(first: dynamic|number, second: dynamic|number) -> real",
    "series:dot_product",
    source=_source("series_dot_product"),
    doc="The sum of the products of elements side by side, up to the shorter series; what is no "
    "number is left out, and null of none.",
    bound_by=_bind_pair,
    nulls="always",
    examples={
        "series_dot_product(dynamic([1, 2, 4]), dynamic([4, 2, 1, 9]))": 12.0,
        "series_dot_product(dynamic([1, 2, 4]), 10)": 70.0,
        "series_dot_product(dynamic([]), dynamic([1]))": None,
    },
)
kernel(
    "series_cosine_similarity(first: dynamic, second: dynamic, length1?: real, length2?: real)"
    " -> real",
    "series:cosine_similarity",
    source=_source("series_cosine_similarity"),
    doc="The cosine of the angle between two series, up to the shorter; their lengths may be "
    "given.",
    nulls="always",
    examples={
        "series_cosine_similarity(dynamic([3, 4]), dynamic([3, 4, 9]))": 1.0,
        "series_cosine_similarity(dynamic([3, 4]), dynamic([3, 4]), 5.0, 10.0)": 0.5,
        "series_cosine_similarity(dynamic([]), dynamic([1]))": None,
    },
)
kernel(
    "series_pearson_correlation(first: dynamic, second: dynamic) -> real",
    "series:pearson_correlation",
    source=_source("series_pearson_correlation"),
    doc="The correlation of two series; null where an element is no number or has no partner.",
    nulls="always",
    examples={
        "series_pearson_correlation(dynamic([1, 2, 3]), dynamic([2, 4, 6]))": 1.0,
        "series_pearson_correlation(dynamic([1, 2]), dynamic([2, 4, 6]))": None,
        "series_pearson_correlation(dynamic([1, 1]), dynamic([2, 4]))": "NaN",
    },
)
