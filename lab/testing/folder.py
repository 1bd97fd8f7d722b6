"""All tests of a folder: each rule with the tests beside it, and what belongs to no rule."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from generators.scenarios import SCENARIOS
from lab.errors import RuleError
from lab.rules.loader import TESTS_ENDINGS, load_rules
from lab.rules.model import RuleFileError
from lab.testing.cases import file_beside, file_of, read_tests
from lab.testing.model import CaseOutcome, TestReport
from lab.testing.runner import CaseRunner
from transpile.diagnostics import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from lab.rules.loader import LoadedRules
    from lab.rules.model import Rule
    from lab.settings import Surroundings
    from lab.testing.runner import Recorded
    from lab.testing.written import RuleTests
    from transpile.schema import SchemaSource


def run_tests(
    folder: Path,
    schemas: SchemaSource,
    around: Surroundings,
    recorded: Recorded | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> TestReport:
    """Run the tests beside every rule of a folder, or of one rule, or of one file of tests.

    Args:
        folder: where the rules are.
        schemas: the tables that rules and cases can name.
        around: what ``lab.toml`` names.
        recorded: the database that cases take scenarios from.
        progress: called with a rule's path, how many are done, and how many there are.

    Raises:
        RuleError: where there is nothing to read.
    """
    began = perf_counter()
    root, loaded, files = _found(folder)
    by_file: dict[Path, list[Rule]] = {}
    for rule in loaded.rules:
        by_file.setdefault(file_of(root / rule.path), []).append(rule)
    invalid = {file_of(root / one.path): one for one in loaded.invalid}
    outcomes: list[CaseOutcome] = []
    tested: set[str] = set()
    beside = {file_beside(file): file for file in (*by_file, *invalid)}
    with CaseRunner(schemas, around, recorded) as runner:
        for done, file in enumerate(files):
            path = file.relative_to(root).as_posix()
            if progress is not None:
                progress(path, done, len(files))
            owner = beside.get(file)
            if owner is None:
                names = ", ".join(sorted(one.name for one in _siblings(file, by_file))[:3])
                message = (
                    f"no rule lies beside these tests{f'; rules here: {names}' if names else ''}"
                )
                outcomes.append(_whole(path, path, message))
                continue
            if owner in invalid and owner not in by_file:
                rule_path = owner.relative_to(root).as_posix()
                outcomes.append(_whole(rule_path, path, f"invalid rule: {invalid[owner].reason}"))
                continue
            try:
                documents = read_tests(file, path)
            except RuleFileError as error:
                rule_path = owner.relative_to(root).as_posix()
                lines = [str(problem) for problem in error.problems]
                outcomes.append(_whole(rule_path, path, *lines, line=error.problems[0].line))
                continue
            for tests in documents:
                outcomes += _unknown(tests, by_file[owner], recorded)
            for rule in by_file[owner]:
                for tests in documents:
                    if tests.about(rule.id, rule.title) and tests.cases:
                        tested.add(rule.path + rule.id)
                        outcomes += _cases(runner, rule, tests)
    if progress is not None:
        progress("", len(files), len(files))
    return TestReport(
        cases=tuple(sorted(outcomes, key=lambda one: (one.tests, one.rule, one.line))),
        untested=tuple(rule.path for rule in loaded.rules if rule.path + rule.id not in tested),
        seconds=perf_counter() - began,
    )


def _cases(runner: CaseRunner, rule: Rule, tests: RuleTests) -> Iterator[CaseOutcome]:
    for case in tests.cases:
        yield from runner.run(rule, tests, case)


def _found(folder: Path) -> tuple[Path, LoadedRules, list[Path]]:
    """The folder, its rules, and its files of tests; of one file those that belong to it."""
    if not folder.is_file():
        loaded = load_rules(folder)
        files = [
            file
            for file in sorted(folder.rglob("*"))
            if file.name.lower().endswith(TESTS_ENDINGS)
            and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        ]
        return folder, loaded, files
    root = folder.parent
    if not folder.name.lower().endswith(TESTS_ENDINGS):
        beside = file_beside(folder)
        if beside is None:
            stem = folder.stem
            raise RuleError(
                f"{folder} has no tests; put them into {stem}{TESTS_ENDINGS[0]} beside it"
            )
        return root, load_rules(folder), [beside]
    for other in sorted(root.iterdir()):
        if other != folder and other.is_file() and file_beside(other) == folder:
            loaded = load_rules(other)
            if loaded.rules or loaded.invalid:
                return root, loaded, [folder]
    raise RuleError(f"{folder}: no rule lies beside these tests")


def _siblings(file: Path, rules: Iterable[Path]) -> list[Path]:
    return [rule for rule in rules if rule.parent == file.parent]


def known_scenarios(planted: Iterable[str]) -> frozenset[str]:
    """The names that tests can cover: of what can be generated, and of what is planted."""
    return frozenset({*SCENARIOS, *planted})


def _unknown(
    tests: RuleTests, rules: Sequence[Rule], recorded: Recorded | None
) -> Iterator[CaseOutcome]:
    """What the head of a document names and nobody knows: a rule, a scenario."""
    if tests.rule and not any(tests.about(rule.id, rule.title) for rule in rules):
        known = [name for rule in rules for name in (rule.id, rule.title)]
        hint = near(tests.rule, known) or f"rules: {', '.join(rule.title for rule in rules)}"
        yield _whole(rules[0].path, tests.path, f"the file holds no rule '{tests.rule}'; {hint}")
    scenarios = known_scenarios(one.name for one in (recorded.scenarios if recorded else ()))
    for name in tests.covers:
        if name not in scenarios:
            hint = near(name, scenarios) or f"scenarios: {', '.join(sorted(scenarios))}"
            message = f"covers: no scenario is called '{name}'; {hint}"
            yield _whole(rules[0].path, tests.path, message, line=tests.covers_line)


def _whole(rule: str, tests: str, *lines: str, line: int = 0) -> CaseOutcome:
    """An outcome that concerns a whole file."""
    return CaseOutcome(rule, tests, "", line, "broken", lines)
