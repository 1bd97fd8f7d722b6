"""Applications that people sign in to, and the resources that they ask tokens for.

Identifiers are those of the first-party applications; weights say how often each is used from
where (interactively on a laptop, interactively on a phone, in the background).
"""

from __future__ import annotations

from dataclasses import dataclass

OWNER_MICROSOFT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
OWNER_CORPORATE = "72f988bf-86f1-41af-91ab-2d7cd011db47"


@dataclass(frozen=True)
class App:
    """An application: ``rich`` for a desktop or mobile client, else it is used in a browser."""

    name: str
    app_id: str
    rich: bool
    laptop: float
    phone: float
    background: float
    resources: tuple[int, ...]


@dataclass(frozen=True)
class Resource:
    """What a token is for."""

    name: str
    resource_id: str


RESOURCES = (
    Resource("Microsoft Graph", "00000003-0000-0000-c000-000000000000"),
    Resource("Windows Azure Active Directory", "00000002-0000-0000-c000-000000000000"),
    Resource("Office 365 Exchange Online", "00000002-0000-0ff1-ce00-000000000000"),
    Resource("Office 365 SharePoint Online", "00000003-0000-0ff1-ce00-000000000000"),
    Resource("Azure Service Management API", "797f4846-ba00-4fd7-ba43-dac1f8f63013"),
    Resource("Microsoft Teams Services", "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"),
)

APPS = (
    App("OfficeHome", "4765445b-32c6-49b0-83e6-1d93765276ca", False, 20, 1, 4, (0, 1)),
    App(
        "Office365 Shell WCSS-Client",
        "89bee1f7-5e6e-4d8a-9f3d-ecd601259da7",
        False,
        9,
        0,
        12,
        (0, 3),
    ),
    App("Microsoft Office", "d3590ed6-52b3-4102-aeff-aad2292ab01c", True, 18, 4, 26, (0, 2, 3)),
    App("Microsoft Outlook", "5d661950-3475-41cd-a2c3-d671a3162bc1", True, 9, 0, 12, (2, 0)),
    App("Outlook Mobile", "27922004-5251-4030-b22d-91ecd9a37ea4", True, 0, 30, 9, (2,)),
    App("Microsoft Teams", "1fec8e78-bce4-4aaf-ab1b-5451cc387264", True, 12, 14, 22, (5, 0, 2)),
    App(
        "Microsoft Teams Web Client", "5e3ce6c0-2b1f-4285-8d4b-75ee78787346", False, 7, 0, 9, (5, 0)
    ),
    App("OneDrive SyncEngine", "ab9b8c07-8f02-4f72-87fa-80105867a763", True, 3, 2, 18, (3, 0)),
    App(
        "Microsoft Authentication Broker",
        "29d9ed98-a469-4536-ade2-f981bc1d605e",
        True,
        4,
        12,
        9,
        (1, 0),
    ),
    App("Windows Sign In", "38aa3b87-a06d-4817-b275-7a316988d93b", True, 12, 0, 8, (1,)),
    App("Azure Portal", "c44b4083-3bb0-49c1-b47d-974e53cbdf3c", False, 3, 0, 3, (4, 0)),
    App("Intune Company Portal", "9ba1a5c7-f17a-4de9-a1f1-6178c8d51223", True, 1, 4, 2, (0,)),
    App("Microsoft Azure CLI", "04b07795-8ddb-461a-bbee-02f9e1bf7b46", True, 0.8, 0, 1.2, (4, 0)),
    App(
        "Microsoft Azure PowerShell",
        "1950a258-227b-4e31-a9cf-717495945fc2",
        True,
        0.5,
        0,
        0.6,
        (4, 0),
    ),
    App("Graph Explorer", "de8bc8b5-d9f9-48b1-a8ad-b748da725064", False, 0.2, 0, 0.2, (0,)),
    App(
        "Microsoft Graph Command Line Tools",
        "14d82eec-204b-4c2f-b7e8-296a70dab67e",
        True,
        0.2,
        0,
        0.3,
        (0,),
    ),
)

_BY_NAME = {app.name: number for number, app in enumerate(APPS)}


def app_named(name: str) -> int:
    """The position of an application in ``APPS``."""
    return _BY_NAME[name]
