"""Reads given values one by one; wrong ones become problems, a stand-in lets reading go on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lab.rules.durations import parse_duration
from lab.rules.given import Given
from lab.rules.model import KINDS, SCHEDULED, SEVERITIES, Problem, RuleKind, TriggerOperator

if TYPE_CHECKING:
    from collections.abc import Mapping

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
# The second spelling of each is that of Microsoft Graph.
GROUPINGS = {"singlealert": False, "alertperresult": True, "alertperevent": True}
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_TRIGGER = re.compile(r"([<>=!]{1,2}|[A-Za-z]+)?\s*(-?\d+)")
_LIST = re.compile(r"[,;]\s*|\s+")
_NO_DURATION = "is no length of time: write it like 5m, 1h, 2d or PT5H"
_SHOWN = 80


class Reader:
    """Values by the lab's own field names; what is wrong with them gathers in ``problems``."""

    def __init__(self, given: Mapping[str, Given]) -> None:
        self.given = given
        self.problems: list[Problem] = []
        self.warnings: list[str] = []

    def complain(self, name: str, message: str) -> None:
        """Note that a field is wrong."""
        self.refuse(self.given.get(name) or Given(None, name), message)

    def refuse(self, given: Given, message: str) -> None:
        """Note that a value is wrong."""
        if given.expression:
            message += " (an expression of a template that has no value here)"
        self.problems.append(Problem(message, given.line, given.key))

    def remark(self, given: Given, message: str) -> None:
        """Note what the product would not take, or what is not seen, and go on."""
        place = f"line {given.line}: " if given.line else ""
        self.warnings.append(place + message)

    def text(self, name: str) -> str:
        """The value as one string; empty where it is not given."""
        given = self.given.get(name)
        return "" if given is None else self.text_of(given)

    def text_of(self, given: Given | None) -> str:
        """One value as a string; empty where it is not given."""
        if given is None or given.value is None:
            return ""
        if isinstance(given.value, (dict, list)):
            self.refuse(given, f"{given.key} must be text, not {given.shape}")
            return ""
        return str(given.value).strip()

    def words(self, name: str) -> tuple[str, ...]:
        """The value as a list; a text is split at commas and blanks."""
        given = self.given.get(name)
        if given is None or given.absent:
            return ()
        if isinstance(given.value, list):
            return tuple(word for one in given.items if (word := self.text_of(one)))
        if isinstance(given.value, dict):
            self.complain(name, f"{given.key} must be a list of names, not a mapping")
            return ()
        return tuple(word for word in _LIST.split(str(given.value).strip("[] ")) if word)

    def duration(self, name: str) -> timedelta | None:
        """The value as a length of time; None where it is not given."""
        given = self.given.get(name)
        return None if given is None else self.duration_of(given)

    def duration_of(self, given: Given) -> timedelta | None:
        """One value as a length of time; None where it is not given."""
        text = self.text_of(given)
        if not text:
            return None
        length = parse_duration(text)
        if length is None:
            self.refuse(given, f"{given.key} '{text[:_SHOWN]}' {_NO_DURATION}")
        elif length <= timedelta(0):
            self.refuse(given, f"{given.key} must be longer than nothing")
        else:
            return length
        return timedelta(hours=1)

    def truth(self, name: str, *, default: bool) -> bool:
        """The value as true or false."""
        given = self.given.get(name)
        return default if given is None else self.truth_of(given, default=default)

    def truth_of(self, given: Given | None, *, default: bool) -> bool:
        """One value as true or false."""
        text = self.text_of(given).lower()
        if given is None or not text:
            return default
        if text not in _TRUTH:
            self.refuse(given, f"{given.key} '{text[:_SHOWN]}' is neither true nor false")
        return _TRUTH.get(text, default)

    def kind(self) -> RuleKind:
        """The rule's kind; Scheduled where it is not given."""
        text = self.text("kind")
        found = {kind.lower(): KINDS[kind] for kind in KINDS}.get(text.lower())
        if text and found is None:
            known = ", ".join(KINDS)
            self.complain("kind", f"rules of kind '{text}' cannot be replayed, only {known}")
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
                f"the trigger operator '{operator_text[:_SHOWN]}' is none of gt, lt, eq, ne "
                "(GreaterThan, LessThan, Equal, NotEqual)",
            )
        if not re.fullmatch(r"-?[0-9]{1,12}", number or "0"):
            self.complain(number_field, f"the threshold '{number[:_SHOWN]}' is no whole number")
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

    def grouping(self, *, default: bool) -> bool:
        """Whether each result row is an alert of its own."""
        text = self.text("grouping")
        if text and text.lower() not in GROUPINGS:
            self.complain(
                "grouping",
                f"{self.given['grouping'].key} '{text}' is neither SingleAlert nor AlertPerResult",
            )
        return GROUPINGS.get(text.lower(), default)

    def start(self) -> datetime | None:
        """The first anchor as a naive UTC instant; None where it is not given."""
        given = self.given.get("start")
        if given is None or given.absent:
            return None
        moment = given.value
        if not isinstance(moment, datetime):
            try:
                moment = datetime.fromisoformat(self.text_of(given))
            except ValueError:
                self.complain(
                    "start",
                    f"{given.key} '{str(moment)[:_SHOWN]}' is no instant: "
                    "write 2026-01-31T08:00:00Z",
                )
                return None
        try:
            return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
        except OverflowError:  # 0001-01-01 in a zone ahead of UTC
            self.complain("start", f"{given.key} '{moment}' is no instant that UTC has")
            return None
