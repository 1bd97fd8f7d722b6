"""The shape of catalog entries: what an entry states, and what follows from it by itself.

A scalar function is one decorated builder::

    @scalar("strlen(text: string) -> long", source="learn:strlen-function",
            examples={'strlen("abc")': 3})
    def strlen(text: Sql) -> Sql:
        \"\"\"Count the Unicode characters of a string.\"\"\"
        return build.call("length", text)

Signatures: parameters are ``name: type``; types are KQL's, unions ``a|b``, ``number``, ``any``;
``name?: type`` is optional, ``name...: type`` repeats. The result is a type, ``like <parameter>``
or ``widest`` (of all numeric arguments) or ``summed`` (as the first, an int becoming a long), or
``(name: type, ...)`` for a function that gives several columns.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from transpile import codes
from transpile.bind.binder import Binder
from transpile.bind.registry import AggregateSyntax
from transpile.bind.tree import AggregateCall, Apply, Column, Constant, Expr, Node
from transpile.diagnostics import refusal
from transpile.errors import InternalError
from transpile.light import dataclass
from transpile.lower import build
from transpile.lower.kernels import CROSSING, Kernel, crossed, crossing, struct_of
from transpile.span import Span
from transpile.types import CONVERSIONS as CONVERSIONS
from transpile.types import KqlType, type_named, wider

if TYPE_CHECKING:
    from transpile.bind.binder import Scope
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.lower.grouping import LoweredAggregate
    from transpile.lower.relation import Open, RelationLowering
    from transpile.rewrite.lift import Lifter
    from transpile.syntax import nodes
    from transpile.syntax.statements import Parser

ALL_TYPES = frozenset(KqlType)
NUMBERS = frozenset({KqlType.INT, KqlType.LONG, KqlType.REAL, KqlType.DECIMAL})
_WIDENS = {
    KqlType.INT: {KqlType.LONG, KqlType.REAL, KqlType.DECIMAL},
    KqlType.LONG: {KqlType.REAL, KqlType.DECIMAL},
    KqlType.DECIMAL: {KqlType.REAL},
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a signature."""

    name: str
    types: frozenset[KqlType]
    preferred: KqlType | None
    optional: bool = False
    repeated: bool = False


@dataclass(frozen=True)
class Signature:
    """A parsed signature."""

    name: str
    parameters: tuple[Parameter, ...]
    result: str
    results: tuple[tuple[str, KqlType], ...] = ()  # of several columns

    @property
    def shown(self) -> str:
        """How a call is written, for hints; empty for operators."""
        if not self.name.isidentifier() or not self.parameters:
            return ""
        parts = [
            f"[{one.name}]" if one.optional else one.name + ", ..." * one.repeated
            for one in self.parameters
        ]
        return f"{self.name}({', '.join(parts)})"

    def result_type(self, arguments: tuple[Expr, ...]) -> KqlType:
        """The type of the result for these arguments."""
        known = type_named(self.result)
        if known is not None:
            return known
        if self.result == "summed":
            first = arguments[0].type
            return KqlType.LONG if first is KqlType.INT else first
        if self.result == "widest":
            made = arguments[0].type
            for argument in arguments[1:]:
                made = wider(made, argument.type) or made
            return made
        wanted = self.result.removeprefix("like ")
        place = next(i for i, p in enumerate(self.parameters) if p.name == wanted)
        return arguments[place].type


_SIGNATURE = re.compile(
    r"(?P<name>[^(]+)\((?P<parameters>.*)\) -> (?:(?P<result>[\w ]+)|\((?P<results>.+)\))"
)


def parse_signature(text: str) -> Signature:
    """A signature from its one-line form (see the module's docstring)."""
    match = _SIGNATURE.fullmatch(text)
    if match is None:
        raise InternalError(f"bad signature {text!r}")
    parts = [part.strip() for part in match["parameters"].split(",") if part.strip()]
    parameters = tuple(_parameter(part) for part in parts)
    if match["results"] is None:
        return Signature(match["name"], parameters, match["result"])
    columns = (part.partition(": ") for part in match["results"].split(", "))
    results = tuple((name, _known_type(kind)) for name, _, kind in columns)
    return Signature(match["name"], parameters, KqlType.DYNAMIC.value, results)


def _known_type(spelled: str) -> KqlType:
    kind = type_named(spelled)
    if kind is None:
        raise InternalError(f"bad type {spelled!r} in a signature")
    return kind


