"""Rules made ready to run: compiled, planned, scheduled; or the reason why they cannot be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lab.lint.checks import lint
from lab.replay.model import RuleOutcome
from lab.replay.schedule import runs_of
from lab.result import ResultColumn
from lab.rules.columns import column_warnings
from lab.rules.sources import table_warnings
from transpile import codes
from transpile.diagnostics import CompileError
from transpile.pipeline import bind_kql
from transpile.planning import plan_replay
from transpile.span import Span

if TYPE_CHECKING:
    from lab.replay.model import Status
    from lab.replay.schedule import Horizon
    from lab.replay.window import Run
    from lab.rules.model import Axis, Rule
    from transpile.bind.discovery import Answer
    from transpile.diagnostics import Diagnostic
    from transpile.pipeline import Ask, Bound
    from transpile.planning import ReplayPlan
    from transpile.schema import SchemaSource

# The compiler's names of the axes: a table's own time column, or the hidden end of ingestion.
_AXES: dict[Axis, str] = {"TimeGenerated": "TimeGenerated", "ingestion": "$ingestion"}


# What a replay itself says of a rule: what it misses. The rest is for 'lab check'.
_TOLD = frozenset(
    {codes.RETIRED, codes.WIDER_THAN_PERIOD, codes.NARROWER_THAN_FREQUENCY, codes.SNAPSHOT}
)


@dataclass(frozen=True)
class Prepared:
    """A rule that can run: its plan, its result columns, the tables it reads, its runs.

    ``ordered`` says that the query itself orders its rows; otherwise their order means nothing.
    ``asked`` says that data named some of its columns.
    """

    rule: Rule
    plan: ReplayPlan
    columns: tuple[ResultColumn, ...]
    tables: tuple[str, ...]
    warnings: tuple[str, ...]
    ordered: bool = False
    runs: tuple[Run, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    asked: bool = False

    def compiles(self) -> RuleOutcome:
        """The outcome of a rule that was checked and not run."""
        return RuleOutcome(
            path=self.rule.path,
            title=self.rule.title,
            status="compiled",
            rule=self.rule,
            frequency=self.rule.frequency,
            period=self.rule.period,
            assumed=self.rule.assumed,
            tables=self.tables,
            columns={column.name: str(column.type) for column in self.columns},
            warnings=self.warnings,
            diagnostics=self.diagnostics,
        )


def axis_of(rule: Rule) -> str:
    """The compiler's name of what a run's window bounds."""
    return _AXES[rule.kind.axis]


def planned(rule: Rule, schemas: SchemaSource, ask: Ask | None = None) -> Prepared | RuleOutcome:
    """Compile a rule's query; without runs yet. ``ask`` answers for columns that data names.

    Gives an outcome where the query is refused, holds a placeholder or reads a table that is not
    loaded.
    """
    if rule.placeholders:
        held = ", ".join(rule.placeholders)
        return untested(rule, "not testable", f"a placeholder stands in its query: {held}")
    asked: list[Bound] = []

    def noted(question: Bound) -> Answer:
        asked.append(question)
        return () if ask is None else ask(question)

    try:
        bound = bind_kql(rule.query, schemas, None if ask is None else noted)
        plan = plan_replay(bound, axis=axis_of(rule))
    except CompileError as error:
        refused = untested(rule, "refused", str(error), rendered=_rendered(error, rule))
        return replace(refused, diagnostics=error.diagnostics)
    remarks = () if bound.syntax is None else lint(bound.syntax, rule.period, rule)
    tables = tuple(plan.plain.tables)
    missing = [name for name in tables if not _loaded(name, schemas)]
    if missing:
        return untested(rule, "blind", f"not loaded: {', '.join(missing)}")
    if bound.lacks:
        return untested(rule, "blind", "; ".join(bound.lacks))
    return Prepared(
        rule=rule,
        plan=plan,
        columns=tuple(ResultColumn(column.name, column.type) for column in plan.plain.columns),
        tables=tables,
        ordered=_ordered(plan),
        warnings=(
            *rule.warnings,
            *_disabled(rule),
            *table_warnings(rule, tables),
            *column_warnings(
                rule,
                [column.name for column in plan.plain.columns],
                traceable=any(_has_report(name, schemas) for name in tables),
            ),
            *(warning.message for warning in bound.warnings),
            *(remark.message for remark in remarks if remark.code in _TOLD),
        ),
        diagnostics=(*bound.warnings, *remarks),
        asked=bool(asked),
    )


def scheduled(prepared: Prepared, horizon: Horizon) -> Prepared | RuleOutcome:
    """Give a rule its runs, or say that no anchor lies within the horizon."""
    rule = prepared.rule
    runs = runs_of(rule, horizon)
    if not runs:
        return untested(
            rule,
            "not run",
            f"it runs every {rule.frequency}, and the logs cover {horizon.length} alone",
        )
    return replace(prepared, runs=runs)


def untested(rule: Rule, status: Status, why: str, *, rendered: str = "") -> RuleOutcome:
    """The outcome of a rule that did not run."""
    return RuleOutcome(
        path=rule.path,
        title=rule.title,
        status=status,
        why=why,
        rule=rule,
        frequency=rule.frequency,
        period=rule.period,
        assumed=rule.assumed,
        warnings=tuple(rule.warnings),
        rendered=rendered,
    )


def _loaded(name: str, schemas: SchemaSource) -> bool:
    table = schemas.table(name)
    return table is not None and bool(table.location)


def _has_report(name: str, schemas: SchemaSource) -> bool:
    table = schemas.table(name)
    return table is not None and "ReportId" in table.columns


def _disabled(rule: Rule) -> tuple[str, ...]:
    return () if rule.enabled else ("disabled in its file; replayed all the same",)


def _rendered(error: CompileError, rule: Rule) -> str:
    return "\n".join(rendered(one, rule) for one in error.diagnostics)


def rendered(remark: Diagnostic, rule: Rule) -> str:
    """A remark with its source line and carets, at the lines of the rule's file.

    A query that has no lines of its own in the file (JSON) is counted from its own first line.
    """
    if rule.query_folded:
        return remark.render(rule.query, f"{rule.path}:{rule.file_line(1)} query")
    # Blank lines stand for what is above the query in its file.
    above = "\n" * rule.query_line
    moved = Span(remark.span.start + len(above), remark.span.end + len(above))
    return replace(remark, span=moved).render(above + rule.query, rule.path)


def _ordered(plan: ReplayPlan) -> bool:
    # ``take`` orders one run by itself, to choose alike, and not the lifted query.
    forms = [plan.plain] if plan.lifted is None else [plan.plain, plan.lifted]
    return all(form.ordered for form in forms)
