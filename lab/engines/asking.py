"""Answers what plugins ask while a query is bound: columns that only data can name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.pipeline import lower_bound

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.engines.protocol import Engine, Parameters
    from transpile.bind.discovery import Answer
    from transpile.pipeline import Ask, Bound, CompiledResult


def asking(engine: Engine, parameters: Callable[[CompiledResult], Parameters]) -> Ask:
    """Answers from what an ad-hoc query sees; ``parameters`` gives the values of a statement's."""

    def ask(question: Bound) -> Answer:
        result = lower_bound(question).result
        engine.register(result.kernels)
        rows = engine.fetch(result.statement, parameters(result))
        return list(zip(*(column.to_pylist() for column in rows.columns), strict=True))

    return ask
