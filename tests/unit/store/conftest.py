"""A small generated database, and what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from generators.plan import Plan
from generators.tenant import generate
from lab.store.load import replace_generated

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = Plan(days=1, users=4)


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of ``PLAN``; never written to."""
    path = tmp_path_factory.mktemp("store") / "lab.duckdb"
    replace_generated(path, generate(PLAN))
    return path


@pytest.fixture
def database(original: Path, tmp_path: Path) -> Path:
    """A copy of the database of ``PLAN``."""
    return Path(shutil.copy(original, tmp_path / "lab.duckdb"))


def content_of(path: Path) -> dict[str, object]:
    """Every row of the database: the lab's own tables whole, a digest of each log table."""
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL"
        ).fetchall()
        found: dict[str, object] = {}
        for schema, table in tables:
            name = f'{schema}."{table}"'
            if schema == "_lab":
                found[name] = con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()
                continue
            columns = con.execute(f"DESCRIBE {name}").fetchall()
            texts = ", ".join(f'"{column[0]}"::VARCHAR' for column in columns)
            found[name] = con.execute(
                f"SELECT count(*), sum(hash([{texts}])::HUGEINT) FROM {name}"
            ).fetchone()
        return found


@pytest.fixture(scope="session")
def content() -> Callable[[Path], dict[str, object]]:
    """Gives what a database holds, for comparing."""
    return content_of
