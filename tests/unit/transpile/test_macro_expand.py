"""A query for each entity of a group: equal in every strategy, and what stands for an entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.transpile import strategies
from transpile.pipeline import compile_kql

if TYPE_CHECKING:
    import duckdb

_GROUP = "let G = entity_group [database('a'), workspace('b')]; "


@pytest.fixture(scope="module")
def log() -> duckdb.DuckDBPyConnection:
    return strategies.connection()


@pytest.mark.parametrize(
    "kql",
    [
        f"{_GROUP}macro-expand G as X (X.Log | where v > 3 | count)",
        f"{_GROUP}macro-expand G as X (let n = 2; X.Log | top n by v) | summarize count() by k",
        f"{_GROUP}macro-expand G as X (X.Log | join kind=inner (X.Log | distinct k) on k | count)",
        f"{_GROUP}union (macro-expand G as X (Log | take 1)), (Log | where v > 7)",
        "macro-expand entity_group [cluster('c')] as X (X.database('d').table('Log') | count)",
        "let f = () { macro-expand entity_group [database('a')] as X (X.Log) }; f | distinct k",
    ],
)
def test_macro_expand_in_every_strategy(log: duckdb.DuckDBPyConnection, kql: str) -> None:
    assert any(strategies.agree(log, kql))


def test_a_column_of_the_entitys_name_stays_a_column() -> None:
    kql = "macro-expand entity_group [database('a')] as X (print X = 1 | where X == 1 | project X)"
    assert strategies.rows(kql) == [(1,)]


def test_every_entity_is_read_from_the_lab_and_a_warning_says_so() -> None:
    compiled = compile_kql(f"{_GROUP}macro-expand G as X (X.Log)", strategies.SCHEMA)
    assert [one.code for one in compiled.warnings] == ["KQL4005", "KQL4005"]


def test_macro_minus_expand_is_a_difference() -> None:
    assert strategies.rows("let macro = 5; let expand = 2; print macro-expand") == [(3,)]
