"""The syntax tree back to KQL: one spelling for each tree, which parses to that tree again.

Parentheses stand only where the tree needs them. A query goes on lines: one for each ``let``, one
for each operator; a bracketed pipeline stays on one line while it is short.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from textwrap import indent
from typing import TYPE_CHECKING, Any, Protocol

from transpile.errors import InternalError
from transpile.syntax import nodes, words
from transpile.syntax.expressions import CHAINS, LEVELS
from transpile.syntax.lexer import TYPED_NAMES
from transpile.syntax.literals import format_datetime, format_timespan
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping

Inner = Callable[[nodes.Syntax], str]


class PrintsOperator(Protocol):
    """What the printer needs of an operator of the catalog."""

    # Any: each operator prints its own subclass of OperatorSyntax
    @property
    def printed_by(self) -> Callable[[Any, Inner], str] | None:
        """The operator's text, its expressions printed by the callable passed in."""


# How tightly a node binds. Binary operators take the parser's levels, 1 to 4, from here on.
_WHOLE, _OR, _AND, _BINARY = 0, 1, 2, 2
_SIGN, _POSTFIX, _PRIMARY = 7, 8, 9

_SHORT_PIPELINE = 72
_PLAIN_NAME = re.compile(r"[^\W\d]\w*|\$(?:left|right|table)")
_TYPED_CONTENT = re.compile(r"[^()\"']*|\s*\"[^\"]*\"\s*|\s*'[^']*'\s*")
_ESCAPED = {"\n": r"\n", "\t": r"\t", "\r": r"\r", "\\": r"\\", '"': r"\""}
_UNITS = (
    ("d", 864_000_000_000),
    ("h", 36_000_000_000),
    ("m", 600_000_000),
    ("s", 10_000_000),
    ("ms", 10_000),
)


def print_kql(query: nodes.Query, operators: Mapping[str, PrintsOperator]) -> str:
    """The text of a query; ``operators`` is the registry that it was parsed with.

    Comments are not part of the tree: they are lost.
    """
    printer = _Printer(operators)
    lines = [f"{printer.statement(one)};" for one in query.lets]
    lines += (f"{printer.whole(statement)};" for statement in query.earlier)
    return "\n".join([*lines, printer.whole(query.result)])


def print_part(part: nodes.Syntax, operators: Mapping[str, PrintsOperator]) -> str:
    """The text of a part of a query: an expression, an operator or a pipeline."""
    return _Printer(operators).whole(part)


def quote_name(name: str) -> str:
    """A name as it can stand where a column is named: bare, or ``['in brackets']``."""
    plain = _PLAIN_NAME.fullmatch(name) and words.is_plain(name)
    return name if plain else bracket_name(name)


def bracket_name(name: str) -> str:
    """``['name']``."""
    shown = "".join({"'": r"\'", '"': '"'}.get(char) or _escaped(char) for char in name)
    return f"['{shown}']"


