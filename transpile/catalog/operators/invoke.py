"""``invoke``: the rows go into a function as its table, and what it gives replaces them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind import functions, workspace
from transpile.bind.functions import UserFunction
from transpile.bind.tree import Expr, Node
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

# Functions of advanced hunting, which the service runs for each row: their arguments name columns.
_BY_ROW = frozenset({"FileProfile", "DeviceFromIP", "SeenBy", "AssignedIPAddresses"})


@dataclass(frozen=True)
class InvokeSyntax(nodes.OperatorSyntax):
    """``invoke f(a, b)``."""

    call: nodes.Call


def _parse(parser: Parser, start: int) -> InvokeSyntax:
    cursor = parser.cursor
    name = cursor.expect_name("the name of a function")
    arguments = parser.arguments()
    call = nodes.Call(name.text, arguments, span=cursor.since(name.start))
    return InvokeSyntax(call, keyword="invoke", span=cursor.since(start))


def _show(syntax: InvokeSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return f"invoke {inner(syntax.call)}"


def _bind(binder: Binder, syntax: InvokeSyntax, source: Node | None) -> Node:
    assert source is not None
    call = syntax.call
    scope = source if call.name in _BY_ROW else None
    known = binder.known(call.name)
    made: Node | Expr
    if isinstance(known, UserFunction):
        _takes_table(known, call)
        made = functions.call(binder, known, call, scope, source)
    else:
        saved = binder.schema.function(call.name)
        if saved is None:
            raise _unknown(binder, call)
        _takes_table(workspace.user_function(binder, saved), call)
        made = workspace.called(binder, saved, call, scope, source)
    if isinstance(made, Node):
        return made
    raise refusal(codes.NOT_TABULAR, f"'{call.name}' gives a single value, not a table", call.span)


def _takes_table(function: UserFunction, call: nodes.Call) -> None:
    parameters = function.syntax.parameters
    if not parameters or parameters[0].columns is None:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"'{call.name}' takes no table as its first argument, and 'invoke' gives it one",
            call.span,
            f"call it by its name: {call.name}(...)",
        )


def _unknown(binder: Binder, call: nodes.Call) -> Exception:
    if call.name in binder.registry.functions:
        return refusal(
            codes.BAD_ARGUMENT,
            f"'{call.name}' is a function of single values; 'invoke' needs one of tables",
            call.span,
        )
    named = [name for name, let in binder.lets.items() if isinstance(let, UserFunction)]
    return refusal(
        codes.UNKNOWN_FUNCTION,
        f"there is no function '{call.name}'",
        call.span,
        near(call.name, [*named, *binder.schema.function_names()]),
    )


SPECS = (
    OperatorSpec(
        keyword="invoke",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="The rows as the table of a function, defined by the query or saved.",
        source="learn:invoke-operator; FACTS 16",
        examples=(
            "let f = (T:(a:long), n:long) { T | extend b = a + n }; print a = 1 | invoke f(2)",
        ),
        lifted="as the body of the function",
        differs=(
            "Arguments of FileProfile and its kin may be columns, as in advanced hunting; the "
            "functions that ship with the lab give columns without values, with a warning."
        ),
    ),
)
