"""Entities of alerts: columns of a result as typed entities, and the JSON that Sentinel writes.

Source: the entity types reference of Microsoft Sentinel; its own types and fields. One of them is
made of each distinct row of a mapping's columns; what has no value makes none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.replay.model import Entity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lab.rules.model import EntityMapping

MOST_ENTITIES = 500  # of one alert, shared equally among the mappings
MOST_BYTES = 64 * 1024

# Names of rule files, without what they spell differently (blanks, dashes, case), to the JSON's.
_TYPES = {
    "account": "account",
    "azureresource": "azure-resource",
    "cloudapplication": "cloud-application",
    "device": "host",
    "dns": "dns",
    "dnsresolution": "dns",
    "file": "file",
    "filehash": "filehash",
    "host": "host",
    "iot": "iotdevice",
    "iotdevice": "iotdevice",
    "ip": "ip",
    "mailbox": "mailbox",
    "mailcluster": "mail-cluster",
    "mailmessage": "mail-message",
    "malware": "malware",
    "process": "process",
    "registrykey": "registry-key",
    "registryvalue": "registry-value",
    "securitygroup": "security-group",
    "submissionmail": "SubmissionMail",
    "url": "url",
    "user": "account",
}

# Identifiers that are spelled otherwise in the JSON: columns of impacted assets of Defender.
_FIELDS: Mapping[tuple[str, str], str] = {
    ("account", "accountobjectid"): "AadUserId",
    ("account", "objectid"): "AadUserId",
    ("account", "accountsid"): "Sid",
    ("account", "accountname"): "Name",
    ("account", "accountdomain"): "NTDomain",
    ("account", "accountupn"): "FullName",
    ("account", "upn"): "FullName",
    ("account", "userprincipalname"): "FullName",
    ("host", "deviceid"): "MdatpDeviceId",
    ("host", "devicename"): "FullName",
    ("host", "remotedevicename"): "FullName",
    ("mailbox", "accountupn"): "MailboxPrimaryAddress",
    ("mailbox", "recipientemailaddress"): "MailboxPrimaryAddress",
    ("mailbox", "senderfromaddress"): "MailboxPrimaryAddress",
    ("mailbox", "sendermailfromaddress"): "MailboxPrimaryAddress",
}

# An account that only such a name identifies is dropped from its alert.
_BUILT_IN = frozenset(
    {
        "ADMIN",
        "ADMINISTRATOR",
        "ANONYMOUS",
        "AUTHENTICATED USER",
        "LOCAL SYSTEM",
        "LOCALSYSTEM",
        "NETWORK",
        "NETWORK SERVICE",
        "NULL",
        "ROOT",
        "SYSTEM",
    }
)
_FULL_NAME = "FullName"
_READY = "sentinelentities"  # a column that holds entities already


def entity_type(name: str) -> str:
    """The JSON's name of an entity type that a rule file names."""
    plain = "".join(letter for letter in name.lower() if letter.isalnum())
    return _TYPES.get(plain, name.lower())


class EntityMapper:
    """Makes the entities of a rule's alerts; equal ones are one object."""

    def __init__(self, mappings: Sequence[EntityMapping], columns: Sequence[str]) -> None:
        places = {name: place for place, name in reversed(list(enumerate(columns)))}
        self._mappings = [
            _Columns.of(mapping, places)
            for mapping in mappings
            if any(column in places for _, column in mapping.identifiers)
        ]
        self._share = MOST_ENTITIES // len(mappings) if mappings else 0
        self._made: dict[tuple[int, tuple[str, ...]], tuple[tuple[Entity, int], ...]] = {}

    @property
    def reads(self) -> frozenset[int]:
        """The places of the columns that are read."""
        return frozenset(place for mapping in self._mappings for place in mapping.places)

    def entities(
        self, positions: Sequence[int], cells: Mapping[int, Sequence[str]]
    ) -> tuple[Entity, ...]:
        """The entities of some rows, within the product's limits; ``cells`` are texts by place."""
        found: dict[Entity, None] = {}
        size = 2
        for number, mapping in enumerate(self._mappings):
            columns = [cells[place] for place in mapping.places]
            mine = 0
            seen: set[tuple[str, ...]] = set()
            for position in positions:
                row = tuple(column[position] for column in columns)
                if row in seen:
                    continue
                seen.add(row)
                if mine == self._share:
                    break
                known = self._made.get((number, row))
                if known is None:
                    known = self._made[number, row] = tuple(
                        (entity, len(json.dumps(_document(entity, 999))) + 1)
                        for entity in mapping.make(row)
                    )
                for entity, length in known:
                    if mine == self._share:
                        break
                    if entity in found:
                        continue
                    if size + length > MOST_BYTES:
                        return tuple(found)
                    found[entity] = None
                    size += length
                    mine += 1
        return tuple(found)


