"""``sequence_detect``: events that follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import unique
from transpile.bind.tree import Column, ColumnRef, Constant, Expr, Item, Node, Project
from transpile.catalog.plugins.entry import plugin
from transpile.catalog.plugins.spelled import shown, spelled
from transpile.diagnostics import refusal
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.catalog.plugins.entry import PluginCall

_EVENTS = (
    "datatable(t:datetime, what:string, who:string)["
    "datetime(2024-05-01 10:00), 'in', 'a', datetime(2024-05-01 10:20), 'out', 'a', "
    "datetime(2024-05-01 10:30), 'out', 'a', datetime(2024-05-01 10:25), 'out', 'b']"
)


@plugin(
    "sequence_detect(time, step, span, expr1, exprs..., dimensions...)",
    source="learn:sequence-detect-plugin",
    lifted="as the joins that it stands for",
    differs=(
        "A step is later than the one before, and what happens twice at one time counts once: the "
        "documentation settles neither. The timeline is a datetime."
    ),
    examples=(
        f"{_EVENTS} | evaluate sequence_detect(t, 25m, 1h, i = what == 'in', o = what == 'out', "
        "who)",
    ),
)
def sequence_detect(call: PluginCall) -> Node:
    """A row for each way in which the conditions become true one after the other.

    From one to the next at most ``step`` goes by, from the first to the last at most ``span``;
    dimensions, which are columns, are equal throughout. Columns are the dimensions, each
    condition's time, and ``Duration``.
    """
    call.count(4)
    time_at, step_at, span_at, *rest = call.arguments
    time = call.column(time_at, "the timeline", KqlType.DATETIME)
    steps, dimensions = _steps(call, rest)
    columns = {"t": time} | {f"d{place}": column for place, column in enumerate(dimensions)}
    items = [Item(Column(own, c.type, c.nullable), ColumnRef(c)) for own, c in columns.items()]
    items += [
        Item(Column(f"e{place}", KqlType.BOOL, value.nullable), value)
        for place, (_, value) in enumerate(steps)
    ]
    items.append(Item(Column("one", KqlType.LONG, nullable=False), Constant(1, KqlType.LONG)))
    made = spelled(
        call,
        _joined(len(steps), len(dimensions)),
        R=Project(call.source, tuple(items), span=call.span),
        gap=_timespan(call, step_at),
        longest=_timespan(call, span_at),
    )
    names = {f"d{place}": column.name for place, column in enumerate(dimensions)}
    for place, (name, _) in enumerate(steps):
        names[f"t{place}"] = unique(f"{name}_{time.name}", names.values())
    return shown(made, names | {"Duration": unique("Duration", names.values())})


def _steps(
    call: PluginCall, arguments: list[nodes.Syntax]
) -> tuple[list[tuple[str, Expr]], list[Column]]:
    """The conditions by name, then the columns; a bool column is a condition."""
    steps: list[tuple[str, Expr]] = []
    dimensions: list[Column] = []
    for argument in arguments:
        syntax = argument.value if isinstance(argument, nodes.Named) else argument
        value = call.binder.scalar(syntax, call.source)
        if value.type is KqlType.BOOL and not dimensions:
            name = argument.names[0] if isinstance(argument, nodes.Named) else ""
            steps.append((name or getattr(syntax, "name", ""), value))
        elif isinstance(value, ColumnRef) and value.type is not KqlType.DYNAMIC:
            dimensions.append(value.column)
        else:
            raise call.wrong(
                "after the conditions of 'sequence_detect' stand columns by name",
                argument,
                "extend what to correlate by before it",
            )
    if not steps:
        raise call.wrong("'sequence_detect' needs a condition, a bool", arguments[0])
    return steps, dimensions


def _timespan(call: PluginCall, syntax: nodes.Syntax) -> Expr:
    value = call.scalar(syntax)
    if value.type is not KqlType.TIMESPAN:
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"this argument of '{call.name}' is a timespan, not a {value.type}",
            syntax.span,
            "30m, 1h, 5d, ...",
        )
    return value


def _joined(steps: int, dimensions: int) -> str:
    """The query over ``R``, one join for each step after the first."""
    by = "".join(f", d{place}" for place in range(dimensions))
    text = f"R | where e0 | distinct one, t0 = t{by}"
    times = "t0"
    for place in range(1, steps):
        now, before = f"t{place}", f"t{place - 1}"
        times += f", {now}"
        text += (
            f" | join kind=inner (R | where e{place} | distinct one, {now} = t{by}) on one{by}"
            f" | where {now} > {before} and {now} - {before} <= gap and {now} - t0 <= longest"
            f" | project one, {times}{by}"
        )
    return f"{text} | extend Duration = t{steps - 1} - t0"