def _parameter(text: str) -> Parameter:
    name, _, spelled = (part.strip() for part in text.partition(":"))
    types: set[KqlType] = set()
    preferred: KqlType | None = None
    for word in spelled.split("|"):
        if word == "any":
            types |= ALL_TYPES
        elif word == "number":
            types |= NUMBERS
            preferred = preferred or KqlType.REAL
        else:
            kind = _known_type(word)
            types.add(kind)
            preferred = preferred or kind
    plain = name.rstrip("?.")
    return Parameter(plain, frozenset(types), preferred, "?" in name, name.endswith("..."))


def convert(binder: Binder, expr: Expr, parameter: Parameter, function: str, span: Span) -> Expr:
    """The argument in a type that the parameter takes: widened, or a dynamic unpacked."""
    if expr.type in parameter.types:
        return expr
    for kind in (KqlType.LONG, KqlType.REAL, KqlType.DECIMAL):
        if kind in parameter.types and kind in _WIDENS.get(expr.type, ()):
            if isinstance(expr, Constant) and isinstance(expr.value, int):
                wide = float(expr.value) if kind is KqlType.REAL else expr.value
                return Constant(wide, kind, span=expr.span)
            return binder.apply(CONVERSIONS[kind], (expr,), expr.span)
    if expr.type is KqlType.DYNAMIC and parameter.preferred is not None:
        return binder.apply(CONVERSIONS[parameter.preferred], (expr,), expr.span)
    from transpile.misfits import conversion_hint, types_shown

    raise refusal(
        codes.ARGUMENT_TYPE,
        f"'{function}' takes {types_shown(parameter.types)} for its {parameter.name}, "
        f"not {types_shown({expr.type})}",
        expr.span if expr.span.end else span,
        conversion_hint(expr, parameter.types, parameter.preferred),
    )


def checked(
    binder: Binder, signature: Signature, arguments: tuple[Expr, ...], span: Span
) -> tuple[Expr, ...]:
    """The arguments converted to a signature's parameters; wrong counts are refused."""
    parameters = signature.parameters
    repeated = bool(parameters) and parameters[-1].repeated
    least = sum(not p.optional and not p.repeated for p in parameters) + repeated
    most = 64 if repeated else len(parameters)
    if not least <= len(arguments) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise refusal(
            codes.ARGUMENT_COUNT,
            f"'{signature.name}' takes {wanted} argument{'s' * (wanted != '1')}, "
            f"not {len(arguments)}",
            span,
            signature.shown,
        )
    pairs = [
        (argument, parameters[min(place, len(parameters) - 1)])
        for place, argument in enumerate(arguments)
    ]
    return tuple(binder.each(pairs, lambda pair: convert(binder, *pair, signature.name, span)))


BindFunction = Callable[["FunctionSpec", Binder, tuple[Expr, ...], Span], Expr]
BindInScope = Callable[[Binder, "nodes.Call", "Scope"], Expr]


