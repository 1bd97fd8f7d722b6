"""Series: the documentation's examples, nulls, and the columns of functions that give several."""

from __future__ import annotations

import json

import pytest

from tests.adapters import evaluate
from transpile.diagnostics import CompileError

WEEKS = (
    "[80, 139, 87, 110, 68, 54, 50, 51, 53, 133, 86, 141, 97, 156, 94, 149, 95, 140, 77, 61, 50, "
    "54, 47, 133, 72, 152, 94, 148, 105, 162, 101, 160, 87, 63, 53, 55, 54, 151, 103, 189, 108, "
    "183, 113, 175, 113, 178, 90, 71, 62, 62, 65, 165, 109, 181, 115, 182, 121, 178, 114, 170]"
)
STATS = ("min", "min_idx", "max", "max_idx", "avg", "stdev", "variance")


def row(query: str) -> list[object]:
    (found,) = evaluate(query)[1]
    return [json.loads(v) if isinstance(v, str) and v[:1] in "[{" else v for v in found]


def value(expression: str) -> object:
    return row(f"print v = {expression}")[0]


def names(query: str) -> list[str]:
    return [name for name, _ in evaluate(query)[0]]


# --- numbers ------------------------------------------------------------------------------------


def test_statistics_of_the_documentation():
    found = row(
        "print x = dynamic([23, 46, 23, 87, 4, 8, 3, 75, 2, 56, 13, 75, 32, 16, 29])"
        " | project series_stats(x)"
    )
    assert found == pytest.approx([2, 8, 87, 3, 32.8, 28.5036338535483, 812.457142857143])


def test_a_line_of_the_documentation():
    found = row("print series_fit_line(dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30]))")
    assert found[:5] == pytest.approx([0.982, 2.730, 98.628, 1.686, -1.666], abs=1e-3)
    line = found[5]
    assert isinstance(line, list)
    assert line[::11] == pytest.approx([1.064, 31.102], abs=1e-3)


def test_a_flat_series_is_its_own_line():
    assert row("print series_fit_line(dynamic([0, 0, 0]))") == [1.0, 0.0, 0.0, 0.0, 0.0, [0.0] * 3]


def test_two_lines_and_short_series():
    found = row("print series_fit_2lines(dynamic([1, 2.2, 2.5, 4.7, 5.0, 12, 10.3, 10.3, 9, 8.3]))")
    assert found[1] == 5
    assert row("print series_fit_2lines(dynamic([3]))") == [None] * 15
    assert row("print series_fit_2lines(dynamic([3, 4]))")[:2] == [1.0, 1]


def test_a_polynomial_gives_its_coefficients_from_the_top():
    found = row(
        "print series_fit_poly(dynamic([1, 4, 9, 16, 25]), dynamic([1, 2, 3, 4, 5]), int(2))"
    )
    assert found[0] == pytest.approx(1)
    assert found[1] == pytest.approx([1, 0, 0], abs=1e-9)
    assert value("series_fit_poly(dynamic([1, 4]), dynamic(null), int(2))") is None


def test_periods_of_the_documentation():
    periods, scores = row(f"print series_periods_detect(dynamic({WEEKS}), 0.0, 50.0, 2)")
    assert periods == [14.0, 0.0]
    assert scores == pytest.approx([0.84, 0.0], abs=5e-3)
    periods, scores = row(f"print series_periods_validate(dynamic({WEEKS}), 14.0, 10.0)")
    assert periods == [14.0, 10.0]
    assert scores == pytest.approx([0.84, 0.0], abs=5e-3)


@pytest.mark.parametrize(
    ("series", "season"),
    [
        ([2, 5, *[3, 4, 3, 2, 1, 2] * 3, 3, 4, 3, 2, 1], [1.0, 2.0, 3.0, 4.0, 3.0, 2.0]),
        ([8, 12, 14, 12, 10, *[10, 12, 14, 12, 10] * 3], [10.0, 12.0, 14.0, 12.0, 10.0]),
        ([1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6], [0.0]),
    ],
)
def test_seasons_of_the_documentation(series: list[int], season: list[float]):
    found = value(f"series_seasonal(dynamic({series}))")
    assert isinstance(found, list)
    assert found == (season * 12)[: len(series)]