def quote_text(text: str) -> str:
    """A string literal in double quotes; what does not print is escaped."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    known = _ESCAPED.get(char)
    if known is not None:
        return known
    if char.isprintable() or "\ud800" <= char <= "\udfff":  # no escape spells half a pair
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


# --- literals -----------------------------------------------------------------------------------


def literal_text(literal: nodes.Literal) -> str:
    """A literal of any type, in the spelling that people use."""
    value, kind = literal.value, literal.type
    if kind is KqlType.DYNAMIC:
        return f"dynamic({_json(value)})"
    if value is None:
        return f"{kind}(null)"
    if kind is KqlType.STRING:
        return quote_text(str(value))
    if kind is KqlType.BOOL:
        return "true" if value else "false"
    if kind is KqlType.LONG:
        return str(value) if value != -(2**63) else f"long({value})"
    if kind is KqlType.REAL:
        return _real(float(str(value)))
    if kind is KqlType.DATETIME:
        return f"datetime({_moment(int(str(value)))})"
    if kind is KqlType.TIMESPAN:
        return _timespan(int(str(value)))
    return f"{kind}({value})"


def _real(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return f"real({'nan' if value != value else '+inf' if value > 0 else '-inf'})"
    return repr(value)


def _moment(micros: int) -> str:
    date, _, clock = format_datetime(micros).rstrip("Z").partition("T")
    clock = clock.rstrip("0").rstrip(".") if int(clock[9:]) else clock[:8]
    return date if clock == "00:00:00" else f"{date} {clock}"


def _timespan(ticks: int) -> str:
    if ticks == 0:
        return "0s"
    for unit, size in _UNITS:
        count, rest = divmod(abs(ticks), size)
        if not rest and (count < 1_000 or unit == "d"):
            return f"{'-' if ticks < 0 else ''}{count}{unit}"
    return f"time({format_timespan(ticks)})"


def _json(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quote_text(value)
    if isinstance(value, list):
        return f"[{', '.join(_json(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quote_text(k)}: {_json(v)}" for k, v in value.items()) + "}"
    if isinstance(value, int):
        return str(value) if value != -(2**63) else f"long({value})"
    return repr(value)


# --- expressions and pipelines ------------------------------------------------------------------


class _Printer:
    def __init__(self, operators: Mapping[str, PrintsOperator]) -> None:
        self._operators = operators

    def whole(self, syntax: nodes.Syntax) -> str:
        """A node that stands alone: a pipeline goes on lines, without brackets."""
        if isinstance(syntax, nodes.Pipeline):
            return "\n| ".join(self._parts(syntax))
        if isinstance(syntax, nodes.Lambda):
            return self._function(syntax)
        return self.expression(syntax)

    def statement(self, syntax: nodes.Let | nodes.Setting | nodes.QueryParameters) -> str:
        """A statement before the query, without its semicolon."""
        if isinstance(syntax, nodes.Let):
            return f"let {quote_name(syntax.name)} = {self.whole(syntax.value)}"
        if isinstance(syntax, nodes.Setting):
            value = "" if syntax.value is None else f" = {self.expression(syntax.value)}"
            return f"set {syntax.name}{value}"
        parameters = ", ".join(self._parameter(one) for one in syntax.parameters)
        return f"declare query_parameters({parameters})"

    def _function(self, syntax: nodes.Lambda) -> str:
        parameters = ", ".join(self._parameter(parameter) for parameter in syntax.parameters)
        lets = "".join(
            f"let {quote_name(let.name)} = {self.whole(let.value)};\n" for let in syntax.lets
        )
        view = "view " if syntax.is_view else ""
        return f"{view}({parameters}) {{\n{lets}{self.whole(syntax.body)}\n}}"

    def _parameter(self, parameter: nodes.Parameter) -> str:
        name = quote_name(parameter.name)
        if parameter.columns is not None:
            columns = ", ".join(
                f"{quote_name(column)}:{kind}" for column, kind in parameter.columns
            )
            return f"{name}:({columns or '*'})"
        default = f" = {self.expression(parameter.default)}" if parameter.default else ""
        return f"{name}:{parameter.type}{default}"

    def expression(self, syntax: nodes.Syntax, least: int = _WHOLE) -> str:
        """A node in a place where everything that binds looser than ``least`` needs brackets."""
        if isinstance(syntax, nodes.Pipeline):
            return self._bracketed(syntax)
        if isinstance(syntax, nodes.Lambda):
            return self._function(syntax)
        binds, text = self._shown(syntax)
        return text if binds >= least else f"({text})"

    def _bracketed(self, pipeline: nodes.Pipeline) -> str:
        parts = self._parts(pipeline)
        line = " | ".join(parts)
        if "\n" not in line and len(line) <= _SHORT_PIPELINE:
            return f"({line})"
        return "(\n" + indent("\n| ".join(parts), "    ") + "\n)"

    def _parts(self, pipeline: nodes.Pipeline) -> list[str]:
        source = pipeline.source
        first = (
            self._operator(source)
            if isinstance(source, nodes.OperatorSyntax)
            else self.expression(source)
        )
        return [first, *(self._operator(operator) for operator in pipeline.operators)]

    def _operator(self, syntax: nodes.OperatorSyntax) -> str:
        show = self._operators[syntax.keyword].printed_by
        if show is None:
            raise InternalError(f"the operator {syntax.keyword!r} does not print")
        return show(syntax, self.expression)

    def _shown(self, syntax: nodes.Syntax) -> tuple[int, str]:
        """How tightly a node binds, and its text."""
        if isinstance(syntax, nodes.Name):
            return _PRIMARY, bracket_name(syntax.name) if syntax.quoted else syntax.name
        if isinstance(syntax, nodes.Literal):
            return self._literal(syntax)
        if isinstance(syntax, nodes.Star):
            return _PRIMARY, "*"
        if isinstance(syntax, nodes.Path):
            return _POSTFIX, f"{self.expression(syntax.base, _POSTFIX)}.{syntax.name}"
        if isinstance(syntax, nodes.Index):
            base = self.expression(syntax.base, _POSTFIX)
            return _POSTFIX, f"{base}[{self.expression(syntax.index)}]"
        if isinstance(syntax, nodes.Call):
            return _POSTFIX, self._call(syntax)
        if isinstance(syntax, nodes.Member):
            base = self.expression(syntax.base, _POSTFIX)
            return _POSTFIX, f"{base}.{self._call(syntax.call)}"
        if isinstance(syntax, nodes.Named):
            return _WHOLE, self._named(syntax)
        if isinstance(syntax, nodes.OperatorSyntax):
            return _WHOLE, self._operator(syntax)
        return self._operation(syntax)

    def _operation(self, syntax: nodes.Syntax) -> tuple[int, str]:
        if isinstance(syntax, nodes.Unary):
            inner = isinstance(syntax.operand, nodes.Unary)
            operand = self.expression(syntax.operand, _POSTFIX if inner else _SIGN)
            return _SIGN, f"{syntax.operator}{operand}"
        if isinstance(syntax, nodes.Binary):
            level = _BINARY + LEVELS[syntax.operator]
            left = self.expression(syntax.left, level + (syntax.operator not in CHAINS))
            return level, f"{left} {syntax.operator} {self.expression(syntax.right, level + 1)}"
        if isinstance(syntax, nodes.Logical):
            level = _OR if syntax.operator == "or" else _AND
            terms = [self.expression(term, level + 1) for term in syntax.terms]
            return level, f" {syntax.operator} ".join(terms)
        if isinstance(syntax, nodes.Between):
            level = _BINARY + LEVELS["between"]
            word = "!between" if syntax.negated else "between"
            bounds = f"({self.expression(syntax.low)} .. {self.expression(syntax.high)})"
            return level, f"{self.expression(syntax.value, level + 1)} {word} {bounds}"
        if isinstance(syntax, nodes.Membership):
            level = _BINARY + LEVELS[syntax.operator]
            value = self.expression(syntax.value, level + 1)
            return level, f"{value} {syntax.operator} {self._listed(syntax.items)}"
        raise InternalError(f"no spelling for {type(syntax).__name__}")

    def _literal(self, literal: nodes.Literal) -> tuple[int, str]:
        text = literal_text(literal)
        if text.startswith("-"):
            return _SIGN, text
        # `1.x` and `1d.x` read badly, though they parse
        numeric = isinstance(literal.value, int | float | Decimal) and text[0].isdigit()
        return (_SIGN if numeric else _PRIMARY), text

    def _call(self, call: nodes.Call) -> str:
        if call.name == "typeof" and len(call.arguments) == 1:
            (kind,) = call.arguments
            if isinstance(kind, nodes.Name):  # a type, which is a word of the language
                return f"typeof({kind.name})"
        listed = self._listed(call.arguments)
        if call.name in TYPED_NAMES and _TYPED_CONTENT.fullmatch(listed[1:-1]):
            first, *others = (self.expression(item) for item in call.arguments)
            listed = ", ".join((f"({first})", *others))
            return f"{call.name}({listed})"  # int(x) is a literal, int((x)) a call
        return f"{call.name}{listed}"

    def _listed(self, items: tuple[nodes.Syntax, ...]) -> str:
        """Items in brackets; a single pipeline needs none of its own."""
        if len(items) == 1 and isinstance(items[0], nodes.Pipeline):
            return self._bracketed(items[0])
        return f"({', '.join(self.expression(item) for item in items)})"

    def _named(self, named: nodes.Named) -> str:
        names = ", ".join(quote_name(name) for name in named.names)
        shown = names if len(named.names) == 1 else f"({names})"
        return f"{shown} = {self.expression(named.value)}"