@dataclass(frozen=True)
class _Columns:
    """A mapping over places of columns; ``make`` gives the entities of one row's values."""

    type: str
    fields: tuple[str, ...]
    places: tuple[int, ...]
    ready: bool

    @staticmethod
    def of(mapping: EntityMapping, places: Mapping[str, int]) -> _Columns:
        kind = entity_type(mapping.type)
        known = [pair for pair in mapping.identifiers if pair[1] in places]
        return _Columns(
            kind,
            tuple(_FIELDS.get((kind, name.lower()), name) for name, _ in known),
            tuple(places[column] for _, column in known),
            kind == _READY,
        )

    def make(self, values: tuple[str, ...]) -> tuple[Entity, ...]:
        if self.ready:
            return tuple(entity for text in values for entity in read_entities(text))
        given: dict[str, str] = {}
        for field, value in zip(self.fields, values, strict=True):
            if not value:
                continue
            parts = _split(self.type, value) if field == _FULL_NAME else ((field, value),)
            for name, part in parts:
                given.setdefault(name, part)
        nameless = self.type == "account" and given.keys() == {"Name"}
        if not given or (nameless and given["Name"].upper() in _BUILT_IN):
            return ()
        return (Entity(self.type, tuple(given.items())),)


def _split(kind: str, full: str) -> tuple[tuple[str, str], ...]:
    r"""The parts of a full name: ``user@domain``, ``DOMAIN\user``, ``host.domain``."""
    domain, slash, name = full.partition("\\")
    if kind == "host":
        host, _, suffix = (name if slash else full).partition(".")
        parts = [("HostName", host), ("DnsDomain", suffix), ("NTDomain", domain if slash else "")]
    elif slash:
        parts = [("Name", name), ("NTDomain", domain)]
    else:
        name, _, suffix = full.partition("@")
        parts = [("Name", name), ("UPNSuffix", suffix)]
    return tuple(part for part in parts if part[1])


def read_entities(text: str) -> tuple[Entity, ...]:
    """The entities of a column that holds them as JSON; what is inside others is left out."""
    try:
        documents = json.loads(text)
    except ValueError:
        return ()
    if isinstance(documents, dict):
        documents = [documents]
    if not isinstance(documents, list):
        return ()
    return tuple(
        Entity(
            str(document["Type"]),
            tuple(
                (name, value if isinstance(value, str) else json.dumps(value))
                for name, value in document.items()
                if name not in ("$id", "Type") and value and not isinstance(value, (dict, list))
            ),
        )
        for document in documents
        if isinstance(document, dict) and "Type" in document
    )


def entities_json(entities: Iterable[Entity]) -> str:
    """The column ``Entities`` of ``SecurityAlert``: ids first, types last; nothing for none."""
    documents = [_document(entity, number) for number, entity in enumerate(entities, 2)]
    return _close_text(documents) if documents else ""


# json.dumps makes an encoder for each text
_close_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_text = json.JSONEncoder(ensure_ascii=False).encode


_BOOLEANS: Mapping[str, bool] = {"true": True, "false": False}