def test_weeks_of_hours_are_found_and_their_outliers_flagged():
    hours = [
        (10 if h // 24 % 7 >= 5 else 15) + h % 24 // 8 + (h * 7919 % 13) / 13
        for h in range(24 * 35)
    ]
    hours[150] -= 8
    hours[400] += 8
    assert row(f"print series_periods_detect(dynamic({hours}), 4.0, 200.0, 1)")[0] == [168.0]
    flags = value(f"series_decompose_anomalies(dynamic({hours}), 3)")
    assert isinstance(flags, list)
    assert {place: flag for place, flag in enumerate(flags) if flag} == {150: -1, 400: 1}


def test_one_spike_above_nothing_is_an_anomaly():
    flags, scores, baseline = row(
        "print series_decompose_anomalies(dynamic([0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0]))"
    )
    assert flags == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert isinstance(scores, list)
    assert scores[6] == "Infinity"
    assert baseline == [pytest.approx(5 / 12)] * 12


def test_whole_numbers_stay_whole_and_wrap():
    assert repr(value("series_add(dynamic([1, 2.0]), 1)")) == "[2, 3.0]"
    assert value(f"series_add(dynamic([{2**63 - 1}]), 1)") == [-(2**63)]
    assert value("series_multiply(10, dynamic([1, 0, -1]))") == [10, 0, -10]
    assert value("series_divide(dynamic([1, 0, -1]), 0)") == ["Infinity", "NaN", "-Infinity"]


def test_nulls_of_series():
    assert value("series_add(dynamic([1, 2, 3]), dynamic([1, null]))") == [2, None, None]
    assert value("series_greater(dynamic([1, 2, null]), 1)") == [False, True, None]
    assert value("series_add(dynamic(null), dynamic([1]))") is None
    assert value("series_add(dynamic({'a': 1}), dynamic([1]))") == [None]
    assert value("series_fir(dynamic([1, null]), dynamic([1]))") is None
    assert value("series_outliers(dynamic([]))") == []
    assert value("series_abs(dynamic([]))") == []
    assert row("print series_decompose(dynamic([]))") == [None] * 4


# --- columns ------------------------------------------------------------------------------------


def test_columns_without_names_are_all_there():
    all_of = [f"series_stats_x_{name}" for name in STATS]
    assert names("print x = dynamic([1]) | project series_stats(x)") == all_of
    assert names("print x = dynamic([1]) | extend series_stats(x)") == ["x", *all_of]
    assert names("print d = dynamic({'y': [1]}) | project series_fft(d.y)") == [
        "series_fft_d_y_real",
        "series_fft_d_y_imag",
    ]
    assert names("print 1, series_fft(dynamic([1])), 2") == [
        *("print_0", "series_fft__real", "series_fft__imag", "print_2")
    ]


def test_made_up_names_step_aside():
    twice = "print x = dynamic([1]) | extend series_fft(x) | extend series_fft(x)"
    assert names(twice) == [
        *("x", "series_fft_x_real", "series_fft_x_imag", "series_fft_x_real1", "series_fft_x_imag1")
    ]
    assert names("print x = dynamic([1]) | project series_fft(x), series_fft_x_imag = 1") == [
        *("series_fft_x_real", "series_fft_x_imag1", "series_fft_x_imag")
    ]


def test_names_for_some_columns():
    some = "(a, b) = series_stats(x)"
    rest = [f"series_stats_x_{name}" for name in STATS[2:]]
    assert names(f"print x = dynamic([1]) | project {some}") == ["a", "b", *rest]
    assert names(f"print x = dynamic([1]) | extend {some}") == ["x", "a", "b"]
    assert names("print x = dynamic([1]) | extend a = series_stats(x)") == ["x", "a"]
    assert row("print x = dynamic([4, 5]) | extend (x, n) = series_stats(x)") == [4.0, 0]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("where series_stats(x) > 1", "KQL2008"),
        ("extend a = 1 + series_stats(x)", "KQL2008"),
        ("summarize count() by series_stats(x)", "KQL2008"),
        ("extend (a, b, c) = series_fft(x)", "KQL2013"),
        ("extend (a, b) = 1", "KQL2013"),
        ("extend (a, a) = series_fft(x)", "KQL2004"),
        ("project (a, a) = series_fft(x)", "KQL2004"),
        ("project series_add(1, 2)", "KQL3005"),
        ("project series_stats('x')", "KQL3005"),
        ("project series_decompose(x, -1, 'steep')", "KQL2013"),
        ("project series_outliers(x, 'turkey')", "KQL2013"),
        ("project series_periods_validate(x)", "KQL2005"),
    ],
)
def test_refused(query: str, code: str):
    with pytest.raises(CompileError) as caught:
        evaluate(f"print x = dynamic([1, 2]) | {query}")
    assert [one.code for one in caught.value.diagnostics] == [code]


def test_a_key_that_a_parameter_names_has_its_name():
    query = (
        "let T = datatable(t:datetime, user:string)[datetime(2024-01-01), 'ann'];"
        " let by_field = (field:string) {"
        " T | make-series n = count() on t step 1d by column_ifexists(field, '') };"
        " by_field('user')"
    )
    assert names(query) == ["user", "n", "t"]
