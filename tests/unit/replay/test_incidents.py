from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from lab.replay.forms import AlertForms
from lab.replay.incidents import MOST_ALERTS, incident_states, incidents_of
from lab.replay.model import Alert, AlertDetails, Entity, Incident, RuleOutcome
from lab.replay.window import run_at
from lab.rules.model import SCHEDULED, IncidentSettings, Rule
from tests.unit.replay.fakes import BASE
from tests.unit.replay.test_alerts import RULE

HOUR = timedelta(hours=1)
ANN = Entity("account", (("Name", "ann"),))
BOB = Entity("account", (("Name", "bob"),))
HERE = Entity("ip", (("Address", "10.0.0.1"),))


def alert(
    hour: float, *entities: Entity, number: int = 1, severity: str = "Low", **more: Any
) -> Alert:
    run = run_at(SCHEDULED, 1, BASE + hour * HOUR, HOUR)
    return Alert(
        run=run,
        executed_utc=run.now + SCHEDULED.delay,
        number=number,
        ordinals=range(1),
        rows=({},),
        start_utc=run.from_utc,
        end_utc=run.to_utc,
        rule=RULE.path,
        details=AlertDetails(title="T", severity=severity, **more),
        entities=entities,
    )


def outcome(rule: Rule, *alerts: Alert) -> RuleOutcome:
    return RuleOutcome(path=rule.path, title=rule.title, status="tested", rule=rule, alerts=alerts)


def hours(settings: IncidentSettings, *alerts: Alert) -> list[list[float]]:
    found = incidents_of([outcome(replace(RULE, incidents=settings), *alerts)])
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    return [[(one.run.now - BASE) / HOUR for one in each.alerts] for each in found]


def test_an_incident_for_each_alert_unless_they_are_grouped_or_none_is_wanted() -> None:
    alerts = (alert(1, ANN), alert(2, ANN))
    assert hours(IncidentSettings(), *alerts) == [[1], [2]]
    assert hours(IncidentSettings(create=False), *alerts) == []
    assert hours(IncidentSettings(grouped=True, matching="AnyAlert"), *alerts) == [[1, 2]]


def test_all_entities_must_be_alike_in_any_order() -> None:
    settings = IncidentSettings(grouped=True)
    alerts = alert(1, ANN, HERE), alert(2, HERE, ANN), alert(3, ANN), alert(4, BOB, HERE)
    assert hours(settings, *alerts) == [[1, 2], [3], [4]]


def test_selected_compares_what_is_selected() -> None:
    settings = IncidentSettings(
        grouped=True,
        matching="Selected",
        by_entities=("Account",),
        by_alert_details=("Severity",),
        by_custom_details=("Site",),
    )
    site = (("Site", ("A",)),)
    alerts = (
        alert(1, ANN, HERE, custom=site),
        alert(2, ANN, custom=site),
        alert(3, ANN, custom=site, severity="High"),
        alert(4, ANN),
        alert(5, BOB, custom=site),
    )
    assert hours(settings, *alerts) == [[1, 2], [3], [4], [5]]


def test_the_look_back_runs_from_the_first_alert() -> None:
    settings = IncidentSettings(grouped=True, lookback=timedelta(hours=2))
    assert hours(settings, *(alert(hour, ANN) for hour in (1, 2, 3, 4, 5))) == [[1, 2, 3], [4, 5]]


def test_an_incident_holds_150_alerts() -> None:
    settings = IncidentSettings(grouped=True)
    alerts = [alert(1, ANN, number=number) for number in range(MOST_ALERTS + 2)]
    found = incidents_of([outcome(replace(RULE, incidents=settings), *alerts)])
    assert [len(one.alerts) for one in found] == [MOST_ALERTS, 2]


def test_incidents_of_all_rules_are_numbered_by_time() -> None:
    other = replace(RULE, path="b.kql")
    found = incidents_of([outcome(RULE, alert(2)), outcome(other, replace(alert(1), rule="b.kql"))])
    assert [(one.number, one.rule) for one in found] == [(1, "b.kql"), (2, "a.kql")]


def test_a_state_for_each_run_that_adds_alerts() -> None:
    alerts = alert(1, ANN, number=1), alert(1, ANN, number=2), alert(2, ANN, severity="High")
    incident = Incident(7, RULE.path, alerts)
    forms = AlertForms(RULE, ["SigninLogs"])
    first, second = incident_states(incident, forms, RULE)
    assert first.at_utc == BASE + HOUR + SCHEDULED.delay
    assert json.loads(str(first.row["AlertIds"])) == [forms.id(one) for one in alerts[:2]]
    assert len(json.loads(str(second.row["AlertIds"]))) == 3
    assert (first.row["Severity"], second.row["Severity"]) == ("Low", "High")
    assert first.row["CreatedTime"] == second.row["CreatedTime"] == first.at_utc
    assert second.row["LastModifiedTime"] == BASE + 2 * HOUR + SCHEDULED.delay
    assert first.row["IncidentName"] == second.row["IncidentName"]
    assert incident.severity == "High"
