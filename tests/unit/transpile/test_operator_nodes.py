"""Only ``lower/build.py`` makes operator nodes of SQL: a raw one prints without its parentheses."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from sqlglot import exp

from tests.shared import ROOT

if TYPE_CHECKING:
    from pathlib import Path

BUILDER = ROOT / "transpile" / "lower" / "build.py"
FILES = [
    path
    for folder in ("lab", "transpile")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path != BUILDER
]
# Functions of sqlglot that make them from text or from parts
MAKERS = {"and_", "or_", "not_", "xor", "paren", "condition", "parse_one", "maybe_parse", "case"}
OPERATORS = {
    name
    for name, kind in vars(exp).items()
    if isinstance(kind, type) and issubclass(kind, exp.Binary | exp.Unary | exp.Between | exp.In)
}


def offences(source: str) -> list[str]:
    """Every use of an operator node or a maker of them, tests of a type apart."""
    tree = ast.parse(source)
    asked = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("isinstance", "cast")
        for part in ast.walk(call)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlglot"):
            names = {alias.name for alias in node.names}
            found += [f"line {node.lineno}: {name}" for name in names & (OPERATORS | MAKERS)]
        elif isinstance(node, ast.Attribute) and id(node) not in asked:
            named = getattr(node.value, "id", "") in ("exp", "expressions", "sqlglot")
            if named and node.attr in OPERATORS | MAKERS:
                found.append(f"line {node.lineno}: {node.attr}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_raw_operator_nodes(path: Path):
    assert not offences(path.read_text(encoding="utf-8"))


def test_the_lint_sees_them():
    assert {"Add", "And", "Not", "Neg", "Paren", "EQ", "Is", "In", "Between"} <= OPERATORS
    assert offences("from sqlglot import exp\nx = exp.Add(this=a, expression=b)")
    assert offences("from sqlglot import exp\nf(exp.Or)")
    assert offences("from sqlglot.expressions import Not")
    assert offences("import sqlglot\nsqlglot.parse_one('select 1')")
    assert not offences("from sqlglot import exp\nisinstance(x, exp.Add)\ny = exp.Column(this=z)")
