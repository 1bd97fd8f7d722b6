"""DeviceProcessEvents, DeviceNetworkEvents, DeviceFileEvents and DeviceLogonEvents.

Both time columns are filled. Names are in lower case for initiating processes, as the service
writes them; ``ReportId`` is unique for a device and table.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from generators.background.endpoints import (
    FILE_EVENTS,
    LOGON_EVENTS,
    LOGONS,
    NETWORK_EVENTS,
    PROCESS_EVENTS,
)
from generators.columns import coded, constant, instants, pool
from generators.endpoints import endpoints_of
from generators.ids import hex_column
from generators.population import WINDOWS_DOMAIN
from generators.programs import FILES, PROGRAMS, REMOTES, Program

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from generators.events import EndpointEvents
    from generators.population import World

_SERVICES = (
    ("system", "nt authority", "S-1-5-18"),
    ("local service", "nt authority", "S-1-5-19"),
    ("network service", "nt authority", "S-1-5-20"),
)


class EndpointColumns:
    """Turns events of machines into columns; the pools are made once per world."""

    def __init__(self, world: World) -> None:
        self._world = world
        known = endpoints_of(world).all
        self._names = pool([*(one.name for one in known), ""])
        self._ids = pool([one.device_id for one in known])
        self._addresses = pool([*(one.address for one in known), ""])
        people = world.accounts
        # Behind the people the services, and an empty text for position -1.
        self._users = pool([*(p.sam for p in people), *(s[0] for s in _SERVICES), ""])
        domain = WINDOWS_DOMAIN.lower()
        self._domains = pool([*(domain for _ in people), *(s[1] for s in _SERVICES), ""])
        self._sids = pool([*(p.sid for p in people), *(s[2] for s in _SERVICES), ""])
        self._upns = pool([*(p.upn for p in people), *("" for _ in _SERVICES), ""])
        self._objects = pool([*(p.object_id for p in people), *("" for _ in _SERVICES), ""])
        self._templates = [line for program in PROGRAMS for line in program.commands]

    def columns(self, rows: EndpointEvents, table: str) -> dict[str, Any]:
        """KQL column names to Arrow arrays."""
        count = len(rows)
        item = rows.item.astype(np.int64)
        report = item[:, 0] << 16 | item[:, 1] << 8 | item[:, 4]
        shared = {
            "Type": constant(table, count),
            "TenantId": constant(self._world.workspace_id, count),
            "Timestamp": instants(rows.time),
            "DeviceId": coded(self._ids, rows.endpoint),
            "DeviceName": coded(self._names, rows.endpoint),
            "ReportId": pa.array(report, pa.int64()),
        }
        made = {
            PROCESS_EVENTS: self._process,
            NETWORK_EVENTS: self._network,
            FILE_EVENTS: self._file,
            LOGON_EVENTS: self._logon,
        }[table](rows)
        return shared | self._initiating(rows) | made

    def _initiating(self, rows: EndpointEvents) -> dict[str, Any]:
        which, account = rows.by_program, rows.by_account
        known = which >= 0
        return {
            "InitiatingProcessFileName": _of(which, lambda p: p.name.lower()),
            "InitiatingProcessFolderPath": _of(which, lambda p: p.path.lower()),
            "InitiatingProcessSHA256": _of(which, lambda p: p.hashes[0]),
            "InitiatingProcessSHA1": _of(which, lambda p: p.hashes[1]),
            "InitiatingProcessMD5": _of(which, lambda p: p.hashes[2]),
            "InitiatingProcessVersionInfoCompanyName": _of(which, lambda p: p.company),
            "InitiatingProcessVersionInfoProductName": _of(which, lambda p: p.product),
            "InitiatingProcessVersionInfoOriginalFileName": _of(which, lambda p: p.name),
            "InitiatingProcessVersionInfoInternalFileName": _of(which, lambda p: p.name),
            "InitiatingProcessVersionInfoProductVersion": _of(which, lambda p: p.version),
            "InitiatingProcessVersionInfoFileDescription": _of(which, lambda p: p.product),
            "InitiatingProcessCommandLine": self._commands(rows.by_command, account),
            "InitiatingProcessId": _number(rows.by_pid),
            "InitiatingProcessCreationTime": instants(rows.by_created, ~known),
            "InitiatingProcessParentFileName": _of(rows.parent_program, lambda p: p.name),
            "InitiatingProcessParentId": _number(rows.parent_pid),
            "InitiatingProcessParentCreationTime": instants(
                rows.parent_created, rows.parent_program < 0
            ),
            "InitiatingProcessIntegrityLevel": self._integrity(account, known),
            "InitiatingProcessTokenElevation": self._elevation(account, known),
            "InitiatingProcessAccountName": coded(self._users, _end(account, self._users)),
            "InitiatingProcessAccountDomain": coded(self._domains, _end(account, self._domains)),
            "InitiatingProcessAccountSid": coded(self._sids, _end(account, self._sids)),
            "InitiatingProcessAccountUpn": coded(self._upns, _end(account, self._upns)),
            "InitiatingProcessAccountObjectId": coded(self._objects, _end(account, self._objects)),
        }

    def _accounts(self, account: NDArray[Any]) -> dict[str, Any]:
        return {
            "AccountName": coded(self._users, _end(account, self._users)),
            "AccountDomain": coded(self._domains, _end(account, self._domains)),
            "AccountSid": coded(self._sids, _end(account, self._sids)),
        }

    def _process(self, rows: EndpointEvents) -> dict[str, Any]:
        which = rows.program
        every = np.full(len(rows), fill_value=True)
        return self._accounts(rows.account) | {
            "ActionType": constant("ProcessCreated", len(rows)),
            "FileName": _of(which, lambda p: p.name),
            "FolderPath": _of(which, lambda p: p.path),
            "SHA256": _of(which, lambda p: p.hashes[0]),
            "SHA1": _of(which, lambda p: p.hashes[1]),
            "MD5": _of(which, lambda p: p.hashes[2]),
            "ProcessCommandLine": self._commands(rows.command, rows.account),
            "ProcessId": _number(rows.pid),
            "ProcessCreationTime": instants(rows.created),
            "ProcessVersionInfoCompanyName": _of(which, lambda p: p.company),
            "ProcessVersionInfoProductName": _of(which, lambda p: p.product),
            "ProcessVersionInfoOriginalFileName": _of(which, lambda p: p.name),
            "ProcessVersionInfoInternalFileName": _of(which, lambda p: p.name),
            "ProcessVersionInfoProductVersion": _of(which, lambda p: p.version),
            "ProcessVersionInfoFileDescription": _of(which, lambda p: p.product),
            "ProcessIntegrityLevel": self._integrity(rows.account, every),
            "ProcessTokenElevation": self._elevation(rows.account, every),
            "AccountUpn": coded(self._upns, _end(rows.account, self._upns)),
            "AccountObjectId": coded(self._objects, _end(rows.account, self._objects)),
            "FileSize": pa.array(90_000 + which.astype(np.int64) * 7_919 % 2_000_000),
            "LogonId": pa.array(999 + (rows.account.astype(np.int64) + 1) * 65_537),
        }

    def _network(self, rows: EndpointEvents) -> dict[str, Any]:
        which = rows.value
        private = np.array([r.address.startswith("10.") for r in REMOTES])
        ports = np.array([r.port for r in REMOTES], np.int32)
        return {
            "ActionType": constant("ConnectionSuccess", len(rows)),
            "LocalIP": coded(self._addresses, rows.endpoint),
            "LocalIPType": constant("Private", len(rows)),
            "LocalPort": pa.array((49_152 + rows.number % 16_000).astype(np.int32)),
            "RemoteIP": coded(pool([r.address for r in REMOTES]), which),
            "RemoteIPType": coded(pool(["Public", "Private"]), private[which].astype(np.int32)),
            "RemotePort": pa.array(ports[which]),
            "RemoteUrl": coded(pool([r.url for r in REMOTES]), which),
            "Protocol": coded(pool([r.protocol for r in REMOTES]), which),
        }

    def _file(self, rows: EndpointEvents) -> dict[str, Any]:
        which = rows.value
        renamed = np.array([f.action == "FileRenamed" for f in FILES])[which]
        keys = np.stack([which, rows.number % 500, _end(rows.by_account, self._users)], axis=1)
        distinct, inverse = np.unique(keys, axis=0, return_inverse=True)
        users = self._users.to_pylist()
        made = [(FILES[w], n, users[a]) for w, n, a in distinct.tolist()]
        names = [one.name.replace("{n}", str(n)) for one, n, _ in made]
        folders = [one.folder.replace("{user}", user) for one, _, user in made]
        paths = [f"{folder}\\{name}" for folder, name in zip(folders, names, strict=True)]
        [f"{folder}\\{name}" for folder, name in zip(folders, names, strict=True)]
        code = inverse.reshape(-1)
        content = _mixed((rows.number % 500).astype(np.int64) * len(FILES) + which)
        old = [*(f"~{name}" for name in names), ""]
        before = np.where(renamed, code, len(names))
        kinds = pool([json.dumps({"FileType": f.kind}) if f.kind else None for f in FILES])
        return {
            "ActionType": coded(pool([f.action for f in FILES]), which),
            "FileName": _texts(names, code),
            "FolderPath": _texts(paths, code),
            "PreviousFileName": _texts(old, before),
            "PreviousFolderPath": _texts([*folders, ""], before),
            "SHA256": hex_column(content),
            "SHA1": hex_column(content[:, :20]),
            "MD5": hex_column(content[:, :16]),
            "FileSize": pa.array(2_000 + rows.number.astype(np.int64) * 37),
            "FileOriginUrl": coded(pool([f.url for f in FILES]), which),
            "FileOriginReferrerUrl": coded(pool([f.url.rpartition("/")[0] for f in FILES]), which),
            "AdditionalFields": coded(kinds, which),
        }

    def _logon(self, rows: EndpointEvents) -> dict[str, Any]:
        which = rows.value
        remote = rows.number >= 0
        local = json.dumps({"IsLocalLogon": True}), json.dumps({"IsLocalLogon": False})
        source = _end(np.where(remote, rows.number, -1), self._names)
        failed = np.array([one[1] == "LogonFailed" for one in LOGONS])[which]
        return self._accounts(rows.account) | {
            "ActionType": coded(pool([one[1] for one in LOGONS]), which),
            "LogonType": coded(pool([one[0] for one in LOGONS]), which),
            "FailureReason": coded(pool([one[2] for one in LOGONS]), which),
            "RemoteDeviceName": coded(self._names, source),
            "RemoteIP": coded(self._addresses, source),
            "RemoteIPType": coded(pool(["", "Private"]), remote.astype(np.int32)),
            "RemotePort": pa.array((49_152 + rows.pid % 16_000).astype(np.int32), mask=~remote),
            "Protocol": coded(pool(["Negotiate", "Kerberos", "NTLM"]), remote * (1 + failed)),
            "IsLocalAdmin": pa.array(rows.account >= len(self._world.accounts)),
            "LogonId": pa.array(rows.pid, pa.int64()),
            "AdditionalFields": coded(pool(local), remote.astype(np.int32)),
        }

    def _commands(self, command: NDArray[Any], account: NDArray[Any]) -> pa.DictionaryArray:
        """Command lines; the account stands in those that name its folder."""
        named = np.array(["{user}" in line for line in self._templates] + [False])
        who = np.where(named[command], account, -1)
        keys, inverse = np.unique(np.stack([command, who], axis=1), axis=0, return_inverse=True)
        users = self._users.to_pylist()
        texts = [
            "" if line < 0 else self._templates[line].replace("{user}", users[user] or "")
            for line, user in keys.tolist()
        ]
        return coded(pool(texts), inverse.reshape(-1))

    def _integrity(self, account: NDArray[Any], known: NDArray[np.bool_]) -> pa.DictionaryArray:
        system = account >= len(self._world.accounts)
        return coded(pool(["", "Medium", "System"]), known * (1 + system))

    def _elevation(self, account: NDArray[Any], known: NDArray[np.bool_]) -> pa.DictionaryArray:
        system = account >= len(self._world.accounts)
        names = ["", "TokenElevationTypeLimited", "TokenElevationTypeDefault"]
        return coded(pool(names), known * (1 + system))


def _of(which: NDArray[Any], text: Callable[[Program], str]) -> pa.DictionaryArray:
    """A column about programs; empty for position -1."""
    return coded(
        pool([*(text(one) for one in PROGRAMS), ""]), np.where(which < 0, len(PROGRAMS), which)
    )


def _texts(values: list[str], places: NDArray[Any]) -> pa.StringArray:
    """A text column of values that need not be distinct, as those of a pool have to be."""
    return pool(values).take(pa.array(places))


def _end(places: NDArray[Any], values: pa.StringArray) -> NDArray[Any]:
    """Positions, with -1 as the last one, which is empty."""
    return np.where(places < 0, len(values) - 1, places)


def _number(values: NDArray[Any]) -> pa.Array:
    return pa.array(values.astype(np.int64), mask=values < 0)


def _mixed(content: NDArray[np.int64]) -> NDArray[np.uint8]:
    """32 bytes that follow from a number and look like a hash (splitmix64, four times)."""
    words: Any = content.astype(np.uint64)[:, None] * np.uint64(4)
    words = (words + np.arange(1, 5, dtype=np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = words ^ (words >> np.uint64(31))
    return mixed.view(np.uint8).reshape(len(content), 32)
