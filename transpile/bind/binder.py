"""Names to columns, syntax to the bound tree. This is where a query is understood or refused.

A ``Binder`` lives for one query. Scalar expressions are bound against a *scope*: the relation
whose rows they see (None: constants only), or the two sides of a join.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from transpile import codes
from transpile.bind import functions, opaque, several, wildcards, workspace
from transpile.bind.discovery import Discovery
from transpile.bind.everywhere import any_column
from transpile.bind.functions import UserFunction
from transpile.bind.membership import membership
from transpile.bind.opaque import PartsScope
from transpile.bind.open import Opened, ending_column, is_missing
from transpile.bind.recovery import Refused, attempt, pipeline, unsaid
from transpile.bind.serial import StepScope
from transpile.bind.settings import Settings
from transpile.bind.tree import (
    INGESTION_COLUMN,
    Aggregate,
    ColumnRef,
    Constant,
    Expr,
    Join,
    Node,
    ScalarQuery,
    Scan,
    visible,
)
from transpile.bind.tree import null_of as null_of
from transpile.bind.unfold import Unfolding
from transpile.bind.unknown import (
    index_of,
    no_properties,
    refuse_prefix,
    unknown_function,
    unknown_name,
    unknown_table,
)
from transpile.bind.walk import walk_expr
from transpile.diagnostics import CompileError, Diagnostic, Severity, near, refusal
from transpile.light import dataclass
from transpile.span import NOWHERE, Span
from transpile.syntax import nodes
from transpile.syntax.expressions import OPERATOR_WORDS
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from transpile.bind.registry import BindsFunction, Registry
    from transpile.schema import SchemaSource

_MOST_ERRORS = 100  # at once; a list of a million misspelt names is told of sooner
S = TypeVar("S")
R = TypeVar("R")


@dataclass(frozen=True)
class Sides:
    """The scope of a join's condition: ``$left`` and ``$right``."""

    left: Node
    right: Node


Scope = Node | Sides | None


