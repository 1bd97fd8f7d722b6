"""Text functions: what the emulator answered (conformance FACTS 6, 7), and what is refused."""

from __future__ import annotations

import pytest

from lab.engines.protocol import EngineError
from tests.adapters import evaluate
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables

MEASURED = [
    ('substring("x", -2, 5)', ""),
    ('substring("abc", -2, 5)', "bc"),
    ('substring("abcdefg", 2, 99)', "cdefg"),
    ('substring("abc", 1, -1)', ""),
    ('substring("a😀b", 0, 2)', "a😀"),
    ('substring("abc", 9223372036854775807)', ""),
    ('indexof("abc", "x")', -1),
    ('indexof("aé😀b", "b")', 3),
    ('indexof("abcdefgabcdefg", "cde", 1, -1, 3)', -1),
    ('indexof("abcdefg", "cde", 1, 4)', 2),
    ('indexof("abcdefg", "cde", 3, 4)', -1),
    ('countof("", "a")', 0),
    ("countof('a\"b\"', '\"')", 2),
    ('split("..", ".")', ["", "", ""]),
    ('split("a", "")', None),
    ('split("a,b", ",", -1)', None),
    ('tostring(split("a.b", ".")[-1])', "b"),
    ('split(dynamic("a,b"), ",")', ["a", "b"]),
    ("strcat_array(dynamic([{'a': [1]}, true, 1.5]), ';')", '{"a":[1]};true;1.5'),
    ("strcat_array(dynamic({'a': 1}), ',')", '{"a":1}'),
    ('strlen(strrep("ab", 5000))', 2048),
    ("translate('[\"]', '', '[\"a\"]')", "a"),
    ('translate("\\0", "", "a\\0b")', "ab"),
    ('reverse("aé\u0301b")', "b\u0301éa"),
    ('trim("-+", "--a-b--")', "a-b"),
    ("trim('a$', 'aa')", "a"),
    ("trim_end('a)|(b', 'xaxbx')", "xxbx"),
    (r"trim(@'[^\w]+', '- Te st1// $')", "Te st1"),
    ("extract('<([a-z]+)', 1, '<tag>')", "tag"),
    ("extract('(a)|(b)', 1, 'b')", ""),
    ("extract('(?<word>a+)', 1, 'caab')", "aa"),
    ("extract(strcat('a', '+'), 0, 'caab')", "aa"),
    ("extract('a', 0, 'b', typeof(long))", None),
    ("extract_all('(a)(b)?', 'aab')", [["a", ""], ["a", "b"]]),
    ("extract_all('(a)', dynamic([7]), 'aa')", ["a", "a"]),
    (r"'a' matches regex @'^\w$' and 'é' matches regex @'^\w$'", True),
    (r"'a\u00a0b' matches regex @'a\sb'", True),
    (r"'x1' matches regex @'^[^\W\d]+$'", False),
    (r"'a\n' matches regex 'a$'", False),
    ("'ABC' matches regex 'b'", False),
    ("'ABC' matches regex '(?i)b'", True),
    ("hash_md5(datetime(2020-01-01))", "786c530672d1f8db31fee25ea8a9390b"),
    ("hash_sha256('') == hash_sha256(long(null))", True),
    ('base64_decode_tostring("SGk")', ""),
    ("url_decode('%zz+b')", "%zz b"),
    ('parse_ipv4(" 1.2.3.4 ")', 16909060),
    ('parse_ipv4("1.2.3")', None),
    ('parse_ipv4("1.2.3.4/33")', None),
    ('format_ipv4("192.168.1.1/24", -1)', ""),
    ('ipv4_compare("10.0.0.2", "10.0.0.1")', 1),
    ('ipv4_is_private("172.32.0.1")', False),
    ('ipv4_is_private("010.0.0.1")', None),
    ('ipv4_is_in_any_range("1.2.3.4", dynamic(["x", "1.0.0.0/8"]))', True),
    ('parse_ipv6("fe80::1%eth0/64")', "fe80:0000:0000:0000:0000:0000:0000:0000"),
    ('parse_ipv6("1:2:3:4:5:6:7:8:9")', ""),
    ('parse_ipv6("::ffff:203.0.113.10")', "0000:0000:0000:0000:0000:ffff:cb00:710a"),
    ('has_ipv4("05:04:54127.0.0.1 GET", "127.0.0.1")', False),
    ('has_ipv4("a 1.2.3.4.", "1.2.3.4")', True),
    ('has_ipv4_prefix("a 10.20.30.400", "10.20.")', False),
    ('tostring(parse_url("http://user@h/p").Host)', "user@h"),
    ('tostring(parse_url("nothing").Host)', ""),
    ("parse_path('/usr/lib/f.tar.gz').Extension == 'gz'", True),
    ("parse_csv(',a')", ["", "a"]),
    ('parse_command_line(@\'a\\\\b "c d" e"f g"h\', "windows")', ["a\\\\b", "c d", "ef gh"]),
    ('gettype(parse_json("1.5"))', "double"),
    ("gettype(int(null))", "int"),
]