@dataclass(frozen=True)
class FunctionSpec:
    """A scalar function or operator."""

    signature: Signature
    text: str
    build: Callable[..., Sql]
    whole_call: bool = False  # the builder takes the LoweredCall, not the arguments' SQL
    bound_by: BindFunction | None = None
    nulls: str = "propagate"  # or "never", "always": what the result can be
    passes_name: bool = False
    name_prefix: str | None = None
    name_suffix: str | None = None
    fixed_name: str = ""  # of a column that the query does not name
    # the names of its columns where the arguments of a call make them several, else none: its
    # value is an array of theirs
    spread: Callable[[Binder, nodes.Call, Scope], tuple[str, ...]] | None = None
    bound_in_scope: BindInScope | None = None  # for calls that ask for the columns around them
    doc: str = ""
    source: str = ""
    differs: str = ""
    examples: Mapping[str, object] = field(default_factory=dict)
    refused: str = ""
    home: str = ""  # the module that registered it

    @property
    def name(self) -> str:
        """Its KQL name or sign."""
        return self.signature.name

    @property
    def usage(self) -> str:
        """How a call is written, for hints."""
        return self.signature.shown

    @property
    def results(self) -> tuple[tuple[str, KqlType], ...]:
        """Names and types of its columns where it gives several, else empty."""
        return self.signature.results

    def part(self, several: Expr, place: int) -> Expr:
        """One of the columns of a call that gives several: a field of the engine's struct."""
        name, kind = self.results[place]
        whole = parse_signature(f"{self.name}.{name}(several: dynamic) -> {kind}")

        def lower(call: LoweredCall) -> Sql:
            value = build.call("struct_extract", call.arg(0), build.text(f"f{place}"))
            return crossed(value, kind)

        made = FunctionSpec(whole, whole.name, lower, whole_call=True, nulls="always")
        return made.applied((several,), several.span)

    def bind(self, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
        """The bound call."""
        if self.bound_by is not None:
            return self.bound_by(self, binder, arguments, span)
        return self.applied(checked(binder, self.signature, arguments, span), span)

    def applied(self, arguments: tuple[Expr, ...], span: Span, kind: KqlType | None = None) -> Expr:
        """The call on arguments that fit already."""
        nullable = self.nulls == "always" or (
            self.nulls == "propagate" and any(argument.nullable for argument in arguments)
        )
        made = kind or self.signature.result_type(arguments)
        return Apply(self, arguments, made, nullable, span=span)

    def applied_as(
        self, arguments: tuple[Expr, ...], kind: KqlType, nullable: bool, span: Span
    ) -> Expr:
        """The call with a type and nullability that the entry's own binding settled."""
        return Apply(self, arguments, kind, nullable, span=span)

    def lower(self, call: LoweredCall) -> Sql:
        """The SQL of a call; a string result over a null argument is the empty string."""
        made = self.build(call) if self.whole_call else self.build(*call.args())
        unsure = self.nulls != "never" and call.apply.kind is KqlType.STRING
        if unsure and (self.nulls == "always" or any(a.nullable for a in call.bound)):
            return build.coalesce(made, build.text(""))
        return made


FUNCTIONS: dict[str, FunctionSpec] = {}


def _home() -> str:
    """The module whose top level is registering an entry just now."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    return str(frame.f_globals["__name__"])


def scalar(signature: str, *, source: str, **options: Any) -> Callable[[Callable[..., Sql]], Any]:
    """Register a builder as a scalar function. Options are the fields of ``FunctionSpec``."""

    def register(builder: Callable[..., Sql]) -> Callable[..., Sql]:
        add_function(signature, builder, source=source, **options)
        return builder

    return register


def add_function(signature: str, builder: Callable[..., Sql], **options: Any) -> FunctionSpec:
    """Register one entry; refuses duplicates and entries without doc or source."""
    parsed = parse_signature(signature)
    doc = options.pop("doc", "") or inspect.getdoc(builder) or ""
    if parsed.name in FUNCTIONS or not doc or not options.get("source"):
        raise InternalError(f"entry {parsed.name!r} is a duplicate or lacks its doc or source")
    spec = FunctionSpec(parsed, signature, builder, doc=doc, home=_home(), **options)
    FUNCTIONS[parsed.name] = spec
    return spec


def kernel(
    signature: str, target: str, *, source: str, doc: str, family: str = "", **options: Any
) -> FunctionSpec:
    """Register a scalar function whose work an engine function does.

    ``target`` is ``family:function`` below ``lab.engines.kernels``; it takes the arguments in the
    forms of ``transpile.lower.kernels``. One of several columns gives a struct of them. ``family``
    is the module of the catalog that the reference names; by default the caller's.
    """
    results = parse_signature(signature).results

    def lower(call: LoweredCall) -> Sql:
        kinds = [part.type for part in call.bound]
        given = struct_of([kind for _, kind in results]) if results else CROSSING[call.apply.kind]
        made = Kernel(target, tuple(CROSSING[kind] for kind in kinds), given)
        values = [crossing(call.arg(place), kind) for place, kind in enumerate(kinds)]
        found = call.kernel(made, *values)
        return found if results else crossed(found, call.apply.kind)

    lower.__module__ = family or sys._getframe(1).f_globals["__name__"]
    return add_function(signature, lower, source=source, doc=doc, whole_call=True, **options)


def unsupported(name: str, *, why: str) -> None:
    """An entry for a function that is valid KQL and not translated: the message says why."""

    def refuse(*_: Sql) -> Sql:
        raise InternalError(f"{name} is refused when binding")

    add_function(f"{name}() -> dynamic", refuse, doc=why, source="lab", refused=why)


# --- aggregates ---------------------------------------------------------------------------------

BindAggregate = Callable[["AggregateSpec", Binder, AggregateSyntax, Node], AggregateCall]


@dataclass(frozen=True)
class AggregateSpec:
    """An aggregate. ``empty`` is its value over no rows: 0, NaN, ``[]`` or None for null.

    ``merged_by`` names the aggregate that makes the value of a group out of values of its parts;
    ``repeatable`` says that a row which comes again changes nothing.
    """

    signature: Signature
    text: str
    build: Callable[[LoweredAggregate], Sql]
    empty: object = None
    name_prefix: str | None = None
    nullable: bool = False
    merged_by: str = ""
    repeatable: bool = False
    bound_by: BindAggregate | None = None
    named_by: Callable[[nodes.Call], tuple[str, ...]] | None = None  # default names of its columns
    doc: str = ""
    source: str = ""
    differs: str = ""
    examples: Mapping[str, object] = field(default_factory=dict)
    refused: str = ""
    home: str = ""  # the module that registered it

    @property
    def name(self) -> str:
        """Its KQL name."""
        return self.signature.name

    @property
    def usage(self) -> str:
        """How a call is written, for hints."""
        return self.signature.shown

    def bind(self, binder: Binder, call: AggregateSyntax, scope: Node) -> AggregateCall:
        """The bound call."""
        if self.bound_by is not None:
            return self.bound_by(self, binder, call, scope)
        arguments = self.arguments(binder, call.call, scope)
        kind = self.signature.result_type(arguments)
        column = Column(call.names[0], kind, self.nullable)
        return AggregateCall(self, arguments, (column,), span=call.call.span)

    def arguments(self, binder: Binder, call: nodes.Call, scope: Node) -> tuple[Expr, ...]:
        """The bound and checked arguments of a call."""
        bound = binder.each(call.arguments, lambda part: binder.scalar(part, scope))
        return checked(binder, self.signature, tuple(bound), call.span)

    def lower(self, call: LoweredAggregate) -> Sql:
        """The SQL of the aggregate."""
        return self.build(call)

    def over_no_rows(self, call: AggregateCall) -> Sql:
        """The value where a group has no rows."""
        return build.constant(self.empty, call.columns[0].type)


AGGREGATES: dict[str, AggregateSpec] = {}
# What the examples of aggregates are computed over; several columns give a list
EXAMPLE_ROWS = 'datatable(k:string, v:long)["a", 1, "a", 2, "b", long(null)]'


def aggregate(
    signature: str, *, source: str, **options: Any
) -> Callable[[Callable[[LoweredAggregate], Sql]], Any]:
    """Register a builder as an aggregate. Options are the fields of ``AggregateSpec``."""

    def register(builder: Callable[[LoweredAggregate], Sql]) -> Any:
        parsed = parse_signature(signature)
        doc = inspect.getdoc(builder) or ""
        if parsed.name in AGGREGATES or not doc:
            raise InternalError(f"aggregate {parsed.name!r} is a duplicate or lacks its doc")
        spec = AggregateSpec(
            parsed, signature, builder, doc=doc, source=source, home=_home(), **options
        )
        AGGREGATES[parsed.name] = spec
        return builder

    return register


# --- operators ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class OperatorSpec:
    """A tabular operator: everything the stages ask of it.

    ``rules`` lowers node types that it brings beyond the core, ``lifts`` rewrites them for all
    runs at once; a node type without a lift refuses, and its rule is replayed run by run.
    """

    keyword: str
    parsed_by: Callable[[Parser, int], nodes.OperatorSyntax] | None
    printed_by: Callable[[Any, Callable[[nodes.Syntax], str]], str] | None
    bound_by: Callable[[Binder, Any, Node | None], Node] | None
    doc: str
    source: str
    examples: tuple[str, ...] = ()
    is_source: bool = False
    is_piped: bool = True
    of_graphs: bool = False  # it takes a graph, which only 'make-graph' gives
    lifted: str = ""  # how it lifts, for the reference
    differs: str = ""
    refused: str = ""
    rules: Mapping[type[Node], Callable[[RelationLowering, Node], Open]] = field(
        default_factory=dict
    )
    lifts: Mapping[type[Node], Callable[[Lifter, Node], Node]] = field(default_factory=dict)
    home: str = ""  # the module that holds it

    def parse(self, parser: Parser, start: int) -> nodes.OperatorSyntax:
        """Read what follows the keyword."""
        assert self.parsed_by is not None
        return self.parsed_by(parser, start)

    def bind(self, binder: Binder, syntax: nodes.OperatorSyntax, source: Node | None) -> Node:
        """The bound node over its input."""
        assert self.bound_by is not None
        return self.bound_by(binder, syntax, source)


def constant_value(expr: Expr) -> object:
    """The value of a constant expression, else None."""
    return expr.value if isinstance(expr, Constant) else None
