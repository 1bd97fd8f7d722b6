"""Plugins that follow ids over a timeline: how many there were, how many new, how many stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.catalog.plugins.entry import plugin
from transpile.catalog.plugins.spelled import renamed, shown, spelled
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.types import KqlType, wider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transpile.bind.tree import Column, Expr, Node
    from transpile.catalog.plugins.entry import PluginCall
    from transpile.syntax import nodes

_LIFTED = "as the joins and summarize that it stands for"
_DIFFERS = "Distinct values are counted exactly."
_WHO = (
    "datatable(who:string, at:datetime)['a', datetime(2024-05-01), 'b', datetime(2024-05-01), "
    "'a', datetime(2024-05-02), 'c', datetime(2024-05-03 10:00)]"
)
_SPAN = "datetime(2024-05-01), datetime(2024-05-04)"


@dataclass(frozen=True)
class _Timeline:
    """Columns ``id``, ``t`` and ``d0``, ``d1``, ... of ours, and the values of the call."""

    rows: Node
    time: Column
    dimensions: tuple[Column, ...]
    values: Mapping[str, Expr]

    @property
    def by(self) -> str:
        """The dimensions, to stand after other keys."""
        return "".join(f", d{place}" for place in range(len(self.dimensions)))

    def spelled(self, call: PluginCall, text: str) -> Node:
        """What a query of ours gives over ``R``; ``{by}`` in it stands for the dimensions."""
        return spelled(call, text.replace("{by}", self.by), R=self.rows, **self.values)

    def shown(self, made: Node, front: Mapping[str, str], *measures: str) -> Node:
        """The result: times, dimensions, measures."""
        names = dict(front)
        names |= {f"d{place}": column.name for place, column in enumerate(self.dimensions)}
        return shown(made, names | {name: name for name in measures})


def _timeline(call: PluginCall, *spans: str) -> _Timeline:
    """``id, time, start, end``, spans of the time's own kind, then dimensions."""
    call.named()
    call.count(4 + len(spans))
    who, when, start, end, *rest = call.positional
    time = call.column(when, "the timeline")
    identity = call.column(who, "the id")
    step = KqlType.TIMESPAN if time.type is KqlType.DATETIME else time.type
    if time.type is not KqlType.DATETIME and not time.type.is_numeric:
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"a timeline is a datetime or a number, and '{time.name}' is a {time.type}",
            when.span,
        )
    values = {
        name: _fitting(call, syntax, time.type, name)
        for name, syntax in (("opening", start), ("closing", end))
    }
    for name, syntax in zip(spans, rest, strict=False):
        values[name] = _fitting(call, syntax, KqlType.LONG if name == "least" else step, name)
    dimensions = tuple(call.column(syntax, "a dimension") for syntax in rest[len(spans) :])
    columns = {"id": identity, "t": time}
    columns |= {f"d{place}": column for place, column in enumerate(dimensions)}
    for column in (identity, *dimensions):
        if column.type is KqlType.DYNAMIC:
            raise refusal(
                codes.ARGUMENT_TYPE,
                f"'{call.name}' does not group by a dynamic value, and '{column.name}' is one",
                call.span,
                "extend a tostring(...) of it",
            )
    return _Timeline(renamed(call, columns), time, dimensions, values)


def _fitting(call: PluginCall, syntax: nodes.Syntax, kind: KqlType, name: str) -> Expr:
    value = call.scalar(syntax)
    if value.type is KqlType.STRING and kind is KqlType.TIMESPAN:
        raise refusal(
            codes.UNSUPPORTED,
            "windows by the calendar ('week', 'month', 'year') are not translated",
            syntax.span,
            "a timespan",
        )
    if value.type is not kind and wider(value.type, kind) is not kind:
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"this argument of '{call.name}' is a {kind}, not a {value.type}",
            syntax.span,
            "startofday(...) and the like count in datetimes"
            if name in ("opening", "closing")
            else "",
        )
    return call.converted(value, kind)


@plugin(
    "activity_counts_metrics(id, time, start, end, window, dimensions...)",
    source="learn:activity-counts-metrics-plugin",
    lifted=_LIFTED,
    differs=f"{_DIFFERS} Cohorts and lookback are not translated.",
    examples=(f"{_WHO} | evaluate activity_counts_metrics(who, at, {_SPAN}, 1d)",),
)
def activity_counts_metrics(call: PluginCall) -> Node:
    """For each window: rows, distinct ids, ids never seen before, and all ids seen so far.

    Windows begin at ``start``; those without rows are not there.
    """
    line = _timeline(call, "step")
    made = line.spelled(
        call,
        """
        let W = R | where t between (opening .. closing)
            | extend w = bin_at(t, step, opening), one = 1;
        let Each = W | summarize rows = count(), ids = count_distinct(id) by w, one{by};
        let New = W | summarize f = min(w) by id, one{by} | summarize n = count() by f, one{by};
        Each | join kind=inner New on one{by} | where f <= w
        | summarize fresh = sumif(n, f == w), total = sum(n) by w, rows, ids{by}
        | project w{by}, ['count'] = rows, ['dcount'] = ids, new_dcount = fresh,
            aggregated_dcount = total
        """,
    )
    measures = ("count", "dcount", "new_dcount", "aggregated_dcount")
    return line.shown(made, {"w": line.time.name}, *measures)


