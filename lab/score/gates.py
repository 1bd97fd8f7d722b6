"""Gates on a replay: what must hold before a change of rules is merged.

A baseline is the JSON document of an earlier replay of the same logs.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from lab.errors import SettingsError
from lab.rules.durations import parse_duration, spell_duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lab.replay.model import Replay, RuleOutcome, ScenarioInfo

GateName = Literal["no-lost-scenarios", "max-alerts-per-day", "max-delay", "still-tested"]

_DAY = timedelta(days=1)
_LIMIT = re.compile(r"(\+?)(\d{1,9}(?:\.\d{1,6})?)(%?)")


@dataclass(frozen=True, slots=True)
class AlertLimit:
    """The most alerts a day of one rule: a number, or what the baseline has and so many percent."""

    value: float
    relative: bool = False


@dataclass(frozen=True, slots=True)
class BaselineRule:
    """What an earlier replay says of a rule."""

    status: str
    alerts: int
    found: frozenset[int]


@dataclass(frozen=True)
class Baseline:
    """An earlier replay: its days, its rules by path, its scenarios' name and start by number."""

    path: str
    days: float
    rules: Mapping[str, BaselineRule]
    scenarios: Mapping[int, tuple[str, str]]

    def found_by(self, scenario: int) -> tuple[str, ...]:
        """The rules that found a scenario."""
        return tuple(path for path, rule in self.rules.items() if scenario in rule.found)


@dataclass(frozen=True, slots=True)
class Gates:
    """What must hold; None and False ask for nothing."""

    no_lost_scenarios: bool = False
    max_alerts_per_day: AlertLimit | None = None
    max_delay: timedelta | None = None
    baseline: Baseline | None = None

    @property
    def asked(self) -> tuple[GateName, ...]:
        """The names of the gates that are asked for."""
        named: tuple[tuple[GateName, object], ...] = (
            ("no-lost-scenarios", self.no_lost_scenarios),
            ("max-alerts-per-day", self.max_alerts_per_day),
            ("max-delay", self.max_delay),
            ("still-tested", self.baseline),
        )
        return tuple(name for name, value in named if value)


@dataclass(frozen=True, slots=True)
class Violation:
    """A gate that does not hold for a rule; ``rule`` is "" where it concerns all of them."""

    gate: GateName
    rule: str
    message: str

    def __str__(self) -> str:
        where = f"{self.rule}: " if self.rule else ""
        return f"{where}{self.message} (--{self.gate})" if self.option else where + self.message

    @property
    def option(self) -> bool:
        """Whether the gate is an option of its own."""
        return self.gate != "still-tested"


def violations(replay: Replay, gates: Gates) -> tuple[Violation, ...]:
    """Every gate that does not hold, in order of rules.

    Raises:
        SettingsError: where the baseline is of other logs.
    """
    if gates.baseline is not None:
        _check_same_logs(replay, gates.baseline)
    found = [*_still_tested(replay, gates.baseline)] if gates.baseline else []
    if gates.no_lost_scenarios:
        found += _lost(replay, gates.baseline)
    for rule in replay.with_status("tested"):
        found += _alerts(rule, replay, gates)
        found += _delay(rule, replay, gates)
    return tuple(sorted(found, key=lambda one: one.rule))


def _still_tested(replay: Replay, baseline: Baseline) -> Iterator[Violation]:
    for outcome in replay.rules:
        before = baseline.rules.get(outcome.path)
        if before is not None and before.status == "tested" != outcome.status:
            message = f"was tested in {baseline.path} and is {outcome.status} now: {outcome.why}"
            yield Violation("still-tested", outcome.path, message)


def _lost(replay: Replay, baseline: Baseline | None) -> Iterator[Violation]:
    gate: GateName = "no-lost-scenarios"
    named = {one.number: one for one in replay.scenarios}
    found = {
        verdict.scenario for rule in replay.rules for verdict in rule.verdicts if verdict.found
    }
    for rule in replay.rules:
        before = baseline.rules.get(rule.path) if baseline else None
        for verdict in rule.verdicts:
            shown = _scenario_text(named[verdict.scenario])
            had = before is not None and verdict.scenario in before.found
            if verdict.missed and (before is None or had):
                why = "its rows came late" if verdict.late else "below the threshold or suppressed"
                again = f", which it found in {baseline.path}" if baseline and had else ""
                yield Violation(gate, rule.path, f"misses {shown}{again} ({why})")
            elif baseline and had and verdict.expected and not verdict.found:
                text = f"no longer finds {shown}, as it did in {baseline.path}"
                yield Violation(gate, rule.path, text)
    if baseline is None:
        return
    for number, scenario in named.items():
        names = baseline.found_by(number)
        if names and number not in found:
            text = f"no rule finds {_scenario_text(scenario)}; in {baseline.path} did "
            yield Violation(gate, "", text + ", ".join(names))


