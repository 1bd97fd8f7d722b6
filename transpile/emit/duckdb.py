"""SQL text for DuckDB. Nothing in it depends on a setting of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot.dialects.dialect import Dialect

from transpile.errors import LabError

if TYPE_CHECKING:
    from sqlglot import exp


def emit(tree: exp.Query, dialect: str = "duckdb", *, pretty: bool = False) -> str:
    """The SQL text of a tree.

    Raises:
        LabError: for a dialect that the lab does not emit.
    """
    if dialect != "duckdb":
        raise LabError(f"there is no emitter for {dialect!r}; 'duckdb' is the one there is")
    generator = Dialect.get_or_raise(dialect).generator(
        pretty=pretty, identify=False, comments=False
    )
    return generator.generate(tree, copy=False)
