"""Operators that are valid KQL and not translated yet: known by name, refused with the reason."""

from __future__ import annotations

from transpile.spec import OperatorSpec

_UNDOCUMENTED = "it is known to Kusto's parser, but not documented"
_REASONS = {
    "consume": "it gives no rows and no columns: leave it out to see what it swallows",
    "graph-where-edges": _UNDOCUMENTED,
    "graph-where-nodes": _UNDOCUMENTED,
    "reduce": (
        "how it groups texts is Kusto's own choice, which its documentation does not settle; "
        "summarize count(), take_any(s) by replace_regex(s, @'[0-9]+', '*') groups by a pattern"
    ),
}

SPECS = tuple(
    OperatorSpec(
        keyword=keyword,
        parsed_by=None,
        printed_by=None,
        bound_by=None,
        doc=why,
        source="lab",
        refused=why,
    )
    for keyword, why in _REASONS.items()
)
