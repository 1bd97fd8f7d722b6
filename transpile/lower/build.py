"""The only place that makes operator nodes of SQL, always in parentheses.

sqlglot prints ``Mul(Add(a, b), c)`` as ``a + b * c``: a tree loses its shape silently. Here every
operator is wrapped, and a lint keeps raw operator nodes out of every other file.
"""

from __future__ import annotations

import itertools
import json
import zlib
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile.syntax.literals import EPOCH, format_timespan
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Sql = exp.Expr

_TYPE_NAMES = {
    KqlType.BOOL: "BOOLEAN",
    KqlType.INT: "INT",
    KqlType.LONG: "BIGINT",
    KqlType.REAL: "DOUBLE",
    KqlType.STRING: "TEXT",
    KqlType.GUID: "UUID",
    KqlType.DATETIME: "TIMESTAMP",
    KqlType.TIMESPAN: "BIGINT",
    KqlType.DYNAMIC: "VARIANT",
}


def data_type(name: str) -> exp.DataType:
    """An engine type by sqlglot's name for it."""
    if name == "DECIMAL":
        return decimal_type(18)
    if name.endswith("[]"):
        return exp.DataType(this=exp.DType.ARRAY, expressions=[data_type(name[:-2])], nested=True)
    return exp.DataType(this=exp.DType[name], nested=False)


def decimal_type(scale: int, width: int = 38) -> exp.DataType:
    """DECIMAL of so many digits, ``scale`` of them after the point."""
    digits = [exp.DataTypeParam(this=number(count)) for count in (width, scale)]
    return exp.DataType(this=exp.DType.DECIMAL, expressions=digits, nested=False)


def type_of(kind: KqlType) -> exp.DataType:
    """The engine type that stores a KQL type."""
    return data_type("DECIMAL" if kind is KqlType.DECIMAL else _TYPE_NAMES[kind])


# --- leaves -------------------------------------------------------------------------------------


def identifier(name: str) -> exp.Identifier:
    """A quoted name: anything can stand in it."""
    return exp.Identifier(this=name, quoted=True)


def column(name: str, table: str = "") -> Sql:
    """A column reference."""
    if table:
        return exp.Column(this=identifier(name), table=identifier(table))
    return exp.Column(this=identifier(name))


def text(value: str) -> Sql:
    """A string literal."""
    return exp.Literal(this=value, is_string=True)


def number(value: int) -> Sql:
    """An integer literal of whatever width the engine gives it; the least long needs a cast."""
    if value < 0:
        return exp.Paren(this=exp.Neg(this=exp.Literal(this=str(-value), is_string=False)))
    return exp.Literal(this=str(value), is_string=False)


def boolean(value: bool) -> Sql:
    """``TRUE`` or ``FALSE``."""
    return exp.Boolean(this=value)


def null(kind: KqlType) -> Sql:
    """The typed null; the empty string for strings, which have none."""
    if kind is KqlType.STRING:
        return text("")
    return cast_to(exp.Null(), type_of(kind))


def parameter(name: str) -> Sql:
    """A named parameter of the statement, bound when it runs."""
    return exp.Placeholder(this=name)


def constant(value: object, kind: KqlType) -> Sql:
    """A literal of exactly the type's width: ``5`` alone is an INTEGER and overflows as one."""
    if value is None:
        return null(kind)
    if kind is KqlType.DYNAMIC:
        shown = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return cast_to(cast_to(text(shown), data_type("JSON")), data_type("VARIANT"))
    if kind is KqlType.BOOL:
        return boolean(bool(value))
    if kind is KqlType.STRING:
        return text(str(value))
    return cast_to(bare(value, kind), type_of(kind))


def bare(value: object, kind: KqlType) -> Sql:
    """A literal without its cast, for places where the other operand fixes the type."""
    if kind is KqlType.DATETIME:
        moment = EPOCH + timedelta(microseconds=cast("int", value))
        shown = f"{moment.year:04}-{moment.month:02}-{moment.day:02} {moment:%H:%M:%S}"
        return text(f"{shown}.{moment.microsecond:06}" if moment.microsecond else shown)
    if isinstance(value, float):
        special = value != value or abs(value) == float("inf")
        return text(repr(value)) if special else _real(value)
    if isinstance(value, Decimal):
        return text(str(value))
    if isinstance(value, int) and not isinstance(value, bool):
        # the magnitude of the least long is no long: as text it is cast whole
        return text(str(value)) if value == -(2**63) else number(value)
    return text(str(value))


def _real(value: float) -> Sql:
    shown = repr(value)
    if "e" not in shown:  # 1.5 would be a DECIMAL; 1.5e0 is a DOUBLE
        shown += "e0"
    negative = shown.startswith("-")
    literal = exp.Literal(this=shown.lstrip("-"), is_string=False)
    return exp.Paren(this=exp.Neg(this=literal)) if negative else literal


