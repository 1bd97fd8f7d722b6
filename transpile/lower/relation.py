"""The relational core to SQL.

Operators fold into an open SELECT while that is provably equal; it is closed into a common table
expression where it is not.

Folding rules: an operator may join an open SELECT if every column that it reads is a plain column
of the SELECT's source (nothing is computed twice), and if nothing in it cuts rows or orders them
before the operator does (``take 3 | take 5`` is not ``take 5``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile.bind.tree import Column, Constant, Expr, Filter, Node, Project, Scan, SortKey
from transpile.bind.walk import columns_read, walk_expr
from transpile.errors import InternalError
from transpile.light import dataclass
from transpile.lower import build
from transpile.lower.expressions import ExpressionLowering
from transpile.schema import physical_names
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from transpile.lower.build import Sql

# Subtrees of these alone are cheap to repeat, and repeated they keep their pushed-down filters.
_CHEAP = (Scan, Filter, Project)


def physical(columns: Iterable[Column]) -> dict[str, str]:
    """KQL names to engine names, for one relation's columns in order."""
    names = [column.name for column in columns]
    return dict(zip(names, physical_names(names), strict=True))


@dataclass
class Open:
    """A SELECT under construction.

    ``plain`` maps columns to (table alias, engine name) of the source, ``computed`` the others to
    their SQL. ``order`` is kept by projections and filters; ``limit`` and ``qualify`` close it.
    """

    source: Sql | None
    plain: dict[str, tuple[str, str]] = field(default_factory=dict)
    computed: dict[str, Sql] = field(default_factory=dict)
    joins: list[exp.Join] = field(default_factory=list)
    where: list[Sql] = field(default_factory=list)
    order: list[SortKey] = field(default_factory=list)
    order_sql: list[Sql] = field(default_factory=list)
    limit: int | None = None
    qualify: Sql | None = None

    def get(self, column: Column) -> Sql:
        """A fresh node for a column."""
        found = self.plain.get(column.name)
        if found is not None:
            return build.column(found[1], found[0])
        made = self.computed.get(column.name)
        if made is None:
            raise InternalError(f"column {column.name!r} is not in the relation")
        return made.copy()

    @property
    def cut(self) -> bool:
        """Whether rows are chosen by count, so that no filter may move in."""
        return self.limit is not None or self.qualify is not None