@plugin(
    "sliding_window_counts(id, time, start, end, lookback, bin, dimensions...)",
    source="learn:sliding-window-counts-plugin",
    lifted=_LIFTED,
    differs=_DIFFERS,
    examples=(f"{_WHO} | evaluate sliding_window_counts(who, at, {_SPAN}, 2d, 1d)",),
)
def sliding_window_counts(call: PluginCall) -> Node:
    """For each bin from ``start`` to ``end``: rows and distinct ids of the window ending with it.

    Rows before ``start`` count where a window reaches back to them.
    """
    line = _timeline(call, "back", "step")
    made = line.spelled(
        call,
        """
        R | where t <= closing and t >= opening - back
        | extend b = bin_at(t, step, opening)
        | mv-expand w = range(b, iff(b + back - step > closing, closing, b + back - step), step)
            to typeof({kind})
        | where w between (opening .. closing)
        | summarize Count = count(), Dcount = count_distinct(id) by w{by}
        """.replace("{kind}", line.time.type.value),
    )
    return line.shown(made, {"w": line.time.name}, "Count", "Dcount")


@plugin(
    "activity_metrics(id, time, start, end, window, dimensions...)",
    source="learn:activity-metrics-plugin",
    lifted=_LIFTED,
    differs=f"{_DIFFERS} Start and end must be given.",
    examples=(f"{_WHO} | evaluate activity_metrics(who, at, {_SPAN}, 1d)",),
)
def activity_metrics(call: PluginCall) -> Node:
    """For each window: distinct ids, those not in the window before, and who stayed or left.

    The rates are shares of the window before; NaN where that had no ids.
    """
    line = _timeline(call, "step")
    made = line.spelled(
        call,
        """
        let W = R | where t between (opening .. closing)
            | extend w = bin_at(t, step, opening) | distinct w, id{by};
        let Before = W | summarize old = count() by w{by} | extend w = w + step;
        let Kept = W | extend w = w + step | join kind=inner W on w, id{by}
            | summarize kept = count() by w{by};
        W | summarize ids = count() by w{by}
        | join kind=leftouter Kept on w{by}
        | extend kept = coalesce(kept, 0)
        | project-away *1
        | join kind=leftouter Before on w{by}
        | extend rate = todouble(kept) / todouble(coalesce(old, 0))
        | project w{by}, dcount_values = ids, dcount_newvalues = ids - kept,
            retention_rate = rate, churn_rate = 1.0 - rate
        """,
    )
    measures = ("dcount_values", "dcount_newvalues", "retention_rate", "churn_rate")
    return line.shown(made, {"w": line.time.name}, *measures)


@plugin(
    "new_activity_metrics(id, time, start, end, window, dimensions...)",
    source="learn:new-activity-metrics-plugin",
    lifted=_LIFTED,
    differs=f"{_DIFFERS} A cohort and a lookback table are not translated.",
    examples=(f"{_WHO} | evaluate new_activity_metrics(who, at, {_SPAN}, 1d)",),
)
def new_activity_metrics(call: PluginCall) -> Node:
    """For each window with new ids and each later one: how many of them were seen there."""
    line = _timeline(call, "step")
    made = line.spelled(
        call,
        """
        let W = R | where t between (opening .. closing)
            | extend w = bin_at(t, step, opening) | distinct w, id{by};
        let New = W | summarize f = min(w) by id{by};
        let Seen = W | join kind=inner New on id{by} | summarize n = count() by w, f{by};
        New | summarize size = count() by f{by}
        | mv-expand w = range(f, closing, step) to typeof({kind})
        | extend cohort = f
        | project-away f
        | join kind=leftouter Seen on w{by}
        | summarize fresh = sumif(n, f > cohort or (w == cohort and f == cohort)),
            kept = sumif(n, f == cohort) by cohort, w, size{by}
        | extend rate = todouble(kept) / todouble(size)
        | project cohort, w{by}, dcount_new_values = fresh, dcount_retained_values = kept,
            dcount_churn_values = size - kept, retention_rate = rate, churn_rate = 1.0 - rate
        """.replace("{kind}", line.time.type.value),
    )
    return line.shown(
        made,
        {"cohort": f"from_{line.time.name}", "w": f"to_{line.time.name}"},
        "dcount_new_values",
        "dcount_retained_values",
        "dcount_churn_values",
        "retention_rate",
        "churn_rate",
    )


