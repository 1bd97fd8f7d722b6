"""Names and texts that carry anything, wherever one can stand: the rows come back unchanged.

Each position is a query with a place for the name (``{n}``, bracketed), for its text (``{t}``, a
literal), and the columns and rows that must come back, where ``N`` is the name itself.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

import transpile
from lab.engines.duckdb import DuckDbEngine
from tests.adapters import compiled_on, run
from tests.reference.queries import quoted
from transpile import codes
from transpile.bind.reserved import is_own
from transpile.diagnostics import CompileError
from transpile.schema import Tables


@cache
def engine() -> DuckDbEngine:
    return DuckDbEngine(duckdb.connect())


def evaluate(query: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Names of the columns, and the rows, of a query without tables."""
    result = run(engine(), compiled_on(engine(), query, Tables({})))
    return [column.name for column in result.columns], result.rows()


class Place(NamedTuple):
    """A position of a name, and what must come back."""

    query: str
    columns: list[str]
    rows: list[tuple[object, ...]]


N = "{N}"
ROWS = "datatable({n}:long, o:string)[1, 'p', 2, 'q']"
PLACES = [
    Place("print {n} = 1", [N], [(1,)]),
    Place("print o = 1 | extend {n} = o + 1 | where {n} == 2", ["o", N], [(1, 2)]),
    Place(ROWS + " | project o, {n}", ["o", N], [("p", 1), ("q", 2)]),
    Place("print o = 1 | project-rename {n} = o | project-keep {n}", [N], [(1,)]),
    Place("print o = 1, {n} = 2 | project-reorder {n} | project-away o", [N], [(2,)]),
    Place(ROWS + " | summarize {n} = sum({n}) by o", ["o", N], [("p", 1), ("q", 2)]),
    Place(ROWS + " | summarize o = count() by {n}", [N, "o"], [(1, 1), (2, 1)]),
    Place(ROWS + " | summarize arg_max({n}, *)", [N, "o"], [(2, "q")]),
    Place(ROWS + " | summarize arg_min({n}, o)", [N, "o"], [(1, "p")]),
    Place(ROWS + " | distinct {n}", [N], [(1,), (2,)]),
    Place(ROWS + " | count as {n}", [N], [(2,)]),
    Place(ROWS + " | sort by {n} desc | project o = prev({n})", ["o"], [(None,), (2,)]),
    Place(ROWS + " | top 1 by {n}", [N, "o"], [(2, "q")]),
    Place(ROWS + " | join kind=inner (datatable({n}:long)[1]) on {n} | project o", ["o"], [("p",)]),
    Place("print o = 1 | join (print {n} = 1) on $left.o == $right.{n}", ["o", N], [(1, 1)]),
    Place(ROWS + " | lookup kind=inner (print {n} = 2, w = 5) on {n}", [N, "o", "w"],
          [(2, "q", 5)]),
    Place("union (print {n} = 1), (print {n} = 2)", [N], [(1,), (2,)]),
    Place("print o = 1 | union withsource={n} (print o = 2) | project o, {n}", ["o", N],
          [(1, "union_arg0"), (2, "union_arg1")]),
    Place("print o = dynamic([1, 2]) | mv-expand {n} = o to typeof(long) | project {n}", [N],
          [(1,), (2,)]),
    Place("print o = dynamic([5, 6]) | mv-expand with_itemindex={n} o to typeof(long)", ["o", N],
          [(5, 0), (6, 1)]),
    Place("print o = dynamic([1, 2]) | mv-apply {n} = o to typeof(long) on (where {n} > 1)"
          " | project {n}", [N], [(2,)]),
    Place("range o from 1 to 2 step 1 | make-series {n} = count() on o from 1 to 3 step 1"
          " | project {n}", [N], [([1, 1],)]),
    Place("datatable(i:long, {n}:string)[1, 'k'] | make-series s = count() on i from 1 to 3 step 1"
          " by {n} | project {n}, s", [N, "s"], [("k", [1, 0])]),
    Place("print o = 'a=1;' | parse o with 'a=' {n}:long ';' | project {n}", [N], [(1,)]),
    Place("print o = 'a=1' | parse-kv o as ({n}:string) with (pair_delimiter=';',"
          " kv_delimiter='\\u0001') | project {n}", [N], [("",)]),
    Place("print d = bag_pack({t}, 1) | evaluate bag_unpack(d)", [N], [(1,)]),
    Place("print d = bag_pack('z', 1) | evaluate bag_unpack(d, {t})", [N + "z"], [(1,)]),
    Place("datatable(k:string)[{t}] | evaluate pivot(k)", [N], [(1,)]),
    Place("print {n} = 1 | evaluate narrow() | project Column", ["Column"], [(N,)]),
    Place("let {n} = 5; print o = {n}", ["o"], [(5,)]),
    Place("let {n} = datatable(o:long)[5]; {n} | where o == 5", ["o"], [(5,)]),
    Place("let f = ({n}:long) {{ {n} + 1 }}; print o = f(1)", ["o"], [(2,)]),
    Place("let f = (T:({n}:long)) {{ T | where {n} > 1 }}; " + ROWS + " | invoke f() | project o",
          ["o"], [("q",)]),
    Place("print o = 1 | as {n} | union {n}", ["o"], [(1,), (1,)]),
    Place(ROWS + " | partition hint.strategy=native by o (summarize {n} = max({n}))"
          " | sort by {n} asc", [N], [(1,), (2,)]),
    Place("range o from 1 to 2 step 1 | scan declare ({n}:long = 0)"
          " with (step s: true => {n} = s.{n} + o;)", ["o", N], [(1, 1), (2, 3)]),
    Place("range o from 1 to 2 step 1 | serialize {n} = row_cumsum(o)", ["o", N], [(1, 1), (2, 3)]),
    Place("range {n} from 1 to 2 step 1", [N], [(1,), (2,)]),
    Place(ROWS + " | top-nested 1 of {n} by m = max({n})", [N, "m"], [(2, 2)]),
    Place(ROWS + " | getschema | project ColumnName", ["ColumnName"], [(N,), ("o",)]),
    Place("print o = 1, {n} = 2 | project x = column_ifexists({t}, 7)", ["x"], [(2,)]),
    Place("print {n} = 1 | project x = tolong(pack_all()[{t}])", ["x"], [(1,)]),
    Place("let T = view() {{ print {n} = 'hit' }}; find in (T) where {n} == 'hit'"
          " project {n}", ["source_", N], [("T", "hit")]),
]  # fmt: skip
NAMES = [
    *('a"b', "a'b", "a b", "a;b", "SELECT", "é", "a\\b", "$x", "$id", "$type", "$$", "rowid"),
    *("q1", "t1", "r2", "l1", "n", "$left", "😀", "\u202eabc", "a\nb", "a\0b", '"', "--", "/*"),
    *("a*", "x" * 5_000, "A", "a", "O", "now", "run", "order", "on", "true", "int", "dynamic"),
    *("Type", "count_", "Column1", "\ufeff", "e\u0301", "?", "%s", "{0}", ":x", "[0]", "a.b", "1a"),
    " a",
]
OWN = ["$run", "$now", "$row", "$seq", "$scenario", "$window1", "$several0", "$each_found", "$s0"]


