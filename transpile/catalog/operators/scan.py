"""``scan``: rows in order against steps, each with a state that the rows before have left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.serial import sequenced
from transpile.bind.tree import SEQ, ColumnRef, Node, Sort
from transpile.catalog.operators.scan_steps import bind_steps
from transpile.catalog.operators.sort import KeySyntax, bind_keys, read_keys, show_key
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.types import type_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_OUTPUTS = ("all", "last", "none")


@dataclass(frozen=True)
class DeclaredSyntax(nodes.Syntax):
    """``c:long=0``; no default where none is written."""

    name: str
    type: str
    default: nodes.Syntax | None


@dataclass(frozen=True)
class AssignedSyntax(nodes.Syntax):
    """``c = s.c + 1``."""

    name: str
    value: nodes.Syntax


@dataclass(frozen=True)
class StepSyntax(nodes.Syntax):
    """``step s output=last: v > 1 => c = s.c + 1;``; no output where none is written."""

    name: str
    output: str
    condition: nodes.Syntax
    assigned: tuple[AssignedSyntax, ...]


@dataclass(frozen=True)
class ScanSyntax(nodes.OperatorSyntax):
    """``scan with_match_id=m order by t partition by k declare (...) with (...)``."""

    match_id: str
    keys: tuple[KeySyntax, ...]
    partition: tuple[nodes.Name, ...]
    declared: tuple[DeclaredSyntax, ...]
    steps: tuple[StepSyntax, ...]


def _parse(parser: Parser, start: int) -> ScanSyntax:
    cursor = parser.cursor
    if cursor.at("kind") and cursor.peek().text == "=":
        raise refusal(
            codes.UNSUPPORTED,
            "a kind of 'scan' is not documented and not translated",
            cursor.current.span,
        )
    match_id = ""
    keys: tuple[KeySyntax, ...] = ()
    partition: tuple[nodes.Name, ...] = ()
    declared: tuple[DeclaredSyntax, ...] = ()
    if cursor.accept("with_match_id"):
        cursor.expect("=", "after 'with_match_id'")
        match_id = parser.column_name("the name of the column for match ids")
    if cursor.accept("order"):
        cursor.expect("by", "after 'order'")
        keys = read_keys(parser)
    if cursor.accept("partition"):
        cursor.expect("by", "after 'partition'")
        names = [_name(parser)]
        while cursor.accept(","):
            names.append(_name(parser))
        partition = tuple(names)
    if cursor.accept("declare"):
        declared = _parse_declared(parser)
    cursor.expect("with", "before the steps of 'scan'")
    opened = cursor.expect("(", "before the steps of 'scan'")
    steps = []
    while not cursor.at(")") and not cursor.ended:
        steps.append(_parse_step(parser))
    cursor.close(")", opened, "after the steps of 'scan'")
    span = cursor.since(start)
    if not steps:
        raise refusal(codes.BAD_ARGUMENT, "'scan' needs a step", span, "step s1: true;")
    return ScanSyntax(match_id, keys, partition, declared, tuple(steps), keyword="scan", span=span)


def _name(parser: Parser) -> nodes.Name:
    start = parser.cursor.current.start
    name = parser.column_name("a column")
    return nodes.Name(name, span=parser.cursor.since(start))


def _parse_declared(parser: Parser) -> tuple[DeclaredSyntax, ...]:
    cursor = parser.cursor
    cursor.expect("(", "after 'declare'")
    found = []
    while True:
        start = cursor.current.start
        name = parser.column_name("a column name")
        cursor.expect(":", "between a column's name and its type")
        kind = cursor.expect_name("a type")
        if type_named(kind.text) is None:
            raise parser.no_type(kind)
        default = parser.expression() if cursor.accept("=") else None
        found.append(DeclaredSyntax(name, kind.text, default, span=cursor.since(start)))
        if not cursor.accept(","):
            break
    cursor.expect(")", "after the declared columns")
    return tuple(found)


def _parse_step(parser: Parser) -> StepSyntax:
    cursor = parser.cursor
    start = cursor.current.start
    cursor.expect("step", "before a step's name")
    name = parser.column_name("the step's name")
    output = ""
    if cursor.accept("output"):
        cursor.expect("=", "after 'output'")
        word = cursor.expect_name("'all', 'last' or 'none'")
        output = word.text
        if output not in _OUTPUTS:
            raise refusal(
                codes.BAD_ARGUMENT,
                f"a step's output is all, last or none, not '{output}'",
                word.span,
                near(output, _OUTPUTS),
            )
    cursor.expect(":", "before the step's condition")
    condition = parser.expression()
    assigned = []
    if cursor.accept("=>"):
        while True:
            place = cursor.current.start
            target = parser.column_name("a declared column")
            cursor.expect("=", "between a column and its value")
            value = parser.expression()
            assigned.append(AssignedSyntax(target, value, span=cursor.since(place)))
            if not cursor.accept(","):
                break
    if cursor.at(")"):
        raise refusal(
            codes.UNEXPECTED,
            "a step ends with ';', the last one too",
            cursor.current.span,
        )
    cursor.expect(";", "at the end of a step")
    return StepSyntax(name, output, condition, tuple(assigned), span=cursor.since(start))


def _show(syntax: ScanSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = "scan"
    if syntax.match_id:
        shown += f" with_match_id={quote_name(syntax.match_id)}"
    if syntax.keys:
        shown += " order by " + ", ".join(show_key(key, inner) for key in syntax.keys)
    if syntax.partition:
        shown += " partition by " + ", ".join(inner(name) for name in syntax.partition)
    if syntax.declared:
        shown += " declare (" + ", ".join(_declared(one, inner) for one in syntax.declared) + ")"
    return shown + " with (" + " ".join(_step(step, inner) for step in syntax.steps) + ")"


def _declared(syntax: DeclaredSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    default = f" = {inner(syntax.default)}" if syntax.default else ""
    return f"{quote_name(syntax.name)}:{syntax.type}{default}"


def _step(syntax: StepSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = f"step {quote_name(syntax.name)}"
    shown += f" output={syntax.output}" if syntax.output else ""
    shown += f": {inner(syntax.condition)}"
    assigned = [f"{quote_name(one.name)} = {inner(one.value)}" for one in syntax.assigned]
    return shown + (" => " + ", ".join(assigned) if assigned else "") + ";"


def _bind(binder: Binder, syntax: ScanSyntax, source: Node | None) -> Node:
    assert source is not None
    if syntax.keys:
        keys = bind_keys(binder, syntax.keys, source)
        source = sequenced(Sort(source, keys, span=syntax.span), keys)
    if SEQ not in source.by_name:
        raise refusal(
            codes.NOT_SERIALIZED,
            "'scan' needs rows in an order, and these have none",
            syntax.span,
            "'sort by' orders them, 'serialize' takes them as they are",
        )
    rows = source
    partition = []
    for name in syntax.partition:
        bound = binder.scalar(name, rows)
        if not isinstance(bound, ColumnRef):
            raise refusal(codes.UNKNOWN_COLUMN, f"'{name.name}' is no column here", name.span)
        partition.append(bound)
    return bind_steps(binder, syntax, source, tuple(partition))


_TABLE = "datatable(t:long, e:string)[1, 'a', 2, 'b', 3, 'b', 4, 'c'] | sort by t asc"

SPECS = (
    OperatorSpec(
        keyword="scan",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="Rows in order against steps, each with a state that the rows before have left; "
        "a row for every match. The rows of a run (or partition) are folded in memory.",
        source="learn:scan-operator; FACTS 14",
        examples=(
            "range n from 1 to 3 step 1"
            " | scan declare (total:long=0) with (step s: true => total = s.total + n;)",
            f"{_TABLE} | scan with_match_id=m"
            " with (step first1: e == 'a'; step rest output=last: e == 'b' and t > first1.t;)",
        ),
        lifted="each run begins with an empty state",
        differs="A step reads no later step, and a declared column reads as its default, so one "
        "assigned before it in the same step is refused. Values are converted between numbers, "
        "and from dynamic, not between other types. Several matches of one row come last step "
        "first; 'partition by' and 'order by' within scan mean what they say, undocumented.",
    ),
)
