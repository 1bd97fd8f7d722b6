"""Tables that are, or will be, silent in production."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from lab.lint.text import warning
from lab.store.known import datasets_folder
from transpile import codes
from transpile.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lab.lint.text import Written
    from transpile.diagnostics import Diagnostic


@cache
def retired_tables() -> Mapping[str, Mapping[str, Any]]:
    """Table to ``silent_from``, ``retired_from``, ``successor`` and ``source`` of the fact."""
    found: dict[str, dict[str, Any]] = json.loads(
        (datasets_folder() / "retired.json").read_text(encoding="utf-8")
    )
    return found


def retired(text: Written) -> Iterator[Diagnostic]:
    """Each retired table once, where it is first named."""
    known = retired_tables()
    seen = set(text.lets)
    for part in sorted(text.parts, key=lambda part: part.span.start):
        if not isinstance(part, nodes.Name) or part.name not in known or part.name in seen:
            continue
        seen.add(part.name)
        facts = known[part.name]
        yield warning(
            codes.RETIRED,
            f"no new rows reach '{part.name}' since {facts['silent_from']}: in production this is "
            "silent",
            part.span,
            f"its successor is {facts['successor']}, whose columns differ",
        )
