"""``lab replay --watch``, and what a replay takes from the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import lab as python
from lab.cli import watching
from tests.unit.cli.conftest import RULE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.cli.conftest import Lab


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes pauses in which files are saved; then comes Ctrl-C."""

    def plan(*steps: Callable[[], object]) -> None:
        waits = iter([wait for step in steps for wait in (step, None)])

        def pause() -> None:
            try:
                step = next(waits)
            except StopIteration:
                raise KeyboardInterrupt from None
            if step is not None:
                step()

        monkeypatch.setattr(watching, "pause", pause)

    return plan


def test_what_changed_is_replayed(
    lab: Lab, database: Path, rules: Path, saves: Callable[..., None]
) -> None:
    (rules / "other.kql").write_text(RULE.replace("Many", "Other"))
    rule = rules / "failed.kql"
    saves(lambda: rule.write_text(RULE.replace("> 2", "> 3")))
    done = lab("replay", rules, "--watch")
    assert done.code == 0
    first, again = done.out.split("kept as replay 1 in ")
    assert "other.kql" in first
    assert "other.kql" not in again
    assert (
        "failed.kql: alerts 2 -> 0; true 1 -> 0; false 1 -> 0; "
        "no longer finds scenario 1 (guessing)" in again
    )
    assert "saved: failed.kql" in done.err
    assert done.err.splitlines()[-1] == "stopped watching"


def test_errors_do_not_end_it(
    lab: Lab, database: Path, rules: Path, saves: Callable[..., None]
) -> None:
    rule, new = rules / "failed.kql", rules / "new.kql"
    saves(
        lambda: rule.write_text(RULE.replace("count()", "cout()")),
        rule.unlink,
        lambda: new.write_text(RULE),
        lambda: new.write_text(f"{RULE}\n"),
    )
    done = lab("replay", rules, "--watch", "--max-alerts-per-day", "10")
    assert done.code == 0
    assert "failed.kql: tested -> refused" in done.out
    assert "error: the folder" in done.err
    assert "new.kql: new" in done.out
    assert "failed.kql: gone" in done.out
    assert done.out.count("gate: ") == 3  # at first, and twice for the new one


def test_json_has_no_end(lab: Lab, database: Path, rules: Path) -> None:
    done = lab("replay", rules, "--watch", "--json")
    assert done.code == 2
    assert "--json is one document" in done.error


def test_what_nobody_touched_is_taken_from_before(database: Path, rules: Path) -> None:
    (rules / "other.kql").write_text(RULE.replace("Many", "Other"))
    (rules / "chain.kql").write_text(
        "// Frequency: 1h\n// Period: 1h\nSecurityAlert | project Title"
    )
    with python.open(database) as workspace:
        first = workspace.replay(rules, keep=False)
        same = workspace.replay(rules, keep=False, since=first)
        (rules / "failed.tests.yaml").write_text("covers: [guessing]\n")
        covered = workspace.replay(rules, keep=False, since=same)
    before = {one.path: one for one in first.rules}
    kept = {one.path for one in same.rules if one is before[one.path]}
    assert kept == {"failed.kql", "other.kql"}  # what reads alerts depends on the others
    assert {one.path for one in covered.rules if one is before[one.path]} == {"other.kql"}


def test_progress_counts_runs(database: Path, rules: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with python.open(database) as workspace:
        workspace.replay(
            rules,
            "run-by-run",
            keep=False,
            progress=lambda label, done, total: told.append((label, done, total)),
        )
    assert told[0] == ("1/1 failed.kql", 0, 12)
    assert told[-1] == ("", 12, 12)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert len(told) > 3
