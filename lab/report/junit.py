"""Outcomes as JUnit XML, which build servers show: a suite per rule, a case per thing checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable

# XML 1.0 has no way to write these.
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked: of a rule (``suite``), by its name; ``lines`` say what is wrong.

    ``failed`` is a rule that does what it should not, ``error`` what could not be checked,
    ``skipped`` what was not.
    """

    suite: str
    name: str
    status: Literal["passed", "failed", "error", "skipped"]
    lines: tuple[str, ...] = ()
    seconds: float = 0.0
    file: str = ""
    line: int = 0


def junit_text(title: str, checks: Iterable[Check]) -> str:
    """The document, with suites in the order of their first checks."""
    by_suite: dict[str, list[Check]] = {}
    for check in checks:
        by_suite.setdefault(check.suite, []).append(check)
    every = [check for suite in by_suite.values() for check in suite]
    root = ET.Element("testsuites", {"name": title, **_counts(every)})
    for name, suite in by_suite.items():
        element = ET.SubElement(root, "testsuite", {"name": _text(name), **_counts(suite)})
        for check in suite:
            _add(element, check)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _counts(checks: list[Check]) -> dict[str, str]:
    counted = {"tests": len(checks)}
    for key, status in (("failures", "failed"), ("errors", "error"), ("skipped", "skipped")):
        counted[key] = sum(check.status == status for check in checks)
    seconds = sum(check.seconds for check in checks)
    return {**{key: str(value) for key, value in counted.items()}, "time": f"{seconds:.3f}"}


def _add(suite: ET.Element, check: Check) -> None:
    facts = {
        "classname": _text(check.suite),
        "name": _text(check.name),
        "time": f"{check.seconds:.3f}",
    }
    if check.file:
        facts["file"] = check.file
    if check.line:
        facts["line"] = str(check.line)
    case = ET.SubElement(suite, "testcase", facts)
    if check.status == "passed":
        return
    tag = {"failed": "failure", "error": "error", "skipped": "skipped"}[check.status]
    first = check.lines[0] if check.lines else check.status
    ET.SubElement(case, tag, {"message": _text(first)}).text = _text("\n".join(check.lines))


def _text(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
