"""Bound expressions to sqlglot: dispatch to the catalog, and the nodes that are no functions."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from transpile.bind.spans import WHOLE
from transpile.bind.tree import (
    Apply,
    Column,
    ColumnRef,
    Constant,
    Expr,
    InQuery,
    Node,
    Now,
    ScalarQuery,
    visible,
)
from transpile.errors import InternalError
from transpile.light import dataclass
from transpile.lower import build
from transpile.lower.build import Sql
from transpile.types import KqlType

if TYPE_CHECKING:
    from sqlglot import exp

    from transpile.lower.kernels import Kernel

Resolve = Callable[[Column], Sql]


class LowersFunction(Protocol):
    """What lowering needs of a catalog entry."""

    def lower(self, call: LoweredCall) -> Sql:
        """The SQL of a call."""


class LowersSubquery(Protocol):
    """What lowering a subquery needs of the relations: a select of some columns of a plan."""

    def select(self, plan: Node, columns: tuple[Column, ...]) -> tuple[exp.Select, Resolve]:
        """A fresh ``SELECT columns FROM plan`` and how further columns are named in it."""


@dataclass(frozen=True)
class LoweredCall:
    """A call on its way to SQL: what a builder may ask."""

    apply: Apply
    lowering: ExpressionLowering
    resolve: Resolve
    truth: bool

    @property
    def bound(self) -> tuple[Expr, ...]:
        """The bound arguments, for their types and nullability."""
        return self.apply.arguments

    def arg(self, index: int, *, truth: bool = False) -> Sql:
        """A fresh SQL node of an argument; with ``truth``, null may stand for false."""
        return self.lowering.lower(self.apply.arguments[index], self.resolve, truth=truth)

    def args(self) -> list[Sql]:
        """All arguments."""
        return [self.arg(index) for index in range(len(self.apply.arguments))]

    def bare(self, index: int) -> Sql:
        """An argument without the cast of a constant, beside one whose type is known."""
        bound = self.apply.arguments[index]
        if not isinstance(bound, Constant) or bound.value is None or bound.kind not in _BARE:
            return self.arg(index)
        # NaN, infinity and the least long are texts, and would be read as the other operand's type
        special = isinstance(bound.value, float) and not math.isfinite(bound.value)
        if not special and bound.value != -(2**63):
            return build.bare(bound.value, bound.kind)
        return self.arg(index)

    def kernel(self, kernel: Kernel, *arguments: Sql) -> Sql:
        """A call of an engine function, noted as needed."""
        self.lowering.kernels.add(kernel)
        return kernel.call(*arguments)

    def constant(self, index: int) -> object:
        """An argument's value where it is a constant, else None."""
        bound = self.apply.arguments[index]
        return bound.value if isinstance(bound, Constant) else None


# a bare text beside a TIMESTAMP or UUID is read as one; a bare DOUBLE or number keeps its value
_BARE = frozenset({KqlType.LONG, KqlType.INT, KqlType.TIMESPAN, KqlType.REAL, KqlType.STRING})


class ExpressionLowering:
    """Lowers expressions of one query; notes the parameters and engine functions it uses."""

    def __init__(self, relations: LowersSubquery) -> None:
        self.relations = relations
        self.parameters: set[str] = set()
        self.kernels: set[Kernel] = set()

    def parameter(self, name: str) -> Sql:
        """A statement parameter, noted as used. Cast: an engine cannot guess its type alone."""
        self.parameters.add(name)
        kind = "INT" if name == "hidden" else "BIGINT" if name in WHOLE else "TIMESTAMP"
        return build.cast_to(build.parameter(name), build.data_type(kind))

    def lower(self, expr: Expr, resolve: Resolve, *, truth: bool = False) -> Sql:
        """The SQL of an expression. With ``truth`` the place treats null as false."""
        if isinstance(expr, Apply):
            spec = cast("LowersFunction", expr.spec)
            return spec.lower(LoweredCall(expr, self, resolve, truth))
        if isinstance(expr, ColumnRef):
            return resolve(expr.column)
        if isinstance(expr, Constant):
            return build.constant(expr.value, expr.kind)
        if isinstance(expr, Now):
            return self.parameter("now")
        if isinstance(expr, ScalarQuery):
            return self._scalar_query(expr, resolve)
        if isinstance(expr, InQuery):
            return self._in_query(expr, resolve, truth=truth)
        raise InternalError(f"no lowering for {type(expr).__name__}")

    def _scalar_query(self, expr: ScalarQuery, resolve: Resolve) -> Sql:
        select, inner = self.relations.select(expr.query, (expr.column,))
        if expr.run is None:
            select = select.limit(1, copy=False)
        else:
            same = build.binary("=", inner(expr.run.column), resolve(expr.run.column))
            select = select.where(same, copy=False)
        found = build.subquery(select)
        return build.coalesce(found, build.text("")) if expr.type is KqlType.STRING else found

    def _in_query(self, expr: InQuery, resolve: Resolve, *, truth: bool) -> Sql:
        column = visible(expr.query)[0]
        columns = (column,) if expr.run is None else (column, expr.run.column)
        select, inner = self.relations.select(expr.query, columns)
        nulls = column.nullable and column.type is not KqlType.STRING
        if nulls:  # NOT IN over a list with null is never true in SQL
            select = select.where(build.is_not_null(inner(column)), copy=False)
        value = self.lower(expr.value, resolve)
        if expr.run is not None:
            value = build.tuple_of((value, resolve(expr.run.column)))
        found = build.in_select(value, select)
        if truth or not expr.value.nullable:
            return found
        return build.coalesce(found, build.boolean(False))
