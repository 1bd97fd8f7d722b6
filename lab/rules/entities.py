"""The types of entities that rules can map, with their identifiers.

Source: the reference of entity types of Microsoft Sentinel; ``needed`` are the identifiers that it
called required (edition of 2021), of which a mapping has at least one. Those of custom detections
are the columns of the entity mappings of Microsoft Graph.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_MAPPINGS = 10
MOST_IDENTIFIERS = 3


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type of entity: its name in rules, its identifiers, and those of which one is needed.

    ``defender`` are further identifiers that custom detections can map, and that are enough.
    """

    name: str
    identifiers: tuple[str, ...]
    needed: tuple[str, ...]
    defender: tuple[str, ...] = ()


def _type(name: str, needed: str, further: str = "", defender: str = "") -> EntityType:
    identifiers = (*needed.split(), *further.split())
    return EntityType(name, identifiers, tuple(needed.split()), tuple(defender.split()))


_TYPES = (
    _type(
        "Account",
        "FullName Sid Name AadUserId PUID ObjectGuid",
        "NTDomain DnsDomain UPNSuffix AadTenantId IsDomainJoined DisplayName",
    ),
    _type(
        "Host",
        "FullName HostName NetBiosName AzureID OMSAgentID",
        "DnsDomain NTDomain OSFamily OSVersion IsDomainJoined",
        "DeviceId",
    ),
    _type("IP", "Address", "AddressScope"),
    _type("URL", "Url"),
    _type("AzureResource", "ResourceId"),
    _type("CloudApplication", "AppId Name", "InstanceName"),
    _type("DNS", "DomainName"),
    _type("File", "Name", "Directory", "Sha1 Sha256"),
    _type("FileHash", "Algorithm Value"),
    _type("Malware", "Name", "Category"),
    _type("Process", "CommandLine ProcessId", "ElevationToken CreationTimeUtc", "Sha1 Sha256"),
    _type("RegistryKey", "Hive Key"),
    _type("RegistryValue", "Name", "Value ValueType"),
    _type("SecurityGroup", "DistinguishedName SID ObjectGuid"),
    _type(
        "IoTDevice",
        "IoTHub DeviceId",
        "DeviceName IoTSecurityAgentId DeviceType Source SourceRef Manufacturer Model "
        "OperatingSystem IpAddress MacAddress Protocols SerialNumber",
    ),
    _type(
        "Mailbox", "MailboxPrimaryAddress", "DisplayName Upn ExternalDirectoryObjectId RiskLevel"
    ),
    _type(
        "MailCluster",
        "Query Source",
        "NetworkMessageIds CountByDeliveryStatus CountByThreatType CountByProtectionStatus Threats "
        "QueryTime MailCount IsVolumeAnomaly ClusterSourceIdentifier ClusterSourceType "
        "ClusterQueryStartTime ClusterQueryEndTime ClusterGroup",
    ),
    _type(
        "MailMessage",
        "NetworkMessageId Recipient",
        "Urls Threats Sender P1Sender P1SenderDisplayName P1SenderDomain SenderIP P2Sender "
        "P2SenderDisplayName P2SenderDomain ReceivedDate InternetMessageId Subject "
        "BodyFingerprintBin1 BodyFingerprintBin2 BodyFingerprintBin3 BodyFingerprintBin4 "
        "BodyFingerprintBin5 AntispamDirection DeliveryAction DeliveryLocation Language "
        "ThreatDetectionMethods",
    ),
    _type(
        "SubmissionMail",
        "SubmissionId NetworkMessageId Recipient Submitter",
        "SubmissionDate Timestamp Sender SenderIp Subject ReportType",
    ),
)
ENTITY_TYPES = {one.name.lower(): one for one in _TYPES}
"""By name in lower case: rules are read whatever their case."""

SENTINEL_ENTITIES = "SentinelEntities"
"""Mapped by ``sentinelEntitiesMappings`` alone: a column that already holds entities."""