def filled(place: Place, name: str) -> tuple[str, list[str], list[tuple[object, ...]]]:
    """The query of a position with a name in it, and what must come back."""
    query = place.query.format(n=f"[{quoted(name)}]", t=quoted(name))
    columns = [column.replace(N, name) for column in place.columns]
    return query, columns, [tuple(name if v == N else v for v in row) for row in place.rows]


def unchanged(place: Place, name: str) -> None:
    query, columns, rows = filled(place, name)
    found, cells = evaluate(query)
    assert found == columns
    assert sorted(map(repr, cells)) == sorted(map(repr, rows))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.query[:40])
def test_a_name_is_only_ever_a_name(place: Place) -> None:
    for name in NAMES[PLACES.index(place) % 2 :: 2]:  # every name stands in half of the places
        unchanged(place, name)


@given(st.sampled_from(PLACES), st.text(min_size=1, max_size=12))
def test_any_name(place: Place, name: str) -> None:
    if not is_own(name) and name not in ("o", "d", "i", "k", "s", "m", "w", "x", "T", "f", "*"):
        unchanged(place, name)


@pytest.mark.parametrize("name", [*OWN, ""])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.query[:40])
def test_the_labs_own_names_are_refused_or_kept_apart(place: Place, name: str) -> None:
    """A name of the lab's own never changes the rows: a position refuses it, or keeps it.

    An empty name is refused where it would make a column, or makes none.
    """
    query, columns, rows = filled(place, name)
    try:
        found, cells = evaluate(query)
    except CompileError as refused:
        spans = [one.span for one in refused.diagnostics]
    else:
        assert all(found)
        if not name:
            return
        assert found == columns
        assert sorted(map(repr, cells)) == sorted(map(repr, rows))
        return
    assert all(0 <= span.start <= span.end <= len(query) for span in spans)


