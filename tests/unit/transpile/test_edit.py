"""Variants of syntax trees: one node exchanged, the rest the same."""

from __future__ import annotations

from transpile.catalog.operators import OPERATORS
from transpile.pipeline import parse
from transpile.syntax import nodes
from transpile.syntax.edit import every, exchanged, without_operator
from transpile.syntax.printer import print_kql, print_part

TEXT = "let n = 5; T | where a > n and b in (1, 2) | join kind=inner (U | where c == 1) on k"


def test_every_node_in_the_order_of_the_text() -> None:
    starts = [node.span.start for node in every(parse(TEXT))]
    assert starts == sorted(starts)


def test_a_node_within_lists_and_pipelines_is_exchanged() -> None:
    query = parse(TEXT)
    literal = [node for node in every(query) if isinstance(node, nodes.Literal)][-1]
    other = exchanged(query, literal, nodes.Literal(9, literal.type))
    assert print_kql(other, OPERATORS) == print_kql(
        parse(TEXT.replace("c == 1", "c == 9")), OPERATORS
    )
    assert exchanged(query, nodes.Star(), nodes.Star()) is query


def test_an_operator_is_taken_out() -> None:
    query = parse(TEXT)
    inner = [node for node in every(query) if getattr(node, "keyword", "") == "where"][-1]
    assert isinstance(inner, nodes.OperatorSyntax)
    assert print_part(inner, OPERATORS) == "where c == 1"
    assert "(U) on k" in print_kql(without_operator(query, inner), OPERATORS)
