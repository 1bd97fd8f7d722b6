"""What people read when a query is wrong: ``<case>.kql`` and the whole message in ``<case>.txt``.

``poor/`` holds messages that should be better; a case moves out once its message is good.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType

FOLDER = Path(__file__).parent
CASES = sorted(FOLDER.rglob("*.kql"))

_COLUMNS = {
    "TimeGenerated": KqlType.DATETIME,
    "UserPrincipalName": KqlType.STRING,
    "IPAddress": KqlType.STRING,
    "ResultType": KqlType.STRING,
    "Attempts": KqlType.LONG,
    "Risky": KqlType.BOOL,
    "Duration": KqlType.TIMESPAN,
    "Status": KqlType.DYNAMIC,
}
SCHEMA = Tables(
    {
        name: TableSchema(
            name, _COLUMNS, time_column="TimeGenerated", location=("ws", "main", name)
        )
        for name in ("SigninLogs", "SecurityEvent", "AuditLogs")
    }
)


def _message(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    with pytest.raises(CompileError) as caught:
        compile_kql(text, SCHEMA)
    assert str(caught.value).count("\n") == 0
    return caught.value.render(name=path.name) + "\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_message(path, record):
    found = _message(path)
    expected = path.with_suffix(".txt")
    if record:
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8")


def test_there_is_a_message_for_each_case_and_a_case_for_each_message():
    assert {path.with_suffix("") for path in CASES} == {
        path.with_suffix("") for path in FOLDER.rglob("*.txt")
    }
    assert len(CASES) >= 40


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_message_says_where_and_blames_nobody(path):
    message = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert message.startswith("error KQL")
    assert " you " not in f" {message.lower()} "
    assert f"{path.name}:" in message.splitlines()[0]
