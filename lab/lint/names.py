"""Names that are given and not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.lint.text import walk, warning
from transpile import codes
from transpile.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.lint.text import Written
    from transpile.diagnostics import Diagnostic


# many rules state their schedule in these, for people and for the lab
_SCHEDULE = ("query_frequency", "query_period")


def unused(text: Written) -> Iterator[Diagnostic]:
    """A let that nothing after it names."""
    lets = [let for let in text.query.lets if isinstance(let, nodes.Let)]
    used = {*_named(text), *_SCHEDULE}
    for let in lets:
        if let.name not in used:
            yield warning(
                codes.UNUSED,
                f"'{let.name}' is defined and never used",
                let.span,
                "a misspelt name elsewhere, or a let to delete",
            )


def _named(text: Written) -> Iterator[str]:
    for part in text.parts:
        if isinstance(part, nodes.Name | nodes.Call):
            yield part.name
        if isinstance(part, nodes.Lambda):
            for parameter in part.parameters:
                if parameter.default is not None:
                    yield from (
                        below.name
                        for below in walk(parameter.default)
                        if isinstance(below, nodes.Name)
                    )
