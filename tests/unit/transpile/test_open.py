"""Open relations: columns that nobody declared are null, and stand where they were asked for."""

from __future__ import annotations

import pytest

from transpile.diagnostics import CompileError
from transpile.pipeline import bind_kql, compile_kql
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType

SCHEMA = Tables(
    {
        "Diagnostics": TableSchema("Diagnostics", {"a": KqlType.STRING}, open=True),
        "Closed": TableSchema("Closed", {"a": KqlType.STRING, "b": KqlType.LONG}),
    }
)


def columns(kql: str) -> list[tuple[str, str]]:
    return [(c.name, c.type.value) for c in compile_kql(kql, SCHEMA).result.columns]


@pytest.mark.parametrize(
    ("kql", "expected"),
    [
        ("Diagnostics", "a"),
        ("Diagnostics | where x_s == 'q'", "a x_s"),
        # at the end of the relation in which the name was missed, in the order of asking
        ("Diagnostics | where y_d > 1 | extend n = 1 | where x_s == y_s", "a y_d n x_s y_s"),
        ("Diagnostics | project-away x_s", "a"),
        ("Diagnostics | project-rename z = x_s", "a z"),
        ("Diagnostics | project-reorder x_s", "x_s a"),
        ("Diagnostics | summarize count() by x_t", "x_t count_"),
        ("Diagnostics | summarize arg_max(x_t, *) by a | project y_s", "y_s"),
        ("Diagnostics | top 3 by x_d | distinct x_d, y_s", "x_d y_s"),
        ("Closed | join kind=leftouter Diagnostics on $left.a == $right.x_s | project-away a1",
         "a b x_s"),
        ("union Closed, Diagnostics | where x_s == 'q'", "a b x_s"),
        # one let is one relation: what is asked of it here, it has there
        ("let D = Diagnostics | extend n = 1; D | where x_s == 'q' | join D on x_s",
         "a n x_s a1 n1 x_s1"),
        ("let f = (T:(*)) { T | where x_s == 'q' }; f(Diagnostics)", "a x_s"),
    ],
)  # fmt: skip
def test_a_name_becomes_a_column(kql: str, expected: str) -> None:
    assert [name for name, _ in columns(kql)] == expected.split()


def test_the_ending_tells_the_type():
    kql = "Diagnostics | project n_s, n_d, n_b, n_t, n_g, n"
    kinds = ["string", "real", "bool", "datetime", "guid", "string"]
    assert [kind for _, kind in columns(kql)] == kinds


def test_a_watchlist_that_nobody_declares_holds_texts_and_blinds_the_rule():
    bound = bind_kql("_GetWatchlist('vip') | where Title == 'x' | project Name, SearchKey", SCHEMA)
    assert [(c.name, c.type.value) for c in bound.root.columns] == [
        ("Name", "string"),
        ("SearchKey", "string"),
    ]
    (lack,) = bound.lacks
    assert "no watchlist 'vip'" in lack
    first, *others = bound.warnings
    assert "lab import --watchlist vip" in first.hint
    assert [(one.code, one.span.start) for one in others] == [("KQL4003", 29), ("KQL4003", 52)]


@pytest.mark.parametrize(
    "kql",
    [
        "Closed | where x_s == 'q'",
        "Diagnostics | project a | where x_s == 'q'",
        "Diagnostics | where x_s == 'q' | project-away x_s | where x_s == 'q'",
        "Diagnostics | project-rename b = a | where a == 'q'",
        "Diagnostics | summarize count() by a | where x_s == 'q'",
        "Diagnostics | count | where x_s == 1",
        # semi joins give the columns of one side, and that one is closed
        "Closed | join kind=inner (Diagnostics | distinct a) on a | where x_s == 'q'",
    ],
)
def test_elsewhere_an_unknown_name_is_an_error(kql: str) -> None:
    with pytest.raises(CompileError) as caught:
        columns(kql)
    assert [one.code for one in caught.value.diagnostics] == ["KQL2002"]
