"""Which saves are seen; a clock that does not wait makes the changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from lab.rules.watching import changes, seen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class OverError(Exception):
    """No more steps."""


def pauses(*steps: Callable[[], object] | None) -> Callable[[], None]:
    """A pause for each step, in which it is done."""
    left = iter(steps)

    def pause() -> None:
        try:
            step = next(left)
        except StopIteration:
            raise OverError from None
        if step is not None:
            step()

    return pause


def found(path: Path, *steps: Callable[[], object] | None) -> list[tuple[str, ...]]:
    result: list[tuple[str, ...]] = []
    with pytest.raises(OverError):
        result.extend(changes(path, pauses(*steps), seen(path)))
    return result


def test_saved_made_and_removed(tmp_path: Path) -> None:
    one, two = tmp_path / "one.kql", tmp_path / "in" / "two.yaml"
    two.parent.mkdir()
    two.write_text("a: 1")
    assert found(
        tmp_path,
        None,
        lambda: one.write_text("T"),
        None,
        None,
        two.unlink,
        None,
    ) == [("one.kql",), ("in/two.yaml",)]


def test_what_is_still_written_is_waited_for(tmp_path: Path) -> None:
    one, two = tmp_path / "one.kql", tmp_path / "two.kql"
    assert found(
        tmp_path, lambda: one.write_text("T"), lambda: two.write_text("T"), None, None
    ) == [("one.kql", "two.kql")]


def test_made_and_gone_again_is_no_change(tmp_path: Path) -> None:
    one = tmp_path / "one.kql"
    assert found(tmp_path, lambda: one.write_text("T"), one.unlink, None, None) == []


def test_what_is_no_rule_does_not_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("lab.replays.duckdb", ".one.kql.swp", ".git/index.json", "one.kql~"):
        file = tmp_path / name
        assert found(tmp_path, partial(file.write_text, "T"), None, None) == []


def test_a_file_and_its_tests(tmp_path: Path) -> None:
    one = tmp_path / "one.kql"
    one.write_text("T")
    tests, other = tmp_path / "one.tests.yaml", tmp_path / "two.kql"
    assert found(
        one, lambda: other.write_text("T"), lambda: tests.write_text("cases: []"), None, None
    ) == [("one.tests.yaml",)]


def test_a_folder_that_vanishes_loses_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    one = folder / "one.kql"
    one.write_text("T")

    def gone() -> None:
        one.unlink()
        folder.rmdir()

    assert found(folder, gone, None, None) == [("one.kql",)]
