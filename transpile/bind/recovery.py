"""Going on after an error, so that independent errors are told together and no others.

A statement that is refused leaves a name that nothing is said of (``Refused``). In a pipeline an
operator that is refused is passed over: where it keeps the columns of its input, the others are
bound as ever; where it would have given some, errors that may come of missing them are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from transpile import codes
from transpile.bind.opaque import Opaque
from transpile.bind.tree import Expr, Node, Rows
from transpile.diagnostics import CompileError, Diagnostic
from transpile.light import dataclass
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from transpile.bind.binder import Binder

S = TypeVar("S")
R = TypeVar("R")

_KEEPS_COLUMNS = frozenset(
    {"where", "filter", "sort", "order", "top", "take", "limit", "sample", "as", "consume"}
)
_ADDS_COLUMNS = frozenset({"extend", "serialize"})
# errors that no column could have prevented
_CERTAIN = frozenset(
    {codes.UNKNOWN_FUNCTION, codes.ARGUMENT_COUNT, codes.UNSUPPORTED_FUNCTION}
    | {codes.UNKNOWN_TABLE, codes.UNKNOWN_PARAMETER, codes.MISPLACED_AGGREGATE}
    | {codes.NESTED_AGGREGATE, codes.BAD_LITERAL}
)


@dataclass(frozen=True)
class Refused(Expr):
    """What stands for a name whose definition was refused."""

    @property
    def type(self) -> KqlType:
        """Never asked for in what compiles."""
        return KqlType.DYNAMIC

    @property
    def nullable(self) -> bool:
        """As of any dynamic."""
        return True


def unsaid() -> CompileError:
    """What hangs on something refused before: an error that adds nothing."""
    return CompileError(())


def attempt(wrong: list[Diagnostic], bind: Callable[[S], R], item: S) -> list[R]:
    """Bind something: one result, or none where its errors went to the others."""
    try:
        return [bind(item)]
    except CompileError as error:
        wrong += error.diagnostics
        return []


def pipeline(binder: Binder, syntax: nodes.Pipeline) -> Node:
    """The rows of a pipeline.

    Raises:
        CompileError: with the errors of every operator that do not come of each other.
    """
    wrong: list[Diagnostic] = []
    failed = False
    # the columns that refused operators would have given; None for any
    doubted: frozenset[str] | None = frozenset()
    try:
        node = binder.rows_or_graph(syntax.source)
    except CompileError as error:
        node, failed, doubted = Rows((), ()), True, None
        wrong += error.diagnostics
    for operator in syntax.operators:
        if failed and binder.opened.in_use:  # what is asked of an open table counts for ever
            break
        try:
            node = binder.operator(operator, node)
        except CompileError as error:
            wrong += (one for one in error.diagnostics if _holds(one, operator, doubted))
            failed = True
            # over a graph every operator of tables would be refused
            doubted = None if isinstance(node, Opaque) else _after(operator, doubted)
        if failed and isinstance(operator, nodes.AsSyntax):
            binder.lets[operator.name] = Refused()
    if failed:
        raise CompileError(wrong)
    return node


def _holds(
    error: Diagnostic, operator: nodes.OperatorSyntax, doubted: frozenset[str] | None
) -> bool:
    """Whether an error would be one if the operators before had done their work."""
    if doubted is not None and not doubted:
        return True
    if error.code in _CERTAIN:
        return True
    if doubted is None or error.code != codes.UNKNOWN_COLUMN:
        return False
    return not any(
        part.name in doubted and part.span == error.span
        for part in _walk(operator)
        if isinstance(part, nodes.Name)
    )


def _after(operator: nodes.OperatorSyntax, doubted: frozenset[str] | None) -> frozenset[str] | None:
    if operator.keyword in _KEEPS_COLUMNS or doubted is None:
        return doubted
    if operator.keyword not in _ADDS_COLUMNS:
        return None
    items = [item for item in operator.children() if isinstance(item, nodes.Named)]
    return doubted.union(*(item.names for item in items)) if items else None


def _walk(syntax: nodes.Syntax) -> Iterator[nodes.Syntax]:
    yield syntax
    for child in syntax.children():
        yield from _walk(child)