@plugin(
    "activity_engagement(id, time, start, end, inner, outer, dimensions...)",
    source="learn:activity-engagement-plugin",
    lifted=_LIFTED,
    differs=f"{_DIFFERS} Start and end must be given.",
    examples=(f"{_WHO} | evaluate activity_engagement(who, at, {_SPAN}, 1d, 2d)",),
)
def activity_engagement(call: PluginCall) -> Node:
    """For each inner window: its distinct ids, those of the outer window, and their ratio."""
    line = _timeline(call, "step", "back")
    made = line.spelled(
        call,
        """
        R | where t <= closing and t >= opening - back
        | extend b = bin_at(t, step, opening)
        | mv-expand w = range(b, iff(b + back - step > closing, closing, b + back - step), step)
            to typeof({kind})
        | where w between (opening .. closing)
        | summarize outer = count_distinct(id), inner = count_distinctif(id, b == w) by w{by}
        | project w{by}, dcount_activities_inner = inner, dcount_activities_outer = outer,
            activity_ratio = todouble(inner) / todouble(outer)
        """.replace("{kind}", line.time.type.value),
    )
    measures = ("dcount_activities_inner", "dcount_activities_outer", "activity_ratio")
    return line.shown(made, {"w": line.time.name}, *measures)


@plugin(
    "active_users_count(id, time, start, end, lookback, period, least, bin, dimensions...)",
    source="learn:active-users-count-plugin",
    lifted=_LIFTED,
    differs=f"{_DIFFERS} Start and end must be given.",
    examples=(f"{_WHO} | evaluate active_users_count(who, at, {_SPAN}, 2d, 1d, 2, 1d)",),
)
def active_users_count(call: PluginCall) -> Node:
    """For each bin: ids seen in at least so many periods of the window that ends where they are."""
    line = _timeline(call, "back", "period", "least", "step")
    made = line.spelled(
        call,
        """
        let P = R | where t <= closing and t >= opening - back
            | extend p = bin_at(t, period, opening) | distinct p, id{by};
        P | join kind=inner (P | project-rename q = p) on id{by}
        | where q <= p and q > p - back
        | summarize seen = count() by p, id{by}
        | where seen >= least and p between (opening .. closing)
        | extend w = bin_at(p, step, opening)
        | summarize ['dcount'] = count_distinct(id) by w{by}
        """,
    )
    return line.shown(made, {"w": line.time.name}, "dcount")


@plugin(
    "rolling_percentile(value, percentile, time, bin, bins, dimensions...)",
    source="learn:rolling-percentile-plugin",
    lifted=_LIFTED,
    differs="Percentiles are exact; a bin without rows has none.",
    examples=(
        "range n from 1 to 40 step 1 | extend at = datetime(2024-05-01) + n * 6h "
        "| evaluate rolling_percentile(n, 50, at, 1d, 3) | top 3 by at asc",
    ),
)
def rolling_percentile(call: PluginCall) -> Node:
    """For each bin the percentile of the values in the window of so many bins that ends with it."""
    call.named()
    call.count(5)
    value_at, percent_at, time_at, step_at, bins_at, *rest = call.positional
    value, time = call.column(value_at, "the value"), call.column(time_at, "the timeline")
    dimensions = [call.column(syntax, "a dimension") for syntax in rest]
    percent = call.scalar(percent_at)
    bins = call.constant(bins_at, KqlType.LONG, "the number of bins")
    if not isinstance(bins, int) or bins < 1:
        raise call.wrong("a window has 1 bin or more", bins_at)
    kind = KqlType.TIMESPAN if time.type is KqlType.DATETIME else time.type
    step = _fitting(call, step_at, kind, "step")
    columns = {"v": value, "t": time} | {f"d{i}": c for i, c in enumerate(dimensions)}
    by = "".join(f", d{place}" for place in range(len(dimensions)))
    made = spelled(
        call,
        """
        let B = R | extend b = bin(t, step);
        B | mv-expand w = range(b, b + (bins - 1) * step, step) to typeof({kind})
        | join kind=inner (B | distinct w = b{by}) on w{by}
        | summarize p = percentile(v, percent) by w{by}
        """.replace("{by}", by).replace("{kind}", time.type.value),
        R=renamed(call, columns),
        step=step,
        bins=call.scalar(bins_at),
        percent=percent,
    )
    label = getattr(percent, "value", None)
    names = {"w": time.name} | {f"d{i}": c.name for i, c in enumerate(dimensions)}
    return shown(made, names | {"p": f"rolling_{bins}_percentile_{value.name}_{label}"})
