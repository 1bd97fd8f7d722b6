"""Graphs: equal in every strategy, and the traps of ids, properties and sequences of edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.transpile import strategies

if TYPE_CHECKING:
    import duckdb

# edges from a letter to a number's letter: 'a' -> 'b', ...; some ids are empty
_GRAPH = "Log | extend t = substring('abcd', v % 5, 1) | make-graph k --> t with_node_id=id"
_NODES = (
    "Log | extend t = substring('abcd', v % 5, 1) | make-graph k --> t "
    "with (Log | where v > 4 | project k, name = strcat(k, v), v) on k"
)


@pytest.fixture(scope="module")
def log() -> duckdb.DuckDBPyConnection:
    return strategies.connection()


@pytest.mark.parametrize(
    "kql",
    [
        f"{_GRAPH} | graph-to-table nodes",
        f"{_GRAPH} | graph-to-table edges with_source_id=s with_target_id=t2",
        f"{_NODES} | graph-to-table nodes with_node_id=h",
        f"{_GRAPH} | graph-match (a)-[e]->(b) project a.id, b.id, e.v",
        f"{_GRAPH} | graph-match (a)--(b) where a.id == 'a' project a.id, b.id",
        f"{_NODES} | graph-match (a)-[e]->(b)<-[f]-(c) where a.v > e.v project a.name, b.k, f.v",
        f"{_NODES} | graph-match (a)-[e*1..2]->(b) where all(e, v > 2) project a.name, b.v, e.v, "
        "map(inner_nodes(e), name), node_degree_in(a), node_degree_out(b)",
        f"{_GRAPH} | graph-match cycles=none (a)-[e*0..2]-(b) project a.id, b.id, any(e, v > 3)",
        f"{_GRAPH} | graph-match (a)-[e]->(b) project a, e.v | summarize count() by tostring(a)",
        f"let G = {_GRAPH}; union (G | graph-to-table nodes), (G | graph-match (x) project x.id)",
        f"{_GRAPH} | graph-mark-components | graph-to-table nodes",
        f"{_NODES} | graph-mark-components kind=strong with_component_id=c "
        "| graph-match (a)-->(b) where a.c == b.c project a.name, b.k, a.c",
        f"{_GRAPH} | graph-shortest-paths (a)-[e*1..3]->(b) project a.id, b.id, e.v",
        f"{_GRAPH} | graph-shortest-paths output=all (a)-[e*1..3]->(b) where b.id == 'd' "
        "project a.id, map(inner_nodes(e), id)",
        "Log | extend p = v % 2, t = substring('abcd', v % 5, 1) | make-graph k --> t "
        "with_node_id=id partitioned-by p (graph-match (a)-->(b)-->(c) project a.id, b.id, c.id)",
        "datatable(s:string, t:string)['a', 'b'] | make-graph s --> t with "
        "(Log | summarize n = count() by k) on k | graph-match (a)-->(b) project a.n, b.n",
        "Log | where v > 7 | extend t = substring('abcd', v % 5, 1) | make-graph k --> t "
        "| graph-match (a)-[e]->(b) where e.TimeGenerated > ago(1h) project e.v",
    ],
)
def test_graphs_in_every_strategy(log: duckdb.DuckDBPyConnection, kql: str) -> None:
    assert any(strategies.agree(log, kql))
