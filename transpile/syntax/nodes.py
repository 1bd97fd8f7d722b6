"""The syntax tree: what was written, before anything is known of names and types.

Operators of the catalog add their own ``OperatorSyntax``; the shared nodes are here.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from transpile.light import dataclass
from transpile.span import NOWHERE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transpile.types import KqlType


@dataclass(frozen=True, kw_only=True)
class Syntax:
    """Any syntax node."""

    span: Span = NOWHERE

    def children(self) -> Iterator[Syntax]:
        """Every node directly below, in the order of the fields."""
        for field in fields(self):
            yield from _nodes(getattr(self, field.name))


def _nodes(value: object) -> Iterator[Syntax]:
    if isinstance(value, Syntax):
        yield value
    elif isinstance(value, tuple) and not isinstance(value, Span):
        for item in value:
            yield from _nodes(item)


# --- scalar expressions -------------------------------------------------------------------------


@dataclass(frozen=True)
class Name(Syntax):
    """A column, a let, a table or a function without parentheses. ``$left`` and ``$right`` too."""

    name: str
    quoted: bool = False


@dataclass(frozen=True)
class Literal(Syntax):
    """A constant.

    ``value`` is a Python value: ticks for timespans, microseconds since 1970 for datetimes, parsed
    JSON for dynamic; None is the typed null.
    """

    value: object
    type: KqlType


@dataclass(frozen=True)
class Star(Syntax):
    """``*`` as an argument."""


@dataclass(frozen=True)
class Path(Syntax):
    """``base.name``."""

    base: Syntax
    name: str


@dataclass(frozen=True)
class Index(Syntax):
    """``base[index]``."""

    base: Syntax
    index: Syntax


@dataclass(frozen=True)
class Call(Syntax):
    """``name(arguments)``; an argument may be a ``Named`` or a whole ``Pipeline``."""

    name: str
    arguments: tuple[Syntax, ...]


@dataclass(frozen=True)
class Member(Syntax):
    """``base.name(arguments)``: only what begins with ``cluster(...)`` and its like has members."""

    base: Syntax
    call: Call


@dataclass(frozen=True)
class Named(Syntax):
    """``name = value`` or ``(a, b) = value`` in a list of columns or arguments."""

    names: tuple[str, ...]
    value: Syntax


@dataclass(frozen=True)
class Unary(Syntax):
    """``-x`` or ``+x``."""

    operator: str
    operand: Syntax


@dataclass(frozen=True)
class Binary(Syntax):
    """``left operator right`` for every binary operator but the ones below."""

    operator: str
    left: Syntax
    right: Syntax


@dataclass(frozen=True)
class Logical(Syntax):
    """A flat chain of ``and`` or ``or``: long lists must not nest."""

    operator: str
    terms: tuple[Syntax, ...]


@dataclass(frozen=True)
class Between(Syntax):
    """``x between (low .. high)`` or its negation."""

    value: Syntax
    low: Syntax
    high: Syntax
    negated: bool


@dataclass(frozen=True)
class Membership(Syntax):
    """``x in (a, b)``, ``x has_any (...)``: an operator with a list on its right.

    A single item may be a tabular expression.
    """

    operator: str
    value: Syntax
    items: tuple[Syntax, ...]


# --- tabular expressions ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OperatorSyntax(Syntax):
    """One tabular operator as written; subclasses live in the catalog."""

    keyword: str


@dataclass(frozen=True)
class AsSyntax(OperatorSyntax):
    """``as name``: a table, or a result where it ends a query."""

    name: str


@dataclass(frozen=True)
class Pipeline(Syntax):
    """``source | operator | operator``.

    The source is a name, a call, a bracketed pipeline or an operator that begins a query
    (``print``, ``range``, ``datatable``, ``union``).
    """

    source: Syntax
    operators: tuple[OperatorSyntax, ...] = ()


# --- statements ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Let(Syntax):
    """``let name = value;`` where the value is an expression or a pipeline."""

    name: str
    value: Syntax


@dataclass(frozen=True)
class Parameter(Syntax):
    """A parameter of a function: a scalar of a type, or a table with the columns it must have.

    ``columns`` is None for a scalar, and empty for ``(*)``.
    """

    name: str
    type: KqlType | None
    columns: tuple[tuple[str, KqlType], ...] | None = None
    default: Syntax | None = None


@dataclass(frozen=True)
class Setting(Syntax):
    """``set name = value``, or ``set name``."""

    name: str
    value: Literal | None


@dataclass(frozen=True)
class QueryParameters(Syntax):
    """``declare query_parameters(a:long, b:string = "x")``."""

    parameters: tuple[Parameter, ...]


@dataclass(frozen=True)
class Lambda(Syntax):
    """``(a:long, T:(x:string)) { lets; body }``, a function that a let defines."""

    parameters: tuple[Parameter, ...]
    lets: tuple[Let, ...]
    body: Syntax
    is_view: bool = False


@dataclass(frozen=True)
class Query(Syntax):
    """A whole text: its lets and its result; ``earlier`` are those of statements before it."""

    lets: tuple[Let | Setting | QueryParameters, ...]
    result: Syntax
    earlier: tuple[Syntax, ...] = ()
