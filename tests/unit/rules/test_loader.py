"""The walk over a folder: what loads, what is skipped, what is invalid, what is an error."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from lab.errors import RuleError
from lab.rules.formats.kql_file import KqlFile
from lab.rules.loader import FORMATS, load_rules
from tests.shared import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = "name: {0}\nid: {0}\nquery: T\nkind: Scheduled\nqueryFrequency: 1h\nqueryPeriod: 1h\n"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return folder


def test_a_broken_file_among_good_ones_keeps_nothing_from_loading(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "b/one.yaml": GOOD.format("one"),
            "a/two.yml": GOOD.format("two"),
            "broken.yaml": "name: [unclosed\nquery: T\nkind: Scheduled\n",
            "no-rule-but-broken.yaml": "a: [",
            "three.KQL": "T",
            "latin.kql": "T | where x == 'Zo\u00eb'".encode("latin-1"),
            "notes/README.md": "# notes",
            "notes/empty.kql": "// nothing\n\n",
            "notes/values.yaml": "replicas: 3\n",
            "notes/hunting.yaml": "id: x\nquery: |\n  T\ntactics: []\n",
            ".git/hidden.kql": "T",
            ".hidden.kql": "T",
        },
    )
    loaded = load_rules(tmp_path)
    assert [rule.path for rule in loaded.rules] == ["a/two.yml", "b/one.yaml", "three.KQL"]
    assert [(file.path, file.reason) for file in loaded.skipped] == [
        ("notes/README.md", "Markdown without a block of KQL"),
        ("notes/empty.kql", "it holds no query"),
        (
            "notes/hunting.yaml",
            "YAML with a query but no schedule (kind or queryFrequency): a hunting query",
        ),
        ("notes/values.yaml", "YAML, but no rule (it has no query)"),
    ]
    assert [file.path for file in loaded.invalid] == [
        "broken.yaml",
        "latin.kql",
        "no-rule-but-broken.yaml",
    ]
    broken, latin, _ = loaded.invalid
    assert broken.line == 2
    assert str(broken).startswith("broken.yaml: line 2: no valid YAML")
    assert "not UTF-8 text (byte 18)" in latin.reason


def test_order_and_keys_do_not_depend_on_the_file_system(tmp_path: Path) -> None:
    names = ["z.kql", "a/z.kql", "a.kql", "b/a.kql", "B.kql"]
    loaded = load_rules(write(tmp_path, dict.fromkeys(names, "T")))
    assert [rule.key for rule in loaded.rules] == [(name, name) for name in sorted(names)]


def test_twins_are_remarked(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": GOOD.format("same"), "b.yaml": GOOD.format("same")})
    first, second = load_rules(tmp_path).rules
    assert first.warnings == ()
    assert second.warnings == ("its id same is also that of a.yaml",)


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    write(tmp_path, {"a.kql": b"\xef\xbb\xbf// frequency: 5m\r\nT\r\n| take 1\r\n"})
    (rule,) = load_rules(tmp_path).rules
    assert rule.frequency == timedelta(minutes=5)
    assert rule.query == "// frequency: 5m\nT\n| take 1\n"


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.kql": b"T" * (KqlFile().largest + 1), "b.kql": "T"})
    loaded = load_rules(tmp_path)
    assert [rule.path for rule in loaded.rules] == ["b.kql"]
    assert "1,000,001 bytes are too many" in loaded.invalid[0].reason


def test_a_single_file_is_a_folder_of_one(tmp_path: Path) -> None:
    write(tmp_path, {"a.kql": "T", "b.kql": "T"})
    assert [rule.path for rule in load_rules(tmp_path / "b.kql").rules] == ["b.kql"]


def test_nothing_to_read_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"no such folder or file: .*absent; .*lab init"):
        load_rules(tmp_path / "absent")
    with pytest.raises(RuleError, match=r"holds no files; .*lab init"):
        load_rules(tmp_path)


def test_a_folder_without_rules_is_no_error(tmp_path: Path) -> None:
    loaded = load_rules(write(tmp_path, {"README.md": "x"}))
    assert (len(loaded.rules), len(loaded.skipped), len(loaded.invalid)) == (0, 1, 0)


def test_the_reference_queries(outside: Callable[[str], Path]) -> None:
    folder = outside("seeds")
    loaded = load_rules(folder)
    rules = {rule.path: rule for rule in loaded.rules}
    assert list(rules) == sorted(file.name for file in folder.glob("*.kql"))
    assert loaded.invalid == ()
    assert len(loaded.skipped) == 2
    traffic = rules.pop("suspicious-api-traffic.kql")
    assert (traffic.frequency, traffic.period) == (timedelta(minutes=5), timedelta(days=2))
    assert traffic.assumed == ()
    assert len(traffic.warnings) == 1
    for rule in rules.values():
        assert (rule.frequency, rule.period) == (timedelta(hours=1), timedelta(hours=1))
        assert len(rule.assumed) == 2
        assert rule.query == (folder / rule.path).read_text(encoding="utf-8")


def test_the_sample_rules_are_ones_that_the_product_accepts() -> None:
    loaded = load_rules(ROOT / "datasets" / "detections")
    assert loaded.invalid == ()
    assert len(loaded.rules) >= 8
    assert len({rule.id for rule in loaded.rules}) == len(loaded.rules)
    for rule in loaded.rules:
        assert (rule.warnings, rule.assumed) == ((), ()), rule.path
        assert rule.description, rule.path
        assert rule.title != rule.path, rule.path
    suffixes = {rule.path.rpartition(".")[2] for rule in loaded.rules}
    assert suffixes == {"kql", "yaml", "json", "md#sentinel", "md#defender-xdr"}


def test_every_format_has_a_sample() -> None:
    names = [path.suffix for path in (ROOT / "datasets" / "detections").rglob("*")]
    for one in FORMATS:
        assert any(suffix in one.suffixes for suffix in names), one
