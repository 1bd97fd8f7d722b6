"""What the binder needs of the catalog: small protocols, so that it never imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from transpile.light import dataclass
from transpile.syntax.statements import ParsesOperator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from transpile.bind.binder import Binder, Scope
    from transpile.bind.tree import AggregateCall, Expr, Node
    from transpile.span import Span
    from transpile.syntax import nodes
    from transpile.types import KqlType


class BindsFunction(Protocol):
    """A scalar function or operator."""

    @property
    def name(self) -> str:
        """Its KQL name or sign."""

    @property
    def usage(self) -> str:
        """How a call is written, for hints; empty for operators."""

    @property
    def passes_name(self) -> bool:
        """Whether ``project f(x)`` is called ``x``."""

    @property
    def name_prefix(self) -> str | None:
        """What comes before ``_x`` in the name of ``project f(x)``, where it has one."""

    @property
    def name_suffix(self) -> str | None:
        """What comes after ``x`` in the name of ``project f(x)``, where it has one."""

    @property
    def fixed_name(self) -> str:
        """The name of ``project f(x)`` whatever ``x`` is, where it has one."""

    @property
    def refused(self) -> str:
        """Why it is not translated; empty where it is."""

    @property
    def results(self) -> tuple[tuple[str, KqlType], ...]:
        """Names and types of its columns where it gives several, else empty."""

    @property
    def spread(self) -> Callable[[Binder, nodes.Call, Scope], tuple[str, ...]] | None:
        """What names its columns where some calls give several: the elements of their value."""

    @property
    def bound_in_scope(self) -> Callable[[Binder, nodes.Call, Scope], Expr] | None:
        """What binds the call where it asks for the columns around it, else None."""

    def bind(self, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
        """The bound call; checks count and types, converts what KQL converts."""

    def part(self, several: Expr, place: int) -> Expr:
        """One of the columns of a call that gives several."""


class BindsAggregate(Protocol):
    """An aggregate."""

    @property
    def name(self) -> str:
        """Its KQL name."""

    @property
    def usage(self) -> str:
        """How a call is written, for hints; empty for operators."""

    @property
    def name_prefix(self) -> str | None:
        """What comes before ``_x`` in the default name; ``None``: the bare column's name."""

    @property
    def named_by(self) -> Callable[[nodes.Call], tuple[str, ...]] | None:
        """What names its columns by default where a prefix does not, else None."""

    @property
    def refused(self) -> str:
        """Why it is not translated; empty where it is."""

    @property
    def empty(self) -> object:
        """Its value over no rows; None for null."""

    @property
    def merged_by(self) -> str:
        """The aggregate that merges its values of the parts of a group; empty where none does."""

    @property
    def repeatable(self) -> bool:
        """Whether a row that comes again changes nothing."""

    def bind(self, binder: Binder, call: AggregateSyntax, scope: Node) -> AggregateCall:
        """The bound call over the rows of ``scope``, its output columns named."""


class BindsOperator(ParsesOperator, Protocol):
    """A tabular operator; saved functions are parsed while a query is bound."""

    @property
    def of_graphs(self) -> bool:
        """Whether it takes a graph, not a table."""

    @property
    def lifts(self) -> Mapping[type[Node], Callable[[Any, Node], Node]]:
        """How node types that it brings are lifted; Any is a ``Lifter``, of a later stage."""

    def bind(self, binder: Binder, syntax: nodes.OperatorSyntax, source: Node | None) -> Node:
        """The bound node over its input; None where it begins the query."""


@dataclass(frozen=True)
class AggregateSyntax:
    """An aggregate as written: its names, the grouping keys, and the names that are taken."""

    call: nodes.Call
    names: tuple[str, ...]
    keys: frozenset[str]
    taken: frozenset[str]


@dataclass(frozen=True)
class Registry:
    """Everything that has a name in the language."""

    functions: Mapping[str, BindsFunction]
    aggregates: Mapping[str, BindsAggregate]
    operators: Mapping[str, BindsOperator]

    @property
    def lifts(self) -> dict[type[Node], Callable[[Any, Node], Node]]:
        """The lifts of what operators bring; of those imported so far, where they come late."""
        known: Mapping[str, BindsOperator] = getattr(self.operators, "entries", self.operators)
        return {kind: rule for spec in known.values() for kind, rule in spec.lifts.items()}
