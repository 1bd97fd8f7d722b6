"""Patterns, terms and addresses against Python's own: the same verdict on any text."""

from __future__ import annotations

import ipaddress
import re

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters import evaluate
from transpile.lower.patterns import PatternError, engine_pattern

TEXTS = st.text("abAé_1٣ -.\t\n\u00a0ß", max_size=8)
PIECES = st.sampled_from(
    [
        *("a", "b", "é", ".", r"\.", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", "[ab]", "[^a]"),
        *(r"[\w.-]", r"[\s\S]", r"[^\s]", r"[^\W_]", r"[^\S\n]", r"[\W_]", r"[\d-]", "[a-z]"),
        *("^", "-", r"\x61", " "),
    ]
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    repeats = st.sampled_from(["", "*", "+", "?", "{2}", "{1,3}", "*?", "+?"])
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, repeats).map(lambda pair: f"({pair[0]}){pair[1]}"),
        inner.map(lambda pattern: f"(?i:{pattern})"),
    )


PATTERNS = st.recursive(PIECES, _grown, max_leaves=8)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(pattern=PATTERNS, texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_patterns_match_the_same_texts(pattern, texts):
    found = duckdb.execute(
        "SELECT list_transform($texts::VARCHAR[], lambda t: regexp_matches(t, $pattern))",
        {"texts": texts, "pattern": engine_pattern(pattern).text},
    ).fetchall()[0][0]
    # Python's $ fits before a last line break too; none is used here
    assert found == [re.search(pattern, text) is not None for text in texts]


@settings(max_examples=600, deadline=None, derandomize=True)
@given(pattern=st.text(r"a1(?:)[^]{},|*+\dwWsSbxpP<>=!P-_&#.$^é", max_size=10))
def test_what_is_accepted_runs(pattern):
    """No pattern reaches the engine that it would refuse."""
    try:
        made = engine_pattern(pattern)
    except PatternError:
        return
    duckdb.execute("SELECT regexp_matches('a', $p)", {"p": made.text}).fetchall()


TERMS = st.text("abAé_1 -", min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(terms=st.lists(TERMS, min_size=1, max_size=5), texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_lists_of_terms_are_their_single_tests(terms, texts):
    def literal(text: str) -> str:
        return "'" + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + "'"

    listed = ", ".join(map(literal, terms))
    rows = ", ".join(map(literal, texts))
    single = [f"s has {literal(term)}" for term in terms]
    (_, found) = evaluate(
        f"let Computed = toscalar(print x = dynamic([{listed}])); datatable(s:string)[{rows}]"
        f"| project a = s has_any ({listed}), b = {' or '.join(single)}, c = s has_any (Computed),"
        f" d = s has_all ({listed}), e = {' and '.join(single)}, f = s has_all (Computed)"
    )
    for a, b, c, d, e, f in found:
        assert (a, d) == (b, e)
        assert (c, f) == (b, e)


ADDRESSES = [
    *("1.2.3.4", "0.0.0.0", "255.255.255.255", "256.1.1.1", "1.2.3", "01.2.3.4", "1.2.3.4.5"),
    *("::", "::1", "1::", "fe80::1:2", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7", "1::2::3", "12345::"),
    *("1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "::ffff:1.2.3.4", "a::1.2.3.4"),
    *("", "x", "1.2.3.4x", ":1", "1:", "g::", "FE80::A", ":::", "::1.2.3"),
]


def _ipv6(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        address = ipaddress.IPv6Address(f"::ffff:{text}")
    return address.exploded


def _ipv4(text: str) -> int | None:
    try:
        return int(ipaddress.IPv4Address(text))
    except ValueError:
        return None


@pytest.mark.parametrize("prefix", [0, 1, 7, 8, 17, 31, 32])
def test_ipv4_values(prefix):
    rows = ", ".join(f"'{text}'" for text in ADDRESSES)
    (_, found) = evaluate(
        f"datatable(s:string)[{rows}] | project s, parse_ipv4(s), parse_ipv4_mask(s, {prefix}),"
        f" ipv4_is_match(s, '77.88.99.1/{prefix}'), format_ipv4(s, {prefix})"
    )
    for text, value, masked, same, shown in found:
        expected = _ipv4(text)
        assert value == expected
        if expected is None:
            assert (masked, same, shown) == (None, None, "")
            continue
        network = ipaddress.ip_network(f"{text}/{prefix}", strict=False)
        assert masked == int(network.network_address)
        assert shown == str(network.network_address)
        assert same == (ipaddress.ip_address("77.88.99.1") in network)


@pytest.mark.parametrize("prefix", [0, 1, 15, 16, 63, 97, 127, 128])
def test_ipv6_texts(prefix):
    rows = ", ".join(f"'{text}'" for text in ADDRESSES)
    (_, found) = evaluate(
        f"datatable(s:string)[{rows}] | project s, parse_ipv6(s), parse_ipv6_mask(s, {prefix}),"
        f" ipv6_is_match(s, 'fe80::77', {prefix})"
    )
    for text, shown, masked, same in found:
        assert shown == _ipv6(text)
        if not shown:
            assert (masked, same) == ("", None)
            continue
        network = ipaddress.ip_network(f"{shown}/{prefix}", strict=False)
        assert masked == network.network_address.exploded
        assert same == (ipaddress.ip_address("fe80::77") in network)