class RelationLowering:
    """Lowers one bound tree; ``rules`` holds the lowerings of nodes that the catalog brings."""

    def __init__(
        self, rules: Mapping[type[Node], Callable[[RelationLowering, Node], Open]]
    ) -> None:
        self.rules = rules
        self.expressions = ExpressionLowering(self)
        self._ctes: list[exp.CTE] = []
        self._shared: dict[int, tuple[str, Node]] = {}
        self._uses: Counter[int] = Counter()
        self._names = 0

    # --- entry ----------------------------------------------------------------------------------

    def statement(
        self, root: Node, outputs: tuple[Column, ...], *, result: bool = True
    ) -> exp.Select:
        """The whole statement, its columns those of ``outputs`` under their engine names.

        As a ``result``, dynamic columns come out as JSON text.
        """
        self._count_uses(root)
        select = self.close_to_select(self.lower(root), outputs, result=result)
        if self._ctes:
            select.set("with_", exp.With(expressions=self._ctes))
        return select

    def _count_uses(self, root: Node) -> None:
        seen: set[int] = set()

        def visit(node: Node) -> None:
            self._uses[id(node)] += 1
            if id(node) in seen:
                return
            seen.add(id(node))
            for child in node.children():
                visit(child)
            for top in node.expressions():
                for part in walk_expr(top):
                    plan = part.plan()
                    if plan is not None:
                        visit(plan)

        visit(root)

    def lower(self, node: Node) -> Open:
        """An open SELECT of the node, a fresh one each time."""
        known = self._shared.get(id(node))
        if known is not None:
            return self.over(known[0], node.columns)
        rule = self.rules.get(type(node))
        if rule is None:
            raise InternalError(f"no lowering for {type(node).__name__}")
        made = rule(self, node)
        if self._uses[id(node)] > 1 and not _is_cheap(node):
            name = self.close(made, node.columns, materialized=True)
            self._shared[id(node)] = (name, node)
            return self.over(name, node.columns)
        return made

    # --- building -------------------------------------------------------------------------------

    def fresh(self, prefix: str = "q") -> str:
        """A name for a common table expression or an alias."""
        self._names += 1
        return f"{prefix}{self._names}"

    def over(self, name: str, columns: Iterable[Column], alias: str = "") -> Open:
        """An open SELECT over a common table expression; every column plain."""
        table = exp.Table(this=build.identifier(name))
        if alias:
            table.set("alias", exp.TableAlias(this=build.identifier(alias)))
        shown = alias or name
        return Open(table, {kql: (shown, name) for kql, name in physical(columns).items()})

    def close(
        self, opened: Open, columns: tuple[Column, ...], *, materialized: bool = False
    ) -> str:
        """Make a common table expression of an open SELECT; its name."""
        select = self.close_to_select(opened, columns)
        name = self.fresh()
        cte = exp.CTE(this=select, alias=exp.TableAlias(this=build.identifier(name)))
        if materialized:
            cte.set("materialized", True)
        self.add(cte)
        return name

    def add(self, cte: exp.CTE) -> None:
        """Append a common table expression; those it reads are there already."""
        self._ctes.append(cte)

    def sealed(
        self, opened: Open, columns: tuple[Column, ...], *, materialized: bool = False
    ) -> Open:
        """The same relation with every column plain and nothing pending but its order."""
        made = self.over(self.close(opened, columns, materialized=materialized), columns)
        names = {column.name for column in columns}
        if opened.order and all(set(columns_read(key.value)) <= names for key in opened.order):
            self.order(made, opened.order)
        return made

    def close_to_select(
        self, opened: Open, columns: tuple[Column, ...], *, result: bool = False
    ) -> exp.Select:
        """The SELECT itself. As a result, dynamic columns become JSON text."""
        names = physical(columns)
        items: list[Sql] = []
        for column in columns:
            value = opened.get(column)
            if result and column.type.value == "dynamic":
                as_json = build.cast_to(value, build.data_type("JSON"))
                value = build.cast_to(as_json, build.data_type("TEXT"))
            bare = isinstance(value, exp.Column) and value.name == names[column.name]
            items.append(value if bare else build.alias(value, names[column.name]))
        if not items:  # a relation of no columns still has rows
            items = [build.alias(build.number(1), "$none")]
        select = exp.Select(expressions=items)
        if opened.source is not None:
            select.set("from_", exp.From(this=opened.source))
        if opened.joins:
            select.set("joins", opened.joins)
        if opened.where:
            select.set("where", exp.Where(this=build.conjunction(opened.where)))
        if opened.qualify is not None:
            select.set("qualify", exp.Qualify(this=opened.qualify))
        if opened.order_sql:
            select.set("order", exp.Order(expressions=opened.order_sql))
        if opened.limit is not None:
            select.set("limit", exp.Limit(expression=build.number(opened.limit)))
        return select

    def select(
        self, plan: Node, columns: tuple[Column, ...]
    ) -> tuple[exp.Select, Callable[[Column], Sql]]:
        """A fresh ``SELECT columns FROM plan`` for a subquery."""
        opened = self.lower(plan)
        plain = isinstance(opened.source, exp.Table) and not (opened.computed or opened.joins)
        if not plain or opened.cut or opened.where or opened.order_sql:
            opened = self.sealed(opened, plan.columns)
        alias = self.fresh("s")
        table = cast("exp.Table", opened.source)
        table.set("alias", exp.TableAlias(this=build.identifier(alias)))
        opened.plain = {name: (alias, spot[1]) for name, spot in opened.plain.items()}
        self.order(opened, opened.order)  # under the new alias; a scalar query takes the first row
        return self.close_to_select(opened, columns), opened.get

    def readable(self, opened: Open, node: Node, exprs: Iterable[Expr]) -> Open:
        """The relation in a form over which these expressions may be evaluated by folding."""
        read = {name for expr in exprs for name in columns_read(expr)}
        if opened.source is not None and read <= opened.plain.keys():
            return opened
        if opened.source is None and not read:
            return opened
        return self.sealed(opened, node.columns)

    def value(self, opened: Open, expr: Expr, *, truth: bool = False) -> Sql:
        """The SQL of an expression over an open SELECT."""
        return self.expressions.lower(expr, opened.get, truth=truth)

    def order(self, opened: Open, keys: Sequence[SortKey]) -> None:
        """Give an open SELECT an order, in place of the one that it had."""
        opened.order = list(keys)
        opened.order_sql = [made for key in keys for made in self._key(opened, key)]

    def _key(self, opened: Open, key: SortKey) -> list[Sql]:
        """A sort key; a real needs two, for NaN stands beside null in KQL, above all here."""
        value = self.value(opened, key.value)
        if key.value.type is not KqlType.REAL or isinstance(key.value, Constant):
            return [build.ordered(value, descending=key.descending, nulls_first=key.nulls_first)]
        nan = build.plain_call("isnan", value)
        number = build.case([(nan, build.null(KqlType.REAL))], value.copy())
        return [
            build.ordered(number, descending=key.descending, nulls_first=key.nulls_first),
            build.ordered(nan.copy(), nulls_first=key.nulls_first),
        ]


def _is_cheap(node: Node) -> bool:
    if not isinstance(node, _CHEAP):
        return False
    asks = any(part.plan() is not None for top in node.expressions() for part in walk_expr(top))
    return not asks and all(_is_cheap(child) for child in node.children())
