"""Probabilities, units, sizes and versions: documented answers, nulls, and what is refused."""

from __future__ import annotations

import math

import pytest

from tests.adapters import evaluate
from transpile.diagnostics import CompileError


def over_a_row(expression: str) -> object:
    _, rows = evaluate(f"datatable(n:long, u:string)[2, 'Foot'] | project x = {expression}")
    return rows[0][0]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("beta_cdf(0.9, 10.0, 20.0)", 0.999999999999959),
        ("beta_cdf(0.1 * n, 2, 3)", 0.1808),
        ("beta_cdf(0.5, 10000, 10000)", 0.5),
        ("beta_cdf(1, 2, 3)", 1.0),
        ("beta_pdf(0.5, 10.0, 20.0)", 0.746176019310951),
        ("beta_inv(0.1, 10.0, 20.0)", 0.226415022388749),
        ("beta_inv(1, 2, 3)", 1.0),
        ("beta_cdf(beta_inv(0.3, 0.5, 700), 0.5, 700)", 0.3),
        ("erfc(10)", 2.0884875837625446e-45),
        ("convert_energy(1.2, 'Joule', 'BritishThermalUnit')", 0.00113738054437598),
        ("convert_mass(1.2, 'Kilogram', 'Pound')", 2.64554714621853),
        ("convert_length(n, u, 'Inch')", 24.0),
        ("convert_angle(1, 'Revolution', 'Degree')", 360.0),
        ("convert_volume(1, 'UsGallon', 'UsTeaspoon')", 768.0),
        ("convert_temperature(-40, 'DegreeFahrenheit', 'DegreeCelsius')", -40.0),
        ("convert_temperature(100, 'DegreeCelsius', 'DegreeDelisle') + 1", 1.0),
        ("convert_temperature(60, 'DegreeRoemer', 'DegreeReaumur')", 80.0),
    ],
)
def test_numbers(expression, value):
    assert over_a_row(expression) == pytest.approx(value, rel=1e-11)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("beta_inv(0, 1, 1)", None),
        ("beta_cdf(real(null), 1, 1)", None),
        ("erf(real(null))", None),
        ("convert_length(1, u, strcat(u, 't'))", None),
        ("convert_length(real(null), 'Foot', 'Inch')", None),
        ("format_bytes(1023)", "1023 Bytes"),
        ("format_bytes(1024 * 1024, 2)", "1 MB"),
        ("format_bytes(-2048)", "-2 KB"),
        ("format_bytes(real(null))", ""),
        ('format_bytes(1.5, 1, "Bytes")', "1.5 Bytes"),
        ("tostring(parse_version('1'))", "1000000000000000000000000"),
        ("tostring(parse_version('99999999.0.0.1'))", "99999999000000000000000000000001"),
        ("parse_version('')", None),
        ("parse_version('1.')", None),
        ("parse_version('123456789')", None),
        ("parse_version('0.0.7.0') < parse_version('0.0.3')", False),
        ("estimate_data_size(n, u)", 12),
        ("estimate_data_size(*)", 12),
    ],
)
def test_values(expression, value):
    assert over_a_row(expression) == value


def test_nan():
    for expression in ("beta_cdf(2, 1, 1)", "beta_pdf(0, 1, 1)", "beta_inv(0.5, 0, 1)"):
        found = over_a_row(expression)
        assert isinstance(found, float)
        assert math.isnan(found)


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("convert_angle(1, 'Tilt', 'Degree')", "KQL9001"),
        ("convert_length('a', 'Foot', 'Inch')", "KQL3005"),
        ("format_bytes(1, 0, 'kb')", "KQL2013"),
        ("format_bytes(1, n)", "KQL9001"),
        ("estimate_data_size(1.5)", "KQL9001"),
        ("estimate_data_size()", "KQL2005"),
    ],
)
def test_refused(expression, code):
    with pytest.raises(CompileError) as caught:
        over_a_row(expression)
    assert [found.code for found in caught.value.diagnostics] == [code]
