from __future__ import annotations

import json

import pytest

from lab.replay.entities import (
    MOST_BYTES,
    MOST_ENTITIES,
    EntityMapper,
    entities_json,
    entity_type,
    evidence,
    read_entities,
)
from lab.replay.model import Entity
from lab.rules.model import EntityMapping


def mapped(mapping: EntityMapping, *values: str) -> tuple[Entity, ...]:
    columns = [column for _, column in mapping.identifiers]
    mapper = EntityMapper([mapping], columns)
    return mapper.entities((0,), {place: [value] for place, value in enumerate(values)})


def one(kind: str, identifier: str, value: str) -> list[dict[str, str]]:
    found = mapped(EntityMapping(kind, ((identifier, "C"),)), value)
    return [dict(entity.values) for entity in found]


@pytest.mark.parametrize(
    ("kind", "identifier", "value", "fields"),
    [
        ("Account", "FullName", "ann@contoso.com", {"Name": "ann", "UPNSuffix": "contoso.com"}),
        ("Account", "FullName", "CONTOSO\\ann", {"Name": "ann", "NTDomain": "CONTOSO"}),
        ("Account", "FullName", "ann", {"Name": "ann"}),
        ("Account", "accountUpn", "ann@contoso.com", {"Name": "ann", "UPNSuffix": "contoso.com"}),
        ("Host", "FullName", "pc1.corp.net", {"HostName": "pc1", "DnsDomain": "corp.net"}),
        ("Host", "FullName", "CORP\\pc1", {"HostName": "pc1", "NTDomain": "CORP"}),
        ("device", "deviceId", "f00", {"MdatpDeviceId": "f00"}),
        ("IP", "Address", "2001:db8::1", {"Address": "2001:db8::1"}),
        ("Account", "Name", "Größe", {"Name": "Größe"}),
    ],
)
def test_identifiers_become_fields_of_the_schema(
    kind: str, identifier: str, value: str, fields: dict[str, str]
) -> None:
    assert one(kind, identifier, value) == [fields]


def test_what_has_no_value_or_a_built_in_name_alone_makes_no_entity() -> None:
    assert one("IP", "Address", "") == []
    assert one("Account", "Name", "SYSTEM") == one("Account", "FullName", "root") == []
    pair = EntityMapping("Account", (("Name", "N"), ("Sid", "S")))
    assert [dict(e.values) for e in mapped(pair, "system", "S-1-5-18")] == [
        {"Name": "system", "Sid": "S-1-5-18"}
    ]
    assert [dict(e.values) for e in mapped(pair, "", "S-1-5-18")] == [{"Sid": "S-1-5-18"}]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CloudApplication", "cloud-application"),
        ("cloud-application", "cloud-application"),
        ("Registry Key", "registry-key"),
        ("SubmissionMail", "SubmissionMail"),
        ("IoTDevice", "iotdevice"),
        ("FileHash", "filehash"),
        ("Unheard", "unheard"),
    ],
)
def test_types_are_those_of_the_json(name: str, kind: str) -> None:
    assert entity_type(name) == kind


def test_the_json_has_ids_first_and_types_last() -> None:
    found = (
        Entity("ip", (("Address", "10.0.0.1"),)),
        Entity("account", (("Name", "ann"), ("IsDomainJoined", "True"))),
    )
    assert entities_json(found) == (
        '[{"$id":"2","Address":"10.0.0.1","Type":"ip"},'
        '{"$id":"3","Name":"ann","IsDomainJoined":true,"Type":"account"}]'
    )
    assert entities_json(()) == ""


def test_mappings_share_the_entities_of_an_alert() -> None:
    mappings = [
        EntityMapping("IP", (("Address", "A"),)),
        EntityMapping("Host", (("HostName", "B"),)),
    ]
    mapper = EntityMapper(mappings, ["A", "B"])
    cells = {0: [f"10.0.0.{row}" for row in range(400)], 1: ["pc"] * 400}
    found = mapper.entities(range(400), cells)
    assert sum(entity.type == "ip" for entity in found) == MOST_ENTITIES // 2
    assert sum(entity.type == "host" for entity in found) == 1
    assert len({id(entity) for entity in (*found, *mapper.entities(range(400), cells))}) == 251


def test_an_alerts_entities_have_at_most_64_kilobytes() -> None:
    mapper = EntityMapper([EntityMapping("Process", (("CommandLine", "C"),))], ["C"])
    found = mapper.entities(range(40), {0: [f"{row}é" + "x" * 4000 for row in range(40)]})
    assert 10 < len(found) < 17
    assert len(entities_json(found).encode()) <= MOST_BYTES


def test_a_column_may_hold_entities_already() -> None:
    text = '[{"$id":"2","Address":"1.1.1.1","Location":{"City":"Ulm"},"Type":"ip"},{"$ref":"2"}]'
    assert read_entities(text) == (Entity("ip", (("Address", "1.1.1.1"),)),)
    assert read_entities("nothing") == read_entities("3") == ()
    mapping = EntityMapping("SentinelEntities", (("Entities", "E"),))
    assert mapped(mapping, text) == read_entities(text)


def test_a_column_that_is_not_there_is_left_out() -> None:
    mapping = EntityMapping("Account", (("Name", "N"), ("Sid", "Gone")))
    mapper = EntityMapper([mapping, EntityMapping("IP", (("Address", "Gone"),))], ["N"])
    assert mapper.entities((0,), {0: ["ann"]}) == (Entity("account", (("Name", "ann"),)),)


def test_evidence_has_the_columns_of_its_type() -> None:
    account = Entity("account", (("Name", "ann"), ("UPNSuffix", "contoso.com"), ("Sid", "S-1")))
    row = evidence(account, 2)
    assert (row["EntityType"], row["AccountUpn"], row["AccountSid"]) == (
        *("User", "ann@contoso.com", "S-1"),
    )
    assert json.loads(row["AdditionalFields"])["Type"] == "account"
    sha = evidence(Entity("filehash", (("Algorithm", "SHA256"), ("Value", "ab"))), 2)
    assert (sha["EntityType"], sha["SHA256"], "SHA1" in sha) == ("File", "ab", False)
