"""Findings as SARIF 2.1.0, which code review shows beside the lines that they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

import lab

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a place: ``check`` is what kind of thing, as ``KQL2001`` or ``test``.

    Lines and columns count from 1; 0 is unknown. ``file`` has forward slashes, relative to where
    the command was given.
    """

    check: str
    level: Level
    message: str
    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


def sarif_document(findings: Iterable[Finding]) -> dict[str, object]:
    """The document of one run."""
    listed = list(findings)
    checks = sorted({finding.check for finding in listed})
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "lab",
                        "version": lab.__version__,
                        "rules": [{"id": check} for check in checks],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, checks.index(finding.check)) for finding in listed],
            }
        ],
    }


def _result(finding: Finding, index: int) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(finding.file)}}
    region = {
        name: value
        for name, value in (
            ("startLine", finding.line),
            ("startColumn", finding.column),
            ("endLine", finding.end_line),
            ("endColumn", finding.end_column),
        )
        if value
    }
    if finding.line:
        place["region"] = region
    return {
        "ruleId": finding.check,
        "ruleIndex": index,
        "level": finding.level,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }
