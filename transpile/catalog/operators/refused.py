"""Operators that are valid KQL and not translated yet: known by name, refused with the reason."""

from __future__ import annotations

from transpile.spec import OperatorSpec

_LATER = "valid KQL that is not translated yet"
_REASONS = {
    "reduce": "how it groups texts is Kusto's own choice, which its documentation does not settle",
}
_PIPED = (
    "consume",
    "reduce",
)
_SOURCES = ("macro-expand",)


def _spec(keyword: str, *, source: bool, piped: bool) -> OperatorSpec:
    return OperatorSpec(
        keyword=keyword,
        parsed_by=None,
        printed_by=None,
        bound_by=None,
        doc=_REASONS.get(keyword, _LATER),
        source="lab",
        is_source=source,
        is_piped=piped,
        refused=_REASONS.get(keyword, _LATER),
    )


SPECS = (
    *(_spec(keyword, source=False, piped=True) for keyword in _PIPED),
    *(_spec(keyword, source=True, piped=False) for keyword in _SOURCES),
)
