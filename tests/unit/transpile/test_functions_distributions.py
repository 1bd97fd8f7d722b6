"""Distributions: the documentation's examples, over columns with nulls."""

from __future__ import annotations

import pytest

from tests.adapters import evaluate


def column(query: str) -> list[object]:
    return [found[-1] for found in evaluate(query)[1]]


def test_the_beta_distribution():
    rows = "datatable(x:real, a:real, b:real)[0.9, 10, 20, 0.5, 10, 20, real(null), 10, 20]"
    assert column(f"{rows} | project beta_cdf(x, a, b)") == [
        pytest.approx(0.999999999999959),
        pytest.approx(0.9692858),
        None,
    ]
    assert column(f"{rows} | project beta_pdf(x, a, b)")[1:] == [
        pytest.approx(0.746176019310951),
        None,
    ]
    assert column("print beta_inv(0.1, 10, 20)") == [pytest.approx(0.226415022388749)]


def test_the_error_function():
    found = column("range x from -3 to 3 step 1 | extend y = erf(x), z = erf(x) + erfc(x)")
    assert found == [pytest.approx(1)] * 7
    assert column("print erf(-3)") == [pytest.approx(-0.999977909503001)]
    assert column("print erfc(10)") == [pytest.approx(2.088487583762545e-45, rel=1e-9, abs=0)]


def test_welch():
    found = column(
        "print a = dynamic([27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6,"
        " 19.0, 21.7, 21.4]), b = dynamic([27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8,"
        " 20.2, 21.9, 22.1, 22.9, 20.5, 24.4])"
        " | mv-expand a to typeof(double), b to typeof(double)"
        " | summarize m1 = avg(a), v1 = variance(a), c1 = count(), m2 = avg(b), v2 = variance(b),"
        " c2 = count()"
        " | project welch_test(m1, v1, c1, m2, v2, c2)"
    )
    assert found == [pytest.approx(0.021, abs=5e-4)]
