"""Values of unlike types side by side: what the binder accepts, read in one way or refused."""

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from tests.adapters import run
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables

ROWS = (
    "datatable(b:bool, t:timespan, g:guid, n:long, s:string, d:dynamic)"
    "[true, 1d, guid(00000000-0000-0000-0000-000000000001), 5, '5', dynamic(7)]"
)


def one(text):
    compiled = compile_kql(f"{ROWS} | project x = {text}", Tables({}))
    with DuckDbEngine(duckdb.connect()) as engine:
        result = run(engine, compiled)
        return result.rows()[0][0], result.columns[0].type.value, compiled.warnings


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('b == "true"', True),
        ('b == "False"', False),
        ('b != "1"', False),
        ("b == 1", True),
        ('t == "1.00:00:00"', True),
        ('t == "1d"', True),
        ('g == "00000000-0000-0000-0000-000000000001"', True),
        ('n == "5"', True),
        ("s == 5", True),
    ],
)
def test_a_literal_of_another_type_is_read_with_a_warning(text, value):
    found, kind, warnings = one(text)
    assert (found, kind) == (value, "bool")
    assert [warning.code for warning in warnings] == ["KQL4002"]


@pytest.mark.parametrize("text", ['b == "yes"', 't == "soon"', 'g == "x"', "s == n", "s < 'a'"])
def test_what_could_be_read_in_two_ways_is_refused(text):
    with pytest.raises(CompileError, match="KQL3002"):
        one(text)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("iff(b, d, 1)", 7, "long"),
        ("iff(b, 1.5, d)", 1.5, "real"),
        ("case(b, d, 'x')", "7", "string"),
        ("iff(b, 1, 2)", 1, "long"),
    ],
)
def test_branches_beside_a_dynamic_take_the_other_type(text, value, kind):
    assert one(text)[:2] == (value, kind)


def test_a_name_before_an_argument_of_a_built_in_function_means_nothing():
    found, _, warnings = one("strcat(first_part='x', y='z')")
    assert found == "xz"
    assert len(warnings) == 2


@pytest.mark.parametrize("word", ["true", "True", "TRUE"])
def test_spellings_of_true(word):
    assert one(f"b == {word}")[0] is True


def test_no_other_spelling_of_true():
    with pytest.raises(CompileError, match="KQL2002"):
        one("b == tRUE")
