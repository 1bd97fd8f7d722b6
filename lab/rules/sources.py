"""Tables that a continuous custom detection can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.rules.model import CONTINUOUS_DETECTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.rules.model import Rule

# Source: the page on custom detections of Defender XDR; it names further tables of Sentinel only
# as examples, so that a table which is not here may be taken all the same.
CONTINUOUS_TABLES = frozenset(
    {"AlertEvidence", "CloudAppEvents", "UrlClickEvents"}
    | {"DeviceEvents", "DeviceFileCertificateInfo", "DeviceFileEvents", "DeviceImageLoadEvents"}
    | {"DeviceInfo", "DeviceLogonEvents", "DeviceNetworkEvents", "DeviceNetworkInfo"}
    | {"DeviceProcessEvents", "DeviceRegistryEvents"}
    | {"EmailAttachmentInfo", "EmailEvents", "EmailPostDeliveryEvents", "EmailUrlInfo"}
    | {"IdentityDirectoryEvents", "IdentityLogonEvents", "IdentityQueryEvents"}
    | {"AuditLogs", "CommonSecurityLog", "SecurityEvent", "SigninLogs"}
)


def table_warnings(rule: Rule, tables: Sequence[str]) -> list[str]:
    """What the product would not take of the tables that a rule reads."""
    if rule.kind is not CONTINUOUS_DETECTION:
        return []
    found = []
    if len(tables) > 1:
        found.append(
            f"the product rejects a continuous detection over {len(tables)} tables "
            f"({', '.join(tables)}): it takes one"
        )
    found += [
        f"{name} is not among the tables that are known to serve continuous detections"
        for name in tables
        if name not in CONTINUOUS_TABLES
    ]
    return found
