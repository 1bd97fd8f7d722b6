"""Functions that a query defines with ``let``: bound anew at every call, lexically scoped.

A scalar argument stands in the body as the bound expression of the caller; a table as its node.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr, Node
from transpile.diagnostics import CompileError, near, refusal
from transpile.light import dataclass
from transpile.syntax import nodes
from transpile.types import CONVERSIONS, KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transpile.bind.binder import Binder, Scope
    from transpile.span import Span

MOST_CALLS = 2_000  # functions that call functions twice each grow exponentially


@dataclass(frozen=True, eq=False)
class UserFunction:
    """A function as defined, with the names that were known there."""

    name: str
    syntax: nodes.Lambda
    known: Mapping[str, Expr | Node | UserFunction]
    locals: frozenset[str]
    saved: bool = False  # its text is not the query's: places in it mean nothing to a reader

    @property
    def needs_arguments(self) -> bool:
        """Whether it cannot be named without parentheses."""
        return any(parameter.default is None for parameter in self.syntax.parameters)


def call(
    binder: Binder, function: UserFunction, syntax: nodes.Syntax, scope: Scope, *first: Node
) -> Expr | Node:
    """The value of a call: an expression over the caller's rows, or a relation.

    ``first`` are tables already bound that come before the written arguments (``invoke``).
    """
    binder.calls.append(function.name)
    if len(binder.calls) > MOST_CALLS:
        raise refusal(
            codes.TOO_LONG, f"functions are called more than {MOST_CALLS:,} times", syntax.span
        )
    values = arguments(binder, function, syntax, scope, first)
    names = frozenset(values) | function.locals
    inner = binder.within({**function.known, **values}, names)
    if not function.saved:
        return _body(inner, function)
    inner.expanding = (*binder.expanding, function.name)
    inner.place = binder.place or syntax.span
    try:
        return _body(inner, function)
    except CompileError as error:
        raise within(error, function.name, syntax.span) from None


def _body(inner: Binder, function: UserFunction) -> Expr | Node:
    for let in function.syntax.lets:
        inner.bind_let(let)
        inner.locals |= {let.name}
    return inner.either(function.syntax.body)


def within(error: CompileError, name: str, span: Span) -> CompileError:
    """An error in the text of a saved function, told at the place that calls it."""
    told = f"in the saved function '{name}': "
    return CompileError(
        [replace(d, span=span, message=told + d.message) for d in error.diagnostics]
    )


def arguments(
    binder: Binder,
    function: UserFunction,
    syntax: nodes.Syntax,
    scope: Scope,
    first: tuple[Node, ...] = (),
) -> dict[str, Expr | Node | UserFunction]:
    """The value of each parameter: as given, in the parameter's type, or its default."""
    arguments = syntax.arguments if isinstance(syntax, nodes.Call) else ()
    parameters = function.syntax.parameters
    values: dict[str, Expr | Node | UserFunction] = {}
    for parameter, table in zip(parameters, first, strict=False):
        values[parameter.name] = _table(parameter, table, syntax)
    positional = [a for a in arguments if not isinstance(a, nodes.Named)]
    if len(first) + len(positional) > len(parameters):
        raise _wrong_count(function, len(first) + len(arguments), syntax)
    for parameter, argument in zip(parameters[len(first) :], positional, strict=False):
        values[parameter.name] = _value(binder, parameter, argument, scope)
    for argument in arguments:
        if isinstance(argument, nodes.Named):
            parameter = _named(function, argument)
            if parameter.name in values:
                raise refusal(
                    codes.DUPLICATE_NAME, f"'{parameter.name}' is given twice", argument.span
                )
            values[parameter.name] = _value(binder, parameter, argument.value, scope)
    for parameter in parameters:
        if parameter.name not in values:
            if parameter.default is None:
                raise _wrong_count(function, len(first) + len(arguments), syntax)
            values[parameter.name] = _value(binder, parameter, parameter.default, None)
    return values


def _wrong_count(function: UserFunction, given: int, syntax: nodes.Syntax) -> Exception:
    names = ", ".join(parameter.name for parameter in function.syntax.parameters)
    return refusal(
        codes.ARGUMENT_COUNT,
        f"'{function.name}' takes ({names}), not {given} arguments",
        syntax.span,
    )


def _named(function: UserFunction, argument: nodes.Named) -> nodes.Parameter:
    for parameter in function.syntax.parameters:
        if (parameter.name,) == argument.names:
            return parameter
    names = [parameter.name for parameter in function.syntax.parameters]
    raise refusal(
        codes.UNKNOWN_PARAMETER,
        f"'{function.name}' has no parameter '{argument.names[0]}'",
        argument.span,
        near(argument.names[0], names),
    )


def _value(
    binder: Binder, parameter: nodes.Parameter, argument: nodes.Syntax, scope: Scope
) -> Expr | Node:
    if parameter.columns is not None:
        return _table(parameter, binder.tabular(argument), argument)
    bound = binder.scalar(argument, scope)
    if parameter.type is None:
        return bound
    return fitted(binder, bound, parameter.type, parameter.name, argument.span)


def fitted(binder: Binder, bound: Expr, wanted: KqlType, name: str, span: Span) -> Expr:
    """An argument in its parameter's type; a literal stays one.

    Whole numbers convert to each other and to all numbers, real and decimal to each other, and
    dynamics to and from all types; anything else the query must convert itself.
    """
    if bound.type is wanted:
        return bound
    if isinstance(bound, Constant) and bound.value is None:
        return Constant("" if wanted is KqlType.STRING else None, wanted, span=bound.span)
    whole = bound.type.is_integer and wanted.is_numeric
    broken = {bound.type, wanted} == {KqlType.REAL, KqlType.DECIMAL}
    if not whole and not broken and KqlType.DYNAMIC not in (bound.type, wanted):
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"the parameter '{name}' is a {wanted}, and this is a {bound.type}",
            span,
            f"convert it with {CONVERSIONS[wanted]}(...)",
        )
    if isinstance(bound, Constant) and isinstance(bound.value, int) and whole:
        if wanted is KqlType.INT and not -(2**31) <= bound.value < 2**31:
            raise refusal(codes.ARGUMENT_TYPE, f"{bound.value} does not fit an int", span)
        if wanted.is_integer or wanted is KqlType.REAL:
            value = bound.value if wanted.is_integer else float(bound.value)
            return Constant(value, wanted, span=bound.span)
    if wanted is KqlType.DYNAMIC and isinstance(bound, Constant) and _is_plain(bound.value):
        return Constant(bound.value, wanted, span=bound.span)
    return binder.apply(CONVERSIONS[wanted], (bound,), span)


def _is_plain(value: object) -> bool:
    """Whether a value is a text that reads as no JSON, and so stays itself as a dynamic."""
    if not isinstance(value, str) or not value.strip():
        return False
    try:
        json.loads(value)
    except ValueError:
        return True
    return False


def _table(parameter: nodes.Parameter, table: Node, syntax: nodes.Syntax) -> Node:
    if parameter.columns is None:
        raise refusal(
            codes.NOT_SCALAR, f"the parameter '{parameter.name}' is a single value", syntax.span
        )
    for name, kind in parameter.columns:
        held = table.by_name.get(name)
        if held is None or held.type is not kind:
            found = "there is none" if held is None else f"it is a {held.type}"
            raise refusal(
                codes.TYPE_MISMATCH,
                f"the table '{parameter.name}' needs a column '{name}' of type {kind}; {found}",
                syntax.span,
            )
    return table
