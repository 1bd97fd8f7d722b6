"""Functions of graph patterns: what lies along an edge of variable length, degrees, labels."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.graphs import (
    DEGREES,
    IN_COLUMN,
    OUT_COLUMN,
    Element,
    MatchScope,
    PropertyScope,
)
from transpile.bind.tree import Column, ColumnRef, Expr, visible
from transpile.bind.unknown import unknown_function
from transpile.catalog.functions.dynamics import boxed
from transpile.diagnostics import near, refusal
from transpile.errors import InternalError
from transpile.lower import build
from transpile.lower.arrays import no_elements
from transpile.lower.dynamic import to_variant
from transpile.spec import add_function, kernel, unsupported
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from sqlglot import exp

    from transpile.bind.binder import Binder, Scope
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall

_SOURCE = "learn:graph-operators; FACTS 17"
_DIFFERS = "The expression reads the edge or node itself, no other element of the pattern."


def _shown(value: str, pattern: str = "(a)-[e*2..2]->(b)") -> str:
    """An expression over the one match of a small graph."""
    rows = "datatable(s:string, t:string, w:long)['a', 'b', 1, 'b', 'c', 2]"
    graph = f"{rows} | make-graph s --> t with_node_id=n"
    return f"toscalar({graph} | graph-match {pattern} project x = {value})"


def _never_lowered(_call: LoweredCall) -> Sql:
    raise InternalError("functions of graph patterns are bound to columns")


def _element(scope: MatchScope, syntax: nodes.Syntax, what: str) -> Element:
    """The element of the pattern that an argument names."""
    name = syntax.name if isinstance(syntax, nodes.Name) else ""
    found = scope.elements.get(name)
    if found is None:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"{what} of the pattern is wanted here",
            syntax.span,
            near(name, scope.elements),
        )
    return found


def _along(binder: Binder, scope: MatchScope, syntax: nodes.Syntax) -> tuple[Element, bool]:
    """The edge of variable length that is gone along, and whether its inner nodes are meant."""
    inner = isinstance(syntax, nodes.Call) and syntax.name == "inner_nodes"
    if isinstance(syntax, nodes.Call):
        if not inner:
            raise refusal(
                codes.BAD_ARGUMENT,
                "an edge of variable length, or inner_nodes(...) of one, is wanted here",
                syntax.span,
            )
        if len(syntax.arguments) != 1:
            raise refusal(codes.ARGUMENT_COUNT, "'inner_nodes' takes one edge", syntax.span)
        syntax = syntax.arguments[0]
    element = _element(scope, syntax, "an edge of variable length")
    if not element.is_long:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"'{element.name}' is no edge of variable length",
            syntax.span,
            f"-[{element.name}*1..3]-> is one",
        )
    return element, inner


def _outside(binder: Binder, syntax: nodes.Call, scope: Scope) -> Exception:
    """What to say of such a call that stands outside a pattern."""
    if syntax.name in binder.registry.aggregates:
        return unknown_function(binder, syntax)
    within = isinstance(scope, PropertyScope)
    return refusal(
        codes.BAD_ARGUMENT,
        f"'{syntax.name}' does not fit here"
        if within
        else f"'{syntax.name}' belongs to the patterns of 'graph-match'",
        syntax.span,
    )


def _bind_along(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    if not isinstance(scope, MatchScope):
        raise _outside(binder, syntax, scope)
    if len(syntax.arguments) != 2:
        raise refusal(
            codes.ARGUMENT_COUNT,
            f"'{syntax.name}' takes an edge and an expression, not {len(syntax.arguments)} "
            "arguments",
            syntax.span,
        )
    element, inner = _along(binder, scope, syntax.arguments[0])
    graph = scope.graph
    seen = visible(graph.nodes if inner else graph.edges)
    within = PropertyScope((*seen, *(DEGREES if inner else ())), scope, inner)
    if syntax.name == "map":
        value = binder.scalar(syntax.arguments[1], within)
    else:
        value = binder.condition(syntax.arguments[1], within)
    return scope.gathered(element, syntax.name, inner, value, syntax.span)


for _name, _kind, _doc, _examples in (
    (
        "map",
        "dynamic",
        "An array of a value of every edge, or inner node, along an edge of variable length.",
        {"map(e, w)": [1, 2], "map(inner_nodes(e), strcat(n, '!'))": ["b!"]},
    ),
    (
        "all",
        "bool",
        "Whether a condition holds for every edge, or inner node, along an edge.",
        {"all(e, w > 1)": False, "all(inner_nodes(e), n == 'b')": True},
    ),
    (
        "any",
        "bool",
        "Whether a condition holds for some edge, or inner node, along an edge.",
        {"any(e, w > 1)": True, "any(inner_nodes(e), n == 'c')": False},
    ),
):
    add_function(
        f"{_name}(along: any, value: any) -> {_kind}",
        _never_lowered,
        doc=_doc,
        source=_SOURCE,
        whole_call=True,
        nulls="never",
        differs=_DIFFERS,
        bound_in_scope=_bind_along,
        examples={_shown(text): value for text, value in _examples.items()},
    )


def _bind_inner(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    raise refusal(
        codes.BAD_ARGUMENT,
        "'inner_nodes' stands only within all(), any() and map()",
        syntax.span,
        "map(inner_nodes(e), name) gives an array of the nodes' names",
    )


add_function(
    "inner_nodes(edge: any) -> dynamic",
    _never_lowered,
    doc="The nodes between the edges of an edge of variable length: all(inner_nodes(e), ...).",
    source=_SOURCE,
    whole_call=True,
    bound_in_scope=_bind_inner,
    examples={_shown("map(inner_nodes(e), n)"): ["b"]},
)


def _bind_degree(degree: Column, binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    if isinstance(scope, PropertyScope) and scope.of_nodes and not syntax.arguments:
        return ColumnRef(degree, span=syntax.span)
    if not isinstance(scope, MatchScope):
        raise _outside(binder, syntax, scope)
    if len(syntax.arguments) != 1:
        raise refusal(
            codes.ARGUMENT_COUNT,
            f"'{syntax.name}' takes a node of the pattern, not {len(syntax.arguments)} arguments",
            syntax.span,
            "without arguments it stands within all(), any() and map() of inner_nodes(...)",
        )
    element = _element(scope, syntax.arguments[0], "a node")
    if not element.is_node:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"'{element.name}' is an edge, and only nodes have a degree",
            syntax.arguments[0].span,
        )
    return ColumnRef(element.degree(degree), span=syntax.span)


for _name, _degree, _doc, _value in (
    ("node_degree_in", IN_COLUMN, "How many edges lead to a node of the pattern.", 0),
    ("node_degree_out", OUT_COLUMN, "How many edges lead away from a node of the pattern.", 1),
):
    add_function(
        f"{_name}(node?: any) -> long",
        _never_lowered,
        doc=_doc,
        source=_SOURCE,
        whole_call=True,
        nulls="never",
        bound_in_scope=partial(_bind_degree, _degree),
        examples={_shown(f"{_name}(a)"): _value},
    )


unsupported("labels", why="it reads a saved graph model, and the lab has none")


# --- lists along a path -------------------------------------------------------------------------
# Their columns are dynamic in name only: the engine's own lists, which no expression of KQL sees.


def _boxed(call: LoweredCall) -> Sql:
    return boxed(call.arg(0), call.bound[0].type)


def _list_type(kind: KqlType) -> exp.DataType:
    return build.data_type(build.type_of(kind).sql("duckdb") + "[]")


def _empty(call: LoweredCall) -> Sql:
    kind = call.bound[0].type
    if kind is KqlType.DYNAMIC:
        return no_elements()
    return build.cast_to(build.plain_call("list_value"), _list_type(kind))


def _before(call: LoweredCall) -> Sql:
    return build.plain_call("list_prepend", call.arg(0), call.arg(1))


def _after(call: LoweredCall) -> Sql:
    return build.plain_call("list_append", call.arg(0), call.arg(1))


def _has(call: LoweredCall) -> Sql:
    """Whether a value is in a list; a null is found among nulls, as ids are compared."""
    found = build.plain_call("list_contains", call.arg(0), call.arg(1))
    if not call.bound[1].nullable:
        return found
    counted = build.plain_call("list_count", call.arg(0))
    shorter = build.binary("<", counted, build.plain_call("len", call.arg(0)))
    return build.case([(build.is_null(call.arg(1)), shorter)], found)


def _sealed(call: LoweredCall) -> Sql:
    return to_variant(call.arg(0))


for _name, _signature, _builder, _doc in (
    ("$path_value", "(value: any) -> dynamic", _boxed, "A value as an element of an array."),
    ("$path_none", "(of: any) -> dynamic", _empty, "An empty list."),
    ("$path_before", "(value: any, list: dynamic) -> dynamic", _before, "One more, first."),
    ("$path_after", "(list: dynamic, value: any) -> dynamic", _after, "One more, last."),
    ("$path_has", "(list: dynamic, value: any) -> bool", _has, "Whether a list has a value."),
    ("$path_array", "(list: dynamic) -> dynamic", _sealed, "A list as an array."),
):
    add_function(
        f"{_name}{_signature}",
        _builder,
        doc=_doc,
        source="lab",
        whole_call=True,
        nulls="never",
        examples={_shown("array_length(map(e, w))"): 2},
    )


_COMPONENTS = "datatable(s:string, t:string)['a', 'b'] | make-graph s --> t | graph-mark-components"
for _kind in ("weak", "strong"):
    kernel(
        f"${_kind}_components(edges: dynamic) -> dynamic",
        f"graphs:{_kind}_components",
        source="lab",
        doc="The component of every node of a graph, whose edges are pairs of numbers in one.",
        nulls="never",
        examples={f"toscalar({_COMPONENTS} kind={_kind} | graph-to-table nodes | count)": 2},
    )
