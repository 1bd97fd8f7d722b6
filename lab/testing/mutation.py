"""Which mutants of a rule its tests notice: a case that passes for the rule and not for them."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from lab.errors import RuleError
from lab.testing.runner import CANNOT_RUN
from transpile.catalog.operators import OPERATORS
from transpile.pipeline import parse
from transpile.syntax.printer import print_kql

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lab.replay.model import RuleOutcome
    from lab.rules.model import Rule
    from lab.testing.mutants import Kind, Mutant, Mutants
    from lab.testing.runner import CaseRunner
    from lab.testing.written import Case, RuleTests


@dataclass(frozen=True)
class MutationReport:
    """What became of each mutant of a rule.

    ``noticed`` pairs mutants with what noticed them; ``survived`` are those that nothing did;
    ``unusable`` those whose query does not run; ``left`` counts by kind those that were not tried.
    ``by`` says what they were tried on: ``by_cases``, or a database.
    """

    rule: Rule
    by: str
    noticed: tuple[tuple[Mutant, str], ...]
    survived: tuple[Mutant, ...]
    unusable: tuple[Mutant, ...]
    left: dict[Kind, int]
    seconds: float = 0.0
    by_cases: bool = True

    @property
    def tried(self) -> int:
        """How many mutants ran."""
        return len(self.noticed) + len(self.survived)


def by_cases(
    rule: Rule,
    documents: Sequence[RuleTests],
    mutants: Mutants,
    runner: CaseRunner,
    progress: Callable[[str, int, int], None],
) -> MutationReport:
    """Try mutants on the cases of a rule's tests.

    Raises:
        RuleError: where there are no cases, or they do not pass for the rule itself.
    """
    began = perf_counter()
    cases = [
        (tests, case)
        for tests in documents
        if tests.about(rule.id, rule.title)
        for case in tests.cases
    ]
    if not cases:
        raise RuleError(
            f"{rule.path} has no cases to try its mutants on; 'lab mutate --replay' tries them on "
            "the scenarios of the database"
        )
    alive = list(mutants.tried)
    noticed: dict[int, str] = {}
    unusable: dict[int, Mutant] = {}
    for done, (tests, case) in enumerate(cases):
        progress(case.name, done, len(cases))
        _must_pass(rule, tests, case, runner)
        left = []
        for mutant in alive:
            verdict = _tried(mutant, tests, case, runner)
            if verdict is None:
                unusable[id(mutant)] = mutant
            elif verdict:
                noticed[id(mutant)] = f"{case.name} ({tests.path}:{case.line})"
            else:
                left.append(mutant)
        alive = left
    progress("", len(cases), len(cases))
    return MutationReport(
        rule=rule,
        by="1 case" if len(cases) == 1 else f"{len(cases)} cases",
        noticed=tuple((m, noticed[id(m)]) for m in mutants.tried if id(m) in noticed),
        survived=tuple(alive),
        unusable=tuple(unusable.values()),
        left=mutants.left,
        seconds=perf_counter() - began,
    )


def _must_pass(rule: Rule, tests: RuleTests, case: Case, runner: CaseRunner) -> None:
    for outcome in runner.run(rule, tests, case):
        if outcome.status != "passed":
            first = outcome.differences[0] if outcome.differences else outcome.status
            raise RuleError(
                f"the case '{outcome.name}' ({outcome.place}) is {outcome.status} for the rule "
                f"itself, so that mutants cannot be tried on it: {first}"
            )


def _tried(mutant: Mutant, tests: RuleTests, case: Case, runner: CaseRunner) -> bool | None:
    """Whether a case notices a mutant; None where that does not run at all."""
    outcomes = runner.run(mutant.rule, tests, case)
    if any(line.startswith(CANNOT_RUN) for one in outcomes for line in one.differences):
        return None
    return any(outcome.status != "passed" for outcome in outcomes)


def by_replay(
    rule: Rule,
    mutants: Mutants,
    signature: Callable[[Rule], object],
    by: str,
    progress: Callable[[str, int, int], None],
) -> MutationReport:
    """Try mutants by replaying them.

    Args:
        rule: the rule itself.
        mutants: what to try.
        signature: what a replay of a rule gives that tests can notice; None where it does not run.
        by: what they are replayed on, in words.
        progress: called with a mutant, how many are done, and how many there are.
    """
    began = perf_counter()
    usual = signature(rule)
    if usual is None:
        raise RuleError(f"{rule.path} cannot be replayed, and nor can its mutants")
    noticed: list[tuple[Mutant, str]] = []
    survived: list[Mutant] = []
    unusable: list[Mutant] = []
    for done, mutant in enumerate(mutants.tried):
        progress(str(mutant), done, len(mutants.tried))
        found = signature(mutant.rule)
        if found is None:
            unusable.append(mutant)
        elif found != usual:
            noticed.append((mutant, "replay"))
        else:
            survived.append(mutant)
    progress("", len(mutants.tried), len(mutants.tried))
    return MutationReport(
        rule=rule,
        by=by,
        noticed=tuple(noticed),
        survived=tuple(survived),
        unusable=tuple(unusable),
        left=mutants.left,
        seconds=perf_counter() - began,
        by_cases=False,
    )


def signature_of(outcome: RuleOutcome) -> object:
    """What a replay shows of a rule: the attacks that it finds, and its alerts by what they are."""
    if outcome.status != "tested":
        return None
    found = frozenset(verdict.scenario for verdict in outcome.verdicts if verdict.found)
    return found, Counter(alert.classification for alert in outcome.alerts)


def changed_lines(rule: Rule, mutant: Mutant) -> tuple[str, ...]:
    """The lines of the query that a mutant changes: ``- before``, ``+ after``."""
    if mutant.rule.query == rule.query:
        return ()
    before = print_kql(parse(rule.query), OPERATORS).splitlines()
    after = mutant.rule.query.splitlines()
    return tuple(line.rstrip() for line in difflib.ndiff(before, after) if line[:2] in ("- ", "+ "))
