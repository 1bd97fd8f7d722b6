"""Every query that the checkout holds, and those beside it: what properties are tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.rules.loader import load_rules
from tests.shared import ROOT, SHARED
from transpile.catalog.operators import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def queries() -> Iterator[tuple[str, str]]:
    """Name and text of each query."""
    for keyword, spec in OPERATORS.items():
        for place, example in enumerate(spec.examples):
            yield f"example of {keyword} {place}", example
    for folder in (ROOT / "tests" / "golden", SHARED / "seeds"):
        yield from _texts(folder)
    for rule in load_rules(ROOT / "datasets" / "detections").rules:
        yield f"sample {rule.path}", rule.query


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*.kql")):
        yield file.relative_to(folder.parent).as_posix(), file.read_text(encoding="utf-8")
