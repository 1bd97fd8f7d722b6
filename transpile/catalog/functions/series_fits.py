"""Statistics of series, lines through them, filters, spectra and outliers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant
from transpile.diagnostics import near, refusal
from transpile.spec import FunctionSpec, checked, kernel

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.span import Span

_NULLS = "Null where an element is no finite number."
_FLAT = "The r-square of a series that never changes is 1, which was not measured."


def choosing(
    **words: tuple[str, ...],
) -> Callable[[FunctionSpec, Binder, tuple[Expr, ...], Span], Expr]:
    """A binding that refuses other words than these for the parameters of these names."""

    def bind(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
        made = checked(binder, spec.signature, arguments, span)
        for parameter, argument in zip(spec.signature.parameters, made, strict=False):
            known = words.get(parameter.name)
            if known is None or not isinstance(argument, Constant) or argument.value in known:
                continue
            raise refusal(
                codes.BAD_ARGUMENT,
                f"'{spec.name}' knows no {parameter.name} '{argument.value}'",
                argument.span,
                near(str(argument.value), known) or "one of " + ", ".join(known),
            )
        return spec.applied(made, span)

    return bind


# --- statistics ---------------------------------------------------------------------------------

kernel(
    "series_stats(series: dynamic, ignore_nonfinite?: bool) -> (min: real, min_idx: long, "
    "max: real, max_idx: long, avg: real, stdev: real, variance: real)",
    "series_fits:stats",
    source="learn:series-stats-function; FACTS 14",
    doc="The least and the greatest number with their positions, the mean, and the deviation and "
    "variance of a sample. Null where an element is no finite number, unless these are ignored.",
    nulls="always",
    examples={
        "series_stats(dynamic([1, 3, 2]))": [1.0, 0, 3.0, 1, 2.0, 1.0, 1.0],
        "series_stats(dynamic([null, 23]))": None,
        "series_stats(dynamic([null, 23]), true)": [23.0, 1, 23.0, 1, 23.0, 0.0, 0.0],
    },
)
kernel(
    "series_stats_dynamic(series: dynamic, ignore_nonfinite?: bool) -> dynamic",
    "series_fits:stats_dynamic",
    source="learn:series-stats-dynamic-function",
    doc="The numbers of series_stats as a bag, and ``sum`` and ``len``.",
    nulls="always",
    examples={
        "series_stats_dynamic(dynamic([1, 3])).sum": 4.0,
        "series_stats_dynamic(dynamic([1, 3])).variance": 2.0,
        "series_stats_dynamic(dynamic([]))": None,
    },
)

# --- lines --------------------------------------------------------------------------------------

_LINE = "dynamic([1, 3, 5])"

kernel(
    "series_fit_line(series: dynamic) -> (rsquare: real, slope: real, variance: real, "
    "rvariance: real, interception: real, line_fit: dynamic)",
    "series_fits:fit_line",
    source="learn:series-fit-line-function; FACTS 14",
    doc=f"The straight line that fits best, its first point at 1. {_NULLS}",
    differs=_FLAT,
    nulls="always",
    examples={f"series_fit_line({_LINE})": [1.0, 2.0, 4.0, 0.0, -1.0, [1.0, 3.0, 5.0]]},
)
kernel(
    "series_fit_line_dynamic(series: dynamic) -> dynamic",
    "series_fits:fit_line_dynamic",
    source="learn:series-fit-line-dynamic-function",
    doc="The numbers of series_fit_line as a bag.",
    differs=_FLAT,
    nulls="always",
    examples={f"series_fit_line_dynamic({_LINE}).slope": 2.0},
)

_SIDE = ("rsquare", "slope", "interception", "variance", "rvariance")
_BOTH = ", ".join(f"{side}_{name}: real" for side in ("right", "left") for name in _SIDE)
_STEPS = "dynamic([1, 1, 1, 5, 6, 7])"
_SPLIT = (
    "The first of equal splits is taken, each line counts its points from 1, and each has two "
    "points at least, which was not measured."
)

kernel(
    "series_fit_2lines(series: dynamic) -> (rsquare: real, split_idx: long, variance: real, "
    f"rvariance: real, line_fit: dynamic, {_BOTH})",
    "series_fits:fit_2lines",
    source="learn:series-fit-2lines-function",
    doc="The two straight lines, one after the other, that fit best; ``split_idx`` is where the "
    f"right one begins. {_NULLS}",
    differs=_SPLIT,
    nulls="always",
    examples={
        f"series_fit_2lines({_STEPS})": [
            *(1.0, 3, 7.9, 0.0, [1.0, 1.0, 1.0, 5.0, 6.0, 7.0]),
            *(1.0, 1.0, 4.0, 1.0, 0.0),
            *(1.0, 0.0, 1.0, 0.0, 0.0),
        ],
    },
)
kernel(
    "series_fit_2lines_dynamic(series: dynamic) -> dynamic",
    "series_fits:fit_2lines_dynamic",
    source="learn:series-fit-2lines-dynamic-function",
    doc="The numbers of series_fit_2lines as a bag.",
    differs=_SPLIT,
    nulls="always",
    examples={
        f"series_fit_2lines_dynamic({_STEPS}).split_idx": 3,
        f"series_fit_2lines_dynamic({_STEPS}).right.slope": 1.0,
    },
)
kernel(
    "series_fit_poly(series: dynamic, places?: dynamic, degree?: int) -> (rsquare: real, "
    "coefficients: dynamic, variance: real, rvariance: real, poly_fit: dynamic)",
    "series_fits:fit_poly",
    source="learn:series-fit-poly-function",
    doc="The polynomial of a degree (1 unless told) that fits best, over the points 1, 2, ... or "
    f"given ones; coefficients from the highest power down. {_NULLS}",
    differs=_FLAT,
    nulls="always",
    examples={
        "series_fit_poly(dynamic([1, 2, 3]), dynamic([1, 2]))": None,
    },
)

# --- filters and spectra ------------------------------------------------------------------------

kernel(
    "series_fir(series: dynamic, filter: dynamic, normalize?: bool, center?: bool) -> dynamic",
    "series_fits:fir",
    source="learn:series-fir-function",
    doc="A finite impulse response filter: a weighted sum of every point and those before it, or "
    "around it. Weights are divided by their sum unless one is negative or ``normalize`` is false; "
    f"what lies outside of the series counts as 0. {_NULLS}",
    nulls="always",
    passes_name=True,
    examples={
        "series_fir(dynamic([0, 0, 2, 2, 3]), dynamic([1, -1]))": [0.0, 0.0, 2.0, 0.0, 1.0],
        "series_fir(dynamic([3, 6, 9]), dynamic([1, 1, 1]), true, true)": [3.0, 6.0, 5.0],
        "series_fir(dynamic([1]), dynamic([1, -1]), true)": None,
    },
)
kernel(
    "series_iir(series: dynamic, numerators: dynamic, denominators: dynamic) -> dynamic",
    "series_fits:iir",
    source="learn:series-iir-function; FACTS 14",
    doc=f"An infinite impulse response filter; null where the first denominator is 0. {_NULLS}",
    nulls="always",
    passes_name=True,
    examples={
        "series_iir(dynamic([1, 2, 3]), dynamic([1]), dynamic([1, -1]))": [1.0, 3.0, 6.0],
        "series_iir(dynamic([1, 2, 3]), dynamic([1]), dynamic([0, -1]))": None,
    },
)
for _name, _doc in (("fft", "The Fourier transform"), ("ifft", "The inverse Fourier transform")):
    kernel(
        f"series_{_name}(real_part: dynamic, imaginary_part?: dynamic)"
        " -> (real: dynamic, imag: dynamic)",
        f"series_fits:{_name}",
        source=f"learn:series-{_name}-function",
        doc=f"{_doc} of a series of real or complex numbers. {_NULLS}",
        nulls="always",
        examples={
            f"series_{_name}(dynamic([0]))": [[0.0], [0.0]],
            f"series_{_name}(dynamic([1, 'x']))": None,
        },
    )

# --- outliers -----------------------------------------------------------------------------------

kernel(
    "series_outliers(series: dynamic, kind?: string, ignored?: number, low?: number, "
    "high?: number) -> dynamic",
    "series_fits:outliers",
    source="learn:series-outliers-function, and an example that it once had",
    doc="How far every element lies outside of what is usual: beyond 1.5 or -1.5 it is an outlier. "
    "``tukey`` measures by the quartiles, ``ctukey`` (unless told) by those without the values "
    "beyond two percentiles, 10 and 90 unless told. What is no number or is ignored scores 0.",
    differs="How ctukey comes to its scores is not documented: they are computed so that they give "
    "the one published example. Beside values that hardly differ a score can be infinite.",
    bound_by=choosing(kind=("tukey", "ctukey")),
    nulls="always",
    passes_name=True,
    examples={
        "series_outliers(dynamic([30, 28, 5, 27, 31, 38, 29, 80, 25, 37, 30]))": [
            *(0.0, 0.0, -3.206896551724138, -0.1724137931034483, 0.0, 2.6666666666666665),
            *(0.0, 16.666666666666668, -0.4482758620689655, 2.3333333333333335, 0.0),
        ],
        "series_outliers(dynamic([1, 2, 3, 4, 9, null]), 'tukey')": [
            *(-0.5, 0.0, 0.0, 0.0, 2.5, 0.0),
        ],
    },
)
