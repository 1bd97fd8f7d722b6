"""The examples of the catalog are run: what the reference shows is what the engine answers."""

from __future__ import annotations

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.engines.protocol import EngineError
from lab.ingest.typed import fill
from tests.adapters import compiled_on, run
from transpile.catalog.aggregates import AGGREGATES
from transpile.catalog.functions import FUNCTIONS
from transpile.catalog.operators import OPERATORS
from transpile.catalog.plugins import PLUGINS
from transpile.schema import Tables
from transpile.spec import EXAMPLE_ROWS

FUNCTION_EXAMPLES = [
    (name, text, value) for name, spec in FUNCTIONS.items() for text, value in spec.examples.items()
]
AGGREGATE_EXAMPLES = [
    (name, text, value)
    for name, spec in AGGREGATES.items()
    for text, value in spec.examples.items()
]
OPERATOR_EXAMPLES = [text for spec in OPERATORS.values() for text in spec.examples]
PLUGIN_EXAMPLES = [text for spec in PLUGINS.values() for text in spec.examples]


def rows(query: str) -> list[tuple[object, ...]]:
    with DuckDbEngine(duckdb.connect()) as engine:
        compiled = compiled_on(engine, query, Tables({}))
        for external in compiled.result.externals:
            fill(engine, external, ())
        try:
            return run(engine, compiled).json_rows()
        except EngineError as error:
            if "needs the package" in str(error):
                pytest.skip(str(error))
            raise


@pytest.mark.parametrize(("name", "text", "value"), FUNCTION_EXAMPLES)
def test_function(name, text, value):
    several = FUNCTIONS[name].results
    shown = [value] if not several else [None] * len(several) if value is None else value
    row = tuple(shown)
    assert rows(f"print {text}") == [row]
    # over a row, and not folded from constants
    assert rows(f"datatable(n:long)[1] | where n > 0 | project {text}") == [row]


@pytest.mark.parametrize(("name", "text", "value"), AGGREGATE_EXAMPLES)
def test_aggregate(name, text, value):
    (found,) = rows(f"{EXAMPLE_ROWS} | summarize {text}")
    assert (list(found) if len(found) > 1 else found[0]) == value


@pytest.mark.parametrize("text", [*OPERATOR_EXAMPLES, *PLUGIN_EXAMPLES])
def test_operator(text):
    assert rows(text)


def test_every_entry_has_an_example():
    without = {name for name, spec in FUNCTIONS.items() if not (spec.refused or spec.examples)}
    without |= {name for name, spec in AGGREGATES.items() if not (spec.refused or spec.examples)}
    without |= {name for name, spec in OPERATORS.items() if not (spec.refused or spec.examples)}
    without |= {name for name, spec in PLUGINS.items() if not (spec.refused or spec.examples)}
    # timespan("1d") is read as a literal, so that no call of it can be shown; in 'print' there are
    # no columns
    assert without == {"timespan", "bag_pack_columns", "estimate_data_size"}


def test_every_operator_and_plugin_says_how_it_lifts():
    silent = {name for name, spec in OPERATORS.items() if not (spec.refused or spec.lifted)}
    silent |= {name for name, spec in PLUGINS.items() if not (spec.refused or spec.lifted)}
    assert not silent
