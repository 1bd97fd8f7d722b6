"""Markdown: one rule a block, named by headings, of the kind that they say."""

from __future__ import annotations

import pytest

from lab.rules.draft import Passed
from tests.unit.rules.reading import parts, rules

PAGE = """\
# Rare process

| Technique ID | Title |
| --- | --- |
| T1059.001 | [PowerShell](https://example.org/techniques/T1059/001/) |

#### Description
Looks for what is rare.

## Defender XDR
```KQL
let days = 3d;
DeviceProcessEvents | where Timestamp > ago(days)
```
## Microsoft Sentinel
```KQL
DeviceProcessEvents | where TimeGenerated > ago(2h)
```
## Output
```json
{"a": 1}
```
```kql
// only a remark
```
"""


def test_a_pair_of_blocks_is_a_rule_of_each_kind() -> None:
    defender, sentinel = rules("folder/x.md", PAGE)
    assert (defender.title, defender.id) == (
        "Rare process (Defender XDR)",
        "folder/x.md#defender-xdr",
    )
    assert (defender.kind.name, sentinel.kind.name) == ("CustomDetection", "Scheduled")
    assert defender.techniques == sentinel.techniques == ("T1059.001",)
    assert sentinel.description == "Looks for what is rare."
    assert sentinel.period.total_seconds() == 7200
    lines = PAGE.split("\n")
    assert lines[sentinel.file_line(1) - 1] == sentinel.query.rstrip()
    assert lines[defender.file_line(2) - 1] == defender.query.split("\n")[1]


def test_one_block_is_named_by_its_page() -> None:
    (found,) = rules("x.md", "Some text\n\n# Name #\n\n## Query\n\n  ```kusto\n  T\n  ```\n")
    assert (found.title, found.query, found.id) == ("Name", "T\n", "x.md#query")


def test_blocks_under_one_heading_are_told_apart() -> None:
    found = rules("x.md", "## Query\n```kql\nT\n```\n```kql\nU\n```\n")
    assert [one.id for one in found] == ["x.md#query", "x.md#query-2"]


def test_blocks_within_lists_and_quotes_and_without_an_end() -> None:
    text = "1. One\n\n   ```kql\n   T\n   ```\n\n```kql\nU"
    assert [one.query.strip() for one in rules("x.md", text)] == ["T", "U"]


@pytest.mark.parametrize("text", ["# Title\n", "```sql\nselect 1\n```\n", "    ```txt\n", ""])
def test_pages_without_a_block(text: str) -> None:
    assert parts("x.md", text) == []


def test_a_page_whose_blocks_hold_no_query() -> None:
    (passed,) = parts("x.md", "```kql\n// nothing\n```\n")
    assert isinstance(passed, Passed)
