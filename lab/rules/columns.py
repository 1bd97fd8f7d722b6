"""Columns that a rule's alerts take values from, against those that its query returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.rules.parts import PARAMETER
from transpile.diagnostics import near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lab.rules.model import Rule

# Of which a custom detection returns one, to say whom its alerts are about.
ASSET_COLUMNS = frozenset(
    {"DeviceId", "DeviceName", "RemoteDeviceName", "TargetDeviceName", "DestinationDeviceName"}
    | {"RecipientEmailAddress", "SenderFromAddress", "SenderMailFromAddress", "RecipientObjectId"}
    | {"AccountObjectId", "AccountSid", "AccountUpn", "AccountName", "InitiatingProcessAccountSid"}
    | {"InitiatingProcessAccountUpn", "InitiatingProcessAccountObjectId", "TargetAccountUpn"}
)


def column_warnings(rule: Rule, columns: Sequence[str], *, traceable: bool) -> list[str]:
    """What the alerts of a rule will lack, though its query runs.

    ``traceable`` says that a table which it reads has ``ReportId``.
    """
    known = frozenset(columns)
    found = []
    for where, column in _named(rule):
        if column not in known:
            hint = near(column, columns)
            found.append(
                f"{where} names the column '{column}', which the query does not return"
                f"{'; ' + hint if hint else ''}"
            )
    if rule.kind.deduplicates:
        found += _lacking(rule, known, traceable=traceable)
    return found


def _named(rule: Rule) -> Iterator[tuple[str, str]]:
    """Each column that the rule names, with what names it."""
    for mapping in rule.entities:
        for identifier, column in mapping.identifiers:
            yield f"the entity {mapping.type} ({identifier})", column
    for key, column in rule.custom_details:
        yield f"the custom detail {key}", column
    overrides = rule.overrides
    for where, text in (
        ("the alert's title", overrides.title_format),
        ("the alert's description", overrides.description_format),
    ):
        for column in dict.fromkeys(PARAMETER.findall(text)):
            yield where, column
    for where, column in (
        ("the alert's severity", overrides.severity_column),
        ("the alert's tactics", overrides.tactics_column),
        *((f"the alert's {name}", column) for name, column in overrides.properties),
    ):
        if column:
            yield where, column


def _lacking(rule: Rule, known: frozenset[str], *, traceable: bool) -> Iterator[str]:
    """What a custom detection should return."""
    if not known & {"Timestamp", "TimeGenerated"}:
        yield "a custom detection returns Timestamp, or TimeGenerated: its alerts take their time"
    if traceable and "ReportId" not in known:
        yield "a custom detection returns ReportId: without it alerts cannot be traced to events"
    if not rule.entities and not known & ASSET_COLUMNS:
        yield (
            "the product rejects a custom detection without a column that says whom it is about, "
            "such as DeviceId or AccountUpn"
        )
