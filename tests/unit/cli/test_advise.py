"""``lab advise``: alternatives of a rule's schedule, measured."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Lab


def test_advice(lab: Lab, database: Path, rules: Path) -> None:
    done = lab("advise", rules / "failed.kql", "--json", "--phases", "2")
    assert done.code == 0
    document = json.loads(done.out)
    assert (document["shape"], document["late_by_s"], document["phases"]) == ("threshold", 30.0, 2)
    assert document["alternatives"][0]["alternative"] == "as it is"
    assert all(one["tried"] == 2 for one in document["alternatives"])
    shown = lab("advise", rules / "failed.kql", "--phases", "2")
    assert shown.out.startswith("failed.kql: threshold")
    assert "each attack at 2 anchor phases" in shown.out


def test_phases_that_make_no_sense(lab: Lab, database: Path, rules: Path) -> None:
    for command in ("advise", "replay"):
        done = lab(command, rules, "--phases", "0")
        assert done.code == 2
        assert "phases is 0: a number from 1 to 60 is needed" in done.err
