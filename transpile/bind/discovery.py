"""Columns that only data can name: what plugins such as ``bag_unpack`` and ``pivot`` ask for.

A plugin asks a question, a relation of its own, while it is bound; who can run queries answers it
at once, and binding goes on with the columns that were found. Nobody may be there to answer (a
check without data): the table then has no such columns.

Either way a table stays *open* behind such a plugin, as in Kusto's own binder: a name that is used
downstream and that no data gave becomes a column of nulls, with a warning, so that a rule over
quiet logs runs. Operators that list their columns close a table again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from transpile.bind.tree import Column, Expr, Join, Node, visible
from transpile.types import KqlType

Answer = Sequence[tuple[object, ...]]
Ask = Callable[[Node], Answer]

# Their columns are all named by the query, or by themselves.
_CLOSING = frozenset(
    {
        "project", "summarize", "distinct", "count", "make-series", "getschema", "reduce",
        "top-nested", "top-hitters", "evaluate",
    }
)  # fmt: skip
_ONE_SIDED = {"leftsemi": 0, "leftanti": 0, "rightsemi": 1, "rightanti": 1}


@dataclass(frozen=True)
class Missing(Column):
    """A column that was named behind an open table and that no data gave: null in every row."""


def is_missing(expr: Expr) -> bool:
    """Whether an expression is just such a column, whose type nobody knows."""
    column = getattr(expr, "column", None)
    return isinstance(column, Missing)


@dataclass
class Discovery:
    """What a query's plugins asked, and which tables are open.

    Binding runs again while ``grew``: ``wanted`` then has more names for a plugin, which are told
    apart by the order in which they are bound.
    """

    ask: Ask | None = None
    wanted: dict[int, list[str]] = field(default_factory=dict)
    unanswered: bool = False
    _texts: set[str] = field(default_factory=set)
    _new: set[str] = field(default_factory=set)
    _plugins: int = 0
    _open: dict[int, tuple[Node, int | None]] = field(default_factory=dict)

    @property
    def grew(self) -> bool:
        """Whether names were found missing since the query was last bound."""
        return bool(self._new)

    def again(self) -> None:
        """Forget the tree that was bound, and keep the names that were missing in it."""
        self.unanswered = False
        self._plugins = 0
        self._new.clear()
        self._open.clear()

    def answer(self, question: Node) -> Answer:
        """The rows of a question; none where nobody can answer."""
        if self.ask is None:
            self.unanswered = True
            return ()
        return self.ask(question)

    def begin(self) -> int:
        """The number of the plugin that is being bound."""
        self._plugins += 1
        return self._plugins

    def missing(self, plugin: int, taken: frozenset[str]) -> tuple[Column, ...]:
        """The columns that are named downstream of a plugin and that it does not have."""
        names = self.wanted.get(plugin, ())
        return tuple(
            Missing(name, KqlType.STRING if name in self._texts else KqlType.DYNAMIC)
            for name in names
            if name not in taken
        )

    def as_texts(self, written: str) -> bool:
        """Take the missing columns that a refused text names as texts, where that is new."""
        known = {name for names in self.wanted.values() for name in names}
        found = {name for name in known - self._texts if name in written}
        self._texts |= found
        return bool(found)

    def opens(self, node: Node, plugin: int) -> None:
        """Note that a table is open, by a plugin of this number."""
        self._open[id(node)] = node, plugin

    def passes(self, keyword: str, made: Node) -> None:
        """Note what an operator made: an open table where one of its inputs is, mostly."""
        if id(made) not in self._open:
            plugin = None if keyword in _CLOSING else self._opened_by(made)
            self._open[id(made)] = made, plugin

    def keeps_open(self, made: Node, source: Node) -> None:
        """Note that a table is open where another is, whose columns it has."""
        self._open.setdefault(id(made), (made, self._opened_by(source)))

    def want(self, name: str, scope: Node) -> bool:
        """Whether a name that a table lacks is taken as one of its columns, being open."""
        plugin = self._opened_by(scope)
        if plugin is None:
            return False
        names = self.wanted.setdefault(plugin, [])
        if name in names:  # given, and dropped on the way; or missed twice at once
            return name in self._new
        names.append(name)
        self._new.add(name)
        return True

    def _opened_by(self, node: Node) -> int | None:
        known = self._open.get(id(node))
        if known is not None:
            return known[1]
        inputs = node.children()
        if isinstance(node, Join) and node.kind in _ONE_SIDED:
            inputs = (inputs[_ONE_SIDED[node.kind]],)
        found = (self._opened_by(child) for child in inputs)
        return next((plugin for plugin in found if plugin is not None), None)


def names_of(node: Node) -> frozenset[str]:
    """The names of the columns that KQL shows."""
    return frozenset(column.name for column in visible(node))