def _document(entity: Entity, number: int) -> dict[str, object]:
    values: dict[str, object] = {
        name: _BOOLEANS.get(value.lower(), value) if name.startswith("Is") else value
        for name, value in entity.values
    }
    return {"$id": str(number), **values, "Type": entity.type}


# --- the form of AlertEvidence ------------------------------------------------------------------

_Cells = dict[str, str]


def _whole(*names: str) -> Callable[[_Cells], str]:
    """The first value that is there."""
    return lambda values: next((values[name] for name in names if values.get(name)), "")


def _joined(name: str, mark: str, rest: str) -> Callable[[_Cells], str]:
    def join(values: _Cells) -> str:
        first, second = values.get(name, ""), values.get(rest, "")
        return f"{first}{mark}{second}" if first and second else ""

    return join


def _device(values: _Cells) -> str:
    full = _joined("HostName", ".", "DnsDomain")(values)
    return full or _whole("HostName", "NetBiosName")(values)


def _hash(algorithm: str) -> Callable[[_Cells], str]:
    return lambda v: v.get("Value", "") if v.get("Algorithm", "").upper() == algorithm else ""


# Entity types to the service's name and what fills the columns of AlertEvidence.
_EVIDENCE: Mapping[str, tuple[str, Mapping[str, Callable[[_Cells], str]]]] = {
    "account": (
        "User",
        {
            "AccountName": _whole("Name"),
            "AccountDomain": _whole("NTDomain", "DnsDomain", "UPNSuffix"),
            "AccountSid": _whole("Sid"),
            "AccountObjectId": _whole("AadUserId"),
            "AccountUpn": _joined("Name", "@", "UPNSuffix"),
        },
    ),
    "host": ("Machine", {"DeviceName": _device, "DeviceId": _whole("MdatpDeviceId")}),
    "ip": ("Ip", {"RemoteIP": _whole("Address")}),
    "url": ("Url", {"RemoteUrl": _whole("Url")}),
    "dns": ("DnsResolution", {"RemoteUrl": _whole("DomainName")}),
    "file": ("File", {"FileName": _whole("Name"), "FolderPath": _whole("Directory")}),
    "filehash": ("File", {"SHA1": _hash("SHA1"), "SHA256": _hash("SHA256")}),
    "process": ("Process", {"ProcessCommandLine": _whole("CommandLine")}),
    "registry-key": ("RegistryKey", {"RegistryKey": _joined("Hive", "\\", "Key")}),
    "registry-value": (
        "RegistryValue",
        {"RegistryValueName": _whole("Name"), "RegistryValueData": _whole("Value")},
    ),
    "cloud-application": (
        "CloudApplication",
        {"Application": _whole("Name", "InstanceName"), "ApplicationId": _whole("AppId")},
    ),
    "azure-resource": ("CloudResource", {"CloudResource": _whole("ResourceId")}),
    "mailbox": ("Mailbox", {"AccountUpn": _whole("Upn", "MailboxPrimaryAddress")}),
    "mail-message": (
        "MailMessage",
        {"NetworkMessageId": _whole("NetworkMessageId"), "EmailSubject": _whole("Subject")},
    ),
    "mail-cluster": ("MailCluster", {}),
    "malware": ("Malware", {"ThreatFamily": _whole("Name")}),
    "security-group": ("SecurityGroup", {}),
    "iotdevice": (
        "IoTDevice",
        {"DeviceId": _whole("DeviceId"), "DeviceName": _whole("DeviceName")},
    ),
    "SubmissionMail": ("SubmissionMail", {"NetworkMessageId": _whole("NetworkMessageId")}),
}


def evidence(entity: Entity, number: int) -> dict[str, str]:
    """What an entity puts into its row of ``AlertEvidence``; the rest as JSON."""
    name, columns = _EVIDENCE.get(entity.type, (entity.type, {}))
    values = dict(entity.values)
    filled = {column: text for column, fill in columns.items() if (text := fill(values))}
    return {
        "EntityType": name,
        **filled,
        "AdditionalFields": _text(_document(entity, number)),
    }