@pytest.mark.parametrize(("text", "value"), MEASURED, ids=[text for text, _ in MEASURED])
def test_value(text, value):
    assert evaluate(f"print {text}")[1] == [(value,)]
    assert evaluate(f"datatable(n:long)[1] | where n > 0 | project {text}")[1] == [(value,)]


def test_computed_arguments():
    """Over rows, where nothing is constant."""
    found = evaluate(
        """datatable(s:string, p:string, n:long)["abcdef", "cd", 2, "xy", "zz", -1, "", "", 3]
        | project substring(s, n, n + 1), indexof(s, p), split(s, p), s has_any (p, "xy"),
          replace_string(s, p, "_"), strcmp(s, p), s has_all (p)"""
    )[1]
    assert found == [
        ("cde", 2, ["ab", "ef"], False, "ab_ef", -1, False),
        ("", -1, ["xy"], True, "xy", -1, False),
        ("", None, None, True, "", 0, True),
    ]


def test_null_arguments():
    found = evaluate(
        """datatable(n:long)[long(null)]
        | project substring("abc", n), tohex(n), strrep("a", n), split("a,b", ",", n)"""
    )[1]
    assert found == [("", "", "", None)]


LISTS = """
let Words = datatable(word:string, other:long)["ab", 1, "c d", 2];
let Array = toscalar(Words | summarize make_list(word));
let Empty = toscalar(Words | where other > 9 | summarize make_list(word));
datatable(s:string)["x AB y", "c d ab", "abc", ""]
"""


@pytest.mark.parametrize(
    ("test", "kept"),
    [
        ("s has_any (Words)", ["x AB y", "c d ab"]),
        ("s has_any (Array)", ["x AB y", "c d ab"]),
        ("strcat(tolower(s), substring(s, 0, 1), ' ') has_any (Array)", ["x AB y", "c d ab"]),
        ("s has_all (Words)", ["c d ab"]),
        ("s has_all (Array)", ["c d ab"]),
        ("s has_any (Empty)", []),
        ("s has_all (Empty)", ["x AB y", "c d ab", "abc", ""]),
        ("s has_any (dynamic([null]))", ["x AB y", "c d ab", "abc", ""]),
        ("s has_all (dynamic(['ab', null]))", ["x AB y", "c d ab"]),
        ("s has_any ('d ', 'zz')", ["c d ab"]),
        ("not(s has_any ('ab', 'zz'))", ["abc", ""]),
        ("s has_any ((Words | project other))", []),
    ],
)
def test_lists_of_terms(test, kept):
    assert [row[0] for row in evaluate(f"{LISTS} | where {test}")[1]] == kept


def test_many_terms_are_one_test():
    terms = ", ".join(f"'term{number}'" for number in range(200))
    sql = compile_kql(f"datatable(s:string)['a'] | where s has_any ({terms})", Tables({})).result
    assert sql.sql().count("LOWER") == 1
    assert evaluate(f"datatable(s:string)['a TERM77 b'] | where s has_any ({terms})")[1]


def test_more_terms_than_a_pattern_holds():
    terms = ", ".join(f"'{'x' * 30}{number}'" for number in range(3000))
    found = evaluate(f"datatable(s:string)['{'X' * 30}2999.'] | where s has_any ({terms})")[1]
    assert len(found) == 1


