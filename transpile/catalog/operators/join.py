"""``join`` of every kind, and ``lookup``."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.binder import Binder, Sides
from transpile.bind.naming import unique
from transpile.bind.open import is_missing
from transpile.bind.tree import (
    Column,
    ColumnRef,
    Expr,
    Item,
    Join,
    JoinColumn,
    Node,
    Project,
    Top,
    visible,
)
from transpile.diagnostics import CompileError, near, refusal
from transpile.light import dataclass
from transpile.spec import CONVERSIONS, OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.span import Span
    from transpile.syntax.statements import Parser

_KINDS = {
    "inner": "inner",
    "innerunique": "innerunique",
    "leftouter": "leftouter",
    "rightouter": "rightouter",
    "fullouter": "fullouter",
    "leftsemi": "leftsemi",
    "rightsemi": "rightsemi",
    "leftanti": "leftanti",
    "anti": "leftanti",
    "leftantisemi": "leftanti",
    "rightanti": "rightanti",
    "rightantisemi": "rightanti",
}
_LOOKUP_KINDS = {"leftouter": "leftouter", "inner": "inner"}
_HINTS = frozenset(
    {
        "hint.strategy",
        "hint.remote",
        "hint.shufflekey",
        "hint.num_partitions",
        "hint.pass_filters",
        "hint.pass_filters_column",
    }
)


@dataclass(frozen=True)
class JoinSyntax(nodes.OperatorSyntax):
    """``join kind=... (right) on conditions``."""

    hints: tuple[tuple[str, str], ...]
    right: nodes.Syntax
    conditions: tuple[nodes.Syntax, ...]
    # where the values of the hints stand
    places: tuple[tuple[str, Span], ...] = field(default=(), compare=False)


def _parse(keyword: str) -> Callable[[Parser, int], JoinSyntax]:
    def read(parser: Parser, start: int) -> JoinSyntax:
        cursor = parser.cursor
        hints = tuple(parser.hints().items())
        places = tuple(parser.places.items())
        right = _right_side(parser)
        if not cursor.accept("on"):
            raise cursor.unexpected(f"'on' after the table of the {keyword}", _no_on(parser))
        conditions = [parser.expression()]
        while cursor.accept(","):
            conditions.append(parser.expression())
        span = cursor.since(start)
        return JoinSyntax(hints, right, tuple(conditions), places, keyword=keyword, span=span)

    return read


def _no_on(parser: Parser) -> str:
    """What to write where the 'on' of a join is missing."""
    cursor = parser.cursor
    if cursor.current.text in ("kind", "hint"):
        return "parameters stand before the table: join kind=inner (T) on Key"
    if cursor.at("ON", "On"):
        return "words of the language are written small: 'on'"
    if cursor.at("|") and cursor.previous.kind is TokenKind.NAME and not cursor.begins_line:
        return "a query as the table of a join stands in parentheses: join (T | ...) on Key"
    if cursor.previous.text in _KINDS:
        return f"the kind is a parameter: kind={cursor.previous.text}"
    return "on Key, or on $left.a == $right.b"


def _right_side(parser: Parser) -> nodes.Syntax:
    cursor = parser.cursor
    if not cursor.at("("):
        if cursor.current.kind is not TokenKind.NAME and not cursor.at("["):
            raise cursor.unexpected("a table, or a query in parentheses")
        return parser.operand()
    opened = cursor.take()
    found = parser.pipeline()
    cursor.close(")", opened, "after the right side")
    return found


def _show(syntax: JoinSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    hints = "".join(f"{name}={value} " for name, value in syntax.hints)
    on = ", ".join(inner(condition) for condition in syntax.conditions)
    return f"{syntax.keyword} {hints}{inner(syntax.right)} on {on}"


def _place(syntax: JoinSyntax, name: str) -> Span:
    """Where the value of a parameter stands."""
    return dict(syntax.places).get(name, syntax.span)


def _kind(syntax: JoinSyntax, default: str, kinds: dict[str, str]) -> str:
    hints = dict(syntax.hints)
    written = hints.pop("kind", default)
    for name in hints:
        if name not in _HINTS:
            raise refusal(
                codes.UNKNOWN_PARAMETER,
                f"'{syntax.keyword}' has no parameter '{name}'",
                _place(syntax, name),
                near(name, ["kind", *_HINTS]),
            )
    if written not in kinds:
        raise refusal(
            codes.BAD_JOIN,
            f"'{syntax.keyword}' has no kind '{written}'",
            _place(syntax, "kind"),
            _kind_hint(written, kinds),
        )
    return kinds[written]


def _kind_hint(written: str, kinds: dict[str, str]) -> str:
    if written[:1] in ("'", '"'):
        return "kinds stand without quotes"
    usual = {"left": "leftouter", "right": "rightouter", "full": "fullouter", "outer": "fullouter"}
    if usual.get(written.lower()) in kinds:
        return f"its name is {usual[written.lower()]}"
    return near(written, kinds) or "kinds: " + ", ".join(kinds)


Pair = tuple[Expr, Expr]


def _pairs(binder: Binder, syntax: JoinSyntax, left: Node, right: Node) -> list[Pair]:
    """The equalities of the condition, each as (left, right) expressions."""
    flat: list[nodes.Syntax] = []
    for condition in syntax.conditions:
        chain = isinstance(condition, nodes.Logical) and condition.operator == "and"
        flat += condition.terms if chain else [condition]  # type: ignore[attr-defined]

    def bind_one(condition: nodes.Syntax) -> Pair:
        if isinstance(condition, nodes.Name):
            pair = (
                _of_side(binder, condition, left, "left"),
                _of_side(binder, condition, right, "right"),
            )
            return _common(pair, condition, syntax)
        if not isinstance(condition, nodes.Binary) or condition.operator != "==":
            raise refusal(
                codes.BAD_JOIN,
                f"'{syntax.keyword}' matches by column names and by equalities",
                condition.span,
                "on Key, or on $left.a == $right.b",
            )
        first, second = condition.left, condition.right
        if _side_of(first) == "$right" and _side_of(second) == "$left":
            first, second = second, first
        if _side_of(first) != "$left" or _side_of(second) != "$right":
            raise refusal(
                codes.BAD_JOIN,
                "an equality needs one column of each side",
                condition.span,
                _sides_hint(condition),
            )
        sides = Sides(left, right)
        return binder.scalar(first, sides), binder.scalar(second, sides)

    return [_matched(binder, pair, syntax) for pair in binder.each(flat, bind_one)]


def _common(pair: Pair, name: nodes.Name, syntax: JoinSyntax) -> Pair:
    """A column that both sides have, which must be of one type."""
    first, second = pair
    unknown = is_missing(first) or is_missing(second)
    if not unknown and first.type is not second.type:
        raise refusal(
            codes.NOT_COMPARABLE,
            f"'{name.name}' is a {first.type} on the left of the {syntax.keyword} "
            f"and a {second.type} on its right",
            name.span,
            f"cast one side before, with {CONVERSIONS[first.type]}(...) say",
        )
    return pair


def _of_side(binder: Binder, name: nodes.Name, side: Node, called: str) -> Expr:
    """The column of one side that a name in the condition means."""
    try:
        return binder.scalar(name, side)
    except CompileError as error:
        told = f"the {called} side has no column '{name.name}'"
        raise CompileError(
            replace(one, message=told) if one.code == codes.UNKNOWN_COLUMN else one
            for one in error.diagnostics
        ) from None


def _sides_hint(condition: nodes.Binary) -> str:
    shown = []
    for side, sign in ((condition.left, "$left"), (condition.right, "$right")):
        named = side.name if isinstance(side, nodes.Path | nodes.Name) else "a"
        shown.append(f"{sign}.{named}")
    return " == ".join(shown)


def _side_of(syntax: nodes.Syntax) -> str:
    while isinstance(syntax, nodes.Path | nodes.Index):
        if isinstance(syntax.base, nodes.Name):
            return syntax.base.name
        syntax = syntax.base
    if isinstance(syntax, nodes.Call) and syntax.arguments:
        return _side_of(syntax.arguments[0])
    return ""


def _matched(binder: Binder, pair: Pair, syntax: JoinSyntax) -> Pair:
    """Both sides in one type; a dynamic must be cast by the query."""
    first, second = pair
    if is_missing(first):
        first = binder.apply(CONVERSIONS[_known(second)], (first,), first.span)
    if is_missing(second):
        second = binder.apply(CONVERSIONS[_known(first)], (second,), second.span)
    pair = first, second
    for expr in pair:
        if expr.type is KqlType.DYNAMIC:
            raise refusal(
                codes.NOT_COMPARABLE,
                f"'{syntax.keyword}' does not match by a dynamic value",
                expr.span,
                "extend a tostring(...) of it and match by that",
            )
    if first.type is second.type:
        return pair
    if first.type.is_integer and second.type.is_integer:
        one, two = (
            expr
            if expr.type is KqlType.LONG
            else binder.apply(CONVERSIONS[KqlType.LONG], (expr,), expr.span)
            for expr in pair
        )
        return one, two
    raise refusal(
        codes.NOT_COMPARABLE,
        f"'{syntax.keyword}' matches a {first.type} with a {second.type}",
        second.span,
        "cast one side",
    )


def _known(expr: Expr) -> KqlType:
    """The type that a column nobody knows is compared in."""
    return KqlType.STRING if is_missing(expr) else expr.type


def keyed(node: Node, keys: list[Expr], prefix: str) -> tuple[Node, list[ColumnRef]]:
    """The node with each key as a column of its own, and references to those columns."""
    if all(isinstance(key, ColumnRef) for key in keys):
        return node, [key for key in keys if isinstance(key, ColumnRef)]
    items = [Item(column, ColumnRef(column)) for column in node.columns]
    refs: list[ColumnRef] = []
    for place, key in enumerate(keys):
        if isinstance(key, ColumnRef):
            refs.append(key)
            continue
        column = Column(f"${prefix}{place}", key.type, key.nullable)
        items.append(Item(column, key))
        refs.append(ColumnRef(column))
    return Project(node, tuple(items)), refs


def _bind_join(binder: Binder, syntax: JoinSyntax, source: Node | None) -> Node:
    assert source is not None
    kind = _kind(syntax, "innerunique", _KINDS)
    right = binder.tabular(syntax.right)
    pairs = _pairs(binder, syntax, source, right)
    return joined(kind, source, right, pairs, syntax, drop=frozenset())


def _bind_lookup(binder: Binder, syntax: JoinSyntax, source: Node | None) -> Node:
    assert source is not None
    kind = _kind(syntax, "leftouter", _LOOKUP_KINDS)
    right = binder.tabular(syntax.right)
    pairs = _pairs(binder, syntax, source, right)
    keys = frozenset(expr.column.name for _, expr in pairs if isinstance(expr, ColumnRef))
    return joined(kind, source, right, pairs, syntax, drop=keys)


def joined(
    kind: str, left: Node, right: Node, pairs: list[Pair], syntax: JoinSyntax, drop: frozenset[str]
) -> Node:
    """The join with its output columns; ``drop`` leaves out columns of the right side."""
    outputs = _outputs(kind, left, right, drop)
    left, left_keys = keyed(left, [first for first, _ in pairs], "l")
    right, right_keys = keyed(right, [second for _, second in pairs], "r")
    if kind == "innerunique":  # one row of the left side per key, then an inner join
        left = Top(left, 1, (), partition=tuple(left_keys), span=syntax.span)
        kind = "inner"
    on = tuple(zip(left_keys, right_keys, strict=True))
    return Join(kind, left, right, on, outputs, span=syntax.span)


def _outputs(kind: str, left: Node, right: Node, drop: frozenset[str]) -> tuple[JoinColumn, ...]:
    if kind in ("leftsemi", "leftanti"):
        return tuple(JoinColumn(column, "left", column) for column in visible(left))
    if kind in ("rightsemi", "rightanti"):
        return tuple(JoinColumn(column, "right", column) for column in visible(right))
    made: list[JoinColumn] = []
    theirs = {column.name for column in visible(left)}
    # a name that only one side has is never taken away from it
    taken = theirs | {column.name for column in visible(right) if column.name not in drop}
    for column in visible(left):
        padded = kind in ("rightouter", "fullouter")
        out = Column(column.name, column.type, column.nullable or padded)
        made.append(JoinColumn(out, "left", column))
    for column in visible(right):
        if column.name in drop:
            continue
        name = unique(column.name, taken) if column.name in theirs else column.name
        taken.add(name)
        padded = kind in ("leftouter", "fullouter")
        out = Column(name, column.type, column.nullable or padded)
        made.append(JoinColumn(out, "right", column))
    return tuple(made)


_LEFT = "datatable(k:string, v:long)['a', 1, 'b', 2]"
_RIGHT = "datatable(k:string, w:long)['a', 7]"
_LIFTED = "the run joins the keys; a side free of runs is crossed with them where it is preserved"

SPECS = (
    OperatorSpec(
        keyword="join",
        parsed_by=_parse("join"),
        printed_by=_show,
        bound_by=_bind_join,
        doc="Rows of two tables matched by equal keys; null matches null.",
        source="learn:join-operator; SEMANTICS; FACTS 11",
        examples=(f"{_LEFT} | join kind=leftouter ({_RIGHT}) on k",),
        lifted=_LIFTED,
    ),
    OperatorSpec(
        keyword="lookup",
        parsed_by=_parse("lookup"),
        printed_by=_show,
        bound_by=_bind_lookup,
        doc="Columns of a second table beside the rows of the first; its keys are left out.",
        source="learn:lookup-operator; FACTS 11",
        examples=(f"{_LEFT} | lookup ({_RIGHT}) on k",),
        lifted=_LIFTED,
    ),
)
