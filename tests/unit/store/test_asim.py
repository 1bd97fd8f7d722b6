"""The parsers of ASIM that ship with the lab: columns, rows, parameters, and what they read.

Tables of the queries stand in front of the known ones, which are empty.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.store.functions import saved_functions
from lab.store.known import datasets_folder, known_tables
from tests.adapters import compiled_on, run
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import SavedFunction, Tables

FUNCTIONS = saved_functions()
SCHEMA = Tables(known_tables(), functions=FUNCTIONS)
PARSERS = [name for name in FUNCTIONS if FUNCTIONS[name].columns and FUNCTIONS[name].body]
SCHEMAS = {
    "_Im_Authentication",
    "_Im_ProcessEvent",
    "_Im_NetworkSession",
    "_Im_Dns",
    "_Im_FileEvent",
    "_Im_RegistryEvent",
    "_Im_AuditEvent",
    "_Im_WebSession",
}

TABLES = {
    "SigninLogs": """datatable(TimeGenerated:datetime, UserPrincipalName:string, UserId:string,
        ResultType:string, IPAddress:string, AppDisplayName:string, ResourceDisplayName:string,
        UserType:string, DeviceDetail:dynamic, LocationDetails:dynamic)[
        datetime(2026-01-01 10:00), 'ann@contoso.com', 'u1', '0', '192.0.2.7', 'Teams', 'Graph',
        'Member', dynamic({'displayName': 'PC1', 'operatingSystem': 'Windows 11'}),
        dynamic({'city': 'Bern', 'geoCoordinates': {'latitude': 46.9}}),
        datetime(2026-01-01 11:00), 'bob@contoso.com', 'u2', '50126', '192.0.2.8', 'Teams', 'Mail',
        'Guest', dynamic(null), dynamic(null)]""",
    "AADNonInteractiveUserSignInLogs": """datatable(TimeGenerated:datetime,
        UserPrincipalName:string, ResultType:string, IPAddress:string, DeviceDetail:string)[
        datetime(2026-01-01 12:00), 'ann@contoso.com', '50173', '2001:db8::1',
        '{"displayName": "PC2"}']""",
    "SecurityEvent": r"""datatable(TimeGenerated:datetime, EventID:int, Computer:string,
        LogonType:int, TargetDomainName:string, TargetUserName:string, TargetUserSid:string,
        SubjectDomainName:string, SubjectUserName:string, SubjectUserSid:string,
        SubjectLogonId:string, Status:string, SubStatus:string, IpAddress:string,
        WorkstationName:string, NewProcessName:string, NewProcessId:string, CommandLine:string,
        ParentProcessName:string, ProcessId:string, ProcessName:string, ObjectName:string,
        ObjectValueName:string, NewValue:string, NewValueType:string, OperationType:string)[
        datetime(2026-01-01 10:00), 4624, 'dc1.contoso.com', 10, 'CONTOSO', 'ann', 'S-1-5-21-1',
        '-', '-', 'S-1-0-0', '0x0', '0x0', '0x0', '10.0.0.5', 'PC1', '', '', '', '', '0x1c', '-',
        '', '', '', '', '',
        datetime(2026-01-01 10:05), 4625, 'dc1.contoso.com', 3, 'CONTOSO', 'eve', 'S-1-0-0', '-',
        '-', 'S-1-0-0', '0x0', '0xC000006D', '0xC000006A', '-', '-', '', '', '', '', '0x0', '-',
        '', '', '', '', '',
        datetime(2026-01-01 10:10), 4634, 'dc1.contoso.com', 3, 'CONTOSO', 'DC1$', 'S-1-5-18', '-',
        '-', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '',
        datetime(2026-01-01 10:20), 4688, 'pc1', int(null), '-', '-', 'S-1-0-0', 'CONTOSO', 'ann',
        'S-1-5-21-1', '0x3e7', '', '', '', '', 'C:\\Windows\\System32\\whoami.exe', '0x10',
        'whoami /all', 'C:\\Windows\\System32\\cmd.exe', '0xff', '', '', '', '', '', '',
        datetime(2026-01-01 10:30), 4689, 'pc1', int(null), '-', '-', '', 'CONTOSO', 'ann',
        'S-1-5-21-1', '0x3e7', '0x0', '', '', '', '', '', '', '', '0x10',
        'C:\\Windows\\System32\\whoami.exe', '', '', '', '', '',
        datetime(2026-01-01 10:40), 4657, 'pc1', int(null), '', '', '', 'CONTOSO', 'ann',
        'S-1-5-21-1', '0x3e7', '', '', '', '', '', '', '', '', '0x10', 'C:\\reg.exe',
        '\\REGISTRY\\MACHINE\\SOFTWARE\\Run', 'Start', 'evil.exe', '%%1873', '%%1904',
        datetime(2026-01-01 10:50), 1102, 'pc1', int(null), '', '', '', 'CONTOSO', 'ann',
        'S-1-5-21-1', '0x3e7', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '']""",
    "DeviceLogonEvents": """datatable(TimeGenerated:datetime, ActionType:string, LogonType:string,
        DeviceName:string, AccountDomain:string, AccountName:string, RemoteIP:string,
        FailureReason:string)[
        datetime(2026-01-01 10:00), 'LogonFailed', 'Network', 'pc2.contoso.com', 'contoso', 'eve',
        '198.51.100.9', 'InvalidUserNameOrPassword']""",
    "DeviceProcessEvents": r"""datatable(TimeGenerated:datetime, ActionType:string,
        DeviceName:string, AccountDomain:string, AccountName:string, FolderPath:string,
        FileName:string, ProcessId:long, ProcessCommandLine:string, SHA1:string,
        InitiatingProcessFolderPath:string, InitiatingProcessFileName:string)[
        datetime(2026-01-01 10:00), 'ProcessCreated', 'pc2', 'contoso', 'eve',
        'C:\\Temp\\a.exe', 'a.exe', 42, 'a.exe 203.0.113.5', 'aa', 'C:\\Windows', 'explorer.exe',
        datetime(2026-01-01 10:00), 'OpenProcess', 'pc2', '', '', '', '', 1, '', '', '', '']""",
    "DeviceNetworkEvents": """datatable(TimeGenerated:datetime, ActionType:string,
        DeviceName:string, LocalIP:string, LocalPort:int, RemoteIP:string, RemotePort:int,
        RemoteUrl:string, Protocol:string, InitiatingProcessAccountDomain:string,
        InitiatingProcessAccountName:string)[
        datetime(2026-01-01 10:00), 'ConnectionSuccess', 'pc2.contoso.com', '10.0.0.5', 50000,
        '203.0.113.5', 443, 'https://www.tor2web.org/a', 'TcpV4', 'contoso', 'eve',
        datetime(2026-01-01 10:01), 'InboundConnectionAccepted', 'pc2.contoso.com', '10.0.0.5', 22,
        '10.0.0.9', 51000, '', 'Tcp', 'contoso', 'svc',
        datetime(2026-01-01 10:02), 'ConnectionFailed', 'pc2.contoso.com', '10.0.0.5', 50001,
        '203.0.113.6', 80, '', 'Tcp', '', '',
        datetime(2026-01-01 10:03), 'SslConnectionInspected', '', '', 1, '', 1, '', '', '', '']""",
    "CommonSecurityLog": """datatable(TimeGenerated:datetime, DeviceVendor:string,
        DeviceProduct:string, Activity:string, DeviceAction:string, SourceIP:string,
        DestinationIP:string, DestinationPort:int, SentBytes:long, ReceivedBytes:long,
        RequestURL:string, RequestClientApplication:string, EventOutcome:string,
        SourceUserName:string)[
        datetime(2026-01-01 10:00), 'Palo Alto Networks', 'PAN-OS', 'TRAFFIC', 'drop', '10.0.0.5',
        '203.0.113.5', 443, 10, 20, '', '', '', 'eve',
        datetime(2026-01-01 10:01), 'Palo Alto Networks', 'PAN-OS', 'THREAT', 'alert', '10.0.0.5',
        '203.0.113.5', 443, long(null), long(null), 'evil.example/x', 'curl/8', '404', 'eve']""",
    "DnsEvents": """datatable(TimeGenerated:datetime, SubType:string, Computer:string,
        ClientIP:string, Name:string, QueryType:string, ResultCode:int, IPAddresses:string)[
        datetime(2026-01-01 10:00), 'LookupQuery', 'dns1.contoso.com', '10.0.0.5', 'a.example.',
        'A', 0, '203.0.113.5', datetime(2026-01-01 10:01), 'LookupQuery', 'dns1', '10.0.0.6',
        'b.example', 'AAAA', 3, '', datetime(2026-01-01 10:02), 'DynamicRegistration', 'dns1', '',
        '', '', 0, '']""",
    "DeviceEvents": """datatable(TimeGenerated:datetime, ActionType:string, DeviceName:string,
        AdditionalFields:dynamic)[
        datetime(2026-01-01 10:00), 'DnsQueryResponse', 'pc2.contoso.com',
        dynamic({'DnsQueryString': 'c.example'})]""",
    "DeviceFileEvents": r"""datatable(TimeGenerated:datetime, ActionType:string, DeviceName:string,
        FolderPath:string, FileName:string, PreviousFolderPath:string, PreviousFileName:string,
        SHA256:string, InitiatingProcessAccountName:string)[
        datetime(2026-01-01 10:00), 'FileRenamed', 'pc2', 'C:\\Temp\\b.txt', 'b.txt', 'C:\\Temp',
        'a.txt', 'cc', 'eve']""",
    "DeviceRegistryEvents": r"""datatable(TimeGenerated:datetime, ActionType:string,
        DeviceName:string, RegistryKey:string, RegistryValueName:string, RegistryValueData:string,
        RegistryValueType:string, InitiatingProcessAccountName:string)[
        datetime(2026-01-01 10:00), 'RegistryValueSet', 'pc2', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\X',
        'v', '1', 'Dword', 'eve']""",
    "AuditLogs": """datatable(TimeGenerated:datetime, OperationName:string, Result:string,
        InitiatedBy:dynamic, TargetResources:dynamic)[
        datetime(2026-01-01 10:00), 'Add member to role', 'success',
        dynamic({'user': {'id': 'u1', 'userPrincipalName': 'ann@contoso.com',
        'ipAddress': '192.0.2.7'}}),
        dynamic([{'id': 'r1', 'displayName': 'Global Administrator', 'type': 'Role',
        'modifiedProperties': [{'oldValue': 'x', 'newValue': 'y'}]}]),
        datetime(2026-01-01 10:01), 'Update policy', 'failure',
        dynamic({'app': {'servicePrincipalId': 's1', 'displayName': 'Robot'}}),
        dynamic([{'id': 'p1', 'modifiedProperties': [{'newValue': 1}, {'newValue': 2}]}])]""",
    "AzureActivity": """datatable(TimeGenerated:datetime, OperationNameValue:string,
        ActivityStatusValue:string, Caller:string, CallerIpAddress:string, _ResourceId:string)[
        datetime(2026-01-01 10:00), 'MICROSOFT.KEYVAULT/VAULTS/DELETE', 'Success',
        'ann@contoso.com', '192.0.2.7', '/subscriptions/s/vaults/v']""",
    "OfficeActivity": """datatable(TimeGenerated:datetime, RecordType:string, OfficeWorkload:string,
        Operation:string, UserId:string, ClientIP:string, OfficeObjectId:string, Site_Url:string,
        SourceFileName:string, DestinationRelativeUrl:string, DestinationFileName:string,
        ResultStatus:string, Parameters:string)[
        datetime(2026-01-01 10:00), 'SharePointFileOperation', 'SharePoint', 'FileDownloaded',
        'ann@contoso.com', '192.0.2.7', 'https://c.sharepoint.com/s/a.docx',
        'https://c.sharepoint.com/s/', 'a.docx', '', '', '', '',
        datetime(2026-01-01 10:01), 'SharePointFileOperation', 'OneDrive', 'FileMoved',
        'ann@contoso.com', '[2001:db8::1]:443', 'https://c.sharepoint.com/s/a.docx',
        'https://c.sharepoint.com/s/', 'a.docx', 'old', 'b.docx', '', '',
        datetime(2026-01-01 10:02), 'ExchangeAdmin', 'Exchange', 'Set-Mailbox', 'ann@contoso.com',
        '192.0.2.7:5000', 'eve', '', '', '', '', 'True', '[{"Name": "x"}]',
        datetime(2026-01-01 10:03), 'AzureActiveDirectory', 'AzureActiveDirectory', 'UserLoggedIn',
        'ann@contoso.com', '', '', '', '', '', '', '', '']""",
}


def answer(query: str) -> list[tuple[Any, ...]]:
    called = re.match(r"\w+", query)
    assert called is not None
    body = FUNCTIONS[called[0]].body
    read = {name: rows for name, rows in TABLES.items() if re.search(rf"\b{name}\b", body)}
    lets = "".join(f"let {name} = union {name}, ({rows});\n" for name, rows in read.items())
    with DuckDbEngine(duckdb.connect()) as engine:
        return run(engine, compiled_on(engine, lets + query, SCHEMA)).json_rows()


def function(name: str) -> SavedFunction:
    return FUNCTIONS[name]


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_gives_just_the_declared_columns(name: str) -> None:
    compiled = compile_kql(name, SCHEMA)
    made = {column.name: column.type for column in compiled.result.columns}
    assert list(made.items()) == list((function(name).columns or {}).items())


def test_every_schema_has_its_parsers() -> None:
    assert set(PARSERS) >= SCHEMAS
    folder = datasets_folder() / "functions" / "asim"
    assert len(list(folder.glob("*.kql"))) == len(SCHEMAS)
    assert not {file.stem for file in folder.glob("*.kql")} & set(FUNCTIONS)


def test_a_parser_tells_what_it_leaves_out() -> None:
    (first, *_) = compile_kql("_Im_Dns", SCHEMA).warnings
    assert first.message == (
        "_Im_Dns: lookups of tables other than DnsEvents and DeviceEvents are not among its rows"
    )


AUTHENTICATION = [
    ("SigninLogs", "ann@contoso.com", "Success", "", "Interactive", "192.0.2.7", "PC1", "PC1"),
    ("SigninLogs", "bob@contoso.com", "Failure", "No such user or password", "Interactive",
     "192.0.2.8", "", "192.0.2.8"),
    ("AADNonInteractiveUserSignInLogs", "ann@contoso.com", "Failure", "Session expired", "",
     "2001:db8::1", "PC2", "PC2"),
    ("SecurityEvent", "CONTOSO\\ann", "Success", "", "RemoteInteractive", "10.0.0.5", "PC1", "PC1"),
    ("SecurityEvent", "CONTOSO\\eve", "Failure", "Incorrect password", "Remote", "", "", ""),
    ("SecurityEvent", "CONTOSO\\DC1$", "Success", "", "Remote", "", "", ""),
    ("DeviceLogonEvents", "contoso\\eve", "Failure", "No such user or password", "Remote",
     "198.51.100.9", "", "198.51.100.9"),
]  # fmt: skip


def test_sign_ins() -> None:
    found = answer(
        "_Im_Authentication | project Type, TargetUsername, EventResult, EventResultDetails, "
        "EventSubType, SrcIpAddr, SrcHostname, Src"
    )
    assert sorted(found) == sorted(AUTHENTICATION)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("_ASim_Authentication_SigninLogs | where SrcGeoCity == 'Bern' "
         "| project TargetUserType, SrcDvcOs, SrcGeoLatitude, TargetAppName, ActingAppName",
         [("Regular", "Windows 11", 46.9, "Graph", "Teams")]),
        ("ASimAuthenticationMicrosoftWindowsEvent | where EventType == 'Logoff' "
         "| project TargetUserType, DvcHostname, DvcDomain, DvcFQDN, EventOriginalType, "
         "ActorUsername", [("Machine", "dc1", "contoso.com", "dc1.contoso.com", "4634", "")]),
        ("imProcessCreate | where Type == 'SecurityEvent' | project User, TargetUserSid, Process, "
         "TargetProcessFilename, TargetProcessId, ActingProcessId, CommandLine, ActorSessionId",
         [("CONTOSO\\ann", "S-1-5-21-1", "C:\\Windows\\System32\\whoami.exe", "whoami.exe", "16",
           "255", "whoami /all", "999")]),
        ("imProcessCreate | where Type == 'DeviceProcessEvents' | project User, Process, "
         "ActingProcessName, TargetProcessId, Hash, HashType",
         [("contoso\\eve", "C:\\Temp\\a.exe", "C:\\Windows\\explorer.exe", "42", "aa", "SHA")]),
        ("imProcessTerminate | project User, Process, TargetProcessId, EventType",
         [("CONTOSO\\ann", "C:\\Windows\\System32\\whoami.exe", "16", "ProcessTerminated")]),
        ("_Im_NetworkSession | where Type == 'DeviceNetworkEvents' | sort by TimeGenerated asc "
         "| project NetworkDirection, SrcIpAddr, DstIpAddr, DstPortNumber, SrcUsername, "
         "DstUsername, DstFQDN, NetworkProtocol, EventResult",
         [("Outbound", "10.0.0.5", "203.0.113.5", 443, "contoso\\eve", "", "www.tor2web.org",
           "TCP", "Success"),
          ("Inbound", "10.0.0.9", "10.0.0.5", 22, "", "contoso\\svc", "pc2.contoso.com", "TCP",
           "Success"),
          ("Outbound", "10.0.0.5", "203.0.113.6", 80, "", "", "", "TCP", "Failure")]),
        ("_ASim_NetworkSession_PaloAltoCEF | project DvcAction, EventResult, EventSeverity, "
         "EventProduct, NetworkBytes, EventCount",
         [("Drop", "Failure", "Low", "PanOS", 30, 1)]),
        ("_Im_WebSession | project Url, HttpUserAgent, HttpStatusCode, EventResult, User",
         [("evil.example/x", "curl/8", "404", "Failure", "eve")]),
        ("_Im_Dns | sort by DnsQuery asc "
         "| project DnsQuery, EventResultDetails, EventResult, SrcIpAddr, Dvc, Type",
         [("a.example", "NOERROR", "Success", "10.0.0.5", "dns1.contoso.com", "DnsEvents"),
          ("b.example", "NXDOMAIN", "Failure", "10.0.0.6", "dns1", "DnsEvents"),
          ("c.example", "NA", "NA", "", "pc2.contoso.com", "DeviceEvents")]),
        ("_Im_FileEvent | sort by TimeGenerated asc, Type asc | project EventType, EventSubType, "
         "FilePath, TargetFilePathType, SrcFilePath, SrcIpAddr, User, Hash",
         [("FileRenamed", "", "C:\\Temp\\b.txt", "Windows Local", "C:\\Temp\\a.txt", "", "eve",
           "cc"),
          ("FileAccessed", "Download", "https://c.sharepoint.com/s/a.docx", "URL", "",
           "192.0.2.7", "ann@contoso.com", ""),
          ("FileMoved", "", "https://c.sharepoint.com/s/old/b.docx", "URL",
           "https://c.sharepoint.com/s/a.docx", "2001:db8::1", "ann@contoso.com", "")]),
        ("_Im_RegistryEvent | sort by Type desc | project EventType, RegistryKey, RegistryValue, "
         "RegistryValueData, RegistryValueType, User",
         [("RegistryValueSet", "HKEY_LOCAL_MACHINE\\SOFTWARE\\Run", "Start", "evil.exe", "Reg_Sz",
           "CONTOSO\\ann"),
          ("RegistryValueSet", "HKEY_LOCAL_MACHINE\\SOFTWARE\\X", "v", "1", "Reg_DWord", "eve")]),
        ("_Im_AuditEvent | sort by TimeGenerated asc, Type asc | project Type, EventType, Object, "
         "NewValue, ActorUsername, ActorUserType, SrcIpAddr, EventResult",
         [("AuditLogs", "Create", "Global Administrator", "y", "ann@contoso.com", "Regular",
           "192.0.2.7", "Success"),
          ("AzureActivity", "Delete", "/subscriptions/s/vaults/v", "", "ann@contoso.com",
           "Regular", "192.0.2.7", "Success"),
          ("AuditLogs", "Set", "p1", "", "Robot", "Service Principal", "", "Failure"),
          ("OfficeActivity", "Set", "eve", '[{"Name": "x"}]', "ann@contoso.com", "", "192.0.2.7",
           "Success"),
          ("SecurityEvent", "Clear", "Security", "", "CONTOSO\\ann", "", "", "Success")]),
    ],
)  # fmt: skip
def test_rows(query: str, expected: list[tuple[object, ...]]) -> None:
    assert answer(query) == expected


PARAMETERS = [
    ("_Im_Authentication(starttime=datetime(2026-01-01 11:00))", 2),
    ("_Im_Authentication(endtime=datetime(2026-01-01 10:00))", 3),
    ("_Im_Authentication(username_has_any=dynamic(['ann', 'bob']))", 4),
    ("_Im_Authentication(username_has_any='bob')", 1),
    ("_Im_Authentication(targetappname_has_any=dynamic(['mail']))", 1),
    ("_Im_Authentication(srcipaddr_has_any_prefix=dynamic(['192.0.2.', '10.']))", 3),
    ("_Im_Authentication(srchostname_has_any=dynamic(['PC1']))", 2),
    ("_Im_Authentication(eventtype_in=dynamic(['Logoff']))", 1),
    ("_Im_Authentication(eventresultdetails_in=dynamic(['Incorrect password', 'Other']))", 1),
    ("_Im_Authentication(eventresult='Failure', starttime=datetime(2026-01-01 10:04))", 3),
    ("_Im_Authentication(disabled=true)", 0),
    ("_ASim_Authentication_M365Defender(eventresult='Success')", 0),
    ("imProcessCreate(commandline_has_any=dynamic(['all']))", 1),
    ("imProcessCreate(commandline_has_all=dynamic(['whoami', 'all']))", 1),
    ("imProcessCreate(commandline_has_any_ip_prefix=dynamic(['203.0.']))", 1),
    ("imProcessCreate(actingprocess_has_any=dynamic(['explorer.exe']))", 1),
    ("imProcessCreate(targetprocess_has_any=dynamic(['whoami']))", 1),
    ("imProcessCreate(parentprocess_has_any=dynamic(['x']))", 0),
    ("imProcessCreate(targetusername_has='eve')", 1),
    ("imProcessTerminate(actorusername_has='ann')", 1),
    ("imProcessCreate(dvchostname_has_any=dynamic(['pc1']))", 1),
    ("imProcessCreate(dvcipaddr_has_any_prefix=dynamic(['10.']))", 0),
    ("imProcessCreate(hashes_has_any=dynamic(['AA']))", 1),
    ("_Im_ProcessEvent(eventtype='ProcessTerminated')", 1),
    ("_Im_NetworkSession(dstipaddr_has_any_prefix=dynamic(['203.0.113.']))", 3),
    ("_Im_NetworkSession(ipaddr_has_any_prefix=dynamic(['10.0.0.9']))", 1),
    ("_Im_NetworkSession(dstportnumber=443)", 2),
    ("_Im_NetworkSession(hostname_has_any=dynamic(['tor2web.org']))", 1),
    ("_Im_NetworkSession(dvcaction=dynamic(['Drop', 'Deny']))", 1),
    ("_Im_NetworkSession(eventresult='Failure')", 2),
    ("_Im_Dns(domain_has_any=dynamic(['example']))", 3),
    ("_Im_Dns(responsecodename='nxdomain')", 1),
    ("_Im_Dns(response_has_ipv4='203.0.113.5')", 1),
    ("_Im_Dns(response_has_any_prefix=dynamic(['203.']))", 1),
    ("_Im_Dns(srcipaddr='10.0.0.6')", 1),
    ("_Im_Dns(eventtype='Notify')", 0),
    ("_Im_FileEvent(eventtype_in=dynamic(['FileMoved']))", 1),
    ("_Im_FileEvent(targetfilepath_has_any=dynamic(['docx']))", 2),
    ("_Im_FileEvent(srcfilepath_has_any=dynamic(['a.txt']))", 1),
    ("_Im_FileEvent(hashes_has_any=dynamic(['CC']))", 1),
    ("_Im_FileEvent(actorusername_has_any=dynamic(['ann']))", 2),
    ("_Im_RegistryEvent(registrykey_has_any=dynamic(['Run']))", 1),
    ("_Im_RegistryEvent(registryvalue_has_any=dynamic(['v']))", 1),
    ("_Im_RegistryEvent(registrydata_has_any=dynamic(['evil.exe']))", 1),
    ("_Im_AuditEvent(operation_has_any=dynamic(['member', 'Set']))", 2),
    ("_Im_AuditEvent(object_has_any=dynamic(['Global']))", 1),
    ("_Im_AuditEvent(newvalue_has_any=dynamic(['y']))", 1),
    ("_Im_WebSession(url_has_any=dynamic(['evil']))", 1),
    ("_Im_WebSession(httpuseragent_has_any=dynamic(['wget']))", 0),
]


@pytest.mark.parametrize(("call", "count"), PARAMETERS)
def test_parameters_filter(call: str, count: int) -> None:
    assert answer(f"{call} | count") == [(count,)]


def test_which_end_matched_is_told() -> None:
    found = answer(
        "_Im_NetworkSession(ipaddr_has_any_prefix=dynamic(['10.0.0.'])) "
        "| summarize n = count() by ASimMatchingIpAddr | sort by n"
    )
    assert found == [("SrcIpAddr", 3), ("Both", 1)]


def test_a_parameter_that_a_schema_does_not_have_is_refused() -> None:
    with pytest.raises(CompileError, match="'_Im_Dns' has no parameter 'url_has_any'"):
        compile_kql("_Im_Dns(url_has_any=dynamic(['x']))", SCHEMA)


@pytest.mark.parametrize("schema", sorted(SCHEMAS))
def test_only_what_a_query_asks_for_is_read(schema: str) -> None:
    stored = {
        name: replace(table, location=("memory", "main", name))
        for name, table in known_tables().items()
    }
    query = f"{schema} | summarize count() by EventType"
    compiled = compile_kql(query, Tables(stored, functions=FUNCTIONS))
    text = compiled.result.statement
    assert not re.findall(r'"(?:AdditionalFields|_ItemId|ReportId|CommandLine|Id)"', text)