def _scenario_text(scenario: ScenarioInfo) -> str:
    return f"scenario {scenario.number} ({scenario.name}, {scenario.from_utc:%Y-%m-%d %H:%M} UTC)"


def _alerts(rule: RuleOutcome, replay: Replay, gates: Gates) -> Iterator[Violation]:
    limit = gates.max_alerts_per_day
    if limit is None:
        return
    rate = len(rule.alerts) / (replay.horizon.length / _DAY)
    most, than = limit.value, ""
    if limit.relative:
        before = gates.baseline.rules.get(rule.path) if gates.baseline else None
        if before is None or gates.baseline is None or before.status != "tested":
            return
        was = before.alerts / gates.baseline.days
        most = was * (1 + limit.value / 100)
        than = f", {limit.value:g} % above the {was:.4g} of {gates.baseline.path}"
    if rate > most * (1 + 1e-9):
        message = f"{rate:.4g} alerts a day, and at most {most:.4g} are allowed{than}"
        yield Violation("max-alerts-per-day", rule.path, message)


def _delay(rule: RuleOutcome, replay: Replay, gates: Gates) -> Iterator[Violation]:
    if gates.max_delay is None:
        return
    named = {one.number: one for one in replay.scenarios}
    for verdict in rule.verdicts:
        seconds = verdict.seconds_to_detect
        if seconds is None or not verdict.expected or verdict.benign:
            continue
        if timedelta(seconds=seconds) > gates.max_delay:
            took = spell_duration(timedelta(minutes=math.ceil(seconds / 60)))
            shown = _scenario_text(named[verdict.scenario])
            most = spell_duration(gates.max_delay)
            message = f"takes up to {took} to find {shown}, and at most {most} are allowed"
            yield Violation("max-delay", rule.path, message)


def _check_same_logs(replay: Replay, baseline: Baseline) -> None:
    """Scenarios are compared by number, which means nothing between different logs."""
    now = {one.number: (one.name, f"{one.from_utc.isoformat()}Z") for one in replay.scenarios}
    if now != dict(baseline.scenarios):
        raise SettingsError(
            f"{baseline.path} is a replay of other logs (its scenarios differ): replay the same "
            "database with --json to make a baseline"
        )


def gates_asked(
    no_lost_scenarios: bool,
    max_alerts_per_day: str | None,
    max_delay: str | None,
    against: Path | None,
) -> Gates:
    """The gates that the options of a command spell.

    Raises:
        SettingsError: where an option or the baseline does not fit.
    """
    baseline = None if against is None else read_baseline(against)
    return Gates(
        no_lost_scenarios,
        None if max_alerts_per_day is None else alert_limit(max_alerts_per_day, baseline),
        None if max_delay is None else delay_limit(max_delay),
        baseline,
    )


# --- from options -------------------------------------------------------------------------------


def alert_limit(text: str, baseline: Baseline | None) -> AlertLimit:
    """The limit that ``20``, ``0.5`` or ``+10%`` spells.

    Raises:
        SettingsError: where it is none, or is relative without a baseline.
    """
    match = _LIMIT.fullmatch(text.strip())
    if match is None or bool(match.group(1)) != bool(match.group(3)):
        raise SettingsError(
            f"--max-alerts-per-day {text!r} must be a number like 20, or like +10% (of --against)"
        )
    if match.group(1) and baseline is None:
        raise SettingsError(f"--max-alerts-per-day {text} needs a baseline: name it with --against")
    return AlertLimit(float(match.group(2)), bool(match.group(1)))


def delay_limit(text: str) -> timedelta:
    """The length of time that ``--max-delay`` names.

    Raises:
        SettingsError: where it is none.
    """
    length = parse_duration(text)
    if length is None:
        raise SettingsError(f"--max-delay {text!r} must be a length of time like 30m or 2h")
    return length


def read_baseline(file: Path) -> Baseline:
    """The baseline in a file that ``lab replay --json`` wrote.

    Raises:
        SettingsError: where it cannot be read, or is something else.
    """
    wrong = f"{file} is no replay as 'lab replay --json' writes it"
    try:
        document = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(
            f"no such file: {file}; 'lab replay FOLDER --json > {file}' makes one"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from error
    except ValueError as error:
        raise SettingsError(f"{wrong}: {error}") from error
    try:
        first, last = (_instant(document[key]) for key in ("from", "to"))
        rules = {
            rule["rule"]: BaselineRule(
                str(rule["status"]),
                int(rule["alerts"]),
                frozenset(int(v["scenario"]) for v in rule["verdicts"] if v["found"]),
            )
            for rule in document["rules"]
        }
        scenarios = {
            int(one["number"]): (str(one["name"]), str(one["from"]))
            for one in document["scenarios"]
        }
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(f"{wrong}: {type(error).__name__} {error}") from error
    return Baseline(str(file), (last - first) / _DAY, rules, scenarios)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.removesuffix("Z"))
