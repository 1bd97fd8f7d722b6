"""Values that were established elsewhere: an expression, its value, and where that was learned.

Each case runs twice, folded (``print``) and over a stored row, where the engine cannot fold; a case
with ``over = "rows"`` states the second only, for Kusto itself folds some differently.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from tests.adapters import run
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables

FOLDER = Path(__file__).parent
ORIGINS = {"measured", "docs", "reasoned"}


def _cases(folder: str) -> list[Any]:
    found = []
    for path in sorted((FOLDER / folder).rglob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in document["case"]:
            merged = {"origin": document["origin"], "source": document["source"], **case}
            found.append(pytest.param(merged, id=f"{path.stem}: {case['kql']}"))
    return found


def _value(query: str) -> object:
    with DuckDbEngine(duckdb.connect()) as engine:
        ((value,),) = run(engine, compile_kql(query, Tables({}))).json_rows()
    return value


@pytest.mark.parametrize("case", _cases("values"))
def test_value(case):
    expected = json.loads(case["value"])
    declared = case.get("row", "n:long = 1")
    name, _, rest = declared.partition(":")
    kind, _, literal = rest.partition("=")
    row = f"datatable({name.strip()}:{kind.strip()})[{literal}]"
    assert case["origin"] in ORIGINS
    assert _value(f"{row} | project {case['kql']}") == expected
    if "row" not in case and case.get("over") != "rows":
        assert _value(f"print {case['kql']}") == expected


@pytest.mark.parametrize("case", _cases("rejected"))
def test_rejected(case):
    with pytest.raises(CompileError) as caught:
        compile_kql(case["kql"], Tables({}))
    assert [found.code for found in caught.value.diagnostics] == case["codes"]