def test_data_cannot_name_a_column_of_the_labs_own() -> None:
    for name in OWN:
        for query in (
            "print t = {t} | extend d = bag_pack(t, 1) | evaluate bag_unpack(d)",
            "datatable(k:string)[{t}] | evaluate pivot(k)",
        ):
            with pytest.raises(CompileError) as caught:
                evaluate(query.format(t=quoted(name)))
            assert caught.value.diagnostics[0].code == codes.RESERVED_NAME


def test_every_name_that_the_lab_makes_is_reserved() -> None:
    """Columns made in the sources under a name with a dollar: no query may make one."""
    made = set()
    for file in Path(transpile.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = call.args[0] if isinstance(call, ast.Call) and call.args else None
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in (
                "Column",
                "column_of",
            ):
                parts = name.values if isinstance(name, ast.JoinedStr) else [name]
                shown = [str(p.value) if isinstance(p, ast.Constant) else "0" for p in parts]
                whole = "".join(shown)
                made |= {whole} if re.match(r"\$[a-z]", whole) else set()
    assert len(made) > 20
    assert {name for name in made if not is_own(name)} == set()


TEXTS = [
    *("' OR 1=1 --", '"', "'", "\\", "\\'", "%", "_", "\0", "a\0b", "$now", "?", "{}", "/* */"),
    *("\n", "\r\n", "\t", "é", "e\u0301", "😀", "\u202e", "\ufeff", "\u2028", "日本", "$$", "a;b"),
    *("\x7f", "\U0010ffff", "x" * 100_000, "'" * 10_000, "\0" * 1_000, "(a|b)*", "[", ".*", "^$"),
]
# rows of a text in each position that takes one; every query gives the text, or true
TEXT_PLACES = [
    "datatable(s:string)[{t}] | where s == {t}",
    "let p = {t}; print s = p",
    "let f = (p:string = {t}) {{ p }}; print s = f()",
    "print s = tostring(dynamic({j}))",
    "print s = tostring(bag_pack('k', {t})['k'])",
    "print s = tostring(bag_keys(bag_pack({t}, 1))[0])",
    "print d = bag_pack({t}, 1), k = {t} | project s = iff(tolong(d[k]) == 1, k, 'lost')",
    "print s = strcat({t}, '') | where s in ({t}, 'other') and s has_any ({t}, 'other')",
    "print s = {t} | where s contains {t} and s startswith {t} and s endswith {t} and s =~ {t}",
    "print s = tostring(split(strcat('a', {t}, 'b'), {t})[1]) | project s = iff(s == 'b', {t}, s)",
    "print s = replace_string('~', '~', {t})",
    "print s = strcat_array(pack_array({t}), {t})",
    "print s = extract(@'(?s)^(.*)$', 1, {t})",
    "print s = {t} | where s matches regex regex_quote({t})",
    "print x = strcat('[', {t}, ']') | parse x with '[' s ']' | project s",
    "print x = strcat('k', {t}, 'v') | parse x with 'k' {t} v | project s = iff(v == 'v', {t}, v)",
    "print x = strcat('k=', {t}) | extend s = substring(x, 2) | project s",
    "datatable(s:string)[{t}, {t}] | summarize n = count() by s | where n == 2 | project s",
    "datatable(s:string)[{t}] | summarize l = make_set(s) | project s = tostring(l[0])",
    "datatable(s:string)[{t}] | join kind=inner (datatable(s:string)[{t}]) on s | project s",
    "print d = pack_array({t}) | mv-expand s = d to typeof(string) | project s",
    "datatable(s:string)[{t}] | serialize p = prev(s, 1, {t}) | project s = p",
    "print s = case(false, 'x', {t})",
    "print s = tostring(parse_json(tostring(bag_pack('k', {t}))).k)",
]


@pytest.mark.parametrize("query", TEXT_PLACES)
def test_a_text_is_only_ever_a_text(query: str) -> None:
    for text in TEXTS:
        _comes_back(query, text)


@given(st.sampled_from(TEXT_PLACES), st.text(min_size=1, max_size=20))
def test_any_text_comes_back(query: str, text: str) -> None:
    _comes_back(query, text)


def _comes_back(query: str, text: str) -> None:
    assert evaluate(query.format(t=quoted(text), j=quoted(text)))[1] == [(text,)], query


def test_ten_thousand_items() -> None:
    items = ", ".join(quoted(f"it's {place}") for place in range(10_000))
    assert evaluate(f'print s = "it\'s 9999" | where s in ({items}) | count')[1] == [(1,)]
    assert evaluate(f"datatable(s:string)[{items}] | distinct s | count")[1] == [(10_000,)]
    assert evaluate(f"print array_length(dynamic([{items}]))")[1] == [(10_000,)]