def text_of_timespan(ticks: int) -> Sql:
    """Kusto's spelling of a timespan, as a literal."""
    return text(format_timespan(ticks))


# --- operators ----------------------------------------------------------------------------------

_BINARY = {
    "+": exp.Add,
    "-": exp.Sub,
    "*": exp.Mul,
    "/": exp.Div,
    "//": exp.IntDiv,
    "%": exp.Mod,
    "=": exp.EQ,
    "<>": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
    "is not distinct from": exp.NullSafeEQ,
    "is distinct from": exp.NullSafeNEQ,
    "like": exp.Like,
    "ilike": exp.ILike,
    "||": exp.DPipe,
    "&": exp.BitwiseAnd,
}


def binary(operator: str, left: Sql, right: Sql) -> Sql:
    """``(left operator right)``."""
    return exp.Paren(this=_BINARY[operator](this=left, expression=right))


def conjunction(terms: Sequence[Sql]) -> Sql:
    """``(a AND b AND ...)``, balanced: DuckDB refuses 1,000 levels."""
    return _connect(exp.And, list(terms)) if terms else boolean(True)


def disjunction(terms: Sequence[Sql]) -> Sql:
    """``(a OR b OR ...)``, balanced."""
    return _connect(exp.Or, list(terms)) if terms else boolean(False)


def _connect(node: type[exp.Connector], terms: list[Sql]) -> Sql:
    if len(terms) == 1:
        return terms[0]
    middle = (len(terms) + 1) // 2
    left, right = _connect(node, terms[:middle]), _connect(node, terms[middle:])
    return exp.Paren(this=node(this=left, expression=right))


def negation(term: Sql) -> Sql:
    """``(NOT term)``."""
    return exp.Paren(this=exp.Not(this=term))


def minus(term: Sql) -> Sql:
    """``(-term)``."""
    return exp.Paren(this=exp.Neg(this=term))


def is_null(term: Sql) -> Sql:
    """``(term IS NULL)``."""
    return exp.Paren(this=exp.Is(this=term, expression=exp.Null()))


def is_not_null(term: Sql) -> Sql:
    """``(term IS NOT NULL)``, written so that it prints and parses alike."""
    return exp.Paren(this=exp.Not(this=exp.Is(this=term, expression=exp.Null())))


def in_list(value: Sql, items: Iterable[Sql]) -> Sql:
    """``(value IN (items))``."""
    return exp.Paren(this=exp.In(this=value, expressions=list(items)))


def in_select(value: Sql, select: exp.Select) -> Sql:
    """``(value IN (SELECT ...))``."""
    return exp.Paren(this=exp.In(this=value, query=exp.Subquery(this=select)))


def between(value: Sql, low: Sql, high: Sql) -> Sql:
    """``(value BETWEEN low AND high)``."""
    return exp.Paren(this=exp.Between(this=value, low=low, high=high))


def subquery(select: exp.Select) -> Sql:
    """``(SELECT ...)`` as a scalar."""
    return exp.Subquery(this=select)


def tuple_of(items: Iterable[Sql]) -> Sql:
    """``(a, b)``."""
    return exp.Tuple(expressions=list(items))


def cast_to(value: Sql, to: exp.DataType) -> Sql:
    """``CAST(value AS type)``: raises in the engine where a value does not fit."""
    return exp.Cast(this=value, to=to)


def try_cast(value: Sql, to: exp.DataType) -> Sql:
    """``TRY_CAST(value AS type)``: null where a value does not fit."""
    return exp.TryCast(this=value, to=to)


def attempt(value: Sql) -> Sql:
    """``TRY(value)``: null where the engine would raise.

    TRY refuses scalar subqueries inside it: they are handed in through a lambda.
    """
    queries = list(_queries(value))
    if not queries:
        return exp.Try(this=value)
    held = exp.Identifier(this="held", quoted=False)
    for place, query in enumerate(queries):
        field = exp.Dot(this=exp.Column(this=held.copy()), expression=identifier(f"f{place}"))
        query.replace(field)
    listed = plain_call("list_value", struct(queries))
    tried = exp.Lambda(this=exp.Try(this=value), expressions=[held])
    return plain_call("list_extract", plain_call("list_transform", listed, tried), number(1))


_CHEAP_NODES = 12


