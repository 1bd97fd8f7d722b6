"""Which literals can be moved, to what, and that nothing else of the query changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lab.errors import ReplayError
from lab.rules.model import NRT, Rule
from lab.sweep.knobs import chosen_knob, knobs_of
from lab.sweep.variants import MOST_ITEMS, variants_of
from transpile.pipeline import parse

QUERY = """let span = 1h; let tolerated = 5; let failed = 4625;
let names = dynamic(["ann", "bob"]);
SecurityEvent
| where TimeGenerated > ago(1d)  // a day
| where EventID == failed and LogonType in (3, 10) and Account !in ("eve", strcat("m", "al"))
| extend First = tostring(Details.n[1]), Late = -5, Name = iff(Late between (-2 .. 2), "a", "b")
| summarize Count = count(), Users = dcount(Account, 4) by bin(TimeGenerated, span)
| where Count > 0.5 * tolerated and Users >= 2 and Count != 7
| join kind=inner (datatable(x:long)[1, 2] | where x < 9) on $left.Count == $right.x
| top 10 by Count
"""


def rule(query: str = QUERY, **facts: object) -> Rule:
    given: dict[str, object] = {
        "id": "r",
        "title": "R",
        "path": "r.kql",
        "query": query,
        "query_line": 2,
        "frequency": timedelta(minutes=5),
        "period": timedelta(minutes=5),
    }
    return Rule(**{**given, **facts})  # type: ignore[arg-type]


def labels(of: Rule, at: str, *values: str) -> list[str]:
    knob = chosen_knob(knobs_of(of, parse(of.query)), at)
    return [variant.label for variant in variants_of(of, knob, values)[0]]


def test_what_can_be_moved() -> None:
    one = rule()
    found = [(knob.kind, knob.name, knob.context) for knob in knobs_of(one, parse(one.query))]
    assert found == [
        ("timespan", "span", "span = 1h"),
        ("threshold", "tolerated", "tolerated = 5"),
        ("list", "names", 'names = dynamic(["ann", "bob"])'),
        ("timespan", "", "ago(1d)"),
        ("list", "", "LogonType in (…)"),
        ("threshold", "", "Late between (-2 .. 2)"),
        ("threshold", "", "Late between (-2 .. 2)"),
        ("threshold", "", "Count > 0.5 * tolerated"),
        ("threshold", "", "Users >= 2"),
        ("threshold", "", "x < 9"),
        ("count", "", "top 10 by Count"),
        ("trigger", "trigger", "fires at more than 0 rows"),
    ]
    assert chosen_knob(knobs_of(one, parse(one.query)), "ago").line == 6


def test_only_scheduled_rules_have_a_trigger() -> None:
    assert [knob.name for knob in knobs_of(rule("T | take 5", kind=NRT), parse("T | take 5"))] == [
        ""
    ]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("tolerated", ["1", "2", "4", "5", "6", "8", "10", "20"]),
        ("span", ["15m", "30m", "45m", "1h", "90m", "2h", "4h"]),
        ("ago", ["6h", "12h", "18h", "1d", "36h", "2d", "4d"]),
        ("Count > 0.5", ["0.125", "0.25", "0.375", "0.5", "0.75", "1.0", "2.0"]),
        ("top 10", ["2", "5", "8", "9", "10", "11", "15", "20", "40"]),
        ("trigger", ["0", "1", "2", "5", "10"]),
        ("LogonType", ["all", "without 3", "without 10"]),
        ("names", ["all", 'without "ann"', 'without "bob"']),
    ],
)
def test_values_around_the_present_one(at: str, expected: list[str]) -> None:
    assert labels(rule(), at) == expected


def test_only_the_literal_changes() -> None:
    one = rule()
    knobs = knobs_of(one, parse(one.query))
    for at, old, new in (
        ("tolerated", "tolerated = 5", "tolerated = 20"),
        ("LogonType", "(3, 10)", "(3)"),
        ("names", '["ann", "bob"]', '["ann"]'),
        ("ago", "ago(1d)", "ago(4d)"),
    ):
        last = variants_of(one, chosen_knob(knobs, at))[0][-1]
        assert last.rule.query == QUERY.replace(old, new)
    negative = variants_of(one, knobs[5], ["-1"])[0][-1]
    assert "between ((-1) .. 2)" in negative.rule.query
    assert variants_of(one, knobs[-1], ["3"])[0][-1].rule.trigger_threshold == 3


def test_asked_values_stand_in_order_with_the_present_one() -> None:
    assert labels(rule(), "tolerated", "9", "1", " 5") == ["1", "5", "9"]
    assert labels(rule(), "span", "2d", "10m") == ["10m", "1h", "2d"]


def test_long_lists_are_cut_and_it_is_said() -> None:
    one = rule(f"T | where a in ({', '.join(map(str, range(30)))})")
    variants, untried = variants_of(one, knobs_of(one, parse(one.query))[0])
    assert len(variants) == 1 + MOST_ITEMS
    assert untried == "10 more items were not left out"


@pytest.mark.parametrize(
    ("at", "values", "message"),
    [
        ("toleratd", (), "no literal 'toleratd' can be moved; perhaps 'tolerated'"),
        ("between", (), "'between' is in 2 literals; take its number: 1: let span = 1h"),
        ("0", (), "'0' is in "),
        ("tolerated", ("many",), "'many' is no long value"),
        ("span", ("5",) * 51, "51 values are more than a sweep tries (50)"),
        ("Count > 0.5", ("nan",), "nan is nothing to move it to"),
        ("trigger", ("-1",), "-1 is less than 0"),
        ("names", ("ann",), "a list is moved by leaving its items out"),
    ],
)
def test_what_makes_no_sense(at: str, values: tuple[str, ...], message: str) -> None:
    one = rule()
    with pytest.raises(ReplayError) as caught:
        variants_of(one, chosen_knob(knobs_of(one, parse(one.query)), at), values)
    assert message in str(caught.value)