class Binder:
    """Binds one query against a schema and a registry; warnings gather in ``warnings``."""

    def __init__(
        self,
        schema: SchemaSource,
        registry: Registry,
        discovery: Discovery | None = None,
        opened: Opened | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.schema = schema
        self.registry = registry
        self.discovery = discovery or Discovery()
        self.opened = Opened() if opened is None else opened
        self.settings = Settings() if settings is None else settings
        self.warnings: list[Diagnostic] = []
        self.later: frozenset[str] = frozenset()  # names of all lets, for hints
        self.lets: dict[str, Expr | Node | UserFunction] = {}
        self.locals: frozenset[str] = frozenset()  # of a function's body: they win over columns
        self.calls: list[str] = []
        self._unfolding = Unfolding()
        self.lacks: list[str] = []  # what the query reads and the lab does not have
        self.expanding: tuple[str, ...] = ()  # saved functions whose bodies are being bound
        self.place: Span | None = None  # of the outermost one's call

    # --- statements and pipelines ---------------------------------------------------------------

    def results(self, query: nodes.Query) -> list[Node]:
        """What each statement of a query gives; a scalar becomes a refusal, as in Kusto."""
        wrong = self.preamble(query)
        made: list[Node] = []
        for result in (*query.earlier, query.result):
            made += attempt(wrong, self.tabular, result)
        if wrong:
            raise CompileError(sorted(dict.fromkeys(wrong), key=lambda one: one.span.start))
        return [self.settings.answered(self, one) for one in made]

    def preamble(self, query: nodes.Query) -> list[Diagnostic]:
        """The statements before the query, and what is wrong with them.

        Properties count wherever they stand.
        """
        wrong: list[Diagnostic] = []
        self.later = frozenset(let.name for let in query.lets if isinstance(let, nodes.Let))
        for stated in query.lets:
            if isinstance(stated, nodes.Setting):
                self.settings.note(stated)
        declared: set[str] = set()
        for stated in query.lets:
            if isinstance(stated, nodes.Let):
                if not attempt(wrong, self.bind_let, stated):
                    self.lets.setdefault(stated.name, Refused())
            elif isinstance(stated, nodes.QueryParameters):
                declared |= {one.name for one in stated.parameters}
                self.each(stated.parameters, self._declare)
        self.settings.check_given(declared)
        return wrong

    def _declare(self, parameter: nodes.Parameter) -> None:
        if parameter.name in self.lets:
            raise refusal(
                codes.DUPLICATE_NAME, f"'{parameter.name}' is defined twice", parameter.span
            )
        self.lets[parameter.name] = self.settings.value_of(self, parameter)

    def bind_let(self, let: nodes.Let) -> None:
        """Give a name its value; in a function's body it may hide one from outside."""
        if let.name in self.lets and (not self.calls or let.name in self.locals):
            raise refusal(codes.DUPLICATE_NAME, f"'{let.name}' is defined twice", let.span)
        if isinstance(let.value, nodes.Lambda):
            known = UserFunction(let.name, let.value, dict(self.lets), self.locals)
            self.lets[let.name] = known
        else:
            self.lets[let.name] = self.either(let.value)

    def known(self, name: str) -> Expr | Node | UserFunction | None:
        """What a let, a parameter or an ``as`` stands for; None for a name of none."""
        found = self.lets.get(name)
        if isinstance(found, Refused):
            raise unsaid()
        return found

    def either(self, value: nodes.Syntax) -> Expr | Node:
        """A relation where the text gives one, else a single value that reads no rows."""
        if isinstance(value, nodes.Call):
            known = self.known(value.name)
            if isinstance(known, UserFunction):
                return functions.call(self, known, value, None)
        found = workspace.value(self, value, None)
        if found is not None:
            return found
        is_table = (
            isinstance(value, nodes.Pipeline)
            or (isinstance(value, nodes.Call) and value.name == "materialize")
            or (isinstance(value, nodes.Name) and self.relation(value.name) is not None)
        )
        return self.rows_or_graph(value) if is_table else self.scalar(value, None)

    def within(self, lets: dict[str, Expr | Node | UserFunction], local: frozenset[str]) -> Binder:
        """A binder for a function's body: other names, the same warnings and call count."""
        inner = Binder(self.schema, self.registry, self.discovery, self.opened, self.settings)
        inner.warnings, inner.calls, inner.lacks = self.warnings, self.calls, self.lacks
        inner.expanding, inner.place = self.expanding, self.place
        inner._unfolding = self._unfolding
        inner.lets, inner.locals = lets, local
        return inner

    def relation(self, name: str) -> Node | None:
        """The let or the table of this name."""
        known = self.known(name)
        if isinstance(known, UserFunction) and not known.needs_arguments:
            made = functions.call(self, known, nodes.Name(name), None)
            return made if isinstance(made, Node) else None
        if known is not None:
            return known if isinstance(known, Node) else None
        saved = workspace.bare(self, name)  # it beats a table of the same name
        return saved if saved is not None else self._stored(name)

    def _stored(self, name: str) -> Node | None:
        table = self.schema.table(name)
        if table is None:
            return None
        scan = self.settings.scoped(self, workspace.scan(table))
        return self.opened.mark(scan, table, ending_column) if table.open else scan

    def stored(self, syntax: nodes.Name) -> Node:
        """The table, or the saved function, of a name that no ``let`` may hide."""
        known = workspace.bare(self, syntax.name) or self._stored(syntax.name)
        if known is None:
            raise unknown_table(self, syntax, self.schema.table_names())
        return self._read(known, syntax)

    def name_relation(self, name: str, node: Node, span: Span) -> None:
        """Give a relation a name for the rest of the query (``as``)."""
        if name in self.lets:
            raise refusal(codes.DUPLICATE_NAME, f"'{name}' is defined twice", span)
        self.lets[name] = node

    def tabular(self, syntax: nodes.Syntax) -> Node:
        """A relation from a pipeline, a name or a source operator."""
        return opaque.table_wanted(self.rows_or_graph(syntax), syntax.span)

    def rows_or_graph(self, syntax: nodes.Syntax) -> Node:
        """A relation, or a graph where the text gives one."""
        if isinstance(syntax, nodes.Pipeline):
            return pipeline(self, syntax)
        if isinstance(syntax, nodes.OperatorSyntax):
            return self.operator(syntax, None)
        if isinstance(syntax, nodes.Name):
            return self._named_relation(syntax)
        if isinstance(syntax, nodes.Call) and syntax.name == "materialize":
            self._count(syntax, 1, 1)
            return self.rows_or_graph(syntax.arguments[0])  # one object: computed once anyway
        if isinstance(syntax, nodes.Call | nodes.Path | nodes.Member):
            return self._called_table(syntax)
        raise refusal(
            codes.NOT_TABULAR,
            "a scalar expression stands where a table should",
            syntax.span,
            "begin with a table, or with 'print'",
        )

    def expect_windows(self) -> None:
        """From here on there may be window functions to move into nodes of their own."""
        self._unfolding.wanted = True

    def operator(self, syntax: nodes.OperatorSyntax, source: Node | None) -> Node:
        """The rows that an operator makes of its input; window functions in nodes of their own."""
        spec = self.registry.operators[syntax.keyword]
        opaque.fitting(syntax.keyword, of_graphs=spec.of_graphs, source=source, span=syntax.span)
        made = spec.bind(self, syntax, source)
        if self._unfolding.wanted:
            made = self._unfolding.rewrite(made)
        return self.opened.follow(made, syntax)

    def _called_table(self, syntax: nodes.Call | nodes.Path | nodes.Member) -> Node:
        called = syntax if isinstance(syntax, nodes.Call) else None
        known = self.known(called.name) if called is not None else None
        made: Expr | Node | None
        if isinstance(known, UserFunction):
            made = functions.call(self, known, syntax, None)
        else:
            made = workspace.value(self, syntax, None)
        if isinstance(made, Node):
            return made
        if called is None:
            raise refusal(codes.NOT_TABULAR, "this gives a single value, not a table", syntax.span)
        if made is None and called.name not in self.registry.functions:
            raise unknown_function(self, called)
        raise refusal(
            codes.NOT_TABULAR,
            f"'{called.name}' gives a single value, not a table",
            syntax.span,
            f"'print {called.name}(...)' shows it",
        )

    def _named_relation(self, syntax: nodes.Name) -> Node:
        known = self.relation(syntax.name)
        if known is None:
            if syntax.name in self.lets:
                raise refusal(
                    codes.NOT_TABULAR,
                    f"'{syntax.name}' is a scalar, not a table",
                    syntax.span,
                    f"'print {syntax.name}' shows it",
                )
            raise unknown_table(self, syntax, [*self.schema.table_names(), *self.lets])
        return self._read(known, syntax)

    def _read(self, known: Node, syntax: nodes.Name) -> Node:
        if syntax.name in self.lets:  # said where the let reads the table
            return known
        unfilled = isinstance(known, Scan) and not known.table.location
        if unfilled and isinstance(known, Scan) and known.table.kind == "table":
            self.warn(
                codes.TABLE_NOT_LOADED,
                f"table '{syntax.name}' is known but holds no data here: it is read as empty",
                syntax.span,
            )
        return known

    def undeclared(self, name: str, scope: Scope, span: Span) -> Expr | None:
        """An unknown name as a column of an open table; None where the table is not open."""
        found = self.opened.column(scope, name)
        if found is not None:
            message = f"no data gave a column '{name}': it is null in every row"
            if self.discovery.ask is None:
                message = f"only data can say whether there is a column '{name}': here it is null"
            self.warn(codes.MISSING_COLUMN, message, span)
        return found

    def warn(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Note something that does not stop the query; the same remark once."""
        remark = Diagnostic(code, message, self.place or span, hint, Severity.WARNING)
        if remark not in self.warnings:
            self.warnings.append(remark)

    def lack(self, what: str, span: Span, hint: str = "") -> None:
        """Note something that the query reads and the lab does not have: a rule is blind."""
        self.warn(codes.NO_SOURCE, what, span, hint)
        if what not in self.lacks:
            self.lacks.append(what)

    def each(self, items: Iterable[S], bind: Callable[[S], R]) -> list[R]:
        """Bind every item; errors of all of them are raised together."""
        found: list[R] = []
        wrong: list[Diagnostic] = []
        failed = False
        for item in items:
            try:
                found.append(bind(item))
            except CompileError as error:
                failed = True
                wrong += error.diagnostics
                if len(wrong) > _MOST_ERRORS:
                    break
        if failed:
            raise CompileError(wrong)
        return found

    # --- scalar expressions ---------------------------------------------------------------------

    def scalar(self, syntax: nodes.Syntax, scope: Scope) -> Expr:
        """A bound expression over the rows of ``scope``."""
        if isinstance(syntax, nodes.Literal):
            return Constant(syntax.value, syntax.type, span=syntax.span)
        if isinstance(syntax, nodes.Name):
            return self._name(syntax, scope)
        if isinstance(syntax, nodes.Call):
            return self._call(syntax, scope)
        if isinstance(syntax, nodes.Binary) and isinstance(syntax.left, nodes.Star):
            return any_column(self, syntax, scope)
        if isinstance(syntax, nodes.Binary):
            operands = self.each((syntax.left, syntax.right), lambda part: self.scalar(part, scope))
            return self.apply(syntax.operator, tuple(operands), syntax.span)
        if isinstance(syntax, nodes.Logical):
            terms = self.each(syntax.terms, lambda part: self.scalar(part, scope))
            return self.apply(syntax.operator, tuple(terms), syntax.span)
        if isinstance(syntax, nodes.Unary):
            operand = self.scalar(syntax.operand, scope)
            return self.apply(f"unary{syntax.operator}", (operand,), syntax.span)
        if isinstance(syntax, nodes.Between):
            return self._between(syntax, scope)
        if isinstance(syntax, nodes.Membership):
            return membership(self, syntax, scope)
        if isinstance(syntax, nodes.Path | nodes.Index):
            return self._path(syntax, scope)
        if isinstance(syntax, nodes.Named) and len(syntax.names) == 1:
            return self.scalar(syntax.value, scope)  # built-ins take arguments by place alone
        if isinstance(syntax, nodes.Pipeline | nodes.OperatorSyntax):
            raise refusal(
                codes.NOT_SCALAR,
                "a table stands where a single value should",
                syntax.span,
                "wrap it in toscalar(...)",
            )
        if isinstance(syntax, nodes.Star):
            hint = "count() counts rows, arg_max(TimeGenerated, *) keeps all columns of one"
            raise refusal(codes.UNEXPECTED, "'*' does not fit here", syntax.span, hint)
        raise refusal(codes.UNEXPECTED, "this does not fit here", syntax.span)

    def apply(self, name: str, arguments: tuple[Expr, ...], span: Span = NOWHERE) -> Expr:
        """A call of a catalog entry on bound arguments."""
        spec = self.registry.functions.get(name)
        if spec is None or spec.refused:
            why = spec.refused if spec is not None else "not translated yet"
            raise refusal(codes.UNSUPPORTED, f"'{name}': {why}", span)
        return self._bound(spec, arguments, span)

    def _bound(self, spec: BindsFunction, arguments: tuple[Expr, ...], span: Span) -> Expr:
        """A call; a column whose type nobody knows is a dynamic, or where none fits a text."""
        if not any(is_missing(argument) for argument in arguments):
            return spec.bind(self, arguments, span)
        try:
            return spec.bind(self, arguments, span)
        except CompileError as error:
            tostring = self.registry.functions["tostring"]
            texts = (
                tostring.bind(self, (argument,), argument.span)
                if is_missing(argument)
                else argument
                for argument in arguments
            )
            try:
                return spec.bind(self, tuple(texts), span)
            except CompileError:
                raise error from None

    def condition(self, syntax: nodes.Syntax, scope: Scope) -> Expr:
        """An expression that must be a bool."""
        bound = self.scalar(syntax, scope)
        if bound.type is KqlType.DYNAMIC:
            return self.apply("tobool", (bound,), syntax.span)
        if bound.type is not KqlType.BOOL:
            raise refusal(
                codes.NOT_BOOLEAN,
                f"the condition is a {bound.type}, not a bool",
                syntax.span,
                "compare it with something",
            )
        return bound

    def constant(self, syntax: nodes.Syntax, kind: KqlType, what: str) -> Constant:
        """An expression that must be a constant of one type (a let may stand behind it)."""
        named = isinstance(syntax, nodes.Name) and syntax.name not in self.lets
        bound = None if named else self.scalar(syntax, None)
        if not isinstance(bound, Constant) or (
            bound.type is not kind and not (kind.is_integer and bound.type.is_integer)
        ):
            raise refusal(codes.NOT_CONSTANT, f"{what} must be a constant {kind}", syntax.span)
        return bound

    def _name(self, syntax: nodes.Name, scope: Scope) -> Expr:
        if syntax.name in self.locals:
            local = self.known(syntax.name)
            if isinstance(local, Expr):
                return _usable(local, scope, syntax)
        if isinstance(scope, Node):
            column = scope.by_name.get(syntax.name)
            if column is not None and not column.hidden:
                return ColumnRef(column, span=syntax.span)
        if isinstance(scope, PartsScope) and scope.names_element(syntax.name):
            return scope.whole(syntax)
        known = self.known(syntax.name)
        if isinstance(known, Expr):
            return known
        split = wildcards.column_of_most(self, scope, syntax) if isinstance(scope, Node) else None
        if split is not None:
            return split
        if isinstance(known, Node) or self.schema.table(syntax.name) is not None:
            raise self._wrap(f"'{syntax.name}' is a table", syntax.span)
        unknown = self.undeclared(syntax.name, scope, syntax.span)
        if unknown is not None:
            return unknown
        names = [column.name for column in visible(scope)] if isinstance(scope, Node) else []
        raise unknown_name(self, syntax, names)

    def _call(self, syntax: nodes.Call, scope: Scope) -> Expr:
        if syntax.name == "toscalar":
            self._count(syntax, 1, 1)
            return self._to_scalar(syntax)
        known = self.known(syntax.name)
        if isinstance(known, UserFunction):
            made = functions.call(self, known, syntax, scope)
            if isinstance(made, Expr):
                return made
            raise self._wrap(f"'{syntax.name}' gives a table", syntax.span)
        spec = self.registry.functions.get(syntax.name)
        if spec is None or syntax.name in OPERATOR_WORDS:
            return self._saved(syntax, scope)
        if spec.refused:
            raise refusal(
                codes.UNSUPPORTED_FUNCTION, f"'{syntax.name}': {spec.refused}", syntax.span
            )
        syntax = self._by_position(syntax)
        if spec.results:
            raise several.misplaced(spec, syntax)
        if spec.bound_in_scope is not None:
            self.expect_windows()  # it may be a window function
            return spec.bound_in_scope(self, syntax, scope)
        if syntax.name == "ingestion_time":
            self._count(syntax, 0, 0)
            return self._ingestion_time(syntax, scope)
        arguments = self.each(syntax.arguments, lambda part: self.scalar(part, scope))
        return self._bound(spec, tuple(arguments), syntax.span)

    def _by_position(self, syntax: nodes.Call) -> nodes.Call:
        """A call of a built-in function: Microsoft's binder passes over names of arguments."""
        if not any(isinstance(argument, nodes.Named) for argument in syntax.arguments):
            return syntax
        values = []
        for argument in syntax.arguments:
            if isinstance(argument, nodes.Named):
                self.warn(
                    codes.TRAP,
                    f"'{syntax.name}' takes its arguments by position: '{argument.names[0]} =' "
                    "means nothing",
                    argument.span,
                )
                argument = argument.value
            values.append(argument)
        return replace(syntax, arguments=tuple(values))

    def _saved(self, syntax: nodes.Call, scope: Scope) -> Expr:
        made = workspace.value(self, syntax, scope)
        if made is None:
            raise unknown_function(self, syntax)
        if isinstance(made, Expr):
            return made
        raise self._wrap(f"'{syntax.name}' gives a table", syntax.span)

    def _wrap(self, what: str, span: Span) -> CompileError:
        return refusal(
            codes.NOT_SCALAR,
            f"{what}, and a single value is wanted here",
            span,
            "wrap it in toscalar(...)",
        )

    def _count(self, syntax: nodes.Call, least: int, most: int) -> None:
        if not least <= len(syntax.arguments) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            many = "" if wanted == "1" else "s"
            raise refusal(
                codes.ARGUMENT_COUNT,
                f"'{syntax.name}' takes {wanted} argument{many}, not {len(syntax.arguments)}",
                syntax.span,
            )

    def _ingestion_time(self, syntax: nodes.Call, scope: Scope) -> Expr:
        column = scope.by_name.get(INGESTION_COLUMN.name) if isinstance(scope, Node) else None
        if column is None and isinstance(scope, Node) and _joined(scope):
            raise refusal(
                codes.UNSUPPORTED,
                "which of two joined rows is meant by ingestion_time() is not known",
                syntax.span,
                "extend it on one side, before the join",
            )
        if column is None:  # Kusto: null where no table row is behind it
            return Constant(None, KqlType.DATETIME, span=syntax.span)
        return ColumnRef(column, span=syntax.span)

    def _to_scalar(self, syntax: nodes.Call) -> Expr:
        query = self.either(syntax.arguments[0])
        if isinstance(query, Expr):
            return query
        if not visible(query):
            raise refusal(codes.NOT_SCALAR, "the table has no column", syntax.span)
        return ScalarQuery(query, span=syntax.span)

    def _between(self, syntax: nodes.Between, scope: Scope) -> Expr:
        value, low, high = self.each(
            (syntax.value, syntax.low, syntax.high), lambda part: self.scalar(part, scope)
        )
        if low.type is KqlType.DATETIME and high.type is KqlType.TIMESPAN:
            high = self.apply("+", (low, high), syntax.high.span)  # start .. 3d
        name = "!between" if syntax.negated else "between"
        return self.apply(name, (value, low, high), syntax.span)

    def _path(self, syntax: nodes.Path | nodes.Index, scope: Scope) -> Expr:
        if isinstance(syntax.base, nodes.Name) and syntax.base.name in ("$left", "$right"):
            return self._side(syntax, scope)
        begins = syntax.base.name if isinstance(syntax.base, nodes.Name) else ""
        if isinstance(scope, StepScope) and scope.names_step(begins):
            return _state_of(scope, syntax, begins)
        if isinstance(scope, PartsScope) and scope.names_element(begins):
            found = scope.property_of(syntax)
            if found is not None:
                return found
        if isinstance(scope, Node) and begins and begins not in scope.by_name:
            refuse_prefix(self, syntax.base)
        base = self.scalar(syntax.base, scope)
        if base.type is not KqlType.DYNAMIC:
            raise no_properties(base, syntax)
        if isinstance(syntax, nodes.Path):
            step: Expr = Constant(syntax.name, KqlType.STRING, span=syntax.span)
        else:
            step = index_of(self, syntax, scope)
        return self.apply("[]", (base, step), syntax.span)

    def _side(self, syntax: nodes.Path | nodes.Index, scope: Scope) -> Expr:
        assert isinstance(syntax.base, nodes.Name)
        name = syntax.name if isinstance(syntax, nodes.Path) else None
        if isinstance(syntax, nodes.Index) and isinstance(syntax.index, nodes.Literal):
            name = str(syntax.index.value)
        if not isinstance(scope, Sides) or name is None:
            raise refusal(
                codes.UNKNOWN_COLUMN,
                f"'{syntax.base.name}' belongs to a join's condition",
                syntax.span,
            )
        side = scope.left if syntax.base.name == "$left" else scope.right
        return self.scalar(nodes.Name(name, span=syntax.span), side)


def _state_of(scope: StepScope, syntax: nodes.Path | nodes.Index, step: str) -> Expr:
    """``step.column``: what a step of a scan has kept."""
    name = syntax.name if isinstance(syntax, nodes.Path) else None
    if isinstance(syntax, nodes.Index) and isinstance(syntax.index, nodes.Literal):
        name = str(syntax.index.value)
    column = scope.steps[step].get(name or "")
    if column is None:
        raise refusal(
            codes.UNKNOWN_COLUMN,
            f"the state of step '{step}' has no column '{name}'",
            syntax.span,
            near(name or "", scope.steps[step]),
        )
    if step not in scope.seen:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"step '{step}' comes later, and a step knows only those before it and itself",
            syntax.span,
        )
    return ColumnRef(column, span=syntax.span)


def _usable(value: Expr, scope: Scope, syntax: nodes.Name) -> Expr:
    """An argument inside a function's body; the caller's columns are unknown to a query there."""
    reads = any(isinstance(part, ColumnRef) for part in walk_expr(value))
    if reads and scope is not None:
        raise refusal(
            codes.UNSUPPORTED,
            f"'{syntax.name}' differs from row to row, and a query inside a function reads it",
            syntax.span,
            "join the two tables",
        )
    return value


def _joined(node: Node) -> bool:
    """Whether rows of a join are passed on: their table rows have been forgotten."""
    while not isinstance(node, Join):
        below = node.children()
        if isinstance(node, Aggregate) or len(below) != 1:
            return False
        node = below[0]
    return True
