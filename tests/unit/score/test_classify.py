"""What an alert is, whom it names, and whether it is news."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from lab.replay.model import Alert, ScenarioInfo
from lab.rules.model import EntityMapping
from lab.score.classify import by_counterfactual, by_entities, marked_repeats
from lab.score.coverage import coverage_of
from lab.score.entities import names_the_right
from tests.unit.replay.fakes import BASE
from tests.unit.replay.test_alerts import PER_RESULT, RULE, RUN, alerts_of, rows

HOUR = timedelta(hours=1)
ATTACK = ScenarioInfo(
    3,
    "burst",
    "A burst",
    "High",
    BASE,
    BASE + HOUR,
    ("SecurityEvent",),
    ("T1110.001",),
    {"account": ("ann@example.org", "CORP\\ann"), "host": ("FS01.corp.example",), "ip": ("::1",)},
)
ALIKE = replace(ATTACK, number=4, name="alike", benign=True)
BOTH = {3: ATTACK, 4: ALIKE}


def naming(**values: object) -> Alert:
    (alert,) = alerts_of(RULE, RUN, rows(1))
    return replace(alert, rows=(values,))


def test_an_alert_is_true_for_its_own_rows_alone() -> None:
    first, second = alerts_of(PER_RESULT, RUN, rows(2))
    assert by_counterfactual(first, {3: (1,)}, RULE, BOTH).classification == "FalsePositive"
    told = by_counterfactual(second, {3: (1,)}, RULE, BOTH)
    assert (told.classification, told.scenarios) == ("TruePositive", {3: (1,)})


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        ({3: ()}, "TruePositive"),
        ({4: (0,)}, "BenignPositive"),
        ({3: (0,), 4: (0,)}, "TruePositive"),
        ({}, "FalsePositive"),
    ],
)
def test_classes(made: dict[int, tuple[int, ...]], kind: str) -> None:
    (alert,) = alerts_of(RULE, RUN, rows(1))
    assert by_counterfactual(alert, made, RULE, BOTH).classification == kind


@pytest.mark.parametrize(
    ("kind", "identifier", "value", "right"),
    [
        ("Account", "FullName", "Ann@Example.org", True),
        ("Account", "FullName", "corp\\ANN", True),
        ("Account", "FullName", "CORP\\bob", False),
        ("Account", "Name", "bob", None),  # the scenario's accounts are not spelt like that
        ("Account", "Sid", "S-1-5-18", None),
        ("Host", "HostName", "fs01", True),
        ("Host", "FullName", "FS02.corp.example", False),
        ("IP", "Address", "192.0.2.1", False),
        ("IP", "Address", "::1", True),
        ("URL", "Url", "https://example.org", None),
        ("Account", "FullName", "", None),
    ],
)
def test_only_like_is_compared_with_like(
    kind: str, identifier: str, value: str, right: bool | None
) -> None:
    mapping = EntityMapping(kind, ((identifier, "X"),))
    assert names_the_right(naming(X=value), [mapping], ATTACK) is right


def test_one_entity_that_agrees_is_enough() -> None:
    mappings = [
        EntityMapping("IP", (("Address", "A"),)),
        EntityMapping("Host", (("HostName", "H"),)),
    ]
    assert names_the_right(naming(A="192.0.2.1", H="fs01"), mappings, ATTACK)
    assert names_the_right(naming(A=["192.0.2.1", "::1"]), mappings, ATTACK)


@pytest.mark.parametrize(
    ("value", "after", "kind"),
    [
        ("ann@example.org", timedelta(0), "TruePositive"),
        ("bob@example.org", timedelta(0), "Undetermined"),
        ("ann@example.org", 3 * HOUR, "Undetermined"),
    ],
)
def test_imported_rows_are_matched_by_entities_and_time(
    value: str, after: timedelta, kind: str
) -> None:
    alert = replace(naming(Who={"upn": value}), start_utc=BASE + after, end_utc=BASE + after)
    assert by_entities(alert, RULE, {3: ATTACK}).classification == kind


def test_old_rows_and_old_events_are_no_news() -> None:
    (first,) = alerts_of(RULE, RUN, rows(1))
    later = [replace(first, run=replace(RUN, number=RUN.number + n)) for n in range(1, 4)]
    alerts = [first, *later]
    pairs = zip(alerts, (7, 7, 8, 9), strict=True)
    numbers = {alert.run.number: np.array([number]) for alert, number in pairs}
    nothing: frozenset[int] = frozenset()
    told = marked_repeats(alerts, numbers, [frozenset({1, 2}), nothing, frozenset({2}), nothing])
    assert [alert.repeats for alert in told] == [False, True, True, False]


def test_alerts_of_one_run_do_not_repeat_each_other() -> None:
    alerts = alerts_of(PER_RESULT, RUN, rows(2))
    told = marked_repeats(alerts, {RUN.number: np.array([5, 5])}, [frozenset({1}), frozenset({1})])
    assert [alert.repeats for alert in told] == [False, False]


@pytest.mark.parametrize(
    ("techniques", "tables", "covers", "names", "basis"),
    [
        (("T1110",), {"SecurityEvent"}, None, ("burst",), "techniques and tables"),
        (("T1110.003",), {"SecurityEvent"}, None, ("burst",), "techniques and tables"),
        (("T1059",), {"SecurityEvent"}, None, (), "techniques and tables"),
        (("T1110",), {"SigninLogs"}, None, (), "techniques and tables"),
        ((), {"SecurityEvent"}, None, ("burst",), "tables"),
        (("T1110",), {"SecurityEvent"}, ["other"], ("other",), "tests file"),
        (("T1110",), {"SecurityEvent"}, [], (), "tests file"),
    ],
)
def test_what_a_rule_is_measured_against(
    techniques: tuple[str, ...],
    tables: set[str],
    covers: list[str] | None,
    names: tuple[str, ...],
    basis: str,
) -> None:
    rule = replace(RULE, techniques=techniques)
    found = coverage_of(rule, tables, [ATTACK, ALIKE], covers)
    assert (found.names, found.basis) == (names, basis)
