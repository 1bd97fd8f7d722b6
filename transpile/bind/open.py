"""Open relations: those whose columns are not all known until there is data.

An undeclared watchlist, ``AzureDiagnostics``, what a plugin unpacks: a query may name columns that
nobody declared. Such a name becomes a column at the end of the relation in which it was asked for,
null in every row. A bound tree does not change, so the name is noted and the query is bound again,
with the column where it was missed. Operators that list their columns close a relation again.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, TypeVar

from transpile import codes
from transpile.bind.tree import (
    Column,
    ColumnRef,
    Expr,
    Item,
    Join,
    Node,
    Project,
    null_of,
    visible,
)
from transpile.diagnostics import CompileError, refusal
from transpile.light import dataclass
from transpile.span import NOWHERE
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")

# Their columns are all named by the query, or by themselves.
_CLOSING = frozenset(
    {
        "project", "summarize", "distinct", "count", "make-series", "getschema", "reduce",
        "top-nested", "top-hitters", "sample-distinct", "evaluate",
        "make-graph", "graph-match", "graph-shortest-paths", "graph-to-table",
    }
)  # fmt: skip
_ONE_SIDED = {"leftsemi": 0, "leftanti": 0, "rightsemi": 1, "rightanti": 1}
_MOST_ROUNDS = 100
# how columns of custom and diagnostic logs end, by the type that the service stored
_ENDINGS = {
    "_s": KqlType.STRING,
    "_d": KqlType.REAL,
    "_b": KqlType.BOOL,
    "_t": KqlType.DATETIME,
    "_g": KqlType.GUID,
}


@dataclass(frozen=True)
class Missing(Column):
    """A column that was named behind a plugin and that no data gave: nobody knows its type."""


def is_missing(expr: Expr) -> bool:
    """Whether an expression is just such a column."""
    column = getattr(expr, "column", None)
    return isinstance(column, Missing)


def missing_column(name: str) -> Column:
    """An unknown column whose type nobody knows."""
    return Missing(name, KqlType.DYNAMIC)


def text_column(name: str) -> Column:
    """An unknown column of a watchlist."""
    return Column(name, KqlType.STRING)


def ending_column(name: str) -> Column:
    """An unknown column of a diagnostic log: the ending of its name says the type."""
    return Column(name, _ENDINGS.get(name[-2:], KqlType.STRING))


@dataclass(frozen=True)
class _Place:
    """An open relation: what made it (syntax, or a table), and what makes a column of a name.

    ``make`` is None for a relation that an operator has closed.
    """

    source: object
    node: Node
    make: Callable[[str], Column] | None


@dataclass
class Opened:
    """The open relations of one query, and the columns that were asked of them.

    What was missed outlives a binding; it is kept by the identity of what made the relation.
    """

    _missed: dict[int, tuple[object, dict[str, Column]]] = field(default_factory=dict)
    _places: dict[int, _Place] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)

    @property
    def in_use(self) -> bool:
        """Whether the query, as far as it is bound, reads any."""
        return bool(self._places)

    def mark(self, node: Node, source: object, make: Callable[[str], Column]) -> Node:
        """A relation that is open; with the columns that an earlier binding missed in it.

        Args:
            node: the relation.
            source: the syntax node that made it, or its table: the same object in every binding.
            make: makes the column of an unknown name.
        """
        return self._placed(_Place(source, node, make))

    def follow(self, node: Node, operator: nodes.OperatorSyntax) -> Node:
        """What an operator made: open as long as it reads an open relation and keeps columns."""
        if not self._places or id(node) in self._places:
            return node
        below = self._open_below(node)
        closes = operator.keyword in _CLOSING and not _takes_all(operator)
        return self._placed(
            _Place(operator, node, below.make if below is not None and not closes else None)
        )

    def keep(self, node: Node, source: object, below: Node) -> Node:
        """A relation that is open where another is, whose columns it has."""
        found = self._open_below(below) if self._places else None
        return node if found is None else self._placed(_Place(source, node, found.make))

    def _placed(self, place: _Place) -> Node:
        node = place.node
        _, names = self._missed.get(id(place.source), (None, {}))
        more = [column for name, column in names.items() if name not in node.by_name]
        if more and place.make is not None:
            items = [Item(column, ColumnRef(column)) for column in visible(node)]
            items += [Item(column, null_of(column.type)) for column in more]
            items += [Item(column, ColumnRef(column)) for column in node.columns if column.hidden]
            node = Project(node, tuple(items), span=node.span)
        self._places[id(node)] = _Place(place.source, node, place.make)
        return node

    def _open_below(self, node: Node) -> _Place | None:
        """The nearest open relation that a relation is made of."""
        known = self._places.get(id(node))
        if known is not None:
            return known if known.make is not None else None
        found = (self._open_below(child) for child in _rows_of(node))
        return next((place for place in found if place is not None), None)

    def _dropped(self, node: Node, name: str) -> bool:
        """Whether a column of this name was there further up, or will be the next time."""
        while name not in node.by_name:
            place = self._places.get(id(node))
            if place is not None and name in self._missed.get(id(place.source), (None, {}))[1]:
                return True
            inner = next((n for n in _rows_of(node) if self._open_below(n) is not None), None)
            if inner is None:
                return False
            node = inner
        return True

    def column(self, scope: object, name: str) -> Expr | None:
        """An unknown name in an open relation: null, and from the next binding on a column."""
        if not self._places or not isinstance(scope, Node):
            return None
        place = self._open_below(scope)
        if place is None or place.make is None:
            return None
        _, names = self._missed.setdefault(id(place.source), (place.source, {}))
        if name not in names:
            if self._dropped(scope, name):
                return None
            names[name] = place.make(name)
            self._new.add(name)
        elif name not in self._new:
            return None  # it is a column by now, and was dropped on the way: an error after all
        return null_of(names[name].type)

    def as_texts(self, written: str) -> bool:
        """Take the columns of unknown type that a refused text names as texts; whether any is."""
        changed = False
        for _, names in self._missed.values():
            for name, column in names.items():
                unknown = isinstance(column, Missing) and column.type is KqlType.DYNAMIC
                if unknown and name in written:
                    names[name] = Missing(name, KqlType.STRING)
                    changed = True
        return changed

    def again(self) -> bool:
        """Whether the query must be bound again: names were missed that will be columns then."""
        grew = bool(self._new)
        self._new.clear()
        self._places.clear()
        return grew


def _rows_of(node: Node) -> tuple[Node, ...]:
    """The inputs whose columns a relation can have."""
    inputs = node.children()
    if isinstance(node, Join) and node.kind in _ONE_SIDED:
        return (inputs[_ONE_SIDED[node.kind]],)
    return inputs


def _takes_all(operator: nodes.OperatorSyntax) -> bool:
    """Whether a ``*`` stands in it, as in ``summarize arg_max(t, *)``: all columns go on."""
    pending: list[nodes.Syntax] = [operator]
    while pending:
        found = pending.pop()
        if isinstance(found, nodes.Star):
            return True
        if not isinstance(found, nodes.Pipeline):
            pending += found.children()
    return False


def bound_with(opened: Opened, bind: Callable[[], R], text: str) -> R:
    """The result of a binding, repeated while it misses columns of open relations.

    ``text`` is that of the query: a name that no data gave is a dynamic, and a text where an error
    says that a dynamic does not fit.
    """
    for _ in range(_MOST_ROUNDS):
        try:
            result = bind()
        except CompileError as error:
            spans = (one.span for one in error.diagnostics)
            refused = " ".join(text[span.start : span.end] for span in spans)
            if opened.again() or opened.as_texts(refused):
                continue
            raise
        if not opened.again():
            return result
    raise refusal(codes.TOO_LONG, "too many columns are asked of an open table", NOWHERE)
