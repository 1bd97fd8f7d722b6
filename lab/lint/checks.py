"""All checks, in the order in which their remarks are numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.lint.emptiness import unequal
from lab.lint.joins import kinds
from lab.lint.kinds import combining, comments, narrower, snapshot
from lab.lint.names import unused
from lab.lint.retired import retired
from lab.lint.terms import contained, separators
from lab.lint.text import written
from lab.lint.windows import wider
from transpile import codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import timedelta

    from lab.lint.text import Written
    from lab.rules.model import Rule
    from transpile.diagnostics import Diagnostic
    from transpile.syntax import nodes

CHECKS: tuple[Callable[[Written], Iterator[Diagnostic]], ...] = (
    separators,
    contained,
    kinds,
    unequal,
    unused,
    wider,
    retired,
    combining,
    comments,
    snapshot,
    narrower,
)


# Worth saying of a rule that will run for years, and a nuisance beside a question asked once.
FOR_RULES = frozenset({codes.CONTAINS, codes.EMPTY_PASSES})


def lint(
    query: nodes.Query, period: timedelta | None = None, rule: Rule | None = None
) -> tuple[Diagnostic, ...]:
    """Everything that a query should be warned of, in the order of the text.

    ``period`` is that of the ``rule`` that it belongs to.
    """
    text = written(query, period, rule)
    found = [remark for check in CHECKS for remark in check(text)]
    return tuple(sorted(found, key=lambda remark: remark.span.start))
