"""Machines that Defender watches: processes that have parents, their connections and files."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from generators.calendar import HOUR_US
from generators.endpoints import endpoints_of
from generators.plan import Plan
from generators.population import draw_world
from generators.programs import PROGRAMS
from tests.unit.generators.rows import column, of_scenario, only, rows_of, tenant_of

if TYPE_CHECKING:
    import pyarrow as pa

PLAN = Plan(days=2, users=40, scenarios=("macro-to-powershell:5",))
NOTHING = Plan(days=2, users=40, scenarios=("none",))
PROCESSES = "DeviceProcessEvents"
BY = ("InitiatingProcessId", "InitiatingProcessCreationTime")
OWN = ("ProcessId", "ProcessCreationTime")


@cache
def starts(plan: Plan) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Name and command line of every process by device, id and creation."""
    rows = rows_of(plan)[PROCESSES]
    keys = zip(*(column(rows, name) for name in ("DeviceId", *OWN)), strict=True)
    names = (str(name).lower() for name in column(rows, "FileName"))
    return dict(zip(keys, zip(names, column(rows, "ProcessCommandLine"), strict=True), strict=True))


@pytest.mark.parametrize(
    "table", [PROCESSES, "DeviceNetworkEvents", "DeviceFileEvents", "DeviceLogonEvents"]
)
def test_who_does_something_was_started(table: str) -> None:
    rows = rows_of(NOTHING)[table]
    assert rows.num_rows > 1000
    known = starts(NOTHING)
    keys = zip(*(column(rows, name) for name in ("DeviceId", *BY)), strict=True)
    told = zip(
        column(rows, "InitiatingProcessFileName"),
        column(rows, "InitiatingProcessCommandLine"),
        strict=True,
    )
    roots = ("wininit.exe", "explorer.exe")
    missing = 0
    for key, said, name in zip(keys, told, _names(rows, table), strict=True):
        if said[0]:
            assert known[key] == said
        else:
            missing += 1
            assert name in roots
    # Nobody that is watched starts the first processes of a machine.
    assert missing <= 2 * 2 * len(endpoints_of(draw_world(NOTHING)))


def _names(rows: pa.Table, table: str) -> list[str]:
    if table != PROCESSES:
        return [""] * rows.num_rows
    return [str(name).lower() for name in column(rows, "FileName")]


def test_both_time_columns_agree_and_processes_exist_before_they_act() -> None:
    for table in (PROCESSES, "DeviceNetworkEvents", "DeviceFileEvents"):
        rows = rows_of(NOTHING)[table]
        time = column(rows, "TimeGenerated")
        assert (time == column(rows, "Timestamp")).all()
        created = rows.column("InitiatingProcessCreationTime").drop_null()
        assert created.num_chunks
        assert (column(rows, "ReportId") >= 0).all()


def test_laptops_rest_at_night_and_servers_do_not() -> None:
    rows = rows_of(NOTHING)[PROCESSES]
    known = endpoints_of(draw_world(NOTHING))
    servers = {one.name for one in known.all if one.is_server}
    offsets = {one.name: one.utc_offset_h for one in known.all}
    hours: dict[bool, set[int]] = {True: set(), False: set()}
    for name, time in zip(
        column(rows, "DeviceName"), column(rows, "TimeGenerated").tolist(), strict=True
    ):
        hours[name in servers].add(int(time // HOUR_US + offsets[name]) % 24)
    assert len(hours[True]) == 24
    assert not hours[False] & {0, 1, 2, 3, 4, 5}


def test_a_person_works_on_their_own_laptop() -> None:
    world = draw_world(NOTHING)
    owners = {
        one.name: world.accounts[one.owner].sam
        for one in endpoints_of(world).all
        if not one.is_server
    }
    rows = only(rows_of(NOTHING)[PROCESSES], FileName="OUTLOOK.EXE")
    assert rows.num_rows
    for name, user in zip(column(rows, "DeviceName"), column(rows, "AccountName"), strict=True):
        assert owners[name] == user


def test_command_lines_name_their_user() -> None:
    rows = rows_of(NOTHING)[PROCESSES]
    for user, line in zip(
        column(rows, "AccountName"), column(rows, "ProcessCommandLine"), strict=True
    ):
        assert "{" not in line.replace("{$OutputEncoding", "").replace('"& {', "")
        if "C:\\Users\\" in line:
            assert f"C:\\Users\\{user}" in line


def test_the_attack_leaves_a_chain_that_joins() -> None:
    tables = rows_of(PLAN)
    for one in tenant_of(PLAN).scenarios:
        mine = of_scenario(tables[PROCESSES], one.number)
        names = [str(name).lower() for name in column(mine, "FileName")]
        assert names[:2] == ["winword.exe", "powershell.exe"]
        shell = only(mine, FileName="powershell.exe")
        calls = of_scenario(tables["DeviceNetworkEvents"], one.number)
        dropped = of_scenario(tables["DeviceFileEvents"], one.number)
        for rows in (calls, dropped):
            assert rows.num_rows
            assert set(column(rows, BY[0])) == set(column(shell, OWN[0]))
            assert set(column(rows, "InitiatingProcessParentFileName")) == {"WINWORD.EXE"}
        assert set(column(calls, "RemoteIP")) == set(one.entities["ip"])
        assert set(column(mine, "DeviceName")) == set(one.entities["host"])


def test_only_attacks_start_what_is_planted() -> None:
    lines = {line for one in PROGRAMS if one.planted for line in one.commands}
    assert not lines & set(column(rows_of(NOTHING)[PROCESSES], "ProcessCommandLine"))


def test_additional_fields_are_json() -> None:
    rows = rows_of(NOTHING)["DeviceFileEvents"]
    texts = {text for text in column(rows, "AdditionalFields") if text}
    assert texts
    assert all(isinstance(json.loads(text), dict) for text in texts)


def test_hashes_differ_and_have_their_length() -> None:
    rows = rows_of(NOTHING)["DeviceFileEvents"]
    for name, digits in (("SHA256", 64), ("SHA1", 40), ("MD5", 32)):
        found = set(column(rows, name))
        assert len(found) > 500
        assert all(len(one) == digits for one in found)
        halves = np.array([one[:16] == one[16:32] for one in found])
        assert not halves.any()
