"""Names that nothing stands for: what to say, and what was probably meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import CompileError, near, refusal
from transpile.syntax import nodes
from transpile.syntax.expressions import OPERATOR_WORDS
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transpile.bind.binder import Binder, Scope
    from transpile.bind.tree import Expr


def unknown_name(binder: Binder, syntax: nodes.Name, columns: list[str]) -> CompileError:
    """What to say of a name that is no column here and no value."""
    hint = "" if syntax.quoted else _plain_hint(binder, syntax.name, columns)
    return refusal(
        codes.UNKNOWN_COLUMN,
        f"there is no column '{syntax.name}' here" if columns else f"unknown name '{syntax.name}'",
        syntax.span,
        hint or near(syntax.name, [*columns, *binder.lets]) or columns_hint(columns),
    )


def _plain_hint(binder: Binder, name: str, columns: list[str]) -> str:
    """What a name without brackets was meant to be, where that is no column."""
    if name[:1].isdigit():  # a misspelt number or timespan reads as a name
        return "units of time are d, h, m, s, ms, tick: 7d, 30m"
    if name.lower() in ("null", "none", "nil"):
        return "isempty(a) asks whether a text is missing, isnull(a) other values"
    if f"{name}_" in columns:
        return f"'summarize' called it '{name}_'"
    spec = binder.registry.functions.get(name) or binder.registry.aggregates.get(name)
    if spec is not None and name.isidentifier():
        called = f"{name}()" if spec.usage.startswith(f"{name}([") else spec.usage or f"{name}()"
        return f"'{name}' is a function: {called}"
    return _defined_later(binder, name)


def _defined_later(binder: Binder, name: str) -> str:
    below = name in binder.later and name not in binder.lets
    return f"the let of '{name}' comes later; it must stand before its use" if below else ""


def index_of(binder: Binder, syntax: nodes.Index, scope: Scope) -> Expr:
    """What stands in the brackets of ``base[index]``; a property's name needs quotes there."""
    try:
        return binder.scalar(syntax.index, scope)
    except CompileError as error:
        if not isinstance(syntax.index, nodes.Name):
            raise
        hint = f"the name of a property is a text: ['{syntax.index.name}']"
        raise CompileError(replace(one, hint=hint) for one in error.diagnostics) from None


def no_properties(base: Expr, syntax: nodes.Path | nodes.Index) -> CompileError:
    """What to say of a value that a property is asked of and that has none."""
    hint = ""
    if base.type is KqlType.STRING:
        named = syntax.base.name if isinstance(syntax.base, nodes.Name) else "..."
        hint = f"parse_json({named}) reads JSON text"
    return refusal(codes.TYPE_MISMATCH, f"a {base.type} has no properties", syntax.span, hint)


def refuse_prefix(binder: Binder, base: nodes.Syntax) -> None:
    """Refuse ``Table.Column``: columns stand alone."""
    if not isinstance(base, nodes.Name) or binder.known(base.name) is not None:
        return
    if binder.schema.table(base.name) is not None:
        raise refusal(
            codes.NOT_SCALAR,
            f"'{base.name}' is a table, and a single value is wanted here",
            base.span,
            f"columns stand alone, without '{base.name}.'",
        )


def unknown_function(binder: Binder, syntax: nodes.Call) -> CompileError:
    """What to say of a function that is not there, or not here."""
    from transpile.syntax.habits import FUNCTIONS, INFIX

    if syntax.name in binder.calls:
        return refusal(codes.RECURSION, f"the function '{syntax.name}' calls itself", syntax.span)
    if syntax.name in OPERATOR_WORDS:
        return refusal(
            codes.UNKNOWN_FUNCTION,
            f"'{syntax.name}' is an operator, not a function",
            syntax.span,
            INFIX.get(syntax.name, f"a {syntax.name} 'text'"),
        )
    if syntax.name in binder.registry.aggregates:
        return refusal(
            codes.MISPLACED_AGGREGATE,
            f"'{syntax.name}' is an aggregate and stands outside summarize",
            syntax.span,
            "summarize first, and use the column that it gives",
        )
    folded = syntax.name.lower()
    known = folded in binder.registry.functions or folded in binder.registry.aggregates
    habit = "" if known else FUNCTIONS.get(folded, "")
    names = [
        *binder.registry.functions,
        *binder.registry.aggregates,
        *binder.schema.function_names(),
    ]
    return refusal(
        codes.UNKNOWN_FUNCTION,
        f"there is no function '{syntax.name}'",
        syntax.span,
        habit or near(syntax.name, [name for name in names if name.isidentifier()]),
    )


def unknown_table(binder: Binder, syntax: nodes.Name, names: Iterable[str]) -> CompileError:
    """What to say of a table that is not there."""
    return refusal(
        codes.UNKNOWN_TABLE,
        f"there is no table '{syntax.name}'",
        syntax.span,
        _defined_later(binder, syntax.name)
        or near(syntax.name, names)
        or "'lab tables' lists the tables",
    )


def columns_hint(names: Iterable[str]) -> str:
    """The first columns that there are."""
    shown = list(names)
    if not shown:
        return ""
    return "columns: " + ", ".join(shown[:8]) + (", ..." if len(shown) > 8 else "")
