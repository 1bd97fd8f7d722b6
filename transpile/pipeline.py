"""Every stage in order: text in, ``Compiled`` out. The file to read first.

::

    text -> tokens -> syntax -> bound tree -> (rewrites) -> sqlglot expression -> SQL text
            lexer     parser    binder        prune, ...    lower                 emit
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.binder import Binder
from transpile.bind.discovery import Answer, Discovery
from transpile.bind.opaque import Exported
from transpile.bind.open import Opened, bound_with
from transpile.bind.registry import Registry
from transpile.bind.settings import Settings
from transpile.bind.spans import SPAN_COLUMNS, spanned
from transpile.bind.tree import (
    FIRST,
    LAST,
    RUN,
    RUN_COLUMN,
    Column,
    Node,
    Scan,
    Several,
    visible,
)
from transpile.bind.walk import walk
from transpile.catalog.aggregates import AGGREGATES
from transpile.catalog.functions import FUNCTIONS
from transpile.catalog.operators import OPERATORS
from transpile.diagnostics import CompileError, Diagnostic, refusal
from transpile.emit.duckdb import emit
from transpile.light import dataclass
from transpile.lower.core import CORE_RULES
from transpile.lower.relation import RelationLowering, physical
from transpile.rewrite.late import late
from transpile.rewrite.prune import prune
from transpile.schema import ExternalTable
from transpile.syntax import nodes
from transpile.syntax.statements import parse_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlglot import exp

    from transpile.lower.kernels import Kernel
    from transpile.lower.relation import Open
    from transpile.schema import SchemaSource
    from transpile.types import KqlType

    LowersNode = Callable[[RelationLowering, Node], Open]

REGISTRY = Registry(FUNCTIONS, AGGREGATES, OPERATORS)


def _rules() -> dict[type[Node], LowersNode]:
    """Lowerings: of the core, and of what the operators imported so far bring."""
    brought = [spec.rules for spec in OPERATORS.entries.values() if spec.rules]
    return {kind: rule for rules in (CORE_RULES, *brought) for kind, rule in rules.items()}


@dataclass(frozen=True)
class ResultColumn:
    """An output column: KQL name and type, and its name in the engine's result."""

    name: str
    type: KqlType
    physical: str


@dataclass(frozen=True)
class Bound:
    """A query that is understood: its tree, and what was noticed on the way.

    ``earlier`` are the results before the last, where it gives several, by their names.
    ``open``: it has columns that only data can name, and nobody was there to be asked.
    """

    text: str
    root: Node
    warnings: tuple[Diagnostic, ...] = ()
    lacks: tuple[str, ...] = ()  # what it reads and the lab does not have
    render: str | None = None  # the chart that the query ends with
    open: bool = False
    name: str = ""  # of the last result, where it was given one
    earlier: tuple[tuple[str, Node], ...] = ()
    syntax: nodes.Query | None = None  # as it was written


# Who can run queries answers what plugins ask while a query is bound (docs/decisions/0007).
Ask = Callable[[Bound], Answer]


@dataclass(frozen=True)
class CompiledResult:
    """One result of a query, ready to run.

    ``parameters`` are the names of the statement's parameters, ``tables`` the log tables and
    columns that it reads, ``kernels`` the engine functions that it needs, ``externals`` the tables
    to fill from files before it runs. ``name`` tells it from other results.
    """

    columns: tuple[ResultColumn, ...]
    tree: exp.Query
    parameters: frozenset[str] = frozenset()
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kernels: tuple[Kernel, ...] = ()
    externals: tuple[ExternalTable, ...] = ()
    render: str | None = None
    name: str = ""

    @property
    def ordered(self) -> bool:
        """Whether the query orders its rows; otherwise their order means nothing."""
        return self.tree.args.get("order") is not None

    @property
    def spanned(self) -> bool:
        """Whether a row stands for the runs from its first column to its second."""
        return [column.name for column in self.columns[:2]] == [FIRST, LAST]

    def sql(self, dialect: str = "duckdb", *, pretty: bool = False) -> str:
        """The SQL text."""
        return emit(self.tree, dialect, pretty=pretty)

    @cached_property
    def statement(self) -> str:
        """The SQL text for DuckDB, made once."""
        return self.sql()


@dataclass(frozen=True)
class Compiled:
    """A compiled query: its results in order and its warnings; ``open`` as it was bound."""

    results: tuple[CompiledResult, ...]
    warnings: tuple[Diagnostic, ...]
    open: bool = False

    @property
    def result(self) -> CompiledResult:
        """The last result."""
        return self.results[-1]


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Room for the 250 levels that the parser allows, each some dozens of Python frames."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 20_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def parse(text: str) -> nodes.Query:
    """The syntax tree of a query text."""
    try:
        with deep_recursion():
            return parse_tokens(text, OPERATORS)
    except CompileError as error:
        raise CompileError(error.diagnostics, text) from None


