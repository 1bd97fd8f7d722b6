"""From a file's own spellings to a checked ``Rule``, the same for every format.

A format fills a :class:`Draft`; :func:`finish` reads the values, infers what the schedule leaves
open, and gathers every problem before it refuses. What the product would reject but a replay can
run is a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

from lab.rules.durations import parse_duration
from lab.rules.limits import schedule_warnings, text_warnings
from lab.rules.model import (
    KINDS,
    SCHEDULED,
    SEVERITIES,
    Problem,
    Rule,
    RuleFileError,
    RuleKind,
    TriggerOperator,
)
from lab.rules.schedule import settle_schedule

OPERATORS: dict[str, TriggerOperator] = {
    "gt": "gt",
    "greaterthan": "gt",
    ">": "gt",
    "lt": "lt",
    "lessthan": "lt",
    "<": "lt",
    "eq": "eq",
    "equal": "eq",
    "==": "eq",
    "=": "eq",
    "ne": "ne",
    "notequal": "ne",
    "!=": "ne",
    "<>": "ne",
}
GROUPINGS = {"singlealert": False, "alertperresult": True}
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_TRIGGER = re.compile(r"([<>=!]{1,2}|[A-Za-z]+)?\s*(-?\d+)")
_LIST = re.compile(r"[,;]\s*|\s+")
_NO_DURATION = "is no length of time: write it like 5m, 1h, 2d or PT5H"


@dataclass(frozen=True, slots=True)
class Given:
    """A value as the file gives it, under the key that the file calls it, with its line."""

    value: object
    key: str
    line: int = 0


@dataclass
class Draft:
    """What a format read: the query and the values by the lab's own field names.

    Fields: query (for its line), id, title, description, kind, frequency, period, trigger
    (``> 5``), operator, threshold, severity, tactics, techniques, enabled, suppression,
    suppressing, grouping, start.
    ``query_line`` counts the lines above the query.
    """

    path: str
    query: str
    query_line: int = 0
    given: dict[str, Given] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def finish(draft: Draft) -> Rule:
    """The rule of a draft.

    Raises:
        RuleFileError: with everything that keeps it from running.
    """
    reader = _Reader(draft)
    kind = reader.kind()
    if not draft.query.strip():
        reader.complain("query", "the query is empty")
    schedule = settle_schedule(
        draft.query, reader.duration("frequency"), reader.duration("period"), kind
    )
    operator, threshold = reader.trigger()
    rule = Rule(
        id=reader.text("id") or draft.path,
        title=reader.text("title") or PurePosixPath(draft.path).stem,
        path=draft.path,
        query=draft.query,
        query_line=draft.query_line,
        kind=kind,
        frequency=schedule.frequency,
        period=schedule.period,
        trigger_operator=operator,
        trigger_threshold=threshold,
        severity=reader.severity(),
        tactics=reader.words("tactics"),
        techniques=reader.words("techniques"),
        description=reader.text("description"),
        enabled=reader.truth("enabled", default=True),
        suppression=reader.suppression(),
        alert_per_result=reader.grouping(),
        start=reader.start(),
        assumed=schedule.assumed,
    )
    if reader.problems:
        raise RuleFileError(draft.path, tuple(sorted(reader.problems, key=lambda p: p.line)))
    warnings = (*draft.warnings, *reader.warnings, *schedule.warnings)
    return replace(rule, warnings=(*warnings, *schedule_warnings(rule), *text_warnings(rule)))


class _Reader:
    """Reads the given values; wrong ones become problems, and a stand-in lets reading go on."""

    def __init__(self, draft: Draft) -> None:
        self.given = draft.given
        self.problems: list[Problem] = []
        self.warnings: list[str] = []

    def complain(self, name: str, message: str) -> None:
        given = self.given.get(name)
        where = given or Given(None, name)
        self.problems.append(Problem(message, where.line, where.key))

    def text(self, name: str) -> str:
        """The value as one string; empty where it is not given."""
        given = self.given.get(name)
        if given is None or given.value is None:
            return ""
        if isinstance(given.value, (dict, list)):
            self.complain(name, f"{given.key} must be text, not a {_shape(given.value)}")
            return ""
        return str(given.value).strip()

    def words(self, name: str) -> tuple[str, ...]:
        """The value as a list; a text is split at commas and blanks."""
        given = self.given.get(name)
        if given is None or given.value is None:
            return ()
        if isinstance(given.value, list):
            return tuple(str(word).strip() for word in given.value)
        if isinstance(given.value, dict):
            self.complain(name, f"{given.key} must be a list of names, not a mapping")
            return ()
        return tuple(word for word in _LIST.split(str(given.value).strip("[] ")) if word)

    def duration(self, name: str) -> timedelta | None:
        """The value as a length of time; None where it is not given."""
        text = self.text(name)
        if not text:
            return None
        length = parse_duration(text)
        if length is None:
            self.complain(name, f"{self.given[name].key} '{text}' {_NO_DURATION}")
        elif length <= timedelta(0):
            self.complain(name, f"{self.given[name].key} must be longer than nothing")
        else:
            return length
        return timedelta(hours=1)

    def truth(self, name: str, *, default: bool) -> bool:
        """The value as true or false."""
        text = self.text(name).lower()
        if not text:
            return default
        if text not in _TRUTH:
            self.complain(name, f"{self.given[name].key} '{text}' is neither true nor false")
        return _TRUTH.get(text, default)

    def kind(self) -> RuleKind:
        """The rule's kind; Scheduled where it is not given."""
        text = self.text("kind")
        found = {kind.lower(): KINDS[kind] for kind in KINDS}.get(text.lower())
        if text and found is None:
            known = " and ".join(KINDS)
            self.complain("kind", f"rules of kind '{text}' cannot be replayed yet, only {known}")
        return found or SCHEDULED

    def trigger(self) -> tuple[TriggerOperator, int]:
        """Operator and threshold, from ``trigger`` or from the two fields of their own."""
        operator_text, number = self.text("operator"), self.text("threshold")
        operator_field, number_field = "operator", "threshold"
        if trigger := self.text("trigger"):
            match = _TRIGGER.fullmatch(trigger)
            if match is None:
                self.complain("trigger", f"the threshold '{trigger}' must be like > 5")
                return "gt", 0
            operator_text, number = match.group(1) or "gt", match.group(2)
            operator_field = number_field = "trigger"
        operator = OPERATORS.get((operator_text or "gt").lower())
        if operator is None:
            self.complain(
                operator_field,
                f"the trigger operator '{operator_text}' is none of gt, lt, eq, ne "
                "(GreaterThan, LessThan, Equal, NotEqual)",
            )
        if not re.fullmatch(r"-?\d{1,12}", number or "0"):
            self.complain(number_field, f"the threshold '{number}' is no whole number")
            number = "0"
        return operator or "gt", int(number or "0")

    def severity(self) -> str:
        """The severity in the product's spelling; Medium where it is not given or unknown."""
        text = self.text("severity")
        known = {name.lower(): name for name in SEVERITIES}
        if text and text.lower() not in known:
            self.warnings.append(
                f"the product rejects severity '{text}': it takes {', '.join(SEVERITIES)}; "
                "Medium is taken here"
            )
        return known.get(text.lower(), "Medium")

    def suppression(self) -> timedelta | None:
        """How long a fired rule stays silent; None where suppression is off.

        A file that only gives the length means it (headers of ``.kql``); one that also has the
        switch is taken at the switch, which in exports is mostly off beside a length of 5 hours.
        """
        length = self.duration("suppression")
        if not self.truth("suppressing", default="suppressing" not in self.given):
            return None
        if length is None and "suppressing" in self.given:
            return timedelta(hours=5)
        return length

    def grouping(self) -> bool:
        """Whether each result row is an alert of its own."""
        text = self.text("grouping")
        if text and text.lower() not in GROUPINGS:
            self.complain(
                "grouping",
                f"{self.given['grouping'].key} '{text}' is neither SingleAlert nor AlertPerResult",
            )
        return GROUPINGS.get(text.lower(), False)

    def start(self) -> datetime | None:
        """The first anchor as a naive UTC instant; None where it is not given."""
        given = self.given.get("start")
        if given is None or given.value is None:
            return None
        moment = given.value
        if not isinstance(moment, datetime):
            try:
                moment = datetime.fromisoformat(str(moment).strip())
            except ValueError:
                self.complain(
                    "start", f"{given.key} '{moment}' is no instant: write 2026-01-31T08:00:00Z"
                )
                return None
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _shape(value: object) -> str:
    return "list" if isinstance(value, list) else "mapping"
