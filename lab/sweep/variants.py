"""The values that a literal is moved to, and the rules that this makes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lab.errors import ReplayError
from lab.sweep.knobs import said
from lab.sweep.model import Variant
from transpile.syntax import nodes
from transpile.syntax.literals import BadLiteralError, typed_value
from transpile.syntax.printer import literal_text
from transpile.types import TICKS_PER_SECOND, KqlType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.rules.model import Rule
    from lab.sweep.model import Knob

MOST_VALUES = 50
MOST_ITEMS = 20
_FACTORS = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), 1, Decimal("1.5"), 2, 4)
_FROM_NOTHING = (0, 1, 2, 5, 10)
_WHOLE = (KqlType.INT, KqlType.LONG)
_STEPS = tuple(seconds * TICKS_PER_SECOND for seconds in (86_400, 3_600, 60, 1))


def variants_of(
    rule: Rule, knob: Knob, asked: Sequence[str] = ()
) -> tuple[tuple[Variant, ...], str]:
    """The rule with a literal moved, in order of value; and what was not tried.

    Args:
        rule: the rule as it is.
        knob: one of its literals.
        asked: the values to try, as they are written in KQL; without any, some around the present.

    Raises:
        ReplayError: for values that the literal cannot have.
    """
    if knob.kind == "list":
        return _without_each(rule, knob, asked)
    tried = _asked(knob, asked) if asked else _around(knob)
    values = sorted({knob.value, *tried}, key=lambda value: Decimal(str(value)))
    return tuple(_moved(rule, knob, value) for value in values), ""


def _moved(rule: Rule, knob: Knob, value: object) -> Variant:
    label = _spelled(knob, value)
    if value == knob.value:
        return Variant(label, rule, present=True)
    if knob.kind == "trigger":
        return Variant(label, replace(rule, trigger_threshold=int(str(value))))
    # in brackets where it could grow into what stands before it: `x -(-5)`
    text = f"({label})" if label.startswith("-") else label
    return Variant(label, _edited(rule, knob, text))


def _edited(rule: Rule, knob: Knob, text: str) -> Rule:
    query = rule.query
    return replace(rule, query=query[: knob.span.start] + text + query[knob.span.end :])


def _spelled(knob: Knob, value: object) -> str:
    assert knob.type is not None
    return literal_text(nodes.Literal(value, knob.type))


def _without_each(rule: Rule, knob: Knob, asked: Sequence[str]) -> tuple[tuple[Variant, ...], str]:
    """The list without each of its items."""
    if asked:
        raise ReplayError(f"{said(knob)}: a list is moved by leaving its items out, not to values")
    variants = [Variant("all", rule, present=True)]
    for place, item in enumerate(knob.items[:MOST_ITEMS]):
        rest = ", ".join((*knob.items[:place], *knob.items[place + 1 :]))
        text = f"{knob.opening}{rest}{knob.closing}"
        variants.append(Variant(f"without {item}", _edited(rule, knob, text)))
    left = len(knob.items) - MOST_ITEMS
    return tuple(variants), f"{left} more items were not left out" if left > 0 else ""


def _asked(knob: Knob, texts: Sequence[str]) -> list[object]:
    if len(texts) > MOST_VALUES:
        raise ReplayError(f"{len(texts)} values are more than a sweep tries ({MOST_VALUES})")
    assert knob.type is not None
    values = []
    for text in texts:
        try:
            value = typed_value(knob.type, text.strip())
        except BadLiteralError as error:
            raise ReplayError(f"{said(knob)}: {error}") from error
        if value is None or not Decimal(str(value)).is_finite():
            raise ReplayError(f"{said(knob)}: {text.strip()} is nothing to move it to")
        if knob.kind in ("trigger", "count") and int(str(value)) < 0:
            raise ReplayError(f"{said(knob)}: {text.strip()} is less than 0")
        values.append(value)
    return values


def _around(knob: Knob) -> list[object]:
    """Some values around the present one, each a quarter of it to four times as much."""
    now = Decimal(str(knob.value))
    if not now.is_finite():
        return []
    if not now:
        return (
            [] if knob.kind == "timespan" else [_cast(knob, Decimal(one)) for one in _FROM_NOTHING]
        )
    scaled = [now * factor for factor in _FACTORS]
    if knob.type in _WHOLE:
        scaled += [now - 1, now + 1]
    if knob.kind == "timespan":
        scaled = [_rounded(one) for one in scaled]
    least = 0 if knob.kind == "trigger" else 1 if knob.kind == "count" else None
    values = [_cast(knob, one) for one in scaled]
    return [one for one in values if least is None or int(str(one)) >= least]


def _rounded(ticks: Decimal) -> Decimal:
    """A timespan in whole days, hours, minutes or seconds: the largest of which it has two."""
    for step in _STEPS:
        if abs(ticks) >= 2 * step:
            return (ticks / step).to_integral_value() * step
    return ticks.to_integral_value()


def _cast(knob: Knob, value: Decimal) -> object:
    if knob.type is KqlType.REAL:
        return float(value)
    if knob.type is KqlType.DECIMAL:
        return value
    return int(value.to_integral_value())
