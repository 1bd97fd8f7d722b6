"""Many tables by pattern: which are read, in what order, and how far conditions sink."""

from __future__ import annotations

import pytest

from transpile.diagnostics import CompileError
from transpile.pipeline import bind_kql, compile_kql
from transpile.planning import plan_replay
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType


def _table(name: str, *, loaded: bool = True, **columns: KqlType) -> TableSchema:
    return TableSchema(
        name,
        {"TimeGenerated": KqlType.DATETIME, **columns},
        time_column="TimeGenerated",
        location=("ws", "main", name) if loaded else (),
        has_ingestion=loaded,
    )


TABLES = (
    _table("DeviceLogons", Name=KqlType.STRING, Port=KqlType.LONG),
    _table("Alerts", Name=KqlType.STRING, Port=KqlType.STRING),
    _table("DeviceFiles", Name=KqlType.STRING, Path=KqlType.STRING, Port=KqlType.LONG),
    _table("DeviceKnown", loaded=False, Name=KqlType.DYNAMIC, Odd=KqlType.STRING),
    _table("Elsewhere", loaded=False, Name=KqlType.STRING),
)
SCHEMA = Tables({table.name: table for table in TABLES})


def _columns(kql: str) -> list[str]:
    return [column.name for column in compile_kql(kql, SCHEMA).result.columns]


def test_patterns_find_loaded_tables_in_order_of_creation():
    made = compile_kql("union Device*", SCHEMA).result
    assert list(made.tables) == ["DeviceLogons", "DeviceFiles"]
    assert _columns("union *") == [
        "TimeGenerated", "Name", "Port_long", "Port_string", "Path",
    ]  # fmt: skip


def test_a_pattern_that_no_loaded_table_fits_reads_known_ones_as_empty():
    made = compile_kql("union Else*", SCHEMA)
    assert list(made.result.tables) == ["Elsewhere"]
    assert made.warnings


def test_only_what_is_asked_for_is_read():
    made = compile_kql("union Device* | summarize count() by Name", SCHEMA).result
    assert all(columns == ("Name",) for columns in made.tables.values())


def test_search_reads_every_column_of_every_table():
    made = compile_kql('search "x" | summarize count() by $table', SCHEMA).result
    assert list(made.tables) == ["DeviceLogons", "Alerts", "DeviceFiles"]
    assert "Path" in made.tables["DeviceFiles"]


def test_a_name_that_a_pattern_splits_means_the_type_of_most_tables():
    made = compile_kql("union * | where Port == 3 | project Port", SCHEMA)
    assert [(c.name, c.type) for c in made.result.columns] == [("Port", KqlType.LONG)]
    assert any("several types" in warning.message for warning in made.warnings)
    with pytest.raises(CompileError, match="no column 'Port'"):
        compile_kql("union DeviceLogons, Alerts | project Port", SCHEMA)


def test_a_table_whose_column_does_not_compare_gives_no_rows():
    made = compile_kql("search Port == 3 and Name != 'x'", SCHEMA).result
    assert list(made.tables) == ["DeviceLogons", "Alerts", "DeviceFiles"]  # "3" is a text there
    made = compile_kql("search Port between (1 .. 3)", SCHEMA).result
    assert list(made.tables) == ["DeviceLogons", "DeviceFiles"]


@pytest.mark.parametrize(
    "kql",
    [
        'search in (Device*) "x" and TimeGenerated > ago(1h)',
        "union Device* | where Name has 'x' and TimeGenerated > ago(1h)",
        "union withsource=T Device* | where Port == 3 and T != 'x'",
        "union Device* | where * has 'x'",
    ],
)
def test_conditions_sink_into_the_tables_and_lift(kql):
    plan = plan_replay(bind_kql(kql, SCHEMA))
    assert {hoist.table for hoist in plan.hoists} == {"DeviceLogons", "DeviceFiles"}
    assert plan.lifted is not None


def test_more_tables_than_the_engine_nests():
    many = [_table(f"T{place}", Name=KqlType.STRING) for place in range(250)]
    made = compile_kql("union T* | count", Tables({table.name: table for table in many}))
    assert made.result.statement.count("UNION ALL") == 249
    assert len(made.result.tables) == 250