def once(value: Sql, use: Callable[[Sql], Sql]) -> Sql:
    """``use(value)``, where what is used may be copied freely.

    A large value is computed once, as the argument of a lambda: copies of copies make the text
    grow with every level of nesting, and the engine plans megabytes for minutes.
    """
    if sum(1 for _ in itertools.islice(value.walk(), _CHEAP_NODES + 1)) <= _CHEAP_NODES:
        return use(value)
    # a name of its own for each value, so that lambdas nest
    name = f"once_{zlib.crc32(value.sql().encode()):08x}"
    held = exp.Identifier(this=name, quoted=False)
    used = use(exp.Column(this=held.copy()))
    listed = plain_call("list_value", value)
    made = plain_call("list_transform", listed, exp.Lambda(this=used, expressions=[held]))
    return queries_outside(plain_call("list_extract", made, number(1)))


def queries_outside(value: Sql) -> Sql:
    """The value, its subqueries handed in where one stood in a lambda: the engine refuses them."""
    lambdas = value.find_all(exp.Lambda)
    if not any(next(_queries(found.this), None) is not None for found in lambdas):
        return value
    value = value.copy()  # its parts may stand elsewhere too
    queries = list(_queries(value))
    name = f"asked_{zlib.crc32(value.sql().encode()):08x}"
    held = exp.Identifier(this=name, quoted=False)
    for place, query in enumerate(queries):
        field = exp.Dot(this=exp.Column(this=held.copy()), expression=identifier(f"f{place}"))
        query.replace(field)
    listed = plain_call("list_value", struct(queries))
    made = plain_call("list_transform", listed, exp.Lambda(this=value, expressions=[held]))
    return plain_call("list_extract", made, number(1))


def _queries(value: Sql) -> Iterator[Sql]:
    """The outermost subqueries, or the membership tests around them."""
    if isinstance(value, exp.Subquery) or (isinstance(value, exp.In) and value.args.get("query")):
        yield value
        return
    for part in value.iter_expressions():
        yield from _queries(part)


def call(name: str, *arguments: Sql) -> Sql:
    """A function call, as the node that parsing it would give."""
    made = exp.func(name, *arguments, dialect="duckdb", copy=False)
    return cast("Sql", made)


def plain_call(name: str, *arguments: Sql) -> Sql:
    """A call of an engine function that sqlglot must not interpret."""
    return exp.Anonymous(this=name.upper(), expressions=list(arguments))


def coalesce(value: Sql, *others: Sql) -> Sql:
    """``COALESCE(...)``."""
    return exp.Coalesce(this=value, expressions=list(others))


def case(branches: Iterable[tuple[Sql, Sql]], otherwise: Sql | None = None) -> Sql:
    """``CASE WHEN ... THEN ... ELSE ... END``."""
    ifs = [exp.If(this=condition, true=value) for condition, value in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def filtered(aggregate: Sql, condition: Sql) -> Sql:
    """``aggregate FILTER (WHERE condition)``."""
    return exp.Filter(this=aggregate, expression=exp.Where(this=condition))


def ordered(value: Sql, *, descending: bool = False, nulls_first: bool | None = None) -> Sql:
    """A sort key; the place of nulls always told, for the engine's default is a setting."""
    first = (not descending) if nulls_first is None else nulls_first
    return exp.Ordered(this=value, desc=descending, nulls_first=first, with_fill=None)


def over(
    function: Sql,
    partition: Sequence[Sql],
    order: Sequence[Sql],
    *,
    so_far: bool = False,
    before: bool = False,
) -> Sql:
    """``function OVER (PARTITION BY ... ORDER BY ...)``.

    ``so_far``: of the rows up to this one; ``before``: without it.
    """
    end = ("1", "PRECEDING") if before else ("CURRENT ROW", None)
    rows = exp.WindowSpec(
        kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end=end[0], end_side=end[1]
    )
    return exp.Window(
        this=function,
        partition_by=list(partition) or None,
        order=exp.Order(expressions=list(order)) if order else None,
        spec=rows if so_far or before else None,
        over="OVER",
    )


def alias(value: Sql, name: str) -> Sql:
    """``value AS "name"``."""
    return exp.Alias(this=value, alias=identifier(name))


def struct(values: Sequence[Sql]) -> Sql:
    """A struct with fields ``f0``, ``f1``, ..."""
    return struct_of({f"f{place}": value for place, value in enumerate(values)})


def struct_of(fields: Mapping[str, Sql]) -> Sql:
    """A struct with fields of plain names."""
    made = [
        exp.PropertyEQ(this=exp.Identifier(this=name, quoted=False), expression=value)
        for name, value in fields.items()
    ]
    return exp.Struct(expressions=made)


def list_of(value: Sql, order: Sequence[Sql] = ()) -> Sql:
    """``LIST(value ORDER BY ...)``."""
    if not order:
        return exp.ArrayAgg(this=value)
    return exp.ArrayAgg(this=exp.Order(this=value, expressions=list(order)))
