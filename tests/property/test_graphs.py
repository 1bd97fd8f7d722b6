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
    table = ", ".join(f"'{source}', '{target}', {number}" for source, target, number in edges)
    found = strategies.rows(
        f"datatable(s:string, t:string, n:long)[{table}] | make-graph s --> t with_node_id=id "
        f"| graph-match cycles={cycles} {pattern} project {', '.join(items)}"
    )
    wanted = [
        _shown(shown, Match(m.nodes, m.edges[:2], m.inner[:2]))
        for m in matches(edges, hops, cycles)
    ]
    assert sorted(map(repr, map(list, found))) == sorted(map(repr, wanted))
