"""Functions that engine functions serve: documented answers, and what is refused or null."""

from __future__ import annotations

import pytest

from tests.adapters import evaluate
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables


def over_a_row(expression: str, declared: str = "n:long", cells: str = "1") -> object:
    _, rows = evaluate(f"datatable({declared})[{cells}] | project x = {expression}")
    return rows[0][0]


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<e name="value" />', {"e": {"@name": "value"}}),
        ("<e> <a>text</a> <b>text</b> </e>", {"e": {"a": "text", "b": "text"}}),
        ("<e><a/><a>é</a></e>", {"e": {"a": [None, "é"]}}),
        ('<?xml version="1.0" encoding="utf-16"?><e/>', {"e": None}),
        ('<e xmlns="u" x:y="1"><x:a/></e>', {"e": {"@xmlns": "u", "@x:y": "1", "x:a": None}}),
        ("<e><!-- c --><![CDATA[d]]>t<?p i?></e>", {"e": "t"}),
        ("<!DOCTYPE e><e/>", {"e": None}),
        ('<!DOCTYPE e [<!ENTITY b "c">]><e>&b;</e>', None),
        ("<e/><f/>", None),
        ("text", None),
        ("", None),
        ("<e>" * 250 + "</e>" * 250, None),
    ],
)
def test_xml(xml, value):
    assert over_a_row("parse_xml(s)", "s:string", f"```{xml}```") == value


def test_xml_takes_the_place_of_its_column():
    columns, _ = evaluate("datatable(s:string)['<a/>'] | extend parse_xml(s)")
    assert columns == [("s", "dynamic")]


def test_user_agents():
    agent = (
        "Mozilla/5.0 (SymbianOS/9.2; U; Series60/3.1 NokiaN81-3/10.0.032 Profile/MIDP-2.0 "
        "Configuration/CLDC-1.1 ) AppleWebKit/413 (KHTML, like Gecko) Safari/4"
    )
    found = over_a_row(
        'parse_user_agent(s, dynamic(["browser", "os", "device"]))', "s:string", f'"{agent}"'
    )
    assert found == {
        "Browser": {
            "Family": "Nokia OSS Browser",
            "MajorVersion": "3",
            "MinorVersion": "1",
            "Patch": "",
        },
        "OperatingSystem": {
            "Family": "Symbian OS",
            "MajorVersion": "9",
            "MinorVersion": "2",
            "Patch": "",
            "PatchMinor": "",
        },
        "Device": {"Family": "Nokia N81", "Brand": "Nokia", "Model": "N81-3"},
    }


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("punycode_from_string('艺术')", "cqv902d"),
        ("punycode_from_string('')", ""),
        ("punycode_to_string('é')", ""),
        (
            "punycode_domain_to_string('Lê Lợi。Thuận Thiên。com')",
            "xn--L Li-gpa4517b.xn--Thun Thin-s4a7194f.com",
        ),
        (
            'punycode_domain_to_string("Kaledvoulc\'h.Artorījos.edu")',
            "Kaledvoulc'h.xn--Artorjos-ejb.edu",
        ),
        (
            "punycode_domain_from_string('xn--Ry-lja8c.xn--Jng-uta63a.xn--Bng-9ka.com')",
            "Rúyì.Jīngū.Bàng.com",
        ),
        ("hash('Hello')", 753694413698530628),
        ("hash(int(2000))", -1003235211361077779),
        ("hash(2000, 10)", 1),
        ("hash(long(null))", None),
        ("hash('')", -1205034819632174695),
        ("treepath(dynamic([]))", []),
        ("treepath(dynamic(null))", None),
        ("""treepath(dynamic({"it's": 1}))""", ["['it\\'s']"]),
        ("bag_zip(dynamic(['a', 'a']), dynamic([1, 2]))", {"a": 1}),
        ("bag_pack_columns(n)", {"n": 1}),
    ],
)
def test_values(expression, value):
    assert over_a_row(expression) == value


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("hash(1.5)", "KQL9001"),
        ("hash(1d)", "KQL9001"),
        ("hash_many(1, 2)", "KQL9002"),
        ("parse_user_agent('a', 'os', 'device')", "KQL2005"),
        ("parse_user_agent('a', 'brwser')", "KQL2013"),
        ("parse_user_agent('a', n)", "KQL3005"),
        ("bag_pack_columns(n + 1)", "KQL2013"),
        ("bag_pack_columns()", "KQL2005"),
        ("parse_xml(n)", "KQL3005"),
    ],
)
def test_refused(expression, code):
    with pytest.raises(CompileError) as caught:
        compile_kql(f"datatable(n:long)[1] | extend {expression}", Tables({}))
    assert [found.code for found in caught.value.diagnostics] == [code]
