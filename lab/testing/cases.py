"""``<rule>.tests.yaml``: what a rule covers, and cases with rows, an instant and what is expected.

docs/rule-tests.md shows the whole format. Only the shape is checked here; rows get their types
when the tables are known (:mod:`lab.testing.rows`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import yaml

from lab.rules.loader import TESTS_ENDINGS
from lab.rules.model import Problem, RuleFileError
from lab.testing.document import Reading, composed, line_of, shape_of
from lab.testing.written import (
    Case,
    Expected,
    ExpectedAlert,
    ExpectedRow,
    GivenRow,
    GivenTable,
    RuleTests,
)
from transpile.diagnostics import near
from transpile.syntax.literals import EPOCH, datetime_value, timespan_value
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from lab.rules.model import Rule

LARGEST_FILE = 4_000_000

_DOCUMENT = ("rule", "covers", "schemas", "at", "tables", "watchlists", "cases")
_CASE = ("name", "at", "from", "to", "tables", "watchlists", "scenario", "background", "expect")
_EXPECTED = ("alerts", "rows", "more_rows")
_ALERT = ("at", "rows", "more_rows", "fields")


def covers_of(rule_file: Path, identity: str = "", title: str = "") -> tuple[str, ...]:
    """The names of the scenarios that a rule's tests say it covers.

    Args:
        rule_file: the file of the rule, or its path with ``#name``; the tests lie beside it.
        identity: the id of the rule, where its file may hold several.
        title: its title, likewise.

    Returns:
        The names in order, without twins; nothing where there are no tests, or none say.

    Raises:
        RuleFileError: where the tests cannot be read.
    """
    return _said_to_cover(rule_file, identity, title) or ()


def _said_to_cover(rule_file: Path, identity: str, title: str) -> tuple[str, ...] | None:
    """What the tests of a rule name; None where there are none, or they do not say."""
    file = file_beside(file_of(rule_file))
    if file is None:
        return None
    found: dict[str, None] | None = None
    for tests in read_tests(file, file.name):
        if tests.covers_line and (tests.about(identity, title) or not (identity or title)):
            found = {**(found or {}), **dict.fromkeys(tests.covers)}
    return None if found is None else tuple(found)


def covered_by(
    root: Path, rules: Iterable[Rule], known: Collection[str] = ()
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """What the tests of rules say that they cover, by path; and what is wrong with that.

    A rule without tests, or with tests that do not say, is not among them; ``covers: []`` says that
    a rule covers nothing. ``known`` are the names of all scenarios: others are slips; without any
    names are not looked at.
    """
    covers: dict[str, tuple[str, ...]] = {}
    wrong: dict[str, None] = {}
    for rule in rules:
        try:
            found = _said_to_cover(root / rule.path, rule.id, rule.title)
        except RuleFileError as error:
            wrong[f"tests of {rule.path} do not count: {error}"] = None
            continue
        if found is None:
            continue
        covers[rule.path] = found
        for name in found:
            if known and name not in known:
                hint = near(name, known) or f"there are {', '.join(sorted(known))}"
                wrong[f"the tests of {rule.path} cover '{name}', which is no scenario; {hint}"] = (
                    None
                )
    return covers, tuple(wrong)


def file_of(path: Path) -> Path:
    """The file of a rule's path, which ends with ``#name`` where a file holds several rules."""
    while "#" in path.name and not path.is_file():
        path = path.with_name(path.name.rpartition("#")[0])
    return path


def file_beside(rule_file: Path) -> Path | None:
    """The file with the tests of a rule's file: ``<stem>.tests.yaml`` beside it, or None."""
    for ending in TESTS_ENDINGS:
        for name in (rule_file.stem, rule_file.name):
            file = rule_file.with_name(f"{name}{ending}")
            if file.is_file():
                return file
    return None


def read_tests(file: Path, path: str) -> tuple[RuleTests, ...]:
    """The tests in a file, one for each YAML document; ``path`` is what complaints call it.

    Raises:
        RuleFileError: with everything that is wrong.
    """
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            message = f"{size:,} bytes are too many for tests; the limit is {LARGEST_FILE:,}"
            raise RuleFileError(path, (Problem(message),))
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 text (byte {error.start}); save the file as UTF-8"
        raise RuleFileError(path, (Problem(message),)) from error
    except OSError as error:
        raise RuleFileError(path, (Problem(f"cannot be read: {error.strerror}"),)) from error
    reading = _Reading(path)
    tests = tuple(reading.document(node) for node in composed(path, text))
    reading.checked()
    return tests


