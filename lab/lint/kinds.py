"""What a kind of rule does not take, and what its runs never see; for rules alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lab.lint.text import warning
from lab.rules.durations import spell_duration
from lab.rules.model import CONTINUOUS_DETECTION
from transpile import codes
from transpile.diagnostics import CompileError
from transpile.span import Span
from transpile.syntax import nodes
from transpile.syntax.lexer import lex
from transpile.types import TICKS_PER_MICROSECOND, KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.lint.text import Written
    from transpile.diagnostics import Diagnostic

SNAPSHOT_RESYNC = timedelta(days=21)
_SNAPSHOT = "IdentityInfo"
_COMBINING = frozenset({"join", "lookup", "union", "externaldata", "external_data", "find"})
_TIMES = frozenset({"TimeGenerated", "Timestamp"})


def combining(text: Written) -> Iterator[Diagnostic]:
    """A continuous custom detection reads one table, row by row."""
    if text.rule is None or text.rule.kind is not CONTINUOUS_DETECTION:
        return
    for part in text.parts:
        if isinstance(part, nodes.OperatorSyntax) and part.keyword in _COMBINING:
            start = part.span.start
            yield warning(
                codes.NOT_FOR_KIND,
                f"the product rejects '{part.keyword}' in a continuous detection",
                Span(start, start + len(part.keyword)),
                "such a rule reads one table; give it a frequency to combine several",
            )


def comments(text: Written) -> Iterator[Diagnostic]:
    """A continuous custom detection has no comments; the first is pointed at."""
    if text.rule is None or text.rule.kind is not CONTINUOUS_DETECTION:
        return
    query, end = text.rule.query, 0
    try:
        tokens = lex(query)
    except CompileError:
        return
    for token in tokens:
        at = query.find("//", end, token.start)
        if at >= 0:
            line_end = query.find("\n", at)
            yield warning(
                codes.NOT_FOR_KIND,
                "the product rejects comments in a continuous detection",
                Span(at, line_end if line_end >= 0 else len(query)),
                "leave them out, or give the rule a frequency",
            )
            return
        end = token.end


def snapshot(text: Written) -> Iterator[Diagnostic]:
    """``IdentityInfo`` is written whole now and then, less often than most rules look back."""
    if text.rule is None or text.rule.period >= SNAPSHOT_RESYNC:
        return
    for part in text.parts:
        if isinstance(part, nodes.Name) and part.name == _SNAPSHOT and _SNAPSHOT not in text.lets:
            yield warning(
                codes.SNAPSHOT,
                f"{_SNAPSHOT} is written anew about every {spell_duration(SNAPSHOT_RESYNC)}, and "
                f"the rule's runs see {spell_duration(text.rule.period)} of it: who has not "
                "changed since is missing",
                part.span,
                "a watchlist has everybody; or take a missing row as 'not known'",
            )
            return


def narrower(text: Written) -> Iterator[Diagnostic]:
    """A query of one source that looks back less than the time between two runs."""
    rule = text.rule
    if rule is None or rule.kind.always is not None:
        return
    if any(one.startswith("frequency") for one in rule.assumed):
        return
    if sum(isinstance(part, nodes.Pipeline) for part in text.parts) != 1:
        return
    found = [(part, length) for part in text.parts if (length := _back(text, part)) is not None]
    if not found:
        return
    part, widest = max(found, key=lambda one: one[1])
    if widest < rule.frequency:
        yield warning(
            codes.NARROWER_THAN_FREQUENCY,
            f"the rule runs every {spell_duration(rule.frequency)}, and this looks back "
            f"{spell_duration(widest)}: what happens in between is never seen",
            part.span,
            "look back at least as far as the frequency, and further for rows that come late",
        )


def _back(text: Written, part: nodes.Syntax) -> timedelta | None:
    """How far ``TimeGenerated > ago(x)`` reaches back."""
    if not isinstance(part, nodes.Binary) or part.operator not in (">", ">="):
        return None
    left, right = part.left, part.right
    timed = (isinstance(left, nodes.Name) and left.name in _TIMES) or (
        isinstance(left, nodes.Call) and left.name == "ingestion_time"
    )
    if not timed or not isinstance(right, nodes.Call) or right.name != "ago":
        return None
    span = text.literal(right.arguments[0], KqlType.TIMESPAN) if right.arguments else None
    ticks = span.value if span is not None else None
    return (
        timedelta(microseconds=ticks // TICKS_PER_MICROSECOND) if isinstance(ticks, int) else None
    )
