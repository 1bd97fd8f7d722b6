"""Names that nothing stands for: what to say, and what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import near, refusal
from transpile.syntax.expressions import OPERATOR_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transpile.bind.binder import Binder
    from transpile.diagnostics import CompileError
    from transpile.syntax import nodes


def unknown_name(syntax: nodes.Name, columns: list[str], others: Iterable[str]) -> CompileError:
    """What to say of a name that is no column here and no value."""
    hint = "" if syntax.quoted else _digits_hint(syntax.name)
    return refusal(
        codes.UNKNOWN_COLUMN,
        f"there is no column '{syntax.name}' here" if columns else f"unknown name '{syntax.name}'",
        syntax.span,
        hint or near(syntax.name, [*columns, *others]) or _columns_hint(columns),
    )


def unknown_function(binder: Binder, syntax: nodes.Call) -> CompileError:
    """What to say of a function that is not there, or not here."""
    if syntax.name in binder.calls:
        return refusal(codes.RECURSION, f"the function '{syntax.name}' calls itself", syntax.span)
    if syntax.name in OPERATOR_WORDS:
        return refusal(
            codes.UNKNOWN_FUNCTION,
            f"'{syntax.name}' is an operator, not a function",
            syntax.span,
            f"text {syntax.name} what is looked for",
        )
    if syntax.name in binder.registry.aggregates:
        return refusal(
            codes.MISPLACED_AGGREGATE,
            f"'{syntax.name}' is an aggregate and stands outside summarize",
            syntax.span,
            "aggregates belong to 'summarize'",
        )
    names = [
        *binder.registry.functions,
        *binder.registry.aggregates,
        *binder.schema.function_names(),
    ]
    return refusal(
        codes.UNKNOWN_FUNCTION,
        f"there is no function '{syntax.name}'",
        syntax.span,
        near(syntax.name, [name for name in names if name.isidentifier()]),
    )


def unknown_table(syntax: nodes.Name, names: Iterable[str]) -> CompileError:
    """What to say of a table that is not there."""
    return refusal(
        codes.UNKNOWN_TABLE,
        f"there is no table '{syntax.name}'",
        syntax.span,
        near(syntax.name, names) or "'lab tables' lists the tables",
    )


def _digits_hint(name: str) -> str:
    """A misspelt number or timespan reads as a name."""
    return "units of time are d, h, m, s, ms, tick: 7d, 30m" if name[:1].isdigit() else ""


def _columns_hint(names: Iterable[str]) -> str:
    shown = list(names)
    if not shown:
        return ""
    return "columns: " + ", ".join(shown[:8]) + (", ..." if len(shown) > 8 else "")
