"""Graph patterns as joins against a search that tries every way to lay the pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference.graphs import Edge, Hop, Match, matches
from tests.unit.transpile import strategies

if TYPE_CHECKING:
    from collections.abc import Sequence

PATTERNS = {
    "(a)-[e]->(b)": [Hop("a", "b", "->")],
    "(a)<-[e]-(b)": [Hop("a", "b", "<-")],
    "(a)-[e]-(b)": [Hop("a", "b", "--")],
    "(a)-[e]->(a)": [Hop("a", "a", "->")],
    "(a)-[e]->(b)-[f]-(c)": [Hop("a", "b", "->"), Hop("b", "c", "--")],
    "(a)-[e]->(b), (b)<-[f]-(c), (a)--(c)": [
        Hop("a", "b", "->"),
        Hop("b", "c", "<-"),
        Hop("a", "c", "--"),
    ],
    "(a)-[e*1..3]->(b)": [Hop("a", "b", "->", (1, 3))],
    "(a)-[e*0..2]-(b)": [Hop("a", "b", "--", (0, 2))],
    "(a)<-[e*2..3]-(b)": [Hop("a", "b", "<-", (2, 3))],
    "(a)-[e*1..3]->(a)": [Hop("a", "a", "->", (1, 3))],
    "(a)-[e*1..2]->(b)-[f*1..2]->(c)": [Hop("a", "b", "->", (1, 2)), Hop("b", "c", "->", (1, 2))],
    "(a)-[e*1..2]->(b)-[f]->(c), (a)--(c)": [
        Hop("a", "b", "->", (1, 2)),
        Hop("b", "c", "->"),
        Hop("a", "c", "--"),
    ],
    "(a)-[e*0..2]->(b)<-[f*0..1]-(c)": [Hop("a", "b", "->", (0, 2)), Hop("b", "c", "<-", (0, 1))],
}
EDGES = st.lists(
    st.tuples(st.sampled_from("xyz"), st.sampled_from("xyzw")), min_size=1, max_size=6
).map(lambda pairs: [(*pair, number) for number, pair in enumerate(pairs)])


def _graph(edges: list[Edge]) -> str:
    table = ", ".join(f"'{source}', '{target}', {number}" for source, target, number in edges)
    return f"datatable(s:string, t:string, n:long)[{table}] | make-graph s --> t with_node_id=id"


def _shown(hops: Sequence[Hop], match: Match) -> list[object]:
    """A row of the match as the query below gives it."""
    row: list[object] = [match.nodes[name] for name in sorted(match.nodes)]
    for hop, walked, inner in zip(hops, match.edges, match.inner, strict=True):
        row += [walked, inner] if hop.bounds else walked
    return row


@pytest.mark.parametrize("cycles", ["unique_edges", "all", "none"])
@pytest.mark.parametrize("pattern", PATTERNS)
@given(edges=EDGES)
@settings(max_examples=3)
def test_patterns_match_as_a_search_does(pattern: str, cycles: str, edges: list[Edge]) -> None:
    hops = PATTERNS[pattern]
    names = sorted({name for hop in hops for name in (hop.left, hop.right)})
    items = [f"{name}.id" for name in names]
    for hop, edge in zip(hops, "ef-", strict=False):
        if edge == "-":
            continue
        items += [f"{edge}.n"] + ([f"map(inner_nodes({edge}), id)"] if hop.bounds else [])
    shown = [hop for hop, edge in zip(hops, "ef-", strict=False) if edge != "-"]
    found = strategies.rows(
        f"{_graph(edges)} | graph-match cycles={cycles} {pattern} project {', '.join(items)}"
    )
    wanted = [
        _shown(shown, Match(m.nodes, m.edges[:2], m.inner[:2]))
        for m in matches(edges, hops, cycles)
    ]
    assert sorted(map(repr, map(list, found))) == sorted(map(repr, wanted))


@given(edges=EDGES)
@settings(max_examples=12)
def test_shortest_paths_are_the_shortest_of_all(edges: list[Edge]) -> None:
    (hop,) = PATTERNS["(a)-[e*1..3]->(b)"]
    found = list(matches(edges, [hop], "none"))
    least: dict[tuple[str, str], int] = {}
    for match in found:
        ends = (match.nodes["a"], match.nodes["b"])
        least[ends] = min(len(match.edges[0]), least.get(ends, 9))
    wanted = [
        [*ends, match.edges[0]]
        for match in found
        for ends in [(match.nodes["a"], match.nodes["b"])]
        if len(match.edges[0]) == least[ends]
    ]
    query = "graph-shortest-paths output={} (a)-[e*1..3]->(b) project a.id, b.id, e.n"
    every = strategies.rows(f"{_graph(edges)} | {query.format('all')}")
    assert sorted(map(list, every)) == sorted(wanted)
    some = [list(row) for row in strategies.rows(f"{_graph(edges)} | {query.format('any')}")]
    assert sorted((a, b) for a, b, _ in some) == sorted(least)
    assert all(row in wanted for row in some)


@pytest.mark.parametrize("kind", ["weak", "strong"])
@given(edges=EDGES)
@settings(max_examples=12)
def test_components_are_of_nodes_that_reach_each_other(kind: str, edges: list[Edge]) -> None:
    ids = sorted({end for edge in edges for end in edge[:2]})
    reached = {(one, one) for one in ids} | {edge[:2] for edge in edges}
    if kind == "weak":
        reached |= {(target, source) for source, target in reached}
    for by in ids:
        reached |= {(a, b) for a in ids for b in ids if (a, by) in reached and (by, b) in reached}
    firsts = [next(a for a in ids if {(a, b), (b, a)} <= reached) for b in ids]
    numbers = {first: place for place, first in enumerate(dict.fromkeys(firsts))}
    found = strategies.rows(
        f"{_graph(edges)} | graph-mark-components kind={kind} | graph-to-table nodes"
    )
    wanted = [(one, numbers[first]) for one, first in zip(ids, firsts, strict=True)]
    assert sorted(found) == wanted
