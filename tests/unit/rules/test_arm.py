"""Azure's JSON: many rules in a document, expressions, placeholders, what holds no query."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from lab.rules.draft import Passed
from lab.rules.formats.arm_expressions import Scope, UnresolvedError, evaluated
from lab.rules.formats.json_text import read_json
from lab.rules.loader import load_rules
from lab.rules.model import RuleFileError
from tests.unit.rules.reading import parts, rule, rules

if TYPE_CHECKING:
    from pathlib import Path

GUID = "0d0bb0a4-8a0f-4c1c-9d1b-3f3f8f6f0a0{0}"
TYPE = "Microsoft.OperationalInsights/workspaces/providers/alertRules"


def resource(number: int = 1, **properties: object) -> dict[str, Any]:
    """A scheduled rule as a template has it."""
    body = {"query": "T", "queryFrequency": "PT1H", "queryPeriod": "PT1H", **properties}
    name = f"[concat(parameters('workspace'),'/Microsoft.SecurityInsights/{GUID.format(number)}')]"
    return {"type": TYPE, "name": name, "kind": "Scheduled", "properties": body}


def template(*resources: object, **more: object) -> str:
    """A deployment template."""
    return json.dumps({"resources": list(resources), **more}, indent=1)


def test_one_bad_rule_of_an_export_keeps_no_other_from_loading(tmp_path: Path) -> None:
    broken = resource(2, queryFrequency="soon", triggerThreshold="many")
    fusion = {"name": "BuiltInFusion", "type": TYPE, "kind": "Fusion", "properties": {}}
    text = template(resource(1), broken, fusion, resource(3))
    (tmp_path / "export.json").write_text(text, encoding="utf-8")
    loaded = load_rules(tmp_path)
    assert [one.path for one in loaded.rules] == [f"export.json#{GUID.format(n)}" for n in (1, 3)]
    (bad,) = loaded.invalid
    assert bad.path == f"export.json#{GUID.format(2)}"
    assert [problem.field for problem in bad.problems] == [
        "resources[1].properties.queryFrequency",
        "resources[1].properties.triggerThreshold",
    ]
    lines = text.split("\n")
    assert "queryFrequency" in lines[bad.problems[0].line - 1]
    assert [str(one) for one in loaded.skipped] == [
        "export.json#BuiltInFusion: rules of kind 'Fusion' have no query to replay"
    ]


def test_the_query_of_an_export_is_placed_at_its_one_line() -> None:
    text = template(resource(query="T\n| where x"))
    found = rule("rule.json", text)
    assert found.query_folded
    assert '"query"' in text.split("\n")[found.file_line(2) - 1]
    broken = text.replace("\\n", "\n")  # a text over several lines, as templates allow
    found = rule("rule.json", broken)
    assert not found.query_folded
    assert "| where x" in broken.split("\n")[found.file_line(2) - 1]


def test_parameters_and_variables_with_values_are_read() -> None:
    text = template(
        resource(
            displayName="[concat('Rule of ', variables('team'))]",
            enabled="[parameters('on')]",
            queryFrequency="[parameters('Every')]",
            query="[[no expression] | T",
        ),
        parameters={"on": {"defaultValue": False}, "every": {"defaultValue": "PT30M"}},
        variables={"team": "[toUpper(parameters('every'))]"},
    )
    found = rule("rule.json", text)
    assert (found.title, found.enabled) == ("Rule of PT30M", False)
    assert found.frequency.total_seconds() == 1800
    assert found.query == "[no expression] | T"
    assert found.placeholders == ()


def test_a_query_with_a_value_of_the_deployment_is_no_query_to_test() -> None:
    text = "[concat('T | where Tenant == \"', parameters('tenant'), '\"')]"
    found = rule("rule.json", template(resource(query=text)))
    assert found.placeholders == ("parameters('tenant')",)
    filled = template(resource(query=text), parameters={"tenant": {"defaultValue": "x"}})
    found = rule("rule.json", filled)
    assert (found.query, found.placeholders) == ('T | where Tenant == "x"', ())


def test_a_field_with_a_value_of_the_deployment_is_a_problem_that_says_so() -> None:
    with pytest.raises(RuleFileError, match="an expression of a template that has no value here"):
        rule("rule.json", template(resource(enabled="[parameters('on')]")))


def test_a_nested_deployment_has_a_scope_of_its_own() -> None:
    inner = {
        "parameters": {"every": {"defaultValue": "PT9H"}, "name": {"defaultValue": "inner"}},
        "resources": [
            resource(
                displayName="[parameters('name')]",
                queryFrequency="[parameters('every')]",
                queryPeriod="P1D",
            )
        ],
    }
    nested = {
        "type": "Microsoft.Resources/deployments",
        "properties": {
            "expressionEvaluationOptions": {"scope": "inner"},
            "parameters": {"every": {"value": "[parameters('outer')]"}},
            "template": inner,
        },
    }
    outer = {"outer": {"defaultValue": "PT2H"}, "name": {"defaultValue": "outer"}}
    found = rule("rule.json", template(nested, parameters=outer))
    assert (found.title, found.frequency.total_seconds()) == ("inner", 7200)
    del nested["properties"]["expressionEvaluationOptions"]  # type: ignore[attr-defined]
    outer["every"] = {"defaultValue": "PT3H"}
    found = rule("rule.json", template(nested, parameters=outer))
    assert (found.title, found.frequency.total_seconds()) == ("outer", 10800)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("[[x]", "[x]"),
        ("[concat('it''s ', 2)]", "it's 2"),
        ("[format('{0}-{1}', 'a', toLower('B'))]", "a-b"),
        ("[variables('bag').list[1].x]", "deep"),
        ("[true()]", True),
        ("[string(parameters('n'))]", "4"),
    ],
)
def test_expressions(text: str, value: object) -> None:
    whole = '{"parameters":{"n":{"defaultValue":4}},"variables":{"bag":{"list":[1,{"x":"deep"}]}}}'
    assert evaluated(text, Scope.of(read_json("x", whole))) == value


def growing(name: str) -> dict[str, str]:
    """Variables of which each repeats the one before nine times."""
    return {
        f"{name}{n}": "[concat(" + ",".join([f"variables('{name}{n - 1}')"] * 9) + ")]"
        for n in range(1, 10)
    }


@pytest.mark.parametrize(
    "text",
    [
        "[parameters('absent')]",
        "[variables('a')]",
        "[resourceId('x')]",
        "[concat('a']",
        "[concat('a' 'b')]",
        "[concat()) ]",
        "[variables('bag').absent]",
        "[variables('bag')[7]]",
        "[" + "concat(" * 500 + "]",
        "[variables('grow9')]",
        "[parameters(variables('empty9'))]",
        "[format('{3}', 'a')]",
        "[]",
    ],
)
def test_what_only_a_deployment_knows(text: str) -> None:
    grow = {**growing("grow"), "grow0": "x" * 99, **growing("empty"), "empty0": ""}
    variables = {"a": "[variables('b')]", "b": "[variables('a')]", "bag": [1]}
    whole = json.dumps({"variables": {**variables, **grow}})
    with pytest.raises(UnresolvedError):
        evaluated(text, Scope.of(read_json("x", whole)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"name": "plain-name"}, "plain-name"),
        ({"name": f"ws/Microsoft.SecurityInsights/{GUID.format(1)}"}, GUID.format(1)),
        ({"name": "[concat(parameters('w'),'/Microsoft.SecurityInsights/my-rule')]"}, "my-rule"),
        ({"id": f"/subscriptions/{GUID.format(2)}/alertRules/{GUID.format(3)}"}, GUID.format(3)),
        ({"name": "[newGuid()]", "id": GUID.format(4)}, GUID.format(4)),
    ],
)
def test_names(name: dict[str, str], expected: str) -> None:
    body = {key: value for key, value in resource().items() if key != "name"}
    assert rule("rule.json", json.dumps({**body, **name})).id == expected


def test_a_template_without_rules_is_passed_over() -> None:
    (passed,) = parts("x.json", template({"type": TYPE + "/actions", "properties": {"x": 1}}))
    assert isinstance(passed, Passed)
    assert "holds none" in passed.reason
    assert parts("x.json", '{"queries": ["T"]}') == []
    assert parts("x.json", "{ broken") == []


def test_lists_of_the_interface_and_comments_are_read() -> None:
    listed = {"value": [resource(1), resource(2)], "nextLink": "x"}
    text = "// exported today\n" + json.dumps(listed).replace("[", "[ /* two */", 1)
    assert [one.id for one in rules("x.json", text)] == [GUID.format(1), GUID.format(2)]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('{"queryFrequency": 1,\n "a": 1, "a": 2}', 2, "the key a stands twice, first in line 2"),
        ('{"queryFrequency": ' + "[" * 5_000, 1, "no rule needs more than 80 levels"),
        ('{"queryFrequency": 1,}', 1, "a key must be a text in double quotes"),
        ('{"queryFrequency": NaN}', 1, "'N' begins no value"),
        ('{"queryFrequency": 01}', 1, "'0' begins no value"),
        ('{"queryFrequency": "\\ud800"}', 1, "half a character"),
        ('{"queryFrequency": "x\\q"}', 1, "invalid \\escape"),
        ('{"queryFrequency": "x', 1, "unterminated string"),
        ('{"queryFrequency": 1 "b": 2}', 1, "neither a comma nor '}' after a value"),
        ('{"queryFrequency": 1}\n{}', 2, "something follows the end"),
        ('{"queryFrequency": ', 1, "it ends too early"),
        ('{"queryFrequency": 1, "a" 2}', 1, "no colon after the key 'a'"),
        ('{"queryFrequency": ' + "9" * 5_000 + "}", 1, "'9' begins no value"),
    ],
)
def test_broken_json_is_refused_at_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        parts("x.json", text)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert says in problem.message


def test_large_data_beside_rules_is_no_invalid_rule(tmp_path: Path) -> None:
    (tmp_path / "logs.json").write_bytes(b'[{"a": "' + b"x" * 16_000_001 + b'"}]')
    head = template(resource()).encode()
    (tmp_path / "rules.json").write_bytes(head + b" " * 16_000_001)
    loaded = load_rules(tmp_path)
    assert [one.path for one in loaded.skipped] == ["logs.json"]
    assert "are too many for rules" in loaded.invalid[0].reason
