"""The one rule that was asked for: a file, or ``file#id`` where it holds several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lab.errors import RuleError
from lab.rules.loader import load_rules

if TYPE_CHECKING:
    from lab.rules.model import Rule


def named_rule(asked: str) -> tuple[Path, Rule]:
    """The folder of the file, and the rule.

    Raises:
        RuleError: where the file holds none, or several and none of that name, or cannot be read.
    """
    path, wanted = Path(asked), ""
    if not path.exists() and "#" in path.name:
        name, _, wanted = path.name.partition("#")
        path = path.with_name(name)
    if path.is_dir():
        raise RuleError(f"{path} is a folder; name one rule")
    loaded = load_rules(path)
    names = {rule.path.partition("#")[2] or rule.id: rule for rule in loaded.rules}
    matching = [
        rule for name, rule in names.items() if not wanted or wanted in (name, rule.id, rule.title)
    ]
    if len(matching) == 1:
        return path.parent, matching[0]
    if names:
        holds = f"no rule '{wanted}'" if wanted else f"{len(names)} rules"
        listed = ", ".join(f"{path}#{name}" for name in names)
        raise RuleError(f"{path} holds {holds}; name one of them: {listed}")
    said = "; ".join(str(one) for one in (*loaded.invalid, *loaded.skipped))
    raise RuleError(f"no rule of {path} can run: {said}")
