"""Golden cases: ``<operator>/<case>.kql``, the SQL it becomes, and the rows that it must give.

``.duckdb.sql`` shows how; only ``.rows.json`` says what is right, and where that was learned:
``docs`` (Microsoft's documentation), ``measured`` (on the Kusto emulator, by the notes named in
``source``) or ``reasoned``. ``--record`` rewrites the SQL, and the rows of a case that has none yet
(then with origin ``unchecked``, which fails until someone has looked).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.ingest.external import fill_externals
from lab.settings import Surroundings
from tests.adapters import compiled_on, run
from transpile.catalog.operators import OPERATORS
from transpile.schema import Tables

if TYPE_CHECKING:
    from lab.result import Result

FOLDER = Path(__file__).parent
CASES = sorted(FOLDER.rglob("*.kql"))
# the files behind the addresses that cases of externaldata read
FILES = {
    f"https://example.org/{file.name}": file
    for file in (FOLDER / "externaldata" / "files").iterdir()
}
ORIGINS = ("docs", "measured", "reasoned")


def _name(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


def _document(result: Result, origin: str, source: str, *, ordered: bool) -> dict[str, object]:
    rows = [list(row) for row in result.json_rows()]
    return {
        "origin": origin,
        "source": source,
        "ordered": ordered,
        "columns": [[column.name, column.type.value] for column in result.columns],
        "rows": rows if ordered else sorted(rows, key=_key),
    }


def _key(row: list[object]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _written(document: dict[str, object]) -> str:
    """A document with one row on a line."""
    lines = [f'  "{name}": {json.dumps(document[name], ensure_ascii=False)},' for name in document]
    rows = document["rows"]
    assert isinstance(rows, list)
    shown = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
    lines[-1] = f'  "rows": [\n{shown}\n  ]' if rows else '  "rows": []'
    return "\n".join(["{", *lines, "}", ""])


@pytest.mark.parametrize("path", CASES, ids=_name)
def test_golden(path, record):
    with DuckDbEngine(duckdb.connect()) as engine:
        compiled = compiled_on(engine, path.read_text(encoding="utf-8"), Tables({}))
        fill_externals(engine, compiled.result.externals, Surroundings(FILES))
        result = run(engine, compiled)
    sql = compiled.result.sql(pretty=True) + "\n"
    sql_file, rows_file = path.with_suffix(".duckdb.sql"), path.with_suffix(".rows.json")
    if record:
        sql_file.write_text(sql, encoding="utf-8", newline="\n")
    if record and not rows_file.exists():
        made = _document(result, "unchecked", "", ordered=False)
        rows_file.write_text(_written(made), encoding="utf-8", newline="\n")

    expected = json.loads(rows_file.read_text(encoding="utf-8"))
    assert expected["origin"] in ORIGINS, (
        "look whether the rows are right, then say how it is known"
    )
    found = _document(
        result, expected["origin"], expected["source"], ordered=bool(expected["ordered"])
    )
    assert json.loads(_written(found)) == expected
    assert sql_file.read_text(encoding="utf-8") == sql, "run pytest --record and review the SQL"


@pytest.mark.parametrize(
    "keyword", [keyword for keyword, spec in OPERATORS.items() if not spec.refused]
)
def test_every_operator_has_golden_cases(keyword):
    assert len(list((FOLDER / keyword).glob("*.kql"))) >= 2, f"tests/golden/{keyword}/ wants cases"


def test_every_golden_file_belongs_to_a_case():
    stray = {
        path
        for path in FOLDER.rglob("*.*")
        if path.name.endswith((".duckdb.sql", ".rows.json"))
        and not (path.parent / f"{path.name.split('.')[0]}.kql").exists()
    }
    assert not stray
    assert {path.parent.name for path in CASES} <= set(OPERATORS)
