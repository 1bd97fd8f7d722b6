"""Periods of series, and series taken apart into season, trend and what is left."""

from __future__ import annotations

from transpile.catalog.functions.series_fits import choosing
from transpile.spec import kernel

_PERIODS = (
    "How Kusto scores periods is not documented. Here a score is the autocorrelation, its extremes "
    "cut, and a period counts if it surpasses its neighbours and noise; so the published examples "
    "have their periods and scores."
)
_WEEK = "dynamic([8, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10])"
_TREND = ("avg", "linefit", "none")
_METHOD = ("ctukey", "tukey")
_PARTS = "(baseline: dynamic, seasonal: dynamic, trend: dynamic, residual: dynamic)"
_STEADY = "dynamic([1, 5, 1, 5])"
_RULES = (
    "The season is the median of each phase, of a given period, of the detected one (-1, unless "
    "told) or none (0); then the trend is the mean (``avg``, unless told), a line (``linefit``) or "
    "``none``. The last ``test_points`` teach nothing. Null where an element is no finite number."
)

kernel(
    "series_periods_detect(series: dynamic, shortest: number, longest: number, count: long)"
    " -> (periods: dynamic, scores: dynamic)",
    "series_seasons:periods_detect",
    source="learn:series-periods-detect-function",
    doc="The most significant periods between two lengths and their scores, 0 where there are no "
    "more; a period has 4 points at least, and less than half of the series.",
    differs=_PERIODS,
    nulls="always",
    examples={
        f"series_periods_detect({_WEEK}, 0.0, 50.0, 2)": [[5.0, 0.0], [0.817593412959, 0.0]],
        "series_periods_detect(dynamic([null, 1]), 0.0, 50.0, 1)": None,
    },
)
kernel(
    "series_periods_validate(series: dynamic, period...: number)"
    " -> (periods: dynamic, scores: dynamic)",
    "series_seasons:periods_validate",
    source="learn:series-periods-validate-function",
    doc="The given periods and how significant each is: from 0 to 1.",
    differs=_PERIODS,
    nulls="always",
    examples={f"series_periods_validate({_WEEK}, 5, 7.0)": [[5.0, 7.0], [0.817593412959, 0.0]]},
)
kernel(
    "series_seasonal(series: dynamic, period?: int|long, test_points?: int|long) -> dynamic",
    "series_seasons:seasonal",
    source="learn:series-seasonal-function",
    doc="The season of a series: the median of each phase of a given period, or of a detected one "
    "that scores 0.7 or more; zeros where there is none.",
    differs=_PERIODS,
    nulls="always",
    examples={
        f"series_seasonal({_WEEK})": [10.0, 12.0, 14.0, 12.0, 10.0] * 4,
        "series_seasonal(dynamic([1, 3, 5, 1, 3, 5, 2, 4, 6]), 3)": [1.0, 3.0, 5.0] * 3,
        "series_seasonal(dynamic([1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6]))": [0.0] * 12,
    },
)
kernel(
    "series_decompose(series: dynamic, period?: int|long, trend?: string, test_points?: int|long, "
    f"threshold?: number) -> {_PARTS}",
    "series_seasons:decompose",
    source="learn:series-decompose-function",
    doc=f"A series taken apart. {_RULES}",
    differs=_PERIODS,
    bound_by=choosing(trend=_TREND),
    nulls="always",
    examples={
        f"series_decompose({_STEADY}, 2)": [
            *([1.0, 5.0, 1.0, 5.0], [1.0, 5.0, 1.0, 5.0], [0.0] * 4, [0.0] * 4),
        ],
        f"series_decompose({_STEADY}, 0)": [
            *([3.0] * 4, [0.0] * 4, [3.0] * 4, [-2.0, 2.0, -2.0, 2.0]),
        ],
        f"series_decompose({_STEADY}, 0, 'none')": [
            *([0.0] * 4, [0.0] * 4, [0.0] * 4, [1.0, 5.0, 1.0, 5.0]),
        ],
        "series_decompose(dynamic([1, 2, 3, 9]), 0, 'linefit', 1)": [
            *([1.0, 2.0, 3.0, 4.0], [0.0] * 4, [1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, 5.0]),
        ],
        "series_decompose(dynamic([1, null]))": None,
    },
)
kernel(
    "series_decompose_forecast(series: dynamic, test_points: int|long, period?: int|long, "
    f"trend?: string, threshold?: number) -> {_PARTS}",
    "series_seasons:forecast",
    source="learn:series-decompose-forecast-function",
    doc=f"What a series is expected to be, its last points included. {_RULES}",
    differs=_PERIODS,
    bound_by=choosing(trend=_TREND),
    nulls="always",
    examples={
        "series_decompose_forecast(dynamic([1, 2, 3, 0, 0]), 2, 0, 'linefit')": [
            *([1.0, 2.0, 3.0, 4.0, 5.0], [0.0] * 5),
            *([1.0, 2.0, 3.0, 4.0, 5.0], [0.0, 0.0, 0.0, -4.0, -5.0]),
        ],
    },
)
kernel(
    "series_decompose_anomalies(series: dynamic, threshold?: number, period?: int|long, "
    "trend?: string, test_points?: int|long, method?: string, seasonality_threshold?: number)"
    " -> (ad_flag: dynamic, ad_score: dynamic, baseline: dynamic)",
    "series_seasons:anomalies",
    source="learn:series-decompose-anomalies-function",
    doc="1 and -1 for points that lie far above and below what is expected, by the scores of "
    f"series_outliers over the residual and a threshold, 1.5 unless told. {_RULES}",
    differs=f"{_PERIODS} Scores are those of series_outliers here.",
    bound_by=choosing(trend=_TREND, method=_METHOD),
    nulls="always",
    examples={
        "series_decompose_anomalies(dynamic([2, 3, 2, 3, 2, 90, 3, 2]), 1.5, 0)": [
            [0, 0, 0, 0, 0, 1, 0, 0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 87.0, 0.0, 0.0],
            [13.375] * 8,
        ],
        "series_decompose_anomalies(dynamic([7, 7, 7]))": [[0] * 3, [0.0] * 3, [7.0] * 3],
    },
)
