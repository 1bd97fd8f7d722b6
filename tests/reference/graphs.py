"""A second, slow meaning of graph patterns: every way to lay a pattern over a graph is tried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Edge = tuple[str, str, int]  # source, target, a property that tells edges apart


@dataclass(frozen=True)
class Hop:
    """An edge of a pattern; ``way`` is ``->``, ``<-`` or ``--``, one edge without bounds."""

    left: str
    right: str
    way: str
    bounds: tuple[int, int] | None = None


@dataclass
class Match:
    """Where the nodes of the pattern are, and for each hop its edges and the nodes between."""

    nodes: dict[str, str] = field(default_factory=dict)
    edges: list[list[int]] = field(default_factory=list)
    inner: list[list[str]] = field(default_factory=list)


def matches(edges: list[Edge], hops: list[Hop], cycles: str) -> Iterator[Match]:
    """All matches of a connected pattern, whose hops begin at nodes that are known by then."""
    ids = sorted({end for edge in edges for end in edge[:2]})
    returns = any(hop.left == hop.right for hop in hops)
    for start in ids:
        for found in _grown(edges, hops, Match({hops[0].left: start})):
            if _allowed(found, hops, cycles) and not (cycles == "none" and returns):
                yield found


def _grown(edges: list[Edge], hops: list[Hop], match: Match) -> Iterator[Match]:
    if not hops:
        yield match
        return
    hop, *later = hops
    low, high = hop.bounds or (1, 1)
    for walked, passed in _walks(edges, match.nodes[hop.left], hop.way, high):
        if len(walked) < low or match.nodes.get(hop.right, passed[-1]) != passed[-1]:
            continue
        nodes = {**match.nodes, hop.right: passed[-1]}
        made = Match(nodes, [*match.edges, walked], [*match.inner, passed[1:-1]])
        yield from _grown(edges, later, made)


def _walks(
    edges: list[Edge], node: str, way: str, most: int
) -> Iterator[tuple[list[int], list[str]]]:
    """Sequences of edges from a node, by number, with the nodes that they pass."""
    yield [], [node]
    if not most:
        return
    for number, (source, target, _) in enumerate(edges):
        ends = {(source, target), (target, source)} if way == "--" else {(source, target)}
        for first, last in ends:
            if way == "<-":
                first, last = last, first
            if first == node:
                for walked, passed in _walks(edges, last, way, most - 1):
                    yield [number, *walked], [node, *passed]


def _allowed(match: Match, hops: list[Hop], cycles: str) -> bool:
    if cycles == "unique_edges":
        used = [number for walked in match.edges for number in walked]
        return len(used) == len(set(used))
    if cycles == "none":
        # a sequence of no edges makes one node of its two ends
        merged = {name: name for name in match.nodes}
        for hop, walked in zip(hops, match.edges, strict=True):
            if not walked:
                old, new = merged[hop.right], merged[hop.left]
                merged = {name: new if at == old else at for name, at in merged.items()}
        passed = [match.nodes[name] for name in set(merged.values())]
        passed += [node for between in match.inner for node in between]
        return len(passed) == len(set(passed))
    return True
