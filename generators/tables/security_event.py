"""SecurityEvent: one row per event of the Windows security log, fields by event id.

What a table column does not hold of an event (ticket options of Kerberos) is in EventData's XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generators.background.windows import FAILURES, PROCESSES
from generators.columns import coded, constant, instants, pool
from generators.ids import guid_column
from generators.principals import NOBODY, principals_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generators.events import WindowsEvents
    from generators.population import World

SECURITY_EVENT = "SecurityEvent"
# Event id: text of the Activity column, and the task.
EVENTS = {
    4624: ("An account was successfully logged on.", 12544),
    4625: ("An account failed to log on.", 12544),
    4634: ("An account was logged off.", 12545),
    4672: ("Special privileges assigned to new logon.", 12548),
    4688: ("A new process has been created.", 13312),
    4768: ("A Kerberos authentication ticket (TGT) was requested.", 14339),
    4769: ("A Kerberos service ticket was requested.", 14337),
}
_LOGON_TYPES = {
    2: "2 - Interactive",
    3: "3 - Network",
    5: "5 - Service",
    7: "7 - Unlock",
    10: "10 - RemoteInteractive",
}
_PACKAGES = ("", "Negotiate", "Kerberos", "NTLM")
_LOGON_PROCESSES = ("", "Advapi  ", "Kerberos", "NtLmSsp ", "User32 ")
_PRIVILEGES = (
    "SeSecurityPrivilege SeBackupPrivilege SeRestorePrivilege SeTakeOwnershipPrivilege "
    "SeDebugPrivilege SeSystemEnvironmentPrivilege SeLoadDriverPrivilege SeImpersonatePrivilege"
)


class SecurityEventColumns:
    """Turns Windows events into columns; the pools are made once per world."""

    def __init__(self, world: World) -> None:
        self._world = world
        everyone = principals_of(world).everyone
        # Position -1 (nobody) is the last entry of each pool.
        self._users = pool([*(p.user for p in everyone), ""])
        self._domains = pool([*(p.domain for p in everyone), ""])
        self._sids = pool([*(p.sid for p in everyone), ""])
        self._accounts = pool([*(p.account for p in everyone), ""])
        self._machine = np.array([p.is_machine for p in everyone] + [False])
        self._computers = pool([host.computer for host in world.hosts])
        self._names = pool([*(host.name for host in world.hosts), ""])
        self._agents = pool([host.agent_id for host in world.hosts])
        self._services = pool([*(f"{host.name}$" for host in world.hosts), "krbtgt", ""])
        self._process_ids = pool([*(hex(256 + 4 * i) for i in range(4096)), "", "0x0"])
        self._ids = np.array(sorted(EVENTS))

    def columns(self, rows: WindowsEvents, table: str) -> dict[str, Any]:
        """KQL column names to Arrow arrays."""
        count = len(rows)
        world = self._world
        which = np.searchsorted(self._ids, rows.event_id)
        names = [int(i) for i in self._ids]
        owner = np.where(np.isin(rows.event_id, [4672, 4688]), rows.subject, rows.target)
        activity = pool([f"{i} - {EVENTS[i][0]}" for i in names])
        tasks = np.array([EVENTS[i][1] for i in names], np.int32)
        keywords = pool(["0x8020000000000000", "0x8010000000000000"])
        failed = (rows.event_id == 4625).astype(np.int32)
        result = {
            "Type": constant(table, count),
            "TenantId": constant(world.workspace_id, count),
            "SourceSystem": constant("OpsManager", count),
            "Computer": coded(self._computers, rows.host),
            "SourceComputerId": coded(self._agents, rows.host),
            "EventID": pa.array(rows.event_id, pa.int32()),
            "Activity": coded(activity, which),
            "Task": pa.array(tasks[which]),
            "Channel": constant("Security", count),
            "EventSourceName": constant("Microsoft-Windows-Security-Auditing", count),
            "Level": coded(pool(["8", "16"]), failed),
            "EventLevelName": constant("LogAlways", count),
            "Keywords": coded(keywords, failed),
            "Opcode": constant("0", count),
            "Version": pa.array(np.where(rows.event_id == 4624, 2, 0).astype(np.int32)),
            "Account": coded(self._accounts, self._who(owner)),
            "AccountType": coded(
                pool(["User", "Machine"]), self._machine[self._who(owner)].astype(np.int32)
            ),
            "EventOriginId": guid_column(rows.item[:, ::-1]),
            "EventRecordId": pa.array(rows.time // 1000 % 4_000_000_000).cast(pa.string()),
            "MG": constant("00000000-0000-0000-0000-000000000001", count),
            "ManagementGroupName": constant(f"AOI-{world.workspace_id}", count),
            "TimeCollected": instants(rows.time),
            "SystemProcessId": pa.array(np.full(count, 4, np.int32)),
            "SystemThreadId": pa.array((rows.item[:, 3].astype(np.int32) + 20) * 4),
            "EventData": self._event_data(rows),
        }
        return result | self._people(rows) | self._logons(rows) | self._processes(rows)

    def _who(self, positions: NDArray[Any]) -> NDArray[Any]:
        return np.where(positions < 0, len(self._users) - 1, positions)

    def _people(self, rows: WindowsEvents) -> dict[str, Any]:
        subject, target = self._who(rows.subject), self._who(rows.target)
        return {
            "SubjectUserName": coded(self._users, subject),
            "SubjectDomainName": coded(self._domains, subject),
            "SubjectUserSid": coded(self._sids, subject),
            "SubjectAccount": coded(self._accounts, subject),
            "SubjectLogonId": _logon_ids(rows.subject_logon),
            "TargetUserName": coded(self._users, target),
            "TargetDomainName": coded(self._domains, target),
            "TargetUserSid": coded(self._sids, target),
            "TargetAccount": coded(self._accounts, target),
            "TargetLogonId": _logon_ids(rows.target_logon),
        }

    def _logons(self, rows: WindowsEvents) -> dict[str, Any]:
        ids, count = rows.event_id, len(rows)
        logon = np.isin(ids, [4624, 4625])
        on, failed = ids == 4624, ids == 4625
        typed = np.isin(ids, [4624, 4625, 4634])
        remote = rows.address >= 0
        network = logon & (rows.logon_type == 3)
        kerberos = network & on & remote
        package = np.where(kerberos, 2, np.where(network, 3, np.where(logon, 1, 0)))
        process = np.where(kerberos, 2, np.where(network, 3, np.where(logon, 1, 0)))
        process = np.where(logon & np.isin(rows.logon_type, [2, 7, 10]), 4, process)
        types = sorted(_LOGON_TYPES)
        type_code = np.where(typed, np.searchsorted(types, rows.logon_type), len(types))
        type_code = np.minimum(type_code, len(types))
        addresses = pa.concat_arrays([self._world.address_texts, pool(["-", ""])])
        nowhere = len(addresses) - 2
        has_address = logon | np.isin(ids, [4768, 4769])
        address = np.where(remote, rows.address, np.where(has_address, nowhere, nowhere + 1))
        failure = np.where(failed, rows.value, len(FAILURES))
        ports = pa.array(np.where(remote, rows.port, 0)).cast(pa.string())
        elevated = np.where(on, 1 + ((rows.subject >= 0) & (rows.subject != NOBODY)), 0)
        statuses = pool([*(f[0] for f in FAILURES), "", "0x0"])
        status = np.where(np.isin(ids, [4768, 4769]), len(FAILURES) + 1, failure)
        workstation = np.where(logon & ~kerberos, rows.host, len(self._names) - 1)
        return {
            "LogonType": pa.array(rows.logon_type, pa.int32(), mask=~typed),
            "LogonTypeName": coded(pool([*(_LOGON_TYPES[t] for t in types), ""]), type_code),
            "LogonProcessName": coded(pool(_LOGON_PROCESSES), process),
            "AuthenticationPackageName": coded(pool(_PACKAGES), package),
            "LmPackageName": coded(pool(["", "-", "NTLM V2"]), logon * (1 + (package == 3))),
            "KeyLength": pa.array(np.where(package == 3, 128, 0).astype(np.int32), mask=~logon),
            "TransmittedServices": coded(pool(["", "-"]), logon),
            "IpAddress": coded(addresses, address),
            "IpPort": pc.if_else(pa.array(has_address), ports, ""),
            "WorkstationName": coded(self._names, workstation),
            "ElevatedToken": coded(pool(["", "%%1843", "%%1842"]), elevated),
            "ImpersonationLevel": coded(pool(["", "%%1833"]), on),
            "VirtualAccount": coded(pool(["", "%%1843"]), on),
            "RestrictedAdminMode": coded(pool(["", "-"]), on),
            "TargetOutboundUserName": coded(pool(["", "-"]), on),
            "TargetOutboundDomainName": coded(pool(["", "-"]), on),
            "TargetLinkedLogonId": coded(pool(["", "0x0"]), on),
            "LogonGuid": pc.if_else(pa.array(on), guid_column(_spread(rows.target_logon)), ""),
            "Status": coded(statuses, status),
            "SubStatus": coded(pool([*(f[1] for f in FAILURES), ""]), failure),
            "FailureReason": coded(pool([*(f[2] for f in FAILURES), ""]), failure),
            "PrivilegeList": coded(pool(["", _PRIVILEGES]), ids == 4672),
            "ServiceName": coded(self._services, self._service(rows)),
            "CommandLine": constant("", count),
        }

    def _service(self, rows: WindowsEvents) -> NDArray[Any]:
        none = len(self._services) - 1
        ticket = np.where(rows.event_id == 4768, none - 1, none)
        return np.where(rows.event_id == 4769, rows.value, ticket)

    def _processes(self, rows: WindowsEvents) -> dict[str, Any]:
        started = rows.event_id == 4688
        which = np.where(started, rows.value, len(PROCESSES))
        empty = len(self._process_ids) - 2
        logon = np.isin(rows.event_id, [4624, 4625])
        runs = [*(p.image for p in PROCESSES), "", "-", "C:\\Windows\\System32\\services.exe"]
        caller = np.where(logon, np.where(rows.logon_type == 5, 2, 1), 0) + len(PROCESSES)
        other = np.where(logon, empty + 1, empty)
        return {
            "NewProcessName": coded(pool([*(p.image for p in PROCESSES), ""]), which),
            "Process": coded(pool([*(p.image.rpartition("\\")[2] for p in PROCESSES), ""]), which),
            "ParentProcessName": coded(pool([*(p.parent for p in PROCESSES), ""]), which),
            "CommandLine": coded(pool([*(p.command for p in PROCESSES), ""]), which),
            "NewProcessId": coded(self._process_ids, np.where(started, rows.process_id, empty)),
            "ProcessId": coded(self._process_ids, np.where(started, rows.parent, other)),
            "ProcessName": coded(pool(runs), caller),
            "TokenElevationType": coded(pool(["", "%%1936"]), started),
            "MandatoryLabel": coded(pool(["", "S-1-16-16384"]), started),
        }

    def _event_data(self, rows: WindowsEvents) -> pa.Array:
        """Ticket options and encryption, which exist nowhere else; empty for other events."""
        tickets = np.flatnonzero(np.isin(rows.event_id, [4768, 4769]))
        texts = [""]
        codes = np.zeros(len(rows), np.int32)
        services = self._services.to_pylist()
        users = self._users.to_pylist()
        keys = np.stack([rows.target[tickets], self._service(rows)[tickets]], axis=1)
        distinct, inverse = np.unique(keys, axis=0, return_inverse=True)
        for target, service in distinct.tolist():
            texts.append(_ticket_xml(users[target], services[service]))
        codes[tickets] = inverse.reshape(-1) + 1
        return coded(pool(texts), codes)


def _ticket_xml(user: str, service: str) -> str:
    fields = {
        "TargetUserName": user,
        "ServiceName": service,
        "TicketOptions": "0x40810010",
        "TicketEncryptionType": "0x12",
        "Status": "0x0",
    }
    data = "".join(f'<Data Name="{name}">{value}</Data>' for name, value in fields.items())
    return f'<EventData xmlns="http://schemas.microsoft.com/win/2004/08/events/event">{data}</EventData>'


def _logon_ids(ids: NDArray[np.int64]) -> pa.Array:
    distinct, inverse = np.unique(ids, return_inverse=True)
    return coded(pool([f"0x{i:x}" if i else "" for i in distinct.tolist()]), inverse)


def _spread(ids: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Guid bytes that follow from logon ids (LogonGuid is the same for one logon)."""
    wide = np.zeros((len(ids), 2), np.uint64)
    wide[:, 0] = ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    wide[:, 1] = wide[:, 0] * np.uint64(0xBF58476D1CE4E5B9)
    return wide.view(np.uint8).reshape(len(ids), 16)
