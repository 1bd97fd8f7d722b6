"""No file makes the loader fail: every text is rules, or skipped, or invalid with its reasons."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.rules.formats.analytics import FIELDS, OTHER_KEYS
from lab.rules.loader import FORMATS, load_rules
from tests.shared import ROOT

ENDINGS = sorted({suffix for one in FORMATS for suffix in one.suffixes})
SAMPLES = [
    path
    for path in sorted((ROOT / "datasets" / "detections").rglob("*"))
    if path.suffix in ENDINGS and path.name != "README.md" and ".tests." not in path.name
]
SPOKEN = [
    *("Scheduled", "NRT", "CustomDetection", "PT5M", "1h", "P30D", "0", "-1", "GreaterThan"),
    *(
        "AllEntities",
        "Selected",
        "Account",
        "FullName",
        "[parameters('a')]",
        "[[x",
        "[concat(",
        "{{a}}",
    ),
    *(
        "AlertPerResult",
        "T | where a > ago(1d)",
        "2026-02-31",
        "2026-01-31T08:00:00Z",
        "\ud7ff",
        "",
    ),
]
KEYS = [
    *FIELDS,
    *OTHER_KEYS,
    *("properties", "resources", "value", "type", "template", "mainTemplate", "parameters"),
    *(
        "variables",
        "defaultValue",
        "queryCondition",
        "queryText",
        "schedule",
        "frequency",
        "period",
    ),
    *("lookback", "detectionAction", "alertTemplate", "tactics", "tactic", "technique"),
    *("impactedAssets", "identifier", "@odata.type", "accounts", "upnColumn", "entityType"),
    *(
        "fieldMappings",
        "columnName",
        "groupingConfiguration",
        "lookbackDuration",
        "aggregationKind",
    ),
    *("alertDynamicProperties", "alertProperty", "groupByEntities", "matchingMethod"),
]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(SPOKEN),
    st.text(max_size=20),
)
values = st.recursive(
    scalars,
    lambda below: st.one_of(
        st.lists(below, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=5)), below, max_size=6),
    ),
    max_leaves=25,
)
ARM = "Microsoft.SecurityInsights/alertRules"


def load(name: str, text: str) -> None:
    """Load one file; whatever it holds, it is accounted for."""
    with TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(text.encode("utf-8", "surrogatepass"))
        loaded = load_rules(Path(folder))
    assert loaded.rules or loaded.skipped or loaded.invalid
    for rule in loaded.rules:
        rule.query.encode()
        assert rule.period.total_seconds() > 0
        assert rule.frequency.total_seconds() > 0
    for bad in loaded.invalid:
        assert bad.reason


@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=12))
def test_yaml_of_any_shape(fields: dict[str, object]) -> None:
    load("a.yaml", yaml.safe_dump({"query": "T", "kind": "Scheduled", **fields}))


@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=12))
def test_templates_of_any_shape(fields: dict[str, object]) -> None:
    properties = {"query": "T", **fields}
    document = {
        "resources": [{"type": ARM, "kind": "Scheduled", **fields, "properties": properties}]
    }
    load("a.json", json.dumps(document))
    load("a.json", json.dumps({"type": ARM, "kind": "NRT", "query": "T", **fields}))


@given(values, values, values)
def test_detections_of_any_shape(condition: object, schedule: object, action: object) -> None:
    rule = {"queryCondition": condition, "schedule": schedule, "detectionAction": action}
    load("a.json", json.dumps(rule))
    query = {"queryText": "T", "x": condition}
    template = {"alertTemplate": action}
    load("a.json", json.dumps({**rule, "queryCondition": query, "detectionAction": template}))


@given(st.sampled_from(ENDINGS), st.text())
def test_any_text(ending: str, text: str) -> None:
    load(f"a{ending}", text)


@given(st.lists(st.sampled_from([*KEYS, *SPOKEN, *"{}[],:\"'\\/*\n#`~->|&!<"]), max_size=60))
def test_any_sequence_of_likely_words(words: list[str]) -> None:
    for ending in ENDINGS:
        load(f"a{ending}", " ".join(words))
    load("a.json", '{"queryCondition": ' + "".join(words))
    load("a.md", "```kql\n" + "\n".join(words))
    load("a.kql", "// entity: " + " ".join(words).replace("\n", " ") + "\nT")


@settings(deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_damaged_samples(sample: Path, data: st.DataObject) -> None:
    text = sample.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    load(sample.name, text[:start] + data.draw(st.text(max_size=4)) + text[end:])
