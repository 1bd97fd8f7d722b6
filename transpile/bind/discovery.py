"""Columns that only data can name: what plugins such as ``bag_unpack`` and ``pivot`` ask for.

A plugin asks a question, a relation of its own, while it is bound; who can run queries answers it
at once, and binding goes on with the columns that were found. Nobody may be there to answer (a
check without data): the table then has no such columns.

Either way a table stays open behind such a plugin, as in Kusto's own binder (``bind/open.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transpile.bind.tree import Node, visible
from transpile.light import dataclass

Answer = Sequence[tuple[object, ...]]
Ask = Callable[[Node], Answer]


@dataclass
class Discovery:
    """Who answers what a query's plugins ask; ``unanswered``: something was asked in vain."""

    ask: Ask | None = None
    unanswered: bool = False

    def answer(self, question: Node) -> Answer:
        """The rows of a question; none where nobody can answer."""
        if self.ask is None:
            self.unanswered = True
            return ()
        return self.ask(question)


def names_of(node: Node) -> frozenset[str]:
    """The names of the columns that KQL shows."""
    return frozenset(column.name for column in visible(node))
