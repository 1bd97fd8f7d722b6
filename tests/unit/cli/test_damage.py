"""A block that turns out to be unreadable in the middle of a query is named as what it is."""

from __future__ import annotations

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.engines.protocol import EngineError


class _Broken:
    """A connection whose file gives a wrong checksum when it is read."""

    def sql(self, _sql: str, *, params: object = None) -> object:
        raise duckdb.IOException(
            f"Corrupt database file: computed checksum 1 does not match stored checksum 2 {params}"
        )

    def close(self) -> None:
        pass


def test_damage_is_one_line_with_the_remedy() -> None:
    with (
        DuckDbEngine(_Broken()) as engine,  # type: ignore[arg-type]  # just what fetch asks of it
        pytest.raises(EngineError, match=r"damaged .*'lab generate'"),
    ):
        engine.fetch("SELECT 1")
