"""``scan`` against its documented matching logic, written down a second time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.transpile.strategies import agree, connection, rows
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

EVENTS = (
    "let T = datatable(t:long, e:string, v:long)"
    '[1, "a", 5, 2, "b", 3, 3, "b", long(null), 4, "c", 7, 5, "a", 2, 6, "", 1] | sort by t asc;\n'
)


# --- the documentation's logic, step by step ----------------------------------------------------

State = dict[int, tuple[int, str, int]]  # of each step: t, e and the declared count


@dataclass
class Step:
    """A step: whether a row matches over a state, and what it assigns."""

    matches: Callable[[int, str, State], bool]
    count: Callable[[State], int]
    output: str
    state: State = field(default_factory=dict)
    match: int = 0


def scanned(events: str, steps: list[Step]) -> list[tuple[int, str, int, int]]:
    """The rows that the documentation describes, in the order of evaluation."""
    found: list[tuple[int, int, bool, tuple[int, str, int, int]]] = []
    following = 0
    for t, e in enumerate(events):
        for place in reversed(range(len(steps))):
            step = steps[place]
            before = steps[place - 1] if place else None
            if before is not None and before.state and step.matches(t, e, before.state):
                step.state, step.match, before.state = before.state, before.match, {}
                again = False
            elif (step.state or not place) and step.matches(t, e, step.state):
                again = bool(step.state)
                if not again:
                    step.match = following
                    following += 1
            else:
                continue
            count = step.count({k: v for k, v in step.state.items() if again or k != place})
            step.state = step.state | {place: (t, e, count)}
            found.append((t, place, again, (t, e, count, step.match)))
    shown = []
    for at, (_, place, _, row) in enumerate(found):
        later = [again for _, other, again, _ in found[at + 1 :] if other == place]
        output = steps[place].output
        if output == "all" or (output == "last" and not (later and later[0])):
            shown.append(row)
    return shown


OUTPUTS = st.sampled_from(["all", "last", "none"])


@settings(max_examples=25, deadline=None)
@given(st.text("abc", max_size=12), OUTPUTS, OUTPUTS, OUTPUTS)
def test_three_steps_as_documented(events: str, first: str, second: str, third: str) -> None:
    steps = [
        Step(lambda _t, e, _s: e == "a", lambda s: s[0][2] + 1 if 0 in s else 1, first),
        Step(
            lambda t, e, s: e != "c" and t - s[0][0] <= 3,
            lambda s: s[0][2] + (s[1][2] if 1 in s else 0),
            second,
        ),
        Step(
            lambda _t, e, s: e == "c" or s[1][1] == "a",
            lambda s: s[1][2] * 10 + (s[2][2] if 2 in s else 0),
            third,
        ),
    ]
    listed = ", ".join(f"{t}, '{e}'" for t, e in enumerate(events))
    found = rows(
        f"datatable(t:long, e:string)[{listed}] | serialize"
        " | scan with_match_id=m declare (c:long=0) with ("
        f" step s1 output={first}: e == 'a' => c = s1.c + 1;"
        f" step s2 output={second}: e != 'c' and t - s1.t <= 3 => c = s1.c + s2.c;"
        f" step s3 output={third}: e == 'c' or s2.e == 'a' => c = s2.c * 10 + s3.c; )"
    )
    assert found == scanned(events, steps)


# --- single traps -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scan", "expected"),
    [
        # without an assignment the default, without a default null
        ("scan declare (c:long=7, s:string, d:datetime) with (step x: e == 'a';) | project c, s, d",
         [(7, "", None), (7, "", None)]),
        # a null condition is no match
        ("scan with (step x: v > 2;) | project t", [(1,), (2,), (4,)]),
        # a bare declared column is its default, in a condition too
        ("scan declare (c:long=1) with (step x: c == 1 => c = c + v;) | project c",
         [(6,), (4,), (None,), (8,), (3,), (2,)]),
        # the row's own columns in the state, null before there is one
        ("scan declare (p:long, q:string) with (step x: true => p = x.t, q = x.e;) | project p, q",
         [(None, ""), (1, "a"), (2, "b"), (3, "b"), (4, "c"), (5, "a")]),
        # numbers meet the declared type
        ("scan declare (r:real, i:int) with (step x: t < 3 => r = v, i = t;) | project r, i",
         [(5.0, 1), (3.0, 2)]),
        # dynamic values are kept
        ("scan declare (b:dynamic) with (step x: t < 3 => b = pack('p', x.b.n, 'n', t);)"
         " | project b", [({"p": None, "n": 1},), ({"p": 1, "n": 2},)]),
        ("extend t = datetime(2024-01-01) + t * 1h | scan declare (d:timespan) with "
         "(step x: isnotempty(e) => d = t - x.t;) | summarize make_list(d)",
         [(["01:00:00"] * 4,)]),
        # what does not read the state may be a query
        ("scan with (step x: e in ((print 'a'))  and t > toscalar(print 1);) | project t", [(5,)]),
        ("scan partition by e declare (c:long=0) with (step x: true => c = x.c + 1;)"
         " | project t, c",
         [(1, 1), (2, 1), (3, 2), (4, 1), (5, 2), (6, 1)]),
        ("scan order by t desc declare (c:long=0) with (step x: true => c = x.c + t;) | project c",
         [(6,), (11,), (15,), (18,), (20,), (21,)]),
        # the rows stay in order, and window functions count them
        ("scan with (step x: e != 'b';) | extend n = row_number(), p = prev(t) | project n, p",
         [(1, None), (2, 1), (3, 4), (4, 5)]),
        ("scan with (step x: true; step y: true;) | extend n = row_number() | project t, n",
         [(1, 1), *((t, 2 * t - 2 + y) for t in range(2, 7) for y in (0, 1))]),
        ("scan with (step x output=none: true;) | count", [(0,)]),
        ("where false | scan with_match_id=m with (step x: true;)", []),
        ("project step = t | scan with (step step: step > 5;)", [(6,)]),
        ("scan with (step ['a b']: ['a b'].t < 3 or isnull(['a b']['t']);) | project t",
         [(1,), (2,), (3,)]),
    ],
)  # fmt: skip
def test_values(scan: str, expected: list[tuple[object, ...]]) -> None:
    assert rows(f"{EVENTS}T | {scan}") == expected


def test_more_rows_than_one_list_holds() -> None:
    (found,) = rows(
        "range n from 1 to 3000 step 1 | scan declare (c:long=0)"
        " with (step s: true => c = s.c + n;) | summarize count(), max(c)"
    )
    assert found == (3000, 4501500)


@pytest.mark.parametrize(
    ("scan", "code"),
    [
        ("summarize by e | scan with (step x: true;)", "KQL2017"),
        ("scan with ()", "KQL2013"),
        ("scan with (step x: true)", "KQL1003"),
        ("scan with (x: true;)", "KQL1003"),
        ("scan with (step x output=some: true;)", "KQL2013"),
        ("scan kind=partial with (step x: true;)", "KQL9001"),
        ("scan with (step x: true; step x: true;)", "KQL2004"),
        ("scan with (step x: v;)", "KQL3003"),
        ("scan with (step x: nowhere;)", "KQL2002"),
        ("scan with (step x: x.nowhere > 1;)", "KQL2002"),
        ("scan with (step x: y.v > 1; step y: true;)", "KQL2013"),
        ("scan with (step x: v > prev(v);)", "KQL2017"),
        ("scan with (step x: true => c = 1;)", "KQL2002"),
        ("scan with (step x: true => v = 1;)", "KQL2002"),
        ("scan declare (v:long) with (step x: true;)", "KQL2004"),
        ("scan declare (c:long, c:long) with (step x: true;)", "KQL2004"),
        ("scan with_match_id=v with (step x: true;)", "KQL2004"),
        ("scan declare (c:long) with (step x: true => c = 1, c = 2;)", "KQL2004"),
        ("scan declare (c:long, d:long) with (step x: true => c = 1, d = c;)", "KQL9001"),
        ("scan declare (c:long) with (step x: true => c = 'a';)", "KQL9001"),
        ("scan declare (c:long=v) with (step x: true;)", "KQL2"),
        ("scan declare (c:money) with (step x: true;)", "KQL1003"),
        ("scan with (step x: x.v in ((print 1));)", "KQL9001"),
        ("scan partition by nowhere with (step x: true;)", "KQL2002"),
        ("scan", "KQL1003"),
    ],
)
def test_refused(scan: str, code: str) -> None:
    with pytest.raises(CompileError, match=code):
        compile_kql(f"{EVENTS}T | {scan}", Tables({}))


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with connection() as con:
        yield con


@pytest.mark.parametrize(
    "scan",
    [
        "scan declare (c:long=0) with (step s: true => c = s.c + v;)",
        "scan with_match_id=m with (step s1: k == 'a';"
        " step s2 output=last: k != 'a' and v > s1.v;)",
        "scan partition by k declare (n:long=0)"
        " with (step s: TimeGenerated > ago(2h) => n = s.n + 1;)",
        "partition by k (sort by TimeGenerated asc | scan declare (n:long=0)"
        " with (step s: true => n = s.n + 1;))",
    ],
)  # fmt: skip
def test_lifted_as_run_by_run(database: duckdb.DuckDBPyConnection, scan: str) -> None:
    assert any(agree(database, f"Log | sort by TimeGenerated asc | {scan}"))
