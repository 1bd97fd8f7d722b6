"""Graphs: equal in every strategy, and the traps of ids, properties and sequences of edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.transpile import strategies
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables

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


_EDGES = "datatable(s:long, t:long, w:long)[1, long(null), 7, long(null), 2, long(null), 2, 2, 9]"
_FIRST = {"s": 1, "w": 7}
_NULLS = f"{_EDGES} | make-graph s --> t with_node_id=id"


@pytest.mark.parametrize(
    ("operator", "wanted"),
    [
        # null is an id like any other, and joins
        ("graph-match (a)-->(b)-->(c) project a.id, b.id, c.id", [(1, None, 2), (None, 2, 2)]),
        ("graph-match cycles=none (a)-[e*2..2]->(b) project a.id, b.id", [(1, 2)]),
        # an edge from a node to itself goes one way, whatever the direction
        ("graph-match (a)--(b) where a.id == 2 and b.id == 2 project a.id", [(2,)]),
        # a sequence of no edges: all holds, any does not, and there is nothing to list
        (
            "graph-match (a)-[e*0..0]->(b) where a.id == 1 "
            "project b.id, all(e, w > 99), any(e, w > 0), map(e, w)",
            [(1, True, False, [])],
        ),
        # a null condition holds for nothing; a null value stays in its place
        (
            "graph-match (a)-[e*2..2]->(b) where a.id == 1 "
            "project all(e, w > 0), any(e, w > 0), map(e, w)",
            [(False, True, [7, None])],
        ),
        ("graph-match (a)-[e*1..2]->(b) where all(e, w > 8) project e.w", [([9],)]),
        ("graph-match (a)-[e]->(b) where a.id == 1 project a, b, e", [({"id": 1}, {}, _FIRST)]),
        ("graph-match (a) where node_degree_in(a) == 2 project a.id, node_degree_out(a)", [(2, 1)]),
    ],
)
def test_traps_of_patterns(operator: str, wanted: list[object]) -> None:
    found = strategies.rows(f"{_NULLS} | {operator}")
    assert sorted(map(repr, found)) == sorted(map(repr, wanted))


@pytest.mark.parametrize(
    ("operator", "code"),
    [
        ("graph-match (a)-[e]->(e) project 1", "KQL2004"),
        ("graph-match (a)-[e*3..1]->(b) project 1", "KQL2013"),
        ("graph-match (a)-[e*1..x]->(b) project 1", "KQL2006"),
        ("graph-match (a)-[e*1..99]->(b) project 1", "KQL9001"),
        ("graph-match (a)-[e]->(b) project map(e, w)", "KQL2013"),
        ("graph-match (a)-[e*1..2]->(b) project inner_nodes(e)", "KQL2013"),
        ("graph-match (a)-[e*1..2]->(b) project map(e, a.id)", "KQL9001"),
        ("graph-match (a)-[e]->(b) project node_degree_in(e)", "KQL2013"),
        ("graph-match (a)-[e]->(b) project x = count()", "KQL2010"),
        ("graph-match (a)-[e]->(b) where w > 1 project a.id", "KQL2002"),
        ("graph-match cycles=some (a)-[e]->(b) project a.id", "KQL2013"),
        ("graph-shortest-paths (a)-[e*1..2]->(b), (b)-->(c) project a.id", "KQL2013"),
        ("graph-shortest-paths (a)-[e*1..2]->(b) where a.id < b.id project a.id", "KQL2013"),
        ("graph-mark-components with_component_id=id | graph-to-table nodes", "KQL2004"),
        ("graph-to-table nodes with_source_id=x", "KQL2015"),
        ("graph-to-table nodes, edges", "KQL1003"),
        ("graph-where-nodes id > 1", "KQL9003"),
        ("as G | graph-to-table nodes", "KQL2007"),
    ],
)
def test_refused_with_their_reason(operator: str, code: str) -> None:
    with pytest.raises(CompileError) as caught:
        compile_kql(f"{_NULLS} | {operator}", Tables({}))
    assert code in str(caught.value)
