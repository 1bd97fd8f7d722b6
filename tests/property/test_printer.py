"""Printing and parsing are inverses: a printed tree parses to that tree."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from tests.property.corpus import queries
from tests.property.shapes import same_shape
from tests.property.trees import expressions
from transpile.catalog.operators import OPERATORS
from transpile.catalog.operators.project import ItemsSyntax
from transpile.catalog.operators.where import WhereSyntax
from transpile.pipeline import parse
from transpile.span import Span
from transpile.syntax import nodes
from transpile.syntax.printer import print_kql
from transpile.types import KqlType

CORPUS = dict(queries())


@pytest.mark.parametrize("name", CORPUS)
def test_a_printed_query_parses_to_its_tree(name):
    tree = parse(CORPUS[name])

    printed = print_kql(tree, OPERATORS)

    assert same_shape(parse(printed), tree), printed
    assert print_kql(parse(printed), OPERATORS) == printed


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of the strategy itself
@given(expressions())
@example(nodes.Literal(-(2**63), KqlType.LONG))
@example(nodes.Literal(float("nan"), KqlType.REAL))
@example(nodes.Path(nodes.Literal(-5, KqlType.LONG), "a"))
@example(nodes.Binary("-", nodes.Name("a"), nodes.Binary("-", nodes.Name("b"), nodes.Name("a"))))
@example(nodes.Unary("-", nodes.Unary("-", nodes.Name("a"))))
@example(nodes.Call("int", (nodes.Name("a"),)))
@example(nodes.Call("datetime", (nodes.Literal("a", KqlType.STRING),)))
def test_a_printed_expression_parses_to_its_tree(expression):
    where = WhereSyntax(expression, keyword="where")
    extend = ItemsSyntax((nodes.Named(("x y",), expression),), keyword="extend")
    tree = nodes.Query((), nodes.Pipeline(nodes.Name("T"), (where, extend)))

    printed = print_kql(tree, OPERATORS)

    assert same_shape(parse(printed), tree), printed


def test_shapes_tell_values_apart():
    one, true = nodes.Literal(1, KqlType.LONG), nodes.Literal(True, KqlType.LONG)
    assert not same_shape(one, true)
    assert not same_shape(one, nodes.Literal(1, KqlType.INT))
    assert not same_shape(nodes.Literal(0.0, KqlType.REAL), nodes.Literal(-0.0, KqlType.REAL))
    assert same_shape(one, nodes.Literal(1, KqlType.LONG, span=Span(3, 4)))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("print ((1 + 2)) * 3", "print (1 + 2) * 3"),
        ("print 1 + (2 * 3)", "print 1 + 2 * 3"),
        ("print a-(b-c)", "print a - (b - c)"),
        ("print (a and b) or c", "print a and b or c"),
        ("print a and (b or c)", "print a and (b or c)"),
        ("print (a == b) == c", "print (a == b) == c"),
        ("print 90m, 36h, 25d, 1500ms", "print 90m, 36h, 25d, time(00:00:01.5000000)"),
        (
            "print datetime('2024-03-01 00:00'), datetime(2024-03-01 10:20:30.5)",
            "print datetime(2024-03-01), datetime(2024-03-01 10:20:30.5)",
        ),
        (r"print 'it''s', @'C:\x'", r'print "its", "C:\\x"'),
        ("T|where x in((U|project y))", "T\n| where x in (U | project y)"),
        (
            "T | join kind = inner U on $left.a==$right.b",
            "T\n| join kind=inner U on $left.a == $right.b",
        ),
        ("let ['a b']=1;T|count as ['n n']", "let ['a b'] = 1;\nT\n| count as ['n n']"),
    ],
)
def test_the_spelling_of(written, printed):
    assert print_kql(parse(written), OPERATORS) == printed