class _Reading(Reading):
    """Reads the documents of one file."""

    def document(self, node: yaml.Node) -> RuleTests:
        values = self.mapping(node, "a file of tests", _DOCUMENT)
        covers = values.get("covers")
        shared = self.tables(values.get("tables"), "tables")
        lists = self.tables(values.get("watchlists"), "watchlists")
        at = self.instants(values.get("at"))
        cases = []
        names: dict[str, int] = {}
        if "cases" in values:
            for item in self.items(values["cases"], "cases"):
                case = self.case(item, at, shared, lists)
                if case.name in names:
                    first = names[case.name]
                    self.complain(item, f"a case '{case.name}' stands in line {first} already")
                names[case.name] = case.line
                cases.append(case)
        return RuleTests(
            path=self.path,
            rule=self.text(values["rule"], "rule") if "rule" in values else "",
            covers=self.words(covers, "covers") if covers is not None else (),
            covers_line=line_of(covers) if covers is not None else 0,
            cases=tuple(cases),
            schemas=self.schemas(values.get("schemas")),
        )

    def schemas(self, node: yaml.Node | None) -> dict[str, dict[str, KqlType]]:
        result: dict[str, dict[str, KqlType]] = {}
        for table, columns in (self.mapping(node, "schemas") if node else {}).items():
            typed = result.setdefault(table, {})
            for column, spelled in self.mapping(columns, f"the columns of {table}").items():
                kind = type_named(self.text(spelled, f"the type of {column}"))
                if kind is None:
                    known = [str(one) for one in KqlType]
                    hint = near(str(spelled.value), known) or f"types: {', '.join(known)}"
                    self.complain(spelled, f"{table}.{column} has no type of KQL; {hint}", column)
                else:
                    typed[column] = kind
            if "TimeGenerated" not in typed:
                self.complain(columns, f"{table} needs a column TimeGenerated: datetime", table)
        return result

    def case(
        self,
        node: yaml.Node,
        at: tuple[datetime, ...],
        shared: tuple[GivenTable, ...],
        lists: tuple[GivenTable, ...],
    ) -> Case:
        values = self.mapping(node, "a case", _CASE)
        line = line_of(node)
        name = self.text(values["name"], "name") if "name" in values else ""
        scenario = self.text(values["scenario"], "scenario") if "scenario" in values else ""
        span = self.span(node, values)
        moments = self.instants(values.get("at"))
        if moments and span:
            self.complain(node, "a case has 'at', or 'from' and 'to', not both")
        if not moments and span is None:
            moments = at
        if not moments and span is None and not scenario and isinstance(node, yaml.MappingNode):
            self.complain(node, "a case needs an instant: at: 2026-03-02T08:15:00Z", "at")
        if "expect" not in values and isinstance(node, yaml.MappingNode):
            self.complain(
                node, "a case must say what it expects: a number of alerts, some or none", "expect"
            )
        given = self.tables(values.get("tables"), "tables")
        if scenario and given:
            self.complain(node, "a case has a scenario or tables, not both", "scenario")
        background = "background" in values and self.truth(values["background"], "background")
        if background and not scenario:
            self.complain(node, "background is for a case with a scenario", "background")
        return Case(
            name=name or f"line {line}",
            line=line,
            expected=self.expected(values.get("expect"), line),
            at=moments,
            span=span,
            tables=() if scenario else _joined(shared, given),
            watchlists=_joined(lists, self.tables(values.get("watchlists"), "watchlists")),
            scenario=scenario,
            background=background,
        )

    def span(
        self, node: yaml.Node, values: Mapping[str, yaml.Node]
    ) -> tuple[datetime, datetime] | None:
        if "from" not in values and "to" not in values:
            return None
        if "from" not in values or "to" not in values:
            self.complain(node, "'from' and 'to' belong together", "from")
            return None
        first = self.instant(values["from"], "from")
        last = self.instant(values["to"], "to")
        if first is None or last is None:
            return None
        if first > last:
            self.complain(values["to"], f"to ({last}) lies before from ({first})", "to")
        return first, last

    def instants(self, node: yaml.Node | None) -> tuple[datetime, ...]:
        if node is None:
            return ()
        listed = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = [self.instant(item, "at") for item in listed]
        moments = tuple(moment for moment in found if moment is not None)
        if list(moments) != sorted(set(moments)):
            self.complain(node, "the instants of 'at' must rise", "at")
        return moments

    def instant(self, node: yaml.Node, what: str) -> datetime | None:
        text = self.text(node, what)
        micros = datetime_value(text)
        if micros is None:
            self.complain(
                node, f"{what} must be an instant like 2026-03-02T08:15:00Z, not '{text}'", what
            )
            return None
        return EPOCH + timedelta(microseconds=micros)

    def tables(self, node: yaml.Node | None, what: str) -> tuple[GivenTable, ...]:
        return tuple(
            GivenTable(
                name,
                line_of(rows),
                tuple(
                    self.row(row, name)
                    for row in ([] if _empty(rows) else self.items(rows, f"the rows of {name}"))
                ),
            )
            for name, rows in (self.mapping(node, what) if node else {}).items()
        )

    def row(self, node: yaml.Node, table: str) -> GivenRow:
        cells = self.mapping(node, f"a row of {table}")
        said = {name: cells.pop(name) for name in list(cells) if name.startswith("$")}
        for name, value in said.items():
            if name not in ("$repeat", "$every", "$ingested"):
                hint = near(name, ("$repeat", "$every", "$ingested"))
                self.complain(
                    value, f"a row takes $repeat, $every and $ingested, not '{name}'; {hint}", name
                )
        every = timedelta(0)
        if "$every" in said:
            every = self.length(said["$every"], "$every")
        return GivenRow(
            line=line_of(node),
            cells=cells,
            repeat=(
                self.number(said["$repeat"], "$repeat", least=1, most=100_000)
                if "$repeat" in said
                else 1
            ),
            every=every,
            ingested=said.get("$ingested"),
        )

    def length(self, node: yaml.Node, what: str) -> timedelta:
        text = self.text(node, what)
        ticks = timespan_value(text)
        if ticks is None:
            self.complain(node, f"{what} must be a length of time like 30s or 5m, not '{text}'")
            return timedelta(0)
        return timedelta(microseconds=ticks // 10)

    def expected(self, node: yaml.Node | None, line: int) -> Expected:
        if node is None:
            return Expected(line)
        where = line_of(node)
        if not isinstance(node, yaml.MappingNode):
            return Expected(where, count=self.count(node, "expect"))
        values = self.mapping(node, "expect", _EXPECTED)
        alerts, count = None, None
        given = values.get("alerts")
        if isinstance(given, yaml.SequenceNode):
            alerts = tuple(self.alert(item) for item in given.value)
            count = len(alerts)
        elif given is not None:
            count = self.count(given, "alerts")
        rows = self.rows(values.get("rows"))
        if given is None and rows is None:
            self.complain(node, "expect says nothing: give alerts or rows", "expect")
        return Expected(
            where,
            count=count,
            alerts=alerts,
            rows=rows,
            more_rows="more_rows" in values and self.truth(values["more_rows"], "more_rows"),
        )

    def count(self, node: yaml.Node, what: str) -> int | None:
        """How many alerts; None means at least one."""
        text = self.text(node, what).lower()
        if text in ("none", "no"):
            return 0
        if text in ("some", "any"):
            return None
        if text.isascii() and text.isdigit():
            return int(text[:9])
        self.complain(
            node,
            f"{what} must be a number of alerts, 'some' or 'none', not {shape_of(node)}",
            what,
        )
        return 0

    def alert(self, node: yaml.Node) -> ExpectedAlert:
        values = self.mapping(node, "an alert", _ALERT)
        return ExpectedAlert(
            line=line_of(node),
            at=self.instant(values["at"], "at") if "at" in values else None,
            rows=self.rows(values.get("rows")),
            more_rows="more_rows" in values and self.truth(values["more_rows"], "more_rows"),
            fields=self.mapping(values["fields"], "fields") if "fields" in values else None,
        )

    def rows(self, node: yaml.Node | None) -> tuple[ExpectedRow, ...] | None:
        if node is None:
            return None
        return tuple(
            ExpectedRow(line_of(row), self.mapping(row, "a row"))
            for row in ([] if _empty(node) else self.items(node, "rows"))
        )


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in ("", "null", "~")


def _joined(shared: tuple[GivenTable, ...], own: tuple[GivenTable, ...]) -> tuple[GivenTable, ...]:
    """The tables of a case: its own rows after those that the whole document gives."""
    result = {table.name: table for table in shared}
    for table in own:
        before = result.get(table.name)
        rows = (*before.rows, *table.rows) if before else table.rows
        result[table.name] = GivenTable(table.name, table.line, rows)
    return tuple(result.values())