REFUSED = [
    ("print 'a' matches regex 'a(?=b)'", "KQL2013", "lookaround, (?=...), is not supported"),
    ("print 'a' matches regex '(?<!b)a'", "KQL2013", "lookaround"),
    (r"print extract(@'(a)\1', 1, 'aa')", "KQL2013", r"backreferences, \1, are not supported"),
    ("print 'a' matches regex 'a{1001}'", "KQL2013", "{1001} is above 1000"),
    ("print 'a' matches regex '(a{100}){11}'", "KQL2013", "nested ones (at its character 1)"),
    ("print 'a' matches regex 'ab(c'", "KQL2013", "not closed (at its character 3)"),
    ("print 'a' matches regex '*a'", "KQL2013", "nothing that the '*' could repeat"),
    ("print 'a' matches regex 'a++'", "KQL2013", "possessive"),
    ("print 'a' matches regex '[z-a]'", "KQL2013", "wrong way round"),
    (r"print 'a' matches regex @'\y'", "KQL2013", "there is no escape"),
    ("print extract_all('a', 'b')", "KQL2013", "1 to 16 groups, not 0"),
    ("print trim('', 'a')", "KQL2013", "empty pattern"),
    (r"print replace_regex('a', '(a)', @'\2')", "KQL2013", "none of the pattern's 1 groups"),
    ("print countof('a', 'b', 'other')", "KQL2013", "normal"),
    ("print countof(dynamic('a'), 'a')", "KQL3005", "convert it with tostring"),
    ("print trim('a', dynamic('a'))", "KQL3005", "not a dynamic"),
    ("print 5 has_any ('5')", "KQL3005", "takes texts, not a long"),
    ("datatable(s:string)['a'] | project countof(s, s)", "KQL2006", "constant text"),
    ("print replace_strings('a', dynamic(['a', 'ab']), dynamic(['x', 'y']))", "KQL9001", "order"),
    ("print parse_command_line('a', 'unix')", "KQL2013", "windows"),
    ("print extractjson('$.*', '{}')", "KQL9001", "more than properties"),
    ("print new_guid()", "KQL9002", "chance"),
]


@pytest.mark.parametrize(("query", "code", "reason"), REFUSED, ids=[query for query, *_ in REFUSED])
def test_refused(query, code, reason):
    with pytest.raises(CompileError) as caught:
        compile_kql(query, Tables({}))
    (remark, *_) = caught.value.diagnostics
    assert remark.code == code
    assert reason in f"{remark.message} {remark.hint}"
    assert remark.span.end > remark.span.start


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("split(s, ',')", "s"),
        ("gettype(s)", "type_s"),
        ("trim(' ', s)", "Column1"),
        ("extract('a', 0, s)", "Column1"),
        ("countof(s, 'a')", "Column1"),
        ("extractjson('$.a', s)", "Column1"),
        ("parsejson(s)", "s"),
    ],
)
def test_names(target, name):
    columns = compile_kql(f"datatable(s:string)['a'] | project {target}", Tables({})).result.columns
    assert [column.name for column in columns] == [name]


def test_a_pattern_that_is_known_when_the_query_runs():
    assert evaluate(
        "let p = toscalar(print '([a-z])([0-9])');"
        "print extract_all(p, dynamic([2, 1]), 'a1 b2'), extract(p, 2, 'x7'), extract(p, 9, 'x7'),"
        " replace_regex('a1', p, @'\\2\\1')"
    )[1] == [([["1", "a"], ["2", "b"]], "7", "", "1a")]


@pytest.mark.parametrize("pattern", ["([a-z]", "(?=x)"])
def test_a_bad_pattern_that_is_known_when_the_query_runs_ends_it(pattern):
    with pytest.raises(EngineError, match="character"):
        evaluate(f"let p = toscalar(print '{pattern}'); print extract(p, 0, 'x')")


def test_groups_of_a_pattern_that_is_no_constant_are_named_by_number():
    with pytest.raises(CompileError, match="by number"):
        evaluate("let p = toscalar(print '(a)'); print extract_all(p, 'a')")
