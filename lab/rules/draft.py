"""From a file's own spellings to a checked ``Rule``, the same for every format.

A format fills a :class:`Draft`; :func:`finish` reads the values, infers what the schedule leaves
open, and gathers every problem before it refuses. What the product would reject but a replay can
run is a warning.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lab.rules.limits import schedule_warnings, text_warnings
from lab.rules.model import Rule, RuleFileError
from lab.rules.parts import custom_details, entities, incidents, overrides
from lab.rules.placeholders import placeholders
from lab.rules.reader import Reader
from lab.rules.schedule import settle_schedule

if TYPE_CHECKING:
    from lab.rules.given import Given


@dataclass
class Draft:
    """What a format read: the query and the values by the lab's own field names.

    Fields: query (for its line), id, title, description, kind, frequency, period, trigger
    (``> 5``), operator, threshold, severity, tactics, techniques, subtechniques, enabled,
    suppression, suppressing, grouping, start; and in the shape of the rule API: entities,
    sentinel_entities, details, overrides, incidents.
    ``query_line`` counts the lines above the query; ``query_folded`` says that its lines are not
    those of the file. ``name`` tells the drafts of a file apart.
    """

    path: str
    query: str
    query_line: int = 0
    query_folded: bool = False
    name: str = ""
    given: dict[str, Given] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    placeholders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """A part of a file that is no rule to replay, and why."""

    name: str
    reason: str


def finish(draft: Draft) -> Rule:
    """The rule of a draft.

    Raises:
        RuleFileError: with everything that keeps it from running.
    """
    reader = Reader(draft.given)
    kind = reader.kind()
    if not draft.query.strip():
        reader.complain("query", "the query is empty")
    schedule = settle_schedule(
        draft.query, reader.duration("frequency"), reader.duration("period"), kind
    )
    operator, threshold = reader.trigger()
    mapped, details = entities(reader, kind), custom_details(reader)
    rule = Rule(
        id=reader.text("id") or draft.path,
        title=reader.text("title") or PurePosixPath(draft.path).stem,
        path=draft.path,
        query=draft.query,
        query_line=draft.query_line,
        query_folded=draft.query_folded,
        kind=kind,
        frequency=schedule.frequency,
        period=schedule.period,
        trigger_operator=operator,
        trigger_threshold=threshold,
        severity=reader.severity(),
        tactics=reader.words("tactics"),
        techniques=_techniques(reader),
        description=reader.text("description"),
        enabled=reader.truth("enabled", default=True),
        suppression=reader.suppression(),
        # custom detections raise an alert for each row unless told otherwise
        alert_per_result=reader.grouping(default=kind.deduplicates),
        start=reader.start(),
        entities=mapped,
        custom_details=details,
        overrides=overrides(reader),
        incidents=incidents(reader, mapped, details),
        placeholders=draft.placeholders or placeholders(draft.query),
        assumed=schedule.assumed,
    )
    if reader.problems:
        raise RuleFileError(draft.path, tuple(sorted(reader.problems, key=lambda p: p.line)))
    warnings = (*draft.warnings, *reader.warnings, *schedule.warnings)
    return replace(rule, warnings=(*warnings, *schedule_warnings(rule), *text_warnings(rule)))


def _techniques(reader: Reader) -> tuple[str, ...]:
    """Techniques and subtechniques in one list; ``T1110.003`` stands for its ``T1110``.

    Templates give both in one list, the rule API in two: the same rule from either.
    """
    below: dict[str, list[str]] = {}
    for one in reader.words("subtechniques"):
        below.setdefault(one.partition(".")[0], []).append(one)
    found: list[str] = []
    for one in reader.words("techniques"):
        found += below.pop(one, [one])
    return tuple(dict.fromkeys([*found, *(one for rest in below.values() for one in rest)]))
