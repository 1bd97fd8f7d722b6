"""Connected components of graphs whose nodes are numbered from 0."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lab.engines.kernels.rows import each

if TYPE_CHECKING:
    import pyarrow as pa

SIDE = 2**31  # an edge is one number: its source times this, and its target


def weak_components(edges: pa.Array) -> pa.Array:
    """For each graph, the component of every node; every node has an edge to itself."""
    return each(edges, lambda text: json.dumps(_weak(_pairs(text))))


def strong_components(edges: pa.Array) -> pa.Array:
    """Likewise, of nodes that reach each other along the edges' directions."""
    return each(edges, lambda text: json.dumps(_strong(_pairs(text))))


def _pairs(text: str) -> list[tuple[int, int]]:
    return [divmod(edge, SIDE) for edge in json.loads(text)]


def _numbered(roots: list[int]) -> list[int]:
    """Components counted from 0 in the order of their first nodes."""
    known: dict[int, int] = {}
    return [known.setdefault(root, len(known)) for root in roots]


def _size(edges: list[tuple[int, int]]) -> int:
    return max((max(edge) for edge in edges), default=-1) + 1


def _weak(edges: list[tuple[int, int]]) -> list[int]:
    parent = list(range(_size(edges)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for source, target in edges:
        first, second = root(source), root(target)
        if first != second:
            parent[max(first, second)] = min(first, second)
    return _numbered([root(node) for node in range(len(parent))])


def _strong(edges: list[tuple[int, int]]) -> list[int]:
    """Kosaraju's two walks, without recursion: paths may be as long as the graph."""
    size = _size(edges)
    ahead: list[list[int]] = [[] for _ in range(size)]
    back: list[list[int]] = [[] for _ in range(size)]
    for source, target in edges:
        ahead[source].append(target)
        back[target].append(source)
    finished: list[int] = []
    seen = [False] * size
    for start in range(size):
        if seen[start]:
            continue
        seen[start] = True
        walk = [(start, iter(ahead[start]))]
        while walk:
            node, following = walk[-1]
            found = next((one for one in following if not seen[one]), None)
            if found is None:
                finished.append(node)
                walk.pop()
            else:
                seen[found] = True
                walk.append((found, iter(ahead[found])))
    roots = [-1] * size
    for start in reversed(finished):
        if roots[start] >= 0:
            continue
        roots[start] = start
        waiting = [start]
        while waiting:
            for node in back[waiting.pop()]:
                if roots[node] < 0:
                    roots[node] = start
                    waiting.append(node)
    return _numbered(roots)