def bind_kql(
    text: str,
    schema: SchemaSource,
    ask: Ask | None = None,
    parameters: Mapping[str, str] | None = None,
) -> Bound:
    """Text to the bound tree.

    Args:
        text: the query.
        schema: the tables that it can name.
        ask: answers what plugins ask whose columns depend on data; without it they find none.
        parameters: values for what the query declares with ``declare query_parameters``, as the
            inside of a literal of the parameter's type: ``2026-01-31``, ``5m``, ``[1, 2]``; texts
            as they are.

    Raises:
        CompileError: with every diagnostic, and the text for carets.
    """
    query = parse(text)
    discovery = Discovery(None if ask is None else _answered(ask, text))
    opened = Opened()
    warnings: dict[Diagnostic, None] = {}

    def bind() -> tuple[Binder, list[tuple[str, Node]]]:
        binder = Binder(schema, REGISTRY, discovery, opened, Settings(parameters))
        try:
            discovery.unanswered = False
            return binder, _results(query, binder.results(query))
        finally:
            warnings.update(dict.fromkeys(binder.warnings))

    try:
        with deep_recursion():
            binder, (*earlier, (name, root)) = bound_with(opened, bind, text)
    except CompileError as error:
        raise CompileError(error.diagnostics, text) from None
    return Bound(
        text,
        root,
        tuple(warnings),
        tuple(binder.lacks),
        _chart(query.result),
        open=discovery.unanswered,
        name=name,
        earlier=tuple(earlier),
        syntax=query,
    )


def _results(query: nodes.Query, roots: list[Node]) -> list[tuple[str, Node]]:
    """Every result by its name; what gives several must stand at the end of a statement."""
    made: list[tuple[str, Node]] = []
    for syntax, root in zip((*query.earlier, query.result), roots, strict=True):
        if isinstance(root, Exported) and root is not roots[-1]:
            continue  # its tables are there for the statements that follow
        if isinstance(root, Several):
            made += zip(root.names, root.results, strict=True)
        else:
            last = _last(syntax)
            made.append((last.name if isinstance(last, nodes.AsSyntax) else "", root))
    for _, root in made:
        for node in walk(root):
            if isinstance(node, Several):
                raise refusal(
                    codes.UNSUPPORTED,
                    "only the end of a query can give several results",
                    node.span,
                    "put what follows into each of its sub-pipelines",
                )
    return made


def _answered(ask: Ask, text: str) -> Callable[[Node], Answer]:
    """Ask each question once, though a query be bound several times."""
    known: dict[str, Answer] = {}

    def answer(question: Node) -> Answer:
        bound = Bound(text, question)
        statement = lower_bound(bound).result.statement
        if statement not in known:
            known[statement] = ask(bound)
        return known[statement]

    return answer


def _last(statement: nodes.Syntax) -> nodes.OperatorSyntax | None:
    operators = statement.operators if isinstance(statement, nodes.Pipeline) else ()
    return operators[-1] if operators else None


def _chart(result: nodes.Syntax) -> str | None:
    """The hint of a ``render`` at the end."""
    last = _last(result)
    hint = getattr(last, "hint", None) if last is not None and last.keyword == "render" else None
    return None if hint is None else str(hint)


def lower_tree(root: Node, text: str = "") -> CompiledResult:
    """A bound tree to SQL; of the hidden columns only a lifted ``$run`` comes out, first.

    Or the first and the last run, where rows stand for several.
    """
    outputs: tuple[Column, ...] = visible(root)
    if RUN in root.by_name:
        outputs = (RUN_COLUMN, *outputs)
    elif spanned(root):
        outputs = (*SPAN_COLUMNS, *outputs)
    return lower_columns(root, outputs, text, result=True)


def lower_columns(
    root: Node, outputs: tuple[Column, ...], text: str = "", *, result: bool = False
) -> CompiledResult:
    """A bound tree to SQL that gives these columns; a ``result`` shows dynamic values as JSON."""
    try:
        with deep_recursion():
            pruned = prune(root, {column.name for column in outputs})
            lowering = RelationLowering(_rules())
            tree = lowering.statement(pruned, outputs, result=result)
    except CompileError as error:
        raise CompileError(error.diagnostics, text) from None
    names = physical(outputs)
    reads: dict[str, tuple[str, ...]] = {}
    externals: dict[tuple[str, ...], ExternalTable] = {}
    for node in walk(pruned):
        if isinstance(node, Scan) and isinstance(node.table, ExternalTable):
            externals[node.table.location] = node.table
        elif isinstance(node, Scan) and node.table.kind == "table":
            known = reads.get(node.table.name, ())
            more = tuple(c.name for c in visible(node) if c.name not in known)
            reads[node.table.name] = known + more
    return CompiledResult(
        tuple(ResultColumn(column.name, column.type, names[column.name]) for column in outputs),
        tree,
        frozenset(lowering.expressions.parameters),
        reads,
        tuple(sorted(lowering.expressions.kernels)),
        tuple(externals.values()),
    )


def lower_bound(bound: Bound) -> Compiled:
    """A bound query to SQL, without a window: an ad-hoc query."""
    results = []
    for name, root in (*bound.earlier, (bound.name, bound.root)):
        with deep_recursion():
            names = {column.name for column in visible(root)}
            tree = late(prune(root, names))
        results.append(replace(lower_tree(tree, bound.text), name=name))
    results[-1] = replace(results[-1], render=bound.render)
    return Compiled(tuple(results), bound.warnings, bound.open)


def compile_table(text: str, schema: SchemaSource) -> CompiledResult:
    """Text to the SELECT that fills a table: values stay in the forms in which they are stored.

    Raises:
        CompileError: where the query is wrong, or valid but not translated.
    """
    bound = bind_kql(text, schema)
    return lower_columns(bound.root, visible(bound.root), text)


def compile_kql(
    text: str,
    schema: SchemaSource,
    ask: Ask | None = None,
    parameters: Mapping[str, str] | None = None,
) -> Compiled:
    """Text to SQL; ``ask`` and ``parameters`` as in ``bind_kql``.

    Raises:
        CompileError: where the query is wrong, or valid but not translated.
    """
    return lower_bound(bind_kql(text, schema, ask, parameters))
