"""Distributions and tests of statistics: ``beta_cdf``, ``erf``, ``welch_test``."""

from __future__ import annotations

from transpile.catalog.functions.mathematics import as_reals
from transpile.spec import kernel

_BETA = "alpha: number, beta: number"
_BOUNDS = "both parameters are above 0 and at most 10,000"

kernel(
    f"beta_cdf(x: number, {_BETA}) -> real",
    "distributions:beta_cdf",
    source="learn:beta-cdf-function",
    doc=f"The cumulative beta distribution; NaN unless x is from 0 to 1 and {_BOUNDS}.",
    bound_by=as_reals,
    examples={
        "beta_cdf(0.5, 1, 1)": 0.5,
        "beta_cdf(1.5, 10, 20)": "NaN",
        "beta_cdf(0.1, -1, 20)": "NaN",
        "beta_cdf(real(null), 1, 1)": None,
    },
)
kernel(
    f"beta_pdf(x: number, {_BETA}) -> real",
    "distributions:beta_pdf",
    source="learn:beta-pdf-function",
    doc=f"The density of a beta distribution; NaN unless x lies between 0 and 1 and {_BOUNDS}.",
    bound_by=as_reals,
    examples={"beta_pdf(0.5, 1, 1)": 1.0, "beta_pdf(1, 10, 20)": "NaN"},
)
kernel(
    f"beta_inv(probability: number, {_BETA}) -> real",
    "distributions:beta_inv",
    source="learn:beta-inv-function",
    doc="Where the cumulative beta distribution has a value; null unless that lies above 0 and at "
    f"most at 1, NaN unless {_BOUNDS}.",
    differs="Text and example of the documentation disagree on what is null and what NaN; this is "
    "the example.",
    nulls="always",
    bound_by=as_reals,
    examples={
        "beta_inv(0.5, 1, 1)": 0.5,
        "beta_inv(1.5, 10, 20)": None,
        "beta_inv(0.1, -1, 20)": "NaN",
    },
)
for _name, _doc, _shown in (
    ("erf", "The error function.", {"erf(0)": 0.0, "erf(10)": 1.0}),
    ("erfc", "1 less the error function.", {"erfc(0)": 1.0, "erfc(-10)": 2.0}),
):
    kernel(
        f"{_name}(x: number) -> real",
        f"distributions:{_name}",
        source=f"learn:{_name}-function",
        doc=_doc,
        bound_by=as_reals,
        passes_name=True,
        examples=_shown,
    )
kernel(
    "welch_test(mean1: number, variance1: number, count1: number, mean2: number, "
    "variance2: number, count2: number) -> real",
    "distributions:welch_test",
    source="learn:welch-test-function",
    doc="The p-value of Welch's test: how probable so large a difference of two means is where "
    "there is none.",
    bound_by=as_reals,
    examples={
        "welch_test(1, 2, 10, 1, 3, 10)": 1.0,
        "welch_test(1, 0, 10, 1, 0, 10)": "NaN",
        "welch_test(1, 2, 10, 1, 3, real(null))": None,
    },
)
